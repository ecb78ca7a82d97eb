package app

import (
	"context"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// ReportResultats computes the indicators of a period, both days included.
func (a *App) ReportResultats(ctx context.Context, qui parcours.Identite, debut, fin parcours.Date,
	o parcours.OptionsRapport) (*parcours.Rapport, error) {
	r := &parcours.Rapport{Debut: debut, Fin: fin, Options: o, EtabliLe: a.aujourdhui()}
	err := a.readPeriode(ctx, qui, debut, fin, func(tx *postgres.Tx) (err error) {
		r.Indicateurs, err = tx.ComputeRapport(debut, fin, o)
		return err
	})
	if err != nil {
		return nil, err
	}
	return r, nil
}

// ListDossiers lists the files behind a figure, or behind one line of its
// breakdown.
func (a *App) ListDossiers(ctx context.Context, qui parcours.Identite, debut, fin parcours.Date,
	o parcours.OptionsRapport, code, part string) (*parcours.DossiersFigure, error) {
	var d *parcours.DossiersFigure
	err := a.readPeriode(ctx, qui, debut, fin, func(tx *postgres.Tx) (err error) {
		d, err = tx.ListDossiers(debut, fin, o, code, part)
		return err
	})
	return d, err
}

// ListFormations lists the trainings entered, ended or abandoned in a period:
// the second sheet of the workbook.
func (a *App) ListFormations(ctx context.Context, qui parcours.Identite, debut, fin parcours.Date,
	o parcours.OptionsRapport) ([]parcours.LigneFormation, error) {
	var formations []parcours.LigneFormation
	err := a.readPeriode(ctx, qui, debut, fin, func(tx *postgres.Tx) (err error) {
		formations, err = tx.ListFormations(debut, fin, o)
		return err
	})
	return formations, err
}

func (a *App) readPeriode(ctx context.Context, qui parcours.Identite, debut, fin parcours.Date, fn func(*postgres.Tx) error) error {
	return a.read(ctx, qui, parcours.ActionReadResultats, func(tx *postgres.Tx) error {
		if err := parcours.CheckPeriode(debut, fin, a.aujourdhui()); err != nil {
			return err
		}
		return fn(tx)
	})
}
