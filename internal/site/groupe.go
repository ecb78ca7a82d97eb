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
	get("/groupes", parcours.ActionReadGroupes, (*Site).showGroupes),
	getForm("/groupes/nouveau", parcours.ActionUpdateGroupe, "groupe", (*Site).showGroupeForm),
	act("/groupes", parcours.ActionUpdateGroupe, "groupe", parcours.ChampsGroupe, (*Site).addGroupe, (*Site).showGroupeForm),
	get("/groupes/:id", parcours.ActionReadGroupes, (*Site).showGroupe),
	getForm("/groupes/:id/modifier", parcours.ActionUpdateGroupe, "groupe", (*Site).showGroupeForm),
	act("/groupes/:id", parcours.ActionUpdateGroupe, "groupe", parcours.ChampsGroupe, (*Site).updateGroupe, (*Site).showGroupeForm),
	onParcours("/parcours/:id/groupe", parcours.ActionJoinGroupe, "groupe", parcours.ChampsAdhesion, (*Site).joinGroupe),
	phrase{"groupe_ajoute", "Le groupe est ajouté."},
	phrase{"groupe_modifie", "Le groupe est à jour."},
	phrase{"groupe_rejoint", "Le groupe de cette formation est enregistré."},
)

const groupesURL = "/groupes"

// showGroupes lists the groups of the SIAE, the last to begin first.
func (s *Site) showGroupes(c *Request) error {
	f := app.FiltreGroupes{Q: c.Recherche(), ParPage: parPageListe}
	f.Tri, f.Desc = c.tri("-debut")
	liste, err := listed(c, func(page int) (*app.PageGroupes, error) {
		f.Page = page
		return s.app.ListGroupes(c.Ctx(), c.Qui, f)
	})
	if err != nil {
		return err
	}
	return c.Page(http.StatusOK, "Groupes", pages.Groupes(listeSiae(c, liste, "groupe", f.Tri, f.Desc, parcours.ActionUpdateGroupe)))
}

// showGroupe is a group, with whose parcours are of it.
func (s *Site) showGroupe(c *Request) error {
	g, err := s.app.FindGroupe(c.Ctx(), c.Qui, c.ID("id"))
	if err != nil {
		return err
	}
	p := pages.GroupePage{Groupe: *g}
	if g.OrganismeID != nil {
		o, err := s.app.FindOrganisme(c.Ctx(), c.Qui, *g.OrganismeID)
		if err != nil {
			return err
		}
		p.Organisme = o.Nom
	}
	if p.FicheSiae, err = s.ficheSiae(c, parcours.ActionUpdateGroupe, app.FiltreParcours{GroupeID: g.ID}); err != nil {
		return err
	}
	return c.Page(http.StatusOK, g.Intitule, pages.PageGroupe(p))
}

// showGroupeForm is the form of a group, new or known.
func (s *Site) showGroupeForm(c *Request, f *Form) error {
	p := pages.FormPage{Titre: "Ajouter un groupe", Action: groupesURL, Retour: "Groupes", Champs: parcours.ChampsGroupe}
	if id := c.ID("id"); id > 0 {
		g, err := s.app.FindGroupe(c.Ctx(), c.Qui, id)
		if err != nil {
			return err
		}
		f.Update(p.Champs, p.Champs.Values(g), g.Version)
		p.Titre, p.Action, p.Retour = "Modifier un groupe", groupesURL+"/"+itoa(id), g.Intitule
	}
	connus, err := s.app.ListOrganismesConnus(c.Ctx(), c.Qui)
	if err != nil {
		return err
	}
	p.Options = map[string][]composants.Option{}
	for _, o := range connus {
		p.Options["organisme_id"] = append(p.Options["organisme_id"], composants.Option{Valeur: itoa(o.ID), Libelle: o.Nom})
	}
	return c.Form(f, p)
}

func (s *Site) addGroupe(c *Request, f *Form, g parcours.Groupe) (suite, error) {
	ajoute, err := s.app.AddGroupe(c.Ctx(), c.Qui, g, f.Cle())
	if err != nil {
		return suite{}, err
	}
	return suite{groupesURL + "/" + itoa(ajoute.ID), "groupe_ajoute"}, nil
}

func (s *Site) updateGroupe(c *Request, f *Form, typed parcours.Groupe) (suite, error) {
	_, err := s.app.PatchGroupe(c.Ctx(), c.Qui, c.ID("id"), cmp.Or(f.Version(), -1),
		func(g *parcours.Groupe) { parcours.ChampsGroupe.Copy(g, typed) })
	return suite{groupesURL + "/" + itoa(c.ID("id")), "groupe_modifie"}, err
}

// joinGroupe says of which group the current try is.
func (s *Site) joinGroupe(c *Request, f *Form, x parcours.Adhesion) (suite, error) {
	return c.back("#formation", "groupe_rejoint"), s.app.JoinGroupe(c.Ctx(), c.Qui, c.ID("id"), f.Version(), x, f.Cle())
}
