package guide

import (
	"slices"
	"sort"

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

// For lists what helps in a Situation, in the order of sortAdvice.
func (g *Guide) For(s Situation) []Recommandation {
	choix := make([]Recommandation, 0, 64)
	for _, it := range g.conseils {
		if r, ok := it.advise(&s); ok {
			choix = append(choix, r)
		}
	}
	sortAdvice(choix)
	return choix
}

// Advise is For in a parcours where some advice was decided on: what is settled
// steps back behind the rest. A checklist keeps its order, ticked or not.
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
	sort.SliceStable(avis, func(i, j int) bool { return !avis[i].IsSettled() && avis[j].IsSettled() })
}

// sortAdvice: what blocks first, then what is most specific to the person, then
// what matters, then what is most specific to the structure, then the order of
// the guide. Why what matters stands in between:
// docs/decisions/0013-ordre-des-conseils.md.
func sortAdvice(choix []Recommandation) {
	sort.SliceStable(choix, func(i, j int) bool {
		a, b := &choix[i], &choix[j]
		if a.IsBloquant() != b.IsBloquant() {
			return a.IsBloquant()
		}
		if p, q := a.poids[deLaPersonne], b.poids[deLaPersonne]; p != q {
			return p > q
		}
		if a.priorite != b.priorite {
			return a.priorite < b.priorite
		}
		if p, q := a.poids[deLaStructure], b.poids[deLaStructure]; p != q {
			return p > q
		}
		return a.rang < b.rang
	})
}

func (it *Item) advise(s *Situation) (Recommandation, bool) {
	pourquoi, poids, ok := it.Criteres.match(s)
	if !ok {
		return Recommandation{}, false
	}
	pourquoi = it.claim(s, pourquoi, &poids)
	r := Recommandation{Item: it, Pourquoi: pourquoi, Age: it.Age(s.Date), poids: poids}
	if len(it.contacts) > 0 {
		r.Contacts = nearest(it.contacts, s)
	}
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
		r := FreinSolutions{Code: code, Libelle: freins.Libelle(code), Freins: g.ByCode(TypeFrein, code)}
		for _, avis := range g.answers(code, s) {
			if avis.Type == TypeSolution {
				r.Solutions = append(r.Solutions, avis)
			} else {
				r.Outils = append(r.Outils, avis)
			}
		}
		reponses = append(reponses, r)
	}
	return reponses
}

// Solutions lists the solutions to one frein that hold for this territory and this structure, whatever the state: a
// frein is lifted all along the way.
func (g *Guide) Solutions(code string, s Situation) []Recommandation {
	return ByType(g.answers(code, s), TypeSolution)
}

func (g *Guide) answers(code string, s Situation) []Recommandation {
	s.Freins = []string{code}
	var choix []Recommandation
	for _, it := range g.parFrein[code] {
		if r, ok := it.adviseAnyState(s); ok {
			choix = append(choix, r)
		}
	}
	sortAdvice(choix)
	return choix
}

// adviseAnyState puts the item in one of its own states, so that only the other criteria count.
func (it *Item) adviseAnyState(s Situation) (Recommandation, bool) {
	if e := it.Criteres.Etats; len(e) > 0 && !has(e, string(s.Etat)) {
		s.Etat = parcours.Etat(e[0])
		r, ok := it.advise(&s)
		if ok {
			r.Pourquoi = r.Pourquoi[1:] // the state was ours, not the person's
		}
		return r, ok
	}
	return it.advise(&s)
}

// Groupe is the advice of one étape, folded under it.
type Groupe struct {
	Etape Etape
	Avis  []Recommandation
}

// fold puts advice under its étape, in the order of the guide.
func (g *Guide) fold(avis []Recommandation) []Groupe {
	var reste []Groupe
	place := map[string]int{}
	for _, r := range avis {
		i, ok := place[r.Etape]
		if !ok {
			e, _ := g.FindEtape(r.Etape)
			i = len(reste)
			place[r.Etape] = i
			reste = append(reste, Groupe{Etape: e})
		}
		reste[i].Avis = append(reste[i].Avis, r)
	}
	sort.SliceStable(reste, func(i, j int) bool { return reste[i].Etape.start() < reste[j].Etape.start() })
	return reste
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

// Panel sorts out what helps in a Situation, with at most n pieces of advice in
// sight. What answers a frein stands under that frein, not among the advice.
// What is settled steps back: behind the rest of its frein, or among what was
// dealt with.
func (g *Guide) Panel(s Situation, n int, decisions []parcours.Conseil) Panneau {
	var p Panneau
	var avis, reperes []Recommandation
	for _, r := range g.Advise(s, decisions) {
		switch {
		case r.IsSettled() && len(r.Criteres.Freins) == 0:
			p.Traites = append(p.Traites, r)
		case r.IsBloquant():
			avis = append(avis, r)
		case r.Type == TypeEnjeu:
			p.Enjeux = append(p.Enjeux, r)
		case r.Type == TypeBonnePratique:
			p.BonnesPratiques = append(p.BonnesPratiques, r)
		case r.Type == TypeControle:
			p.Controles = append(p.Controles, r)
		case len(r.Criteres.Freins) > 0:
		case r.IsImportant():
			avis = append(avis, r)
		case r.Type == TypeActeur:
			p.Acteurs = append(p.Acteurs, r)
		case has(landmarks, r.Type):
			reperes = append(reperes, r)
		default:
			avis = append(avis, r)
		}
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

// ByType keeps the advice of some types, in the order given.
func ByType(avis []Recommandation, types ...string) []Recommandation {
	return filter(avis, func(r Recommandation) bool { return has(types, r.Type) })
}
