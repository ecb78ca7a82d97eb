package site

import (
	"parcours.example/internal/app"
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
	p := pages.GuideSiaePage{Onglets: c.ongletsSiae(guideSiaeURL), CanModifier: c.Can(parcours.ActionEditGuide)}
	for _, x := range l.Ajouts {
		ajout := s.pageAjout(x, c.Aujourdhui())
		if x.Type == guide.TypeContact {
			p.Contacts = append(p.Contacts, ajout)
		} else {
			p.Ajouts = append(p.Ajouts, ajout)
		}
	}
	for _, x := range l.Retires {
		p.Retires = append(p.Retires, s.pageAjout(x, c.Aujourdhui()))
	}
	for _, x := range l.Signalements {
		signale := pages.GuideSignale(x)
		switch x.Genre {
		case parcours.SignalementCorrection:
			p.Corriges = append(p.Corriges, signale)
		case parcours.SignalementMasque:
			p.Masques = append(p.Masques, signale)
		default:
			p.Perimes = append(p.Perimes, signale)
		}
	}
	return c.Page(200, "Notre guide", pages.GuideSiae(p))
}

func (s *Site) pageAjout(x app.AjoutLu, le parcours.Date) pages.GuideAjout {
	g := pages.GuideAjout{
		Item: x.Item, Numero: x.Numero, Auteur: x.Auteur, CreeLe: x.CreeLe, MajPar: x.MajPar, MajLe: x.MajLe,
		RetireLe: x.RetireLe, IsModifie: x.Version > 1, IsDepasse: x.IsExpired(le),
		Conditions: conditionsOf(&x.Criteres),
	}
	if e, ok := s.app.GuideRegional().FindEtape(x.Etape); ok {
		g.Etape = e.Titre
	}
	return g
}

// retireAjout takes an addition out of the guide.
func (s *Site) retireAjout(c *Request) error {
	if err := s.app.RetireAjout(c.Ctx(), c.Qui, c.ID("ajout")); err != nil {
		return err
	}
	return c.Redirect(guideSiaeURL, "ajout_retire")
}
