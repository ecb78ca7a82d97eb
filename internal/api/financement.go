package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

const groupeFinancements = "financements"

func (a *api) registerFinancements() {
	route(a, operation{Methode: get, Chemin: "/parcours/{id}/financements", Groupe: groupeFinancements, Acces: parcours.ActionReadParcours,
		Resume: "Le plan de financement de l'essai en cours"}, a.listFinancements)
	route(a, operation{Methode: post, Chemin: "/parcours/{id}/financements", Groupe: groupeFinancements, Acces: parcours.ActionEditFinancement, Statut: http.StatusCreated,
		Resume: "Ajouter une ligne au plan", Texte: "« sans_cout » n'attend l'accord de personne ; « fonds_propres » attend celui du directeur, donné d'office quand c'est lui qui l'ajoute."}, a.addFinancement)
	route(a, operation{Methode: post, Chemin: "/parcours/{id}/financements/{ligne}/depot", Groupe: groupeFinancements, Acces: parcours.ActionEditFinancement,
		Resume: "Noter le dépôt du dossier"}, a.submitDossier)
	route(a, operation{Methode: post, Chemin: "/parcours/{id}/financements/{ligne}/reponse", Groupe: groupeFinancements, Acces: parcours.ActionEditFinancement,
		Resume: "Noter la réponse du financeur", Texte: "Un accord sans montant accorde ce qui est demandé."}, a.recordReponse)
	route(a, operation{Methode: post, Chemin: "/parcours/{id}/financements/{ligne}/accord", Groupe: groupeFinancements, Acces: parcours.ActionAgreeFondsPropre,
		Resume: "Accorder des fonds propres"}, a.agreeFondsPropres)
}

type financement struct {
	ID              int64   `json:"id"`
	Dispositif      string  `json:"dispositif"`
	Libelle         string  `json:"libelle"`
	Financeur       *string `json:"financeur"`
	Etat            string  `json:"etat"`
	MontantDemande  *euros  `json:"montant_demande" nullable:"true"`
	MontantAccorde  *euros  `json:"montant_accorde" nullable:"true" doc:"null tant qu'il n'y a pas d'accord."`
	DateDepot       jour    `json:"date_depot"`
	DateReponse     jour    `json:"date_reponse"`
	MotifRefus      *string `json:"motif_refus"`
	Acquis          bool    `json:"acquis" doc:"On peut compter dessus."`
	AccordDirecteur bool    `json:"accord_directeur"`
	Version         int     `json:"version"`
	Pieces          []piece `json:"pieces"`
}

func (financement) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return withListes(s, map[string]parcours.Liste{"dispositif": parcours.Dispositifs, "etat": parcours.EtatsFinancement})
}

type piece struct {
	ID        int64  `json:"id"`
	Code      string `json:"code"`
	Libelle   string `json:"libelle"`
	FournieLe jour   `json:"fournie_le"`
}

func financementOf(f parcours.Financement) financement {
	x := financement{
		ID: f.ID, Dispositif: f.Dispositif, Libelle: parcours.Dispositifs.Libelle(f.Dispositif), Financeur: texte(f.Financeur), Etat: f.Etat,
		DateDepot: jour{f.DateDepot}, DateReponse: jour{f.DateReponse}, MotifRefus: texte(f.MotifRefus), Acquis: f.IsGranted(), AccordDirecteur: f.AccordDirecteur, Version: f.Version,
		Pieces: each(f.Pieces, func(p parcours.Piece) piece {
			return piece{ID: p.ID, Code: p.Code, Libelle: parcours.Pieces.Libelle(p.Code), FournieLe: jour{p.FournieLe}}
		}),
	}
	if f.MontantDemande != 0 {
		x.MontantDemande = eurosOf(f.MontantDemande)
	}
	if f.IsGranted() && f.Accorde() != 0 {
		x.MontantAccorde = eurosOf(f.Accorde())
	}
	return x
}

func (a *api) findFinancements(ctx context.Context, q *call, id int64) ([]financement, error) {
	f, err := a.app.FindParcours(ctx, q.Qui, id)
	if err != nil {
		return nil, err
	}
	return each(f.Financements, financementOf), nil
}

func (a *api) findFinancement(ctx context.Context, q *call, id, ligne int64) (financement, error) {
	fs, err := a.findFinancements(ctx, q, id)
	if err != nil {
		return financement{}, err
	}
	return oneOf(fs, func(f financement) bool { return f.ID == ligne })
}

type demandeFinancements struct {
	ID
	Pagination
	Tri  string              `query:"tri" enum:"ordre,-ordre,montant,-montant" default:"ordre"`
	Etat codeEtatFinancement `query:"etat"`
}

func (a *api) listFinancements(ctx context.Context, q *call, in *demandeFinancements) (*response[liste[financement]], error) {
	tous, err := a.findFinancements(ctx, q, in.ID.ID)
	if err != nil {
		return nil, err
	}
	fs := keep(tous, func(f financement) bool {
		return (in.Etat == "" || string(in.Etat) == f.Etat) && matches(in.Q, f.Libelle, fold(f.Financeur))
	})
	champ, desc := order(in.Tri)
	sortBy(fs, desc, func(x, y financement) int {
		if champ == "montant" {
			return int(amount(x) - amount(y))
		}
		return int(x.ID - y.ID)
	})
	return paginate(fs, in.Pagination), nil
}

