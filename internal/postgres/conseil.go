package postgres

import "parcours.example/internal/parcours"

// SaveConseil keeps what was decided about an advice of a parcours, replacing
// the decision before: the history keeps it.
func (tx *Tx) SaveConseil(c *parcours.Conseil) error {
	return tx.insert(c, "", `ON CONFLICT (siae_id, parcours_id, item) DO UPDATE SET decision = excluded.decision, date = excluded.date,
 date_prevue = excluded.date_prevue, contact = excluded.contact, motif = excluded.motif, auteur_id = excluded.auteur_id,
 cree_le = excluded.cree_le, version = excluded.version`)
}

// FindConseil reads what was decided for an advice of a parcours; nil when nothing was.
func (tx *Tx) FindConseil(parcoursID int64, item string) (*parcours.Conseil, error) {
	cs, err := list[parcours.Conseil](tx, "parcours_id = $1 AND item = $2", parcoursID, item)
	if err != nil || len(cs) == 0 {
		return nil, err
	}
	return &cs[0], nil
}

// DeleteConseil takes a decision back: the advice is shown again. Taking back
// what was never decided does nothing.
func (tx *Tx) DeleteConseil(parcoursID int64, item string) error {
	return tx.exec(nil, `DELETE FROM conseil WHERE parcours_id = $1 AND item = $2`, parcoursID, item)
}
