package site

import (
	"cmp"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
	"parcours.example/web/pages"
)

const formLigne = "financement-:ligne"

var _ = declare(
	onParcours("/parcours/:id/financements", parcours.ActionEditFinancement,
		"financement-nouveau", parcours.ChampsLigne, (*Site).addFinancement),
	onParcours("/parcours/:id/financements/:ligne/reponse", parcours.ActionRecordReponse,
		formLigne, parcours.ChampsReponseLigne, (*Site).recordReponse),
	onParcours("/parcours/:id/financements/:ligne/accord", parcours.ActionAgreeFondsPropre,
		formLigne, parcours.ChampsAccord, (*Site).agreeFondsPropres),
	onParcours("/parcours/:id/financements/:ligne/suppression", parcours.ActionEditFinancement,
		formLigne, nil, (*Site).deleteFinancement),
	onParcours("/parcours/:id/pieces/:piece", parcours.ActionEditFinancement, "piece-:piece", nil, (*Site).tickPiece),
	phrase{"financement_ajoute", "La ligne est ajoutée au plan de financement."},
	phrase{"financement_note", "Le plan de financement est à jour."},
)

func (s *Site) addFinancement(c *Request, f *Form, ligne parcours.Financement) (suite, error) {
	_, err := s.app.AddFinancement(c.Ctx(), c.Qui, c.ID("id"), ligne, f.Cle())
	return c.back("#financement", "financement_ajoute"), err
}

// recordReponse notes where a request stands: the file sent, or the answer.
func (s *Site) recordReponse(c *Request, f *Form, reponse parcours.Reponse) (suite, error) {
	ligne := ligneOf(c, f, "reponse")
	if reponse.Reponse == parcours.FinancementDepose {
		return afterLigne(c, ligne, s.app.SubmitDossier(c.Ctx(), c.Qui, c.ID("id"), ligne, reponse.Date))
	}
	return afterLigne(c, ligne, s.app.RecordReponse(c.Ctx(), c.Qui, c.ID("id"), ligne, reponse))
}

func (s *Site) agreeFondsPropres(c *Request, f *Form, accord struct{ Date parcours.Date }) (suite, error) {
	ligne := ligneOf(c, f, "accord")
	return afterLigne(c, ligne, s.app.AgreeFondsPropres(c.Ctx(), c.Qui, c.ID("id"), ligne, accord.Date))
}

func (s *Site) deleteFinancement(c *Request, f *Form, _ struct{}) (suite, error) {
	ligne := ligneOf(c, f, "suppression")
	return afterLigne(c, ligne, s.app.DeleteFinancement(c.Ctx(), c.Qui, c.ID("id"), ligne))
}

// ligneOf is the line of a form; acte tells apart the forms of a line, which share a key.
func ligneOf(c *Request, f *Form, acte string) app.LigneFinancement {
	ligne := app.LigneFinancement{ID: c.ID("ligne"), Version: f.Version(), Cle: f.Cle()}
	if ligne.Cle != "" {
		ligne.Cle += "/" + acte
	}
	return ligne
}

// afterLigne goes back to the plan. A line that is no more was taken out by somebody else.
func afterLigne(c *Request, ligne app.LigneFinancement, err error) (suite, error) {
	if ligne.Version > 0 && parcours.IsCode(err, parcours.Introuvable) {
		err = &parcours.Erreur{Code: parcours.Conflit,
			Message: "Cette ligne n'est plus dans le plan : quelqu'un l'a retirée. Rien n'est enregistré."}
	}
	return c.back("#financement", "financement_note"), err
}

func (s *Site) tickPiece(c *Request, f *Form, _ struct{}) (suite, error) {
	avant, le := f.Date(pages.Avant+"date"), parcours.Date{}
	if f.Case("fournie") {
		le = cmp.Or(f.Date("date"), c.Aujourdhui())
	}
	err := f.Err()
	if err == nil {
		err = s.app.TickPiece(c.Ctx(), c.Qui, c.ID("id"), c.ID("piece"), &avant, le)
	}
	return c.back("#financement", ""), err
}
