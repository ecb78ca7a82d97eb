package api

import (
	"context"
	"slices"

	"parcours.example/internal/parcours"
)

// champsCreation is a need; with etat, a parcours taken over with its facts.
var (
	champPrecedent = parcours.Champ{Code: "precedent_id", Colonne: "precedent", Genre: parcours.GenreCollegue,
		Aide: "Le parcours terminé que celui-ci prolonge."}
	champsBesoin   = append(slices.Clip(parcours.ChampsBesoin), champPrecedent)
	champsCreation = slices.Concat(champsBesoin, parcours.ChampsReprise, parcours.Champs{champAcquittes})
)

// hasFacts: something was sent that only a parcours taken over has.
func hasFacts(b body) bool {
	_, decrite := b.objets["formation"]
	return decrite || slices.ContainsFunc(parcours.ChampsReprise.Without("etat"),
		func(c parcours.Champ) bool { return b.text(c.Code) != "" })
}

// parcoursCree is what a creation answers: an encadrant may not read the file.
type parcoursCree struct {
	ID        int64  `json:"id"`
	SalarieID int64  `json:"salarie_id"`
	Etat      string `json:"etat"`
	Version   *int   `json:"version" doc:"Inconnue de qui ne peut pas ouvrir le dossier."`
}

func (q *call) createParcours(ctx context.Context, in *once) (*created[parcoursCree], error) {
	id, err := q.identifyOrResume(ctx, in)
	if err != nil {
		return nil, err
	}
	rendu := parcoursCree{ID: id, SalarieID: in.ID.ID, Etat: string(parcours.BesoinIdentifie)}
	if q.Qui.Can(parcours.ActionReadParcours) {
		f, err := q.app.FindParcours(ctx, q.Qui, id)
		if err != nil {
			return nil, err
		}
		rendu.Etat, rendu.Version = string(f.Parcours.Etat), &f.Parcours.Version
	}
	return &created[parcoursCree]{Location: location("parcours", id), Body: rendu}, nil
}

func (q *call) identifyOrResume(ctx context.Context, in *once) (int64, error) {
	aujourdhui := q.app.Aujourdhui()
	etat := in.Body.text("etat")
	reprise := etat != "" && etat != string(parcours.BesoinIdentifie) || hasFacts(in.Body)
	if reprise {
		aujourdhui = parcours.Date{} // the day of a need that is taken over is asked
	}
	b, err := read[parcours.Besoin](in.Body, champsBesoin, aujourdhui)
	if err != nil {
		return 0, err
	}
	b.Acquittes = q.acknowledged(in.Body)
	if !reprise {
		return q.app.IdentifyBesoin(ctx, q.Qui, in.ID.ID, b, in.Cle)
	}
	if b.Precedent != nil { // rather than drop it without a word
		var es parcours.Erreurs
		es.Add(champPrecedent.Code, "Le lien avec un parcours précédent se note en identifiant un besoin, "+
			"pas dans une reprise. Retirez-le.")
		return 0, es
	}
	r, err := read[parcours.Reprise](in.Body, parcours.ChampsReprise, aujourdhui)
	if err != nil {
		return 0, err
	}
	r.Besoin, r.Acquittes = b, b.Acquittes
	if r.Formation, err = read[parcours.Formation](in.Body.objets["formation"], parcours.ChampsFormation, aujourdhui); err != nil {
		return 0, err
	}
	return q.app.ResumeParcours(ctx, q.Qui, in.ID.ID, r, in.Cle)
}
