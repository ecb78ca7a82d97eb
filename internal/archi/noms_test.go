package archi

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// sujets are the columns of the house: the same word names a subject on every
// floor, alone (frein.go) or before a facet (frein_contrainte.templ).
var sujets = map[string]string{
	"besoin":      "a training need is noted, or a parcours under way is taken over: how a file begins",
	"conseil":     "what the guide advises for a file, and what was decided about it",
	"connexion":   "accounts, signing in, sessions",
	"financement": "the lines of a financing plan, their papers, deposits, answers, agreements",
	"formation":   "the training that was chosen, its dates and absences",
	"frein":       "what hinders a person, and the constraints of the SIAE",
	"guide":       "the regional guide, and what a SIAE adds to it or puts right",
	"historique":  "who wrote what, when and why",
	"importation": "a file of people, read into the SIAE",
	"menage":      "what is swept away when it is no longer of use",
	"observation": "what an encadrant technique saw, and their home page",
	"parcours":    "the file of a parcours: its page, its lists, its end",
	"recherche":   "finding people by words that never stand in an address",
	"resultat":    "indicators, reports, and the files behind a figure",
	"salarie":     "a person: file, form, list, doubles, freeze, who supervises them",
	"siae":        "the structure: what it is, who works there, its territory",
	"suivi":       "contacts, the reminders of « Aujourd'hui », the timeline",
	"tentative":   "one try at a training, from its choice to its outcome",
	"transition":  "moving a file from one state to another, and undoing it",
}

// techniques are the other first words, by floor: what serves every subject.
// Words of test files alone come after the bar.
var techniques = map[string]string{
	"internal/app":      "app page | commande main",
	"internal/postgres": "batch db erreur idempotence json migrate | aide cloison main porte",
	"internal/site": "annonce conflit cookie erreur form marque navigation renvoi request routes site" +
		" | export main pages sigle",
	"internal/api": "api list openapi operation problem value | acces client conflit donnees histoire main refus",
	"web/pages":    "aide erreur form marque renvoi telephone",
	"internal/parcours": "acte appliquer champ creation date doc dossier droit effet erreur etat garde identite impact" +
		" indicateur liste machine montant offre passage presence rappel rectifier texte vocabulaire" +
		" | aide entree fonds golden plan propriete regle valeur",
}

var finFichier = regexp.MustCompile(`(_templ|_test)?\.(go|templ)$`)

// TestOneWordPerSubjectOnEveryFloor: find -name 'suivi*' shows a whole feature.
func TestOneWordPerSubjectOnEveryFloor(t *testing.T) {
	t.Parallel()
	etages := map[string][]string{} // by subject
	for dossier, mots := range techniques {
		permis := strings.Fields(mots)
		vus := map[string]bool{"|": true}
		fichiers, err := os.ReadDir(filepath.Join("..", "..", dossier))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range fichiers {
			nom := finFichier.ReplaceAllString(f.Name(), "")
			if nom == f.Name() {
				continue // no Go, no page
			}
			mot, _, _ := strings.Cut(nom, "_")
			vus[mot] = true
			_, sujet := sujets[mot]
			switch {
			case sujet && !slices.Contains(etages[mot], dossier):
				etages[mot] = append(etages[mot], dossier)
			case !sujet && !slices.Contains(permis, mot):
				t.Errorf("%s/%s: « %s » is not a subject. Call the file after one (%s), with what it shows of it as a second"+
					" word; a new subject has its line in sujets, what serves every subject its word in techniques",
					dossier, f.Name(), mot, strings.Join(slices.Sorted(maps.Keys(sujets)), ", "))
			}
		}
		for _, mot := range permis {
			if !vus[mot] {
				t.Errorf("techniques[%q]: no file begins with « %s » any more, take the word out", dossier, mot)
			}
		}
	}
	for mot := range sujets {
		if len(etages[mot]) < 2 {
			t.Errorf("sujets[%q] is on one floor only (%v): that is a technical word, or a facet of another subject", mot, etages[mot])
		}
	}
}
