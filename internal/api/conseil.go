package api

import (
	"context"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
)

func (a *api) registerRecommandations() {
	route(a, operation{Methode: get, Chemin: "/parcours/{id}/recommandations", Groupe: groupeGuide, Acces: parcours.ActionReadParcours,
		Resume: "Ce que le guide conseille maintenant", Texte: "Le plus pressant d'abord, avec sa source et ce qui fait qu'on le montre."}, a.listRecommandations)
}

type demandeRecommandations struct {
	ID
	Pagination
	Tri  string    `query:"tri" enum:"importance,guide" default:"importance" doc:"importance : le plus pressant d'abord ; guide : l'ordre du guide."`
	Type typeGuide `query:"type" doc:"Un genre de texte."`
}

// recommandation is an item of the guide that helps here and now.
type recommandation struct {
	ItemGuide
	Pourquoi []string `json:"pourquoi" doc:"Pourquoi on le montre."`
	Age      *string  `json:"age" doc:"L'âge du texte, en mots."`
	Reserve  *string  `json:"reserve" doc:"Ce que le guide n'a pas prévu pour ce type de structure."`
}

func (a *api) listRecommandations(ctx context.Context, q *call, in *demandeRecommandations) (*response[liste[recommandation]], error) {
	tous, err := a.app.ListRecommandations(ctx, q.Qui, in.ID.ID)
	if err != nil {
		return nil, err
	}
	rs := keep(tous, func(r guide.Recommandation) bool {
		return (in.Type == "" || string(in.Type) == r.Type) && matches(in.Q, r.Titre, r.Texte, r.Item.ID)
	})
	if in.Tri == "guide" {
		g, err := a.app.GuideFor(ctx, q.Qui)
		if err != nil {
			return nil, err
		}
		rang := ranks(g)
		sortBy(rs, false, func(x, y guide.Recommandation) int { return rang[x.Item.ID] - rang[y.Item.ID] })
	}
	return paginate(each(rs, recommandationOf), in.Pagination), nil
}

func recommandationOf(r guide.Recommandation) recommandation {
	i := itemOf(r.Item)
	i.Contacts = each(r.Contacts, contactOf) // those that this situation may call
	return recommandation{ItemGuide: i, Pourquoi: codes(r.Pourquoi), Age: texte(r.Age), Reserve: texte(r.Reserve)}
}

// ranks is the place of each item in the guide.
func ranks(g *guide.Guide) map[string]int {
	rang := map[string]int{}
	for i, it := range g.Items() {
		rang[it.ID] = i
	}
	return rang
}
