package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"parcours.example/internal/parcours"
)

const groupeSalaries = "salaries"

func (a *api) registerSalaries() {
	route(a, operation{Methode: get, Chemin: "/salaries", Groupe: groupeSalaries, Acces: parcours.ActionListSalaries,
		Resume: "Lister les salariés", Texte: "Un encadrant ne voit que les personnes qu'il encadre, et celles que personne n'encadre : leur nom et leur métier."}, a.listSalaries)
	route(a, operation{Methode: post, Chemin: "/salaries", Groupe: groupeSalaries, Acces: parcours.ActionCreateSalarie, Statut: http.StatusCreated,
		Resume: "Créer un salarié", Texte: "Sans cip_id, le CIP qui crée est celui de la personne. Une personne qui ressemble à une autre (la règle de l'importation) est refusée en 422, avec l'avertissement « doublon_possible » et le lien de son dossier, tant qu'il n'est pas acquitté."}, a.createSalarie)
	route(a, operation{Methode: get, Chemin: "/salaries/{id}", Groupe: groupeSalaries, Acces: parcours.ActionReadSalarie,
		Resume: "Le dossier d'un salarié"}, a.showSalarie)
	route(a, operation{Methode: patch, Chemin: "/salaries/{id}", Groupe: groupeSalaries, Acces: parcours.ActionUpdateSalarie,
		Resume: "Modifier un salarié", Texte: "Seuls les champs envoyés changent ; null vide un champ. cip_id confie la personne à un autre CIP."}, a.patchSalarie)
}

// personne is a colleague, or a salarié, named beside something else.
type personne struct {
	ID  int64  `json:"id"`
	Nom string `json:"nom" doc:"Prénom et nom."`
}

// colleague names somebody of the SIAE; nil when nobody is meant.
func colleague(id *int64, noms map[int64]string) *personne {
	if id == nil || *id == 0 {
		return nil
	}
	nom := noms[*id]
	if nom == "" {
		nom = "Ancien collègue"
	}
	return &personne{ID: *id, Nom: nom}
}

// salarie is everything known of a person.
type salarie struct {
	ID               int64          `json:"id"`
	Nom              string         `json:"nom"`
	Prenom           string         `json:"prenom"`
	Civilite         *string        `json:"civilite"`
	DateNaissance    jour           `json:"date_naissance"`
	Email            *string        `json:"email"`
	Telephone        *string        `json:"telephone"`
	Commune          *string        `json:"commune"`
	Departement      *string        `json:"departement"`
	Metier           *string        `json:"metier"`
	Niveau           *string        `json:"niveau" doc:"Niveau de formation, de 1 à 8."`
	CipID            *int64         `json:"cip_id"`
	Cip              *personne      `json:"cip,omitempty"`
	Encadrants       []personne     `json:"encadrants"`
	TypeContrat      *string        `json:"type_contrat"`
	DateDebutContrat jour           `json:"date_debut_contrat"`
	DateFinContrat   jour           `json:"date_fin_contrat"`
	PassNumero       *string        `json:"pass_numero"`
	DateDebutPass    jour           `json:"date_debut_pass"`
	DateFinPass      jour           `json:"date_fin_pass"`
	Gele             bool           `json:"gele" doc:"Dossier gelé à la demande de la personne : il se lit, il ne se modifie pas."`
	Version          int            `json:"version"`
	Freins           []frein        `json:"freins"`
	Parcours         []parcoursBref `json:"parcours" doc:"Celui du moment d'abord : le parcours ouvert qui a bougé en dernier ; les terminés ensuite."`
}

func (salarie) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return listesSalarie(s)
}

func listesSalarie(s *huma.Schema) *huma.Schema {
	return withListes(s, map[string]parcours.Liste{"civilite": parcours.Civilites, "niveau": parcours.NiveauxFormation, "type_contrat": parcours.TypesContrat})
}

func (a *api) showSalarie(ctx context.Context, q *call, in *ID) (*response[salarie], error) {
	s, err := a.findSalarie(ctx, q, in.ID)
	if err != nil {
		return nil, err
	}
	return &response[salarie]{*s}, nil
}

func (a *api) findSalarie(ctx context.Context, q *call, id int64) (*salarie, error) {
	f, err := a.app.FindSalarie(ctx, q.Qui, id)
	if err != nil {
		return nil, err
	}
	s := &salarie{
		ID: f.ID, Nom: f.Nom, Prenom: f.Prenom, Civilite: texte(f.Civilite), DateNaissance: jour{f.DateNaissance}, Email: texte(f.Email),
		Telephone: texte(f.Telephone), Commune: texte(f.Commune), Departement: texte(f.Departement), Metier: texte(f.Metier), Niveau: texte(f.Niveau),
		CipID: f.CipID, Cip: colleague(f.CipID, f.Noms), Encadrants: []personne{}, TypeContrat: texte(f.TypeContrat),
		DateDebutContrat: jour{f.DateDebutContrat}, DateFinContrat: jour{f.DateFinContrat}, PassNumero: texte(f.PassNumero),
		DateDebutPass: jour{f.DateDebutPass}, DateFinPass: jour{f.DateFinPass}, Gele: f.Gele, Version: f.Version,
		Freins:   each(f.Freins, func(x parcours.Frein) frein { return freinOf(x, f.Noms) }),
		Parcours: each(f.Parcours, parcoursBrefOf),
	}
	for _, e := range f.Encadrants {
		s.Encadrants = append(s.Encadrants, personne{ID: e.ID, Nom: e.NomComplet()})
	}
	return s, nil
}

type creationSalarie struct {
	Idempotence
	Body salarieSaisi
}

