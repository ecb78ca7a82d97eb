package guide

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"

	"parcours.example/internal/parcours"
)

// Guide is the whole guide, read once and never changed: it may be shared.
type Guide struct {
	edition Edition
	items   []*Item // in the order of the guide
	parID   map[string]*Item
	etapes  []Etape
	annexe  Etape
	// conseils are the items that For may return, contacts the directory.
	conseils []*Item
	contacts []*Item
	// parFrein: the solutions and tools of each frein code.
	parFrein map[string][]*Item
	// reseaux of each contact: those of its criteria, and those that name it.
	reseaux map[string][]string
	// masques are the titles of what the SIAE hides: old files still name it.
	masques map[string]string
}

// Etape is one of the eleven parts of the guide, with all that it holds.
type Etape struct {
	*Item
	Rang  int // 1 to 11
	Items []*Item
}

// Etats lists the states in which the étape is read; none for the first one, which belongs to the structure.
func (e Etape) Etats() []string { return e.Criteres.Etats }

// ByType keeps the items of some types, in the order of the guide.
func (e Etape) ByType(types ...string) []*Item {
	return filter(e.Items, func(it *Item) bool { return has(types, it.Type) })
}

// Edition tells which state of the whole guide this is.
func (g *Guide) Edition() Edition { return g.edition }

// Etapes lists the eleven étapes in order.
func (g *Guide) Etapes() []Etape { return g.etapes }

// Annexe holds what follows the étapes: glossary, contacts, catalogues.
func (g *Guide) Annexe() Etape { return g.annexe }

// FindEtape gives an étape by its id, the annexes included.
func (g *Guide) FindEtape(id string) (Etape, bool) {
	for _, e := range g.etapes {
		if e.ID == id {
			return e, true
		}
	}
	return g.annexe, id == Annexe && g.annexe.Item != nil
}

// Find gives an item by its id.
func (g *Guide) Find(id string) (*Item, bool) {
	it, ok := g.parID[id]
	return it, ok
}

// Titre names an item for a file that noted its id: what the SIAE has hidden since keeps its name there. "" for one
// that left the guide.
func (g *Guide) Titre(id string) string {
	if it, ok := g.parID[id]; ok {
		return it.Titre
	}
	return g.masques[id]
}

// Dire says a planned advice in one line: what to do, and whom to call, with the number.
func (g *Guide) Dire(item, contact string) (texte, telephone string) {
	titre := g.Titre(item)
	if titre == "" {
		titre = "conseil prévu"
	}
	it, ok := g.Find(contact)
	if !ok || it.Contact == nil {
		return titre, ""
	}
	if len(it.Contact.Tel) > 0 {
		telephone = it.Contact.Tel[0]
	}
	if item == contact {
		return "appeler " + it.NomContact(), telephone
	}
	return titre + " · " + it.NomContact(), telephone
}

// Items lists everything, in the order of the guide.
func (g *Guide) Items() []*Item { return g.items }

// ByType lists the items of some types, in the order of the guide.
func (g *Guide) ByType(types ...string) []*Item {
	return filter(g.items, func(it *Item) bool { return has(types, it.Type) })
}

// ByCode finds what the guide says of a value of a vocabulary, for instance ByCode(TypeSituation,
// "mise_a_disposition").
func (g *Guide) ByCode(typ, code string) []*Item {
	return filter(g.items, func(it *Item) bool { return it.Type == typ && has(it.Codes, code) })
}

// Glossaire lists the acronyms in alphabetical order.
func (g *Guide) Glossaire() []*Item {
	sigles := g.ByType(TypeGlossaire)
	slices.SortStableFunc(sigles, func(a, b *Item) int { return cmp.Compare(fold(a.Titre), fold(b.Titre)) })
	return sigles
}

// plage is a range of lines of the guide's text.
type plage struct{ de, a int }

// lastLigne is the length of the guide's text.
const lastLigne = 1271

// parseLignes reads "880" or "231-236, 786-793".
func parseLignes(s string) (plages []plage, ok bool) {
	for morceau := range strings.SplitSeq(s, ",") {
		debut, fin, deux := strings.Cut(strings.TrimSpace(morceau), "-")
		if !deux {
			fin = debut
		}
		de, err := strconv.Atoi(debut)
		a, errFin := strconv.Atoi(fin)
		if errors.Join(err, errFin) != nil || de < 1 || a < de || a > lastLigne {
			return nil, false
		}
		plages = append(plages, plage{de, a})
	}
	return plages, true
}

