package postgres

import "parcours.example/internal/parcours"

// SaveConseil keeps what was decided about an advice of a parcours, replacing
// the decision before: the history keeps it.
func (tx *Tx) SaveConseil(c *parcours.Conseil) error {
	return tx.insert(c, "", `ON CONFLICT (siae_id, parcours_id, item) DO UPDATE SET decision = excluded.decision, date = excluded.date,
 date_prevue = excluded.date_prevue, contact = excluded.contact, motif = excluded.motif, auteur_id = excluded.auteur_id,
 cree_le = excluded.cree_le, version = excluded.version`)
}
