package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
)

var _ = declare("guide",
	route(operation{Methode: get, Chemin: "/parcours/{id}/recommandations", Acces: parcours.ActionReadParcours,
		Filtres: map[string]parcours.Liste{"type": guide.Types},
		Resume:  "Ce que le guide conseille maintenant",
		Texte:   "Le plus pressant d'abord, ce qui est fait ou écarté à la fin, avec sa source et ce qui fait qu'on le montre."}, (*api).listRecommandations),
)

type demandeRecommandations struct {
	ID
	Pagination
	Tri  string `query:"tri" enum:"importance,guide" default:"importance" doc:"importance : le plus pressant d'abord ; guide : l'ordre du guide."`
	Type string `query:"type" doc:"Un genre de texte."`
}

// recommandation is an item of the guide that helps here and now.
type recommandation struct {
	ItemGuide
	Pourquoi []string `json:"pourquoi" doc:"Pourquoi on le montre."`
	Decision *string  `json:"decision" doc:"Ce qui en a été décidé dans ce parcours."`
	Age      *string  `json:"age" doc:"L'âge du texte, en mots."`
	Reserve  *string  `json:"reserve" doc:"Ce que le guide n'a pas prévu pour ce type de structure."`
}

func (recommandation) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return withRows(s, optional(parcours.ChampsConseil.Only("decision")))
}

func (a *api) listRecommandations(ctx context.Context, q *call, in *demandeRecommandations) (*response[liste[recommandation]], error) {
	f, err := a.app.FindParcours(ctx, q.Qui, in.ID.ID)
	if err != nil {
		return nil, err
	}
	rs := keep(f.ListRecommandations(), func(r guide.Recommandation) bool {
		return (in.Type == "" || in.Type == r.Type) && matches(in.Q, r.Titre, r.Texte, r.Item.ID)
	})
	if in.Tri == "guide" {
		rang := ranks(f.Guide)
		sortBy(rs, false, func(x, y guide.Recommandation) int { return rang[x.Item.ID] - rang[y.Item.ID] })
	}
	return paginate(each(rs, recommandationOf), in.Pagination), nil
}

func recommandationOf(r guide.Recommandation) recommandation {
	i := itemOf(r.Item)
	i.Contacts = each(r.Contacts, contactOf) // those that this situation may call
	x := recommandation{ItemGuide: i, Pourquoi: codes(r.Pourquoi), Age: texte(r.Age), Reserve: texte(r.Reserve)}
	if r.Decision != nil {
		x.Decision = &r.Decision.Decision
	}
	return x
}

// ranks is the place of each item in the guide.
func ranks(g *guide.Guide) map[string]int {
	rang := map[string]int{}
	for i, it := range g.Items() {
		rang[it.ID] = i
	}
	return rang
}
