package site

import (
	"parcours.example/internal/parcours"
	"parcours.example/web/pages"
)

func (s *Site) chooseFormation(c *Request) error {
	f := c.Formulaire("formation")
	var formation parcours.Formation
	f.Read(parcours.ChampsFormation, &formation)
	return s.onParcours(c, f, "formation", "#formation", "formation_choisie", func(id int64) error {
		return s.app.ChooseFormation(c.Ctx(), c.Qui, id, f.Version(), formation, f.Cle())
	})
}

func (s *Site) secure(c *Request) error {
	f := c.Formulaire("securisation")
	vues, reponses := []parcours.Securisation{}, []parcours.Securisation{}
	for _, t := range parcours.Securisations {
		reponses = append(reponses, parcours.Securisation{
			Code: t.Code, Reponse: f.Texte("reponse_" + t.Code), Date: f.Date("date_" + t.Code), Detail: f.Texte("detail_" + t.Code)})
		vues = append(vues, parcours.Securisation{
			Code: t.Code, Reponse: f.Texte(pages.Avant + "reponse_" + t.Code), Date: f.Date(pages.Avant + "date_" + t.Code), Detail: f.Texte(pages.Avant + "detail_" + t.Code)})
	}
	return s.onParcours(c, f, "securisation", "#securisation", "securisation_notee", func(id int64) error {
		err := s.app.Secure(c.Ctx(), c.Qui, id, vues, reponses)
		if parcours.IsCode(err, parcours.Conflit) {
			fiche, errFind := s.app.FindParcours(c.Ctx(), c.Qui, id)
			if errFind != nil {
				return errFind
			}
			f.Merge(champsSecurisation(), pages.SecurisationValeurs(fiche.Securisations), 0)
		}
		return err
	})
}

// champsSecurisation are the fields of the form, by name: the deed says what
// changed.
func champsSecurisation() parcours.Champs {
	var champs parcours.Champs
	for _, t := range parcours.Securisations {
		for _, c := range parcours.ChampsSecurisation.Without("code") {
			champs = append(champs, c.As(c.Code+"_"+t.Code, t.Libelle))
		}
	}
	return champs
}

func (s *Site) reportNonPresentation(c *Request) error {
	f := c.Formulaire("non-presentation")
	n := parcours.NonPresentation{Date: f.Date("date"), Motif: f.Texte("motif"), Detail: f.Texte("detail"), Absence: f.Texte("absence")}
	return s.onParcours(c, f, "non-presentation", "#entree", "absence_signalee", func(id int64) error {
		switch n.Absence {
		case "":
			var es parcours.Erreurs
			es.Add("absence", "Dites si l'absence est justifiée, ou que vous ne le savez pas encore.")
			return joinErrors(es, n.Validate(c.Aujourdhui()))
		case pages.AbsenceInconnue:
			n.Absence = ""
		}
		return s.app.ReportNonPresentation(c.Ctx(), c.Qui, id, n, f.Cle())
	})
}

func (s *Site) measureImpact(c *Request) error {
	f := c.Formulaire("impact")
	i := parcours.Impact{Echeance: f.Entier("echeance"), Date: f.Date("date"), Effets: f.Liste("effets"), Texte: f.Texte("texte")}
	return s.onParcoursTo(c, f, "impact", "impact_note", func(id int64) error {
		return s.app.MeasureImpact(c.Ctx(), c.Qui, id, i, f.Cle())
	}, func(id int64) string { return c.backOr(parcoursURL(id), "#chronologie") })
}
