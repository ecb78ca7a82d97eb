package app

import (
	"context"
	"errors"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// PlanEntree expects the person on another day, in a file that waits for the entry. cle
// makes a repeated click or request answer the first result.
func (a *App) PlanEntree(ctx context.Context, qui parcours.Identite, id int64, e parcours.EntreePrevue,
	cle string) (*parcours.EntreePrevue, error) {
	acte := postgres.Acte{Action: parcours.ActionPlanEntree, Parcours: id, Cle: cle, Saisie: e}
	return noteFait[parcours.EntreePrevue](ctx, a, qui, acte, "Entrée prévue", func(d *parcours.Dossier) (*int64, error) {
		return &d.Plan(e).ID, e.Validate()
	})
}

// ReportNonPresentation notes a first-day absence on the entry that was planned. It is
// not an abandonment (l. 897).
func (a *App) ReportNonPresentation(ctx context.Context, qui parcours.Identite, id int64, n parcours.NonPresentation,
	cle string) (*parcours.NonPresentation, error) {
	acte := postgres.Acte{Action: parcours.ActionReportAbsence, Parcours: id, Cle: cle, Saisie: n}
	return noteFait[parcours.NonPresentation](ctx, a, qui, acte, "Non-présentation", func(d *parcours.Dossier) (*int64, error) {
		return &d.Miss(n).ID, n.Validate(a.aujourdhui())
	})
}

// noteFait is change for a deed that notes one fact of a file: the rule gives where its
// id will be, once it is kept. quoi names the fact.
func noteFait[T any](ctx context.Context, a *App, qui parcours.Identite, acte postgres.Acte, quoi string,
	rule func(*parcours.Dossier) (*int64, error)) (*T, error) {
	var id int64
	acte.Rend = &id
	err := a.change(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
		avant := d.Clone()
		note, err := rule(d)
		if err == nil {
			err = errors.Join(tx.SaveFaits(avant, d), tx.Flush())
		}
		if err == nil {
			id = *note
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return read(ctx, a, qui, acte.Action, func(tx *postgres.Tx) (*T, error) { return postgres.Find[T](tx, quoi, id) })
}
