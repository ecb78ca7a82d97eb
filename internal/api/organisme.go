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
	added(operation{Chemin: "/organismes", Acces: parcours.ActionUpdateOrganisme,
		Champs: parcours.ChampsOrganisme,
		Resume: "Ajouter un organisme",
		Texte:  "Deux organismes n'ont jamais le même nom (accents et majuscules ignorés), ni le même SIRET."},
		(*app.App).AddOrganisme, organismeOf, func(o *parcours.Organisme) int64 { return o.ID }),
	found(operation{Chemin: "/organismes/{id}", Acces: parcours.ActionReadOrganismes, Resume: "Un organisme"},
		(*app.App).FindOrganisme, organismeOf),
	patched(operation{Chemin: "/organismes/{id}", Acces: parcours.ActionUpdateOrganisme,
		Champs: parcours.ChampsOrganisme,
		Resume: "Modifier un organisme",
		Texte:  "Seuls les champs envoyés changent ; null vide un champ. Les formations gardent le nom saisi ce jour-là."},
		(*app.App).PatchOrganisme, organismeOf),
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
