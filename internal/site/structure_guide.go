package site

import (
	"slices"
	"strings"

	"parcours/internal/app"
	"parcours/internal/guide"
	"parcours/internal/parcours"
	"parcours/web/composants"
	"parcours/web/pages"
)

const guideSiaeURL = "/structure/guide"

// ongletsStructure are the pages about the SIAE that the role may open.
func (c *Requete) ongletsStructure(actif string) []composants.Onglet {
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
func (s *Site) showGuideSiae(c *Requete) error {
	l, err := s.app.ListGuideSiae(c.Ctx(), c.Qui)
	if err != nil {
		return err
	}
	p := pages.GuideSiae{Onglets: c.ongletsStructure(guideSiaeURL), CanModifier: c.Can(parcours.ActionEditGuide)}
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
		signale := pages.GuideSignale{ID: x.ID, Item: x.Item, Motif: x.Motif, Auteur: x.Auteur, Date: x.Date, Signalement: x.GuideSignalement, Regional: x.Regional}
		switch x.Genre {
		case "correction":
			p.Corriges = append(p.Corriges, signale)
		case "masque":
			p.Masques = append(p.Masques, signale)
		default:
			p.Perimes = append(p.Perimes, signale)
		}
	}
	return c.Page(200, "Notre guide", pages.GuideSiaePage(p))
}

func (s *Site) pageAjout(x app.AjoutLu, le parcours.Date) pages.GuideAjout {
	g := pages.GuideAjout{Item: x.Item, Numero: x.Numero, Auteur: x.Auteur, CreeLe: x.CreeLe, MajPar: x.MajPar, MajLe: x.MajLe,
		RetireLe: x.RetireLe, IsModifie: x.Version > 1, IsDepasse: x.IsExpired(le)}
	if e, ok := s.app.GuideRegional().FindEtape(x.Etape); ok {
		g.Etape = e.Titre
	}
	for _, k := range criteresAjout(&x.Criteres) {
		if len(*k.codes) == 0 {
			continue
		}
		var libelles []string
		for _, code := range *k.codes {
			libelles = append(libelles, k.liste.Libelle(code))
		}
		g.Conditions = append(g.Conditions, k.court+" : "+strings.Join(libelles, " · "))
	}
	return g
}

// critereAjout is a criterion as the form of an addition asks it.
type critereAjout struct {
	nom, libelle, court string
	liste               parcours.Liste
	codes               *[]string
}

// criteresAjout are the criteria of the form. Those on the structure itself
// (type, OPCO, headcount) are left out: an addition is read by one SIAE only.
func criteresAjout(c *guide.Criteres) []critereAjout {
	return []critereAjout{
		{"freins", "Freins auxquels cela répond", "frein", slices.Concat(parcours.Freins, parcours.FreinsGestion), &c.Freins},
		{"etats", "États du parcours", "état", etatsListe(), &c.Etats},
		{"types_formation", "Types de formation", "type de formation", parcours.TypesFormation, &c.TypesFormation},
		{"dispositifs", "Dispositifs au plan de financement", "dispositif", parcours.Dispositifs, &c.Dispositifs},
		{"origines", "Origines du besoin", "origine", parcours.Origines, &c.Origines},
		{"lieux", "Lieux de formation", "lieu", parcours.LieuxFormation, &c.Lieux},
		{"modalites", "Modalités", "modalité", parcours.Modalites, &c.Modalites},
		{"departements", "Départements", "département", parcours.DepartementsHdf, &c.Departements},
		{"roles", "Rôles", "rôle", parcours.Roles, &c.Roles},
	}
}

func etatsListe() parcours.Liste {
	var l parcours.Liste
	for _, e := range parcours.Etats {
		l = append(l, parcours.Terme{Code: string(e.Code), Libelle: e.Libelle})
	}
	return l
}

// retireAjout takes an addition out of the guide.
func (s *Site) retireAjout(c *Requete) error {
	id, err := c.ID("ajout")
	if err != nil {
		return err
	}
	if err := s.app.RetireAjout(c.Ctx(), c.Qui, id); err != nil {
		return err
	}
	return c.Redirect(guideSiaeURL, "ajout_retire")
}
