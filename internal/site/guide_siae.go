package site

import (
	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
	"parcours.example/web/pages"
)

var _ = declare(
	get("/structure/guide", parcours.ActionReadGuide, (*Site).showGuideSiae),
	post("/structure/guide/ajouts/:ajout/retrait", parcours.ActionEditGuide, (*Site).retireAjout),
	phrase{"ajout_retire", "L'ajout est retiré de votre guide."},
)

const guideSiaeURL = "/structure/guide"

// ongletsSiae are the pages about the SIAE that the role may open.
func (c *Request) ongletsSiae(actif string) []composants.Onglet {
	var onglets []composants.Onglet
	for _, o := range []struct {
		libelle, url string
		action       parcours.Action
	}{
		{"Structure", "/structure", parcours.ActionReadSiae},
		{"Notre guide", guideSiaeURL, parcours.ActionReadGuide},
		{"Organismes", "/organismes", parcours.ActionReadOrganismes},
		{"Groupes", "/groupes", parcours.ActionReadGroupes},
		{"Territoire", territoireURL, parcours.ActionReadGuide},
		{"Fraîcheur", "/structure/fraicheur", parcours.ActionReadFraicheur},
	} {
		if c.Can(o.action) {
			onglets = append(onglets, composants.Onglet{Libelle: o.libelle, URL: o.url, Actif: o.url == actif})
		}
	}
	return onglets
}

// showGuideSiae is what the SIAE added to the guide, put right or hid.
func (s *Site) showGuideSiae(c *Request) error {
	l, err := s.app.ListGuideSiae(c.Ctx(), c.Qui)
	if err != nil {
		return err
	}
	p := pages.GuideSiaePage{
		Onglets: c.ongletsSiae(guideSiaeURL), CanModifier: c.Can(parcours.ActionEditGuide),
		Retires: s.pageAjouts(c, l.Retires), Signalements: l.Signalements,
	}
	p.Contacts, p.Ajouts = split(s.pageAjouts(c, l.Ajouts), func(a pages.GuideAjout) bool { return a.Type == guide.TypeContact })
	return c.Page(200, "Notre guide", pages.GuideSiae(p))
}

func (s *Site) pageAjouts(c *Request, lus []guide.AjoutLu) []pages.GuideAjout {
	var ajouts []pages.GuideAjout
	for _, x := range lus {
		ajout := pages.GuideAjout{AjoutLu: x, IsDepasse: x.IsExpired(c.Aujourdhui()), Conditions: conditionsOf(&x.Criteres)}
		if e, ok := s.app.GuideRegional().FindEtape(x.Etape); ok {
			ajout.Etape = e.Titre
		}
		ajouts = append(ajouts, ajout)
	}
	return ajouts
}

// retireAjout takes an addition out of the guide.
func (s *Site) retireAjout(c *Request) error {
	if err := s.app.RetireAjout(c.Ctx(), c.Qui, c.ID("ajout")); err != nil {
		return err
	}
	return c.Redirect(guideSiaeURL, "ajout_retire")
}
