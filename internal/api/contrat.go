package api

import (
	"context"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

var _ = declare("contrats",
	route(operation{Methode: get, Chemin: "/salaries/{id}/contrats", Acces: parcours.ActionReadSalarie,
		Filtres: filtres{"type": parcours.TypesContrat},
		Resume:  "Les contrats d'un salarié"}, (*call).listContrats),
	note(operation{Methode: post, Chemin: "/salaries/{id}/contrats", Acces: parcours.ActionLogContrat,
		Champs: parcours.ChampsContrat,
		Resume: "Ajouter un contrat",
		Texte: "Un renouvellement s'ajoute : le contrat d'avant reste. Deux contrats peuvent se chevaucher, " +
			"pas commencer le même jour."}, (*app.App).LogContrat, contratOf),
	route(operation{Methode: post, Chemin: "/salaries/{id}/contrats/{contrat}/fin", Acces: parcours.ActionEndContrat,
		Champs: parcours.ChampsFinContrat,
		Resume: "Noter la fin d'un contrat",
		Texte:  "La fin réelle et son motif ; la fin prévue reste lisible. Un parcours ouvert continue."},
		(*call).endContrat),
)

// contrat is one contract of a person.
type contrat struct{ Written }

func (contrat) champs() parcours.Champs { return champsContratLu }

// champsContratLu: the beginning of a former contract is not always known.
var champsContratLu = parcours.ChampsContrat.Optional()

func contratOf(c parcours.Contrat, noms map[int64]string) answer[contrat] {
	return answer[contrat]{c, contrat{writtenOf(c.ID, c.AuteurID, c.CreeLe, noms)}}
}

type demandeContrats struct {
	ID
	Pagination
	Tri  string `query:"tri" enum:"debut,-debut" default:"-debut"`
	Type string `query:"type"`
}

func (q *call) listContrats(ctx context.Context, in *demandeContrats) (*liste[answer[contrat]], error) {
	f, err := q.app.FindSalarie(ctx, q.Qui, in.ID.ID)
	if err != nil {
		return nil, err
	}
	return choose(f.Contrats, in.Pagination, in.Tri,
		tris[parcours.Contrat]{"debut": byDate(func(c parcours.Contrat) parcours.Date { return c.Debut })},
		func(c parcours.Contrat) bool {
			return asked(in.Type, c.Type) && matches(in.Q, parcours.TypesContrat.Libelle(c.Type))
		},
		func(c parcours.Contrat) answer[contrat] { return contratOf(c, f.Noms) }), nil
}

type surContrat struct {
	ID
	Contrat int64 `path:"contrat" minimum:"1" doc:"Identifiant du contrat."`
	Idempotence
	Body body
}

func (q *call) endContrat(ctx context.Context, in *surContrat) (*answer[contrat], error) {
	fin, err := read[parcours.FinContrat](in.Body, parcours.ChampsFinContrat, q.app.Aujourdhui())
	if err != nil {
		return nil, err
	}
	return as(func(c *parcours.Contrat) answer[contrat] { return contratOf(*c, q.nom()) })(
		q.app.EndContrat(ctx, q.Qui, in.ID.ID, in.Contrat, fin, in.Cle))
}
