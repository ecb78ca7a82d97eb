package api

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

func (a *api) registerHistorique() {
	route(a, operation{Methode: get, Chemin: "/parcours/{id}/historique", Groupe: groupeParcours, Acces: parcours.ActionReadParcours,
		Resume: "L'histoire d'un parcours", Texte: "Les passages d'un état à l'autre, et chaque écriture du dossier : qui, quand, d'où, vers où, pourquoi."}, a.listHistorique)
}

type demandeHistorique struct {
	ID
	Pagination
	Tri   string `query:"tri" enum:"instant,-instant" default:"-instant" doc:"Du plus récent au plus ancien, sauf demande."`
	Genre string `query:"genre" enum:"passage,acte" doc:"Seulement les passages, ou seulement les autres écritures."`
}

// evenement is one line of the history: a passage, or the writing of one thing.
type evenement struct {
	Genre          string            `json:"genre" enum:"passage,acte"`
	Instant        time.Time         `json:"instant"`
	Auteur         *personne         `json:"auteur,omitempty" doc:"Absent quand c'est le programme."`
	Code           string            `json:"code" doc:"La transition, ou l'action."`
	Libelle        string            `json:"libelle"`
	De             *string           `json:"de" doc:"L'état quitté."`
	Vers           *string           `json:"vers" doc:"L'état atteint."`
	Date           jour              `json:"date" doc:"La date du fait."`
	Tentative      *int              `json:"tentative"`
	Pourquoi       *string           `json:"pourquoi" doc:"Le commentaire, ou la raison."`
	Champs         map[string]string `json:"champs" doc:"Ce qui a été répondu."`
	Avertissements []string          `json:"avertissements" doc:"Les avertissements acquittés."`
	RectifieLe     *time.Time        `json:"rectifie_le" doc:"Annulé depuis : gardé ici, hors de tous les chiffres."`
	Objet          *string           `json:"objet" doc:"Ce qui a été écrit : financement, suivi, tentative…"`
	ObjetID        *int64            `json:"objet_id"`
	Changements    []changement      `json:"changements"`
}

type changement struct {
	Champ string `json:"champ"`
	Avant any    `json:"avant"`
	Apres any    `json:"apres"`
}

func (a *api) listHistorique(ctx context.Context, q *call, in *demandeHistorique) (*response[liste[evenement]], error) {
	h, err := a.app.ListHistorique(ctx, q.Qui, in.ID.ID)
	if err != nil {
		return nil, err
	}
	// The oldest first, whatever comes at the same instant in its own order.
	es := each(h.Passages, func(p parcours.Passage) evenement { return passageOf(p, h.Noms) })
	for _, l := range slices.Backward(h.Lignes) {
		if l.NomTable != "passage" { // told above, in clear
			es = append(es, acteOf(l, h.Noms))
		}
	}
	es = keep(es, func(e evenement) bool {
		pourquoi := ""
		if e.Pourquoi != nil {
			pourquoi = *e.Pourquoi
		}
		return (in.Genre == "" || in.Genre == e.Genre) && matches(in.Q, e.Libelle, e.Code, pourquoi)
	})
	sortBy(es, false, func(x, y evenement) int { return x.Instant.Compare(y.Instant) })
	if _, desc := order(in.Tri); desc {
		slices.Reverse(es)
	}
	return paginate(es, in.Pagination), nil
}

func passageOf(p parcours.Passage, noms map[int64]string) evenement {
	champs := map[string]string(p.Champs)
	if champs == nil {
		champs = map[string]string{}
	}
	e := evenement{
		Genre: "passage", Instant: p.CreeLe.UTC(), Auteur: colleague(&p.AuteurID, noms), Code: p.Transition, Libelle: parcours.LibelleTransition(p.Transition),
		De: texte(string(p.De)), Vers: texte(string(p.Vers)), Date: jour{p.Date}, Tentative: nombre(p.Tentative), Pourquoi: texte(p.Commentaire),
		Champs: champs, Avertissements: codes(p.Avertissements), Changements: []changement{},
	}
	if p.RectifieLe != nil {
		le := p.RectifieLe.UTC()
		e.RectifieLe = &le
	}
	return e
}

func acteOf(l app.LigneHistorique, noms map[int64]string) evenement {
	return evenement{
		Genre: "acte", Instant: l.Instant.UTC(), Auteur: colleague(l.UtilisateurID, noms), Code: l.Acte, Libelle: libelleActe(l.Acte),
		Pourquoi: texte(l.Motif), Champs: map[string]string{}, Avertissements: []string{}, Objet: texte(l.NomTable), ObjetID: l.LigneID,
		Changements: changementsOf(l.Avant, l.Apres),
	}
}

func libelleActe(acte string) string {
	for _, d := range parcours.Droits {
		if string(d.Action) == acte {
			return d.Libelle
		}
	}
	return parcours.LibelleTransition(acte)
}

// champsTechniques are columns that mean nothing outside the database.
var champsTechniques = []string{"id", "siae_id", "parcours_id", "tentative_id", "financement_id", "salarie_id", "avant", "cree_le", "maj_le",
	"version", "auteur_id", "cree_par", "recherche", "cout_connu"}

// changementsOf compares two states of a row, field by field.
func changementsOf(avant, apres json.RawMessage) []changement {
	a, b := columnsOf(avant), columnsOf(apres)
	noms := map[string]bool{}
	for n := range a {
		noms[n] = true
	}
	for n := range b {
		noms[n] = true
	}
	cs := []changement{}
	for _, n := range slices.Sorted(maps.Keys(noms)) {
		if slices.Contains(champsTechniques, n) || bytes.Equal(a[n], b[n]) {
			continue
		}
		if c := (changement{n, stored(n, a[n]), stored(n, b[n])}); c.Avant != c.Apres {
			cs = append(cs, c)
		}
	}
	return cs
}

func columnsOf(b json.RawMessage) map[string]json.RawMessage {
	m := map[string]json.RawMessage{}
	_ = json.Unmarshal(b, &m) // our own rows: what cannot be read shows nothing
	return m
}

// stored gives a stored value as the rest of the API would: null for nothing,
// euros for centimes.
func stored(champ string, b json.RawMessage) any {
	if len(b) == 0 || bytes.Equal(b, null) || string(b) == `""` {
		return nil
	}
	if champ == "cout" || strings.HasPrefix(champ, "montant") {
		var c int64
		if json.Unmarshal(b, &c) == nil {
			return euros{Centimes: c}
		}
	}
	var simple any
	if err := json.Unmarshal(b, &simple); err != nil {
		return nil
	}
	switch simple.(type) {
	case []any, map[string]any:
		return string(b)
	}
	return simple
}
