package site

import (
	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
	"parcours.example/web/pages"
)

// An obstacle is noted and followed from the file of the person, and from the page
// of a parcours.
var _ = declare(
	onSalarie("/salaries/:id/freins", parcours.ActionEditFrein, "frein", parcours.ChampsNouveauFrein, (*Site).addFrein),
	onSalarie("/salaries/:id/freins/:frein", parcours.ActionEditFrein,
		"frein-:frein", parcours.ChampsChangementFrein, (*Site).changeFrein),
	onParcours("/parcours/:id/freins", parcours.ActionEditFrein,
		"frein", parcours.ChampsNouveauFrein, (*Site).addFreinHere),
	onParcours("/parcours/:id/freins/:frein", parcours.ActionEditFrein,
		"frein-:frein", parcours.ChampsChangementFrein, (*Site).changeFrein),
	onParcours("/parcours/:id/freins-gestion", parcours.ActionEditFreinGestion,
		pages.FormContraintes, nil, (*Site).setFreinsGestion),
	phrase{"frein_ajoute", "Le frein est noté."},
	phrase{"frein_modifie", "Le frein est à jour."},
	phrase{"contraintes_notees", "Les contraintes de la structure sont à jour."},
)

// addFrein notes an obstacle in the file of a person.
func (s *Site) addFrein(c *Request, f *Form, frein parcours.Frein) (suite, error) {
	_, err := s.app.AddFrein(c.Ctx(), c.Qui, c.ID("id"), frein, f.Cle())
	return c.back("#freins", "frein_ajoute"), err
}

// addFreinHere notes an obstacle from the page of a parcours.
func (s *Site) addFreinHere(c *Request, f *Form, frein parcours.Frein) (suite, error) {
	fiche, err := s.app.FindParcours(c.Ctx(), c.Qui, c.ID("id"))
	if err != nil {
		return suite{}, err
	}
	_, err = s.app.AddFrein(c.Ctx(), c.Qui, fiche.Salarie.ID, frein, f.Cle())
	return c.back("#freins", "frein_ajoute"), err
}

// setFreinsGestion says what hinders the structure in this parcours.
func (s *Site) setFreinsGestion(c *Request, f *Form, _ struct{}) (suite, error) {
	return c.back("#freins", "contraintes_notees"),
		s.app.SetFreinsGestion(c.Ctx(), c.Qui, c.ID("id"), f.Version(), f.Liste("freins_gestion"))
}

// changeFrein says where an obstacle stands now.
func (s *Site) changeFrein(c *Request, f *Form, change app.ChangementFrein) (suite, error) {
	change.Version, change.Cle = f.Version(), f.Cle()
	_, err := s.app.ChangeFrein(c.Ctx(), c.Qui, c.ID("frein"), change)
	return c.back("#freins", "frein_modifie"), err
}
