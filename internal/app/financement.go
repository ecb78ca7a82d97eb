package app

import (
	"context"

	"parcours/internal/parcours"
	"parcours/internal/postgres"
)

// AddFinancement adds a line to the plan of the current try. Fonds propres that
// the directeur adds himself are agreed to by that act (l. 797).
func (a *App) AddFinancement(ctx context.Context, qui parcours.Identite, id int64, f parcours.Financement, cle string) (int64, error) {
	var cree int64
	err := a.act(ctx, qui, id, 0, parcours.ActionEditFinancement, "", func(tx *postgres.Tx, d *parcours.Dossier) (err error) {
		cree, err = tx.Once(cle, objet("financement", id), func() (int64, error) {
			if err := parcours.CheckActe(d, parcours.ActionEditFinancement); err != nil {
				return 0, err
			}
			if err := d.CheckLigne(f); err != nil {
				return 0, err
			}
			ligne := parcours.Financement{
				SiaeID: qui.SiaeID, ParcoursID: id, TentativeID: d.Courante().ID, Dispositif: f.Dispositif, Financeur: f.Financeur,
				Etat: "prevu", MontantDemande: f.MontantDemande, CreeLe: a.maintenant(),
			}
			if qui.Can(parcours.ActionAgreeFondsPropre) {
				ligne.AgreeFondsPropres(a.aujourdhui())
			}
			err := tx.CreateFinancement(&ligne)
			return ligne.ID, err
		})
		return err
	})
	return cree, err
}

// SubmitDossier notes the day when the funding file was sent.
func (a *App) SubmitDossier(ctx context.Context, qui parcours.Identite, id, financementID int64, le parcours.Date) error {
	return a.onFinancement(ctx, qui, id, financementID, parcours.ActionEditFinancement, func(f *parcours.Financement) error {
		return f.Submit(le, a.aujourdhui())
	})
}

// RecordReponse notes what the funder answered; a later answer replaces it, and
// the history keeps both.
func (a *App) RecordReponse(ctx context.Context, qui parcours.Identite, id, financementID int64, r parcours.Reponse) error {
	return a.onFinancement(ctx, qui, id, financementID, parcours.ActionEditFinancement, func(f *parcours.Financement) error {
		return f.Answer(r, qui, a.aujourdhui())
	})
}

// AgreeFondsPropres is the directeur's word on the SIAE's own money.
func (a *App) AgreeFondsPropres(ctx context.Context, qui parcours.Identite, id, financementID int64) error {
	return a.onFinancement(ctx, qui, id, financementID, parcours.ActionAgreeFondsPropre, func(f *parcours.Financement) error {
		return f.Agree(a.aujourdhui(), a.aujourdhui())
	})
}

// DeleteFinancement removes a line that has not received an answer.
func (a *App) DeleteFinancement(ctx context.Context, qui parcours.Identite, id, financementID int64) error {
	return a.act(ctx, qui, id, 0, parcours.ActionEditFinancement, "supprimer", func(tx *postgres.Tx, d *parcours.Dossier) error {
		f, err := findFinancement(d, financementID)
		if err != nil {
			return err
		}
		if err := f.CheckRemove(); err != nil {
			return err
		}
		return tx.DeleteFinancement(f)
	})
}

// TickPiece notes that a paper was provided, or takes the note back.
func (a *App) TickPiece(ctx context.Context, qui parcours.Identite, id, pieceID int64, fournie bool) error {
	return a.act(ctx, qui, id, 0, parcours.ActionEditFinancement, "", func(tx *postgres.Tx, d *parcours.Dossier) error {
		if err := parcours.CheckActe(d, parcours.ActionEditFinancement); err != nil {
			return err
		}
		var le parcours.Date
		if fournie {
			le = a.aujourdhui()
		}
		return tx.TickPiece(id, pieceID, le)
	})
}

// onFinancement is act, for one line of the plan of the current try.
func (a *App) onFinancement(ctx context.Context, qui parcours.Identite, id, financementID int64, acte parcours.Action, rule func(*parcours.Financement) error) error {
	return a.act(ctx, qui, id, 0, acte, "", func(tx *postgres.Tx, d *parcours.Dossier) error {
		f, err := findFinancement(d, financementID)
		if err != nil {
			return err
		}
		if err := rule(f); err != nil {
			return err
		}
		return tx.UpdateFinancement(f)
	})
}

// findFinancement finds a line of the current plan in an open file.
func findFinancement(d *parcours.Dossier, id int64) (*parcours.Financement, error) {
	if err := parcours.CheckActe(d, parcours.ActionEditFinancement); err != nil {
		return nil, err
	}
	for i := range d.Financements {
		if d.Financements[i].ID == id {
			return &d.Financements[i], nil
		}
	}
	return nil, parcours.NotFound("Financement")
}
