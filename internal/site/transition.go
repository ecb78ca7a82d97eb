package site

import (
	"strings"

	"parcours.example/internal/parcours"
)

var _ = declare(
	post("/parcours/:id/transitions", parcours.ActionApplyTransition, (*Site).applyTransition),
	post("/parcours/:id/rectification", parcours.ActionRectify, (*Site).rectifyPassage),
	post("/parcours/:id/cloture", parcours.ActionCloseParcours, (*Site).closeParcours),
	post("/parcours/:id/reouverture", parcours.ActionCloseParcours, (*Site).reopenParcours),
)

// applyTransition moves a parcours. The fields are those that the row of the
// machine asks, and no other.
func (s *Site) applyTransition(c *Request) error {
	code := c.Request.PostForm.Get("transition")
	f := c.Formulaire("passage-" + code)
	t, ok := parcours.FindTransition(code)
	if !ok {
		t = &parcours.Transition{}
	}
	dem := parcours.Demande{Transition: code, Version: f.Version(), Champs: saisieOf(f, t.Champs), Acquittes: f.Liste(parcours.ChampAcquittes)}
	f.Read(parcours.ChampsPassage, &dem)
	return s.onParcours(c, f, "passage-"+code, "#suite", "parcours_avance", func(id int64) error {
		return s.app.ApplyTransition(c.Ctx(), c.Qui, id, dem, f.Cle())
	})
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

func (s *Site) rectifyPassage(c *Request) error {
	f := c.Formulaire("rectification")
	return s.onParcours(c, f, "rectification", "#suite", "passage_annule", func(id int64) error {
		return s.app.RectifyPassage(c.Ctx(), c.Qui, id, f.Version(), f.Texte("motif"), f.Cle())
	})
}

func (s *Site) closeParcours(c *Request) error {
	f := c.Formulaire("cloture")
	var cloture parcours.Cloture
	f.Read(parcours.ChampsCloture, &cloture)
	return s.onParcours(c, f, "cloture", "#suite", "parcours_clos", func(id int64) error {
		return s.app.CloseParcours(c.Ctx(), c.Qui, id, f.Version(), cloture, f.Cle())
	})
}

func (s *Site) reopenParcours(c *Request) error {
	f := c.Formulaire("reouverture")
	return s.onParcours(c, f, "reouverture", "#suite", "parcours_rouvert", func(id int64) error {
		return s.app.ReopenParcours(c.Ctx(), c.Qui, id, f.Version(), f.Cle())
	})
}
