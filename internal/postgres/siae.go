package postgres

import "parcours/internal/parcours"

// FindSiae reads the structure in which one acts.
func (tx *Tx) FindSiae() (*parcours.Siae, error) {
	var s parcours.Siae
	return &s, found(tx.db.Where("id = ?", tx.qui.SiaeID).Take(&s).Error, "Structure")
}

// UpdateSiae writes what a directeur may change, if nobody did meanwhile.
func (tx *Tx) UpdateSiae(s *parcours.Siae) error {
	avant := s.Version
	s.ID, s.Version = tx.qui.SiaeID, avant+1
	return changed(tx.db.Model(s).Where("version = ?", avant).
		Select("Nom", "Type", "Siret", "Departement", "Opco", "EffectifOpco", "Reseaux", "Version").Updates(s))
}
