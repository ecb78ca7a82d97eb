package site

import (
	"parcours/internal/app"
	"parcours/internal/parcours"
	"parcours/web/pages"
)

// addFrein notes an obstacle in the file of a person.
func (s *Site) addFrein(c *Requete) error {
	return s.onSalarie(c, "frein", "#freins", "frein_ajoute", func(id int64, f *Formulaire) error {
		frein := parcours.Frein{Code: f.Texte("code"), Solution: f.Texte("solution"), DateIdentifie: f.Date("date_identifie")}
		if f.Err() != nil {
			return nil
		}
		_, err := s.app.AddFrein(c.Ctx(), c.Qui, id, frein, f.Cle())
		return err
	})
}

// changeFrein says where an obstacle stands now.
func (s *Site) changeFrein(c *Requete) error {
	freinID, err := c.ID("frein")
	if err != nil {
		return err
	}
	return s.onSalarie(c, pages.FormFrein(freinID), "#freins", "frein_modifie", func(_ int64, f *Formulaire) error {
		change := app.ChangementFrein{
			Version: f.Version(), Date: f.Date("date"), Solution: f.Texte("solution"), SolutionRef: f.Texte("solution_ref"),
		}
		if f.Err() != nil {
			return nil
		}
		switch f.Texte("etat") {
		case "solution_en_cours":
			return s.app.EngageSolution(c.Ctx(), c.Qui, freinID, change)
		case "leve":
			return s.app.LiftFrein(c.Ctx(), c.Qui, freinID, change)
		case "persistant":
			return s.app.MarkPersistant(c.Ctx(), c.Qui, freinID, change)
		}
		return &parcours.Erreur{Code: parcours.Invalide, Champ: "etat", Message: "Choisissez où en est ce frein."}
	})
}
