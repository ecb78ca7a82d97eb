package api

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"parcours.example/internal/parcours"
)

const texteCorrections = "Plusieurs corrections vont ensemble, pour une même raison : toutes sont faites, ou aucune. " +
	"Ce qui ne tiendrait plus est dans « bloquants », avec ce qu'il faut corriger aussi ; ?essai=1 dit ce qui bougerait. " +
	"L'ancienne valeur reste dans l'historique."

var _ = declare("corrections",
	route(operation{Methode: post, Chemin: "/parcours/{id}/corrections", Acces: parcours.ActionCorrect,
		Resume: "Corriger, retirer ou remettre ce qui est noté dans un parcours",
		Texte:  texteCorrections + " Aussi dans un dossier clos ou sans suite."}, (*call).correctParcours),
	routeWhole(operation{Methode: post, Chemin: "/salaries/{id}/corrections", Acces: parcours.ActionCorrectSalarie,
		Resume: "Corriger, retirer ou remettre un frein, une observation ou un contrat d'une personne",
		Texte:  texteCorrections}, (*call).correctSalarie),
)

type reparation struct {
	ID
	Idempotence
	Body struct {
		Motif       string       `json:"motif" maxLength:"500" doc:"Pourquoi : l'historique le garde."`
		Corrections []correction `json:"corrections" minItems:"1" maxItems:"20"`
		Acquittes   []string     `json:"avertissements_acquittes,omitempty" doc:"Les codes des avertissements lus."`
	} `nameHint:"CorrectionsSaisie"`
}

type correction struct {
	Objet    string         `json:"objet" doc:"suivi, presence, entree_prevue, heures… : la table de l'historique."`
	ID       int64          `json:"id" minimum:"1"`
	Champs   map[string]any `json:"champs,omitempty" maxProperties:"40" doc:"Ce qu'il faut lire, par code de champ ; le reste ne bouge pas."`
	Retirer  bool           `json:"retirer,omitempty" doc:"Noté par erreur : reste lisible, ne compte plus."`
	Remettre bool           `json:"remettre,omitempty" doc:"Remet ce qui a été retiré."`
	Vu       int64          `json:"vu,omitempty" doc:"La dernière ligne d'historique lue : si quelqu'un a écrit depuis, la réponse est 409."`
}

// acquittes are the codes of the warnings that were read.
func (r *reparation) acquittes() []string { return r.Body.Acquittes }

func (r *reparation) read() parcours.Reparation {
	return parcours.Reparation{Motif: r.Body.Motif, Corrections: each(r.Body.Corrections, func(c correction) parcours.Correction {
		return parcours.Correction{Objet: c.Objet, ID: c.ID, Champs: bodyOf(c.Champs).textes, Retirer: c.Retirer, Remettre: c.Remettre, Vu: c.Vu}
	})}
}

func (q *call) correctParcours(ctx context.Context, in *reparation) (*answer[dossier], error) {
	return q.answerParcours(ctx, in.ID, q.app.CorrectParcours(ctx, q.Qui, in.ID.ID, in.read(), in.Cle))
}

func (q *call) correctSalarie(ctx context.Context, in *reparation) (*struct{}, error) {
	return nil, q.app.CorrectSalarie(ctx, q.Qui, in.ID.ID, in.read(), in.Cle)
}

// ligneRetiree is a row that was noted by mistake.
type ligneRetiree struct {
	Objet    string    `json:"objet"`
	ID       int64     `json:"id"`
	Libelle  string    `json:"libelle" doc:"Ce qui était noté."`
	RetireLe time.Time `json:"retire_le"`
	Par      *personne `json:"par"`
	Motif    string    `json:"motif"`
}

// retireesOf are those of a file.
func retireesOf(es []parcours.Ecriture, noms map[int64]string) []ligneRetiree {
	return each(es, func(e parcours.Ecriture) ligneRetiree {
		return ligneRetiree{e.NomTable, parcours.IDOr0(e.LigneID), e.Resume(parcours.Mots{Noms: noms}), e.Instant.UTC(),
			colleague(e.UtilisateurID, noms), e.Motif}
	})
}

// enteteAnnulation tells the request that takes back what this one has just done.
const enteteAnnulation = "Annulation"

// requete is a request that may be sent.
type requete struct {
	Methode string         `json:"methode"`
	Adresse string         `json:"adresse"`
	Corps   map[string]any `json:"corps,omitempty"`
}

// tellAnnulation says how the deed of this call is taken back, where one request does it.
func (q *call) tellAnnulation(a parcours.AnnulationActe) error {
	fiche := fmt.Sprintf("%s/salaries/%d", Prefix, a.SalarieID)
	if a.ParcoursID != 0 {
		fiche = location("parcours", a.ParcoursID)
	}
	var r requete
	switch a.Acte {
	case "":
		return nil
	case parcours.ActionRectify:
		r = requete{post, fiche + "/transitions", map[string]any{"transition": parcours.Rectifier, "version": a.Version,
			"champs": map[string]string{"motif": parcours.MotifAnnulation}}}
	case parcours.ActionEditFinancement:
		r = requete{del, fmt.Sprintf("%s/financements/%d", fiche, a.Lignes[0].ID), nil}
	default:
		r = requete{post, fiche + "/corrections", map[string]any{"motif": parcours.MotifAnnulation,
			"corrections": each(a.Lignes, func(c parcours.Correction) correction {
				return correction{Objet: c.Objet, ID: c.ID, Retirer: c.Retirer}
			})}}
	}
	dit, err := json.Marshal(r)
	var ascii strings.Builder // as a header is, and as JSON may be
	for _, c := range string(dit) {
		if c < utf8.RuneSelf {
			ascii.WriteRune(c)
		} else {
			fmt.Fprintf(&ascii, `\u%04x`, c)
		}
	}
	q.Header(enteteAnnulation, ascii.String())
	return err
}
