package postgres

import (
	"gorm.io/gorm"

	"parcours.example/internal/parcours"
)

// FindSiae reads the structure in which one acts.
func (tx *Tx) FindSiae() (*parcours.Siae, error) {
	var s parcours.Siae
	return &s, found(tx.db.Where("id = ?", tx.qui.SiaeID).Take(&s).Error, "Structure")
}

// UpdateSiae writes what a directeur may change, if nobody did meanwhile. The
// zones go with the département that they lie in.
func (tx *Tx) UpdateSiae(s *parcours.Siae) error {
	avant := s.Version
	s.ID, s.Version = tx.qui.SiaeID, avant+1
	demenage := tx.db.Model(&parcours.Siae{}).Where("id = ? AND version = ? AND departement <> ?", s.ID, avant, s.Departement)
	if err := demenage.Update("territoires", gorm.Expr("'[]'::jsonb")).Error; err != nil {
		return err
	}
	return changed(tx.db.Model(s).Where("version = ?", avant).
		Select("Nom", "Type", "Siret", "Departement", "Opco", "EffectifOpco", "Reseaux", "Version").Updates(s))
}
