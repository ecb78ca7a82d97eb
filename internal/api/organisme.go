package api

import (
	"context"
	"strings"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

var _ = declare("organismes",
	route(operation{Methode: get, Chemin: "/organismes", Acces: parcours.ActionReadOrganismes,
		Filtres: filtres{"qualiopi": parcours.QualiopiConnue},
		Resume:  "Les organismes de formation de la structure",
		Texte:   "Choisir une formation avec un nom inconnu en ajoute un ; GET /parcours?organisme_id= dit qui y va, ou y est allé."},
		(*call).listOrganismes),
	create(operation{Methode: post, Chemin: "/organismes", Acces: parcours.ActionUpdateOrganisme,
		Champs: parcours.ChampsOrganisme,
		Resume: "Ajouter un organisme",
		Texte:  "Deux organismes n'ont jamais le même nom (accents et majuscules ignorés), ni le même SIRET."}, (*call).createOrganisme),
	route(operation{Methode: get, Chemin: "/organismes/{id}", Acces: parcours.ActionReadOrganismes,
		Resume: "Un organisme"}, (*call).showOrganisme),
	route(operation{Methode: patch, Chemin: "/organismes/{id}", Acces: parcours.ActionUpdateOrganisme,
		Champs: append(parcours.Champs{champVersion}, parcours.ChampsOrganisme...), Partiel: true,
		Resume: "Modifier un organisme",
		Texte:  "Seuls les champs envoyés changent ; null vide un champ. Les formations gardent le nom saisi ce jour-là."},
		(*call).patchOrganisme),
)

// organisme is a training centre.
type organisme struct {
	ID      int64 `json:"id"`
	Version int   `json:"version"`
}

func (organisme) champs() parcours.Champs { return parcours.ChampsOrganisme }

func organismeOf(o *parcours.Organisme) answer[organisme] {
	return answer[organisme]{o, organisme{o.ID, o.Version}}
}

// ligneOrganisme is a training centre in a list.
type ligneOrganisme struct {
	ID       int64 `json:"id"`
	Version  int   `json:"version"`
	Parcours int   `json:"parcours" doc:"Le nombre de parcours qui y vont, ou y sont allés."`
}

func (ligneOrganisme) champs() parcours.Champs { return parcours.ChampsOrganisme }

type demandeOrganismes struct {
	Pagination
	Tri      string `query:"tri" enum:"nom,-nom,parcours,-parcours" default:"nom"`
	Qualiopi string `query:"qualiopi"`
}

func (q *call) listOrganismes(ctx context.Context, in *demandeOrganismes) (*liste[answer[ligneOrganisme]], error) {
	f := app.FiltreOrganismes{Q: in.Q, Qualiopi: in.Qualiopi, Page: in.Page, ParPage: in.ParPage}
	f.Tri, f.Desc = strings.CutPrefix(in.Tri, "-")
	return listeOf(func(l parcours.LigneOrganisme) answer[ligneOrganisme] {
		return answer[ligneOrganisme]{l.Organisme, ligneOrganisme{l.ID, l.Version, l.NombreParcours}}
	})(q.app.ListOrganismes(ctx, q.Qui, f))
}

func (q *call) showOrganisme(ctx context.Context, in *ID) (*answer[organisme], error) {
	return as(organismeOf)(q.app.FindOrganisme(ctx, q.Qui, in.ID))
}

func (q *call) createOrganisme(ctx context.Context, in *creation) (*created[answer[organisme]], error) {
	nouveau, err := read[parcours.Organisme](in.Body, parcours.ChampsOrganisme, q.app.Aujourdhui())
	if err != nil {
		return nil, err
	}
	return as(func(o *parcours.Organisme) created[answer[organisme]] {
		return created[answer[organisme]]{location("organismes", o.ID), organismeOf(o)}
	})(q.app.AddOrganisme(ctx, q.Qui, nouveau, in.Cle))
}

func (q *call) patchOrganisme(ctx context.Context, in *onID) (*answer[organisme], error) {
	change, err := patchOf[parcours.Organisme](in.Body, parcours.ChampsOrganisme, q.app.Aujourdhui())
	if err != nil {
		return nil, err
	}
	return as(organismeOf)(q.app.PatchOrganisme(ctx, q.Qui, in.ID.ID, in.Body.version(), change))
}
