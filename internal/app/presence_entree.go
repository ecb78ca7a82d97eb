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
	return noteFait(ctx, a, qui, acte, func(d *parcours.Dossier) (*parcours.EntreePrevue, error) {
		return d.Plan(e), e.Validate()
	})
}

// ReportNonPresentation notes a first-day absence on the entry that was planned. It is
// not an abandonment (l. 897).
func (a *App) ReportNonPresentation(ctx context.Context, qui parcours.Identite, id int64, n parcours.NonPresentation,
	cle string) (*parcours.NonPresentation, error) {
	acte := postgres.Acte{Action: parcours.ActionReportAbsence, Parcours: id, Cle: cle, Saisie: n}
	return noteFait(ctx, a, qui, acte, func(d *parcours.Dossier) (*parcours.NonPresentation, error) {
		return d.Miss(n), n.Validate(a.aujourdhui())
	})
}

// AnswerControle notes the answer to one point of the first days of a stay.
func (a *App) AnswerControle(ctx context.Context, qui parcours.Identite, id int64, c parcours.ControleEntree,
	cle string) (*parcours.ControleEntree, error) {
	acte := postgres.Acte{Action: parcours.ActionCheckEntree, Parcours: id, Cle: cle, Saisie: c}
	return noteFait(ctx, a, qui, acte, func(d *parcours.Dossier) (*parcours.ControleEntree, error) {
		return d.AnswerControle(c, a.aujourdhui())
	})
}

// NoteHeures adds hours to a stay, in a closed file too.
func (a *App) NoteHeures(ctx context.Context, qui parcours.Identite, id int64, h parcours.Heures, cle string) (*parcours.Heures, error) {
	acte := postgres.Acte{Action: parcours.ActionNoteHeures, Parcours: id, Cle: cle, Saisie: h}
	return noteFait(ctx, a, qui, acte, func(d *parcours.Dossier) (*parcours.Heures, error) {
		return d.NoteHeures(h, a.aujourdhui())
	})
}

// NoteEvaluation adds a result to a stay, months after its end too.
func (a *App) NoteEvaluation(ctx context.Context, qui parcours.Identite, id int64, e parcours.Evaluation,
	cle string) (*parcours.Evaluation, error) {
	acte := postgres.Acte{Action: parcours.ActionNoteEvaluation, Parcours: id, Cle: cle, Saisie: e}
	return noteFait(ctx, a, qui, acte, func(d *parcours.Dossier) (*parcours.Evaluation, error) {
		return d.NoteEvaluation(e, a.aujourdhui())
	})
}

// noteFait is change for a deed that notes one fact of a file, and answers it as it was
// kept.
func noteFait[T any](ctx context.Context, a *App, qui parcours.Identite, acte postgres.Acte,
	rule func(*parcours.Dossier) (*T, error)) (*T, error) {
	var garde T
	acte.Rend = &garde
	err := a.change(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
		avant := d.Clone()
		note, err := rule(d)
		if err == nil {
			err = errors.Join(tx.SaveFaits(avant, d), tx.Flush())
		}
		if err == nil {
			garde = *note
		}
		return err
	})
	return &garde, err
}
