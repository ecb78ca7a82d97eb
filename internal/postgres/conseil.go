package postgres

import (
	"gorm.io/gorm/clause"

	"parcours.example/internal/parcours"
)

var colonnesConseil = columnsOf[parcours.Conseil]("k")

// SaveConseil keeps what was decided about an advice of a parcours, replacing
// the decision before: the history keeps it.
func (tx *Tx) SaveConseil(c *parcours.Conseil) error {
	return tx.db.Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "siae_id"}, {Name: "parcours_id"}, {Name: "item"}},
		DoUpdates: clause.AssignmentColumns([]string{"decision", "date", "date_prevue", "contact", "motif", "auteur_id", "cree_le", "version"}),
	}).Create(c).Error
}

// FindConseil reads what stands for an advice of a parcours; nil when nothing
// was decided.
func (tx *Tx) FindConseil(parcoursID int64, item string) (*parcours.Conseil, error) {
	var cs []parcours.Conseil
	err := tx.db.Where("parcours_id = ? AND item = ?", parcoursID, item).Limit(1).Find(&cs).Error
	if err != nil || len(cs) == 0 {
		return nil, err
	}
	return &cs[0], nil
}

// DeleteConseil takes a decision back: the advice is shown again. Taking back
// what was never decided does nothing.
func (tx *Tx) DeleteConseil(parcoursID int64, item string) error {
	return tx.db.Delete(&parcours.Conseil{}, "parcours_id = ? AND item = ?", parcoursID, item).Error
}
