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
	return read(ctx, a, qui, parcours.ActionReadParcours, func(tx *postgres.Tx) (*HistoriqueLu, error) {
		d, err := tx.FindPassages(id)
		if err != nil {
			return nil, err
		}
		h := &HistoriqueLu{Sujet: d.Parcours.Intitule + " — " + d.Salarie.NomComplet(), Passages: d.Passages}
		return h, a.sign(tx, h, id, tx.ListHistorique)
	})
}

// ListHistoriqueSalarie tells who did what on the file of a person: who they
// are, their contract, who follows them, their freins, what was observed.
func (a *App) ListHistoriqueSalarie(ctx context.Context, qui parcours.Identite, salarieID int64) (*HistoriqueLu, error) {
	return read(ctx, a, qui, parcours.ActionReadSalarie, func(tx *postgres.Tx) (*HistoriqueLu, error) {
		s, err := postgres.Find[parcours.Salarie](tx, "Salarié", salarieID)
		if err != nil {
			return nil, err
		}
		if err := checkMerged(tx, *s); err != nil {
			return nil, err
		}
		h := &HistoriqueLu{Sujet: s.NomComplet()}
		return h, a.sign(tx, h, salarieID, tx.ListHistoriqueSalarie)
	})
}

// sign adds the lines with their hour here, and the names of their authors.
func (a *App) sign(tx *postgres.Tx, h *HistoriqueLu, id int64, list func(int64) ([]parcours.Ecriture, error)) (err error) {
	if h.Lignes, err = list(id); err != nil {
		return err
	}
	a.setHour(h.Lignes)
	h.Noms, err = tx.ListNoms()
	return err
}
