package api

import (
	"context"
	"net/http"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
)

var _ = declare("guide",
	route(operation{Methode: get, Chemin: "/guide/signalements", Acces: parcours.ActionReadGuide,
		Filtres: filtres{"genre": parcours.GenresSignalement},
		Resume:  "Ce que la structure corrige, masque ou dit périmé dans le guide"}, (*call).listSignalements),
	create(operation{Methode: post, Chemin: "/guide/signalements", Acces: parcours.ActionEditGuide,
		Champs: append(parcours.Champs{champSignale}, parcours.ChampsCorrection...), Objets: champsCoordonnees,
		Erreurs: []int{http.StatusNotFound},
		Resume:  "Signaler un élément du guide",
		Texte: "Périmé ou masqué : le motif dit pourquoi. Corrigé : titre, texte, coordonnees disent ce qu'il faut lire à la place. " +
			"Le texte régional ne change pas pour les autres structures."}, (*call).signalerItem),
	routeWhole(operation{Methode: del, Chemin: "/guide/signalements/{id}", Acces: parcours.ActionEditGuide,
		Statut: http.StatusNoContent,
		Resume: "Lever un signalement", Texte: "Le texte régional est de nouveau affiché."}, (*call).leverSignalement),
)

var champSignale = parcours.ChampItem.Required("")

// signalement is what the structure has against an item of the region.
type signalement struct {
	ID          int64                 `json:"id"`
	Date        jour                  `json:"date"`
	Coordonnees *answer[contactSaisi] `json:"coordonnees,omitempty"`
	Auteur      *personne             `json:"auteur,omitempty"`
}

var champsSignalement = append(parcours.Champs{champSignale}, parcours.ChampsCorrection...)

func (signalement) champs() parcours.Champs { return champsSignalement }

func signalementOf(s guide.SignalementLu) answer[signalement] {
	x := signalement{ID: s.ID, Date: jour{s.Date}, Auteur: colleague(&s.AuteurID, map[int64]string{s.AuteurID: s.Auteur})}
	if s.Contact != nil {
		x.Coordonnees = &answer[contactSaisi]{de: *s.Contact}
	}
	return answer[signalement]{s.GuideSignalement, x}
}

type demandeSignalements struct {
	Pagination
	Tri   string `query:"tri" enum:"date,-date" default:"date"`
	Genre string `query:"genre"`
}

func (q *call) listSignalements(ctx context.Context, in *demandeSignalements) (*liste[answer[signalement]], error) {
	l, err := q.app.ListGuideSiae(ctx, q.Qui)
	if err != nil {
		return nil, err
	}
	return choose(l.Signalements, in.Pagination, in.Tri,
		tris[guide.SignalementLu]{"date": byDate(func(s guide.SignalementLu) parcours.Date { return s.Date })},
		func(s guide.SignalementLu) bool {
			return asked(in.Genre, s.Genre) && matches(in.Q, s.Item, s.Motif, s.Titre, s.Texte)
		}, signalementOf), nil
}

func (q *call) signalerItem(ctx context.Context, in *creation) (*created[answer[signalement]], error) {
	s, err := read[parcours.GuideSignalement](in.Body, champsSignalement, q.app.Aujourdhui())
	if c, sent := in.Body.objets["coordonnees"]; sent && err == nil {
		s.Contact = &parcours.ContactCorrige{}
		err = c.read(parcours.ChampsContact, q.app.Aujourdhui(), s.Contact)
	}
	if err != nil {
		return nil, err
	}
	id, err := q.app.SignalerItem(ctx, q.Qui, s, in.Cle)
	if err != nil {
		return nil, err
	}
	l, err := q.app.ListGuideSiae(ctx, q.Qui)
	if err != nil {
		return nil, err
	}
	kept := first(l.Signalements, func(s guide.SignalementLu) bool { return s.ID == id })
	if kept == nil { // lifted since, when the same request comes again
		return nil, parcours.NotFound("Signalement")
	}
	return &created[answer[signalement]]{location("guide/signalements", id), signalementOf(*kept)}, nil
}

func (q *call) leverSignalement(ctx context.Context, in *ID) (*struct{}, error) {
	return nil, q.app.LeverSignalement(ctx, q.Qui, in.ID)
}
