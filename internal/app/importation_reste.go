package app

import (
	"encoding/json"
	"fmt"
	"slices"

	"parcours.example/internal/importation"
	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

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
