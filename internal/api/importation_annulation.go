package api

import (
	"context"
	"time"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

var _ = declare("importations",
	route(operation{Methode: post, Chemin: "/importations/{id}/annuler", Acces: parcours.ActionUndoImport, Champs: parcours.ChampsRetrait,
		Resume: "Annuler un import fait par erreur",
		Texte: "Pendant trente jours, par son auteur ou par le directeur. Les dossiers qu'il a créés et que personne n'a touchés depuis " +
			"sont retirés ; les autres restent, et sont listés avec pourquoi. Annuler deux fois n'annule qu'une fois."}, (*call).undoImport),
	route(operation{Methode: post, Chemin: "/importations/{id}/remettre", Acces: parcours.ActionRedoImport, Champs: parcours.ChampsRetrait,
		Resume: "Revenir sur l'annulation d'un import",
		Texte: "Dans les mêmes trente jours. Les dossiers retirés par l'annulation reviennent, sauf les personnes ajoutées de nouveau " +
			"depuis, qui sont listées."}, (*call).redoImport),
)

// annulation is how an import can be undone, or was.
type annulation struct {
	Le       *time.Time     `json:"le" doc:"Quand l'import a été annulé ; null s'il ne l'est pas."`
	Auteur   *string        `json:"auteur" doc:"Qui l'a annulé."`
	Raison   *string        `json:"raison"`
	Retires  int            `json:"retires" doc:"Combien de dossiers l'annulation a retirés."`
	Gardes   []dossierGarde `json:"gardes" doc:"Les dossiers qu'elle laisse, parce qu'on y a écrit depuis l'import."`
	Suite    string         `json:"suite" enum:"annuler,remettre" doc:"Ce qui peut se faire maintenant."`
	Dossiers int            `json:"dossiers" doc:"Combien de dossiers cela retirerait, ou remettrait."`
	NonRemis []dossierGarde `json:"non_remis" doc:"Les dossiers qui ne seraient pas remis."`
	Refus    *string        `json:"refus" doc:"Pourquoi cela ne se peut pas, ou plus."`
}

type dossierGarde struct {
	SalarieID int64  `json:"salarie_id"`
	Nom       string `json:"nom" doc:"Prénom et nom."`
	Pourquoi  string `json:"pourquoi" doc:"Qui a fait quoi depuis, et quand."`
}

func annulationOf(x *app.Annulation) *annulation {
	if x == nil {
		return nil
	}
	a := &annulation{Suite: "annuler", Retires: x.Retires, Dossiers: x.Dossiers, Gardes: dossiersGardes(x.Gardes),
		NonRemis: dossiersGardes(x.NonRemis)}
	if x.IsFaite() {
		a.Suite, a.Le, a.Auteur, a.Raison = "remettre", &x.Le, known(x.Par), known(x.Motif)
	}
	if x.Refus != nil {
		a.Refus = &x.Refus.Message
	}
	return a
}

func dossiersGardes(ds []app.DossierGarde) []dossierGarde {
	return each(ds, func(d app.DossierGarde) dossierGarde { return dossierGarde(d) })
}

func (q *call) undoImport(ctx context.Context, in *onID) (*apercu, error) {
	return as(apercuOf)(q.app.UndoImport(ctx, q.Qui, in.ID.ID, parcours.Retrait{Motif: in.Body.text("motif")}))
}

func (q *call) redoImport(ctx context.Context, in *onID) (*apercu, error) {
	return as(apercuOf)(q.app.RedoImport(ctx, q.Qui, in.ID.ID, parcours.Retrait{Motif: in.Body.text("motif")}))
}
