package site

import (
	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
	"parcours.example/web/pages"
)

// chercherDes is how many people make a search box worth its place on a phone.
const chercherDes = 9

// showVisages is the encadrant's home: faces first.
func (s *Site) showVisages(c *Request) error {
	q := c.Recherche()
	page, err := s.app.ListSalaries(c.Ctx(), c.Qui, app.FiltreSalaries{Q: q, ParPage: 200})
	if err != nil {
		return err
	}
	v := pages.VisagesPage{Q: q, Chercher: q != "" || page.Total >= chercherDes}
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
	return parcours.Observation{Theme: f.Texte("theme"), Niveau: f.Texte("niveau"), Texte: f.Texte("texte"), Date: f.Date("date")}
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
