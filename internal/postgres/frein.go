package postgres

import "parcours.example/internal/parcours"

// UpdateFrein writes where a frein stands, and moves its version on.
func (tx *Tx) UpdateFrein(f *parcours.Frein) error {
	return tx.update(f, parcours.Stale("frein", f.ID, f.Version), "etat", "solution", "solution_ref", "date_solution", "date_leve")
}
