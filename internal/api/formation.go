package api

import (
	"slices"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

var _ = declare("parcours",
	act(operation{Methode: put, Chemin: "/parcours/{id}/formation", Acces: parcours.ActionChooseFormation,
		Champs: append(parcours.Champs{champVersion}, parcours.ChampsFormation...),
		Resume: "Choisir la formation de l'essai en cours",
		Texte: "Écrit toute la formation : ce qui n'est pas envoyé est vidé. " +
			"Un organisme inconnu s'ajoute à ceux de la structure. Rend le dossier."}, (*app.App).ChooseFormation),
	note(operation{Methode: post, Chemin: "/parcours/{id}/impacts", Acces: parcours.ActionMeasureImpact,
		Champs: parcours.ChampsImpact.With(parcours.ChampPresence),
		Resume: "Noter l'impact d'une formation",
		Texte: "Quand la formation est allée à son terme, à 3, 6 ou 12 mois (chacun une fois, au plus tôt quinze jours avant), " +
			"ou à une autre date : echeance vaut alors 0. Sans presence_id, la dernière formation allée à son terme."},
		(*app.App).MeasureImpact, impactOf),
)

// formation is the action that was chosen: its rows.
type formation struct {
	OrganismeID *int64 `json:"organisme_id" doc:"La fiche de l'organisme nommé ; son nom reste celui qui a été saisi."`
}

// champsFormation: a training taken over may lack anything but its name.
var champsFormation = slices.Concat(parcours.ChampsFormation.Only("intitule"),
	parcours.ChampsFormation.Without("intitule").Optional())

func (formation) champs() parcours.Champs { return champsFormation }

func formationOf(f parcours.Formation) *answer[formation] {
	if f == (parcours.Formation{}) {
		return nil
	}
	return &answer[formation]{f, formation{f.OrganismeID}}
}

// impact is what became of a training, some months later.
type impact struct {
	Written
	Tentative int  `json:"tentative" doc:"La tentative dont la formation a eu cet effet."`
	Presence  *int `json:"presence" doc:"Le numéro de la présence dont il s'agit."`
	Echeance  *int `json:"echeance" doc:"3, 6 ou 12 mois ; null pour une autre date."`
}

var champsImpact = parcours.ChampsImpact.Without("echeance")

func (impact) champs() parcours.Champs { return champsImpact }

func impactOf(i parcours.Impact, noms map[int64]string) answer[impact] {
	return answer[impact]{i, impact{writtenOf(i.ID, i.AuteurID, i.CreeLe, noms), i.Tentative, known(i.Presence), known(i.Echeance)}}
}
