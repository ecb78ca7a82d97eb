package api

import (
	"time"

	"github.com/danielgtaylor/huma/v2"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

// dossier is the file of a parcours.
type dossier struct {
	ID            int64            `json:"id"`
	Salarie       salarieDuDossier `json:"salarie"`
	Etat          string           `json:"etat"`
	EtatLibelle   string           `json:"etat_libelle"`
	EtatDepuis    jour             `json:"etat_depuis"`
	Version       int              `json:"version" doc:"À renvoyer avec une transition."`
	Intitule      string           `json:"intitule"`
	Origine       string           `json:"origine"`
	Description   *string          `json:"description"`
	DateBesoin    jour             `json:"date_besoin"`
	PrecedentID   *int64           `json:"precedent_id"`
	ClosLe        jour             `json:"clos_le"`
	MotifCloture  *string          `json:"motif_cloture"`
	CreeLe        time.Time        `json:"cree_le"`
	Tentative     int              `json:"tentative" doc:"Le numéro de l'essai en cours."`
	Tentatives    []tentative      `json:"tentatives"`
	Financements  []financement    `json:"financements" doc:"Le plan de l'essai en cours."`
	Securisations []securisation   `json:"securisations" doc:"Ce qui sécurise l'entrée de l'essai en cours."`
	Freins        []frein          `json:"freins"`
	FreinsGestion []string         `json:"freins_gestion" doc:"Ce qui gêne la structure dans ce parcours, jamais la personne."`
	Impacts       []impact         `json:"impacts"`

	TransitionsPossibles []transitionPossible `json:"transitions_possibles" doc:"Ce que cette personne peut faire maintenant, dans l'ordre où le proposer."`
}

func (dossier) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return withListes(s, map[string]parcours.Liste{"etat": listeEtats(), "origine": parcours.Origines, "motif_cloture": parcours.MotifsCloture,
		"freins_gestion": parcours.FreinsGestion})
}

// tentative is one try at a training.
type tentative struct {
	Numero           int               `json:"numero"`
	Courante         bool              `json:"courante"`
	Formation        *formation        `json:"formation,omitempty"`
	DateEntreePrevue jour              `json:"date_entree_prevue"`
	LieuEntree       *string           `json:"lieu_entree"`
	ContactEntree    *string           `json:"contact_entree"`
	DateEntree       jour              `json:"date_entree" doc:"La date d'entrée réelle."`
	Controles        map[string]string `json:"controles" doc:"Les réponses au contrôle des premiers jours."`
	NonPresentations int               `json:"non_presentations"`
	DateFin          jour              `json:"date_fin"`
	Heures           *float64          `json:"heures" doc:"Les heures réalisées."`
	Evaluation       *string           `json:"evaluation"`
	Certification    *string           `json:"certification"`
	Situation        *string           `json:"situation"`
	AvisOf           *int              `json:"avis_of"`
	AvisDetail       *string           `json:"avis_detail"`
	DateAbandon      jour              `json:"date_abandon"`
	Motifs           []string          `json:"motifs" doc:"Les motifs de l'abandon."`
	Solution         *string           `json:"solution"`
	SolutionDetail   *string           `json:"solution_detail"`
}

func (tentative) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return withListes(s, map[string]parcours.Liste{
		"evaluation": parcours.Evaluations, "situation": parcours.Situations, "motifs": parcours.MotifsAbandon, "solution": parcours.Solutions,
	})
}

type securisation struct {
	Code    string  `json:"code"`
	Libelle string  `json:"libelle"`
	Reponse string  `json:"reponse"`
	Date    jour    `json:"date"`
	Detail  *string `json:"detail"`
}

type impact struct {
	ID       int64     `json:"id"`
	Echeance *int      `json:"echeance" doc:"3, 6 ou 12 mois ; null pour une autre date."`
	Date     jour      `json:"date"`
	Effets   []string  `json:"effets"`
	Texte    *string   `json:"texte"`
	Auteur   *personne `json:"auteur,omitempty"`
}

func dossierOf(f *app.FicheParcours) *dossier {
	p, s := f.Parcours, f.Salarie
	return &dossier{
		ID: p.ID, Salarie: salarieDuDossier{ID: s.ID, Nom: s.Nom, Prenom: s.Prenom, Cip: colleague(s.CipID, f.Noms)},
		Etat: string(p.Etat), EtatLibelle: p.Etat.Libelle(), EtatDepuis: jour{p.EtatDepuis}, Version: p.Version, Intitule: p.Intitule, Origine: p.Origine,
		Description: texte(p.Description), DateBesoin: jour{p.DateBesoin}, PrecedentID: p.Precedent, ClosLe: jour{p.ClosLe},
		MotifCloture: texte(p.MotifCloture), CreeLe: p.CreeLe.UTC(), Tentative: p.Tentative,
		Tentatives:   each(f.Tentatives, func(t parcours.Tentative) tentative { return tentativeOf(t, t.Numero == p.Tentative) }),
		Financements: each(f.Financements, financementOf),
		Securisations: each(f.Securisations, func(x parcours.Securisation) securisation {
			return securisation{Code: x.Code, Libelle: parcours.Securisations.Libelle(x.Code), Reponse: x.Reponse, Date: jour{x.Date}, Detail: texte(x.Detail)}
		}),
		Freins:        each(f.Freins, func(x parcours.Frein) frein { return freinOf(x, f.Noms) }),
		FreinsGestion: codes(p.FreinsGestion),
		Impacts: each(f.Impacts, func(i parcours.Impact) impact {
			return impact{ID: i.ID, Echeance: nombre(i.Echeance), Date: jour{i.Date}, Effets: codes(i.Effets), Texte: texte(i.Texte), Auteur: colleague(&i.AuteurID, f.Noms)}
		}),
		TransitionsPossibles: transitionsOf(f),
	}
}

func tentativeOf(t parcours.Tentative, courante bool) tentative {
	controles := t.Controles
	if controles == nil {
		controles = map[string]string{}
	}
	return tentative{
		Numero: t.Numero, Courante: courante, Formation: formationOf(t.Formation), DateEntreePrevue: jour{t.DateEntreePrevue},
		LieuEntree: texte(t.LieuEntree), ContactEntree: texte(t.ContactEntree), DateEntree: jour{t.DateEntree}, Controles: controles,
		NonPresentations: t.NonPresentations, DateFin: jour{t.DateFin}, Heures: t.HeuresRealisees, Evaluation: texte(t.Evaluation),
		Certification: texte(t.Certification), Situation: texte(t.Situation), AvisOf: nombre(t.AvisOf), AvisDetail: texte(t.AvisDetail),
		DateAbandon: jour{t.DateAbandon}, Motifs: codes(t.MotifsAbandon), Solution: texte(t.Solution), SolutionDetail: texte(t.SolutionDetail),
	}
}
