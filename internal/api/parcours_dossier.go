package api

import (
	"slices"
	"time"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

// dossier is the file of a parcours.
type dossier struct {
	ID                   int64                     `json:"id"`
	Salarie              salarieDuDossier          `json:"salarie"`
	EtatLibelle          string                    `json:"etat_libelle"`
	Version              int                       `json:"version" doc:"À renvoyer avec une transition."`
	CreeLe               time.Time                 `json:"cree_le"`
	Tentatives           []answer[tentative]       `json:"tentatives"`
	Financements         []answer[financement]     `json:"financements" doc:"Le plan de l'essai en cours."`
	Securisations        []answer[securisation]    `json:"securisations" doc:"Ce qui sécurise l'entrée de l'essai en cours."`
	Freins               []answer[frein]           `json:"freins"`
	EntreesPrevues       []answer[entreePrevue]    `json:"entrees_prevues" doc:"Chaque jour où la personne était attendue."`
	NonPresentations     []answer[nonPresentation] `json:"non_presentations"`
	Presences            []answer[presence]        `json:"presences" doc:"Chaque temps passé en formation, de toutes les tentatives."`
	Impacts              []answer[impact]          `json:"impacts"`
	Retires              []ligneRetiree            `json:"retires" doc:"Ce qui a été noté par erreur : il se remet par une correction."`
	Evenements           []evenementDossier        `json:"evenements" doc:"Ce qui s'est passé, le dernier d'abord."`
	Echeances            []raison                  `json:"echeances" doc:"Ce qui est à faire, par date."`
	Signalements         []rappele                 `json:"signalements" doc:"Ce qui est vrai maintenant, quelle que soit la suite."`
	TransitionsPossibles []transitionPossible      `json:"transitions_possibles"`
}

var champsDossier = columns("parcours", "etat", "etat_depuis", "tentative", "intitule", "origine", "description",
	"date_besoin", "precedent_id", "clos_le", "motif_cloture", "freins_gestion")

func (dossier) champs() parcours.Champs { return champsDossier }

// tentative is one try at a training.
type tentative struct {
	Numero           int                `json:"numero"`
	Courante         bool               `json:"courante"`
	Formation        *answer[formation] `json:"formation,omitempty"`
	GroupeID         *int64             `json:"groupe_id" doc:"La même action que d'autres."`
	Controles        map[string]string  `json:"controles" doc:"Les réponses au contrôle des premiers jours."`
	NonPresentations int                `json:"non_presentations"`
	// Financements of a try before the current one too: a funder may answer late.
	Financements []answer[financement] `json:"financements" doc:"Le plan de cette tentative."`
}

var champsTentative = slices.Concat(champsPrevue, parcours.ChampsPresence.Typed(),
	champsIssue, parcours.ChampsSuite)

// champsIssue is the end of a stay, under the names that a passage gives it.
var champsIssue = append(parcours.ChampsIssue.Without("heures_realisees", "motifs_abandon"),
	parcours.ChampsReprise.Only("heures", "motifs")...)

func (tentative) champs() parcours.Champs { return champsTentative }

// champsPrevue is the planned entry of a try, under the names that a passage gives it.
var champsPrevue = parcours.ChampsReprise.Only("date_entree_prevue", "heure_entree", "lieu_entree", "contact_entree")

// tentativeLue is a try with its last stay, as one reads them.
type tentativeLue struct {
	DateEntreePrevue                       parcours.Date
	HeureEntree, LieuEntree, ContactEntree string
	parcours.Suite
	DateEntree parcours.Date
	parcours.Issue
}

// rappele is what is true of a file now.
type rappele struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Acte    string `json:"acte" doc:"L'acte qui y remédie."`
	Lien    string `json:"lien,omitempty" doc:"La page où cela se remplit."`
}

func dossierOf(f *app.FicheParcours) answer[dossier] {
	p, s := f.Parcours, f.Salarie
	return answer[dossier]{p, dossier{
		ID: p.ID, EtatLibelle: p.Etat.Libelle(), Version: p.Version, CreeLe: p.CreeLe.UTC(),
		Salarie:          salarieDuDossier{ID: s.ID, Nom: s.Nom, Prenom: s.Prenom, Cip: colleague(s.CipID, f.Noms)},
		Tentatives:       each(f.Tentatives, func(t parcours.Tentative) answer[tentative] { return tentativeOf(t, f.Fiche) }),
		Financements:     named(f.Financements, f.Noms, financementOf),
		Securisations:    each(f.Securisations, securisationOf),
		Freins:           named(f.Freins, f.Noms, freinOf),
		EntreesPrevues:   named(f.Entrees, f.Noms, entreePrevueOf),
		NonPresentations: named(f.NonPresentations, f.Noms, nonPresentationOf),
		Evenements:       each(f.Lecture.Evenements, evenementOf),
		Echeances:        each(f.Lecture.Echeances, raisonOf),
		Presences:        each(f.Presences, func(x parcours.Presence) answer[presence] { return presenceOf(x, &f.Dossier, f.Noms) }),
		Impacts:          named(f.Impacts, f.Noms, impactOf),
		Retires:          retireesOf(f.Retires, f.Noms),
		Signalements: each(f.Rappeles, func(r parcours.Rappele) rappele {
			return rappele{r.Code, r.Message, r.Acte, r.Lien}
		}),
		TransitionsPossibles: transitionsOf(f),
	}}
}

func tentativeOf(t parcours.Tentative, d *parcours.Fiche) answer[tentative] {
	courante, e, x := t.Numero == d.Parcours.Tentative, d.EntreeIn(t.Numero), d.PresenceIn(t.Numero)
	if courante {
		e, x = *d.EntreePrevue(), d.Presence()
	}
	lue := tentativeLue{e.Date, e.Heure, e.Lieu, e.Contact, t.Suite, x.DateEntree, d.IssueOf(x)}
	return answer[tentative]{lue, tentative{Numero: t.Numero, Courante: courante,
		Formation: formationOf(t.Formation), GroupeID: t.GroupeID, Controles: d.ControlesOf(x),
		NonPresentations: len(d.NonPresentationsIn(t.Numero)),
		Financements:     named(d.FinancementsOf(t.ID), d.Noms, financementOf)}}
}
