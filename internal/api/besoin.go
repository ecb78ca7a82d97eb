package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"parcours.example/internal/parcours"
)

type creationParcours struct {
	ID
	Idempotence
	Body parcoursSaisi
}

// parcoursSaisi is a need; with etat, a parcours taken over with its facts.
type parcoursSaisi struct {
	Origine     string   `json:"origine" doc:"D'où vient le besoin."`
	Intitule    string   `json:"intitule" doc:"Le projet, en quelques mots."`
	Description string   `json:"description,omitempty"`
	Date        jour     `json:"date,omitempty" doc:"La date du besoin. Aujourd'hui, si elle est absente ; obligatoire pour une reprise."`
	Freins      []string `json:"freins,omitempty" doc:"Les freins connus : ceux déjà suivis ne sont pas notés deux fois."`
	PrecedentID *int64   `json:"precedent_id,omitempty" minimum:"1" doc:"Le parcours terminé que celui-ci prolonge."`
	Acquittes   []string `json:"avertissements_acquittes,omitempty" doc:"Les codes des avertissements lus."`

	Etat             string           `json:"etat,omitempty" doc:"Reprise : où en est le parcours."`
	Depuis           jour             `json:"depuis,omitempty" doc:"Reprise : depuis quand, pour un état sans fait daté."`
	Formation        *FormationSaisie `json:"formation,omitempty" doc:"Reprise : la formation."`
	DateEntreePrevue jour             `json:"date_entree_prevue,omitempty"`
	LieuEntree       string           `json:"lieu_entree,omitempty"`
	ContactEntree    string           `json:"contact_entree,omitempty"`
	DateEntree       jour             `json:"date_entree,omitempty"`
	DateFin          jour             `json:"date_fin,omitempty"`
	Heures           *float64         `json:"heures,omitempty" doc:"Reprise : les heures réalisées."`
	Evaluation       string           `json:"evaluation,omitempty"`
	Certification    string           `json:"certification,omitempty"`
	Situation        string           `json:"situation,omitempty"`
	AvisOf           int              `json:"avis_of,omitempty" doc:"Avis sur l'organisme, de 1 à 5."`
	AvisDetail       string           `json:"avis_detail,omitempty"`
	DateAbandon      jour             `json:"date_abandon,omitempty"`
	Motifs           []string         `json:"motifs,omitempty" doc:"Reprise d'un abandon : ses motifs."`
	Solution         string           `json:"solution,omitempty"`
	SolutionDetail   string           `json:"solution_detail,omitempty"`
	Motif            string           `json:"motif,omitempty" doc:"Reprise d'un parcours sans suite : son motif."`
}

func (parcoursSaisi) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return withListes(s, map[string]parcours.Liste{
		"origine": parcours.Origines, "freins": parcours.Freins, "etat": listeEtats(), "evaluation": parcours.Evaluations,
		"situation": parcours.Situations, "motifs": parcours.MotifsAbandon, "solution": parcours.Solutions, "motif": parcours.MotifsSansSuite,
	})
}

func (p parcoursSaisi) besoin() parcours.Besoin {
	return parcours.Besoin{Origine: p.Origine, Intitule: p.Intitule, Description: p.Description, Date: p.Date.Date,
		Freins: p.Freins, Acquittes: p.Acquittes, Precedent: p.PrecedentID}
}

func (p parcoursSaisi) reprise() parcours.Reprise {
	r := parcours.Reprise{
		Etat: parcours.Etat(p.Etat), Depuis: p.Depuis.Date, Besoin: p.besoin(), Acquittes: p.Acquittes, MotifSansSuite: p.Motif,
		Entree: parcours.Entree{DateEntreePrevue: p.DateEntreePrevue.Date, LieuEntree: p.LieuEntree, ContactEntree: p.ContactEntree, DateEntree: p.DateEntree.Date},
		Issue: parcours.Issue{DateFin: p.DateFin.Date, HeuresRealisees: p.Heures, Evaluation: p.Evaluation, Certification: p.Certification,
			Situation: p.Situation, AvisOf: p.AvisOf, AvisDetail: p.AvisDetail, DateAbandon: p.DateAbandon.Date, MotifsAbandon: p.Motifs,
			Solution: p.Solution, SolutionDetail: p.SolutionDetail},
	}
	if p.Formation != nil {
		r.Formation = p.Formation.formation()
	}
	return r
}

// hasFacts: something was sent that only a parcours taken over has.
func (p parcoursSaisi) hasFacts() bool {
	dates := []jour{p.Depuis, p.DateEntreePrevue, p.DateEntree, p.DateFin, p.DateAbandon}
	for _, d := range dates {
		if !d.IsZero() {
			return true
		}
	}
	return p.Formation != nil || p.Heures != nil || p.AvisOf != 0 || len(p.Motifs) > 0 ||
		p.LieuEntree+p.ContactEntree+p.Evaluation+p.Certification+p.Situation+p.AvisDetail+p.Solution+p.SolutionDetail+p.Motif != ""
}

// parcoursCree is what a creation answers: an encadrant who signals a need may
// not read the file.
type parcoursCree struct {
	ID        int64  `json:"id"`
	SalarieID int64  `json:"salarie_id"`
	Etat      string `json:"etat"`
	Version   *int   `json:"version" doc:"Inconnue de qui ne peut pas ouvrir le dossier."`
}

func (a *api) createParcours(ctx context.Context, q *call, in *creationParcours) (*created[parcoursCree], error) {
	id, err := a.identifyOrResume(ctx, q, in)
	if err != nil {
		return nil, err
	}
	rendu := parcoursCree{ID: id, SalarieID: in.ID.ID, Etat: string(parcours.BesoinIdentifie)}
	if q.Can(parcours.ActionReadParcours) {
		f, err := a.app.FindParcours(ctx, q.Qui, id)
		if err != nil {
			return nil, err
		}
		rendu.Etat, rendu.Version = string(f.Parcours.Etat), &f.Parcours.Version
	}
	return &created[parcoursCree]{Location: location("parcours", id), Body: rendu}, nil
}

func (a *api) identifyOrResume(ctx context.Context, q *call, in *creationParcours) (int64, error) {
	neuf := in.Body.Etat == "" || in.Body.Etat == string(parcours.BesoinIdentifie)
	if neuf && !in.Body.hasFacts() {
		b := in.Body.besoin()
		b.Date = in.Body.Date.or(a.app.Aujourdhui())
		return a.app.IdentifyBesoin(ctx, q.Qui, in.ID.ID, b, in.Cle)
	}
	if in.Body.PrecedentID != nil { // rather than drop it without a word
		var es parcours.Erreurs
		es.Add("precedent", "Le lien avec un parcours précédent se note en identifiant un besoin, pas dans une reprise. Retirez-le.")
		return 0, es
	}
	return a.app.ResumeParcours(ctx, q.Qui, in.ID.ID, in.Body.reprise(), in.Cle)
}
