package app

import (
	"context"
	"errors"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// ChooseFormation writes the action of the current try; version 0 stands for
// whatever it is now. cle makes a second click answer the first.
func (a *App) ChooseFormation(ctx context.Context, qui parcours.Identite, id int64, version int, f parcours.Formation,
	cle string) error {
	acte := postgres.Acte{Action: parcours.ActionChooseFormation, Parcours: id, Version: version, Cle: cle, Saisie: f}
	return a.do(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
		if err := parcours.CheckFormation(d, f); err != nil {
			return err
		}
		avant, dite := d.Clone(), f
		d.Describe(dite) // before the first write, which is judged by it
		if err := linkOrganisme(tx, &f, avant.Courante().Formation); err != nil {
			return err
		}
		d.Courante().Formation = f
		if x := d.Presence(); x.Formation == dite {
			x.Formation = f
		}
		return errors.Join(tx.SaveFaits(avant, d), tx.SaveParcours(d))
	})
}

// MeasureImpact writes what became of a completed training, the last one unless another
// is named.
func (a *App) MeasureImpact(ctx context.Context, qui parcours.Identite, id int64, i parcours.Impact,
	cle string) (*parcours.Impact, error) {
	acte := postgres.Acte{Action: parcours.ActionMeasureImpact, Parcours: id, Cle: cle, Saisie: i}
	return noteFait(ctx, a, qui, acte, func(d *parcours.Dossier) (*parcours.Impact, error) {
		return d.MeasureImpact(i, a.aujourdhui())
	})
}
