package site

import (
	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
	"parcours.example/web/pages"
)

var _ = declare(
	post("/salaries/:id/freins", parcours.ActionEditFrein, (*Site).addFrein),
	post("/salaries/:id/freins/:frein", parcours.ActionEditFrein, (*Site).changeFrein),
	post("/parcours/:id/freins", parcours.ActionEditFrein, (*Site).addFreinHere),
	post("/parcours/:id/freins/:frein", parcours.ActionEditFrein, (*Site).changeFreinHere),
	post("/parcours/:id/freins-gestion", parcours.ActionEditFreinGestion, (*Site).setFreinsGestion),
)

// addFrein notes an obstacle in the file of a person.
func (s *Site) addFrein(c *Request) error {
	return s.onSalarie(c, "frein", "#freins", "frein_ajoute", func(id int64, f *Form) error {
		frein := freinOf(f)
		if f.Err() != nil {
			return nil
		}
		_, err := s.app.AddFrein(c.Ctx(), c.Qui, id, frein, f.Cle())
		return err
	})
}

func freinOf(f *Form) parcours.Frein {
	var frein parcours.Frein
	f.Read(parcours.ChampsNouveauFrein, &frein)
	return frein
}

// addFreinHere notes an obstacle from the page of a parcours.
func (s *Site) addFreinHere(c *Request) error {
	f := c.Formulaire("frein")
	frein := freinOf(f)
	return s.onParcours(c, f, "frein", "#freins", "frein_ajoute", func(id int64) error {
		fiche, err := s.app.FindParcours(c.Ctx(), c.Qui, id)
		if err != nil {
			return err
		}
		_, err = s.app.AddFrein(c.Ctx(), c.Qui, fiche.Salarie.ID, frein, f.Cle())
		return err
	})
}

// setFreinsGestion says what hinders the structure in this parcours.
func (s *Site) setFreinsGestion(c *Request) error {
	f := c.Formulaire(pages.FormContraintes)
	return s.onParcours(c, f, pages.FormContraintes, "#freins", "contraintes_notees", func(id int64) error {
		return s.app.SetFreinsGestion(c.Ctx(), c.Qui, id, f.Version(), f.Liste("freins_gestion"))
	})
}

// changeFreinHere says where an obstacle stands, from the page of a parcours.
func (s *Site) changeFreinHere(c *Request) error {
	freinID, err := c.ID("frein")
	if err != nil {
		return err
	}
	nom := pages.FormFrein(freinID)
	f := c.Formulaire(nom)
	change := changementOf(f)
	return s.onParcours(c, f, nom, "#freins", "frein_modifie", func(int64) error {
		return s.applyFrein(c, freinID, f.Texte("etat"), change)
	})
}

// changeFrein says where an obstacle stands now.
func (s *Site) changeFrein(c *Request) error {
	freinID, err := c.ID("frein")
	if err != nil {
		return err
	}
	return s.onSalarie(c, pages.FormFrein(freinID), "#freins", "frein_modifie", func(_ int64, f *Form) error {
		change := changementOf(f)
		if f.Err() != nil {
			return nil
		}
		return s.applyFrein(c, freinID, f.Texte("etat"), change)
	})
}

func changementOf(f *Form) app.ChangementFrein {
	change := app.ChangementFrein{Version: f.Version(), Cle: f.Cle()}
	f.Read(parcours.ChampsChangementFrein.Without("etat"), &change)
	return change
}

// applyFrein calls the deed that the chosen state stands for.
func (s *Site) applyFrein(c *Request, id int64, etat string, change app.ChangementFrein) error {
	switch etat {
	case "solution_en_cours":
		return s.app.EngageSolution(c.Ctx(), c.Qui, id, change)
	case "leve":
		return s.app.LiftFrein(c.Ctx(), c.Qui, id, change)
	case "persistant":
		return s.app.MarkPersistant(c.Ctx(), c.Qui, id, change)
	}
	return &parcours.Erreur{Code: parcours.Invalide, Champ: "etat", Message: "Choisissez où en est ce frein."}
}
