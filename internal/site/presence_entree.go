package site

import (
	"context"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
	"parcours.example/web/pages"
)

var _ = declare(
	onParcours("/parcours/:id/entrees-prevues", parcours.ActionPlanEntree,
		"entree-prevue", parcours.ChampsEntreePrevue, (*Site).planEntree),
	onParcours("/parcours/:id/non-presentation", parcours.ActionReportAbsence,
		"non-presentation", pages.ChampsAbsence, (*Site).reportNonPresentation),
	onParcours("/parcours/:id/controles", parcours.ActionCheckEntree,
		"controle-:presence_id", parcours.ChampsControle.With(parcours.ChampPresence), noteFait((*app.App).AnswerControle, "controle_note")),
	onParcours("/parcours/:id/heures", parcours.ActionNoteHeures,
		"heures-:presence_id", parcours.ChampsHeures.With(parcours.ChampPresence), noteFait((*app.App).NoteHeures, "heures_notees")),
	onParcours("/parcours/:id/evaluations", parcours.ActionNoteEvaluation,
		"evaluation-:presence_id", parcours.ChampsEvaluation.With(parcours.ChampPresence),
		noteFait((*app.App).NoteEvaluation, "evaluation_notee")),
	phrase{"controle_note", "La vérification est notée."},
	phrase{"heures_notees", "Les heures sont notées."},
	phrase{"evaluation_notee", "Le résultat est noté."},
	phrase{"entree_prevue", "Le nouveau jour d'entrée est noté."},
	phrase{"absence_signalee", "La non-présentation est notée."},
)

func (s *Site) planEntree(c *Request, f *Form, e parcours.EntreePrevue) (suite, error) {
	_, err := s.app.PlanEntree(c.Ctx(), c.Qui, c.ID("id"), e, f.Cle())
	return c.back("#entree", "entree_prevue"), err
}

// noteFait is a form that notes one fact of a stay, and goes back to it.
func noteFait[T any](deed func(*app.App, context.Context, parcours.Identite, int64, T, string) (*T, error),
	dit Annonce) func(*Site, *Request, *Form, T) (suite, error) {
	return func(s *Site, c *Request, f *Form, fait T) (suite, error) {
		_, err := deed(s.app, c.Ctx(), c.Qui, c.ID("id"), fait, f.Cle())
		return c.back("#presence-"+f.Texte("presence_id"), dit), err
	}
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
