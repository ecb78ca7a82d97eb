package api

import (
	"cmp"
	"context"
	"net/http"

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
		(*app.App).AddFinancement, financementOf),
	routeWhole(operation{Methode: del, Chemin: "/parcours/{id}/financements/{ligne}",
		Acces: parcours.ActionEditFinancement, Statut: http.StatusNoContent,
		Resume: "Retirer une ligne du plan",
		Texte:  "Une ligne ajoutée par erreur : une fois le dossier déposé, ou une réponse notée, elle reste."},
		(*call).deleteFinancement),
	route(operation{Methode: post, Chemin: "/parcours/{id}/financements/{ligne}/depot", Acces: parcours.ActionEditFinancement,
		Champs: append(parcours.Champs{champVersion}, parcours.ChampsDepot...),
		Resume: "Noter le dépôt du dossier"}, (*call).submitDossier),
	route(operation{Methode: post, Chemin: "/parcours/{id}/financements/{ligne}/reponse", Acces: parcours.ActionRecordReponse,
		Champs: append(parcours.Champs{champVersion}, parcours.ChampsReponseLigne...),
		Resume: "Noter la réponse du financeur, rend la ligne",
		Texte:  "Un accord sans montant accorde ce qui est demandé. Les réponses d'avant restent."},
		(*call).recordReponse),
	create(operation{Methode: post, Chemin: "/parcours/{id}/financements/{ligne}/reponses",
		Acces: parcours.ActionRecordReponse, Champs: parcours.ChampsReponse,
		Resume: "Ajouter une réponse",
		Texte: "Sur une ligne de n'importe quelle tentative. Les réponses d'avant restent ; " +
			"la dernière par date dit où en est la ligne. " +
			"« retire » : le financeur reprend son accord ; « prorata » : il paie les heures faites."}, (*call).noteReponse),
	route(operation{Methode: put, Chemin: "/parcours/{id}/pieces/{piece}", Acces: parcours.ActionEditFinancement,
		Champs: champsFournie,
		Resume: "Noter qu'une pièce est fournie",
		Texte:  "Le jour où elle l'a été ; null revient dessus. L'identifiant se lit dans la ligne du plan."}, (*call).tickPiece),
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
	// Reponses are those that stand, by date.
	Reponses []answer[reponse] `json:"reponses" doc:"Chaque réponse, par date ; la dernière dit où en est la ligne."`
}

func (financement) champs() parcours.Champs { return parcours.ChampsFinancement }

type piece struct {
	ID        int64  `json:"id"`
	Code      string `json:"code"`
	Libelle   string `json:"libelle"`
	FournieLe jour   `json:"fournie_le"`
}

// reponse is one answer about a line of a plan.
type reponse struct{ Written }

func (reponse) champs() parcours.Champs { return parcours.ChampsReponse }

func reponseOf(r parcours.Reponse, noms map[int64]string) answer[reponse] {
	return answer[reponse]{r, reponse{writtenOf(r.ID, r.AuteurID, r.CreeLe, noms)}}
}

func financementOf(f parcours.Financement, noms map[int64]string) answer[financement] {
	f.MontantAccorde = f.Accorde() // what one can count on: null until an accord
	return answer[financement]{f, financement{f.ID, parcours.Dispositifs.Libelle(f.Dispositif), f.IsGranted(), f.Version,
		each(f.Pieces, pieceOf), named(f.Reponses, noms, reponseOf)}}
}

func pieceOf(p parcours.Piece) piece {
	return piece{ID: p.ID, Code: p.Code, Libelle: parcours.Pieces.Libelle(p.Code), FournieLe: jour{p.FournieLe}}
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
		}, func(f parcours.Financement) answer[financement] { return financementOf(f, d.Noms) }), nil
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
	err = deed(app.LigneFinancement{ID: in.Ligne, Version: in.Body.version(), Cle: in.Cle}, x)
	return answerPart(ctx, q, in.ID, err,
		func(f *app.FicheParcours) *parcours.Financement { return f.FindFinancement(in.Ligne) }, financementOf)
}

// leJour is the only answer of an act that asks a day.
type leJour struct{ Date parcours.Date }

func (q *call) submitDossier(ctx context.Context, in *surLigne) (*answer[financement], error) {
	return write(ctx, q, in, parcours.ChampsDepot, func(l app.LigneFinancement, j leJour) error {
		return q.app.SubmitDossier(ctx, q.Qui, in.ID.ID, l, j.Date)
	})
}

func (q *call) recordReponse(ctx context.Context, in *surLigne) (*answer[financement], error) {
	return write(ctx, q, in, parcours.ChampsReponseLigne, func(l app.LigneFinancement, r parcours.Reponse) error {
		return q.app.RecordReponse(ctx, q.Qui, in.ID.ID, l, r)
	})
}

func (q *call) noteReponse(ctx context.Context, in *surLigne) (*created[answer[reponse]], error) {
	r, err := read[parcours.Reponse](in.Body, parcours.ChampsReponse, q.app.Aujourdhui())
	if err == nil {
		err = parcours.ChampsReponse.Validate(r, q.app.Aujourdhui())
	}
	if err != nil {
		return nil, err
	}
	return as(func(r *parcours.Reponse) created[answer[reponse]] {
		return created[answer[reponse]]{q.Request.URL.Path, reponseOf(*r, q.nom())}
	})(q.app.NoteReponse(ctx, q.Qui, in.ID.ID, app.LigneFinancement{ID: in.Ligne, Cle: in.Cle}, r))
}

func (q *call) deleteFinancement(ctx context.Context, in *LigneFinancement) (*struct{}, error) {
	return nil, q.app.DeleteFinancement(ctx, q.Qui, in.ID.ID, app.LigneFinancement{ID: in.Ligne})
}

var champsFournie = parcours.ChampsPiece.Only("fournie_le")

type surPiece struct {
	ID
	Piece int64 `path:"piece" minimum:"1" doc:"Identifiant de la pièce."`
	Body  body
}

func (q *call) tickPiece(ctx context.Context, in *surPiece) (*piece, error) {
	p, err := read[parcours.Piece](in.Body, champsFournie, q.app.Aujourdhui())
	if err == nil {
		err = champsFournie.Validate(p, q.app.Aujourdhui())
	}
	if _, sent := in.Body.textes["fournie_le"]; !sent {
		var es parcours.Erreurs
		es.Add("fournie_le", "Indiquez le jour où la pièce a été fournie, ou null si elle ne l'est pas.")
		return nil, es
	}
	if err == nil {
		err = q.app.TickPiece(ctx, q.Qui, in.ID.ID, in.Piece, nil, p.FournieLe)
	}
	return answerPart(ctx, q, in.ID, err, func(f *app.FicheParcours) *parcours.Piece {
		return first(f.Pieces, func(p parcours.Piece) bool { return p.ID == in.Piece })
	}, func(p parcours.Piece, _ map[int64]string) piece { return pieceOf(p) })
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
