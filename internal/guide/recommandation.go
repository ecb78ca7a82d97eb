package guide

import (
	"cmp"
	"maps"
	"slices"

	"parcours.example/internal/parcours"
)

// Recommandation is an item that helps in a Situation, and why.
type Recommandation struct {
	*Item
	// Pourquoi gives one reason for each criterion met.
	Pourquoi []string
	// Contacts are those of the item that this Situation may call.
	Contacts []*Item
	// Age of the text on the day of the Situation.
	Age string
	// Reserve says that the guide did not think of this kind of structure.
	Reserve string
	// Decision is what was decided about it in this parcours; nil for nothing.
	Decision *parcours.Conseil
	// poids says how closely the item is tied to this person and this structure.
	poids poids
}

// HorsGuide is shown with everything that an EITI reads: the guide names ACI, AI, EI and ETTI only (l. 23).
const HorsGuide = "Non prévu par le guide pour ce type de structure : à vérifier avant de s'en servir."

// For lists what helps in a Situation, in the order of collect.
func (g *Guide) For(s Situation) []Recommandation {
	return collect(g.conseils, func(it *Item) (Recommandation, bool) { return it.advise(&s) })
}

// collect gathers the advice that items give: what blocks first, then what is most specific to the person, then what
// matters, then what is most specific to the structure, then the order of the guide. Why what matters stands in
// between: docs/decisions/0013-ordre-des-conseils.md.
func collect(items []*Item, advise func(*Item) (Recommandation, bool)) []Recommandation {
	choix := make([]Recommandation, 0, 64)
	for _, it := range items {
		if r, ok := advise(it); ok {
			choix = append(choix, r)
		}
	}
	slices.SortStableFunc(choix, func(a, b Recommandation) int {
		return cmp.Or(
			count(b.IsBloquant())-count(a.IsBloquant()),
			b.poids[deLaPersonne]-a.poids[deLaPersonne],
			a.priorite-b.priorite,
			b.poids[deLaStructure]-a.poids[deLaStructure],
			a.rang-b.rang)
	})
	return choix
}

// Advise is For in a parcours where some advice was decided on: what is settled steps back behind the rest. A
// checklist keeps its order, ticked or not.
func (g *Guide) Advise(s Situation, decisions []parcours.Conseil) []Recommandation {
	choix := g.For(s)
	settledLast(choix, decisions)
	return choix
}

// IsSettled: nothing more is expected of it, and it steps back.
func (r Recommandation) IsSettled() bool {
	return r.Decision != nil && r.Decision.IsSettled() && r.Type != TypeControle
}

// settledLast notes what was decided, and puts what is settled behind the rest.
func settledLast(avis []Recommandation, decisions []parcours.Conseil) {
	for i := range avis {
		if k := slices.IndexFunc(decisions, func(d parcours.Conseil) bool { return d.Item == avis[i].ID }); k >= 0 {
			avis[i].Decision = &decisions[k]
		}
	}
	slices.SortStableFunc(avis, func(a, b Recommandation) int { return count(a.IsSettled()) - count(b.IsSettled()) })
}

func (it *Item) advise(s *Situation) (Recommandation, bool) {
	pourquoi, poids, ok := it.Criteres.match(s)
	if !ok {
		return Recommandation{}, false
	}
	pourquoi = it.claim(s, pourquoi, &poids)
	r := Recommandation{Item: it, Pourquoi: pourquoi, Age: it.Age(s.Date), poids: poids}
	// The states and freins of its contacts are not asked: the item speaks for them.
	r.Contacts = filter(it.contacts, func(c *Item) bool {
		return !c.isFar(s.Departement) && c.Criteres.meetsOf(s, deLaStructure)
	})
	if s.TypeSiae == "EITI" && !has(it.Criteres.TypesSiae, "EITI") {
		r.Reserve = HorsGuide
	}
	return r, true
}

// FreinSolutions is what the guide proposes for one frein.
type FreinSolutions struct {
	Code      string
	Libelle   string
	Freins    []*Item // the rows of the guide's tables for this frein
	Solutions []Recommandation
	// Outils are the other items on this frein: resources, people, steps.
	Outils []Recommandation
}

