package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

var _ = declare("parcours",
	route(operation{Methode: get, Chemin: "/parcours", Acces: parcours.ActionListParcours,
		Filtres: map[string]parcours.Liste{"etat": parcours.ListeEtats()},
		Resume:  "Lister les parcours"}, (*api).listParcours),
	route(operation{Methode: post, Chemin: "/salaries/{id}/parcours", Acces: parcours.ActionIdentifyBesoin, Statut: http.StatusCreated,
		Champs: champsCreation, Objets: map[string]parcours.Champs{"formation": parcours.ChampsFormation},
		Resume: "Identifier un besoin, ou reprendre un parcours",
		Texte: "Sans etat : un besoin est identifié, et le parcours commence. Avec etat : un parcours commencé ailleurs est repris là où il en est, avec les faits connus (cip et directeur). " +
			"Un encadrant signale un besoin d'origine « encadrant »."}, (*api).createParcours),
	route(operation{Methode: get, Chemin: "/parcours/{id}", Acces: parcours.ActionReadParcours,
		Resume: "Le dossier d'un parcours", Texte: "Avec son état, sa version, ses tentatives, et les transitions ouvertes à cette personne : ce qu'elles demandent, ce qui les bloque, ce dont elles avertissent."}, (*api).showParcours),
	route(operation{Methode: post, Chemin: "/parcours/{id}/cloture", Acces: parcours.ActionCloseParcours,
		Champs: append(parcours.Champs{champVersion.Required("")}, parcours.ChampsCloture...),
		Resume: "Clore un parcours", Texte: "Après une sortie, un abandon ou un repositionnement. Une date, pas un état."}, (*api).closeParcours),
	route(operation{Methode: post, Chemin: "/parcours/{id}/reouverture", Acces: parcours.ActionCloseParcours,
		Champs: parcours.Champs{champVersion.Required("")},
		Resume: "Rouvrir un parcours clos"}, (*api).reopenParcours),
)

// parcoursBref is a parcours in a list.
type parcoursBref struct {
	rows
	ID            int64             `json:"id"`
	Salarie       *salarieDuDossier `json:"salarie,omitempty"`
	EtatLibelle   string            `json:"etat_libelle"`
	Version       int               `json:"version"`
	Formation     *string           `json:"formation,omitempty"`
	Organisme     *string           `json:"organisme,omitempty"`
	DernierSuivi  jour              `json:"dernier_suivi"`
	ProchainSuivi jour              `json:"prochain_suivi"`
}

var champsParcoursBref = columns("parcours", "etat", "etat_depuis", "tentative", "intitule", "date_besoin", "clos_le")

func (p parcoursBref) MarshalJSON() ([]byte, error) {
	type reste parcoursBref
	return p.marshalWith(reste(p))
}
func (parcoursBref) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return withRows(s, champsParcoursBref)
}

// salarieDuDossier is the person of a parcours.
type salarieDuDossier struct {
	ID     int64     `json:"id"`
	Nom    string    `json:"nom"`
	Prenom string    `json:"prenom"`
	Cip    *personne `json:"cip,omitempty"`
}

func parcoursBrefOf(p parcours.Parcours) parcoursBref {
	return parcoursBref{rows: rows{champsParcoursBref, p}, ID: p.ID, EtatLibelle: p.Etat.Libelle(), Version: p.Version,
		DernierSuivi: jour{p.DernierSuivi}, ProchainSuivi: jour{p.ProchainSuivi}}
}

type listeParcours struct {
	Pagination
	Tri       string `query:"tri" enum:"etat,-etat,salarie,-salarie,depuis,-depuis,suivi,-suivi,prochain,-prochain" default:"etat" doc:"Ordre ; « - » devant pour l'inverse."`
	CipID     int64  `query:"cip_id" minimum:"1" doc:"Les parcours des salariés d'un CIP."`
	Miens     bool   `query:"miens" doc:"Les parcours de mes salariés."`
	SansCip   bool   `query:"sans_cip" doc:"Ceux que personne ne suit."`
	Etat      string `query:"etat"`
	SalarieID int64  `query:"salarie_id" minimum:"1"`
	Clos      string `query:"clos" enum:"oui,non" doc:"oui : les clos ; non : les ouverts ; absent : tous."`
	SansSuivi int    `query:"sans_suivi" minimum:"1" maximum:"3650" doc:"Ceux sans suivi depuis au moins ce nombre de jours."`
	// SansRappel goes with SansSuivi: nobody plans to speak of them.
	SansRappel bool `query:"sans_rappel" doc:"Ceux qui sont en cours et pour lesquels aucun prochain contact n'est prévu."`
}

func (a *api) listParcours(ctx context.Context, q *call, in *listeParcours) (*response[liste[parcoursBref]], error) {
	f := app.FiltreParcours{Q: in.Q, CipID: in.CipID, SansCip: in.SansCip, Etat: parcours.Etat(in.Etat), SalarieID: in.SalarieID,
		Clos: in.Clos, SansSuivi: in.SansSuivi, SansRappel: in.SansRappel, Page: in.Page, ParPage: in.ParPage}
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

// answerParcours answers an act with the file as it now is.
func (a *api) answerParcours(ctx context.Context, q *call, id ID, err error) (*response[dossier], error) {
	if err != nil {
		return nil, err
	}
	return a.showParcours(ctx, q, &id)
}

func (a *api) closeParcours(ctx context.Context, q *call, in *once) (*response[dossier], error) {
	c, err := read[parcours.Cloture](in.Body, parcours.ChampsCloture, a.app.Aujourdhui())
	if err == nil {
		err = a.app.CloseParcours(ctx, q.Qui, in.ID.ID, in.Body.version(), c, in.Cle)
	}
	return a.answerParcours(ctx, q, in.ID, err)
}

func (a *api) reopenParcours(ctx context.Context, q *call, in *once) (*response[dossier], error) {
	return a.answerParcours(ctx, q, in.ID, a.app.ReopenParcours(ctx, q.Qui, in.ID.ID, in.Body.version(), in.Cle))
}
