package api

import (
	"context"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"parcours.example/internal/parcours"
)

var _ = declare("parcours",
	route(operation{Methode: put, Chemin: "/parcours/{id}/formation", Acces: parcours.ActionChooseFormation,
		Champs: append(parcours.Champs{champVersion}, parcours.ChampsFormation...),
		Resume: "Choisir la formation de l'essai en cours", Texte: "Écrit toute la formation : ce qui n'est pas envoyé est vidé. Rend le dossier."}, (*api).chooseFormation),
)

// formation is the action that was chosen.
type formation struct{ rows }

// champsFormation: a training taken over from a spreadsheet may lack anything
// but its name.
var champsFormation = slices.Concat(parcours.ChampsFormation.Only("intitule"), optional(parcours.ChampsFormation.Without("intitule")))

func (f formation) MarshalJSON() ([]byte, error) { return f.marshalWith(struct{}{}) }
func (formation) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return withRows(s, champsFormation)
}

func formationOf(f parcours.Formation) *formation {
	if f == (parcours.Formation{}) {
		return nil
	}
	return &formation{rows{champsFormation, f}}
}

func (a *api) chooseFormation(ctx context.Context, q *call, in *once) (*response[dossier], error) {
	f, err := read[parcours.Formation](in.Body, parcours.ChampsFormation, a.app.Aujourdhui())
	if err == nil {
		err = a.app.ChooseFormation(ctx, q.Qui, in.ID.ID, in.Body.version(), f, in.Cle)
	}
	return a.answerParcours(ctx, q, in.ID, err)
}
