package api

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"parcours.example/internal/parcours"
)

// lecteursDuPassage read the rows of the machine, the answers of a transition.
var lecteursDuPassage = []lecteur{
	{nom: "the form", voit: drawn, refaire: "draw the rows (pages.champs), not a field by hand"},
	{nom: "the offer of the API", voit: onMachine(offered), refaire: "answer the rows (champOfTransition)"},
	{nom: "the question", voit: onMachine(asksFor), refaire: "take the rows, and refuse what no row asks (decide)"},
	{nom: "the refusals", voit: onMachine(refusedByMachine), refaire: "check the rows (decide)"},
	{nom: "the history", voit: onMachine(toldOfPassage), refaire: "read the answers by their rows (findAnswer)"},
}

// TestATransitionLosesEachOfItsRows takes away each row of the machine. A conflict
// about a passage is told by the history.
func TestATransitionLosesEachOfItsRows(t *testing.T) {
	for _, tr := range parcours.Machine {
		if len(tr.De) == 0 { // acts of their own: identifier_besoin, reprendre
			continue
		}
		for _, l := range lecteursDuPassage {
			loseEachRow(t, sujet{acte: tr.Code, champs: tr.Champs}, l, map[string]bool{})
		}
	}
}

// onMachine asks a reader while the machine holds other rows.
func onMachine(voit func(sujet, *parcours.Transition) []string) func(sujet, parcours.Champs) []string {
	return func(s sujet, champs parcours.Champs) []string {
		tr, _ := parcours.FindTransition(s.acte)
		toute := tr.Champs
		defer func() { tr.Champs = toute }()
		tr.Champs = champs
		return voit(s, tr)
	}
}

// at is a file in the state where the transition starts.
func at(tr *parcours.Transition) *parcours.Dossier {
	d := &parcours.Dossier{Siae: parcours.Siae{Type: "ACI"}, Tentatives: []parcours.Tentative{{Numero: 1}},
		Presences: []parcours.Presence{{Numero: 1, Tentative: 1}}}
	d.Parcours.Etat, d.Parcours.Tentative = tr.De[0], 1
	return d
}

var unCipDessai = parcours.Identite{UtilisateurID: 1, SiaeID: 1, Role: parcours.Cip}

func offered(s sujet, tr *parcours.Transition) []string {
	var codes []string
	for _, o := range parcours.TransitionsFor(at(tr), unCipDessai, aujourdhui) {
		if o.Code != s.acte {
			continue
		}
		for _, c := range each(o.Champs, champOfTransition) {
			codes = append(codes, c.Code)
		}
	}
	slices.Sort(codes)
	return codes
}

// refusal is what the machine says beside the field when it is answered so.
func refusal(s sujet, tr *parcours.Transition, c parcours.Champ, texte string) string {
	saisie := parcours.Saisie{}
	for code, textes := range bodyOfActe(s, c.Code, texte).textes {
		saisie[code] = strings.Join(textes, ",")
	}
	dem := parcours.Demande{Transition: tr.Code, Date: aujourdhui, Champs: saisie}
	_, err := parcours.Apply(at(tr), dem, unCipDessai, aujourdhui, aujourdhui.Time())
	for _, e := range parcours.ErreursOf(err) {
		if e.Champ == c.Code {
			return e.Message
		}
	}
	return ""
}

const pasDemande = "n'est pas demandé"

func asksFor(s sujet, tr *parcours.Transition) []string {
	return seen(s, func(c parcours.Champ) bool { return !strings.Contains(refusal(s, tr, c, bon(c)), pasDemande) })
}

func refusedByMachine(s sujet, tr *parcours.Transition) []string {
	return seen(s, func(c parcours.Champ) bool {
		r := refusal(s, tr, c, mauvais(c))
		return r != "" && !strings.Contains(r, pasDemande)
	})
}

// toldOfPassage gives each row that is left a label of its own: other acts know
// answers of the same name.
func toldOfPassage(s sujet, tr *parcours.Transition) []string {
	reponses := map[string]string{}
	tr.Champs = slices.Clone(tr.Champs)
	for i := range tr.Champs {
		tr.Champs[i].Libelle = "Rangée de " + tr.Champs[i].Code
	}
	for _, c := range s.champs {
		reponses[c.Code] = bon(c)
	}
	apres, _ := json.Marshal(map[string]any{"transition": tr.Code, "champs": reponses})
	var mots []string
	for _, x := range (parcours.Ecriture{NomTable: "passage", Apres: apres}).Changements(parcours.Mots{}) {
		mots = append(mots, x.Apres)
	}
	return seen(s, func(c parcours.Champ) bool {
		return strings.Contains(strings.Join(mots, " ; "), "Rangée de "+c.Code+" :")
	})
}
