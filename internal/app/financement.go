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
		var es parcours.Erreurs
		if le.IsZero() || le.After(a.aujourdhui()) {
			es.Add("date", "Indiquez la date du dépôt, au plus tard aujourd'hui.")
			return es
		}
		if f.Etat != "prevu" && f.Etat != "depose" {
			return &parcours.Erreur{Code: parcours.Bloque, Message: "Ce dossier a déjà reçu une réponse."}
		}
		f.Etat, f.DateDepot = "depose", le
		return nil
	})
}

// RecordReponse notes what the funder answered; a later answer replaces it, and
// the history keeps both.
func (a *App) RecordReponse(ctx context.Context, qui parcours.Identite, id, financementID int64, r parcours.Reponse) error {
	return a.onFinancement(ctx, qui, id, financementID, parcours.ActionEditFinancement, func(f *parcours.Financement) error {
		if err := r.Validate(*f, a.aujourdhui()); err != nil {
			return err
		}
		r.CorrectDemande(f)
		if err := checkReponse(*f, r, qui); err != nil {
			return err
		}
		f.AccordDirecteur = false // a refusal takes it back
		f.Etat, f.DateReponse, f.MontantAccorde, f.MotifRefus = r.Etat, r.Date, r.Montant, ""
		switch {
		case r.Etat == "refuse":
			f.MontantAccorde, f.MotifRefus = 0, r.Motif
		case r.Etat == "accorde" && r.Montant == 0:
			f.MontantAccorde = f.MontantDemande
		}
		return nil
	})
}

// checkReponse refuses the answer of a funder where none decides: the SIAE's own
// money waits for the directeur, what costs nothing waits for nobody.
func checkReponse(f parcours.Financement, r parcours.Reponse, qui parcours.Identite) error {
	switch {
	case f.Dispositif == "sans_cout":
		return &parcours.Erreur{Code: parcours.Bloque, Message: "« Sans coût » n'attend aucune réponse. Retirez cette ligne si elle ne compte plus."}
	case f.Dispositif == "fonds_propres" && (r.Etat != "refuse" || f.AccordDirecteur && !qui.Can(parcours.ActionAgreeFondsPropre)):
		return &parcours.Erreur{Code: parcours.Bloque, Message: "Les fonds propres dépendent du directeur : c'est lui qui donne son accord, ou le reprend."}
	}
	return nil
}

// AgreeFondsPropres is the directeur's word on the SIAE's own money.
func (a *App) AgreeFondsPropres(ctx context.Context, qui parcours.Identite, id, financementID int64) error {
	return a.onFinancement(ctx, qui, id, financementID, parcours.ActionAgreeFondsPropre, func(f *parcours.Financement) error {
		if f.Dispositif != "fonds_propres" {
			return &parcours.Erreur{Code: parcours.Bloque, Message: "Seuls les fonds propres demandent l'accord du directeur."}
		}
		f.AgreeFondsPropres(a.aujourdhui())
		return nil
	})
}

// DeleteFinancement removes a line that has not received an answer.
func (a *App) DeleteFinancement(ctx context.Context, qui parcours.Identite, id, financementID int64) error {
	return a.act(ctx, qui, id, 0, parcours.ActionEditFinancement, "supprimer", func(tx *postgres.Tx, d *parcours.Dossier) error {
		f, err := findFinancement(d, financementID)
		if err != nil {
			return err
		}
		if f.Etat != "prevu" || f.AccordDirecteur {
			return &parcours.Erreur{Code: parcours.Bloque, Message: "Cette ligne a déjà un dossier déposé ou un accord : elle reste dans le plan. Notez un refus si elle ne compte plus."}
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
