package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
)

var _ = declare("guide",
	route(operation{Methode: get, Chemin: "/parcours/{id}/recommandations", Acces: parcours.ActionReadParcours,
		Filtres: filtres{"type": guide.Types},
		Resume:  "Ce que le guide conseille maintenant",
		Texte: "Le plus pressant d'abord, ce qui est fait ou écarté à la fin, " +
			"avec sa source et ce qui fait qu'on le montre."}, (*call).listRecommandations),
)

type demandeRecommandations struct {
	ID
	Pagination
	Tri  string `query:"tri" enum:"importance,guide" default:"importance"`
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
	return withRows(s, parcours.ChampsConseil.Only("decision").Optional())
}

func (q *call) listRecommandations(ctx context.Context, in *demandeRecommandations) (*liste[recommandation], error) {
	f, err := q.app.FindParcours(ctx, q.Qui, in.ID.ID)
	if err != nil {
		return nil, err
	}
	rang := ranks(f.Guide)
	return choose(f.ListRecommandations(), in.Pagination, in.Tri,
		tris[guide.Recommandation]{"guide": func(x, y guide.Recommandation) int { return rang[x.ID] - rang[y.ID] }},
		func(r guide.Recommandation) bool {
			return asked(in.Type, r.Type) && matches(in.Q, r.Titre, r.Texte, r.ID)
		},
		recommandationOf), nil
}

func recommandationOf(r guide.Recommandation) recommandation {
	x := recommandation{ItemGuide: itemOf(r.Item), Pourquoi: full(r.Pourquoi), Age: known(r.Age), Reserve: known(r.Reserve)}
	x.Contacts = each(r.Contacts, contactOf) // those that this situation may call
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
