package api

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"parcours.example/internal/parcours"
)

var _ = declare("suivis",
	route(operation{Methode: get, Chemin: "/parcours/{id}/suivis", Acces: parcours.ActionReadParcours,
		Filtres: map[string]parcours.Liste{"avec": parcours.Interlocuteurs},
		Resume:  "Les suivis d'un parcours"}, (*api).listSuivis),
	route(operation{Methode: post, Chemin: "/parcours/{id}/suivis", Acces: parcours.ActionLogSuivi, Statut: http.StatusCreated,
		Champs: parcours.ChampsSuivi,
		Resume: "Consigner un suivi", Texte: "Les rappels des suivis du même jour ou d'avant sont soldés ; date_prochain en ouvre un autre."}, (*api).logSuivi),
)

type suivi struct {
	rows
	ID            int64     `json:"id"`
	Tentative     int       `json:"tentative"`
	ProchainSolde bool      `json:"prochain_solde" doc:"Le rappel est fait, ou n'a plus lieu d'être."`
	Auteur        *personne `json:"auteur,omitempty"`
	CreeLe        time.Time `json:"cree_le"`
}

// champsSuivi: an absence that is reported is no contact, with nobody.
var champsSuivi = slices.Concat(parcours.Champs{parcours.ChampGenreSuivi}, parcours.ChampsSuivi.Without("avec", "canal"), optional(parcours.ChampsSuivi.Only("avec", "canal")))

func (s suivi) MarshalJSON() ([]byte, error) { type reste suivi; return s.marshalWith(reste(s)) }
func (suivi) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return withRows(s, champsSuivi)
}

func suiviOf(s parcours.Suivi, noms map[int64]string) suivi {
	return suivi{rows{champsSuivi, s}, s.ID, s.Tentative, s.ProchainSolde, colleague(&s.AuteurID, noms), s.CreeLe.UTC()}
}

type demandeSuivis struct {
	ID
	Pagination
	Tri        string `query:"tri" enum:"date,-date" default:"-date"`
	Avec       string `query:"avec"`
	Tentative  int    `query:"tentative" minimum:"1"`
	Difficulte bool   `query:"difficulte" doc:"Seulement ceux qui signalent une difficulté."`
}

func (a *api) listSuivis(ctx context.Context, q *call, in *demandeSuivis) (*response[liste[suivi]], error) {
	f, err := a.app.FindParcours(ctx, q.Qui, in.ID.ID)
	if err != nil {
		return nil, err
	}
	suivis := keep(f.Suivis, func(s parcours.Suivi) bool {
		return (in.Avec == "" || in.Avec == s.Avec) && (in.Tentative == 0 || in.Tentative == s.Tentative) &&
			(!in.Difficulte || s.Difficulte) && matches(in.Q, s.Texte)
	})
	_, desc := order(in.Tri)
	sortBy(suivis, desc, func(x, y parcours.Suivi) int { return x.Date.Time().Compare(y.Date.Time()) })
	return paginate(each(suivis, func(s parcours.Suivi) suivi { return suiviOf(s, f.Noms) }), in.Pagination), nil
}

func (a *api) logSuivi(ctx context.Context, q *call, in *once) (*created[suivi], error) {
	s, err := read[parcours.Suivi](in.Body, parcours.ChampsSuivi, a.app.Aujourdhui())
	if err != nil {
		return nil, err
	}
	consigne, err := a.app.LogSuivi(ctx, q.Qui, in.ID.ID, s, in.Cle)
	if err != nil {
		return nil, err
	}
	return &created[suivi]{Location: location("parcours", in.ID.ID, "suivis"), Body: suiviOf(*consigne, q.nom())}, nil
}