// Freins answers each frein of the Situation, in the order given; without any, all of them, in the order of the
// vocabularies.
func (g *Guide) Freins(s Situation) []FreinSolutions {
	codes := s.Freins
	if len(codes) == 0 {
		codes = freins.Codes()
	}
	reponses := make([]FreinSolutions, 0, len(codes))
	for _, code := range codes {
		avis := g.answers(code, s)
		reponses = append(reponses, FreinSolutions{Code: code, Libelle: freins.Libelle(code),
			Freins: g.ByCode(TypeFrein, code), Solutions: filter(avis, Recommandation.isSolution),
			Outils: slices.DeleteFunc(avis, Recommandation.isSolution)})
	}
	return reponses
}

// Solutions lists the solutions to one frein that hold for this territory and this structure, whatever the state: a
// frein is lifted all along the way.
func (g *Guide) Solutions(code string, s Situation) []Recommandation {
	return filter(g.answers(code, s), Recommandation.isSolution)
}

func (it *Item) isSolution() bool { return it.Type == TypeSolution }

// answers puts each item in one of its own states, so that only the other criteria count.
func (g *Guide) answers(code string, s Situation) []Recommandation {
	s.Freins = []string{code}
	return collect(g.parFrein[code], func(it *Item) (Recommandation, bool) {
		s, etats := s, it.Criteres.Etats
		ailleurs := len(etats) > 0 && !has(etats, string(s.Etat))
		if ailleurs {
			s.Etat = parcours.Etat(etats[0])
		}
		r, ok := it.advise(&s)
		if ok && ailleurs {
			r.Pourquoi = r.Pourquoi[1:] // the state was ours, not the person's
		}
		return r, ok
	})
}

// Groupe is the advice of one étape, folded under it.
type Groupe struct {
	Etape Etape
	Avis  []Recommandation
}

// fold puts advice under its étape, in the order of the guide.
func (g *Guide) fold(avis []Recommandation) []Groupe {
	parEtape := map[string][]Recommandation{}
	for _, r := range avis {
		parEtape[r.Etape] = append(parEtape[r.Etape], r)
	}
	var groupes []Groupe
	for _, id := range slices.Sorted(maps.Keys(parEtape)) {
		e, _ := g.FindEtape(id)
		groupes = append(groupes, Groupe{Etape: e, Avis: parEtape[id]})
	}
	slices.SortStableFunc(groupes, func(a, b Groupe) int { return a.Etape.start() - b.Etape.start() })
	return groupes
}

// Panneau is what the page of a parcours shows, already sorted out.
type Panneau struct {
	Avis            []Recommandation // what to do now: the first n
	Reste           []Groupe         // the rest of it, and landmarks, under their étape
	Acteurs         []Recommandation // who can help
	Enjeux          []Recommandation
	BonnesPratiques []Recommandation
	Controles       []Recommandation // to be ticked
	Freins          []FreinSolutions // only for the freins of the Situation
	Appeler         []Recommandation // contacts
	Traites         []Recommandation // advice already dealt with: it steps back
}

// landmarks are the types that describe a situation, without asking to do anything.
var landmarks = []string{TypeTypeFormation, TypeLieu, TypeCas, TypeSituation, TypeImpact}

// Panel sorts out what helps in a Situation, with at most n pieces of advice in sight. What answers a frein stands
// under that frein, not among the advice. What is settled steps back: behind the rest of its frein, or among what was
// dealt with.
func (g *Guide) Panel(s Situation, n int, decisions []parcours.Conseil) Panneau {
	var p Panneau
	var avis, reperes []Recommandation
	for _, r := range g.Advise(s, decisions) {
		frein := len(r.Criteres.Freins) > 0
		liste := &avis
		switch {
		case r.IsSettled() && !frein:
			liste = &p.Traites
		case r.IsBloquant():
		case r.Type == TypeEnjeu:
			liste = &p.Enjeux
		case r.Type == TypeBonnePratique:
			liste = &p.BonnesPratiques
		case r.Type == TypeControle:
			liste = &p.Controles
		case frein:
			continue
		case r.IsImportant():
		case r.Type == TypeActeur:
			liste = &p.Acteurs
		case has(landmarks, r.Type):
			liste = &reperes
		}
		*liste = append(*liste, r)
	}
	n = min(n, len(avis))
	p.Avis, p.Reste = avis[:n], g.fold(append(avis[n:], reperes...))
	if len(s.Freins) > 0 && s.Etat != parcours.Sorti && s.Etat != parcours.SansSuite {
		p.Freins = g.Freins(s)
		for _, f := range p.Freins {
			settledLast(f.Solutions, decisions)
			settledLast(f.Outils, decisions)
		}
	}
	p.Appeler = g.WhoToCall(s)
	return p
}
