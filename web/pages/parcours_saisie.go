package pages

import (
	"fmt"
	"slices"
	"strings"

	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
)

// actesFormulaires tells on which right each form of the page rests, by the
// start of its name.
var actesFormulaires = map[string]parcours.Action{
	"suivi": parcours.ActionLogSuivi, "formation": parcours.ActionChooseFormation, "financement": parcours.ActionEditFinancement,
	"securisation": parcours.ActionSecure, "non": parcours.ActionReportAbsence, "impact": parcours.ActionMeasureImpact,
	"frein": parcours.ActionEditFrein, "conseil": parcours.ActionHandleConseil, FormContraintes: parcours.ActionEditFreinGestion,
	"piece": parcours.ActionEditFinancement,
}

// hasForm tells whether the page shows the form of that name: the parcours may
// have moved on since the person opened it.
func (p ParcoursPage) hasForm(nom string) bool {
	if code, ok := strings.CutPrefix(nom, formPassage("")); ok {
		return slices.ContainsFunc(p.Offres, func(o parcours.Offre) bool { return o.Code == code && o.IsPossible() })
	}
	switch nom {
	case "":
		return true
	case "cloture":
		return p.Dossier.Parcours.Etat.IsClosable() && p.can(parcours.ActionCloseParcours)
	case "rectification":
		return p.RefusRectifier == ""
	}
	debut, ligne, _ := strings.Cut(nom, "-")
	if debut == "financement" && ligne != "nouveau" { // it may have gone, and some lines have buttons only
		return slices.ContainsFunc(p.Financements, func(l parcours.Financement) bool {
			return ligne == fmt.Sprint(l.ID) && (l.HasDossier() && p.can(parcours.ActionEditFinancement) || p.canAgree(l))
		})
	}
	for _, c := range p.Conseils { // decided: the decision stands in the place of the form
		if nom == FormConseil(c.Item) {
			return false
		}
	}
	acte, ok := actesFormulaires[debut]
	return ok && p.can(acte)
}

// canAgree: the SIAE's own money waits for this person's word.
func (p ParcoursPage) canAgree(l parcours.Financement) bool {
	return l.Dispositif == "fonds_propres" && !l.AccordDirecteur && p.can(parcours.ActionAgreeFondsPropre)
}

// isLineOpen: one of the forms of this line came back.
func (p ParcoursPage) isLineOpen(l parcours.Financement) bool {
	return p.isOpen(fmt.Sprintf("financement-%d", l.ID)) ||
		slices.ContainsFunc(l.Pieces, func(x parcours.Piece) bool { return p.isOpen(FormPiece(x.ID)) })
}

// typed is what was written in a form that is not shown any more.
func (p ParcoursPage) typed() []composants.Definition {
	f := p.Retourne.Formulaire
	champs := []parcours.Champ{{Code: "date", Libelle: "Date"}, {Code: "freins_gestion", Libelle: "Contraintes de la structure", Liste: parcours.FreinsGestion}}
	if t, ok := parcours.FindTransition(strings.TrimPrefix(p.Retourne.Nom, formPassage(""))); ok {
		champs = append(champs, t.Champs...)
	}
	if parcours.DecisionsConseil.Has(f.Valeurs.Get("decision")) {
		champs = append(champs, parcours.Champ{Code: "decision", Libelle: "Votre choix", Liste: parcours.DecisionsConseil}, parcours.Champ{Code: "date_prevue", Libelle: "Pour le"})
	}
	champs = append(champs, parcours.Champ{Code: "motif", Libelle: "Motif"}, parcours.Champ{Code: "montant", Libelle: "Montant"}, parcours.Champ{Code: "texte", Libelle: "Texte"},
		parcours.Champ{Code: "detail", Libelle: "Précisions"}, parcours.Champ{Code: "commentaire", Libelle: "Commentaire"})
	var typed []composants.Definition
	deja := map[string]bool{}
	for _, c := range champs {
		if valeur := typedWords(c, f.Valeurs[c.Code]); valeur != "" && !deja[c.Code] {
			deja[c.Code] = true
			typed = append(typed, composants.Definition{Terme: c.Libelle, Valeur: valeur})
		}
	}
	return typed
}

// typedWords gives the words of a value: of a code, of a day.
func typedWords(c parcours.Champ, valeurs []string) string {
	mots := make([]string, len(valeurs))
	for i, v := range valeurs {
		mots[i] = v
		if c.Liste != nil {
			mots[i] = c.Liste.Libelle(v)
		} else if d, err := parcours.ParseDate(v); err == nil && !d.IsZero() {
			mots[i] = d.Francais()
		}
	}
	return joinNonEmpty(" · ", mots...)
}

func sansLien(erreurs []composants.Erreur) []composants.Erreur {
	sans := make([]composants.Erreur, len(erreurs))
	for i, e := range erreurs {
		sans[i] = composants.Erreur{Message: e.Message}
	}
	return sans
}
