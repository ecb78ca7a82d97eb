package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"parcours.example/internal/parcours"
)

var _ = declare("freins",
	route(operation{Methode: get, Chemin: "/salaries/{id}/freins", Acces: parcours.ActionEditFrein,
		Filtres: map[string]parcours.Liste{"etat": parcours.EtatsFrein},
		Resume:  "Les freins d'un salarié", Texte: "Les freins levés viennent en dernier."}, (*api).listFreins),
	route(operation{Methode: post, Chemin: "/salaries/{id}/freins", Acces: parcours.ActionEditFrein, Statut: http.StatusCreated,
		Champs: parcours.ChampsNouveauFrein,
		Resume: "Noter un frein", Texte: "Avec une solution, le frein est noté « solution en cours ». Pour la santé, aucun texte n'est gardé."}, (*api).addFrein),
	route(operation{Methode: put, Chemin: "/parcours/{id}/freins-gestion", Acces: parcours.ActionEditFreinGestion,
		Champs: parcours.Champs{champVersion, parcours.ChampsContraintes.Get("freins_gestion").Required("")},
		Resume: "Noter les contraintes de la structure", Texte: "Ce qui gêne la structure dans ce parcours : la liste envoyée remplace celle d'avant. Rend le dossier."}, (*api).setFreinsGestion),
)

type frein struct {
	rows
	ID      int64     `json:"id"`
	Libelle string    `json:"libelle"`
	Version int       `json:"version"`
	Auteur  *personne `json:"auteur,omitempty"`
}

func (f frein) MarshalJSON() ([]byte, error) { type reste frein; return f.marshalWith(reste(f)) }
func (frein) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return withRows(s, parcours.ChampsFrein)
}

// freinOf leaves the author out when noms is nil.
func freinOf(f parcours.Frein, noms map[int64]string) frein {
	x := frein{rows: rows{parcours.ChampsFrein, f}, ID: f.ID, Libelle: parcours.Freins.Libelle(f.Code), Version: f.Version}
	if noms != nil {
		x.Auteur = colleague(&f.AuteurID, noms)
	}
	return x
}

type demandeFreins struct {
	ID
	Pagination
	Tri  string `query:"tri" enum:"ouverts,date,-date" default:"ouverts"`
	Etat string `query:"etat"`
}

func (a *api) listFreins(ctx context.Context, q *call, in *demandeFreins) (*response[liste[frein]], error) {
	tous, err := a.app.ListFreins(ctx, q.Qui, in.ID.ID)
	if err != nil {
		return nil, err
	}
	fs := keep(tous, func(f parcours.Frein) bool {
		return (in.Etat == "" || in.Etat == f.Etat) && matches(in.Q, parcours.Freins.Libelle(f.Code), f.Solution)
	})
	if champ, desc := order(in.Tri); champ == "date" {
		sortBy(fs, desc, func(x, y parcours.Frein) int { return x.DateIdentifie.Time().Compare(y.DateIdentifie.Time()) })
	}
	return paginate(each(fs, func(f parcours.Frein) frein { return freinOf(f, nil) }), in.Pagination), nil
}

func (a *api) addFrein(ctx context.Context, q *call, in *once) (*created[frein], error) {
	f, err := read[parcours.Frein](in.Body, parcours.ChampsNouveauFrein, a.app.Aujourdhui())
	if err != nil {
		return nil, err
	}
	note, err := a.app.AddFrein(ctx, q.Qui, in.ID.ID, f, in.Cle)
	if err != nil {
		return nil, err
	}
	return &created[frein]{Location: location("salaries", in.ID.ID, "freins"), Body: freinOf(*note, nil)}, nil
}

func (a *api) setFreinsGestion(ctx context.Context, q *call, in *onID) (*response[dossier], error) {
	return a.answerParcours(ctx, q, in.ID, a.app.SetFreinsGestion(ctx, q.Qui, in.ID.ID, in.Body.version(), in.Body.textes["freins_gestion"]))
}
