package postgres

import (
	"parcours.example/internal/parcours"
)

// CreateFinancement adds a line to the plan, with the papers its funder asks.
func (tx *Tx) CreateFinancement(f *parcours.Financement) error {
	f.Version = 1
	if err := tx.db.Create(f).Error; err != nil {
		return err
	}
	f.Pieces = nil
	for _, code := range parcours.PiecesFor(f.Dispositif) {
		f.Pieces = append(f.Pieces, parcours.Piece{SiaeID: f.SiaeID, ParcoursID: f.ParcoursID, FinancementID: f.ID, Code: code})
	}
	if len(f.Pieces) == 0 {
		return nil
	}
	return tx.db.Create(&f.Pieces).Error
}

// UpdateFinancement writes a line of the plan, and moves its version on.
func (tx *Tx) UpdateFinancement(f *parcours.Financement) error {
	avant := f.Version
	f.Version++
	return changed(tx.db.Model(&parcours.Financement{}).Where("id = ? AND parcours_id = ? AND version = ?", f.ID, f.ParcoursID, avant).
		Select("financeur", "etat", "montant_demande", "montant_accorde", "date_depot", "date_reponse", "motif_refus", "accord_directeur", "version").Updates(f))
}

// DeleteFinancement removes a line that was added by mistake; the history
// keeps it.
func (tx *Tx) DeleteFinancement(f *parcours.Financement) error {
	if err := tx.db.Delete(&parcours.Piece{}, "financement_id = ?", f.ID).Error; err != nil {
		return err
	}
	return touched(tx.db.Delete(&parcours.Financement{}, "id = ? AND parcours_id = ?", f.ID, f.ParcoursID), "Financement")
}

// TickPiece notes the day when a paper was provided; the zero Date unticks it.
func (tx *Tx) TickPiece(parcoursID, pieceID int64, le parcours.Date) error {
	return touched(tx.db.Model(&parcours.Piece{}).Where("id = ? AND parcours_id = ?", pieceID, parcoursID).Update("fournie_le", le), "Pièce")
}
