package api

import (
	"context"
	"strings"
	"time"

	"parcours.example/internal/parcours"
)

var _ = declare("corrections",
	move(parcours.ObjetSuivi, operation{Methode: post, Chemin: "/suivis/{id}/deplacement", Champs: parcours.ChampsDeplacementSuivi,
		Resume: "Déplacer un suivi noté sur une autre personne",
		Texte:  "Il passe dans le parcours de la bonne personne, et les rappels des deux parcours sont jugés de nouveau."}),
	move(parcours.ObjetObservation, operation{Methode: post, Chemin: "/observations/{id}/deplacement", Champs: parcours.ChampsDeplacement,
		Resume: "Déplacer une observation notée sur une autre personne"}),
	move(parcours.ObjetFrein, operation{Methode: post, Chemin: "/freins/{id}/deplacement", Champs: parcours.ChampsDeplacement,
		Resume: "Déplacer un frein noté sur une autre personne"}),
	move(parcours.ObjetParcours, operation{Methode: post, Chemin: "/parcours/{id}/deplacement",
		Champs: parcours.ChampsDeplacement.With(champVersion, champAcquittes),
		Resume: "Déplacer un parcours noté sur une autre personne",
		Texte: "Tout ce qui tient au parcours le suit ; freins, observations et contrats restent. Une date hors contrat, ou un autre " +
			"parcours ouvert, avertit."}),
)

// deplacement is a thing that went to the right person.
type deplacement struct {
	ID             int64     `json:"id"`
	Objet          string    `json:"objet"`
	ObjetID        int64     `json:"objet_id"`
	DeSalarieID    int64     `json:"de_salarie_id"`
	DeParcoursID   *int64    `json:"de_parcours_id"`
	VersSalarieID  int64     `json:"vers_salarie_id"`
	VersParcoursID *int64    `json:"vers_parcours_id"`
	Motif          string    `json:"motif"`
	CreeLe         time.Time `json:"cree_le"`
}

// move declares the move of one kind of thing.
func move(objet parcours.Deplacable, o operation) declaration {
	o.Acces = objet.Action()
	o.Texte = strings.TrimSpace(o.Texte + " Les deux historiques le disent. Le même déplacement deux fois ne fait rien de plus.")
	return route(o, func(q *call, ctx context.Context, in *once) (*deplacement, error) {
		vers, err := read[parcours.Destination](in.Body, objet.Champs(), q.app.Aujourdhui())
		if err != nil {
			return nil, err
		}
		vers.Acquittes = q.acknowledged(in.Body)
		return as(func(x *parcours.Deplacement) deplacement {
			return deplacement{x.ID, string(x.Objet), x.ObjetID, x.SalarieID, x.ParcoursID, x.VersSalarieID, x.VersParcoursID,
				x.Motif, x.CreeLe.UTC()}
		})(q.app.Move(ctx, q.Qui, objet, in.ID.ID, vers, in.Body.version(), in.Cle))
	})
}
