package postgres

import "parcours.example/internal/parcours"

var colonnesTentative = columnsBut[parcours.Tentative]("id", "siae_id", "parcours_id", "numero")

// SaveTentative writes the whole of a try, its training included.
func (tx *Tx) SaveTentative(t *parcours.Tentative) error {
	return tx.update(t, parcours.NotFound("Tentative"), colonnesTentative...)
}

// SaveSecurisation writes the answer to one good practice, replacing the one
// before: the history keeps it.
func (tx *Tx) SaveSecurisation(s *parcours.Securisation) error {
	return tx.insert(s, "", `ON CONFLICT (siae_id, tentative_id, code) DO UPDATE SET reponse = excluded.reponse, date = excluded.date, detail = excluded.detail`)
}
