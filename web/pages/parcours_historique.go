package pages

import (
	"bytes"
	"encoding/json"
	"fmt"
	"sort"
	"strings"
	"time"

	"parcours/internal/parcours"
)

// LigneHistorique is one change of one row, as the database kept it.
type LigneHistorique struct {
	Instant       time.Time
	UtilisateurID *int64
	Acte          string
	Motif         string
	Table         string
	Avant, Apres  json.RawMessage
}

// Historique is everything that happened to a parcours.
type Historique struct {
	ParcoursID int64
	Passages   []parcours.Passage
	Lignes     []LigneHistorique
	Noms       map[int64]string
}

// Changement is one field, before and after.
type Changement struct{ Champ, Avant, Apres string }

// choses names the tables for people.
var choses = map[string]string{
	"parcours": "Parcours", "tentative": "Tentative", "financement": "Financement", "piece": "Pièce", "securisation": "Sécurisation",
	"suivi": "Suivi", "impact": "Impact", "passage": "Passage", "frein": "Frein", "salarie": "Salarié", "observation": "Observation",
	"encadrement": "Encadrant",
}

// champsMuets are columns that mean nothing to a person.
var champsMuets = map[string]bool{"id": true, "siae_id": true, "parcours_id": true, "tentative_id": true, "financement_id": true, "salarie_id": true,
	"avant": true, "cree_le": true, "maj_le": true, "version": true, "auteur_id": true, "cree_par": true, "recherche": true, "cout_connu": true}

// listes gives their words back to the codes of a column.
var listes = map[string]parcours.Liste{
	"origine": parcours.Origines, "type": parcours.TypesFormation, "validation": parcours.Validations, "lieu": parcours.LieuxFormation,
	"modalite": parcours.Modalites, "offre": parcours.Offres, "portee": parcours.Portees, "statut": parcours.StatutsFormation,
	"dispositif": parcours.Dispositifs, "situation": parcours.Situations, "evaluation": parcours.Evaluations, "solution": parcours.Solutions,
	"motif_cloture": parcours.MotifsCloture, "avec": parcours.Interlocuteurs, "canal": parcours.Canaux, "absence": parcours.Absences,
	"reponse": parcours.ReponsesSecurisation, "motif": parcours.MotifsAbandon,
}

func (h Historique) auteur(l LigneHistorique) string {
	if l.UtilisateurID == nil {
		return "le programme"
	}
	if nom := h.Noms[*l.UtilisateurID]; nom != "" {
		return nom
	}
	return "un ancien collègue"
}

func (l LigneHistorique) titre() string {
	chose := choses[l.Table]
	if chose == "" {
		chose = l.Table
	}
	verbe := "modifié"
	switch {
	case isNull(l.Avant):
		verbe = "ajouté"
	case isNull(l.Apres):
		verbe = "retiré"
	}
	titre := chose + " : " + verbe
	for _, d := range parcours.Droits {
		if string(d.Action) == l.Acte {
			return titre + " · " + d.Libelle
		}
	}
	if t, ok := parcours.FindTransition(l.Acte); ok {
		titre += " · " + t.Libelle
	}
	return titre
}

func isNull(b json.RawMessage) bool { return len(b) == 0 || bytes.Equal(b, []byte("null")) }

// changements lists the fields that changed, in the order of their names.
func (l LigneHistorique) changements() []Changement {
	avant, apres := fields(l.Avant), fields(l.Apres)
	noms := map[string]bool{}
	for n := range avant {
		noms[n] = true
	}
	for n := range apres {
		noms[n] = true
	}
	var cs []Changement
	for n := range noms {
		a, b := l.word(n, avant[n]), l.word(n, apres[n])
		if champsMuets[n] || a == b {
			continue
		}
		cs = append(cs, Changement{Champ: strings.ReplaceAll(n, "_", " "), Avant: a, Apres: b})
	}
	sort.Slice(cs, func(i, j int) bool { return cs[i].Champ < cs[j].Champ })
	return cs
}

func fields(b json.RawMessage) map[string]any {
	m := map[string]any{}
	_ = json.Unmarshal(b, &m) // our own rows: what cannot be read shows nothing
	return m
}

// word writes a stored value as a person reads it.
func (l LigneHistorique) word(champ string, v any) string {
	switch x := v.(type) {
	case nil:
		return ""
	case string:
		if champ == "etat" || champ == "de" || champ == "vers" {
			if l.Table == "financement" {
				return parcours.EtatsFinancement.Libelle(x)
			}
			return parcours.Etat(x).Libelle()
		}
		if champ == "transition" {
			return parcours.LibelleTransition(x)
		}
		if champ == "code" && l.Table == "piece" {
			return parcours.Pieces.Libelle(x)
		}
		if champ == "code" && l.Table == "securisation" {
			return parcours.Securisations.Libelle(x)
		}
		if d, err := time.Parse(time.DateOnly, x); err == nil {
			return parcours.DateOf(d).Francais()
		}
		return listes[champ].Libelle(x)
	case bool:
		if x {
			return "oui"
		}
		return "non"
	case float64:
		if strings.HasPrefix(champ, "montant") || champ == "cout" {
			return euros(int64(x)) + " €"
		}
		return strings.Replace(fmt.Sprint(x), ".", ",", 1)
	case []any:
		mots := make([]string, len(x))
		for i, m := range x {
			mots[i] = fmt.Sprint(m)
		}
		return strings.Join(mots, ", ")
	case map[string]any:
		var mots []string
		for k, m := range x {
			mots = append(mots, strings.ReplaceAll(k, "_", " ")+" : "+fmt.Sprint(m))
		}
		sort.Strings(mots)
		return strings.Join(mots, " ; ")
	}
	return fmt.Sprint(v)
}
