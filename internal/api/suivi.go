package api

import (
	"context"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

var _ = declare("suivis",
	route(operation{Methode: get, Chemin: "/parcours/{id}/suivis", Acces: parcours.ActionReadParcours,
		Filtres: filtres{"avec": parcours.Interlocuteurs},
		Resume:  "Les suivis d'un parcours"}, (*call).listSuivis),
	note(operation{Methode: post, Chemin: "/parcours/{id}/suivis", Acces: parcours.ActionLogSuivi,
		Champs: parcours.ChampsSuivi,
		Resume: "Consigner un suivi",
		Texte: "Les rappels des suivis du même jour ou d'avant sont soldés ; date_prochain en ouvre un autre. " +
			"Un suivi oublié se note aussi dans un parcours terminé, sans date_prochain."},
		(*app.App).LogSuivi, suiviOf),
)

type suivi struct {
	Written
	Tentative     int  `json:"tentative"`
	ProchainSolde bool `json:"prochain_solde" doc:"Le rappel est fait, ou n'a plus lieu d'être."`
}

func (suivi) champs() parcours.Champs { return parcours.ChampsSuivi }

func suiviOf(s parcours.Suivi, noms map[int64]string) answer[suivi] {
	return answer[suivi]{s, suivi{writtenOf(s.ID, s.AuteurID, s.CreeLe, noms), s.Tentative, s.ProchainSolde}}
}

type demandeSuivis struct {
	ID
	Pagination
	Tri        string `query:"tri" enum:"date,-date" default:"-date"`
	Avec       string `query:"avec"`
	Tentative  int    `query:"tentative" minimum:"1"`
	Difficulte bool   `query:"difficulte" doc:"Seulement ceux qui signalent une difficulté."`
}

func (q *call) listSuivis(ctx context.Context, in *demandeSuivis) (*liste[answer[suivi]], error) {
	f, err := q.app.FindParcours(ctx, q.Qui, in.ID.ID)
	if err != nil {
		return nil, err
	}
	return choose(f.Suivis, in.Pagination, in.Tri,
		tris[parcours.Suivi]{"date": byDate(func(s parcours.Suivi) parcours.Date { return s.Date })},
		func(s parcours.Suivi) bool {
			return asked(in.Avec, s.Avec) && asked(in.Tentative, s.Tentative) && asked(in.Difficulte, s.Difficulte) &&
				matches(in.Q, s.Texte)
		},
		func(s parcours.Suivi) answer[suivi] { return suiviOf(s, f.Noms) }), nil
}