// index builds the guide out of items that have been checked.
func index(items []*Item, e Edition) *Guide {
	g := &Guide{edition: e, items: items, parID: make(map[string]*Item, len(items)), parFrein: map[string][]*Item{},
		reseaux: map[string][]string{}}
	for _, it := range items {
		g.parID[it.ID] = it
	}
	slices.SortStableFunc(items, g.compare)
	divide(items)
	for i, it := range items {
		it.rang, it.priorite, it.codes = i, rangPriorite[it.Priorite], it.parCodes()
		if it.HorsGuide {
			it.rang += len(items) // after all that the guide says
		}
		it.source = g.sourceOf(it)
		it.contacts = make([]*Item, 0, len(it.Contacts))
		for _, id := range it.Contacts {
			if c, ok := g.parID[id]; ok { // a SIAE may have hidden it
				it.contacts = append(it.contacts, c)
				if it.Type == TypeReseau {
					g.reseaux[id] = append(g.reseaux[id], it.Codes...)
				}
			}
		}
		if it.recherche.tout == "" {
			it.recherche = g.haystackOf(it)
		}
		if !reference[it.Type] {
			g.conseils = append(g.conseils, it)
		}
		if it.Type == TypeContact {
			g.contacts = append(g.contacts, it)
			g.reseaux[it.ID] = append(g.reseaux[it.ID], it.Criteres.Reseaux...)
			continue
		}
		for _, code := range it.Criteres.Freins {
			g.parFrein[code] = append(g.parFrein[code], it)
		}
	}
	g.chapters()
	return g
}

// chapters gathers the items under their étape.
func (g *Guide) chapters() {
	place := map[string]int{}
	for _, it := range g.items {
		switch {
		case it.ID == Annexe:
			g.annexe.Item = it
		case it.Type == TypeEtape:
			place[it.ID] = len(g.etapes)
			g.etapes = append(g.etapes, Etape{Item: it, Rang: len(g.etapes) + 1})
		}
	}
	for _, it := range g.items {
		e := &g.annexe
		if it.Etape != Annexe {
			e = &g.etapes[place[it.Etape]]
		}
		if it.Type != TypeEtape {
			e.Items = append(e.Items, it)
		}
	}
}

// compare is the order of the guide: étape, first line. Equal lines keep the order of the files.
func (g *Guide) compare(a, b *Item) int {
	if a.Etape != b.Etape {
		return g.parID[a.Etape].start() - g.parID[b.Etape].start()
	}
	return cmp.Or(count(b.Type == TypeEtape)-count(a.Type == TypeEtape), a.start()-b.start())
}

func (g *Guide) sourceOf(it *Item) string {
	if it.Local {
		return "Ajout de votre structure"
	}
	if it.HorsGuide {
		annee, _ := parseEdition(it.Edition)
		return "Hors guide, ajouté en " + strconv.Itoa(annee)
	}
	return "Guide " + it.Edition + ", " + g.Titre(it.Etape) + ", l. " + it.Lignes
}

// IsExpired tells that the item is past its validity. It is kept for reading.
func (it *Item) IsExpired(d parcours.Date) bool {
	return !it.Criteres.au.IsZero() && d.After(it.Criteres.au)
}

// AgeMois is how many whole months have passed since the edition. An edition known by its year alone counts from the
// end of that year, so that the age is never overstated.
func (it *Item) AgeMois(d parcours.Date) int {
	annee, mois := parseEdition(it.Edition)
	return max((d.Year()-annee)*12+int(d.Time().Month())-mois, 0)
}

// Age says the edition and how old it is.
func (it *Item) Age(d parcours.Date) string {
	if it.Edition == "" {
		return "sans date" // an addition of the SIAE
	}
	mot := "édition "
	if it.HorsGuide {
		mot = "texte de "
	}
	age := ""
	switch mois := it.AgeMois(d); {
	case d.IsZero():
	case mois < 12:
		age = ", moins d'un an"
	case mois < 24:
		age = ", plus d'un an"
	default:
		age = ", plus de " + strconv.Itoa(mois/12) + " ans"
	}
	return mot + it.Edition + age
}

// parseEdition reads "2023" or "2026-09"; checked at load.
func parseEdition(s string) (annee, mois int) {
	a, m, _ := strings.Cut(s, "-")
	annee, _ = strconv.Atoi(a)
	mois, _ = strconv.Atoi(m)
	return annee, cmp.Or(mois, 12)
}
