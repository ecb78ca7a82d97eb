package site

import (
	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
	"parcours.example/web/pages"
)

var _ = declare(
	get("/observations", parcours.ActionLogObservation, (*Site).showVisages),
	getForm("/observations/:id", parcours.ActionLogObservation, "observation", (*Site).showObservation),
	act("/observations/:id", parcours.ActionLogObservation, "observation", parcours.ChampsObservation,
		(*Site).logObservation, (*Site).showObservation),
	onSalarie("/salaries/:id/observations", parcours.ActionReadSalarie,
		"observation", parcours.ChampsObservation, (*Site).logObservationFiche),
	phrase{"observation_notee", "L'observation est envoyée."},
)

// chercherDes is how many people make a search box worth its place on a phone.
const chercherDes = 9

const parPageVisages = 200

// showVisages is the encadrant's home: faces first.
func (s *Site) showVisages(c *Request) error {
	q := c.Recherche()
	page, err := s.listSalaries(c, app.FiltreSalaries{Q: q, ParPage: parPageVisages})
	if err != nil {
		return err
	}
	v := pages.VisagesPage{
		Q: q, Chercher: q != "" || page.Total >= chercherDes, Aujourdhui: c.Aujourdhui(),
		Pagination: sheets(page, "salarié", "salariés", composants.Adresse{Chemin: "/observations", Requete: c.Filtres()}),
	}
	v.Miens, v.Autres = split(page.Lignes, func(l parcours.LigneSalarie) bool { return l.Encadre })
	return c.Page(200, "Mes salariés", pages.ObservationsVisages(v))
}

// showObservation is the page of one observation.
func (s *Site) showObservation(c *Request, f *Form) error {
	vues, err := s.app.ListObservations(c.Ctx(), c.Qui, c.ID("id"))
	if err != nil {
		return err
	}
	return c.Page(f.Status(), vues.Nom, pages.ObservationNouvelle(pages.ObserverPage{
		SalarieID: c.ID("id"), Nom: vues.Nom, Form: f.Formulaire, Observations: vues.Liste, Retires: vues.Retires, Noms: vues.Noms,
		Aujourdhui: c.Aujourdhui(), Maintenant: c.Maintenant(), Qui: c.Qui, CanBesoin: c.Can(parcours.ActionIdentifyBesoin),
	}))
}

// logObservation keeps what the encadrant saw, and goes back to the faces.
func (s *Site) logObservation(c *Request, f *Form, o parcours.Observation) (suite, error) {
	_, err := s.app.LogObservation(c.Ctx(), c.Qui, c.ID("id"), o, f.Cle())
	return suite{"/observations", "observation_notee"}, err
}

// logObservationFiche is the same deed, from the file of the person.
func (s *Site) logObservationFiche(c *Request, f *Form, o parcours.Observation) (suite, error) {
	_, err := s.logObservation(c, f, o)
	return c.back("#observations", "observation_notee"), err
}
