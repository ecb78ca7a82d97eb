package api

import (
	"context"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

var _ = declare("freins",
	route(operation{Methode: get, Chemin: "/salaries/{id}/freins", Acces: parcours.ActionEditFrein,
		Filtres: filtres{"etat": parcours.EtatsFrein},
		Resume:  "Les freins d'un salarié", Texte: "Les freins levés viennent en dernier."}, (*call).listFreins),
	note(operation{Methode: post, Chemin: "/salaries/{id}/freins", Acces: parcours.ActionEditFrein,
		Champs: parcours.ChampsNouveauFrein,
		Resume: "Noter un frein",
		Texte:  "Avec une solution, le frein est noté « solution en cours ». Pour la santé, aucun texte n'est gardé."},
		(*app.App).AddFrein, freinAlone),
	route(operation{Methode: patch, Chemin: "/freins/{id}", Acces: parcours.ActionEditFrein,
		Champs: append(parcours.Champs{champVersion}, parcours.ChampsChangementFrein...),
		Resume: "Dire où en est un frein",
		Texte: "Une solution est engagée, le frein est levé, ou il persiste : le jour est aujourd'hui sauf date. " +
			"Levé ou persistant, il garde la solution notée avant si aucune n'est envoyée."}, (*call).changeFrein),
	route(operation{Methode: put, Chemin: "/parcours/{id}/freins-gestion", Acces: parcours.ActionEditFreinGestion,
		Champs: parcours.Champs{champVersion, parcours.ChampsContraintes.Get("freins_gestion").Required("")},
		Resume: "Noter les contraintes de la structure",
		Texte: "Ce qui gêne la structure dans ce parcours : la liste envoyée remplace celle d'avant. " +
			"Rend le dossier."}, (*call).setFreinsGestion),
)

type frein struct {
	ID      int64     `json:"id"`
	Libelle string    `json:"libelle"`
	Version int       `json:"version"`
	Auteur  *personne `json:"auteur,omitempty"`
}

func (frein) champs() parcours.Champs { return parcours.ChampsFrein }

func freinOf(f parcours.Frein, noms map[int64]string) answer[frein] {
	return answer[frein]{f, frein{f.ID, parcours.Freins.Libelle(f.Code), f.Version, colleague(&f.AuteurID, noms)}}
}

// freinAlone leaves the author out.
func freinAlone(f parcours.Frein, _ map[int64]string) answer[frein] {
	f.AuteurID = 0
	return freinOf(f, nil)
}

type demandeFreins struct {
	ID
	Pagination
	Tri  string `query:"tri" enum:"ouverts,date,-date" default:"ouverts"`
	Etat string `query:"etat"`
}

func (q *call) listFreins(ctx context.Context, in *demandeFreins) (*liste[answer[frein]], error) {
	freins, err := q.app.ListFreins(ctx, q.Qui, in.ID.ID)
	if err != nil {
		return nil, err
	}
	return choose(freins, in.Pagination, in.Tri,
		tris[parcours.Frein]{"date": byDate(func(f parcours.Frein) parcours.Date { return f.DateIdentifie })},
		func(f parcours.Frein) bool {
			return asked(in.Etat, f.Etat) && matches(in.Q, parcours.Freins.Libelle(f.Code), f.Solution)
		},
		func(f parcours.Frein) answer[frein] { return freinAlone(f, nil) }), nil
}

func (q *call) changeFrein(ctx context.Context, in *once) (*answer[frein], error) {
	c, err := read[app.ChangementFrein](in.Body, parcours.ChampsChangementFrein, q.app.Aujourdhui())
	if err != nil {
		return nil, err
	}
	c.Version, c.Cle = in.Body.version(), in.Cle
	return as(func(f *parcours.Frein) answer[frein] { return freinAlone(*f, nil) })(q.app.ChangeFrein(ctx, q.Qui, in.ID.ID, c))
}

func (q *call) setFreinsGestion(ctx context.Context, in *onID) (*answer[dossier], error) {
	err := q.app.SetFreinsGestion(ctx, q.Qui, in.ID.ID, in.Body.version(), in.Body.textes["freins_gestion"])
	return q.answerParcours(ctx, in.ID, err)
}
