package site

import (
	"parcours.example/internal/parcours"
	"parcours.example/web/pages"
)

var _ = declare(
	onParcours("/parcours/:id/entrees-prevues", parcours.ActionPlanEntree,
		"entree-prevue", parcours.ChampsEntreePrevue, (*Site).planEntree),
	onParcours("/parcours/:id/non-presentation", parcours.ActionReportAbsence,
		"non-presentation", pages.ChampsAbsence, (*Site).reportNonPresentation),
	phrase{"entree_prevue", "Le nouveau jour d'entrée est noté."},
	phrase{"absence_signalee", "La non-présentation est notée."},
)

func (s *Site) planEntree(c *Request, f *Form, e parcours.EntreePrevue) (suite, error) {
	_, err := s.app.PlanEntree(c.Ctx(), c.Qui, c.ID("id"), e, f.Cle())
	return c.back("#entree", "entree_prevue"), err
}

func (s *Site) reportNonPresentation(c *Request, f *Form, n parcours.NonPresentation) (suite, error) {
	if n.Absence == pages.AbsenceInconnue {
		n.Absence = ""
	} else if err := pages.ChampsAbsence.Validate(n, c.Aujourdhui()); err != nil {
		return suite{}, err
	}
	_, err := s.app.ReportNonPresentation(c.Ctx(), c.Qui, c.ID("id"), n, f.Cle())
	return c.back("#entree", "absence_signalee"), err
}
