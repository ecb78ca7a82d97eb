package api

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"parcours.example/internal/parcours"
)

var _ = declare("salaries",
	route(operation{Methode: get, Chemin: "/salaries", Acces: parcours.ActionListSalaries,
		Filtres: map[string]parcours.Liste{"etat": parcours.ListeEtats()},
		Resume:  "Lister les salariés", Texte: "Un encadrant ne voit que les personnes qu'il encadre, et celles que personne n'encadre : leur nom et leur métier."}, (*api).listSalaries),
	route(operation{Methode: post, Chemin: "/salaries", Acces: parcours.ActionCreateSalarie, Statut: http.StatusCreated,
		Champs: append(slices.Clip(parcours.ChampsNouveauSalarie), champAcquittes),
		Resume: "Créer un salarié", Texte: "Sans cip_id, le CIP qui crée est celui de la personne. Une personne qui ressemble à une autre (la règle de l'importation) est refusée en 422, avec l'avertissement « doublon_possible » et le lien de son dossier, tant qu'il n'est pas acquitté."}, (*api).createSalarie),
	route(operation{Methode: get, Chemin: "/salaries/{id}", Acces: parcours.ActionReadSalarie,
		Resume: "Le dossier d'un salarié"}, (*api).showSalarie),
	route(operation{Methode: patch, Chemin: "/salaries/{id}", Acces: parcours.ActionUpdateSalarie,
		Champs: append(parcours.Champs{champVersion, champEncadrants}, parcours.ChampsNouveauSalarie...), Partiel: true,
		Resume: "Modifier un salarié", Texte: "Seuls les champs envoyés changent ; null vide un champ. cip_id confie la personne à un autre CIP."}, (*api).patchSalarie),
)

var champEncadrants = parcours.Champ{Code: "encadrants", Genre: parcours.GenreMulti, Nombre: true,
	Aide: "Les encadrants de la personne ; une liste vide les retire tous."}

// personne is a colleague, or a salarié, named beside something else.
type personne struct {
	ID  int64  `json:"id"`
	Nom string `json:"nom" doc:"Prénom et nom."`
}

// colleague names somebody of the SIAE; nil when nobody is meant.
func colleague(id *int64, noms map[int64]string) *personne {
	if id == nil || *id == 0 {
		return nil
	}
	nom := noms[*id]
	if nom == "" {
		nom = "Ancien collègue"
	}
	return &personne{ID: *id, Nom: nom}
}

// salarie is everything known of a person.
type salarie struct {
	rows
	ID         int64          `json:"id"`
	Cip        *personne      `json:"cip,omitempty"`
	Encadrants []personne     `json:"encadrants"`
	Gele       bool           `json:"gele" doc:"Dossier gelé à la demande de la personne : il se lit, il ne se modifie pas."`
	Version    int            `json:"version"`
	Freins     []frein        `json:"freins"`
	Parcours   []parcoursBref `json:"parcours" doc:"Celui du moment d'abord : le parcours ouvert qui a bougé en dernier ; les terminés ensuite."`
}

func (s salarie) MarshalJSON() ([]byte, error) { type reste salarie; return s.marshalWith(reste(s)) }
func (salarie) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return withRows(s, parcours.ChampsNouveauSalarie)
}

func (a *api) showSalarie(ctx context.Context, q *call, in *ID) (*response[salarie], error) {
	s, err := a.findSalarie(ctx, q, in.ID)
	if err != nil {
		return nil, err
	}
	return &response[salarie]{*s}, nil
}

func (a *api) findSalarie(ctx context.Context, q *call, id int64) (*salarie, error) {
	f, err := a.app.FindSalarie(ctx, q.Qui, id)
	if err != nil {
		return nil, err
	}
	s := &salarie{
		rows: rows{parcours.ChampsNouveauSalarie, f.Salarie}, ID: f.ID, Cip: colleague(f.CipID, f.Noms), Encadrants: []personne{}, Gele: f.Gele,
		Version: f.Version, Freins: each(f.Freins, func(x parcours.Frein) frein { return freinOf(x, f.Noms) }), Parcours: each(f.Parcours, parcoursBrefOf),
	}
	for _, e := range f.Encadrants {
		s.Encadrants = append(s.Encadrants, personne{ID: e.ID, Nom: e.NomComplet()})
	}
	return s, nil
}

type creationSalarie struct {
	Idempotence
	Body body
}

func (a *api) createSalarie(ctx context.Context, q *call, in *creationSalarie) (*created[salarie], error) {
	nouveau, err := read[parcours.Salarie](in.Body, parcours.ChampsNouveauSalarie, a.app.Aujourdhui())
	if err != nil {
		return nil, err
	}
	id, err := a.app.CreateSalarie(ctx, q.Qui, nouveau, in.Cle, in.Body.acknowledged()...)
	if err != nil {
		return nil, err
	}
	s, err := a.findSalarie(ctx, q, id)
	if err != nil {
		return nil, err
	}
	return &created[salarie]{Location: location("salaries", id), Body: *s}, nil
}

func (a *api) patchSalarie(ctx context.Context, q *call, in *onID) (*response[salarie], error) {
	change, err := patchOf[parcours.Salarie](in.Body, parcours.ChampsNouveauSalarie, a.app.Aujourdhui())
	if err != nil {
		return nil, err
	}
	var encadrants *[]int64
	if ids, sent := in.Body.textes["encadrants"]; sent {
		encadrants = new(each(ids, func(id string) int64 { n, _ := strconv.ParseInt(id, 10, 64); return n }))
	}
	if err := a.app.PatchSalarie(ctx, q.Qui, in.ID.ID, in.Body.version(), change, encadrants); err != nil {
		return nil, err
	}
	return a.showSalarie(ctx, q, &in.ID)
}
