package app

import (
	"context"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// HistoriqueLu is everything that happened to a parcours: its passages, and each
// change of each fact.
type HistoriqueLu struct {
	Sujet    string // whose, and which project
	Passages []parcours.Passage
	Lignes   []parcours.Ecriture
	Noms     map[int64]string
}

// ListHistorique tells who did what on a parcours, when, and why.
func (a *App) ListHistorique(ctx context.Context, qui parcours.Identite, id int64) (*HistoriqueLu, error) {
	var h HistoriqueLu
	err := a.read(ctx, qui, parcours.ActionReadParcours, func(tx *postgres.Tx) error {
		d, err := tx.FindDossier(id)
		if err != nil {
			return err
		}
		h.Sujet, h.Passages = d.Parcours.Intitule+" — "+d.Salarie.NomComplet(), d.Passages
		if h.Lignes, err = tx.ListHistorique(id); err != nil {
			return err
		}
		return a.sign(tx, &h)
	})
	return &h, err
}

// ListHistoriqueSalarie tells who did what on the file of a person: who they
// are, their contract, who follows them, their freins, what was observed.
func (a *App) ListHistoriqueSalarie(ctx context.Context, qui parcours.Identite, salarieID int64) (*HistoriqueLu, error) {
	var h HistoriqueLu
	err := a.read(ctx, qui, parcours.ActionReadSalarie, func(tx *postgres.Tx) error {
		fiche, err := postgres.Find[parcours.Salarie](tx, "Salarié", salarieID)
		if err != nil {
			return err
		}
		h.Sujet = fiche.NomComplet()
		if h.Lignes, err = tx.ListHistoriqueSalarie(salarieID); err != nil {
			return err
		}
		return a.sign(tx, &h)
	})
	return &h, err
}

// sign gives the lines their hour here, and the names of their authors.
func (a *App) sign(tx *postgres.Tx, h *HistoriqueLu) (err error) {
	ici := a.maintenant().Location()
	for i := range h.Lignes {
		h.Lignes[i].Instant = h.Lignes[i].Instant.In(ici)
	}
	h.Noms, err = tx.ListNoms()
	return err
}
