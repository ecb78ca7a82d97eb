package postgres

import "parcours.example/internal/parcours"

// CreateObservation writes what somebody saw, and gives it its id.
func (tx *Tx) CreateObservation(o *parcours.Observation) error {
	o.SiaeID, o.AuteurID = tx.qui.SiaeID, tx.qui.UtilisateurID
	return tx.db.Create(o).Error
}

// ListObservations lists what was seen of a person, the newest first; auteurID
// keeps one author, 0 all.
func (tx *Tx) ListObservations(salarieID, auteurID int64) ([]parcours.Observation, error) {
	var os []parcours.Observation
	err := tx.db.Where("salarie_id = ? AND (? = 0 OR auteur_id = ?)", salarieID, auteurID, auteurID).
		Order("date DESC, id DESC").Find(&os).Error
	return os, err
}
