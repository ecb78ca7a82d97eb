package api

import (
	"cmp"
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

var _ = declare("financements",
	route(operation{Methode: get, Chemin: "/parcours/{id}/financements", Acces: parcours.ActionReadParcours,
		Filtres: map[string]parcours.Liste{"etat": parcours.EtatsFinancement},
		Resume:  "Le plan de financement de l'essai en cours"}, (*api).listFinancements),
	route(operation{Methode: post, Chemin: "/parcours/{id}/financements", Acces: parcours.ActionEditFinancement, Statut: http.StatusCreated,
		Champs: parcours.ChampsLigne,
		Resume: "Ajouter une ligne au plan", Texte: "« sans_cout » n'attend l'accord de personne ; « fonds_propres » attend celui du directeur, donné d'office quand c'est lui qui l'ajoute."}, (*api).addFinancement),
	route(operation{Methode: post, Chemin: "/parcours/{id}/financements/{ligne}/depot", Acces: parcours.ActionEditFinancement,
		Champs: append(parcours.Champs{champVersion}, parcours.ChampsDepot...),
		Resume: "Noter le dépôt du dossier"}, (*api).submitDossier),
	route(operation{Methode: post, Chemin: "/parcours/{id}/financements/{ligne}/reponse", Acces: parcours.ActionEditFinancement,
		Champs: append(parcours.Champs{champVersion}, parcours.ChampsReponse...),
		Resume: "Noter la réponse du financeur", Texte: "Un accord sans montant accorde ce qui est demandé."}, (*api).recordReponse),
	route(operation{Methode: post, Chemin: "/parcours/{id}/financements/{ligne}/accord", Acces: parcours.ActionAgreeFondsPropre,
		Champs: append(parcours.Champs{champVersion}, parcours.ChampsAccord...),
		Resume: "Accorder des fonds propres"}, (*api).agreeFondsPropres),
)

type financement struct {
	rows
	ID      int64   `json:"id"`
	Libelle string  `json:"libelle"`
	Acquis  bool    `json:"acquis" doc:"On peut compter dessus."`
	Version int     `json:"version"`
	Pieces  []piece `json:"pieces"`
}

func (f financement) MarshalJSON() ([]byte, error) {
	type reste financement
	return f.marshalWith(reste(f))
}
func (financement) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return withRows(s, parcours.ChampsFinancement)
}

type piece struct {
	ID        int64  `json:"id"`
	Code      string `json:"code"`
	Libelle   string `json:"libelle"`
	FournieLe jour   `json:"fournie_le"`
}

func financementOf(f parcours.Financement) financement {
	f.MontantAccorde = f.Accorde() // what one can count on: null until an accord
	return financement{rows{parcours.ChampsFinancement, f}, f.ID, parcours.Dispositifs.Libelle(f.Dispositif), f.IsGranted(), f.Version,
		each(f.Pieces, func(p parcours.Piece) piece {
			return piece{ID: p.ID, Code: p.Code, Libelle: parcours.Pieces.Libelle(p.Code), FournieLe: jour{p.FournieLe}}
		})}
}

type demandeFinancements struct {
	ID
	Pagination
	Tri  string `query:"tri" enum:"ordre,-ordre,montant,-montant" default:"ordre"`
	Etat string `query:"etat"`
}

func (a *api) listFinancements(ctx context.Context, q *call, in *demandeFinancements) (*response[liste[financement]], error) {
	d, err := a.app.FindParcours(ctx, q.Qui, in.ID.ID)
	if err != nil {
		return nil, err
	}
	fs := keep(d.Financements, func(f parcours.Financement) bool {
		return (in.Etat == "" || in.Etat == f.Etat) && matches(in.Q, parcours.Dispositifs.Libelle(f.Dispositif), f.Financeur)
	})
	champ, desc := order(in.Tri)
	sortBy(fs, desc, func(x, y parcours.Financement) int {
		if champ == "montant" {
			return cmp.Compare(x.MontantDemande, y.MontantDemande)
		}
		return cmp.Compare(x.ID, y.ID)
	})
	return paginate(each(fs, financementOf), in.Pagination), nil
}

func (a *api) findFinancement(ctx context.Context, q *call, id, ligne int64) (financement, error) {
	d, err := a.app.FindParcours(ctx, q.Qui, id)
	if err != nil {
		return financement{}, err
	}
	for _, f := range d.Financements {
		if f.ID == ligne {
			return financementOf(f), nil
		}
	}
	return financement{}, parcours.NotFound("Financement")
}

func (a *api) addFinancement(ctx context.Context, q *call, in *once) (*created[financement], error) {
	f, err := read[parcours.Financement](in.Body, parcours.ChampsLigne, a.app.Aujourdhui())
	if err != nil {
		return nil, err
	}
	ligne, err := a.app.AddFinancement(ctx, q.Qui, in.ID.ID, f, in.Cle)
	if err != nil {
		return nil, err
	}
	return &created[financement]{Location: location("parcours", in.ID.ID, "financements"), Body: financementOf(*ligne)}, nil
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

// line is the line as the client read it.
func (in *surLigne) line() app.LigneFinancement {
	return app.LigneFinancement{ID: in.Ligne, Version: in.Body.version(), Cle: in.Cle}
}

// answerLine reads what an act asks, writes it, and answers the line.
func answerLine[T any](ctx context.Context, a *api, q *call, in *surLigne, champs parcours.Champs, write func(T) error) (*response[financement], error) {
	x, err := read[T](in.Body, champs, a.app.Aujourdhui())
	if err == nil {
		err = write(x)
	}
	if err != nil {
		return nil, err
	}
	f, err := a.findFinancement(ctx, q, in.ID.ID, in.Ligne)
	return &response[financement]{f}, err
}

// leJour is the only answer of an act that asks a day.
type leJour struct{ Date parcours.Date }

func (a *api) submitDossier(ctx context.Context, q *call, in *surLigne) (*response[financement], error) {
	return answerLine(ctx, a, q, in, parcours.ChampsDepot, func(x leJour) error {
		return a.app.SubmitDossier(ctx, q.Qui, in.ID.ID, in.line(), x.Date)
	})
}

func (a *api) recordReponse(ctx context.Context, q *call, in *surLigne) (*response[financement], error) {
	return answerLine(ctx, a, q, in, parcours.ChampsReponse, func(r parcours.Reponse) error {
		return a.app.RecordReponse(ctx, q.Qui, in.ID.ID, in.line(), r)
	})
}

type accord struct {
	LigneFinancement
	Idempotence
	Body *body // none: today
}

func (a *api) agreeFondsPropres(ctx context.Context, q *call, in *accord) (*response[financement], error) {
	x := &surLigne{in.LigneFinancement, in.Idempotence, body{}}
	if in.Body != nil {
		x.Body = *in.Body
	}
	return answerLine(ctx, a, q, x, parcours.ChampsAccord, func(j leJour) error {
		return a.app.AgreeFondsPropres(ctx, q.Qui, in.ID.ID, x.line(), j.Date)
	})
}
