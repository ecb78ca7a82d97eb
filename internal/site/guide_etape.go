package site

import (
	"fmt"
	"slices"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
	"parcours.example/web/pages"
)

var _ = declare(
	get("/guide/:etape", parcours.ActionReadGuide, (*Site).showGuideEtape),
)

// rubriquesGuide are the kinds of items of an étape, in the order in which they
// help.
var rubriquesGuide = []struct {
	titre  string
	verifs bool
	types  []string
}{
	{"Que faire", false, []string{guide.TypeConseil, guide.TypeEtapes, guide.TypeCas}},
	{"À vérifier", true, []string{guide.TypeControle}},
	{"Enjeux", false, []string{guide.TypeEnjeu}},
	{"Bonnes pratiques", false, []string{guide.TypeBonnePratique}},
	{"D'où vient le besoin", false, []string{guide.TypeOrigine}},
	{"Freins et solutions", false, []string{guide.TypeFrein, guide.TypeSolution}},
	{"Types et lieux de formation", false, []string{guide.TypeTypeFormation, guide.TypeLieu}},
	{"Financements", false, []string{guide.TypeFinancement}},
	{"Dispositifs", false, []string{guide.TypeDispositif}},
	{"Après une interruption", false, []string{guide.TypeSolutionSortie}},
	{"Situations à la sortie", false, []string{guide.TypeSituation}},
	{"Effets à long terme", false, []string{guide.TypeImpact}},
	{"Ressources", false, []string{guide.TypeRessource, guide.TypeChiffre}},
	{"Acteurs et réseaux", false, []string{guide.TypeActeur, guide.TypeReseau}},
}

// contactsEnVue is how many people an étape names before the directory.
const contactsEnVue = 6

// showGuideEtape is one étape of the guide, on one page.
func (s *Site) showGuideEtape(c *Request) error {
	g, err := s.guideOf(c)
	if err != nil {
		return err
	}
	e, ok := g.FindEtape(c.Param("etape"))
	if !ok {
		return parcours.NotFound("Étape")
	}
	p := pages.GuideEtapePage{Etape: e, Etapes: g.Etapes(), Chez: c.structure(), CanSignaler: c.Can(parcours.ActionEditGuide), Hdf: parcours.DepartementsHdf.Has(c.Moi.Siae.Departement)}
	en, finis := split(e.Items, func(it *guide.Item) bool { return !it.IsExpired(c.Aujourdhui()) })
	p.Finis = finis
	lisible := guide.Etape{Item: e.Item, Rang: e.Rang, Items: en}
	parties, reste := lisible.Parties()
	p.Rubriques = s.gather(reste, p.Chez)
	for i, part := range parties {
		p.Parties = append(p.Parties, s.part(g, i+1, part, p.Chez))
	}
	p.Appeler = s.toCall(g, e, p.Chez)
	return c.Page(200, e.Titre, pages.GuideEtape(p))
}

// gather sorts items kind by kind; people stand apart.
func (s *Site) gather(items []*guide.Item, chez guide.Situation) []pages.GuideRubrique {
	var rubriques []pages.GuideRubrique
	for _, x := range rubriquesGuide {
		r := pages.GuideRubrique{Titre: x.titre, Verifs: x.verifs}
		choix, _ := split(items, func(it *guide.Item) bool { return slices.Contains(x.types, it.Type) })
		if len(choix) == 0 {
			continue
		}
		r.Freins, choix = foldFreins(choix)
		r.Ici, r.Ailleurs = split(choix, func(it *guide.Item) bool { return it.Suits(chez) })
		rubriques = append(rubriques, r)
	}
	return rubriques
}

// part is one of the sixteen parts of « Identification », in the order of the
// guide. Its people are read in the directory when they are many.
func (s *Site) part(g *guide.Guide, rang int, part guide.Partie, chez guide.Situation) pages.GuideRubrique {
	r := pages.GuideRubrique{ID: part.ID, Titre: fmt.Sprintf("%d. %s", rang, part.Titre), Texte: part.Texte, Source: part.Source(), Numerote: true}
	items, gens := split(part.Items, func(it *guide.Item) bool { return it.Type != guide.TypeContact })
	r.Freins, items = foldFreins(items)
	r.Ici, r.Ailleurs = split(items, func(it *guide.Item) bool { return it.Suits(chez) })
	for _, it := range gens {
		if len(it.Criteres.Opcos) == 0 || slices.Contains(it.Criteres.Opcos, chez.Opco) && it.Suits(chez) {
			r.Gens = append(r.Gens, it)
		}
	}
	r.AutresGens = len(gens) - len(r.Gens)
	return r
}

// foldFreins puts each solution under its frein, and gives what is neither.
func foldFreins(items []*guide.Item) (freins []pages.GuideFrein, reste []*guide.Item) {
	place := map[string]int{}
	for _, it := range items {
		if it.Type == guide.TypeFrein {
			freins = append(freins, pages.GuideFrein{Item: it})
			place[it.ID] = len(freins) - 1
		}
	}
	for _, it := range items {
		switch {
		case it.Type == guide.TypeFrein:
		case it.Type != guide.TypeSolution || len(freins) == 0:
			reste = append(reste, it)
		default:
			i := rowOf(freins, it)
			if i < 0 {
				reste = append(reste, it)
				continue
			}
			freins[i].Solutions = append(freins[i].Solutions, it)
		}
	}
	return freins, reste
}

// rowOf finds the row of the guide's table that a solution answers: the last
// one printed before it, among those of its frein.
func rowOf(freins []pages.GuideFrein, solution *guide.Item) int {
	choix := -1
	for i, f := range freins {
		for _, code := range f.Codes {
			if slices.Contains(solution.Criteres.Freins, code) && (choix < 0 || !solution.Precedes(f.Item)) {
				choix = i
			}
		}
	}
	return choix
}

// toCall lists the people whom this structure may call at an étape: those that
// the étape prints or names, then those for the states in which it is read.
// Without an OPCO nobody knows which adviser it is.
func (s *Site) toCall(g *guide.Guide, e guide.Etape, chez guide.Situation) []*guide.Item {
	var gens []*guide.Item
	add := func(its ...*guide.Item) {
		for _, it := range its {
			if it.Suits(chez) && !slices.Contains(gens, it) && (chez.Opco != "" || len(it.Criteres.Opcos) == 0) {
				gens = append(gens, it)
			}
		}
	}
	add(e.ByType(guide.TypeContact)...)
	for _, it := range e.Items {
		if it.Suits(chez) && !it.IsExpired(chez.Date) {
			add(it.Appeler()...)
		}
	}
	la := chez
	for _, etat := range e.Etats() {
		la.Etat = parcours.Etat(etat)
		for _, r := range g.WhoToCall(la) {
			add(r.Item)
		}
	}
	f := guide.Filtre{Opco: chez.Opco, Departement: chez.Departement}
	closeness := func(it *guide.Item) int {
		n := g.Precision(it, f)
		if slices.ContainsFunc(it.Criteres.Territoires, func(t string) bool { return slices.Contains(chez.Territoires, t) }) {
			n += 2 // its own zone, before the whole département
		}
		return n
	}
	slices.SortStableFunc(gens, func(a, b *guide.Item) int { return closeness(b) - closeness(a) })
	return gens[:min(len(gens), contactsEnVue)]
}

// split parts a list in two, order kept.
func split(items []*guide.Item, oui func(*guide.Item) bool) (ceux, autres []*guide.Item) {
	for _, it := range items {
		if oui(it) {
			ceux = append(ceux, it)
		} else {
			autres = append(autres, it)
		}
	}
	return ceux, autres
}
