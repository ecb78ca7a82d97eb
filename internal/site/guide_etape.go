package site

import (
	"fmt"
	"net/http"
	"slices"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
	"parcours.example/web/pages"
)

var _ = declare(
	getGuide("/guide/:etape", (*Site).showGuideEtape),
)

// rubriquesGuide are the kinds of items of an étape, the most helpful first.
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
func (s *Site) showGuideEtape(c *Request, g *guide.Guide) error {
	e, ok := g.FindEtape(c.Param("etape"))
	if !ok {
		return parcours.NotFound("Étape")
	}
	chez := c.structure()
	en, finis := split(e.Items, func(it *guide.Item) bool { return !it.IsExpired(chez.Date) })
	lisible := guide.Etape{Item: e.Item, Rang: e.Rang, Items: en}
	parties, reste := lisible.Parties()
	p := pages.GuideEtapePage{
		Etape: e, Etapes: g.Etapes(), Chez: chez,
		Rubriques: gather(reste, chez), Finis: finis, Appeler: toCall(g, e, chez),
		CanSignaler: c.Can(parcours.ActionEditGuide), Hdf: parcours.DepartementsHdf.Has(c.Moi.Siae.Departement),
	}
	for i, x := range parties {
		p.Parties = append(p.Parties, part(i+1, x, chez))
	}
	return c.Page(http.StatusOK, e.Titre, pages.GuideEtape(p))
}

// gather sorts items kind by kind; people stand apart.
func gather(items []*guide.Item, chez guide.Situation) []pages.GuideRubrique {
	var rubriques []pages.GuideRubrique
	for _, x := range rubriquesGuide {
		choix, _ := split(items, func(it *guide.Item) bool { return slices.Contains(x.types, it.Type) })
		if len(choix) > 0 {
			r := pages.GuideRubrique{Titre: x.titre, Verifs: x.verifs}
			rubriques = append(rubriques, fill(r, choix, chez))
		}
	}
	return rubriques
}

// fill puts what concerns the structure before the rest, freins apart.
func fill(r pages.GuideRubrique, items []*guide.Item, chez guide.Situation) pages.GuideRubrique {
	r.Freins, items = foldFreins(items)
	r.Ici, r.Ailleurs = split(items, func(it *guide.Item) bool { return it.Suits(chez) })
	return r
}

// part is one of the sixteen parts of « Identification », in the order of the
// guide. Its people are read in the directory when they are many.
func part(rang int, x guide.Partie, chez guide.Situation) pages.GuideRubrique {
	items, gens := split(x.Items, func(it *guide.Item) bool { return it.Type != guide.TypeContact })
	r := fill(pages.GuideRubrique{
		ID: x.ID, Titre: fmt.Sprintf("%d. %s", rang, x.Titre), Texte: x.Texte, Source: x.Source(), Numerote: true,
	}, items, chez)
	r.Gens, _ = split(gens, func(it *guide.Item) bool {
		return len(it.Criteres.Opcos) == 0 || slices.Contains(it.Criteres.Opcos, chez.Opco) && it.Suits(chez)
	})
	r.AutresGens = len(gens) - len(r.Gens)
	return r
}

// foldFreins puts each solution under its frein, and gives what is neither.
func foldFreins(items []*guide.Item) (freins []pages.GuideFrein, reste []*guide.Item) {
	ceux, autres := split(items, func(it *guide.Item) bool { return it.Type == guide.TypeFrein })
	for _, it := range ceux {
		freins = append(freins, pages.GuideFrein{Item: it})
	}
	for _, it := range autres {
		if i := rowOf(freins, it); i >= 0 && it.Type == guide.TypeSolution {
			freins[i].Solutions = append(freins[i].Solutions, it)
		} else {
			reste = append(reste, it)
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
func toCall(g *guide.Guide, e guide.Etape, chez guide.Situation) []*guide.Item {
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
		for _, t := range it.Criteres.Territoires {
			if slices.Contains(chez.Territoires, t) {
				return n + 2 // its own zone, before the whole département
			}
		}
		return n
	}
	slices.SortStableFunc(gens, func(a, b *guide.Item) int { return closeness(b) - closeness(a) })
	return gens[:min(len(gens), contactsEnVue)]
}
