package app

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"parcours.example/internal/importation"
	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// UndoImport withdraws the people whom an import added and about whom nothing was written
// since; the others stay, and are listed with why. Asking again does nothing.
func (a *App) UndoImport(ctx context.Context, qui parcours.Identite, id int64, r parcours.Retrait) (*Apercu, error) {
	return a.turnImport(ctx, qui, parcours.ActionUndoImport, id, r)
}

// RedoImport takes the undoing of an import back: the people whom it withdrew are put back,
// but for those who were added again since.
func (a *App) RedoImport(ctx context.Context, qui parcours.Identite, id int64, r parcours.Retrait) (*Apercu, error) {
	return a.turnImport(ctx, qui, parcours.ActionRedoImport, id, r)
}

func (a *App) turnImport(ctx context.Context, qui parcours.Identite, action parcours.Action, id int64,
	r parcours.Retrait) (*Apercu, error) {
	parcours.ChampsRetrait.Tidy(&r)
	acte := postgres.Acte{Action: action, Motif: r.Motif, Verrou: verrouImport}
	return a.onImport(ctx, qui, acte, id, func(tx *postgres.Tx, i *postgres.Importation) (*Apercu, error) {
		if err := r.Validate(); err != nil {
			return nil, err
		}
		p, err := a.preview(tx, i)
		switch {
		case err != nil:
			return nil, err
		case i.Etat != "importee":
			return nil, &parcours.Erreur{Code: parcours.Bloque, Message: "Ce fichier n'est pas importé : il n'y a rien à annuler."}
		case parcours.IsCode(p.Annulation.refus(), parcours.Interdit):
			return nil, p.Annulation.refus()
		case p.Annulation.IsFaite() == (action == parcours.ActionUndoImport):
			if isEssai(ctx) {
				return nil, &Essai{}
			}
			return p, nil // done already
		}
		// Whoever is writing about one of them is waited for, and read.
		if err := tx.LockSalaries(p.Annulation.gens); err != nil {
			return nil, err
		}
		if p, err = a.preview(tx, i); err != nil {
			return nil, err
		}
		if err := p.Annulation.refus(); err != nil {
			return nil, err
		}
		if err := a.saveUndo(tx, i, p.Annulation.suite); err != nil {
			return nil, err
		}
		if isEssai(ctx) {
			return nil, cmp.Or(tx.Flush(), error(&Essai{Annulation: p.Annulation}))
		}
		return a.preview(tx, i)
	})
}

// saveUndo writes what the next step does, and what it makes of the import.
func (a *App) saveUndo(tx *postgres.Tx, i *postgres.Importation, suite parcours.Annulation) error {
	annulation, err := tx.Transaction()
	if err != nil {
		return err
	}
	if err := tx.TakeBack(suite); err != nil {
		return err
	}
	suivis, err := tx.ListSuivies()
	if err != nil {
		return err
	}
	for _, id := range suite.Personnes() {
		if slices.Contains(suivis, id) {
			if _, _, err := tx.SaveEcheances(id); err != nil {
				return err
			}
		}
	}
	if i.AnnuleeLe == nil {
		i.Annulation, i.AnnuleeLe = annulation, new(a.maintenant())
	} else {
		i.Annulation, i.AnnuleeLe = nil, nil
	}
	return tx.Update(i, "annulation", "annulee_le")
}

// resultat is what stays of an import: its report.
type resultat struct {
	Lignes   []importation.Ligne
	Verdicts []importation.Verdict
}

// added are those whom an import added; nameOf is what the file calls one of them.
func (r resultat) added() (ids []int64) {
	for _, v := range r.Verdicts {
		if v.Code == importation.ACreer {
			ids = append(ids, v.SalarieID)
		}
	}
	return ids
}

func (r resultat) nameOf(id int64) string {
	i := slices.IndexFunc(r.Verdicts, func(v importation.Verdict) bool { return v.Code == importation.ACreer && v.SalarieID == id })
	return r.Lignes[i].Personne.NomComplet()
}

func isNull(j json.RawMessage) bool { return len(j) == 0 || string(j) == "null" }

