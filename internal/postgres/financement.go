package postgres

import (
	"errors"

	"parcours.example/internal/parcours"
)

// CreateFinancement adds a line to the plan, with the papers its funder asks.
func (tx *Tx) CreateFinancement(f *parcours.Financement) error {
	codes := parcours.PiecesFor(f.Dispositif)
	err := tx.Create(f)
	if len(codes) == 0 || err != nil {
		return err
	}
	err = tx.Flush() // its id
	f.Pieces = make([]parcours.Piece, len(codes))
	for i, code := range codes {
		f.Pieces[i] = parcours.Piece{ParcoursID: f.ParcoursID, FinancementID: f.ID, Code: code}
		err = errors.Join(err, tx.Create(&f.Pieces[i]))
	}
	return err
}

// DeleteFinancement removes a line that was added by mistake; the history
// keeps it.
func (tx *Tx) DeleteFinancement(f *parcours.Financement) error {
	return errors.Join(tx.exec(nil, `DELETE FROM piece WHERE financement_id = $1`, f.ID),
		tx.Delete(f))
}
