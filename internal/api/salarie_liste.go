package api

import (
	"context"
	"strings"
	"time"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

type listeSalaries struct {
	Pagination
	Tri          string `query:"tri" enum:"nom,-nom,cip,-cip,etat,-etat,contrat,-contrat,suivi,-suivi" default:"nom"`
	CipID        int64  `query:"cip_id" minimum:"1" doc:"Les salariés d'un CIP."`
	Miens        bool   `query:"miens" doc:"Mes salariés."`
	SansCip      bool   `query:"sans_cip" doc:"Ceux que personne ne suit."`
	Etat         string `query:"etat" doc:"L'état du parcours en cours."`
	SansParcours bool   `query:"sans_parcours" doc:"Ceux qui n'ont pas de parcours."`
	Contrat      string `query:"contrat" enum:"presents,termine,tous" default:"tous"`
}

// salarieBref is a person in a list, with the parcours of the moment.
type salarieBref struct {
	ID                  int64        `json:"id"`
	Cip                 *personne    `json:"cip,omitempty"`
	Gele                *bool        `json:"gele" doc:"Inconnu d'un encadrant."`
	Version             *int         `json:"version"`
	Parcours            *parcoursVue `json:"parcours,omitempty"`
	DerniereObservation *time.Time   `json:"derniere_observation" doc:"La mienne."`
}

var champsSalarieBref = parcours.ChampsSalarie.Only("nom", "prenom", "civilite", "metier", "telephone", "email", "type_contrat",
	"date_debut_contrat", "date_fin_contrat", "date_fin_pass")

func (salarieBref) champs() parcours.Champs { return champsSalarieBref }

// parcoursVue is the parcours of the moment, in a list of people.
type parcoursVue struct {
	ID           int64  `json:"id"`
	Etat         string `json:"etat"`
	EtatLibelle  string `json:"etat_libelle"`
	EtatDepuis   jour   `json:"etat_depuis"`
	Intitule     string `json:"intitule"`
	Clos         bool   `json:"clos"`
	DernierSuivi jour   `json:"dernier_suivi"`
}

func (q *call) listSalaries(ctx context.Context, in *listeSalaries) (*liste[answer[salarieBref]], error) {
	f := app.FiltreSalaries{Q: in.Q, CipID: in.CipID, SansCip: in.SansCip, Etat: parcours.Etat(in.Etat), SansParcours: in.SansParcours,
		Page: in.Page, ParPage: in.ParPage}
	f.Tri, f.Desc = strings.CutPrefix(in.Tri, "-")
	if in.Contrat != "tous" {
		f.Contrat = in.Contrat
	}
	if in.Miens {
		f.CipID = app.Miens
	}
	return listeOf(q.salarieBref)(q.app.ListSalaries(ctx, q.Qui, f))
}

// salarieBref leaves out what an encadrant may not read.
func (q *call) salarieBref(l parcours.LigneSalarie) answer[salarieBref] {
	s := salarieBref{ID: l.ID, DerniereObservation: l.DerniereObservation}
	if !q.Qui.Can(parcours.ActionReadSalarie) {
		return answer[salarieBref]{l, s}
	}
	s.Gele, s.Version = &l.Gele, &l.Version
	if l.CipID != nil {
		s.Cip = &personne{*l.CipID, l.CipNom}
	}
	if l.ParcoursID != nil {
		s.Parcours = &parcoursVue{ID: *l.ParcoursID, Etat: string(l.Etat), EtatLibelle: l.Etat.Libelle(),
			EtatDepuis: jour{l.EtatDepuis}, Intitule: l.Intitule, Clos: l.Clos, DernierSuivi: jour{l.DernierSuivi}}
	}
	return answer[salarieBref]{l, s}
}
