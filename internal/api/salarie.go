package api

import (
	"context"
	"strconv"

	"parcours.example/internal/parcours"
)

var _ = declare("salaries",
	route(operation{Methode: get, Chemin: "/salaries", Acces: parcours.ActionListSalaries,
		Filtres: filtres{"etat": parcours.ListeEtats()},
		Resume:  "Lister les salariés",
		Texte: "Un encadrant ne voit que les personnes qu'il encadre, et celles que personne n'encadre : " +
			"leur nom et leur métier."}, (*call).listSalaries),
	create(operation{Methode: post, Chemin: "/salaries", Acces: parcours.ActionCreateSalarie,
		Champs: parcours.ChampsNouveauSalarie,
		Resume: "Créer un salarié",
		Texte: "Sans cip_id, le CIP qui crée est celui de la personne. Une personne qui ressemble à une autre " +
			"(la règle de l'importation) est refusée en 422, avec l'avertissement « doublon_possible » " +
			"et le lien de son dossier, tant qu'il n'est pas acquitté."}, (*call).createSalarie),
	route(operation{Methode: get, Chemin: "/salaries/{id}", Acces: parcours.ActionReadSalarie,
		Resume: "Le dossier d'un salarié"}, (*call).showSalarie),
	route(operation{Methode: patch, Chemin: "/salaries/{id}", Acces: parcours.ActionUpdateSalarie,
		Champs: append(parcours.Champs{champVersion, champEncadrants}, parcours.ChampsNouveauSalarie...), Partiel: true,
		Resume: "Modifier un salarié",
		Texte:  "Seuls les champs envoyés changent ; null vide un champ. cip_id confie la personne à un autre CIP."},
		(*call).patchSalarie),
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
	ID         int64                  `json:"id"`
	Cip        *personne              `json:"cip,omitempty"`
	Encadrants []personne             `json:"encadrants"`
	Gele       bool                   `json:"gele" doc:"Dossier gelé à la demande de la personne : il se lit, il ne se modifie pas."`
	Retrait    *retrait               `json:"retrait,omitempty" doc:"Dossier retiré : dans aucune liste ; il se lit, il ne se modifie pas."`
	Version    int                    `json:"version"`
	Contrats   []answer[contrat]      `json:"contrats" doc:"Le plus récent d'abord."`
	Freins     []answer[frein]        `json:"freins"`
	Parcours   []answer[parcoursBref] `json:"parcours"`
}

func (salarie) champs() parcours.Champs { return parcours.ChampsNouveauSalarie }

func (q *call) showSalarie(ctx context.Context, in *ID) (*answer[salarie], error) {
	return as(salarieOf)(q.app.FindSalarie(ctx, q.Qui, in.ID))
}

func salarieOf(f *parcours.FicheSalarie) answer[salarie] {
	return answer[salarie]{f.Salarie, salarie{
		ID: f.ID, Cip: colleague(f.CipID, f.Noms), Gele: f.Gele, Retrait: retraitOf(f.Retrait, f.Noms), Version: f.Version,
		Encadrants: each(f.Encadrants, func(u parcours.Collegue) personne { return personne{u.ID, u.NomComplet()} }),
		Contrats:   each(f.Contrats, func(x parcours.Contrat) answer[contrat] { return contratOf(x, f.Noms) }),
		Freins:     each(f.Freins, func(x parcours.Frein) answer[frein] { return freinOf(x, f.Noms) }),
		Parcours:   each(f.Parcours, parcoursBrefOf),
	}}
}

func (q *call) createSalarie(ctx context.Context, in *creation) (*created[answer[salarie]], error) {
	nouveau, err := read[parcours.Salarie](in.Body, parcours.ChampsNouveauSalarie, q.app.Aujourdhui())
	if err != nil {
		return nil, err
	}
	id, err := q.app.CreateSalarie(ctx, q.Qui, nouveau, in.Cle)
	if err != nil {
		return nil, err
	}
	return as(func(s *answer[salarie]) created[answer[salarie]] {
		return created[answer[salarie]]{location("salaries", id), *s}
	})(q.showSalarie(ctx, &ID{id}))
}

func (q *call) patchSalarie(ctx context.Context, in *onID) (*answer[salarie], error) {
	change, err := patchOf[parcours.Salarie](in.Body, parcours.ChampsNouveauSalarie, q.app.Aujourdhui())
	if err != nil {
		return nil, err
	}
	var encadrants *[]int64
	if ids, sent := in.Body.textes["encadrants"]; sent {
		encadrants = new(each(ids, func(id string) int64 { n, _ := strconv.ParseInt(id, 10, 64); return n }))
	}
	if err := q.app.PatchSalarie(ctx, q.Qui, in.ID.ID, in.Body.version(), change, encadrants); err != nil {
		return nil, err
	}
	return q.showSalarie(ctx, &in.ID)
}
