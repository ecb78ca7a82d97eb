package site

import (
	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
	"parcours.example/web/pages"
)

var _ = declare(
	post("/salaries/:id/observations", parcours.ActionReadSalarie, (*Site).logObservationFiche),
	get("/observations", parcours.ActionLogObservation, (*Site).showVisages),
	get("/observations/:id", parcours.ActionLogObservation, (*Site).showObservation),
	post("/observations/:id", parcours.ActionLogObservation, (*Site).logObservation),
)

// chercherDes is how many people make a search box worth its place on a phone.
const chercherDes = 9

const parPageVisages = 200

// showVisages is the encadrant's home: faces first.
func (s *Site) showVisages(c *Request) error {
	q := c.Recherche()
	page, err := s.listSalaries(c, app.FiltreSalaries{Q: q, Page: intQuery(c, "page"), ParPage: parPageVisages})
	if err != nil {
		return err
	}
	v := pages.VisagesPage{Q: q, Chercher: q != "" || page.Total >= chercherDes, Pagination: composants.PaginationProps{
		Page: page.Page, ParPage: page.ParPage, Total: page.Total, Un: "salarié", Plusieurs: "salariés",
		Adresse: composants.Adresse{Chemin: "/observations", Requete: c.Filtres()}}}
	for _, x := range page.Lignes {
		l := pages.VisageLigne{ID: x.ID, Prenom: x.Prenom, Nom: x.Nom, Metier: x.Metier}
		if x.DerniereObservation != nil {
			l.Dernier = "dernière observation " + composants.FormatRelatif(*x.DerniereObservation, c.Aujourdhui().Time())
		}
		if x.Encadre {
			v.Miens = append(v.Miens, l)
		} else {
			v.Autres = append(v.Autres, l)
		}
	}
	return c.Page(200, "Mes salariés", pages.ObservationsVisages(v))
}

// showObservation is the page of one observation.
func (s *Site) showObservation(c *Request) error {
	return s.showObservationForm(c, NewFormulaire("observation"), nil)
}

func (s *Site) showObservationForm(c *Request, f *Form, err error) error {
	if err := f.Refuse(err); err != nil {
		return err
	}
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	vues, err := s.app.ListObservations(c.Ctx(), c.Qui, id)
	if err != nil {
		return err
	}
	return c.Page(f.Status(), vues.Nom, pages.ObservationNouvelle(pages.ObserverPage{
		SalarieID: id, Nom: vues.Nom, Form: f.Formulaire, Observations: vues.Liste, Noms: vues.Noms,
		Aujourdhui: c.Aujourdhui(), CanBesoin: c.Can(parcours.ActionIdentifyBesoin),
	}))
}

func readObservation(f *Form) parcours.Observation {
	var o parcours.Observation
	f.Read(parcours.ChampsObservation, &o)
	return o
}

// logObservation keeps what the encadrant saw, and goes back to the faces.
func (s *Site) logObservation(c *Request) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	f := c.Formulaire("observation")
	o := readObservation(f)
	if err := f.Err(); err != nil {
		return s.showObservationForm(c, f, err)
	}
	if _, err := s.app.LogObservation(c.Ctx(), c.Qui, id, o, f.Cle()); err != nil {
		return s.showObservationForm(c, f, err)
	}
	return c.Redirect("/observations", "observation_notee")
}

// logObservationFiche is the same deed, from the file of the person.
func (s *Site) logObservationFiche(c *Request) error {
	return s.onSalarie(c, "observation", "#observations", "observation_notee", func(id int64, f *Form) error {
		o := readObservation(f)
		if f.Err() != nil {
			return nil
		}
		_, err := s.app.LogObservation(c.Ctx(), c.Qui, id, o, f.Cle())
		return err
	})
}
