package site

import (
	"context"
	"net/http"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
	"parcours.example/web/pages"
)

var _ = declare(
	get("/parcours/:id/historique", parcours.ActionReadParcours, (*Site).showHistorique),
	get("/salaries/:id/historique", parcours.ActionReadSalarie, (*Site).showHistoriqueSalarie),
	get("/organismes/:id/historique", parcours.ActionReadOrganismes, (*Site).showHistoriqueOrganisme),
	get("/groupes/:id/historique", parcours.ActionReadGroupes, (*Site).showHistoriqueGroupe),
)

// showHistorique tells every change of a parcours.
func (s *Site) showHistorique(c *Request) error {
	return s.showChanges(c, s.app.ListHistorique, "Historique du parcours", "Parcours")
}

// showHistoriqueSalarie tells every change of a person's own file.
func (s *Site) showHistoriqueSalarie(c *Request) error {
	return s.showChanges(c, s.app.ListHistoriqueSalarie, "Historique du dossier", "Dossier")
}

// showHistoriqueOrganisme tells every change of a training centre.
func (s *Site) showHistoriqueOrganisme(c *Request) error {
	return s.showChanges(c, s.app.ListHistoriqueOrganisme, "Historique de l'organisme", "Organisme")
}

// showHistoriqueGroupe tells every change of a group.
func (s *Site) showHistoriqueGroupe(c *Request) error {
	return s.showChanges(c, s.app.ListHistoriqueGroupe, "Historique du groupe", "Groupe")
}

func (s *Site) showChanges(
	c *Request, list func(context.Context, parcours.Identite, int64) (*app.HistoriqueLu, error), titre, retour string,
) error {
	h, err := list(c.Ctx(), c.Qui, c.ID("id"))
	if err != nil {
		return err
	}
	g, err := s.guideOf(c)
	if err != nil {
		return err
	}
	return c.Page(http.StatusOK, "Historique", pages.Historique(pages.HistoriquePage{
		Titre: titre + " : " + h.Sujet, Retour: retour, RetourURL: c.back("", "").adresse,
		Lignes: h.Lignes, Mots: pages.MotsOf(h.Noms, g.Titre),
	}))
}
