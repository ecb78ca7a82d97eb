package api

import (
	"context"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

var _ = declare("observations",
	route(operation{Methode: get, Chemin: "/salaries/{id}/observations", Acces: parcours.ActionReadObservations,
		Filtres: filtres{"theme": parcours.ThemesObservation},
		Resume:  "Les observations sur un salarié", Texte: "Un encadrant ne voit que les siennes."}, (*call).listObservations),
	note(operation{Methode: post, Chemin: "/salaries/{id}/observations", Acces: parcours.ActionLogObservation,
		Champs: parcours.ChampsObservation,
		Resume: "Consigner une observation"}, (*app.App).LogObservation, observationOf),
)

type observation struct{ Written }

func (observation) champs() parcours.Champs { return parcours.ChampsObservation }

func observationOf(o parcours.Observation, noms map[int64]string) answer[observation] {
	return answer[observation]{o, observation{writtenOf(o.ID, o.AuteurID, o.CreeLe, noms)}}
}

type demandeObservations struct {
	ID
	Pagination
	Tri   string `query:"tri" enum:"date,-date" default:"-date"`
	Theme string `query:"theme"`
}

func (q *call) listObservations(ctx context.Context, in *demandeObservations) (*liste[answer[observation]], error) {
	lues, err := q.app.ListObservations(ctx, q.Qui, in.ID.ID)
	if err != nil {
		return nil, err
	}
	return choose(lues.Liste, in.Pagination, in.Tri,
		tris[parcours.Observation]{"date": byDate(func(o parcours.Observation) parcours.Date { return o.Date })},
		func(o parcours.Observation) bool { return asked(in.Theme, o.Theme) && matches(in.Q, o.Texte) },
		func(o parcours.Observation) answer[observation] { return observationOf(o, lues.Noms) }), nil
}
