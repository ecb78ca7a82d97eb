package app

import (
	"cmp"
	"context"
	"slices"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// LigneFinancement names a line of a plan as somebody saw it on the screen.
type LigneFinancement struct {
	ID      int64
	Version int    // 0: whatever it is now
	Cle     string // of the form: the same click twice acts once
}

// AddFinancement adds a line to the plan of the current try. Fonds propres that
// the directeur adds himself are agreed to by that act (l. 797), on the day that
// DateReponse says, or today.
func (a *App) AddFinancement(ctx context.Context, qui parcours.Identite, id int64, f parcours.Financement,
	cle string) (*parcours.Financement, error) {
	ligne := parcours.Financement{ParcoursID: id, Dispositif: f.Dispositif, Financeur: f.Financeur, Etat: parcours.FinancementPrevu,
		MontantDemande: f.MontantDemande}
	acte := postgres.Acte{Action: parcours.ActionEditFinancement, Parcours: id, Cle: cle, Saisie: f, Rend: &ligne}
	return &ligne, a.change(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
		if err := d.CheckLigne(f, a.aujourdhui()); err != nil {
			return err
		}
		ligne.TentativeID = d.Courante().ID
		if qui.Can(parcours.ActionAgreeFondsPropre) && ligne.WaitsDirecteur() {
			if err := ligne.Agree(cmp.Or(f.DateReponse, a.aujourdhui()), a.aujourdhui()); err != nil {
				return err
			}
		}
		d.Financements = append(d.Financements, ligne)
		return tx.CreateFinancement(&ligne)
	})
}

// SubmitDossier notes the day when the funding file was sent.
func (a *App) SubmitDossier(ctx context.Context, qui parcours.Identite, id int64, l LigneFinancement, le parcours.Date) error {
	return a.onFinancement(ctx, qui, id, l, le, parcours.ActionEditFinancement, func(f *parcours.Financement) error {
		return f.Submit(le, a.aujourdhui())
	})
}

// RecordReponse notes what the funder answered: the answers before it stay.
func (a *App) RecordReponse(ctx context.Context, qui parcours.Identite, id int64, l LigneFinancement, r parcours.Reponse) error {
	_, err := a.NoteReponse(ctx, qui, id, l, r)
	return err
}

// NoteReponse is RecordReponse, and gives the answer as it is kept.
func (a *App) NoteReponse(ctx context.Context, qui parcours.Identite, id int64, l LigneFinancement,
	r parcours.Reponse) (*parcours.Reponse, error) {
	acte := postgres.Acte{Action: parcours.ActionRecordReponse, Parcours: id, Cle: l.Cle, Saisie: [2]any{l, r}}
	return noteFait(ctx, a, qui, acte, func(d *parcours.Dossier) (*parcours.Reponse, error) {
		f, err := findFinancement(d, l)
		if err == nil {
			err = f.Answer(r, qui, a.aujourdhui())
		}
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(f.Reponses, func(r parcours.Reponse) bool { return r.ID == 0 })
		return &f.Reponses[i], nil
	})
}

// AgreeFondsPropres is the directeur's word on the SIAE's own money.
func (a *App) AgreeFondsPropres(ctx context.Context, qui parcours.Identite, id int64, l LigneFinancement, le parcours.Date) error {
	return a.onFinancement(ctx, qui, id, l, le, parcours.ActionAgreeFondsPropre, func(f *parcours.Financement) error {
		return f.Agree(le, a.aujourdhui())
	})
}

// DeleteFinancement removes a line that has not received an answer.
func (a *App) DeleteFinancement(ctx context.Context, qui parcours.Identite, id int64, l LigneFinancement) error {
	acte := postgres.Acte{Action: parcours.ActionEditFinancement, Motif: "supprimer", Parcours: id, Cle: l.Cle, Saisie: l}
	return a.change(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
		f, err := findFinancement(d, l)
		if err != nil {
			return err
		}
		if err := f.CheckRemove(); err != nil {
			return err
		}
		return tx.DeleteFinancement(f)
	})
}

// TickPiece notes the day when a paper was provided; the zero Date takes the note
// back. vu is what the person saw, for a colleague may have noted it since; nil takes
// whatever it is.
func (a *App) TickPiece(ctx context.Context, qui parcours.Identite, id, pieceID int64, vu *parcours.Date, le parcours.Date) error {
	acte := postgres.Acte{Action: parcours.ActionEditFinancement, Parcours: id}
	return a.change(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
		i := slices.IndexFunc(d.Pieces, func(p parcours.Piece) bool { return p.ID == pieceID })
		if i < 0 {
			return parcours.NotFound("Pièce")
		}
		p := d.Pieces[i]
		if err := p.CheckFournie(le, a.aujourdhui()); err != nil {
			return err
		}
		switch {
		case p.FournieLe == le:
			return nil
		case vu == nil || p.FournieLe == *vu:
			p.FournieLe = le
			return tx.Update(&p)
		}
		return parcours.Overtaken("piece", parcours.Pieces.Libelle(p.Code), cmp.Or(p.FournieLe.Francais(), "pas encore fournie"))
	})
}

// onFinancement is do, for one line of a plan and what was typed about it.
func (a *App) onFinancement(ctx context.Context, qui parcours.Identite, id int64, l LigneFinancement, saisie any,
	action parcours.Action, rule func(*parcours.Financement) error) error {
	acte := postgres.Acte{Action: action, Parcours: id, Cle: l.Cle, Saisie: [2]any{l, saisie}}
	return a.change(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
		avant := d.Clone()
		f, err := findFinancement(d, l)
		if err != nil {
			return err
		}
		if err := rule(f); err != nil {
			return err
		}
		return tx.SaveFaits(avant, d)
	})
}

// findFinancement finds a line of the plan of any try, as it was seen: a funder may
// answer late.
func findFinancement(d *parcours.Dossier, l LigneFinancement) (*parcours.Financement, error) {
	f := d.FindFinancement(l.ID)
	if f == nil {
		return nil, parcours.NotFound("Financement")
	}
	if l.Version != 0 && l.Version != f.Version {
		return nil, parcours.Stale("financement", f.ID, l.Version)
	}
	return f, nil
}
