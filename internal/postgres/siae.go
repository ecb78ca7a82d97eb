package postgres

import (
	"parcours.example/internal/parcours"
)

// FindSiae reads the structure in which one acts.
func (tx *Tx) FindSiae() (*parcours.Siae, error) {
	return find[parcours.Siae](tx, "Structure", "id = siae_courante()")
}
