package postgres

import (
	"gorm.io/gorm/clause"

	"parcours.example/internal/parcours"
)

// CreateFrein writes a new frein and gives it its id.
func (tx *Tx) CreateFrein(f *parcours.Frein) error {
	f.SiaeID, f.AuteurID, f.Version = tx.qui.SiaeID, tx.qui.UtilisateurID, 1
	return tx.db.Create(f).Error
}

// LockFrein reads a frein and keeps it for this transaction.
func (tx *Tx) LockFrein(id int64) (*parcours.Frein, error) {
	var f parcours.Frein
	err := tx.db.Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate}).Where("id = ?", id).Take(&f).Error
	return &f, found(err, "Frein")
}

// UpdateFrein writes where a frein stands, and moves its version on.
func (tx *Tx) UpdateFrein(f *parcours.Frein) error {
	avant := f.Version
	f.Version++
	return changed(tx.db.Model(f).Where("version = ?", avant).
		Select("etat", "solution", "solution_ref", "date_solution", "date_leve", "version").Updates(f))
}

// ListFreins lists the freins of a person, the open ones first.
func (tx *Tx) ListFreins(salarieID int64) ([]parcours.Frein, error) {
	var fs []parcours.Frein
	err := tx.db.Where("salarie_id = ?", salarieID).Order("etat = 'leve', id").Find(&fs).Error
	return fs, err
}
