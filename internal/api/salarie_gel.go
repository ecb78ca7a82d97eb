package api

import (
	"context"
	"net/http"

	"parcours.example/internal/parcours"
)

var _ = declare("salaries",
	route(operation{Methode: post, Chemin: "/salaries/{id}/gel", Acces: parcours.ActionFreezeSalarie,
		Champs: parcours.Champs{champRaisonGel},
		Resume: "Geler un dossier",
		Texte: "À la demande de la personne (limitation du traitement, article 18 du RGPD) : il se lit, plus personne ne le modifie, " +
			"il ne compte plus dans les résultats."}, (*call).freezeSalarie),
	routeWhole(operation{Methode: del, Chemin: "/salaries/{id}/gel", Acces: parcours.ActionFreezeSalarie,
		Champs: parcours.ChampsGel, Statut: http.StatusNoContent,
		Resume: "Dégeler un dossier", Texte: "Prévenez d'abord la personne. La raison n'est pas obligatoire."}, (*call).releaseSalarie),
)

var champRaisonGel = parcours.ChampsGel.Get("motif").Required(parcours.ChampsGel.Get("motif").Absent)

func (q *call) freezeSalarie(ctx context.Context, in *onID) (*answer[salarie], error) {
	return q.showAfter(ctx, in.ID, q.app.FreezeSalarie(ctx, q.Qui, in.ID.ID, parcours.Gel{Gele: true, Motif: in.Body.text("motif")}))
}

func (q *call) releaseSalarie(ctx context.Context, in *struct {
	ID
	Body *body // none: no reason
}) (*struct{}, error) {
	g := parcours.Gel{}
	if in.Body != nil {
		g.Motif = in.Body.text("motif")
	}
	return nil, q.app.FreezeSalarie(ctx, q.Qui, in.ID.ID, g)
}
