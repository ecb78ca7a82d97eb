package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"parcours.example/internal/parcours"
)

var _ = declare("siae",
	route(operation{Methode: get, Chemin: "/siae", Acces: parcours.ActionReadSiae,
		Resume: "La structure pour laquelle on agit"}, (*api).showSiae),
	route(operation{Methode: patch, Chemin: "/siae", Acces: parcours.ActionUpdateSiae,
		Champs: append(parcours.Champs{champVersion}, parcours.ChampsSiae...), Partiel: true,
		Resume: "Modifier la structure", Texte: "Seuls les champs envoyés changent ; null vide un champ."}, (*api).patchSiae),
)

type siae struct {
	rows
	ID      int64 `json:"id"`
	Version int   `json:"version"`
}

func (s siae) MarshalJSON() ([]byte, error) { type reste siae; return s.marshalWith(reste(s)) }
func (siae) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return withRows(s, parcours.ChampsSiae)
}

func siaeOf(s parcours.Siae) siae {
	return siae{rows{parcours.ChampsSiae, s}, s.ID, s.Version}
}

func (a *api) showSiae(ctx context.Context, q *call, _ *noBody) (*response[siae], error) {
	s, err := a.app.FindSiae(ctx, q.Qui)
	if err != nil {
		return nil, err
	}
	return &response[siae]{siaeOf(*s)}, nil
}

func (a *api) patchSiae(ctx context.Context, q *call, in *struct{ Body body }) (*response[siae], error) {
	change, err := patchOf[parcours.Siae](in.Body, parcours.ChampsSiae, a.app.Aujourdhui())
	if err != nil {
		return nil, err
	}
	s, err := a.app.PatchSiae(ctx, q.Qui, in.Body.version(), func(s *parcours.Siae) {
		change(s)
		s.Reseaux = codes(s.Reseaux)
	})
	if err != nil {
		return nil, err
	}
	return &response[siae]{siaeOf(*s)}, nil
}
