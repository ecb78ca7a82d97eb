package postgres

import (
	"errors"

	"parcours.example/internal/parcours"
)

// FindSiae reads the structure in which one acts.
func (tx *Tx) FindSiae() (*parcours.Siae, error) {
	return find[parcours.Siae](tx, "Structure", "id = siae_courante()")
}

// UpdateSiae writes what a directeur may change, if nobody did meanwhile. The
// zones go with the département that they lie in.
func (tx *Tx) UpdateSiae(s *parcours.Siae) error {
	s.ID = tx.qui.SiaeID
	return errors.Join(tx.exec(nil, `UPDATE siae SET territoires = '[]' WHERE id = $1 AND version = $2 AND departement <> $3`,
		s.ID, s.Version, s.Departement),
		tx.Update(s, "nom", "type", "siret", "departement", "opco", "effectif_opco", "reseaux"))
}