// planUndo tells what the next step would do to an import, and whether this person may.
func (a *App) planUndo(tx *postgres.Tx, i *postgres.Importation, rapport resultat) (*Annulation, error) {
	x := &Annulation{gens: rapport.added()}
	if i.AnnuleeLe != nil {
		x.Le = *i.AnnuleeLe
	}
	if isNull(i.Resultat) || i.Transaction == nil {
		x.Refus = &parcours.Erreur{Code: parcours.Conflit, Message: "Le compte rendu de cet import n'est plus gardé : il l'est trente jours. " +
			"Ouvrez chaque dossier de trop et retirez-le depuis sa page ; un dossier retiré se remet de même."}
		return x, nil
	}
	lignes, err := tx.ListEcritures(x.gens...)
	if err != nil {
		return nil, err
	}
	mots := parcours.Mots{Titres: a.guide.Titre}
	if mots.Noms, err = tx.ListNoms(); err != nil {
		return nil, err
	}
	a.setHour(lignes)
	garde := func(r parcours.Reste) DossierGarde {
		return DossierGarde{r.SalarieID, rapport.nameOf(r.SalarieID), r.Pourquoi(mots)}
	}
	x.suite = parcours.Undo(lignes, *i.Transaction, a.maintenant())
	for _, r := range x.suite.Restes {
		x.Gardes = append(x.Gardes, garde(r))
	}
	auteur := i.AuteurID
	if e := parcours.Added(lignes); e != nil {
		auteur = parcours.IDOr0(e.UtilisateurID) // who validated it
	}
	if x.IsFaite() {
		if err := a.planRedo(tx, i, x, lignes, mots, garde); err != nil {
			return nil, err
		}
	}
	x.Dossiers = len(x.suite.Personnes())
	if err := parcours.CheckUndoImport(tx.Identite(), auteur, *i.ValideeLe, a.maintenant()); err != nil {
		x.Refus = parcours.ErreursOf(err)[0]
	} else if len(x.suite.Retours) == 0 {
		rien := "Aucun dossier de cet import ne peut être retiré : tous ont servi depuis. Un dossier se retire aussi seul, depuis sa page."
		if x.IsFaite() {
			rien = "Aucun dossier de cet import n'est à remettre : chacun est déjà là, ou a été ajouté de nouveau."
		}
		x.Refus = &parcours.Erreur{Code: parcours.Bloque, Message: rien}
	}
	return x, nil
}

// planRedo tells whom taking an undoing back would put back: all those whom it withdrew,
// unless somebody who looks like them was added since.
func (a *App) planRedo(tx *postgres.Tx, i *postgres.Importation, x *Annulation, lignes []parcours.Ecriture,
	mots parcours.Mots, garde func(parcours.Reste) DossierGarde) error {
	x.suite = parcours.Undo(lignes, *i.Annulation, a.maintenant())
	for _, e := range lignes {
		if e.Transaction == *i.Annulation && e.IsOfPerson() {
			x.Motif, x.AuteurID, x.Par = e.Motif, parcours.IDOr0(e.UtilisateurID), mots.Auteur(e.UtilisateurID)
			x.Retires++
		}
	}
	for _, r := range x.suite.Restes {
		x.NonRemis = append(x.NonRemis, garde(r))
	}
	retires, err := tx.FindSalaries(x.suite.Personnes())
	if err != nil {
		return err
	}
	ici, err := postgres.List[parcours.Salarie](tx, nil)
	if err != nil {
		return err
	}
	ici = slices.DeleteFunc(ici, func(s parcours.Salarie) bool { return !s.CreeLe.After(x.Le) })
	fichier, deja := make([]importation.Ligne, len(retires)), map[int64]bool{}
	for k, s := range retires {
		fichier[k].Personne = s
	}
	for k, v := range importation.Match(fichier, ici) {
		if s := retires[k]; v.SalarieID != 0 {
			x.NonRemis = append(x.NonRemis, DossierGarde{s.ID, s.NomComplet(), fmt.Sprintf("Ajoutée de nouveau depuis : %s (%s). "+
				"S'il le faut, remettez ce dossier depuis sa page.", v.Qui, v.Raison)})
			deja[s.ID] = true
		}
	}
	x.suite = x.suite.Without(deja)
	return nil
}
