package site

import (
	"parcours.example/internal/parcours"
	"parcours.example/web/pages"
)

var _ = declare(
	post("/parcours/:id/formation", parcours.ActionChooseFormation, (*Site).chooseFormation),
	post("/parcours/:id/securisation", parcours.ActionSecure, (*Site).secure),
	post("/parcours/:id/non-presentation", parcours.ActionReportAbsence, (*Site).reportNonPresentation),
	post("/parcours/:id/impacts", parcours.ActionMeasureImpact, (*Site).measureImpact),
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
	n := len(parcours.Securisations)
	vues, reponses := make([]parcours.Securisation, n), make([]parcours.Securisation, n)
	var champs parcours.Champs
	for i, t := range parcours.Securisations {
		champs = append(champs, pages.ChampsSecurisation("", t)...)
		vues[i].Code, reponses[i].Code = t.Code, t.Code
		f.Read(pages.ChampsSecurisation("", t), &reponses[i])
		f.Read(pages.ChampsSecurisation(pages.Avant, t), &vues[i])
	}
	return s.onParcours(c, f, "securisation", "#securisation", "securisation_notee", func(id int64) error {
		err := s.app.Secure(c.Ctx(), c.Qui, id, vues, reponses)
		if parcours.IsCode(err, parcours.Conflit) {
			fiche, errFind := s.app.FindParcours(c.Ctx(), c.Qui, id)
			if errFind != nil {
				return errFind
			}
			f.Merge(champs, pages.SecurisationValeurs(fiche.Securisations), 0)
		}
		return err
	})
}

func (s *Site) reportNonPresentation(c *Request) error {
	f := c.Formulaire("non-presentation")
	var n parcours.NonPresentation
	f.Read(pages.ChampsAbsence, &n)
	return s.onParcours(c, f, "non-presentation", "#entree", "absence_signalee", func(id int64) error {
		if n.Absence == pages.AbsenceInconnue {
			n.Absence = ""
		} else {
			var es parcours.Erreurs
			if pages.ChampsAbsence.Check(&es, n, parcours.Controle{Aujourdhui: c.Aujourdhui()}); len(es) > 0 {
				return es
			}
		}
		return s.app.ReportNonPresentation(c.Ctx(), c.Qui, id, n, f.Cle())
	})
}

func (s *Site) measureImpact(c *Request) error {
	f := c.Formulaire("impact")
	var i parcours.Impact
	f.Read(parcours.ChampsImpact, &i)
	return s.onParcoursTo(c, f, "impact", "impact_note", func(id int64) error {
		return s.app.MeasureImpact(c.Ctx(), c.Qui, id, i, f.Cle())
	}, func(id int64) string { return c.backOr(parcoursURL(id), "#chronologie") })
}
