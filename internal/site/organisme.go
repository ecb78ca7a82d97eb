package site

import (
	"cmp"
	"net/http"
	"net/url"
	"strings"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
	"parcours.example/web/pages"
)

var _ = declare(
	get("/organismes", parcours.ActionReadOrganismes, (*Site).showOrganismes),
	getForm("/organismes/nouveau", parcours.ActionUpdateOrganisme, "organisme", (*Site).showOrganismeForm),
	act("/organismes", parcours.ActionUpdateOrganisme, "organisme", parcours.ChampsOrganisme, (*Site).addOrganisme,
		(*Site).showOrganismeForm),
	get("/organismes/:id", parcours.ActionReadOrganismes, (*Site).showOrganisme),
	getForm("/organismes/:id/modifier", parcours.ActionUpdateOrganisme, "organisme", (*Site).showOrganismeForm),
	act("/organismes/:id", parcours.ActionUpdateOrganisme, "organisme", parcours.ChampsOrganisme, (*Site).updateOrganisme,
		(*Site).showOrganismeForm),
	phrase{"organisme_ajoute", "L'organisme est ajouté."},
	phrase{"organisme_modifie", "L'organisme est à jour."},
)

const organismesURL = "/organismes"

const parPageOrganismes = 50

// showOrganismes lists the training centres of the SIAE.
func (s *Site) showOrganismes(c *Request) error {
	f := app.FiltreOrganismes{Q: c.Recherche(), Page: c.pageAsked(), ParPage: parPageOrganismes}
	f.Tri, f.Desc = strings.CutPrefix(cmp.Or(c.Query("tri"), "nom"), "-")
	liste, err := s.app.ListOrganismes(c.Ctx(), c.Qui, f)
	if err == nil && isBeyond(len(liste.Lignes), liste.Total) {
		f.Page = lastPage(liste.Total, liste.ParPage)
		liste, err = s.app.ListOrganismes(c.Ctx(), c.Qui, f)
	}
	if err != nil {
		return err
	}
	adresse := composants.Adresse{Chemin: organismesURL, Requete: c.Filtres()}
	return c.Page(http.StatusOK, "Organismes", pages.Organismes(pages.OrganismesPage{
		Lignes: liste.Lignes, Onglets: c.ongletsSiae(organismesURL), CanModifier: c.Can(parcours.ActionUpdateOrganisme),
		Filtres: composants.Formulaire{Valeurs: url.Values{"q": {f.Q}}}, Adresse: adresse,
		Tri: composants.Tri{Champ: f.Tri, Inverse: f.Desc, Adresse: adresse},
		Pagination: composants.PaginationProps{Page: liste.Page, ParPage: liste.ParPage, Total: liste.Total,
			Un: "organisme", Plusieurs: "organismes", Adresse: adresse},
	}))
}

// showOrganisme is a training centre, with who goes there.
func (s *Site) showOrganisme(c *Request) error {
	o, err := s.app.FindOrganisme(c.Ctx(), c.Qui, c.ID("id"))
	if err != nil {
		return err
	}
	p := pages.OrganismePage{Organisme: *o, CanModifier: c.Can(parcours.ActionUpdateOrganisme), Aujourdhui: c.Aujourdhui(),
		Adresse: c.Adresse()}
	if p.Parcours, p.Pagination, err = s.parcoursOf(c, app.FiltreParcours{OrganismeID: o.ID}); err != nil {
		return err
	}
	return c.Page(http.StatusOK, o.Nom, pages.Organisme(p))
}

// parcoursOf lists the parcours of a page, a sheet at a time.
func (s *Site) parcoursOf(c *Request, f app.FiltreParcours) ([]parcours.LigneParcours, composants.PaginationProps, error) {
	f.Page, f.ParPage = c.pageAsked(), parPageOrganismes
	liste, err := s.app.ListParcours(c.Ctx(), c.Qui, f)
	if err == nil && isBeyond(len(liste.Lignes), liste.Total) {
		f.Page = lastPage(liste.Total, f.ParPage)
		liste, err = s.app.ListParcours(c.Ctx(), c.Qui, f)
	}
	if err != nil {
		return nil, composants.PaginationProps{}, err
	}
	return liste.Lignes, composants.PaginationProps{Page: f.Page, ParPage: f.ParPage, Total: liste.Total, Un: "parcours",
		Plusieurs: "parcours", Adresse: composants.Adresse{Chemin: c.Request.URL.Path, Requete: c.Request.URL.Query()}}, nil
}

func organismeURL(id int64) string { return organismesURL + "/" + itoa(id) }

// showOrganismeForm is the form of a training centre, new or known.
func (s *Site) showOrganismeForm(c *Request, f *Form) error {
	p := pages.OrganismeFormPage{Titre: "Ajouter un organisme", Action: organismesURL, Retour: "Organismes"}
	if id := c.ID("id"); id > 0 {
		o, err := s.app.FindOrganisme(c.Ctx(), c.Qui, id)
		if err != nil {
			return err
		}
		f.Update(parcours.ChampsOrganisme, parcours.ChampsOrganisme.Values(o), o.Version)
		p.Titre, p.Action, p.Retour = "Modifier un organisme", organismeURL(id), o.Nom
	}
	p.Retourne = f.Retourne
	return c.Page(f.Status(), p.Titre, pages.OrganismeFormulaire(p))
}

func (s *Site) addOrganisme(c *Request, f *Form, o parcours.Organisme) (suite, error) {
	ajoute, err := s.app.AddOrganisme(c.Ctx(), c.Qui, o, f.Cle())
	if err != nil {
		return suite{}, err
	}
	return suite{organismeURL(ajoute.ID), "organisme_ajoute"}, nil
}

func (s *Site) updateOrganisme(c *Request, f *Form, typed parcours.Organisme) (suite, error) {
	_, err := s.app.PatchOrganisme(c.Ctx(), c.Qui, c.ID("id"), cmp.Or(f.Version(), -1),
		func(o *parcours.Organisme) { parcours.ChampsOrganisme.Copy(o, typed) })
	return suite{organismeURL(c.ID("id")), "organisme_modifie"}, err
}
