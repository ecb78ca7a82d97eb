package site

import (
	"net/http"

	"parcours.example/internal/app"
	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
	"parcours.example/web/pages"
)

var _ = declare(
	get("/aujourdhui", parcours.ActionLogSuivi, (*Site).showAujourdhui),
)

const (
	sansNouvelleJours = 30
	sansNouvelleVues  = 8
)

// showAujourdhui lists whom to contact: a CIP's own people, or everybody.
func (s *Site) showAujourdhui(c *Request) error {
	tous := c.Query("qui") == "tous" || c.Query("qui") == "" && c.Qui.Role != parcours.Cip
	dus, err := s.app.ListRappels(c.Ctx(), c.Qui, tous)
	if err != nil {
		return err
	}
	p := pages.AujourdhuiPage{
		Jour: c.Aujourdhui(), Personnes: dus.CountPersonnes(), Adresse: c.Adresse(), IsTous: tous,
		EnRetard: rappelLignes(dus.Guide, dus.EnRetard), CeJour: rappelLignes(dus.Guide, dus.Aujourdhui),
		Semaine: rappelLignes(dus.Guide, dus.CetteSemaine),
		Portees: []composants.Puce{
			{Libelle: "Mes salariés", URL: "/aujourdhui?qui=moi", Active: !tous},
			{Libelle: "Toute la structure", URL: "/aujourdhui?qui=tous", Active: tous},
		},
	}
	if err := s.listSilences(c, tous, &p); err != nil {
		return err
	}
	if p.Decisions, err = s.listDecisions(c); err != nil {
		return err
	}
	return c.Page(http.StatusOK, "Aujourd'hui", pages.Aujourdhui(p))
}

// listDecisions lists what waits for this person's word: nothing, for most.
func (s *Site) listDecisions(c *Request) ([]parcours.Decision, error) {
	if !c.Can(parcours.ActionAgreeFondsPropre) {
		return nil, nil
	}
	return s.app.ListDecisions(c.Ctx(), c.Qui)
}

// listSilences lists the parcours under way that nobody spoke of for a month
// and that nobody plans to speak of: the first ones, and how many there are.
func (s *Site) listSilences(c *Request, tous bool, p *pages.AujourdhuiPage) error {
	filtre := app.FiltreParcours{
		SansSuivi: sansNouvelleJours, SansRappel: true, Tri: "suivi", ParPage: sansNouvelleVues,
	}
	p.PlusSansNouvelle = "/parcours?sans_suivi=30&vue=tous"
	if !tous {
		filtre.CipID, p.PlusSansNouvelle = c.Qui.UtilisateurID, "/parcours?sans_suivi=30&vue=mes"
	}
	page, err := s.app.ListParcours(c.Ctx(), c.Qui, filtre)
	if err != nil {
		return err
	}
	p.TotalSansNouvelle, p.SansNouvelle = page.Total, page.Lignes
	return nil
}

func rappelLignes(g *guide.Guide, dus []parcours.Rappel) []pages.RappelLigne {
	lignes := make([]pages.RappelLigne, len(dus))
	for i, r := range dus {
		l := pages.RappelLigne{Rappel: r, Appeler: r.Salarie}
		pourquoi := parcours.Excerpt(r.DernierTexte, 120)
		if len(r.Impacts) > 0 {
			pourquoi = pages.ImpactANoter(r.Impacts)
		}
		if r.Item != "" {
			pourquoi = planned(&l, g, r)
		}
		l.Pourquoi = r.Intitule + " : " + pourquoi
		lignes[i] = l
	}
	return lignes
}

// planned tells an advice of the guide that was planned: what to do, and whom
// to call about it, who is not the salarié.
func planned(l *pages.RappelLigne, g *guide.Guide, r parcours.Rappel) string {
	l.Telephone, l.Appeler = "", ""
	pourquoi := "conseil prévu"
	if it, ok := g.Find(r.Item); ok {
		pourquoi = it.Titre
	}
	it, ok := g.Find(r.Contact)
	if !ok || it.Contact == nil {
		return pourquoi
	}
	l.Appeler = pages.NomContact(it)
	if len(it.Contact.Tel) > 0 {
		l.Telephone = it.Contact.Tel[0]
	}
	if r.Contact == r.Item {
		return "appeler " + l.Appeler
	}
	return pourquoi + " · " + l.Appeler
}
