package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

const groupeParcours = "parcours"

func (a *api) registerParcours() {
	route(a, operation{Methode: get, Chemin: "/parcours", Groupe: groupeParcours, Acces: parcours.ActionListParcours,
		Resume: "Lister les parcours"}, a.listParcours)
	route(a, operation{Methode: post, Chemin: "/salaries/{id}/parcours", Groupe: groupeParcours, Acces: parcours.ActionIdentifyBesoin, Statut: http.StatusCreated,
		Resume: "Identifier un besoin, ou reprendre un parcours",
		Texte: "Sans etat : un besoin est identifié, et le parcours commence. Avec etat : un parcours commencé ailleurs est repris là où il en est, avec les faits connus (cip et directeur). " +
			"Un encadrant signale un besoin d'origine « encadrant »."}, a.createParcours)
	route(a, operation{Methode: get, Chemin: "/parcours/{id}", Groupe: groupeParcours, Acces: parcours.ActionReadParcours,
		Resume: "Le dossier d'un parcours", Texte: "Avec son état, sa version, ses tentatives, et les transitions ouvertes à cette personne : ce qu'elles demandent, ce qui les bloque, ce dont elles avertissent."}, a.showParcours)
	route(a, operation{Methode: post, Chemin: "/parcours/{id}/cloture", Groupe: groupeParcours, Acces: parcours.ActionCloseParcours,
		Resume: "Clore un parcours", Texte: "Après une sortie, un abandon ou un repositionnement. Une date, pas un état."}, a.closeParcours)
	route(a, operation{Methode: post, Chemin: "/parcours/{id}/reouverture", Groupe: groupeParcours, Acces: parcours.ActionCloseParcours,
		Resume: "Rouvrir un parcours clos"}, a.reopenParcours)
}

// parcoursBref is a parcours in a list.
type parcoursBref struct {
	ID            int64             `json:"id"`
	Salarie       *salarieDuDossier `json:"salarie,omitempty"`
	Etat          string            `json:"etat"`
	EtatLibelle   string            `json:"etat_libelle"`
	EtatDepuis    jour              `json:"etat_depuis"`
	Version       int               `json:"version"`
	Tentative     int               `json:"tentative" doc:"Le numéro de l'essai en cours."`
	Intitule      string            `json:"intitule" doc:"Le projet, en quelques mots."`
	Formation     *string           `json:"formation,omitempty"`
	Organisme     *string           `json:"organisme,omitempty"`
	DateBesoin    jour              `json:"date_besoin"`
	DernierSuivi  jour              `json:"dernier_suivi"`
	ProchainSuivi jour              `json:"prochain_suivi"`
	ClosLe        jour              `json:"clos_le"`
}

func (parcoursBref) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return withListes(s, map[string]parcours.Liste{"etat": listeEtats()})
}

// salarieDuDossier is the person of a parcours.
type salarieDuDossier struct {
	ID     int64     `json:"id"`
	Nom    string    `json:"nom"`
	Prenom string    `json:"prenom"`
	Cip    *personne `json:"cip,omitempty"`
}

func parcoursBrefOf(p parcours.Parcours) parcoursBref {
	return parcoursBref{
		ID: p.ID, Etat: string(p.Etat), EtatLibelle: p.Etat.Libelle(), EtatDepuis: jour{p.EtatDepuis}, Version: p.Version, Tentative: p.Tentative,
		Intitule: p.Intitule, DateBesoin: jour{p.DateBesoin}, DernierSuivi: jour{p.DernierSuivi}, ProchainSuivi: jour{p.ProchainSuivi}, ClosLe: jour{p.ClosLe},
	}
}

