package app

import (
	"context"

	"parcours/internal/parcours"
	"parcours/internal/postgres"
)

// ChooseFormation writes the action of the current try.
func (a *App) ChooseFormation(ctx context.Context, qui parcours.Identite, id int64, version int, f parcours.Formation) error {
	return a.act(ctx, qui, id, version, parcours.ActionChooseFormation, "", func(tx *postgres.Tx, d *parcours.Dossier) error {
		if err := parcours.CheckActe(d, parcours.ActionChooseFormation); err != nil {
			return err
		}
		if err := f.Validate(); err != nil {
			return err
		}
		t := d.Courante()
		t.Formation = f
		if err := tx.SaveFormation(t); err != nil {
			return err
		}
		return tx.TouchParcours(d)
	})
}

// Secure writes the answers to the good practices before the entry.
func (a *App) Secure(ctx context.Context, qui parcours.Identite, id int64, reponses []parcours.Securisation) error {
	return a.act(ctx, qui, id, 0, parcours.ActionSecure, "", func(tx *postgres.Tx, d *parcours.Dossier) error {
		if err := parcours.CheckActe(d, parcours.ActionSecure); err != nil {
			return err
		}
		for _, s := range reponses {
			if s.Reponse == "fait" && s.Date.IsZero() {
				s.Date = a.aujourdhui()
			}
			if err := s.Validate(a.aujourdhui()); err != nil {
				return err
			}
			s.SiaeID, s.ParcoursID, s.TentativeID = qui.SiaeID, id, d.Courante().ID
			if err := tx.SaveSecurisation(&s); err != nil {
				return err
			}
		}
		return nil
	})
}

// ReportNonPresentation notes a first-day absence: a follow-up that says so, and
// one more on the count of the try. It is not an abandonment (l. 897).
func (a *App) ReportNonPresentation(ctx context.Context, qui parcours.Identite, id int64, n parcours.NonPresentation, cle string) error {
	return a.actOnce(ctx, qui, id, parcours.ActionReportAbsence, cle, func(tx *postgres.Tx, d *parcours.Dossier) error {
		if err := parcours.CheckActe(d, parcours.ActionReportAbsence); err != nil {
			return err
		}
		if err := n.Validate(a.aujourdhui()); err != nil {
			return err
		}
		t := d.Courante()
		t.NonPresentations++
		if err := tx.SaveTentative(t); err != nil {
			return err
		}
		texte := "Non-présentation au premier jour : " + parcours.MotifsNonPresentation.Libelle(n.Motif) + "."
		if n.Detail != "" {
			texte += " " + n.Detail
		}
		return tx.CreateSuivi(&parcours.Suivi{
			SiaeID: qui.SiaeID, ParcoursID: id, Tentative: t.Numero, Date: n.Date, Avec: "of", Canal: "message",
			Texte: texte, Absence: "injustifiee", Difficulte: true, AuteurID: qui.UtilisateurID, CreeLe: a.maintenant(),
		})
	})
}

// MeasureImpact writes what became of a completed training.
func (a *App) MeasureImpact(ctx context.Context, qui parcours.Identite, id int64, i parcours.Impact, cle string) error {
	return a.actOnce(ctx, qui, id, parcours.ActionMeasureImpact, cle, func(tx *postgres.Tx, d *parcours.Dossier) error {
		if err := parcours.CheckActe(d, parcours.ActionMeasureImpact); err != nil {
			return err
		}
		t := d.Courante()
		if err := i.Validate(t.DateFin, a.aujourdhui()); err != nil {
			return err
		}
		i.SiaeID, i.ParcoursID, i.Tentative, i.AuteurID, i.CreeLe = qui.SiaeID, id, t.Numero, qui.UtilisateurID, a.maintenant()
		return tx.CreateImpact(&i)
	})
}
