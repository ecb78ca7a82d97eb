package site

import (
	"fmt"
	"strings"

	"parcours/internal/guide"
	"parcours/internal/parcours"
	"parcours/web/pages"
)

// showGuide is the path of the eleven étapes, or what a search found.
func (s *Site) showGuide(c *Requete) error {
	g := s.app.Guide()
	if g == nil {
		return parcours.NotFound("Guide")
	}
	p := pages.GuideAccueil{Etapes: g.Etapes(), Q: strings.TrimSpace(c.Query("q"))}
	if p.Q != "" {
		p.Resultats = g.Search(p.Q)
		p.Resultats = p.Resultats[:min(len(p.Resultats), 40)]
	}
	return c.Page(200, "Guide", pages.Guide(p))
}

// parties are the kinds of items of an étape, in the order in which they help.
var parties = []struct {
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
	{"Financements", false, []string{guide.TypeFinancement, guide.TypeDispositif}},
	{"Après une interruption", false, []string{guide.TypeSolutionSortie}},
	{"Situations à la sortie", false, []string{guide.TypeSituation}},
	{"Effets à long terme", false, []string{guide.TypeImpact}},
	{"Acteurs et ressources", false, []string{guide.TypeActeur, guide.TypeReseau, guide.TypeRessource, guide.TypeChiffre, guide.TypeRubrique}},
	{"Sigles", false, []string{guide.TypeGlossaire}},
}

// enClair is how many items of a kind are read without unfolding anything.
const enClair = 8

// foldItems folds a long list: each frein over its solutions, the rest kind by
// kind.
func foldItems(items []*guide.Item) []pages.GuideRepli {
	var replis []pages.GuideRepli
	place := map[string]int{}
	under := func(cle string, r pages.GuideRepli) *pages.GuideRepli {
		i, ok := place[cle]
		if !ok {
			i = len(replis)
			place[cle] = i
			replis = append(replis, r)
		}
		return &replis[i]
	}
	for _, it := range items {
		if it.Type == guide.TypeFrein {
			under(freinKey(it.Codes, it), pages.GuideRepli{ID: it.ID, Titre: it.Titre, Texte: it.Texte})
		}
	}
	for _, it := range items {
		switch it.Type {
		case guide.TypeFrein:
		case guide.TypeSolution:
			r := under(freinKey(it.Criteres.Freins, it), pages.GuideRepli{Titre: "Autres solutions"})
			r.Items = append(r.Items, it)
		default:
			r := under(it.Type, pages.GuideRepli{Titre: it.TypeLibelle()})
			r.Items = append(r.Items, it)
		}
	}
	for i, r := range replis {
		replis[i].Titre = fmt.Sprintf("%s (%d)", r.Titre, len(r.Items))
	}
	return replis
}

// freinKey is the frein that an item is about.
func freinKey(codes []string, it *guide.Item) string {
	if len(codes) == 0 {
		return it.ID
	}
	return codes[0]
}

// showGuideEtape is one étape of the guide.
func (s *Site) showGuideEtape(c *Requete) error {
	g := s.app.Guide()
	if g == nil {
		return parcours.NotFound("Guide")
	}
	e, ok := g.FindEtape(c.Param("etape"))
	if !ok {
		return parcours.NotFound("Étape")
	}
	p := pages.GuideEtape{Etape: e, Contacts: e.ByType(guide.TypeContact), Aujourdhui: c.Aujourdhui()}
	for _, x := range parties {
		if items := e.ByType(x.types...); len(items) > 0 {
			partie := pages.GuidePartie{Titre: x.titre, Items: items, Verifs: x.verifs}
			if !x.verifs && len(items) > enClair {
				partie.Replis = foldItems(items)
			}
			p.Parties = append(p.Parties, partie)
		}
	}
	etapes := g.Etapes()
	if i := e.Rang - 1; i >= 0 {
		if i > 0 {
			p.Precedente = &etapes[i-1]
		}
		if i+1 < len(etapes) {
			p.Suivante = &etapes[i+1]
		}
	}
	return c.Page(200, e.Titre, pages.GuideEtapePage(p))
}
