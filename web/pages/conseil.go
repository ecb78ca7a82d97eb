package pages

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"parcours/internal/guide"
	"parcours/internal/parcours"
	"parcours/web/composants"
)

// ConseilDecide is a decision about an advice, with the advice's title.
type ConseilDecide struct {
	parcours.Conseil
	Titre string
}

// FormConseil names the form of one advice. Ids of the guide hold dots, which a
// selector reads as classes.
func FormConseil(item string) string { return "conseil-" + strings.ReplaceAll(item, ".", "_") }

// decision is what was decided about an item, or nil.
func (p Parcours) decision(item string) *ConseilDecide {
	for i := range p.Conseils {
		if p.Conseils[i].Item == item {
			return &p.Conseils[i]
		}
	}
	return nil
}

// isDecidable: an advice asks to do something; an actor, an enjeu or a landmark
// only tells.
func isDecidable(r guide.Recommandation) bool {
	switch r.Type {
	case guide.TypeContact, guide.TypeActeur, guide.TypeReseau, guide.TypeEnjeu, guide.TypeChiffre, guide.TypeTypeFormation,
		guide.TypeLieu, guide.TypeCas, guide.TypeSituation, guide.TypeImpact, guide.TypeOrigine, guide.TypeGlossaire:
		return false
	}
	return true
}

// isChosen: the person came to decide on this one, or its form came back.
func (p Parcours) isChosen(item string) bool {
	return p.ConseilChoisi == item || p.isOpen(FormConseil(item))
}

// isDeciding: this decision about the advice was sent, and came back.
func (p Parcours) isDeciding(nom, decision string) bool {
	return p.isOpen(nom) && p.Retourne.Formulaire.Valeurs.Get("decision") == decision
}

// formDecision gives what came back to the form of its decision only: the other
// one has not the field that its summary would lead to.
func (p Parcours) formDecision(nom, decision string, defaut url.Values) composants.Formulaire {
	if p.isDeciding(nom, decision) {
		return p.form(nom, defaut)
	}
	return composants.Formulaire{Prefixe: nom, Valeurs: defaut}
}

// holdsChosen tells which fold to open.
func (p Parcours) holdsChosen(avis []guide.Recommandation) bool {
	return slices.ContainsFunc(avis, func(r guide.Recommandation) bool { return p.isChosen(r.ID) })
}

// texte says a decision in one line.
func (c ConseilDecide) texte() string {
	switch c.Decision {
	case "planifie":
		return "Prévu le " + c.DatePrevue.Francais()
	case "ecarte":
		return "Écarté le " + c.Date.Francais() + " : " + c.Motif
	}
	return "Fait le " + c.Date.Francais()
}

// conseilEvent is a decision in the timeline.
func (p Parcours) conseilEvent(c ConseilDecide) composants.Evenement {
	e := composants.Evenement{ID: fmt.Sprintf("decision-%d", c.ID), Genre: "conseil", Date: jour(c.Date), Auteur: p.nom(c.AuteurID),
		Titre: "Guide · " + parcours.DecisionsConseil.Libelle(c.Decision), Texte: c.Titre}
	switch c.Decision {
	case "planifie":
		e.Details = []string{"Prévu le " + c.DatePrevue.Francais()}
	case "ecarte":
		e.Details = []string{c.Motif}
	}
	return e
}
