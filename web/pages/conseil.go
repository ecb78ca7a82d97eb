package pages

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
)

// ConseilDecide is a decision about an advice, with the advice's title.
type ConseilDecide struct {
	parcours.Conseil
	Titre   string
	Appeler string // whom a planned one says to call
}

// FormConseil names the form of one advice. Ids of the guide hold dots, which a
// selector reads as classes.
func FormConseil(item string) string { return "conseil-" + strings.ReplaceAll(item, ".", "_") }

// decision is what was decided about an item, or nil.
func (p ParcoursPage) decision(item string) *ConseilDecide {
	for i := range p.Conseils {
		if p.Conseils[i].Item == item {
			return &p.Conseils[i]
		}
	}
	return nil
}

// decisionVersion tells which decision the page shows; 0 for none.
func (p ParcoursPage) decisionVersion(item string) int {
	if d := p.decision(item); d != nil {
		return d.Version
	}
	return 0
}

// decisionTexte says a decision, and whom it says to call.
func (p ParcoursPage) decisionTexte(d *ConseilDecide) string {
	texte := d.Texte()
	if d.Appeler != "" && d.Contact != d.Item {
		texte += " : appeler " + d.Appeler
	}
	return texte
}

// planValeurs fills the form that plans an advice: in a week, with the person
// to call when the guide leaves no doubt.
func (p ParcoursPage) planValeurs(r guide.Recommandation) url.Values {
	v := url.Values{"date_prevue": {p.Aujourdhui.AddDays(7).String()}}
	zone := slices.DeleteFunc(slices.Clone(r.Contacts), func(it *guide.Item) bool {
		return len(it.Criteres.Territoires) == 0 // a general address, beside the one of the zone
	})
	if len(zone) != 1 {
		zone = r.Contacts
	}
	if len(zone) == 1 {
		v.Set("contact", zone[0].ID)
	}
	return v
}

// appelables are the people whom an advice says to call, here.
func appelables(r guide.Recommandation) []composants.Option {
	gens := make([]composants.Option, len(r.Contacts))
	for i, it := range r.Contacts {
		gens[i] = composants.Option{Valeur: it.ID, Libelle: joinNonEmpty(" · ", joinNonEmpty(", ", NomContact(it), it.Contact.Organisme), it.Contact.Territoire)}
	}
	return gens
}

func nomConseil(r guide.Recommandation) string {
	if r.Contact != nil {
		return NomContact(r.Item)
	}
	return r.Titre
}

func verbePlanifier(r guide.Recommandation) string {
	if r.Contact != nil {
		return "Prévoir un appel"
	}
	return "Planifier"
}

func verbeDecider(r guide.Recommandation) string {
	if r.Contact != nil {
		return verbePlanifier(r)
	}
	return "Décider"
}

// isRefused tells the form that came back from its twins: an advice has two, and
// may stand in two places.
func (p ParcoursPage) isRefused(nom, lieu, decision string) bool {
	v := p.Retourne.Formulaire.Valeurs
	return p.isOpen(nom) && v.Get("lieu") == lieu && v.Get("decision") == decision
}

func (p ParcoursPage) conseilForm(nom, lieu, decision string, defaut url.Values) composants.Formulaire {
	if p.isRefused(nom, lieu, decision) {
		return p.form(nom, defaut)
	}
	return composants.Formulaire{Valeurs: defaut}
}

// isDecidable: an advice asks to do something, somebody can be called; an enjeu
// or a landmark only tells.
func isDecidable(r guide.Recommandation) bool {
	switch r.Type {
	case guide.TypeEnjeu, guide.TypeChiffre, guide.TypeTypeFormation, guide.TypeLieu, guide.TypeSituation, guide.TypeImpact, guide.TypeGlossaire:
		return false
	}
	return true
}

// isChosen: the person came to decide on this one, or its form came back.
func (p ParcoursPage) isChosen(item string) bool {
	return p.ConseilChoisi == item || p.isOpen(FormConseil(item))
}

// holdsChosen tells which fold to open.
func (p ParcoursPage) holdsChosen(avis []guide.Recommandation) bool {
	return slices.ContainsFunc(avis, func(r guide.Recommandation) bool { return p.isChosen(r.ID) })
}

// conseilEvent is a decision in the timeline.
func (p ParcoursPage) conseilEvent(c ConseilDecide) composants.Evenement {
	e := composants.Evenement{ID: fmt.Sprintf("decision-%d", c.ID), Genre: "conseil", Date: jour(c.Date), Ecrit: c.CreeLe, Auteur: p.nom(c.AuteurID),
		Titre: "Guide · " + parcours.DecisionsConseil.Libelle(c.Decision), Texte: c.Titre}
	switch c.Decision {
	case "planifie":
		e.Details = []string{p.decisionTexte(&c)}
	case "ecarte":
		e.Details = []string{c.Motif}
	}
	return e
}
