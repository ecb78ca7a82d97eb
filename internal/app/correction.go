package app

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// CorrectParcours mends facts of a parcours and of its person, all of them or none. cle
// makes a repeated click or request do it once.
func (a *App) CorrectParcours(ctx context.Context, qui parcours.Identite, id int64, r parcours.Reparation, cle string) error {
	return a.correct(ctx, qui, postgres.Acte{Action: parcours.ActionCorrect, Parcours: id, Cle: cle}, r)
}

// CorrectSalarie mends facts of a person: their freins, contracts, and what was observed.
func (a *App) CorrectSalarie(ctx context.Context, qui parcours.Identite, salarieID int64, r parcours.Reparation, cle string) error {
	return a.correct(ctx, qui, postgres.Acte{Action: parcours.ActionCorrectSalarie, Salarie: salarieID, Cle: cle}, r)
}

func (a *App) correct(ctx context.Context, qui parcours.Identite, acte postgres.Acte, r parcours.Reparation) error {
	acte.Nom, acte.Motif, acte.Saisie = string(parcours.ActionCorrect), r.Motif, r
	return a.do(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
		if err := checkEncadre(tx, qui, d.Salarie.ID); err != nil {
			return err
		}
		for i := range r.Corrections {
			if err := a.seen(tx, &r.Corrections[i]); err != nil {
				return err
			}
		}
		apres, err := parcours.Correct(d, r, qui, a.aujourdhui(), a.maintenant())
		if err != nil {
			return err
		}
		if err := relinkOrganismes(tx, d, apres); err != nil {
			return err
		}
		avant := *d
		*d = *apres // before the first write, which is judged by it
		return tx.SaveCorrection(&avant, apres)
	})
}

// relinkOrganismes links the trainings whose centre was corrected: what moved with its centre is linked already.
func relinkOrganismes(tx *postgres.Tx, avant, apres *parcours.Dossier) (err error) {
	relink := func(f *parcours.Formation, avant parcours.Formation) {
		if f.Organisme != avant.Organisme && cmp.Or(f.OrganismeID, avant.OrganismeID) == avant.OrganismeID {
			f.OrganismeID = nil
			err = errors.Join(err, linkOrganisme(tx, f, parcours.Formation{}))
		}
	}
	for i := range apres.Tentatives {
		t := &apres.Tentatives[i]
		if j := slices.IndexFunc(avant.Tentatives, func(x parcours.Tentative) bool { return x.ID == t.ID }); j >= 0 {
			relink(&t.Formation, avant.Tentatives[j].Formation)
		}
	}
	for i := range apres.Presences {
		x := &apres.Presences[i]
		if j := slices.IndexFunc(avant.Presences, func(y parcours.Presence) bool { return y.ID == x.ID }); j >= 0 {
			relink(&x.Formation, avant.Presences[j].Formation)
		}
	}
	return err
}

// seen reads a withdrawn row that is to come back, and refuses to mend one that somebody
// mended since it was on the screen.
func (a *App) seen(tx *postgres.Tx, c *parcours.Correction) (err error) {
	f, ok := parcours.FindFait(c.Objet)
	if !ok {
		return parcours.NotFound("Élément")
	}
	if c.Remettre {
		if c.Ligne, err = tx.FindRetire(f, c.ID); err != nil {
			return err
		}
	}
	if c.Vu == 0 {
		return nil
	}
	vu := parcours.Vu{Table: c.Objet, ID: c.ID, Ligne: c.Vu}
	lignes, err := tx.ListChangesSince(vu)
	if err == nil && len(lignes) > 0 {
		err = &parcours.Erreur{Code: parcours.Conflit, Vu: &vu, Message: parcours.MessageStale}
	}
	return err
}

// FindCorrection reads rows of a parcours or, without one, of a person, for whoever may
// mend them; each is named « suivi-12 ». Only the first one refuses them all.
func (a *App) FindCorrection(ctx context.Context, qui parcours.Identite, parcoursID, salarieID int64,
	lignes ...string) (*parcours.FicheCorrection, error) {
	action, id, find := parcours.ActionCorrect, parcoursID, (*postgres.Tx).FindDossier
	if parcoursID == 0 {
		action, id, find = parcours.ActionCorrectSalarie, salarieID, (*postgres.Tx).FindPersonne
	}
	return read(ctx, a, qui, action, func(tx *postgres.Tx) (*parcours.FicheCorrection, error) {
		d, err := find(tx, id)
		if err == nil {
			err = checkEncadre(tx, qui, d.Salarie.ID)
		}
		f := &parcours.FicheCorrection{Dossier: d}
		for i, nom := range lignes {
			c := parcours.CorrectionOf(nom)
			l := &parcours.LigneCorrection{}
			if err == nil {
				l, err = a.findLigne(tx, d, qui, c)
			}
			es := parcours.ErreursOf(err)
			switch {
			case i > 0 && l.Retire:
				l.Refus = "C'est retiré du dossier : rien n'y est à corriger."
			case i > 0 && l.Ligne != nil && len(es) > 0:
				l.Refus, err = es[0].Message, nil
			}
			switch {
			case err != nil:
				return nil, err
			case l.Refus != "":
				f.Autres = append(f.Autres, *l)
			default:
				f.Lignes = append(f.Lignes, *l)
			}
		}
		if err == nil {
			f.Noms, err = tx.ListNoms()
		}
		return f, err
	})
}

func (a *App) findLigne(tx *postgres.Tx, d *parcours.Dossier, qui parcours.Identite,
	c parcours.Correction) (*parcours.LigneCorrection, error) {
	f, ok := parcours.FindFait(c.Objet)
	if !ok {
		return &parcours.LigneCorrection{}, parcours.NotFound("Élément")
	}
	l := &parcours.LigneCorrection{Fait: f, ID: c.ID, Ligne: f.Find(d, c.ID)}
	if l.Ligne == nil {
		retire, err := tx.FindRetire(f, c.ID)
		if err != nil {
			return l, err
		}
		l.Ligne = retire
	}
	l.Retire = parcours.IsRetire(l.Ligne)
	if err := d.CheckMendLigne(l.Ligne, qui, a.maintenant()); err != nil {
		return l, err
	}
	var err error
	l.Ecritures, err = tx.ListChangesSince(parcours.Vu{Table: c.Objet, ID: c.ID, Ligne: -1})
	a.setHour(l.Ecritures)
	return l, err
}
