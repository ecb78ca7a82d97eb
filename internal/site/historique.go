package site

import (
	"net/http"

	"parcours.example/internal/app"
	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
	"parcours.example/web/pages"
)

var _ = declare(
	get("/parcours/:id/historique", parcours.ActionReadParcours, (*Site).showHistorique),
	get("/salaries/:id/historique", parcours.ActionReadSalarie, (*Site).showHistoriqueSalarie),
)

// showHistorique tells every change of a parcours.
func (s *Site) showHistorique(c *Request) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	h, err := s.app.ListHistorique(c.Ctx(), c.Qui, id)
	if err != nil {
		return err
	}
	g, err := s.guideOf(c)
	if err != nil {
		return err
	}
	return c.Page(http.StatusOK, "Historique", pages.Historique(historiqueVue(h, g, "Historique du parcours", "Parcours", WithRetour(parcoursURL(id), c.Retour("")))))
}

// showHistoriqueSalarie tells every change of a person's own file.
func (s *Site) showHistoriqueSalarie(c *Request) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	h, err := s.app.ListHistoriqueSalarie(c.Ctx(), c.Qui, id)
	if err != nil {
		return err
	}
	g, err := s.guideOf(c)
	if err != nil {
		return err
	}
	return c.Page(http.StatusOK, "Historique", pages.Historique(historiqueVue(h, g, "Historique du dossier", "Dossier", WithRetour(salarieURL(id), c.Retour("")))))
}

func historiqueVue(h *app.HistoriqueLu, g *guide.Guide, titre, retour, adresse string) pages.HistoriquePage {
	mots := parcours.Mots{Noms: h.Noms, Titres: func(item string) string { return pages.TitreGuide(g.Titre, item) }}
	return pages.HistoriquePage{Titre: titre + " : " + h.Sujet, Retour: retour, RetourURL: adresse, Lignes: h.Lignes, Mots: mots}
}
