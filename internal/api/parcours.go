package api

import (
	"context"
	"slices"
	"strings"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

var _ = declare("parcours",
	route(operation{Methode: get, Chemin: "/parcours", Acces: parcours.ActionListParcours,
		Filtres: filtres{"etat": parcours.ListeEtats()},
		Resume:  "Lister les parcours"}, (*call).listParcours),
	create(operation{Methode: post, Chemin: "/salaries/{id}/parcours", Acces: parcours.ActionIdentifyBesoin,
		Champs: champsCreation, Objets: map[string]parcours.Champs{"formation": parcours.ChampsFormation},
		Resume: "Identifier un besoin, ou reprendre un parcours",
		Texte: "Sans etat : un besoin est identifié, et le parcours commence. Avec etat : un parcours commencé ailleurs " +
			"est repris là où il en est, avec les faits connus (cip et directeur). " +
			"Un encadrant signale un besoin d'origine « encadrant »."}, (*call).createParcours),
	route(operation{Methode: get, Chemin: "/parcours/{id}", Acces: parcours.ActionReadParcours,
		Resume: "Le dossier d'un parcours",
		Texte: "Avec son état, sa version, ses tentatives, et les transitions ouvertes à cette personne : " +
			"ce qu'elles demandent, ce qui les bloque, ce dont elles avertissent."}, (*call).showParcours),
	act(operation{Methode: post, Chemin: "/parcours/{id}/cloture", Acces: parcours.ActionCloseParcours,
		Champs: append(parcours.Champs{champVersion.Required("")}, parcours.ChampsCloture...),
		Resume: "Clore un parcours", Texte: "Après une sortie, un abandon ou un repositionnement. Une date, pas un état."},
		(*app.App).CloseParcours),
	act(operation{Methode: post, Chemin: "/parcours/{id}/reouverture", Acces: parcours.ActionCloseParcours,
		Champs: parcours.Champs{champVersion.Required("")},
		Resume: "Rouvrir un parcours clos"},
		func(a *app.App, ctx context.Context, qui parcours.Identite, id int64, version int, _ struct{}, cle string) error {
			return a.ReopenParcours(ctx, qui, id, version, cle)
		}),
	route(operation{Methode: put, Chemin: "/parcours/{id}/securisation/{code}", Acces: parcours.ActionSecure,
		Champs:  parcours.ChampsSecurisation.Without("code"),
		Filtres: filtres{"code": parcours.Securisations},
		Resume:  "Répondre à une bonne pratique avant l'entrée",
		Texte: "La réponse prend la place de la précédente, que l'historique garde. " +
			"Ce qui est fait a une date : celle notée avant, sinon aujourd'hui."}, (*call).secure),
)

// parcoursBref is a parcours in a list.
type parcoursBref struct {
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

func (parcoursBref) champs() parcours.Champs { return champsParcoursBref }

// salarieDuDossier is the person of a parcours.
type salarieDuDossier struct {
	ID     int64     `json:"id"`
	Nom    string    `json:"nom"`
	Prenom string    `json:"prenom"`
	Cip    *personne `json:"cip,omitempty"`
}

func parcoursBrefOf(p parcours.Parcours) answer[parcoursBref] {
	return answer[parcoursBref]{p, parcoursBref{ID: p.ID, EtatLibelle: p.Etat.Libelle(), Version: p.Version,
		DernierSuivi: jour{p.DernierSuivi}, ProchainSuivi: jour{p.ProchainSuivi}}}
}

type listeParcours struct {
	Pagination
	Tri         string `query:"tri" enum:"etat,-etat,salarie,-salarie,depuis,-depuis,suivi,-suivi,prochain,-prochain" default:"etat"`
	CipID       int64  `query:"cip_id" minimum:"1" doc:"Les parcours des salariés d'un CIP."`
	Miens       bool   `query:"miens" doc:"Les parcours de mes salariés."`
	SansCip     bool   `query:"sans_cip" doc:"Ceux que personne ne suit."`
	Etat        string `query:"etat"`
	SalarieID   int64  `query:"salarie_id" minimum:"1"`
	OrganismeID int64  `query:"organisme_id" minimum:"1" doc:"Ceux qui vont, ou sont allés, dans cet organisme."`
	GroupeID    int64  `query:"groupe_id" minimum:"1" doc:"Ceux qui sont d'un groupe."`
	Clos        string `query:"clos" enum:"oui,non" doc:"oui : les clos ; non : les ouverts ; absent : tous."`
	SansSuivi   int    `query:"sans_suivi" minimum:"1" maximum:"3650" doc:"Ceux sans suivi depuis au moins ce nombre de jours."`
	// SansRappel goes with SansSuivi: nobody plans to speak of them.
	SansRappel bool `query:"sans_rappel" doc:"Ceux qui sont en cours, sans prochain contact prévu."`
}

func (q *call) listParcours(ctx context.Context, in *listeParcours) (*liste[answer[parcoursBref]], error) {
	f := app.FiltreParcours{Q: in.Q, CipID: in.CipID, SansCip: in.SansCip, Etat: parcours.Etat(in.Etat), SalarieID: in.SalarieID,
		OrganismeID: in.OrganismeID, GroupeID: in.GroupeID, Clos: in.Clos,
		SansSuivi: in.SansSuivi, SansRappel: in.SansRappel, Page: in.Page, ParPage: in.ParPage}
	f.Tri, f.Desc = strings.CutPrefix(in.Tri, "-")
	if in.Miens {
		f.CipID = q.Qui.UtilisateurID
	}
	p, err := q.app.ListParcours(ctx, q.Qui, f)
	if err != nil {
		return nil, err
	}
	return listeOf(ligneParcoursOf)(p.Page, nil)
}

func ligneParcoursOf(l parcours.LigneParcours) answer[parcoursBref] {
	bref := parcoursBrefOf(l.Parcours)
	b := &bref.reste
	b.Salarie = &salarieDuDossier{ID: l.SalarieID, Nom: l.SalarieNom, Prenom: l.SalariePrenom}
	if l.CipID != nil {
		b.Salarie.Cip = &personne{ID: *l.CipID, Nom: l.CipNom}
	}
	b.Formation, b.Organisme = known(l.Formation), known(l.Organisme)
	return bref
}

func (q *call) showParcours(ctx context.Context, in *ID) (*answer[dossier], error) {
	return as(dossierOf)(q.app.FindParcours(ctx, q.Qui, in.ID))
}

// answerParcours answers an act with the file as it now is.
func (q *call) answerParcours(ctx context.Context, id ID, err error) (*answer[dossier], error) {
	if err != nil {
		return nil, err
	}
	return q.showParcours(ctx, &id)
}

// answerPart answers an act with the part of a parcours that it changed.
func answerPart[T, O any](ctx context.Context, q *call, id ID, err error, part func(*app.FicheParcours) *T,
	show func(T, map[int64]string) O,
) (*O, error) {
	if err != nil {
		return nil, err
	}
	f, err := q.app.FindParcours(ctx, q.Qui, id.ID)
	if err != nil {
		return nil, err
	}
	x := part(f)
	if x == nil { // taken out meanwhile
		return nil, parcours.NotFound("Élément")
	}
	return new(show(*x, f.Noms)), nil
}

// first is the one that is meant, nil when there is none.
func first[T any](xs []T, is func(T) bool) *T {
	if i := slices.IndexFunc(xs, is); i >= 0 {
		return &xs[i]
	}
	return nil
}

// act declares a deed on a parcours that asks a T.
func act[T any](o operation,
	deed func(*app.App, context.Context, parcours.Identite, int64, int, T, string) error,
) declaration {
	return route(o, func(q *call, ctx context.Context, in *once) (*answer[dossier], error) {
		lu, err := read[T](in.Body, o.Champs.Without(champVersion.Code), q.app.Aujourdhui())
		if err == nil {
			err = deed(q.app, ctx, q.Qui, in.ID.ID, in.Body.version(), lu, in.Cle)
		}
		return q.answerParcours(ctx, in.ID, err)
	})
}

// securisation is the answer to one good practice before the entry.
type securisation struct {
	ID      int64  `json:"id"`
	Libelle string `json:"libelle"`
}

func (securisation) champs() parcours.Champs { return parcours.ChampsSecurisation }

func securisationOf(x parcours.Securisation) answer[securisation] {
	return answer[securisation]{x, securisation{x.ID, parcours.Securisations.Libelle(x.Code)}}
}

type surSecurisation struct {
	ID
	Code string `path:"code" doc:"La bonne pratique."`
	Body body
}

func (q *call) secure(ctx context.Context, in *surSecurisation) (*answer[securisation], error) {
	x, err := read[parcours.Securisation](in.Body, parcours.ChampsSecurisation.Without("code"), q.app.Aujourdhui())
	if err != nil {
		return nil, err
	}
	x.Code = in.Code
	err = q.app.Secure(ctx, q.Qui, in.ID.ID, nil, []parcours.Securisation{x})
	for _, e := range parcours.ErreursOf(err) { // the page asks all of them in one form
		e.Champ = strings.TrimSuffix(e.Champ, "_"+in.Code)
	}
	return answerPart(ctx, q, in.ID, err, func(f *app.FicheParcours) *parcours.Securisation {
		return first(f.Securisations, func(s parcours.Securisation) bool { return s.Code == in.Code })
	}, func(s parcours.Securisation, _ map[int64]string) answer[securisation] { return securisationOf(s) })
}
