package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"parcours.example/internal/parcours"
)

func (a *api) registerFormation() {
	route(a, operation{Methode: put, Chemin: "/parcours/{id}/formation", Groupe: groupeParcours, Acces: parcours.ActionChooseFormation,
		Resume: "Choisir la formation de l'essai en cours", Texte: "Écrit toute la formation : ce qui n'est pas envoyé est vidé. Rend le dossier."}, a.chooseFormation)
}

// formation is the action that was chosen.
type formation struct {
	Intitule            string   `json:"intitule"`
	Type                *string  `json:"type"`
	Validation          *string  `json:"validation"`
	Organisme           *string  `json:"organisme"`
	OrganismeContact    *string  `json:"organisme_contact"`
	Lieu                *string  `json:"lieu"`
	LieuDetail          *string  `json:"lieu_detail"`
	Modalite            *string  `json:"modalite"`
	Offre               *string  `json:"offre"`
	Portee              *string  `json:"portee"`
	Afest               bool     `json:"afest"`
	ObligationEmployeur bool     `json:"obligation_employeur"`
	CodeCertification   *string  `json:"code_certification"`
	DateDebutPrevue     jour     `json:"date_debut_prevue"`
	DateFinPrevue       jour     `json:"date_fin_prevue"`
	HeuresPrevues       *float64 `json:"heures_prevues"`
	Cout                *euros   `json:"cout" nullable:"true"`
	Statut              *string  `json:"statut"`
}

func (formation) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return listesFormation(s)
}

func listesFormation(s *huma.Schema) *huma.Schema {
	return withListes(s, map[string]parcours.Liste{
		"type": parcours.TypesFormation, "validation": parcours.Validations, "lieu": parcours.LieuxFormation, "modalite": parcours.Modalites,
		"offre": parcours.Offres, "portee": parcours.Portees, "statut": parcours.StatutsFormation,
	})
}

func formationOf(f parcours.Formation) *formation {
	if f == (parcours.Formation{}) {
		return nil
	}
	x := &formation{
		Intitule: f.Intitule, Type: texte(f.Type), Validation: texte(f.Validation), Organisme: texte(f.Organisme), OrganismeContact: texte(f.OrganismeContact),
		Lieu: texte(f.Lieu), LieuDetail: texte(f.LieuDetail), Modalite: texte(f.Modalite), Offre: texte(f.Offre), Portee: texte(f.Portee), Afest: f.Afest,
		ObligationEmployeur: f.ObligationEmployeur, CodeCertification: texte(f.CodeCertification), DateDebutPrevue: jour{f.DateDebutPrevue},
		DateFinPrevue: jour{f.DateFinPrevue}, HeuresPrevues: nombre(f.HeuresPrevues), Statut: texte(f.Statut),
	}
	if f.CoutConnu {
		x.Cout = eurosOf(f.Cout)
	}
	return x
}

// FormationSaisie is a training as it is typed.
type FormationSaisie struct {
	Intitule            string  `json:"intitule"`
	Type                string  `json:"type"`
	Validation          string  `json:"validation,omitempty"`
	Organisme           string  `json:"organisme,omitempty"`
	OrganismeContact    string  `json:"organisme_contact,omitempty"`
	Lieu                string  `json:"lieu"`
	LieuDetail          string  `json:"lieu_detail,omitempty"`
	Modalite            string  `json:"modalite,omitempty"`
	Offre               string  `json:"offre,omitempty"`
	Portee              string  `json:"portee,omitempty"`
	Afest               bool    `json:"afest,omitempty"`
	ObligationEmployeur bool    `json:"obligation_employeur,omitempty" doc:"Une formation obligatoire, hors du guide et des indicateurs."`
	CodeCertification   string  `json:"code_certification,omitempty"`
	DateDebutPrevue     jour    `json:"date_debut_prevue"`
	DateFinPrevue       jour    `json:"date_fin_prevue"`
	HeuresPrevues       float64 `json:"heures_prevues"`
	Cout                *euros  `json:"cout" doc:"Le coût en euros ; 0 si elle ne coûte rien."`
	Statut              string  `json:"statut,omitempty" doc:"Le statut de la personne pendant la formation."`
}

func (FormationSaisie) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return listesFormation(s)
}

func (f FormationSaisie) formation() parcours.Formation {
	x := parcours.Formation{
		Intitule: f.Intitule, Type: f.Type, Validation: f.Validation, Organisme: f.Organisme, OrganismeContact: f.OrganismeContact, Lieu: f.Lieu,
		LieuDetail: f.LieuDetail, Modalite: f.Modalite, Offre: f.Offre, Portee: f.Portee, Afest: f.Afest, ObligationEmployeur: f.ObligationEmployeur,
		CodeCertification: f.CodeCertification, DateDebutPrevue: f.DateDebutPrevue.Date, DateFinPrevue: f.DateFinPrevue.Date,
		HeuresPrevues: f.HeuresPrevues, Statut: f.Statut,
	}
	if f.Cout != nil {
		x.Cout, x.CoutConnu = f.Cout.Centimes, true
	}
	return x
}

type choixFormation struct {
	ID
	Idempotence
	Body formationChoisie
}

type formationChoisie struct {
	Version int `json:"version,omitempty" minimum:"1" doc:"La version lue du parcours : si quelqu'un a écrit depuis, la réponse est 409. Sans elle, on écrit par-dessus."`
	FormationSaisie
}

func (a *api) chooseFormation(ctx context.Context, q *call, in *choixFormation) (*response[dossier], error) {
	if err := a.app.ChooseFormation(ctx, q.Qui, in.ID.ID, in.Body.Version, in.Body.formation(), in.Cle); err != nil {
		return nil, err
	}
	return a.showParcours(ctx, q, &in.ID)
}
