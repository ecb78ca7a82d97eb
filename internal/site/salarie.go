package site

import (
	"cmp"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
	"parcours.example/web/pages"
)

var _ = declare(
	getForm("/salaries/:id", parcours.ActionReadSalarie, "", (*Site).showSalarie),
	onSalarie("/salaries/:id/confier", parcours.ActionTransferSalarie, "confier", nil, (*Site).transferSalarie),
	onSalarie("/salaries/:id/encadrants", parcours.ActionUpdateSalarie, "encadrants", nil, (*Site).setEncadrants),
	onSalarie("/salaries/:id/retirer", parcours.ActionWithdrawSalarie, "retirer", parcours.ChampsRetrait, (*Site).withdrawSalarie),
	onSalarie("/salaries/:id/remettre", parcours.ActionRestoreSalarie, "remettre", parcours.ChampsRetrait, (*Site).restoreSalarie),
	phrase{"dossier_retire", "Le dossier est retiré des listes et des chiffres."},
	phrase{"dossier_remis", "Le dossier est remis."},
	onSalarie("/salaries/:id/gel", parcours.ActionFreezeSalarie, "gel", nil, (*Site).freezeSalarie),
	phrase{"dossier_reuni", "Ce dossier a été réuni avec celui-ci, la même personne : tout ce qui y était est ici."},
	phrase{"salarie_confie", "Le CIP de la personne est changé."},
	phrase{"dossier_gele", "Le dossier est gelé."},
	phrase{"dossier_degele", "Le dossier est dégelé : il peut de nouveau être modifié."},
	phrase{"salarie_deja_confie", "Rien à changer : ce CIP accompagne déjà le salarié."},
	phrase{"encadrants_modifies", "Les encadrants sont à jour."},
	getForm("/salaries/nouveau", parcours.ActionCreateSalarie, "salarie", (*Site).showNouveauSalarie),
	act("/salaries", parcours.ActionCreateSalarie, "salarie", nil, (*Site).createSalarie, (*Site).showNouveauSalarie),
	getForm("/salaries/:id/modifier", parcours.ActionUpdateSalarie, "salarie", (*Site).showSalarieForm),
	act("/salaries/:id", parcours.ActionUpdateSalarie, "salarie", nil, (*Site).updateSalarie, (*Site).showSalarieForm),
	phrase{"salarie_cree", "Le salarié est ajouté."},
	phrase{"salarie_modifie", "Le dossier est à jour."},
)

// onSalarie declares a form of the file of a person, which shows it again when it is
// refused.
func onSalarie[T any](
	chemin string, acces parcours.Action, nom string, champs parcours.Champs,
	deed func(*Site, *Request, *Form, T) (suite, error),
) route {
	return act(chemin, acces, nom, champs, deed, (*Site).showSalarie)
}

func salarieURL(id int64) string { return "/salaries/" + itoa(id) }

// showSalarie opens the file of a person, with the form that came back refused.
func (s *Site) showSalarie(c *Request, f *Form) error {
	fiche, err := s.app.FindSalarie(c.Ctx(), c.Qui, c.ID("id"))
	if err != nil {
		return err
	}
	cips, encadrants, err := s.listCollegues(c)
	g, errGuide := s.guideOf(c)
	if err = cmp.Or(err, errGuide); err != nil {
		return err
	}
	p := pages.SalariePage{
		FicheSalarie: *fiche, Qui: c.Qui, Aujourdhui: c.Aujourdhui(), Maintenant: c.Maintenant(),
		RetourURL: c.Retour("/salaries"), Cle: f.Valeurs.Get(champCle),
		Cips: cips, Choix: encadrants, Solutions: s.solutions(c, g, fiche.Freins), Titres: g.Titre,
	}
	if f.HasErreurs() {
		p.Retourne = f.Retourne
	}
	if err := fiche.CheckRetrait(c.Qui, s.app.Maintenant()); err != nil {
		p.Refus = parcours.ErreursOf(err)[0].Message
	}
	return c.Page(f.Status(), p.NomComplet(), pages.Salarie(p))
}

