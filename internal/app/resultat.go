package app

import (
	"context"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// ReportResultats computes the indicators of a period, both days included.
func (a *App) ReportResultats(ctx context.Context, qui parcours.Identite, debut, fin parcours.Date,
	o parcours.OptionsRapport) (*parcours.Rapport, error) {
	return readPeriode(ctx, a, qui, debut, fin, func(tx *postgres.Tx) (*parcours.Rapport, error) {
		is, err := tx.ComputeRapport(debut, fin, o)
		return &parcours.Rapport{Debut: debut, Fin: fin, Options: o, EtabliLe: a.aujourdhui(), Indicateurs: is}, err
	})
}

// ListDossiers lists the files behind a figure, or behind one line of its
// breakdown.
func (a *App) ListDossiers(ctx context.Context, qui parcours.Identite, debut, fin parcours.Date,
	o parcours.OptionsRapport, code, part string) (*parcours.DossiersFigure, error) {
	return readPeriode(ctx, a, qui, debut, fin, func(tx *postgres.Tx) (*parcours.DossiersFigure, error) {
		return tx.ListDossiers(debut, fin, o, code, part)
	})
}

// ListFormations lists the trainings entered, ended or abandoned in a period:
// the second sheet of the workbook.
func (a *App) ListFormations(ctx context.Context, qui parcours.Identite, debut, fin parcours.Date,
	o parcours.OptionsRapport) ([]parcours.LigneFormation, error) {
	return readPeriode(ctx, a, qui, debut, fin, func(tx *postgres.Tx) ([]parcours.LigneFormation, error) {
		return tx.ListFormations(debut, fin, o)
	})
}

func readPeriode[T any](ctx context.Context, a *App, qui parcours.Identite, debut, fin parcours.Date,
	fn func(*postgres.Tx) (T, error)) (T, error) {
	return readWhole(ctx, a, qui, parcours.ActionReadResultats, func(tx *postgres.Tx) (lu T, err error) {
		if err := parcours.CheckPeriode(debut, fin, a.aujourdhui()); err != nil {
			return lu, err
		}
		return fn(tx)
	})
}
