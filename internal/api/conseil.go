package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"parcours.example/internal/app"
	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
)

var _ = declare("guide",
	route(operation{Methode: get, Chemin: "/parcours/{id}/recommandations", Acces: parcours.ActionReadParcours,
		Filtres: filtres{"type": guide.Types},
		Resume:  "Ce que le guide conseille maintenant",
		Texte: "Le plus pressant d'abord, ce qui est fait ou écarté à la fin, " +
			"avec sa source et ce qui fait qu'on le montre."}, (*call).listRecommandations),
	route(operation{Methode: put, Chemin: "/parcours/{id}/conseils/{item}", Acces: parcours.ActionHandleConseil,
		Champs: append(parcours.Champs{champVersionLue}, parcours.ChampsConseil...),
		Resume: "Décider d'un conseil du guide",
		Texte: "Fait, planifié pour un jour, ou écarté pour une raison : la décision prend la place de la précédente. " +
			"Une solution faite ou planifiée se note sur les freins auxquels elle répond."}, (*call).handleConseil),
	routeWhole(operation{Methode: del, Chemin: "/parcours/{id}/conseils/{item}", Acces: parcours.ActionHandleConseil,
		Champs: parcours.Champs{champVersion.Required("")}, Statut: http.StatusNoContent,
		Resume: "Revenir sur une décision", Texte: "Le conseil est de nouveau proposé."}, (*call).forgetConseil),
)

// conseil is what was decided about one item of the guide.
type conseil struct {
	Item    string    `json:"item"`
	Date    jour      `json:"date" doc:"Le jour de la décision."`
	Version int       `json:"version" doc:"À renvoyer pour décider autrement."`
	Auteur  *personne `json:"auteur,omitempty"`
}

func (conseil) champs() parcours.Champs { return parcours.ChampsConseil }

func conseilOf(c parcours.Conseil, noms map[int64]string) answer[conseil] {
	return answer[conseil]{c, conseil{c.Item, jour{c.Date}, c.Version, colleague(&c.AuteurID, noms)}}
}

// ItemConseil names an item of the guide.
type ItemConseil struct {
	ID
	Item string `path:"item" maxLength:"120" doc:"L'élément du guide : l'id d'une recommandation."`
}

type surConseil struct {
	ItemConseil
	Idempotence
	Body body
}

func (q *call) handleConseil(ctx context.Context, in *surConseil) (*answer[conseil], error) {
	c, err := read[parcours.Conseil](in.Body, parcours.ChampsConseil, q.app.Aujourdhui())
	if err == nil {
		c.Item, c.Version = in.Item, in.Body.version()
		err = q.app.HandleConseil(ctx, q.Qui, in.ID.ID, c, in.Cle)
	}
	return answerPart(ctx, q, in.ID, err, func(f *app.FicheParcours) *parcours.Conseil {
		return first(f.Conseils, func(c parcours.Conseil) bool { return c.Item == in.Item })
	}, conseilOf)
}

func (q *call) forgetConseil(ctx context.Context, in *surConseil) (*struct{}, error) {
	return nil, q.app.ForgetConseil(ctx, q.Qui, in.ID.ID, in.Item, in.Body.version())
}

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
	Version  *int     `json:"version" doc:"Celle de la décision, à renvoyer pour décider autrement."`
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
		x.Decision, x.Version = &r.Decision.Decision, &r.Decision.Version
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
