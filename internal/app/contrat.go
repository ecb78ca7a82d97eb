package app

import (
	"cmp"
	"context"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// LogContrat adds a contract to those of a person: a renewal leaves the former as it was.
// cle makes a repeated click or request answer the first result.
func (a *App) LogContrat(ctx context.Context, qui parcours.Identite, salarieID int64, c parcours.Contrat,
	cle string) (*parcours.Contrat, error) {
	acte := postgres.Acte{Action: parcours.ActionLogContrat, Salarie: salarieID, Cle: cle, Saisie: c}
	return noteFait(ctx, a, qui, acte, func(d *parcours.Dossier) (*parcours.Contrat, error) {
		note, err := d.LogContrat(c)
		return note, cmp.Or(c.Validate(a.aujourdhui()), err)
	})
}

// EndContrat notes the real end of a contract. It closes nothing: a parcours goes on.
func (a *App) EndContrat(ctx context.Context, qui parcours.Identite, salarieID, id int64, f parcours.FinContrat,
	cle string) (*parcours.Contrat, error) {
	acte := postgres.Acte{Action: parcours.ActionEndContrat, Salarie: salarieID, Cle: cle, Saisie: []any{id, f}}
	return noteFait(ctx, a, qui, acte, func(d *parcours.Dossier) (*parcours.Contrat, error) {
		fini, err := d.EndContrat(id, f)
		return fini, cmp.Or(f.Validate(a.aujourdhui()), err)
	})
}
