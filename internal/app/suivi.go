package app

import (
	"cmp"
	"context"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// LogSuivi logs one contact, and the day of the next one. cle makes a repeated
// click or request log it once.
func (a *App) LogSuivi(ctx context.Context, qui parcours.Identite, id int64, s parcours.Suivi,
	cle string) (*parcours.Suivi, error) {
	acte := postgres.Acte{Action: parcours.ActionLogSuivi, Parcours: id, Cle: cle, Saisie: s, Rend: &s}
	return &s, a.change(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
		err := cmp.Or(parcours.CheckSuiviDate(d.Parcours, s), s.Validate(a.aujourdhui()), parcours.CheckRappel(d.Parcours, s),
			parcours.CheckSuivi(d, s))
		if err != nil {
			return err
		}
		s.ParcoursID, s.Tentative, s.ProchainSolde = id, d.Parcours.Tentative, false
		d.Suivis = append(d.Suivis, s)
		return tx.CreateSuivi(&s)
	})
}
