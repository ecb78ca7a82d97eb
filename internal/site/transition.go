package site

import (
	"strings"

	"parcours.example/internal/parcours"
)

var _ = declare(
	onParcours("/parcours/:id/transitions", parcours.ActionApplyTransition,
		"passage-:transition", parcours.ChampsPassage, (*Site).applyTransition),
	onParcours("/parcours/:id/rectification", parcours.ActionRectify, "rectification", nil, (*Site).rectifyPassage),
	onParcours("/parcours/:id/cloture", parcours.ActionCloseParcours,
		"cloture", parcours.ChampsCloture, (*Site).closeParcours),
	onParcours("/parcours/:id/reouverture", parcours.ActionCloseParcours, "reouverture", nil, (*Site).reopenParcours),
	phrase{"parcours_avance", "Le passage est enregistré."},
	phrase{"passage_annule", "Le passage est annulé ; l'historique garde les deux."},
	phrase{"parcours_clos", "Le parcours est clos."},
	phrase{"parcours_rouvert", "Le parcours est rouvert."},
)

// applyTransition moves a parcours, by the fields that the row of the machine asks.
func (s *Site) applyTransition(c *Request, f *Form, dem parcours.Demande) (suite, error) {
	dem.Transition, dem.Version = f.Valeurs.Get("transition"), f.Version()
	dem.Acquittes = f.Liste(parcours.ChampAcquittes)
	if t, ok := parcours.FindTransition(dem.Transition); ok {
		dem.Champs = saisieOf(f, t.Champs)
	}
	return c.back("#suite", "parcours_avance"), s.app.ApplyTransition(c.Ctx(), c.Qui, c.ID("id"), dem, f.Cle())
}

// saisieOf reads the fields of a row; several ticked boxes become one value.
func saisieOf(f *Form, champs []parcours.Champ) parcours.Saisie {
	saisie := parcours.Saisie{}
	for _, champ := range champs {
		if v := strings.Join(f.Liste(champ.Code), ","); v != "" {
			saisie[champ.Code] = v
		}
	}
	return saisie
}

func (s *Site) rectifyPassage(c *Request, f *Form, _ struct{}) (suite, error) {
	return c.back("#suite", "passage_annule"),
		s.app.RectifyPassage(c.Ctx(), c.Qui, c.ID("id"), f.Version(), f.Texte("motif"), f.Cle())
}

func (s *Site) closeParcours(c *Request, f *Form, cloture parcours.Cloture) (suite, error) {
	return c.back("#suite", "parcours_clos"),
		s.app.CloseParcours(c.Ctx(), c.Qui, c.ID("id"), f.Version(), cloture, f.Cle())
}

func (s *Site) reopenParcours(c *Request, f *Form, _ struct{}) (suite, error) {
	return c.back("#suite", "parcours_rouvert"), s.app.ReopenParcours(c.Ctx(), c.Qui, c.ID("id"), f.Version(), f.Cle())
}
