package api

import (
	"context"
	"time"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

type listeSalaries struct {
	Pagination
	Tri          string   `query:"tri" enum:"nom,-nom,cip,-cip,etat,-etat,contrat,-contrat,suivi,-suivi" default:"nom" doc:"Ordre ; « - » devant pour l'inverse."`
	CipID        int64    `query:"cip_id" minimum:"1" doc:"Les salariés d'un CIP."`
	Miens        bool     `query:"miens" doc:"Mes salariés."`
	SansCip      bool     `query:"sans_cip" doc:"Ceux que personne ne suit."`
	Etat         codeEtat `query:"etat" doc:"L'état du parcours en cours."`
	SansParcours bool     `query:"sans_parcours" doc:"Ceux qui n'ont pas de parcours."`
	Contrat      string   `query:"contrat" enum:"presents,termine,tous" default:"tous" doc:"presents : contrat en cours, ou sans date de fin ; termine : contrat fini."`
}

// salarieBref is a person in a list, with the parcours of the moment.
type salarieBref struct {
	ID                  int64        `json:"id"`
	Nom                 string       `json:"nom"`
	Prenom              string       `json:"prenom"`
	Civilite            *string      `json:"civilite"`
	Metier              *string      `json:"metier"`
	Telephone           *string      `json:"telephone"`
	Email               *string      `json:"email"`
	Cip                 *personne    `json:"cip,omitempty"`
	TypeContrat         *string      `json:"type_contrat"`
	DateDebutContrat    jour         `json:"date_debut_contrat"`
	DateFinContrat      jour         `json:"date_fin_contrat"`
	DateFinPass         jour         `json:"date_fin_pass"`
	Gele                *bool        `json:"gele" doc:"Inconnu d'un encadrant."`
	Version             *int         `json:"version"`
	Parcours            *parcoursVue `json:"parcours,omitempty" doc:"Celui du moment : le parcours ouvert qui a bougé en dernier, sinon le dernier terminé."`
	DerniereObservation *time.Time   `json:"derniere_observation" doc:"La mienne."`
}

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

func (a *api) listSalaries(ctx context.Context, q *call, in *listeSalaries) (*response[liste[salarieBref]], error) {
	f := app.FiltreSalaries{Q: in.Q, CipID: in.CipID, SansCip: in.SansCip, Etat: parcours.Etat(in.Etat), SansParcours: in.SansParcours,
		Page: in.Page, ParPage: in.ParPage}
	f.Tri, f.Desc = order(in.Tri)
	if in.Contrat != "tous" {
		f.Contrat = in.Contrat
	}
	if in.Miens {
		f.CipID = app.Miens
	}
	p, err := a.app.ListSalaries(ctx, q.Qui, f)
	if err != nil {
		return nil, err
	}
	encadrant := !q.Can(parcours.ActionReadSalarie)
	return &response[liste[salarieBref]]{liste[salarieBref]{
		Elements: each(p.Lignes, func(l app.LigneSalarie) salarieBref { return salarieBrefOf(l, encadrant) }), Total: p.Total, Page: p.Page,
	}}, nil
}

func salarieBrefOf(l app.LigneSalarie, encadrant bool) salarieBref {
	s := salarieBref{
		ID: l.ID, Nom: l.Nom, Prenom: l.Prenom, Civilite: texte(l.Civilite), Metier: texte(l.Metier), Telephone: texte(l.Telephone), Email: texte(l.Email),
		TypeContrat: texte(l.TypeContrat), DateDebutContrat: jour{l.DateDebutContrat}, DateFinContrat: jour{l.DateFinContrat},
		DateFinPass: jour{l.DateFinPass}, DerniereObservation: l.DerniereObservation,
	}
	if encadrant {
		return s
	}
	s.Gele, s.Version = &l.Gele, &l.Version
	if l.CipID != nil {
		s.Cip = &personne{ID: *l.CipID, Nom: l.CipNom}
	}
	if l.ParcoursID != nil {
		s.Parcours = &parcoursVue{ID: *l.ParcoursID, Etat: string(l.Etat), EtatLibelle: l.Etat.Libelle(), EtatDepuis: jour{l.EtatDepuis},
			Intitule: l.Intitule, Clos: l.Clos, DernierSuivi: jour{l.DernierSuivi}}
	}
	return s
}
