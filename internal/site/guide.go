package site

import (
	"net/url"
	"strings"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
	"parcours.example/web/pages"
)

var _ = declare(
	get("/guide", parcours.ActionReadGuide, (*Site).showGuide),
	get("/guide/sigles", parcours.ActionReadGuide, (*Site).showSigles),
)

// guideOf is the guide as the structure of this person reads it.
func (s *Site) guideOf(c *Request) (*guide.Guide, error) {
	g, err := s.app.GuideFor(c.Ctx(), c.Qui)
	if err == nil && g == nil {
		err = parcours.NotFound("Guide")
	}
	return g, err
}

// siglesOf lists the acronyms that the texts of every page explain: those of the
// region, read once at the start.
func siglesOf(g *guide.Guide) *composants.Sigles {
	if g == nil {
		return nil
	}
	var sigles []composants.Sigle
	for _, it := range g.Glossaire() {
		sigles = append(sigles, composants.Sigle{Mot: it.Titre, Sens: strings.TrimSuffix(it.Texte, ".")})
	}
	return composants.NewSigles(sigles)
}

// structure is what the guide may know of the structure, apart from any
// parcours.
func (c *Request) structure() guide.Situation {
	siae := c.Moi.Siae
	return guide.Situation{
		TypeSiae: siae.Type, Departement: siae.Departement, Effectif: siae.EffectifOpco, Opco: siae.Opco,
		Reseaux: siae.Reseaux, Territoires: siae.Territoires, Date: c.Aujourdhui(),
	}
}

// showGuide is the path of the eleven étapes, or what a search found.
func (s *Site) showGuide(c *Request) error {
	g, err := s.guideOf(c)
	if err != nil {
		return err
	}
	p := pages.GuidePage{Etapes: g.Etapes(), Annexe: g.Annexe(), Edition: g.Edition(), Q: strings.TrimSpace(c.Query("q")),
		Contacts: len(g.Contacts(guide.Filtre{})), Sigles: len(g.Glossaire())}
	if p.Q == "" {
		return c.Page(200, "Guide", pages.Guide(p))
	}
	p.Reponses = s.answer(c, g, p.Q)
	return c.Page(200, "Guide : "+p.Q, pages.Guide(p))
}

// reponsesMax is how many answers a page holds, the best ones: « formation »
// alone finds half of the guide.
const reponsesMax = 100

// answer sorts what a search found: by étape, the best answered first, and in
// each what concerns this structure before the rest.
func (s *Site) answer(c *Request, g *guide.Guide, q string) pages.GuideReponses {
	resultats := g.Search(q)
	reste := reponsesMax
	genre := c.Query("type")
	reponses := pages.GuideReponses{Total: len(resultats), Q: q, CanSignaler: c.Can(parcours.ActionEditGuide)}
	if len(resultats) == 0 {
		reponses.Propose = g.Suggest(q)
	}
	nombres := map[string]int{}
	place := map[string]int{}
	chez := c.structure()
	for _, r := range resultats {
		nombres[r.Type]++
		if genre != "" && r.Type != genre {
			continue
		}
		if reste--; reste < 0 {
			reponses.IsTronque = true
			continue
		}
		titre := pages.EtapeOf(r.Item)
		i, ok := place[titre]
		if !ok {
			i = len(reponses.Groupes)
			place[titre] = i
			e, _ := g.FindEtape(titre)
			reponses.Groupes = append(reponses.Groupes, pages.GuideGroupe{Etape: e})
		}
		gr := &reponses.Groupes[i]
		if r.Suits(chez) && !r.IsExpired(chez.Date) {
			gr.Ici = append(gr.Ici, r)
		} else {
			gr.Ailleurs = append(gr.Ailleurs, r)
		}
	}
	reponses.Types = pucesType(c.Request.URL.Query(), genre, nombres, reponses.Total)
	return reponses
}

// pucesType are the kinds of items found, in the order of the guide's types.
func pucesType(requete url.Values, genre string, nombres map[string]int, total int) []composants.Puce {
	adresse := composants.Adresse{Chemin: "/guide", Requete: requete}
	puces := []composants.Puce{{Libelle: "Tout", URL: adresse.With("type", ""), Active: genre == "", Nombre: total}}
	for _, t := range guide.Types {
		if n := nombres[t.Code]; n > 0 {
			puces = append(puces, composants.Puce{Libelle: t.Libelle, URL: adresse.With("type", t.Code), Active: genre == t.Code, Nombre: n})
		}
	}
	if len(puces) < 3 {
		return nil // one kind: nothing to choose
	}
	return puces
}

// showSigles is the glossary.
func (s *Site) showSigles(c *Request) error {
	g, err := s.guideOf(c)
	if err != nil {
		return err
	}
	return c.Page(200, "Sigles", pages.GuideSigles(g.Glossaire()))
}
