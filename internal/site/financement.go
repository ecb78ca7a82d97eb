package site

import (
	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
	"parcours.example/web/pages"
)

var _ = declare(
	post("/parcours/:id/financements", parcours.ActionEditFinancement, (*Site).addFinancement),
	post("/parcours/:id/financements/:ligne/reponse", parcours.ActionEditFinancement, (*Site).recordReponse),
	post("/parcours/:id/financements/:ligne/accord", parcours.ActionAgreeFondsPropre, (*Site).agreeFondsPropres),
	post("/parcours/:id/financements/:ligne/suppression", parcours.ActionEditFinancement, (*Site).deleteFinancement),
	post("/parcours/:id/pieces/:piece", parcours.ActionEditFinancement, (*Site).tickPiece),
)

func (s *Site) addFinancement(c *Request) error {
	f := c.Formulaire("financement-nouveau")
	var ligne parcours.Financement
	f.Read(parcours.ChampsLigne, &ligne)
	return s.onParcours(c, f, "financement-nouveau", "#financement", "financement_ajoute", func(id int64) error {
		_, err := s.app.AddFinancement(c.Ctx(), c.Qui, id, ligne, f.Cle())
		return err
	})
}

// recordReponse notes where a request stands: the file sent, or the answer.
func (s *Site) recordReponse(c *Request) error {
	return s.onFinancement(c, "reponse", func(f *Form, id int64, ligne app.LigneFinancement) error {
		var reponse parcours.Reponse
		f.Read(parcours.ChampsReponse, &reponse)
		if err := f.Err(); err != nil {
			return err
		}
		if reponse.Etat == "depose" {
			return s.app.SubmitDossier(c.Ctx(), c.Qui, id, ligne, reponse.Date)
		}
		return s.app.RecordReponse(c.Ctx(), c.Qui, id, ligne, reponse)
	})
}

func (s *Site) agreeFondsPropres(c *Request) error {
	return s.onFinancement(c, "accord", func(f *Form, id int64, ligne app.LigneFinancement) error {
		var accord struct{ Date parcours.Date }
		f.Read(parcours.ChampsAccord, &accord)
		if err := f.Err(); err != nil {
			return err
		}
		return s.app.AgreeFondsPropres(c.Ctx(), c.Qui, id, ligne, accord.Date)
	})
}

func (s *Site) deleteFinancement(c *Request) error {
	return s.onFinancement(c, "suppression", func(_ *Form, id int64, ligne app.LigneFinancement) error {
		return s.app.DeleteFinancement(c.Ctx(), c.Qui, id, ligne)
	})
}

// onFinancement is onParcours for one line of the plan. acte tells apart the
// forms of a line, which share a key.
func (s *Site) onFinancement(c *Request, acte string, deed func(f *Form, id int64, ligne app.LigneFinancement) error) error {
	ligne, err := c.ID("ligne")
	if err != nil {
		return err
	}
	nom := "financement-" + c.Param("ligne")
	f := c.Formulaire(nom)
	vue := app.LigneFinancement{ID: ligne, Version: f.Version(), Cle: f.Cle()}
	if vue.Cle != "" {
		vue.Cle += "/" + acte
	}
	return s.onParcours(c, f, nom, "#financement", "financement_note", func(id int64) error {
		err := deed(f, id, vue)
		if vue.Version > 0 && parcours.IsCode(err, parcours.Introuvable) { // it was on the page
			return &parcours.Erreur{Code: parcours.Conflit, Message: "Cette ligne n'est plus dans le plan : quelqu'un l'a retirée, ou une autre tentative a commencé. Rien n'est enregistré."}
		}
		return err
	})
}

func (s *Site) tickPiece(c *Request) error {
	piece, err := c.ID("piece")
	if err != nil {
		return err
	}
	nom := pages.FormPiece(piece)
	f := c.Formulaire(nom)
	avant, le := f.Date(pages.Avant+"date"), parcours.Date{}
	if f.Case("fournie") {
		if le = f.Date("date"); le.IsZero() {
			le = c.Aujourdhui()
		}
	}
	return s.onParcours(c, f, nom, "#financement", "", func(id int64) error {
		return s.app.TickPiece(c.Ctx(), c.Qui, id, piece, avant, le)
	})
}