func amount(f financement) int64 {
	if f.MontantDemande == nil {
		return 0
	}
	return f.MontantDemande.Centimes
}

type creationFinancement struct {
	ID
	Idempotence
	Body financementSaisi
}

type financementSaisi struct {
	Dispositif     string `json:"dispositif"`
	Financeur      string `json:"financeur,omitempty"`
	MontantDemande euros  `json:"montant_demande,omitempty" doc:"Le montant demandé, en euros."`
	Date           jour   `json:"date,omitempty" doc:"Pour des fonds propres que le directeur ajoute : le jour de son accord. Aujourd'hui, si elle est absente."`
}

func (financementSaisi) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return withListes(s, map[string]parcours.Liste{"dispositif": parcours.Dispositifs})
}

func (a *api) addFinancement(ctx context.Context, q *call, in *creationFinancement) (*created[financement], error) {
	x := in.Body
	ligne, err := a.app.AddFinancement(ctx, q.Qui, in.ID.ID, parcours.Financement{Dispositif: x.Dispositif, Financeur: x.Financeur, MontantDemande: x.MontantDemande.Centimes,
		DateReponse: x.Date.Date}, in.Cle)
	if err != nil {
		return nil, err
	}
	f, err := a.findFinancement(ctx, q, in.ID.ID, ligne)
	return &created[financement]{Location: location("parcours", in.ID.ID, "financements"), Body: f}, err
}

// LigneFinancement names one line of a plan.
type LigneFinancement struct {
	ID
	Ligne int64 `path:"ligne" minimum:"1" doc:"Identifiant de la ligne du plan."`
}

func (a *api) answerFinancement(ctx context.Context, q *call, in LigneFinancement, err error) (*response[financement], error) {
	if err != nil {
		return nil, err
	}
	f, err := a.findFinancement(ctx, q, in.ID.ID, in.Ligne)
	return &response[financement]{f}, err
}

// VersionLigne lets a client hear that somebody was faster.
type VersionLigne struct {
	Version int `json:"version,omitempty" minimum:"1" doc:"La version lue de la ligne : si quelqu'un a écrit depuis, la réponse est 409. Sans elle, on écrit par-dessus."`
}

type depot struct {
	LigneFinancement
	Idempotence
	Body depotSaisi
}

type depotSaisi struct {
	VersionLigne
	Date jour `json:"date,omitempty" doc:"Aujourd'hui, si elle est absente."`
}

func (a *api) submitDossier(ctx context.Context, q *call, in *depot) (*response[financement], error) {
	err := a.app.SubmitDossier(ctx, q.Qui, in.ID.ID, app.LigneFinancement{ID: in.Ligne, Version: in.Body.Version, Cle: in.Cle}, in.Body.Date.or(a.app.Aujourdhui()))
	return a.answerFinancement(ctx, q, in.LigneFinancement, err)
}

type reponse struct {
	LigneFinancement
	Idempotence
	Body reponseSaisie
}

type reponseSaisie struct {
	VersionLigne
	Etat    string `json:"etat" enum:"accorde,partiel,refuse"`
	Montant euros  `json:"montant,omitempty" doc:"Le montant accordé, en euros."`
	Demande euros  `json:"montant_demande,omitempty" doc:"Le montant demandé, s'il est à corriger : ce qui est accordé ne le dépasse pas."`
	Date    jour   `json:"date,omitempty" doc:"Aujourd'hui, si elle est absente."`
	Motif   string `json:"motif,omitempty" doc:"Le motif d'un refus."`
}

func (a *api) recordReponse(ctx context.Context, q *call, in *reponse) (*response[financement], error) {
	x := in.Body
	err := a.app.RecordReponse(ctx, q.Qui, in.ID.ID, app.LigneFinancement{ID: in.Ligne, Version: x.Version, Cle: in.Cle},
		parcours.Reponse{Etat: x.Etat, Montant: x.Montant.Centimes, MontantDemande: x.Demande.Centimes, Date: x.Date.or(a.app.Aujourdhui()), Motif: x.Motif})
	return a.answerFinancement(ctx, q, in.LigneFinancement, err)
}

type accord struct {
	LigneFinancement
	Idempotence
	Body *accordSaisi
}

type accordSaisi struct {
	VersionLigne
	Date jour `json:"date,omitempty" doc:"Le jour de l'accord. Aujourd'hui, si elle est absente."`
}

func (a *api) agreeFondsPropres(ctx context.Context, q *call, in *accord) (*response[financement], error) {
	x := accordSaisi{}
	if in.Body != nil {
		x = *in.Body
	}
	err := a.app.AgreeFondsPropres(ctx, q.Qui, in.ID.ID, app.LigneFinancement{ID: in.Ligne, Version: x.Version, Cle: in.Cle}, x.Date.or(a.app.Aujourdhui()))
	return a.answerFinancement(ctx, q, in.LigneFinancement, err)
}
