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
		"frein", parcours.ChampsNouveauFrein, (*Site).addFrein),
	onParcours("/parcours/:id/freins/:frein", parcours.ActionEditFrein,
		"frein-:frein", parcours.ChampsChangementFrein, (*Site).changeFrein),
	onParcours("/parcours/:id/freins-gestion", parcours.ActionEditFreinGestion,
		pages.FormContraintes, nil, (*Site).setFreinsGestion),
	phrase{"frein_ajoute", "Le frein est noté."},
	phrase{"frein_modifie", "Le frein est à jour."},
	phrase{"contraintes_notees", "Les contraintes de la structure sont à jour."},
)

// addFrein notes an obstacle.
func (s *Site) addFrein(c *Request, f *Form, frein parcours.Frein) (suite, error) {
	salarie, err := s.personneOf(c)
	if err != nil {
		return suite{}, err
	}
	_, err = s.app.AddFrein(c.Ctx(), c.Qui, salarie, frein, f.Cle())
	return c.back("#freins", "frein_ajoute"), err
}

// personneOf is the person of the file that the address names.
func (s *Site) personneOf(c *Request) (int64, error) {
	p, salarie := c.ou()
	if p == 0 {
		return salarie, nil
	}
	return s.app.FindPersonneOf(c.Ctx(), c.Qui, p)
}

// setFreinsGestion says what hinders the structure in this parcours.
func (s *Site) setFreinsGestion(c *Request, f *Form, _ struct{}) (suite, error) {
	return c.back("#freins", "contraintes_notees"),
		s.app.SetFreinsGestion(c.Ctx(), c.Qui, c.ID("id"), f.Version(), f.Liste("freins_gestion"))
}

// changeFrein says where an obstacle stands now.
func (s *Site) changeFrein(c *Request, f *Form, change app.ChangementFrein) (suite, error) {
	salarie, err := s.personneOf(c)
	if err != nil {
		return suite{}, err
	}
	change.Version, change.Cle, change.Salarie = f.Version(), f.Cle(), salarie
	_, err = s.app.ChangeFrein(c.Ctx(), c.Qui, c.ID("frein"), change)
	return c.back("#freins", "frein_modifie"), err
}
