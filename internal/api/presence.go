package api

import (
	"time"

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
)

// entreePrevue is one day on which the person was expected.
type entreePrevue struct {
	ID        int64     `json:"id"`
	Numero    int       `json:"numero"`
	Tentative int       `json:"tentative"`
	Devenue   *string   `json:"devenue" enum:"tenue,non_presentee,reportee" doc:"Ce qu'elle est devenue ; null si la personne est attendue."`
	Auteur    *personne `json:"auteur,omitempty"`
	CreeLe    time.Time `json:"cree_le"`
}

func (entreePrevue) champs() parcours.Champs { return parcours.ChampsEntreePrevue }

func entreePrevueOf(e parcours.EntreePrevue, noms map[int64]string) answer[entreePrevue] {
	return answer[entreePrevue]{e, entreePrevue{e.ID, e.Numero, e.Tentative, known(e.Devenue),
		colleague(&e.AuteurID, noms), e.CreeLe.UTC()}}
}

// nonPresentation is one first-day absence.
type nonPresentation struct {
	ID        int64     `json:"id"`
	Tentative int       `json:"tentative"`
	Entree    *int      `json:"entree" doc:"Le numéro de l'entrée prévue qui a été manquée."`
	Auteur    *personne `json:"auteur,omitempty"`
	CreeLe    time.Time `json:"cree_le"`
}

func (nonPresentation) champs() parcours.Champs { return parcours.ChampsNonPresentation }

func nonPresentationOf(n parcours.NonPresentation, noms map[int64]string) answer[nonPresentation] {
	return answer[nonPresentation]{n, nonPresentation{n.ID, n.Tentative, known(n.Entree),
		colleague(&n.AuteurID, noms), n.CreeLe.UTC()}}
}

// presence is one stay in a training, from a real entry to its end.
type presence struct {
	ID        int64              `json:"id"`
	Numero    int                `json:"numero"`
	Tentative int                `json:"tentative"`
	Formation *answer[formation] `json:"formation,omitempty" doc:"Telle qu'elle était à l'entrée."`
	Auteur    *personne          `json:"auteur,omitempty"`
	CreeLe    time.Time          `json:"cree_le"`
}

var champsPresence = append(parcours.ChampsPresence.Typed(), champsIssue...)

func (presence) champs() parcours.Champs { return champsPresence }

func presenceOf(x parcours.Presence, noms map[int64]string) answer[presence] {
	return answer[presence]{x, presence{x.ID, x.Numero, x.Tentative, formationOf(x.Formation),
		colleague(&x.AuteurID, noms), x.CreeLe.UTC()}}
}
