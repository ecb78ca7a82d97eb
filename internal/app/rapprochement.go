package app

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"parcours.example/internal/importation"
	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// FindReunionPossible shows the two files; without the other one, it finds which it may be,
// by likeness and by words of a name.
func (a *App) FindReunionPossible(ctx context.Context, qui parcours.Identite, id, avec int64, q string) (*parcours.ReunionPossible, error) {
	return read(ctx, a, qui, parcours.ActionMerge, func(tx *postgres.Tx) (x *parcours.ReunionPossible, err error) {
		x = &parcours.ReunionPossible{}
		if x.Garde, err = findFiche(tx, id); err != nil {
			return nil, err
		}
		if avec != 0 {
			if x.Autre, err = findFiche(tx, avec); err == nil {
				x.Refus = parcours.CheckMerge(x.Garde.Salarie, x.Autre.Salarie, qui)
			}
			return x, err
		}
		gens, err := postgres.List[parcours.Salarie](tx, nil)
		if err != nil {
			return nil, err
		}
		gens = slices.DeleteFunc(gens, func(s parcours.Salarie) bool { return s.ID == id })
		x.Semblables = importation.Resembling(x.Garde.Salarie, gens)
		for _, s := range gens { // whatever the date of birth: it may be the slip
			isKnown := slices.ContainsFunc(x.Semblables, func(deja parcours.Semblable) bool { return deja.ID == s.ID })
			if !isKnown && importation.IsNamesake(x.Garde.Salarie, s) {
				x.Semblables = append(x.Semblables, parcours.Semblable{Salarie: s, Raison: "nom voisin"})
			}
		}
		if q != "" {
			x.Personnes, err = tx.ListSalaries(a.narrow(qui, FiltreSalaries{Q: q, ParPage: maxDestinations}))
		}
		return x, err
	})
}

// findFiche is the file of somebody who stands.
func findFiche(tx *postgres.Tx, id int64) (*parcours.FicheSalarie, error) {
	f, err := tx.FindFicheSalarie(id)
	if err == nil {
		err = checkMerged(tx, f.Salarie)
	}
	if err == nil {
		err = parcours.CheckStanding(f.Salarie, parcours.ActionMerge)
	}
	return f, err
}

// MergeSalarie makes one file of two of the same person: that of id stays, with what was
// chosen of the other one; all that hangs on that one goes with it, and it is withdrawn.
// The same reunion again answers the first. version and versionAvec are those that were
// read, 0 for whatever they are now.
func (a *App) MergeSalarie(ctx context.Context, qui parcours.Identite, id int64, r parcours.Reunion, version, versionAvec int,
	cle string) (*parcours.Rapprochement, error) {
	r.Motif = strings.TrimSpace(r.Motif)
	var fait parcours.Rapprochement
	acte := postgres.Acte{Action: parcours.ActionMerge, Motif: r.Motif, Salarie: id, Personnes: []int64{id, r.Avec}, Cle: cle, Saisie: r,
		Rend: &fait}
	return &fait, a.do(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
		if err := r.Validate(); err != nil {
			return err
		}
		autre, err := tx.FindPersonne(r.Avec)
		if err != nil {
			return err
		}
		deja, err := tx.FindRapprochement(r.Avec)
		switch {
		case err != nil:
			return err
		case deja != nil && deja.SalarieID == id:
			fait = *deja
			return nil
		case deja != nil:
			return checkMerged(tx, autre.Salarie)
		}
		if err := parcours.CheckMerge(d.Salarie, autre.Salarie, qui); err != nil {
			return err
		}
		if err := cmp.Or(tx.CheckVersion(&d.Salarie, version), tx.CheckVersion(&autre.Salarie, versionAvec)); err != nil {
			return err
		}
		d.Doutes = parcours.SuspectReunion(d.Salarie, autre.Salarie)
		fait = parcours.Rapprochement{SalarieID: id, AbsorbeID: r.Avec, Motif: r.Motif}
		avant := d.Salarie
		if fait.Champs, err = r.Choose(&d.Salarie); err != nil {
			return err
		}
		if err := d.Salarie.Validate(a.aujourdhui()); err != nil {
			return err
		}
		if d.Salarie != avant {
			err = tx.Update(&d.Salarie)
		}
		return errors.Join(err, tx.MergeSalarie(&fait), tx.Create(&fait))
	})
}

// SeparateSalarie takes apart a file that this one took in: that of the reunion, 0 for the last. What was added to the
// file that stayed remains there; restes are the fields that were changed since, and keep
// what they say.
func (a *App) SeparateSalarie(ctx context.Context, qui parcours.Identite, id, reunion int64, motif string) (
	fait *parcours.Rapprochement, restes []parcours.Champ, err error) {
	vu, err := read(ctx, a, qui, parcours.ActionSeparate, func(tx *postgres.Tx) (*parcours.Rapprochement, error) {
		if _, err := postgres.Find[parcours.Salarie](tx, "Salarié", id); err != nil {
			return nil, err
		}
		if reunion == 0 {
			return tx.FindRapprochementInto(id)
		}
		rs, err := postgres.List[parcours.Rapprochement](tx, postgres.By{"id": reunion, "salarie_id": id})
		if err != nil || len(rs) == 0 {
			return nil, err
		}
		return &rs[0], nil
	})
	switch {
	case err != nil:
		return nil, nil, err
	case vu == nil:
		return nil, nil, &parcours.Erreur{Code: parcours.Bloque, Message: "Ce dossier n'est réuni avec aucun autre : il n'y a rien à séparer."}
	case vu.AnnuleLe != nil: // done already
		return vu, nil, nil
	}
	acte := postgres.Acte{Action: parcours.ActionSeparate, Motif: strings.TrimSpace(motif), Salarie: id, Personnes: []int64{id, vu.AbsorbeID}}
	err = a.do(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) (err error) {
		if fait, err = tx.FindRapprochement(vu.AbsorbeID); err != nil {
			return err
		}
		if fait == nil || fait.ID != vu.ID { // a second click, or somebody faster
			fait = vu
			return nil
		}
		if err := errors.Join(fait.CheckSeparate(d.Salarie, qui, a.maintenant()), parcours.CheckMotif(motif)); err != nil {
			return err
		}
		avant := d.Salarie
		if restes = fait.GiveBack(&d.Salarie); d.Salarie != avant {
			err = tx.Update(&d.Salarie)
		}
		return errors.Join(err, tx.SeparateSalarie(fait))
	})
	return fait, restes, err
}
