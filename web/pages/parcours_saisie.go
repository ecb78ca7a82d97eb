package pages

import (
	"fmt"
	"slices"
	"strings"

	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
)

// actesFormulaires tells the act of each form, by the start of its name.
var actesFormulaires = map[string]string{
	"suivi": "consigner_suivi", "formation": "choisir_formation", "financement": "enregistrer_reponse", "securisation": "securiser",
	"non": "signaler_non_presentation", "entree": "prevoir_entree",
	"controle": "controler_entree", "heures": "noter_heures", "evaluation": "noter_evaluation",
	"impact": "mesurer_impact", "differer": "differer", "frein": "changer_frein", "conseil": "traiter_conseil",
	FormContraintes: "noter_contraintes", "piece": "accorder_fonds_propres", "cloture": "clore", "rectification": parcours.Rectifier,
}

// acteOf gives the act of a form of the page by the form's name.
func acteOf(nom string) (parcours.Acte, bool) {
	if code, ok := strings.CutPrefix(nom, formPassage("")); ok {
		return parcours.FindActe(code)
	}
	debut, _, _ := strings.Cut(nom, "-")
	return parcours.FindActe(actesFormulaires[debut])
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
	if debut == "differer" && !slices.ContainsFunc(p.dues(), func(e parcours.Echeance) bool { return nom == nomDiffere(e) }) {
		return false
	}
	if debut == "financement" && ligne != "nouveau" { // it may have gone, and some lines have buttons only
		return slices.ContainsFunc(slices.Concat(p.Financements, p.Anciens), func(l parcours.Financement) bool {
			return ligne == fmt.Sprint(l.ID) && (l.HasDossier() && p.can(parcours.ActionRecordReponse) || p.canAgree(l))
		})
	}
	for _, c := range p.Conseils { // decided: the decision stands in the place of the form
		if nom == FormConseil(c.Item) {
			return false
		}
	}
	if debut == "piece" {
		return p.can(parcours.ActionEditFinancement)
	}
	acte, ok := acteOf(nom)
	return ok && p.can(acte.Action)
}

// canAgree: the SIAE's own money waits for this person's word.
func (p ParcoursPage) canAgree(l parcours.Financement) bool {
	return l.Dispositif == parcours.DispositifFondsPropres && !l.AccordDirecteur && p.can(parcours.ActionAgreeFondsPropre)
}

// isLineOpen: one of the forms of this line came back.
func (p ParcoursPage) isLineOpen(l parcours.Financement) bool {
	return p.isOpen(fmt.Sprintf("financement-%d", l.ID)) ||
		slices.ContainsFunc(l.Pieces, func(x parcours.Piece) bool { return p.isOpen(FormPiece(x.ID)) })
}

// typed is what was written in a form that is not shown any more.
func (p ParcoursPage) typed() []composants.Definition {
	acte, _ := acteOf(p.Retourne.Prefixe)
	var typed []composants.Definition
	for _, c := range acte.Champs {
		valeur := c.TypedWords(p.Retourne.Formulaire.Valeurs[c.Code], parcours.Mots{})
		if valeur != "" && c.Genre != parcours.GenreItem { // the code of an item says nothing
			typed = append(typed, composants.Definition{Terme: c.Libelle, Valeur: valeur})
		}
	}
	return typed
}
