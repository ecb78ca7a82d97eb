package pages

import (
	"net/url"
	"slices"
	"strings"
	"time"

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
	if i := slices.IndexFunc(p.Conseils, func(c ConseilDecide) bool { return c.Item == item }); i >= 0 {
		return &p.Conseils[i]
	}
	return nil
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
	return each(r.Contacts, func(it *guide.Item) composants.Option {
		nom := joinNonEmpty(", ", it.NomContact(), it.Contact.Organisme)
		return composants.Option{Valeur: it.ID, Libelle: joinNonEmpty(" · ", nom, it.Contact.Territoire)}
	})
}

// verbePlanifier: one plans to call somebody.
func verbePlanifier(r guide.Recommandation) string {
	return either(r.Contact != nil, "Prévoir un appel", "Planifier")
}

// isRefused tells the form that came back from its twins, here and in another place.
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

// isDecidable: an advice asks to do something; an enjeu or a landmark only tells.
func isDecidable(r guide.Recommandation) bool {
	return !slices.Contains([]string{guide.TypeEnjeu, guide.TypeChiffre, guide.TypeTypeFormation, guide.TypeLieu,
		guide.TypeSituation, guide.TypeImpact, guide.TypeGlossaire}, r.Type)
}

// isChosen: the person came to decide on this one, or its form came back.
func (p ParcoursPage) isChosen(item string) bool {
	return p.ConseilChoisi == item || p.isOpen(FormConseil(item))
}

// holdsChosen tells which fold to open.
func (p ParcoursPage) holdsChosen(avis []guide.Recommandation) bool {
	return slices.ContainsFunc(avis, func(r guide.Recommandation) bool { return p.isChosen(r.ID) })
}

// event is something that happened on that day, whose author signs on paper.
func (p ParcoursPage) event(genre string, id int64, le parcours.Date, ecrit time.Time, auteur int64) composants.Evenement {
	return composants.Evenement{ID: genre + "-" + idString(id), Genre: genre, Date: le, Ecrit: ecrit,
		Auteur: p.nom(auteur), Signe: p.Noms[auteur]}
}

// conseilEvent is a decision in the timeline.
func (p ParcoursPage) conseilEvent(c ConseilDecide) composants.Evenement {
	e := p.event("decision", c.ID, c.Date, c.CreeLe, c.AuteurID)
	e.Genre, e.Titre, e.Texte = "conseil", "Guide · "+parcours.DecisionsConseil.Libelle(c.Decision), c.Titre
	switch c.Decision {
	case parcours.ConseilPlanifie:
		e.Details = []string{p.decisionTexte(&c)}
	case parcours.ConseilEcarte:
		e.Details = []string{c.Motif}
	}
	return e
}
