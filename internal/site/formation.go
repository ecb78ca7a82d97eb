package site

import (
	"parcours.example/internal/parcours"
	"parcours.example/web/pages"
)

var _ = declare(
	onParcours("/parcours/:id/formation", parcours.ActionChooseFormation,
		"formation", parcours.ChampsFormation, (*Site).chooseFormation),
	onParcours("/parcours/:id/securisation", parcours.ActionSecure, "securisation", nil, (*Site).secure),
	onParcours("/parcours/:id/impacts", parcours.ActionMeasureImpact,
		"impact-:presence_id", parcours.ChampsImpact.With(parcours.ChampPresence), (*Site).measureImpact),
	phrase{"formation_choisie", "La formation est enregistrée."},
	phrase{"securisation_notee", "Les réponses sont enregistrées."},
	phrase{"impact_note", "L'impact est noté."},
)

func (s *Site) chooseFormation(c *Request, f *Form, formation parcours.Formation) (suite, error) {
	return c.back("#formation", "formation_choisie"),
		s.app.ChooseFormation(c.Ctx(), c.Qui, c.ID("id"), f.Version(), formation, f.Cle())
}

func (s *Site) secure(c *Request, f *Form, _ struct{}) (suite, error) {
	n := len(parcours.Securisations)
	vues, reponses := make([]parcours.Securisation, n), make([]parcours.Securisation, n)
	var champs parcours.Champs
	for i, t := range parcours.Securisations {
		champs = append(champs, pages.ChampsSecurisation("", t)...)
		vues[i].Code, reponses[i].Code = t.Code, t.Code
		f.Read(pages.ChampsSecurisation("", t), &reponses[i])
		f.Read(pages.ChampsSecurisation(pages.Avant, t), &vues[i])
	}
	err := f.Err()
	if err == nil {
		err = s.app.Secure(c.Ctx(), c.Qui, c.ID("id"), vues, reponses)
	}
	if parcours.IsCode(err, parcours.Conflit) {
		fiche, errFind := s.app.FindParcours(c.Ctx(), c.Qui, c.ID("id"))
		if errFind != nil {
			return suite{}, errFind
		}
		f.Merge(champs, pages.SecurisationValeurs(fiche.Securisations), 0)
	}
	return c.back("#securisation", "securisation_notee"), err
}

func (s *Site) measureImpact(c *Request, f *Form, i parcours.Impact) (suite, error) {
	_, err := s.app.MeasureImpact(c.Ctx(), c.Qui, c.ID("id"), i, f.Cle())
	return c.backOr("#chronologie", "impact_note"), err
}
