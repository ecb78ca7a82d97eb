package site

import (
	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
	"parcours.example/web/pages"
)

var _ = declare(
	get("/salaries/nouveau", parcours.ActionCreateSalarie, (*Site).showNouveauSalarie),
	post("/salaries", parcours.ActionCreateSalarie, (*Site).createSalarie),
	get("/salaries/:id/modifier", parcours.ActionUpdateSalarie, (*Site).showSalarieForm),
	post("/salaries/:id", parcours.ActionUpdateSalarie, (*Site).updateSalarie),
)

// showNouveauSalarie is the form of a new person.
func (s *Site) showNouveauSalarie(c *Request) error {
	f := NewFormulaire("salarie").Set("retour", c.Retour(""))
	if c.Qui.Role == parcours.Cip {
		f.Set("cip_id", itoa(c.Qui.UtilisateurID))
	}
	return s.showNouveauForm(c, f, nil)
}

func (s *Site) showNouveauForm(c *Request, f *Form, err error) error {
	doublons := warningsOf(err)
	if err := f.Refuse(err); err != nil {
		return err
	}
	cips, _, err := s.listCollegues(c)
	if err != nil {
		return err
	}
	return c.Page(f.Status(), "Ajouter un salarié", pages.SalarieFormulaire(pages.SalarieFormPage{
		Form: f.Formulaire, Titre: "Ajouter un salarié", Action: "/salaries", Retour: "Salariés", RetourURL: c.Retour("/salaries"),
		Valider: "Ajouter ce salarié", Champs: newSalarieFields(cips), Cips: cips, Doublons: doublons,
	}))
}

func (s *Site) createSalarie(c *Request) error {
	f := c.Formulaire("salarie")
	var salarie parcours.Salarie
	f.Read(parcours.ChampsNouveauSalarie, &salarie)
	if err := f.Err(); err != nil {
		return s.showNouveauForm(c, f, joinErrors(err, salarie.Validate(c.Aujourdhui())))
	}
	id, err := s.app.CreateSalarie(c.Ctx(), c.Qui, salarie, f.Cle(), f.Liste(parcours.ChampAcquittes)...)
	if err != nil {
		return s.showNouveauForm(c, f, err)
	}
	return c.Redirect(WithRetour(salarieURL(id), c.Retour("")), "salarie_cree")
}

// showSalarieForm is the form of a known person.
func (s *Site) showSalarieForm(c *Request) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	fiche, err := s.app.FindSalarie(c.Ctx(), c.Qui, id)
	if err != nil {
		return err
	}
	f := NewFormulaire("salarie").Set("version", itoa(int64(fiche.Version))).Set("retour", c.Retour(""))
	f.Fill(parcours.ChampsSalarie.Values(fiche.Salarie))
	return s.showEditSalarie(c, id, f, nil)
}

func (s *Site) showEditSalarie(c *Request, id int64, f *Form, err error) error {
	actuel := standsNow(err)
	if err := f.Refuse(err); err != nil {
		return err
	}
	fiche, err := s.app.FindSalarie(c.Ctx(), c.Qui, id)
	if err != nil {
		return err
	}
	p := pages.SalarieFormPage{
		Titre: "Modifier " + fiche.NomComplet(), Action: salarieURL(id), Retour: fiche.NomComplet(), RetourURL: WithRetour(salarieURL(id), c.Retour("")), Valider: "Enregistrer",
		Champs: parcours.ChampsSalarie, Actuel: actuel,
	}
	if f.conflit {
		changes := f.Merge(parcours.ChampsSalarie, parcours.ChampsSalarie.Values(fiche.Salarie), fiche.Version)
		if len(p.Actuel) == 0 {
			p.Actuel = changes
		}
	}
	p.Form = f.Formulaire
	return c.Page(f.Status(), p.Titre, pages.SalarieFormulaire(p))
}

func (s *Site) updateSalarie(c *Request) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	f := c.Formulaire("salarie")
	salarie := parcours.Salarie{ID: id, Version: f.Version()}
	f.Read(parcours.ChampsSalarie, &salarie)
	if err := f.Err(); err != nil {
		return s.showEditSalarie(c, id, f, joinErrors(err, salarie.Validate(c.Aujourdhui())))
	}
	if _, err := s.app.UpdateSalarie(c.Ctx(), c.Qui, salarie, f.Cle()); err != nil {
		return s.showEditSalarie(c, id, f, err)
	}
	return c.Redirect(WithRetour(salarieURL(id), c.Retour("")), "salarie_modifie")
}

// newSalarieFields asks who follows a new person, where there is somebody to
// choose.
func newSalarieFields(cips []composants.Option) parcours.Champs {
	if len(cips) == 0 {
		return parcours.ChampsSalarie
	}
	return parcours.ChampsNouveauSalarie
}
