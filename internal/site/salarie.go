package site

import (
	"errors"
	"strconv"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
	"parcours.example/web/pages"
)

var _ = declare(
	get("/salaries/:id", parcours.ActionReadSalarie, (*Site).showSalarie),
	post("/salaries/:id/confier", parcours.ActionTransferSalarie, (*Site).transferSalarie),
	post("/salaries/:id/encadrants", parcours.ActionUpdateSalarie, (*Site).setEncadrants),
	post("/salaries/:id/gel", parcours.ActionFreezeSalarie, (*Site).freezeSalarie),
)

func salarieURL(id int64) string { return "/salaries/" + strconv.FormatInt(id, 10) }

// showSalarie opens the file of a person.
func (s *Site) showSalarie(c *Request) error { return s.showFicheSalarie(c, "", nil, nil) }

// showFicheSalarie draws the file, with the form that came back when err
// refused it.
func (s *Site) showFicheSalarie(c *Request, nom string, f *Form, err error) error {
	if f == nil {
		f = NewFormulaire(nom)
	}
	actuel := standsNow(err)
	if err := f.Refuse(err); err != nil {
		return err
	}
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	fiche, err := s.app.FindSalarie(c.Ctx(), c.Qui, id)
	if err != nil {
		return err
	}
	cips, encadrants, err := s.listCollegues(c)
	if err != nil {
		return err
	}
	g, err := s.guideOf(c)
	if err != nil {
		return err
	}
	p := pages.SalariePage{
		Salarie: fiche.Salarie, CipNom: fiche.CipNom, Freins: fiche.Freins, Observations: fiche.Observations,
		Parcours: fiche.Parcours, Noms: fiche.Noms, Qui: c.Qui, Aujourdhui: c.Aujourdhui(),
		RetourURL: c.Retour("/salaries"), Ici: salarieURL(id), Cle: f.Valeurs.Get(champCle),
		Cips: cips, Choix: encadrants, Solutions: s.solutions(c, g, fiche.Freins), Titres: g.Titre,
	}
	for _, e := range fiche.Encadrants {
		p.Encadrants = append(p.Encadrants, e.NomComplet())
		p.EncadrantsCoches = append(p.EncadrantsCoches, strconv.FormatInt(e.ID, 10))
	}
	if len(f.Erreurs) > 0 {
		p.Retourne = pages.Retourne{Nom: nom, Formulaire: f.Formulaire, Actuel: actuel}
	}
	return c.Page(f.Status(), p.NomComplet(), pages.Salarie(p))
}

// standsNow is what a colleague wrote meanwhile, when that is why err refuses.
func standsNow(err error) []parcours.ValeurActuelle {
	var refus *parcours.Erreur
	if errors.As(err, &refus) {
		return refus.Actuel
	}
	return nil
}

// listCollegues offers the CIP and the encadrants of the SIAE.
func (s *Site) listCollegues(c *Request) (cips, encadrants []composants.Option, err error) {
	cs, err := s.app.ListUtilisateurs(c.Ctx(), c.Qui, "")
	for _, x := range cs {
		if !x.Actif {
			continue
		}
		o := composants.Option{Valeur: strconv.FormatInt(x.ID, 10), Libelle: x.NomComplet()}
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
		if _, deja := solutions[f.Code]; deja {
			continue
		}
		solutions[f.Code] = []composants.Option{}
		for _, r := range g.Solutions(f.Code, chez) {
			solutions[f.Code] = append(solutions[f.Code], composants.Option{Valeur: r.ID, Libelle: r.Titre})
		}
	}
	return solutions
}

// onSalarie is the way of every form of the file: do the deed; when it is
// refused show the file again with the form as it was typed; else go back to the
// place of the file where it was, with the list one came from.
func (s *Site) onSalarie(c *Request, nom, ancre string, dit Annonce, deed func(id int64, f *Form) error) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	f := c.Formulaire(nom)
	err = deed(id, f)
	if lu := f.Err(); lu != nil {
		err = lu
	}
	if err != nil {
		return s.showFicheSalarie(c, nom, f, err)
	}
	return c.Redirect(WithRetour(salarieURL(id), c.Retour(""))+ancre, dit)
}

// transferSalarie hands the person over to another CIP.
func (s *Site) transferSalarie(c *Request) error {
	dit := Annonce("salarie_confie")
	if s.isConfie(c) {
		dit = "salarie_deja_confie"
	}
	return s.onSalarie(c, "confier", "#accompagnement", dit, func(id int64, f *Form) error {
		cip := f.ID("cip_id")
		var vu *int64
		if f.Valeurs.Has(pages.Avant + "cip_id") {
			if vu = f.ID(pages.Avant + "cip_id"); vu == nil {
				vu = new(int64) // nobody
			}
		}
		if f.Err() != nil {
			return nil
		}
		return s.app.TransferSalarie(c.Ctx(), c.Qui, id, vu, cip)
	})
}

// isConfie: the CIP that was chosen is the one who is there. The deed then does
// nothing, and the page must not say that it did.
func (s *Site) isConfie(c *Request) bool {
	id, err := c.ID("id")
	if err != nil {
		return false
	}
	fiche, err := s.app.FindSalarie(c.Ctx(), c.Qui, id)
	if err != nil {
		return false // the deed tells why
	}
	choisi := c.Formulaire("confier").ID("cip_id")
	return fiche.CipID != nil && choisi != nil && *fiche.CipID == *choisi
}

// setEncadrants says who supervises the person.
func (s *Site) setEncadrants(c *Request) error {
	return s.onSalarie(c, "encadrants", "#accompagnement", "encadrants_modifies", func(id int64, f *Form) error {
		ids := f.IDs("encadrants")
		var vus []int64
		if f.Valeurs.Has(pages.Avant + "encadrants") {
			vus = append([]int64{}, f.IDs(pages.Avant+"encadrants")...)
		}
		if f.Err() != nil {
			return nil
		}
		return s.app.SetEncadrants(c.Ctx(), c.Qui, id, vus, ids)
	})
}

// freezeSalarie freezes the file at the person's request, or releases it.
func (s *Site) freezeSalarie(c *Request) error {
	gele := c.Request.PostForm.Get("gele") == "oui"
	dit := Annonce("dossier_degele")
	if gele {
		dit = "dossier_gele"
	}
	return s.onSalarie(c, "gel", "", dit, func(id int64, f *Form) error {
		return s.app.FreezeSalarie(c.Ctx(), c.Qui, id, parcours.Gel{Gele: gele, Motif: f.Texte("motif")})
	})
}
