package api

import (
	"context"

	"parcours.example/internal/parcours"
)

var _ = declare("siae",
	route(operation{Methode: get, Chemin: "/siae", Acces: parcours.ActionReadSiae,
		Resume: "La structure pour laquelle on agit"}, (*call).showSiae),
	route(operation{Methode: patch, Chemin: "/siae", Acces: parcours.ActionUpdateSiae,
		Champs: append(parcours.Champs{champVersion}, parcours.ChampsSiae...), Partiel: true,
		Resume: "Modifier la structure", Texte: "Seuls les champs envoyés changent ; null vide un champ."}, (*call).patchSiae),
)

type siae struct {
	ID      int64 `json:"id"`
	Version int   `json:"version"`
}

func (siae) champs() parcours.Champs { return parcours.ChampsSiae }

func siaeOf(s *parcours.Siae) answer[siae] {
	return answer[siae]{s, siae{s.ID, s.Version}}
}

func (q *call) showSiae(ctx context.Context, _ *struct{}) (*answer[siae], error) {
	return as(siaeOf)(q.app.FindSiae(ctx, q.Qui))
}

func (q *call) patchSiae(ctx context.Context, in *struct{ Body body }) (*answer[siae], error) {
	change, err := patchOf[parcours.Siae](in.Body, parcours.ChampsSiae, q.app.Aujourdhui())
	if err != nil {
		return nil, err
	}
	return as(siaeOf)(q.app.PatchSiae(ctx, q.Qui, in.Body.version(), func(s *parcours.Siae) {
		change(s)
		s.Reseaux = full(s.Reseaux)
	}))
}
