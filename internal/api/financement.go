package api

import (
	"cmp"
	"context"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

var _ = declare("financements",
	route(operation{Methode: get, Chemin: "/parcours/{id}/financements", Acces: parcours.ActionReadParcours,
		Filtres: filtres{"etat": parcours.EtatsFinancement},
		Resume:  "Le plan de financement de l'essai en cours"}, (*call).listFinancements),
	note(operation{Methode: post, Chemin: "/parcours/{id}/financements", Acces: parcours.ActionEditFinancement,
		Champs: parcours.ChampsLigne,
		Resume: "Ajouter une ligne au plan",
		Texte: "« sans_cout » n'attend l'accord de personne ; « fonds_propres » attend celui du directeur, " +
			"donné d'office quand c'est lui qui l'ajoute."},
		(*app.App).AddFinancement, func(f parcours.Financement, _ map[int64]string) answer[financement] { return financementOf(f) }),
	route(operation{Methode: post, Chemin: "/parcours/{id}/financements/{ligne}/depot", Acces: parcours.ActionEditFinancement,
		Champs: append(parcours.Champs{champVersion}, parcours.ChampsDepot...),
		Resume: "Noter le dépôt du dossier"}, (*call).submitDossier),
	route(operation{Methode: post, Chemin: "/parcours/{id}/financements/{ligne}/reponse", Acces: parcours.ActionEditFinancement,
		Champs: append(parcours.Champs{champVersion}, parcours.ChampsReponse...),
		Resume: "Noter la réponse du financeur",
		Texte:  "Un accord sans montant accorde ce qui est demandé."}, (*call).recordReponse),
	route(operation{Methode: post, Chemin: "/parcours/{id}/financements/{ligne}/accord", Acces: parcours.ActionAgreeFondsPropre,
		Champs: append(parcours.Champs{champVersion}, parcours.ChampsAccord...),
		Resume: "Accorder des fonds propres"}, (*call).agreeFondsPropres),
)

type financement struct {
	ID      int64   `json:"id"`
	Libelle string  `json:"libelle"`
	Acquis  bool    `json:"acquis" doc:"On peut compter dessus."`
	Version int     `json:"version"`
	Pieces  []piece `json:"pieces"`
}

func (financement) champs() parcours.Champs { return parcours.ChampsFinancement }

type piece struct {
	ID        int64  `json:"id"`
	Code      string `json:"code"`
	Libelle   string `json:"libelle"`
	FournieLe jour   `json:"fournie_le"`
}

func financementOf(f parcours.Financement) answer[financement] {
	f.MontantAccorde = f.Accorde() // what one can count on: null until an accord
	return answer[financement]{f, financement{f.ID, parcours.Dispositifs.Libelle(f.Dispositif), f.IsGranted(), f.Version,
		each(f.Pieces, func(p parcours.Piece) piece {
			return piece{ID: p.ID, Code: p.Code, Libelle: parcours.Pieces.Libelle(p.Code), FournieLe: jour{p.FournieLe}}
		})}}
}

type demandeFinancements struct {
	ID
	Pagination
	Tri  string `query:"tri" enum:"ordre,-ordre,montant,-montant" default:"ordre"`
	Etat string `query:"etat"`
}

func (q *call) listFinancements(ctx context.Context, in *demandeFinancements) (*liste[answer[financement]], error) {
	d, err := q.app.FindParcours(ctx, q.Qui, in.ID.ID)
	if err != nil {
		return nil, err
	}
	return choose(d.Financements, in.Pagination, in.Tri,
		tris[parcours.Financement]{
			"ordre":   func(x, y parcours.Financement) int { return cmp.Compare(x.ID, y.ID) },
			"montant": func(x, y parcours.Financement) int { return cmp.Compare(x.MontantDemande, y.MontantDemande) },
		},
		func(f parcours.Financement) bool {
			return asked(in.Etat, f.Etat) && matches(in.Q, parcours.Dispositifs.Libelle(f.Dispositif), f.Financeur)
		}, financementOf), nil
}

// LigneFinancement names one line of a plan.
type LigneFinancement struct {
	ID
	Ligne int64 `path:"ligne" minimum:"1" doc:"Identifiant de la ligne du plan."`
}

type surLigne struct {
	LigneFinancement
	Idempotence
	Body body
}

// write reads what an act asks of a line, does the deed, and answers the line.
func write[T any](ctx context.Context, q *call, in *surLigne, champs parcours.Champs,
	deed func(app.LigneFinancement, T) error,
) (*answer[financement], error) {
	x, err := read[T](in.Body, champs, q.app.Aujourdhui())
	if err != nil {
		return nil, err
	}
	if err := deed(app.LigneFinancement{ID: in.Ligne, Version: in.Body.version(), Cle: in.Cle}, x); err != nil {
		return nil, err
	}
	d, err := q.app.FindParcours(ctx, q.Qui, in.ID.ID)
	if err != nil {
		return nil, err
	}
	for _, f := range d.Financements {
		if f.ID == in.Ligne {
			return new(financementOf(f)), nil
		}
	}
	return nil, parcours.NotFound("Financement")
}

// leJour is the only answer of an act that asks a day.
type leJour struct{ Date parcours.Date }

func (q *call) submitDossier(ctx context.Context, in *surLigne) (*answer[financement], error) {
	return write(ctx, q, in, parcours.ChampsDepot, func(l app.LigneFinancement, j leJour) error {
		return q.app.SubmitDossier(ctx, q.Qui, in.ID.ID, l, j.Date)
	})
}

func (q *call) recordReponse(ctx context.Context, in *surLigne) (*answer[financement], error) {
	return write(ctx, q, in, parcours.ChampsReponse, func(l app.LigneFinancement, r parcours.Reponse) error {
		return q.app.RecordReponse(ctx, q.Qui, in.ID.ID, l, r)
	})
}

type accord struct {
	LigneFinancement
	Idempotence
	Body *body // none: today
}

func (q *call) agreeFondsPropres(ctx context.Context, in *accord) (*answer[financement], error) {
	x := &surLigne{in.LigneFinancement, in.Idempotence, body{}}
	if in.Body != nil {
		x.Body = *in.Body
	}
	return write(ctx, q, x, parcours.ChampsAccord, func(l app.LigneFinancement, j leJour) error {
		return q.app.AgreeFondsPropres(ctx, q.Qui, in.ID.ID, l, j.Date)
	})
}
