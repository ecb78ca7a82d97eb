package postgres

import (
	"errors"
	"reflect"

	"parcours.example/internal/parcours"
)

// CreateFinancement adds a line to the plan, with the papers its funder asks, and the
// answer that it may have from the start.
func (tx *Tx) CreateFinancement(f *parcours.Financement) error {
	codes := parcours.PiecesFor(f.Dispositif)
	err := tx.Create(f)
	if len(codes)+len(f.Reponses) == 0 || err != nil {
		return err
	}
	err = tx.Flush() // its id
	f.Pieces = make([]parcours.Piece, len(codes))
	for i, code := range codes {
		f.Pieces[i] = parcours.Piece{ParcoursID: f.ParcoursID, FinancementID: f.ID, Code: code}
		err = errors.Join(err, tx.Create(&f.Pieces[i]))
	}
	for i := range f.Reponses {
		f.Reponses[i].FinancementID = f.ID
		err = errors.Join(err, tx.Create(&f.Reponses[i]))
	}
	return err
}

// saveFinancements writes the lines that a deed changed, and their answers.
func (tx *Tx) saveFinancements(avant *parcours.Dossier, apres []parcours.Financement) (err error) {
	for i := range apres {
		f := &apres[i]
		if x := avant.FindFinancement(f.ID); x != nil && !reflect.DeepEqual(*x, *f) {
			err = errors.Join(err, saveRows(tx, f.ParcoursID, x.Reponses, f.Reponses), tx.Update(f))
		}
	}
	return err
}

// DeleteFinancement removes a line that was added by mistake; the history
// keeps it.
func (tx *Tx) DeleteFinancement(f *parcours.Financement) error {
	return errors.Join(tx.exec(nil, `DELETE FROM piece WHERE financement_id = $1`, f.ID),
		tx.exec(nil, `DELETE FROM reponse WHERE financement_id = $1`, f.ID), tx.Delete(f))
}
