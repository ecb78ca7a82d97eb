package site

import (
	"net/http"
	"net/url"
	"strings"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
	"parcours.example/web/pages"
)

var _ = declare(
	getGuide("/guide", (*Site).showGuide),
	getGuide("/guide/sigles", (*Site).showSigles),
)

// getGuide declares a page of the guide, as the structure of this person reads it.
func getGuide(chemin string, h func(*Site, *Request, *guide.Guide) error) route {
	r := get(chemin, parcours.ActionReadGuide, func(s *Site, c *Request) error {
		g, err := s.guideOf(c)
		if err != nil {
			return err
		}
		return h(s, c, g)
	})
	r.Nom = nameOf(h)
	return r
}

// guideOf is the guide as the structure of this person reads it.
func (s *Site) guideOf(c *Request) (*guide.Guide, error) { return s.app.GuideFor(c.Ctx(), c.Qui) }

// siglesOf lists the acronyms that every page explains: those of the region.
func siglesOf(g *guide.Guide) *composants.Sigles {
	if g == nil { // a program that only lists its routes
		return nil
	}
	var sigles []composants.Sigle
	for _, it := range g.Glossaire() {
		sigles = append(sigles, composants.Sigle{Mot: it.Titre, Sens: strings.TrimSuffix(it.Texte, ".")})
	}
	return composants.NewSigles(sigles)
}

// structure is what the guide may know of the structure, whatever the parcours.
func (c *Request) structure() guide.Situation { return guide.SituationOf(&c.Moi.Siae, c.Aujourdhui()) }

// showGuide is the path of the eleven étapes, or what a search found.
func (s *Site) showGuide(c *Request, g *guide.Guide) error {
	p := pages.GuidePage{
		Etapes: g.Etapes(), Annexe: g.Annexe(), Edition: g.Edition(), Q: strings.TrimSpace(c.Query("q")),
		Contacts: len(g.Contacts(guide.Filtre{})), Sigles: len(g.Glossaire()),
	}
	if p.Q == "" {
		return c.Page(http.StatusOK, "Guide", pages.Guide(p))
	}
	p.Reponses = answer(c, g, p.Q)
	return c.Page(http.StatusOK, "Guide : "+p.Q, pages.Guide(p))
}

// reponsesMax is how many answers a page holds: « formation » finds half of the guide.
const reponsesMax = 100

// answer sorts what a search found: by étape, the best answered first, and in
// each what concerns this structure before the rest.
func answer(c *Request, g *guide.Guide, q string) pages.GuideReponses {
	resultats, genre := g.Search(q), c.Query("type")
	reponses := pages.GuideReponses{Total: len(resultats), Q: q, CanSignaler: c.Can(parcours.ActionEditGuide)}
	if len(resultats) == 0 {
		reponses.Propose = g.Suggest(q)
	}
	nombres := map[string]int{"": len(resultats)}
	for _, r := range resultats {
		nombres[r.Type]++
	}
	reponses.Types = pucesType(c.Request.URL.Query(), genre, nombres)
	choisis, _ := split(resultats, func(r guide.Resultat) bool { return genre == "" || r.Type == genre })
	if len(choisis) > reponsesMax {
		choisis, reponses.IsTronque = choisis[:reponsesMax], true
	}
	chez := c.structure()
	etapeOf := func(r guide.Resultat) string { return pages.EtapeOf(r.Item) }
	for _, groupe := range groupBy(choisis, etapeOf) {
		e, _ := g.FindEtape(etapeOf(groupe[0]))
		ici, ailleurs := split(groupe, func(r guide.Resultat) bool { return r.Suits(chez) && !r.IsExpired(chez.Date) })
		reponses.Groupes = append(reponses.Groupes, pages.GuideGroupe{Etape: e, Ici: ici, Ailleurs: ailleurs})
	}
	return reponses
}

// split parts a list in two, order kept.
func split[T any](liste []T, oui func(T) bool) (ceux, autres []T) {
	for _, x := range liste {
		if oui(x) {
			ceux = append(ceux, x)
		} else {
			autres = append(autres, x)
		}
	}
	return ceux, autres
}

// groupBy gathers what has the same key, the first seen first.
func groupBy[T any](liste []T, cle func(T) string) [][]T {
	var groupes [][]T
	place := map[string]int{}
	for _, x := range liste {
		i, ok := place[cle(x)]
		if !ok {
			i = len(groupes)
			place[cle(x)] = i
			groupes = append(groupes, nil)
		}
		groupes[i] = append(groupes[i], x)
	}
	return groupes
}

// pucesType are the kinds of items found, in the order of the guide's types.
func pucesType(requete url.Values, genre string, nombres map[string]int) []composants.Puce {
	choix := []composants.Option{{Libelle: "Tout"}}
	for _, o := range pages.Options(guide.Types) {
		if nombres[o.Valeur] > 0 {
			choix = append(choix, o)
		}
	}
	if len(choix) < 3 {
		return nil // one kind: nothing to choose
	}
	return composants.Adresse{Chemin: "/guide", Requete: requete}.Puces("type", genre, nombres, choix...)
}

// showSigles is the glossary.
func (s *Site) showSigles(c *Request, g *guide.Guide) error {
	return c.Page(http.StatusOK, "Sigles", pages.GuideSigles(g.Glossaire()))
}
