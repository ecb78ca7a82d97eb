package site

import (
	"cmp"
	"net/http"

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

// parPageListe is the size of a list that the SIAE keeps, and of the parcours of what is in it.
const parPageListe = 50

// showOrganismes lists the training centres of the SIAE.
func (s *Site) showOrganismes(c *Request) error {
	f := app.FiltreOrganismes{Q: c.Recherche(), ParPage: parPageListe}
	f.Tri, f.Desc = c.tri("nom")
	liste, err := listed(c, func(page int) (*app.PageOrganismes, error) {
		f.Page = page
		return s.app.ListOrganismes(c.Ctx(), c.Qui, f)
	})
	if err != nil {
		return err
	}
	page := listeSiae(c, liste, "organisme", f.Tri, f.Desc, parcours.ActionUpdateOrganisme)
	return c.Page(http.StatusOK, "Organismes", pages.Organismes(page))
}

// listeSiae is a list that the SIAE keeps, of « un » and so on, at its address.
func listeSiae[L any](c *Request, p *parcours.Page[L], un, tri string, desc bool, modifier parcours.Action) pages.ListePage[L] {
	adresse := composants.Adresse{Chemin: c.Request.URL.Path, Requete: c.Filtres()}
	return pages.ListePage[L]{Page: p, ListeSiae: pages.ListeSiae{
		Onglets: c.ongletsSiae(adresse.Chemin), Q: c.Recherche(), CanModifier: c.Can(modifier),
		Tri: composants.Tri{Champ: tri, Inverse: desc, Adresse: adresse}, Pagination: sheets(p, un, un+"s", adresse),
	}}
}

// showOrganisme is a training centre, with who goes there.
func (s *Site) showOrganisme(c *Request) error {
	o, err := s.app.FindOrganisme(c.Ctx(), c.Qui, c.ID("id"))
	if err != nil {
		return err
	}
	fiche, err := s.ficheSiae(c, parcours.ActionUpdateOrganisme, app.FiltreParcours{OrganismeID: o.ID})
	if err != nil {
		return err
	}
	return c.Page(http.StatusOK, o.Nom, pages.Organisme(pages.OrganismePage{Organisme: *o, FicheSiae: fiche}))
}

// ficheSiae is the page of what is in such a list, with the parcours that f keeps.
func (s *Site) ficheSiae(c *Request, modifier parcours.Action, f app.FiltreParcours) (pages.FicheSiae, error) {
	f.ParPage = parPageListe
	liste, err := s.listParcours(c, f)
	if err != nil {
		return pages.FicheSiae{}, err
	}
	adresse := composants.Adresse{Chemin: c.Request.URL.Path, Requete: c.Request.URL.Query()}
	return pages.FicheSiae{Parcours: liste.Page, Pagination: sheets(liste.Page, "parcours", "parcours", adresse),
		URL: adresse.Chemin, Adresse: c.Adresse(), Aujourdhui: c.Aujourdhui(), CanModifier: c.Can(modifier)}, nil
}

func organismeURL(id int64) string { return organismesURL + "/" + itoa(id) }

// showOrganismeForm is the form of a training centre, new or known.
func (s *Site) showOrganismeForm(c *Request, f *Form) error {
	p := pages.FormPage{Titre: "Ajouter un organisme", Action: organismesURL, Retour: "Organismes", Champs: parcours.ChampsOrganisme}
	if id := c.ID("id"); id > 0 {
		o, err := s.app.FindOrganisme(c.Ctx(), c.Qui, id)
		if err != nil {
			return err
		}
		f.Update(p.Champs, p.Champs.Values(o), o.Version)
		p.Titre, p.Action, p.Retour = "Modifier un organisme", organismeURL(id), o.Nom
	}
	return c.Form(f, p)
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
