package app

import (
	"context"

	"parcours/internal/parcours"
	"parcours/internal/postgres"
)

// Historique is everything that happened to a parcours: its passages, and each
// change of each fact.
type Historique struct {
	Passages []parcours.Passage
	Lignes   []postgres.LigneHistorique
	Noms     map[int64]string
}

// ListHistorique tells who did what on a parcours, when, and why.
func (a *App) ListHistorique(ctx context.Context, qui parcours.Identite, id int64) (*Historique, error) {
	var h Historique
	err := a.read(ctx, qui, parcours.ActionReadParcours, func(tx *postgres.Tx) error {
		d, err := tx.FindDossier(id, postgres.SansVerrou)
		if err != nil {
			return err
		}
		h.Passages = d.Passages
		if h.Lignes, err = tx.ListHistorique(id); err != nil {
			return err
		}
		ici := a.maintenant().Location()
		for i := range h.Lignes {
			h.Lignes[i].Instant = h.Lignes[i].Instant.In(ici)
		}
		h.Noms, err = tx.ListNoms()
		return err
	})
	return &h, err
}