type salarieSaisi struct {
	Nom              string `json:"nom"`
	Prenom           string `json:"prenom"`
	Civilite         string `json:"civilite,omitempty"`
	DateNaissance    jour   `json:"date_naissance,omitempty"`
	Email            string `json:"email,omitempty"`
	Telephone        string `json:"telephone,omitempty"`
	Commune          string `json:"commune,omitempty"`
	Departement      string `json:"departement,omitempty"`
	Metier           string `json:"metier,omitempty"`
	Niveau           string `json:"niveau,omitempty"`
	CipID            *int64 `json:"cip_id,omitempty" minimum:"1"`
	TypeContrat      string `json:"type_contrat,omitempty"`
	DateDebutContrat jour   `json:"date_debut_contrat,omitempty"`
	DateFinContrat   jour   `json:"date_fin_contrat,omitempty"`
	PassNumero       string `json:"pass_numero,omitempty"`
	DateDebutPass    jour   `json:"date_debut_pass,omitempty"`
	DateFinPass      jour   `json:"date_fin_pass,omitempty"`
	// Acquittes is spelled as in the creation of a parcours.
	Acquittes []string `json:"avertissements_acquittes,omitempty" doc:"Les codes des avertissements lus : « doublon_possible », pour ajouter une personne qui ressemble à une autre."`
}

func (salarieSaisi) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return listesSalarie(s)
}

func (a *api) createSalarie(ctx context.Context, q *call, in *creationSalarie) (*created[salarie], error) {
	x := in.Body
	id, err := a.app.CreateSalarie(ctx, q.Qui, parcours.Salarie{
		Nom: x.Nom, Prenom: x.Prenom, Civilite: x.Civilite, DateNaissance: x.DateNaissance.Date, Email: x.Email, Telephone: x.Telephone,
		Commune: x.Commune, Departement: x.Departement, Metier: x.Metier, Niveau: x.Niveau, CipID: x.CipID, TypeContrat: x.TypeContrat,
		DateDebutContrat: x.DateDebutContrat.Date, DateFinContrat: x.DateFinContrat.Date, PassNumero: x.PassNumero,
		DateDebutPass: x.DateDebutPass.Date, DateFinPass: x.DateFinPass.Date,
	}, in.Cle, x.Acquittes...)
	if err != nil {
		return nil, err
	}
	s, err := a.findSalarie(ctx, q, id)
	if err != nil {
		return nil, err
	}
	return &created[salarie]{Location: location("salaries", id), Body: *s}, nil
}

type modificationSalarie struct {
	ID
	Body salarieModifie
}

type salarieModifie struct {
	Version          int             `json:"version,omitempty" minimum:"1" doc:"La version lue : si quelqu'un a écrit depuis, la réponse est 409. Sans elle, on écrit par-dessus."`
	Nom              option[string]  `json:"nom,omitempty"`
	Prenom           option[string]  `json:"prenom,omitempty"`
	Civilite         option[string]  `json:"civilite,omitempty"`
	DateNaissance    option[jour]    `json:"date_naissance,omitempty"`
	Email            option[string]  `json:"email,omitempty"`
	Telephone        option[string]  `json:"telephone,omitempty"`
	Commune          option[string]  `json:"commune,omitempty"`
	Departement      option[string]  `json:"departement,omitempty"`
	Metier           option[string]  `json:"metier,omitempty"`
	Niveau           option[string]  `json:"niveau,omitempty"`
	CipID            option[*int64]  `json:"cip_id,omitempty"`
	Encadrants       option[[]int64] `json:"encadrants,omitempty" doc:"Les encadrants de la personne ; une liste vide les retire tous."`
	TypeContrat      option[string]  `json:"type_contrat,omitempty"`
	DateDebutContrat option[jour]    `json:"date_debut_contrat,omitempty"`
	DateFinContrat   option[jour]    `json:"date_fin_contrat,omitempty"`
	PassNumero       option[string]  `json:"pass_numero,omitempty"`
	DateDebutPass    option[jour]    `json:"date_debut_pass,omitempty"`
	DateFinPass      option[jour]    `json:"date_fin_pass,omitempty"`
}

func (salarieModifie) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return listesSalarie(s)
}

func (m salarieModifie) change(s *parcours.Salarie) {
	m.Nom.into(&s.Nom)
	m.Prenom.into(&s.Prenom)
	m.Civilite.into(&s.Civilite)
	intoDate(m.DateNaissance, &s.DateNaissance)
	m.Email.into(&s.Email)
	m.Telephone.into(&s.Telephone)
	m.Commune.into(&s.Commune)
	m.Departement.into(&s.Departement)
	m.Metier.into(&s.Metier)
	m.Niveau.into(&s.Niveau)
	m.CipID.into(&s.CipID)
	m.TypeContrat.into(&s.TypeContrat)
	intoDate(m.DateDebutContrat, &s.DateDebutContrat)
	intoDate(m.DateFinContrat, &s.DateFinContrat)
	m.PassNumero.into(&s.PassNumero)
	intoDate(m.DateDebutPass, &s.DateDebutPass)
	intoDate(m.DateFinPass, &s.DateFinPass)
}

func (a *api) patchSalarie(ctx context.Context, q *call, in *modificationSalarie) (*response[salarie], error) {
	var encadrants *[]int64
	if in.Body.Encadrants.present {
		encadrants = &in.Body.Encadrants.valeur
	}
	if err := a.app.PatchSalarie(ctx, q.Qui, in.ID.ID, in.Body.Version, in.Body.change, encadrants); err != nil {
		return nil, err
	}
	return a.showSalarie(ctx, q, &in.ID)
}
