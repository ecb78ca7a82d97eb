package api

import (
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

	"parcours.example/internal/parcours"
)

var _ = declare("parcours",
	route(operation{Methode: get, Chemin: "/parcours/{id}/historique", Acces: parcours.ActionReadParcours,
		Resume: "L'histoire d'un parcours",
		Texte: "Les passages d'un état à l'autre, et chaque écriture du dossier : " +
			"qui, quand, d'où, vers où, pourquoi."}, (*call).listHistorique),
)

type demandeHistorique struct {
	ID
	Pagination
	Tri   string `query:"tri" enum:"instant,-instant" default:"-instant" doc:"Du plus récent au plus ancien, sauf demande."`
	Genre string `query:"genre" enum:"passage,acte" doc:"Seulement les passages, ou seulement les autres écritures."`
}

// evenement is one line of the history: a passage, or the writing of one thing.
type evenement struct {
	ID             *int64            `json:"id" doc:"D'un passage ; une écriture a l'objet_id de ce qui a été écrit."`
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
	Ligne          *int64            `json:"ligne" doc:"Le numéro d'une écriture : le « vu » de qui corrige ensuite."`
	Objet          *string           `json:"objet" doc:"Ce qui a été écrit : financement, suivi, tentative…"`
	ObjetID        *int64            `json:"objet_id"`
	Changements    []changement      `json:"changements"`
}

type changement struct {
	Champ string `json:"champ"`
	Avant any    `json:"avant"`
	Apres any    `json:"apres"`
}

func (q *call) listHistorique(ctx context.Context, in *demandeHistorique) (*liste[evenement], error) {
	h, err := q.app.ListHistorique(ctx, q.Qui, in.ID.ID)
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
	slices.SortStableFunc(es, func(x, y evenement) int { return x.Instant.Compare(y.Instant) })
	if _, desc := strings.CutPrefix(in.Tri, "-"); desc {
		slices.Reverse(es)
	}
	return choose(es, in.Pagination, in.Tri, nil, func(e evenement) bool {
		return asked(in.Genre, e.Genre) && matches(in.Q, e.Libelle, e.Code, *cmp.Or(e.Pourquoi, new("")))
	}, func(e evenement) evenement { return e }), nil
}

func passageOf(p parcours.Passage, noms map[int64]string) evenement {
	e := evenement{
		ID: &p.ID, Genre: "passage", Instant: p.CreeLe.UTC(), Auteur: colleague(&p.AuteurID, noms), Date: jour{p.Date},
		Code: p.Transition, Libelle: parcours.LibelleTransition(p.Transition),
		De: known(string(p.De)), Vers: known(string(p.Vers)), Tentative: known(p.Tentative), Pourquoi: known(p.Commentaire),
		Champs: map[string]string{}, Avertissements: full(p.Avertissements), Changements: []changement{},
	}
	maps.Copy(e.Champs, p.Champs)
	if p.RectifieLe != nil {
		e.RectifieLe = new(p.RectifieLe.UTC())
	}
	return e
}

func acteOf(l parcours.Ecriture, noms map[int64]string) evenement {
	return evenement{
		Genre: "acte", Ligne: &l.ID, Instant: l.Instant.UTC(), Auteur: colleague(l.UtilisateurID, noms),
		Code: l.Acte, Libelle: parcours.LibelleActe(l.Acte), Pourquoi: known(l.Motif), Champs: map[string]string{},
		Avertissements: []string{}, Objet: known(l.NomTable), ObjetID: l.LigneID, Changements: changementsOf(l),
	}
}

// changementsOf gives the values as the API does: null for nothing, euros.
func changementsOf(e parcours.Ecriture) []changement {
	cs := []changement{}
	for _, v := range e.Valeurs() {
		if c := (changement{v.Champ.Code, stored(v.Champ, v.Avant), stored(v.Champ, v.Apres)}); c.Avant != c.Apres {
			cs = append(cs, c)
		}
	}
	return cs
}

func stored(c parcours.Champ, v any) any {
	switch x := v.(type) {
	case string:
		if x == "" {
			return nil
		}
	case float64:
		if c.Genre == parcours.GenreMontant {
			return euros(int64(x))
		}
	case []any, map[string]any:
		b, _ := json.Marshal(x) // it was read from JSON
		return string(b)
	}
	return v
}