// listCollegues offers the CIP and the encadrants of the SIAE.
func (s *Site) listCollegues(c *Request) (cips, encadrants []composants.Option, err error) {
	cs, err := s.app.ListUtilisateurs(c.Ctx(), c.Qui, "")
	for _, x := range cs {
		if !x.Actif {
			continue
		}
		o := composants.Option{Valeur: itoa(x.ID), Libelle: x.NomComplet()}
		switch x.Role {
		case parcours.Cip:
			cips = append(cips, o)
		case parcours.Encadrant:
			encadrants = append(encadrants, o)
		}
	}
	return cips, encadrants, err
}

// solutions lists, for each frein of the person, what the guide proposes here.
func (s *Site) solutions(c *Request, g *guide.Guide, freins []parcours.Frein) map[string][]composants.Option {
	solutions := map[string][]composants.Option{}
	chez := c.structure()
	chez.Role = c.Qui.Role
	for _, f := range freins {
		proposees := []composants.Option{}
		for _, r := range g.Solutions(f.Code, chez) {
			proposees = append(proposees, composants.Option{Valeur: r.ID, Libelle: r.Titre})
		}
		solutions[f.Code] = proposees
	}
	return solutions
}

// transferSalarie hands the person over to another CIP.
func (s *Site) transferSalarie(c *Request, f *Form, _ struct{}) (suite, error) {
	id, cip := c.ID("id"), f.ID("cip_id")
	var vu *int64
	if f.Valeurs.Has(pages.Avant + "cip_id") {
		vu = cmp.Or(f.ID(pages.Avant+"cip_id"), new(int64)) // 0: nobody
	}
	if err := f.Err(); err != nil {
		return suite{}, err
	}
	dit := Annonce("salarie_confie")
	fiche, err := s.app.FindSalarie(c.Ctx(), c.Qui, id)
	if err == nil && fiche.CipID != nil && cip != nil && *fiche.CipID == *cip {
		dit = "salarie_deja_confie" // the deed does nothing, and the page must not say that it did
	}
	return c.back("#accompagnement", dit), s.app.TransferSalarie(c.Ctx(), c.Qui, id, vu, cip)
}

// setEncadrants says who supervises the person.
func (s *Site) setEncadrants(c *Request, f *Form, _ struct{}) (suite, error) {
	ids := f.IDs("encadrants")
	var vus []int64
	if f.Valeurs.Has(pages.Avant + "encadrants") {
		vus = append([]int64{}, f.IDs(pages.Avant+"encadrants")...)
	}
	err := f.Err()
	if err == nil {
		err = s.app.SetEncadrants(c.Ctx(), c.Qui, c.ID("id"), vus, ids)
	}
	return c.back("#accompagnement", "encadrants_modifies"), err
}

// freezeSalarie freezes the file at the person's request, or releases it.
func (s *Site) freezeSalarie(c *Request, f *Form, _ struct{}) (suite, error) {
	gel, dit := parcours.Gel{Gele: f.Case("gele"), Motif: f.Texte("motif")}, Annonce("dossier_degele")
	if gel.Gele {
		dit = "dossier_gele"
	}
	return c.back("", dit), s.app.FreezeSalarie(c.Ctx(), c.Qui, c.ID("id"), gel)
}

// withdrawSalarie takes out of the lists a file that was added by mistake.
func (s *Site) withdrawSalarie(c *Request, _ *Form, r parcours.Retrait) (suite, error) {
	return c.back("", "dossier_retire"), s.app.WithdrawSalarie(c.Ctx(), c.Qui, c.ID("id"), r)
}

// restoreSalarie puts it back.
func (s *Site) restoreSalarie(c *Request, f *Form, r parcours.Retrait) (suite, error) {
	return c.back("", "dossier_remis"), s.app.RestoreSalarie(c.Ctx(), c.Qui, c.ID("id"), r)
}

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
