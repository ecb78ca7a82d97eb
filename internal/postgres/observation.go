package postgres

import "parcours.example/internal/parcours"

// ListObservations lists what was seen of a person, the newest first; auteurID
// keeps one author, 0 all.
func (tx *Tx) ListObservations(salarieID, auteurID int64) ([]parcours.Observation, error) {
	return list[parcours.Observation](tx, "salarie_id = $1 AND ($2 = 0 OR auteur_id = $2) ORDER BY date DESC, id DESC", salarieID, auteurID)
}
