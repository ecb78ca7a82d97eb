package api

import (
	"context"
	"strings"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

var _ = declare("parcours",
	route(operation{Methode: put, Chemin: "/parcours/{id}/securisation/{code}", Acces: parcours.ActionSecure,
		Champs:  parcours.ChampsSecurisation.Without("code"),
		Filtres: filtres{"code": parcours.Securisations},
		Resume:  "Répondre à une bonne pratique avant l'entrée",
		Texte: "La réponse prend la place de la précédente, que l'historique garde. " +
			"Ce qui est fait a une date : celle notée avant, sinon aujourd'hui."}, (*call).secure),
)

// securisation is the answer to one good practice before the entry.
type securisation struct {
	ID      int64  `json:"id"`
	Libelle string `json:"libelle"`
}

func (securisation) champs() parcours.Champs { return parcours.ChampsSecurisation }

func securisationOf(x parcours.Securisation) answer[securisation] {
	return answer[securisation]{x, securisation{x.ID, parcours.Securisations.Libelle(x.Code)}}
}

type surSecurisation struct {
	ID
	Code string `path:"code" doc:"La bonne pratique."`
	Body body
}

func (q *call) secure(ctx context.Context, in *surSecurisation) (*answer[securisation], error) {
	x, err := read[parcours.Securisation](in.Body, parcours.ChampsSecurisation.Without("code"), q.app.Aujourdhui())
	if err != nil {
		return nil, err
	}
	x.Code = in.Code
	err = q.app.Secure(ctx, q.Qui, in.ID.ID, nil, []parcours.Securisation{x})
	for _, e := range parcours.ErreursOf(err) { // the page asks all of them in one form
		e.Champ = strings.TrimSuffix(e.Champ, "_"+in.Code)
	}
	return answerPart(ctx, q, in.ID, err, func(f *app.FicheParcours) *parcours.Securisation {
		return first(f.Securisations, func(s parcours.Securisation) bool { return s.Code == in.Code })
	}, func(s parcours.Securisation, _ map[int64]string) answer[securisation] { return securisationOf(s) })
}
