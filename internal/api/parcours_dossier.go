package api

import (
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

// dossier is the file of a parcours.
type dossier struct {
	rows
	ID            int64            `json:"id"`
	Salarie       salarieDuDossier `json:"salarie"`
	EtatLibelle   string           `json:"etat_libelle"`
	Version       int              `json:"version" doc:"À renvoyer avec une transition."`
	CreeLe        time.Time        `json:"cree_le"`
	Tentatives    []tentative      `json:"tentatives"`
	Financements  []financement    `json:"financements" doc:"Le plan de l'essai en cours."`
	Securisations []securisation   `json:"securisations" doc:"Ce qui sécurise l'entrée de l'essai en cours."`
	Freins        []frein          `json:"freins"`
	Impacts       []impact         `json:"impacts"`

	TransitionsPossibles []transitionPossible `json:"transitions_possibles" doc:"Ce que cette personne peut faire maintenant, dans l'ordre où le proposer."`
}

var champsDossier = columns("parcours", "etat", "etat_depuis", "tentative", "intitule", "origine", "description", "date_besoin", "precedent_id",
	"clos_le", "motif_cloture", "freins_gestion")

func (d dossier) MarshalJSON() ([]byte, error) { type reste dossier; return d.marshalWith(reste(d)) }
func (dossier) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return withRows(s, champsDossier)
}

// tentative is one try at a training.
type tentative struct {
	rows
	Numero           int               `json:"numero"`
	Courante         bool              `json:"courante"`
	Formation        *formation        `json:"formation,omitempty"`
	Controles        map[string]string `json:"controles" doc:"Les réponses au contrôle des premiers jours."`
	NonPresentations int               `json:"non_presentations"`
}

var champsTentative = slices.Concat(parcours.ChampsEntree.Typed(), parcours.ChampsIssue.Without("heures_realisees", "motifs_abandon"),
	parcours.ChampsReprise.Only("heures", "motifs"))

func (t tentative) MarshalJSON() ([]byte, error) {
	type reste tentative
	return t.marshalWith(reste(t))
}
func (tentative) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return withRows(s, champsTentative)
}

type securisation struct {
	rows
	Libelle string `json:"libelle"`
}

func (x securisation) MarshalJSON() ([]byte, error) {
	type reste securisation
	return x.marshalWith(reste(x))
}
func (securisation) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return withRows(s, parcours.ChampsSecurisation)
}

type impact struct {
	rows
	ID       int64     `json:"id"`
	Echeance *int      `json:"echeance" doc:"3, 6 ou 12 mois ; null pour une autre date."`
	Auteur   *personne `json:"auteur,omitempty"`
}

var champsImpact = parcours.ChampsImpact.Without("echeance")

func (i impact) MarshalJSON() ([]byte, error) { type reste impact; return i.marshalWith(reste(i)) }
func (impact) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return withRows(s, champsImpact)
}

func dossierOf(f *app.FicheParcours) *dossier {
	p, s := f.Parcours, f.Salarie
	return &dossier{
		rows: rows{champsDossier, p}, ID: p.ID, Salarie: salarieDuDossier{ID: s.ID, Nom: s.Nom, Prenom: s.Prenom, Cip: colleague(s.CipID, f.Noms)},
		EtatLibelle: p.Etat.Libelle(), Version: p.Version, CreeLe: p.CreeLe.UTC(),
		Tentatives:   each(f.Tentatives, func(t parcours.Tentative) tentative { return tentativeOf(t, t.Numero == p.Tentative) }),
		Financements: each(f.Financements, financementOf),
		Securisations: each(f.Securisations, func(x parcours.Securisation) securisation {
			return securisation{rows{parcours.ChampsSecurisation, x}, parcours.Securisations.Libelle(x.Code)}
		}),
		Freins: each(f.Freins, func(x parcours.Frein) frein { return freinOf(x, f.Noms) }),
		Impacts: each(f.Impacts, func(i parcours.Impact) impact {
			return impact{rows{champsImpact, i}, i.ID, nombre(i.Echeance), colleague(&i.AuteurID, f.Noms)}
		}),
		TransitionsPossibles: transitionsOf(f),
	}
}

func tentativeOf(t parcours.Tentative, courante bool) tentative {
	x := tentative{rows: rows{champsTentative, t}, Numero: t.Numero, Courante: courante, Formation: formationOf(t.Formation),
		Controles: t.Controles, NonPresentations: t.NonPresentations}
	if x.Controles == nil {
		x.Controles = map[string]string{}
	}
	return x
}
