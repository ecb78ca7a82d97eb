package api

import (
	"context"
	"strings"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

var _ = declare("groupes",
	route(operation{Methode: get, Chemin: "/groupes", Acces: parcours.ActionReadGroupes,
		Resume: "Les groupes de la structure",
		Texte:  "Un groupe est une même action pour plusieurs personnes. GET /parcours?groupe_id= dit qui en est."}, (*call).listGroupes),
	added(operation{Chemin: "/groupes", Acces: parcours.ActionUpdateGroupe,
		Champs: parcours.ChampsGroupe,
		Resume: "Ajouter un groupe",
		Texte:  "Deux groupes n'ont jamais le même intitulé (accents et majuscules ignorés)."},
		(*app.App).AddGroupe, groupeOf, func(g *parcours.Groupe) int64 { return g.ID }),
	found(operation{Chemin: "/groupes/{id}", Acces: parcours.ActionReadGroupes, Resume: "Un groupe"}, (*app.App).FindGroupe, groupeOf),
	patched(operation{Chemin: "/groupes/{id}", Acces: parcours.ActionUpdateGroupe,
		Champs: parcours.ChampsGroupe,
		Resume: "Modifier un groupe",
		Texte:  "Seuls les champs envoyés changent ; null vide un champ. Les formations des parcours ne changent pas."},
		(*app.App).PatchGroupe, groupeOf),
	act(operation{Methode: put, Chemin: "/parcours/{id}/groupe", Acces: parcours.ActionJoinGroupe,
		Champs: append(parcours.Champs{champVersion}, parcours.ChampsAdhesion...),
		Resume: "Mettre l'essai en cours dans un groupe, ou l'en sortir",
		Texte: "Un intitulé inconnu ajoute un groupe, avec l'organisme et les dates de la formation. " +
			"Sans groupe_id ni intitule, l'essai n'est plus d'aucun groupe. Rend le dossier."}, (*app.App).JoinGroupe),
)

// groupe is one action for several people.
type groupe struct {
	ID      int64 `json:"id"`
	Version int   `json:"version"`
}

func (groupe) champs() parcours.Champs { return parcours.ChampsGroupe }

func groupeOf(g *parcours.Groupe) answer[groupe] { return answer[groupe]{g, groupe{g.ID, g.Version}} }

// ligneGroupe is a group in a list.
type ligneGroupe struct {
	ID        int64   `json:"id"`
	Version   int     `json:"version"`
	Organisme *string `json:"organisme" doc:"Son nom."`
	Parcours  int     `json:"parcours" doc:"Le nombre de parcours qui en sont."`
}

func (ligneGroupe) champs() parcours.Champs { return parcours.ChampsGroupe }

type demandeGroupes struct {
	Pagination
	Tri string `query:"tri" enum:"debut,-debut,intitule,-intitule,parcours,-parcours" default:"-debut"`
}

func (q *call) listGroupes(ctx context.Context, in *demandeGroupes) (*liste[answer[ligneGroupe]], error) {
	f := app.FiltreGroupes{Q: in.Q, Page: in.Page, ParPage: in.ParPage}
	f.Tri, f.Desc = strings.CutPrefix(in.Tri, "-")
	return listeOf(func(l parcours.LigneGroupe) answer[ligneGroupe] {
		return answer[ligneGroupe]{l.Groupe, ligneGroupe{l.ID, l.Version, known(l.Organisme), l.NombreParcours}}
	})(q.app.ListGroupes(ctx, q.Qui, f))
}
