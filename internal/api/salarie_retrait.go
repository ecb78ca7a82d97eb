package api

import (
	"context"
	"time"

	"parcours.example/internal/parcours"
)

var _ = declare("salaries",
	route(operation{Methode: post, Chemin: "/salaries/{id}/retirer", Acces: parcours.ActionWithdrawSalarie, Champs: parcours.ChampsRetrait,
		Resume: "Retirer un dossier ajouté par erreur",
		Texte: "Par le directeur, le CIP de la personne, ou son auteur pendant 48 heures. Le dossier sort de toutes les listes et de tous les " +
			"chiffres ; rien n'est effacé, il se lit à son adresse et n'accepte plus que d'être remis. Refusé s'il y a un parcours : " +
			"retirez-le d'abord."}, (*call).withdrawSalarie),
	route(operation{Methode: post, Chemin: "/salaries/{id}/remettre", Acces: parcours.ActionRestoreSalarie,
		Champs: parcours.ChampsRetrait.With(champAcquittes),
		Resume: "Remettre un dossier retiré",
		Texte: "Une personne qui ressemble à une autre, ajoutée depuis, est refusée en 422 avec l'avertissement « doublon_possible », " +
			"tant qu'il n'est pas acquitté."}, (*call).restoreSalarie),
)

// retrait says that a file was withdrawn.
type retrait struct {
	Le     time.Time `json:"le"`
	Auteur *personne `json:"auteur,omitempty"`
	Raison string    `json:"raison"`
}

func retraitOf(r *parcours.RetraitFait, noms map[int64]string) *retrait {
	if r == nil {
		return nil
	}
	return &retrait{r.Le, colleague(&r.AuteurID, noms), r.Motif}
}

func (q *call) withdrawSalarie(ctx context.Context, in *onID) (*answer[salarie], error) {
	err := q.app.WithdrawSalarie(ctx, q.Qui, in.ID.ID, parcours.Retrait{Motif: in.Body.text("motif")})
	return q.showAfter(ctx, in.ID, err)
}

func (q *call) restoreSalarie(ctx context.Context, in *onID) (*answer[salarie], error) {
	err := q.app.RestoreSalarie(ctx, q.Qui, in.ID.ID, parcours.Retrait{Motif: in.Body.text("motif")})
	return q.showAfter(ctx, in.ID, err)
}

// showAfter shows a file after a deed on it.
func (q *call) showAfter(ctx context.Context, id ID, err error) (*answer[salarie], error) {
	if err != nil {
		return nil, err
	}
	return q.showSalarie(ctx, &id)
}
