package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"parcours.example/internal/parcours"
)

var _ = declare("observations",
	route(operation{Methode: get, Chemin: "/salaries/{id}/observations", Acces: parcours.ActionReadObservations,
		Filtres: map[string]parcours.Liste{"theme": parcours.ThemesObservation},
		Resume:  "Les observations sur un salarié", Texte: "Un encadrant ne voit que les siennes."}, (*api).listObservations),
	route(operation{Methode: post, Chemin: "/salaries/{id}/observations", Acces: parcours.ActionLogObservation, Statut: http.StatusCreated,
		Champs: parcours.ChampsObservation,
		Resume: "Consigner une observation"}, (*api).logObservation),
)

type observation struct {
	rows
	ID     int64     `json:"id"`
	Auteur *personne `json:"auteur,omitempty"`
	CreeLe time.Time `json:"cree_le"`
}

func (o observation) MarshalJSON() ([]byte, error) {
	type reste observation
	return o.marshalWith(reste(o))
}
func (observation) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return withRows(s, parcours.ChampsObservation)
}

func observationOf(o parcours.Observation, noms map[int64]string) observation {
	return observation{rows{parcours.ChampsObservation, o}, o.ID, colleague(&o.AuteurID, noms), o.CreeLe.UTC()}
}

type demandeObservations struct {
	ID
	Pagination
	Tri   string `query:"tri" enum:"date,-date" default:"-date"`
	Theme string `query:"theme"`
}

func (a *api) listObservations(ctx context.Context, q *call, in *demandeObservations) (*response[liste[observation]], error) {
	lues, err := a.app.ListObservations(ctx, q.Qui, in.ID.ID)
	if err != nil {
		return nil, err
	}
	os := keep(lues.Liste, func(o parcours.Observation) bool {
		return (in.Theme == "" || in.Theme == o.Theme) && matches(in.Q, o.Texte)
	})
	_, desc := order(in.Tri)
	sortBy(os, desc, func(x, y parcours.Observation) int { return x.Date.Time().Compare(y.Date.Time()) })
	return paginate(each(os, func(o parcours.Observation) observation { return observationOf(o, lues.Noms) }), in.Pagination), nil
}

func (a *api) logObservation(ctx context.Context, q *call, in *once) (*created[observation], error) {
	o, err := read[parcours.Observation](in.Body, parcours.ChampsObservation, a.app.Aujourdhui())
	if err != nil {
		return nil, err
	}
	notee, err := a.app.LogObservation(ctx, q.Qui, in.ID.ID, o, in.Cle)
	if err != nil {
		return nil, err
	}
	return &created[observation]{Location: location("salaries", in.ID.ID, "observations"), Body: observationOf(*notee, q.nom())}, nil
}
