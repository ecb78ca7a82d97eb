package site

import (
	"cmp"

	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
	"parcours.example/web/pages"
)

var _ = declare(
	getForm("/salaries/nouveau", parcours.ActionCreateSalarie, "salarie", (*Site).showNouveauSalarie),
	act("/salaries", parcours.ActionCreateSalarie, "salarie", nil, (*Site).createSalarie, (*Site).showNouveauSalarie),
	getForm("/salaries/:id/modifier", parcours.ActionUpdateSalarie, "salarie", (*Site).showSalarieForm),
	act("/salaries/:id", parcours.ActionUpdateSalarie, "salarie", nil, (*Site).updateSalarie, (*Site).showSalarieForm),
	phrase{"salarie_cree", "Le salarié est ajouté."},
	phrase{"salarie_modifie", "Le dossier est à jour."},
)

// showNouveauSalarie is the form of a new person.
func (s *Site) showNouveauSalarie(c *Request, f *Form) error {
	if !f.sent && c.Qui.Role == parcours.Cip {
		f.Set("cip_id", itoa(c.Qui.UtilisateurID))
	}
	cips, _, err := s.listCollegues(c)
	if err != nil {
		return err
	}
	f.Set("retour", c.Retour(""))
	p := pages.FormPage{
		Titre: "Ajouter un salarié", Action: "/salaries", Retour: "Salariés", RetourURL: c.Retour("/salaries"), Valider: "Ajouter ce salarié",
		Champs: parcours.ChampsSalarie, Options: map[string][]composants.Option{"cip_id": cips},
	}
	if len(cips) > 0 { // somebody to choose, who follows the person
		p.Champs = parcours.ChampsNouveauSalarie
	}
	return c.Form(f, p)
}

func (s *Site) createSalarie(c *Request, f *Form, _ struct{}) (suite, error) {
	var salarie parcours.Salarie
	f.Read(parcours.ChampsNouveauSalarie, &salarie)
	if err := f.Err(); err != nil {
		return suite{}, cmp.Or(salarie.Validate(c.Aujourdhui()), err)
	}
	id, err := s.app.CreateSalarie(c.Ctx(), c.Qui, salarie, f.Cle())
	return suite{pages.WithRetour(salarieURL(id), c.Retour("")), "salarie_cree"}, err
}

// showSalarieForm is the form of a known person.
func (s *Site) showSalarieForm(c *Request, f *Form) error {
	fiche, err := s.app.FindSalarie(c.Ctx(), c.Qui, c.ID("id"))
	if err != nil {
		return err
	}
	if fiche.RetireLe != nil && !f.sent { // nothing is to be typed there
		return c.Redirect(salarieURL(fiche.ID), "")
	}
	f.Set("retour", c.Retour(""))
	f.Update(parcours.ChampsSalarie, parcours.ChampsSalarie.Values(fiche.Salarie), fiche.Version)
	url := salarieURL(fiche.ID)
	return c.Form(f, pages.FormPage{
		Titre: "Modifier " + fiche.NomComplet(), Action: url, Retour: fiche.NomComplet(),
		RetourURL: pages.WithRetour(url, c.Retour("")), Champs: parcours.ChampsSalarie,
	})
}

func (s *Site) updateSalarie(c *Request, f *Form, _ struct{}) (suite, error) {
	salarie := parcours.Salarie{ID: c.ID("id"), Version: f.Version()}
	f.Read(parcours.ChampsSalarie, &salarie)
	if err := f.Err(); err != nil {
		return suite{}, cmp.Or(salarie.Validate(c.Aujourdhui()), err)
	}
	_, err := s.app.UpdateSalarie(c.Ctx(), c.Qui, salarie, f.Cle())
	return c.back("", "salarie_modifie"), err
}
