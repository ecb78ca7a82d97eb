package site_test

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"parcours.example/internal/testdb"
	"parcours.example/web/composants"
)

// Somebody of two structures began to type in one, and switched in another tab.
func TestAFormOfOneStructureIsNotWrittenInAnother(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	p := m.as(t, "cip@deux.test")
	ici, la := m.Aci.Siae, m.Etti.Siae
	p.post("/changer-siae", "siae_id", itoa(ici.ID))
	formulaire, fichier := p.get("/salaries/nouveau").wants(200), p.get("/importations/nouvelle").wants(200)
	p.follow(p.post("/changer-siae", "siae_id", itoa(la.ID))).wants(200, la.Nom)

	r := p.submit(formulaire, "/salaries", "prenom", "Nadia Jeanne", "nom", "Benali").
		wants(409, "Vous êtes passé à une autre structure dans un autre onglet", "Nadia Jeanne",
			"Revenir dans « "+ici.Nom+" »", "Rester dans « "+la.Nom+" »")
	checkPage(t, "another structure", r)
	p.get("/salaries?suivi=tous").lacks("Nadia")

	// Back where it was typed, the form is there, and is sent when the person says so.
	garde := p.post("/changer-siae", fieldsOf(t, r, "envoi")...).wants(200, "Votre saisie est toujours là", "Nadia Jeanne", ici.Nom)
	checkPage(t, "kept form", garde)
	p.get("/salaries?suivi=tous").lacks("Nadia")
	p.follow(p.submit(garde, "/salaries")).wants(200, "Nadia Jeanne Benali", ici.Nom)

	// A file does not travel: it is to be chosen again.
	p.follow(p.post("/changer-siae", "siae_id", itoa(la.ID)))
	p.marque = fichier.value(composants.ChampMarque)
	checkPage(t, "a file", p.upload("/importations", "liste.csv", []byte("Nom;Prénom\nPetit;Léa\n")).wants(409,
		"Choisissez de nouveau votre fichier"))
}

// fieldsOf reads the form that holds a field: the frame has one of the same address.
func fieldsOf(t *testing.T, r *reponse, champ string) (champs []string) {
	t.Helper()
	for _, f := range r.find(func(n *node) bool { return n.Data == "form" && valuesOf(n).Has(champ) }) {
		for nom, valeurs := range valuesOf(f) {
			champs = append(champs, nom, valeurs[0])
		}
	}
	if len(champs) == 0 {
		t.Fatalf("no form with %s: %s", champ, r.text())
	}
	return champs
}

// Whoever signed in since, in another tab, is not given what somebody else typed.
func TestAFormOfSomebodyElseIsNotTaken(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	p := m.as(t, "cip@aci.test")
	page := p.get("/salaries/nouveau").wants(200)
	p.post("/deconnexion")
	p.post("/connexion", "email", "directeur@aci.test", "mot_de_passe", testdb.MotDePasse)
	for _, marque := range []string{page.value(composants.ChampMarque), "", "faux"} {
		r := p.submit(page, "/salaries", "prenom", "Nadia Jeanne", "nom", "Benali", composants.ChampMarque, marque).
			wants(409, "Cette page n'est plus à jour", "Rien n'est enregistré").lacks("Nadia Jeanne")
		checkPage(t, "somebody else", r)
	}
	p.get("/salaries?suivi=tous").lacks("Nadia")
	// A form folded in the switch is given back to whoever typed it, and to nobody else.
	deux := m.as(t, "cip@deux.test")
	if r := deux.post("/changer-siae", "siae_id", itoa(m.Etti.Siae.ID), "envoi", "prenom=Nadia+Jeanne", "envoi_adresse",
		"/salaries", "envoi_qui", page.value(composants.ChampMarque)); r.status != http.StatusSeeOther {
		t.Errorf("given back: %d %s", r.status, r.text())
	}
}

// TestEveryFormIsDrawnWithItsMark: no page writes a form of its own.
func TestEveryFormIsDrawnWithItsMark(t *testing.T) {
	t.Parallel()
	fichiers, err := filepath.Glob("../../web/pages/*.templ")
	if err != nil || len(fichiers) < 20 {
		t.Fatalf("%d pages, %v", len(fichiers), err)
	}
	nu := regexp.MustCompile(`<form[^>]*method="post"|hx-post`)
	for _, f := range fichiers {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if m := nu.FindString(string(b)); m != "" {
			t.Errorf("%s: %s: draw it with composants.Envoi, which knows for whom", filepath.Base(f), strings.TrimSpace(m))
		}
	}
}
