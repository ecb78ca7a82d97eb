package postgres

import (
	"gorm.io/gorm/clause"

	"parcours.example/internal/parcours"
)

// SaveFormation writes the chosen action of the current try.
func (tx *Tx) SaveFormation(t *parcours.Tentative) error { return tx.updateTentative(t) }

// SaveTentative writes the whole of a try, for an act such as reporting an
// absence on the first day.
func (tx *Tx) SaveTentative(t *parcours.Tentative) error { return tx.updateTentative(t) }

// SaveSecurisation writes the answer to one good practice, replacing the one
// before: the history keeps it.
func (tx *Tx) SaveSecurisation(s *parcours.Securisation) error {
	return tx.db.Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "siae_id"}, {Name: "tentative_id"}, {Name: "code"}},
		DoUpdates: clause.AssignmentColumns([]string{"reponse", "date", "detail"}),
	}).Create(s).Error
}