type listeParcours struct {
	Pagination
	Tri       string   `query:"tri" enum:"etat,-etat,salarie,-salarie,depuis,-depuis,suivi,-suivi,prochain,-prochain" default:"etat" doc:"Ordre ; « - » devant pour l'inverse."`
	CipID     int64    `query:"cip_id" minimum:"1" doc:"Les parcours des salariés d'un CIP."`
	Miens     bool     `query:"miens" doc:"Les parcours de mes salariés."`
	SansCip   bool     `query:"sans_cip" doc:"Ceux que personne ne suit."`
	Etat      codeEtat `query:"etat"`
	SalarieID int64    `query:"salarie_id" minimum:"1"`
	Clos      string   `query:"clos" enum:"oui,non" doc:"oui : les clos ; non : les ouverts ; absent : tous."`
	SansSuivi int      `query:"sans_suivi" minimum:"1" maximum:"3650" doc:"Ceux sans suivi depuis au moins ce nombre de jours."`
}

func (a *api) listParcours(ctx context.Context, q *call, in *listeParcours) (*response[liste[parcoursBref]], error) {
	f := app.FiltreParcours{Q: in.Q, CipID: in.CipID, SansCip: in.SansCip, Etat: parcours.Etat(in.Etat), SalarieID: in.SalarieID,
		Clos: in.Clos, SansSuivi: in.SansSuivi, Page: in.Page, ParPage: in.ParPage}
	f.Tri, f.Desc = order(in.Tri)
	if in.Miens {
		f.CipID = q.Qui.UtilisateurID
	}
	p, err := a.app.ListParcours(ctx, q.Qui, f)
	if err != nil {
		return nil, err
	}
	return &response[liste[parcoursBref]]{liste[parcoursBref]{Elements: each(p.Lignes, ligneParcoursOf), Total: p.Total, Page: in.Page}}, nil
}

func ligneParcoursOf(l app.LigneParcours) parcoursBref {
	b := parcoursBrefOf(l.Parcours)
	b.Salarie = &salarieDuDossier{ID: l.SalarieID, Nom: l.SalarieNom, Prenom: l.SalariePrenom}
	if l.CipID != nil {
		b.Salarie.Cip = &personne{ID: *l.CipID, Nom: l.CipNom}
	}
	b.Formation, b.Organisme = texte(l.Formation), texte(l.Organisme)
	return b
}

func (a *api) showParcours(ctx context.Context, q *call, in *ID) (*response[dossier], error) {
	d, err := a.findDossier(ctx, q, in.ID)
	if err != nil {
		return nil, err
	}
	return &response[dossier]{*d}, nil
}

func (a *api) findDossier(ctx context.Context, q *call, id int64) (*dossier, error) {
	f, err := a.app.FindParcours(ctx, q.Qui, id)
	if err != nil {
		return nil, err
	}
	return dossierOf(f), nil
}

type clotureParcours struct {
	ID
	Idempotence
	Body clotureSaisie
}

type clotureSaisie struct {
	Version int    `json:"version" minimum:"1"`
	Date    jour   `json:"date,omitempty" doc:"Aujourd'hui, si elle est absente."`
	Motif   string `json:"motif"`
}

func (clotureSaisie) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return withListes(s, map[string]parcours.Liste{"motif": parcours.MotifsCloture})
}

func (a *api) closeParcours(ctx context.Context, q *call, in *clotureParcours) (*response[dossier], error) {
	c := parcours.Cloture{Date: in.Body.Date.or(a.app.Aujourdhui()), Motif: in.Body.Motif}
	if err := a.app.CloseParcours(ctx, q.Qui, in.ID.ID, in.Body.Version, c, in.Cle); err != nil {
		return nil, err
	}
	return a.showParcours(ctx, q, &in.ID)
}

type reouvertureParcours struct {
	ID
	Idempotence
	Body reouvertureSaisie
}

type reouvertureSaisie struct {
	Version int `json:"version" minimum:"1"`
}

func (a *api) reopenParcours(ctx context.Context, q *call, in *reouvertureParcours) (*response[dossier], error) {
	if err := a.app.ReopenParcours(ctx, q.Qui, in.ID.ID, in.Body.Version, in.Cle); err != nil {
		return nil, err
	}
	return a.showParcours(ctx, q, &in.ID)
}
