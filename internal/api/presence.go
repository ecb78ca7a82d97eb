package api

import (
	"slices"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

var _ = declare("parcours",
	note(operation{Methode: post, Chemin: "/parcours/{id}/entrees-prevues", Acces: parcours.ActionPlanEntree,
		Champs: parcours.ChampsEntreePrevue,
		Resume: "Prévoir un autre jour d'entrée",
		Texte: "Sans changer d'état : après une non-présentation, ou quand l'organisme change de date. " +
			"Sans date_fin, la formation garde sa durée."}, (*app.App).PlanEntree, entreePrevueOf),
	note(operation{Methode: post, Chemin: "/parcours/{id}/non-presentations", Acces: parcours.ActionReportAbsence,
		Champs: parcours.ChampsNonPresentation,
		Resume: "Signaler une non-présentation",
		Texte:  "Une absence au premier jour n'est pas un abandon : le parcours reste en entrée."},
		(*app.App).ReportNonPresentation, nonPresentationOf),
	note(operation{Methode: post, Chemin: "/parcours/{id}/controles", Acces: parcours.ActionCheckEntree,
		Champs: parcours.ChampsControle.With(parcours.ChampPresence),
		Resume: "Répondre à un point du contrôle de l'entrée",
		Texte: "Aussi des jours après l'entrée, et dans un dossier clos. Une réponse prend la place de la précédente, " +
			"que l'historique garde. Sans presence_id, la formation en cours ou la dernière."}, (*app.App).AnswerControle, controleOf),
	note(operation{Methode: post, Chemin: "/parcours/{id}/heures", Acces: parcours.ActionNoteHeures,
		Champs: parcours.ChampsHeures.With(parcours.ChampPresence),
		Resume: "Noter des heures",
		Texte:  "« inconnues » est une réponse. Aussi pour une formation finie, et dans un dossier clos."},
		(*app.App).NoteHeures, heuresOf),
	note(operation{Methode: post, Chemin: "/parcours/{id}/evaluations", Acces: parcours.ActionNoteEvaluation,
		Champs: parcours.ChampsEvaluation.With(parcours.ChampPresence),
		Resume: "Noter une évaluation",
		Texte:  "Aussi des mois après la fin. La dernière par sa date compte."}, (*app.App).NoteEvaluation, evaluationOf),
)

// entreePrevue is one day on which the person was expected.
type entreePrevue struct {
	Written
	Numero    int     `json:"numero"`
	Tentative int     `json:"tentative"`
	Devenue   *string `json:"devenue" enum:"tenue,non_presentee,reportee" doc:"Ce qu'elle est devenue ; null si la personne est attendue."`
}

func (entreePrevue) champs() parcours.Champs { return parcours.ChampsEntreePrevue }

func entreePrevueOf(e parcours.EntreePrevue, noms map[int64]string) answer[entreePrevue] {
	return answer[entreePrevue]{e, entreePrevue{writtenOf(e.ID, e.AuteurID, e.CreeLe, noms), e.Numero, e.Tentative, known(e.Devenue)}}
}

// nonPresentation is one first-day absence.
type nonPresentation struct {
	Written
	Tentative int  `json:"tentative"`
	Entree    *int `json:"entree" doc:"Le numéro de l'entrée prévue qui a été manquée."`
}

func (nonPresentation) champs() parcours.Champs { return parcours.ChampsNonPresentation }

func nonPresentationOf(n parcours.NonPresentation, noms map[int64]string) answer[nonPresentation] {
	return answer[nonPresentation]{n, nonPresentation{writtenOf(n.ID, n.AuteurID, n.CreeLe, noms), n.Tentative, known(n.Entree)}}
}

type (
	controle   struct{ Written }
	heures     struct{ Written }
	evaluation struct{ Written }
)

func (controle) champs() parcours.Champs   { return parcours.ChampsControle }
func (heures) champs() parcours.Champs     { return parcours.ChampsHeures.Optional() }
func (evaluation) champs() parcours.Champs { return parcours.ChampsEvaluation }

func controleOf(c parcours.ControleEntree, noms map[int64]string) answer[controle] {
	return answer[controle]{c, controle{writtenOf(c.ID, c.AuteurID, c.CreeLe, noms)}}
}

func heuresOf(h parcours.Heures, noms map[int64]string) answer[heures] {
	return answer[heures]{h, heures{writtenOf(h.ID, h.AuteurID, h.CreeLe, noms)}}
}

func evaluationOf(e parcours.Evaluation, noms map[int64]string) answer[evaluation] {
	return answer[evaluation]{e, evaluation{writtenOf(e.ID, e.AuteurID, e.CreeLe, noms)}}
}

// presence is one stay in a training, from a real entry to its end.
type presence struct {
	Written
	Numero      int                  `json:"numero"`
	Tentative   int                  `json:"tentative"`
	Formation   *answer[formation]   `json:"formation,omitempty" doc:"Telle qu'elle était à l'entrée."`
	Controles   []answer[controle]   `json:"controles"`
	Heures      []answer[heures]     `json:"heures"`
	Evaluations []answer[evaluation] `json:"evaluations"`
}

var champsPresence = slices.Concat(parcours.ChampsPresence,
	parcours.ChampsFin.Without("motifs_abandon"), parcours.ChampsReprise.Only("motifs"))

func (presence) champs() parcours.Champs { return champsPresence }

func presenceOf(x parcours.Presence, d *parcours.Dossier, noms map[int64]string) answer[presence] {
	return answer[presence]{x, presence{writtenOf(x.ID, x.AuteurID, x.CreeLe, noms), x.Numero, x.Tentative, formationOf(x.Formation),
		named(parcours.FaitsOf(d.Controles, &x), noms, controleOf), named(parcours.FaitsOf(d.Heures, &x), noms, heuresOf),
		named(parcours.FaitsOf(d.Evaluations, &x), noms, evaluationOf)}}
}
