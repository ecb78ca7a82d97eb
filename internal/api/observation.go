package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"parcours.example/internal/parcours"
)

const groupeObservations = "observations"

func (a *api) registerObservations() {
	route(a, operation{Methode: get, Chemin: "/salaries/{id}/observations", Groupe: groupeObservations, Acces: parcours.ActionReadObservations,
		Resume: "Les observations sur un salarié", Texte: "Un encadrant ne voit que les siennes."}, a.listObservations)
	route(a, operation{Methode: post, Chemin: "/salaries/{id}/observations", Groupe: groupeObservations, Acces: parcours.ActionLogObservation, Statut: http.StatusCreated,
		Resume: "Consigner une observation"}, a.logObservation)
}

type observation struct {
	ID     int64     `json:"id"`
	Date   jour      `json:"date"`
	Theme  string    `json:"theme"`
	Niveau string    `json:"niveau"`
	Texte  string    `json:"texte"`
	Auteur *personne `json:"auteur,omitempty"`
	CreeLe time.Time `json:"cree_le"`
}

func (observation) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return listesObservation(s)
}

func listesObservation(s *huma.Schema) *huma.Schema {
	return withListes(s, map[string]parcours.Liste{"theme": parcours.ThemesObservation, "niveau": parcours.NiveauxObservation})
}

func (a *api) findObservations(ctx context.Context, q *call, salarieID int64) ([]observation, error) {
	os, err := a.app.ListObservations(ctx, q.Qui, salarieID)
	if err != nil {
		return nil, err
	}
	return each(os.Liste, func(o parcours.Observation) observation {
		return observation{ID: o.ID, Date: jour{o.Date}, Theme: o.Theme, Niveau: o.Niveau, Texte: o.Texte, Auteur: colleague(&o.AuteurID, os.Noms), CreeLe: o.CreeLe.UTC()}
	}), nil
}

type demandeObservations struct {
	ID
	Pagination
	Tri   string    `query:"tri" enum:"date,-date" default:"-date"`
	Theme codeTheme `query:"theme"`
}

func (a *api) listObservations(ctx context.Context, q *call, in *demandeObservations) (*response[liste[observation]], error) {
	tous, err := a.findObservations(ctx, q, in.ID.ID)
	if err != nil {
		return nil, err
	}
	os := keep(tous, func(o observation) bool {
		return (in.Theme == "" || string(in.Theme) == o.Theme) && matches(in.Q, o.Texte)
	})
	_, desc := order(in.Tri)
	sortBy(os, desc, func(x, y observation) int { return x.Date.Time().Compare(y.Date.Time()) })
	return paginate(os, in.Pagination), nil
}

type creationObservation struct {
	ID
	Idempotence
	Body observationSaisie
}

type observationSaisie struct {
	Date   jour   `json:"date,omitempty" doc:"Aujourd'hui, si elle est absente ; jamais dans le futur."`
	Theme  string `json:"theme"`
	Niveau string `json:"niveau"`
	Texte  string `json:"texte" doc:"Une phrase : 500 caractères au plus."`
}

func (observationSaisie) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return listesObservation(s)
}

func (a *api) logObservation(ctx context.Context, q *call, in *creationObservation) (*created[observation], error) {
	x := in.Body
	id, err := a.app.LogObservation(ctx, q.Qui, in.ID.ID, parcours.Observation{Date: x.Date.Date, Theme: x.Theme, Niveau: x.Niveau, Texte: x.Texte}, in.Cle)
	if err != nil {
		return nil, err
	}
	os, err := a.findObservations(ctx, q, in.ID.ID)
	if err != nil {
		return nil, err
	}
	o, err := oneOf(os, func(o observation) bool { return o.ID == id })
	return &created[observation]{Location: location("salaries", in.ID.ID, "observations"), Body: o}, err
}
