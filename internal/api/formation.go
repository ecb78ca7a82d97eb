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
		Texte:  "Écrit toute la formation : ce qui n'est pas envoyé est vidé. Rend le dossier."}, (*app.App).ChooseFormation),
)

// formation is the action that was chosen: its rows.
type formation struct{}

// champsFormation: a training taken over may lack anything but its name.
var champsFormation = slices.Concat(parcours.ChampsFormation.Only("intitule"),
	parcours.ChampsFormation.Without("intitule").Optional())

func (formation) champs() parcours.Champs { return champsFormation }

func formationOf(f parcours.Formation) *answer[formation] {
	if f == (parcours.Formation{}) {
		return nil
	}
	return &answer[formation]{de: f}
}
