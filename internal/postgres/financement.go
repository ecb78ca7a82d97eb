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

// UpdateFinancement writes a line of the plan, and moves its version on.
func (tx *Tx) UpdateFinancement(f *parcours.Financement) error {
	return tx.update(f, parcours.Stale("financement", f.ID, f.Version), "financeur", "etat", "montant_demande", "montant_accorde", "date_depot", "date_reponse",
		"motif_refus", "accord_directeur")
}

// DeleteFinancement removes a line that was added by mistake; the history
// keeps it.
func (tx *Tx) DeleteFinancement(f *parcours.Financement) error {
	return errors.Join(tx.exec(nil, `DELETE FROM piece WHERE financement_id = $1`, f.ID),
		tx.exec(parcours.NotFound("Financement"), `DELETE FROM financement WHERE id = $1 AND parcours_id = $2`, f.ID, f.ParcoursID))
}

// TickPiece notes the day when a paper was provided; the zero Date unticks it.
func (tx *Tx) TickPiece(parcoursID, pieceID int64, le parcours.Date) error {
	return tx.exec(parcours.NotFound("Pièce"), `UPDATE piece SET fournie_le = $1 WHERE id = $2 AND parcours_id = $3`, le, pieceID, parcoursID)
}
