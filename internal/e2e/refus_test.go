package e2e

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestRefusedPagesAreAccessible sends every form of every page with nothing in
// it, and judges what comes back on both screens: a new form is tried unasked.
func TestRefusedPagesAreAccessible(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	adresses := m.addresses(t)
	vus, refuses := map[string]bool{}, 0 // forms, by where they go
	// One after the other: whoever comes second tries what the first could not.
	for _, c := range []struct{ qui, ou string }{{"cip@aci.demo", "/"}, {"directeur@aci.demo", "/structure"},
		{"directeur@aci.demo", "/parcours/"}, {"encadrant@aci.demo", "/observations/"}} {
		o := m.as(t, c.qui, 1280)
		for _, a := range adresses {
			if strings.HasPrefix(a, c.ou) {
				refuses += o.sendEmptyForms(a, vus)
			}
		}
	}
	t.Logf("%d kinds of forms refused and judged", refuses)
	if refuses < 25 {
		t.Errorf("only %d forms were refused: what is being judged?", refuses)
	}
}

// sendEmptyForms sends the forms of a page that are not yet known, and counts
// those that came back.
func (o *onglet) sendEmptyForms(adresse string, vus map[string]bool) (refuses int) {
	o.t.Helper()
	o.visit(adresse)
	for _, cle := range eval[[]string](o, "typable().map(formKey)") {
		if vus[cle] {
			continue
		}
		vus[cle] = true
		if o.visit(adresse); eval[int](o, "typable().filter((f) => formKey(f) === arguments[0]).length", cle) == 0 {
			continue // a form before it went through
		}
		o.loads(cle, func() { eval[bool](o, "sendEmpty(typable().find((f) => formKey(f) === arguments[0]))", cle) })
		switch s := o.status(); s {
		case http.StatusUnprocessableEntity, http.StatusConflict:
			refuses++
			o.judgeRefusal(cle)
		case http.StatusOK: // nothing was asked for: a box, an opinion
		default:
			o.t.Errorf("%s: an empty form is answered %d: %.300s", cle, s, o.text())
		}
	}
	return refuses
}

// judgeRefusal: axe finds nothing, neither screen is too narrow, and each link of the summary leads somewhere. What does
// not come from the refusal is judged on both screens by TestEveryPageIsAccessible.
func (o *onglet) judgeRefusal(quoi string) {
	o.t.Helper()
	perdus := eval[[]string](o, `[...document.querySelectorAll(".resume-erreurs a[href^='#']")].map((a) => a.getAttribute("href")).filter((h) => !document.getElementById(h.slice(1)))`)
	if len(perdus) > 0 {
		o.t.Errorf("%s: the summary leads to %q, which is not on the page", quoi, perdus)
	}
	quoi += " refused"
	o.checkAt(390, quoi, true)
	o.checkWidth(1280, quoi)
}

// TestOtherRefusalsAreAccessible: nobody is signed in, the session is over, the
// file is wrong, somebody came first, the way is barred.
func TestOtherRefusalsAreAccessible(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	o := m.visitor(t, 1280).visit("/connexion").press("", "Se connecter")
	o.judged(http.StatusUnprocessableEntity, "an empty sign-in")
	o.fill("", "Adresse e-mail", "cip@aci.demo").fill("", "Mot de passe", "pas celui-là").press("", "Se connecter")
	o.judged(http.StatusUnprocessableEntity, "a wrong password")
	o.visit("/connexion").signIn("cip@aci.demo")

	o.visit("/salaries/987654321").judged(http.StatusNotFound, "a file that never was")
	o.visit("/salaries/abc").judged(http.StatusNotFound, "an address misspelt")
	o.visit("/structure/modifier").judged(http.StatusForbidden, "a page of the direction")
	o.sendWrongFiles(t)

	fiche := "/parcours/" + o.linkOf("/parcours?etat=deroulement", "Kévin Genévrier")
	autre := o.tab()
	autre.visit(fiche)
	o.visit(fiche).fill("#suivi", "Ce qui a été dit, ce qui suit", "Venu au point d'étape.")
	autre.transition("abandonner", "Déclarer un abandon", "2026-02-27", func(scope string) { autre.pick(scope, "Motifs", "Mobilité") })
	const scope = "#passage-terminer"
	o.unfold("#suite", "Terminer la formation").fill(scope, "Heures réalisées", "140").press(scope, "Terminer la formation")
	o.judged(http.StatusConflict, "a parcours that changed meanwhile")

	personne := "/salaries/" + o.linkOf("/salaries", "Kévin Genévrier") + "/modifier"
	autre.visit(personne)
	o.visit(personne).fill("", "Commune", "Albert")
	autre.fill("", "Commune", "Corbie").press("", "Enregistrer")
	o.press("", "Enregistrer").judged(http.StatusConflict, "a person who changed meanwhile")

	o.visit(fiche).fill("#suivi", "Ce qui a été dit, ce qui suit", "Écrit avant la fin de la session.")
	autre.visit("/").press("footer", "Se déconnecter")
	o.press("#suivi", "Consigner").judged(http.StatusUnauthorized, "a form sent after the end of the session")
}

// sendWrongFiles sends a file that is not one, none, and one with mistakes.
func (o *onglet) sendWrongFiles(t *testing.T) {
	t.Helper()
	write := func(nom, texte string) string {
		chemin := filepath.Join(t.TempDir(), nom)
		if err := os.WriteFile(chemin, []byte(texte), 0o600); err != nil {
			t.Fatal(err)
		}
		return chemin
	}
	o.visit("/importations/nouvelle").press("", "Lire ce fichier").judged(http.StatusUnprocessableEntity, "no file")
	o.preview(write("salaries.xlsx", "%PDF-1.7\n1 0 obj\n"))
	o.judged(http.StatusUnprocessableEntity, "a file that is a PDF")
	o.preview(write("fautes.csv", "Nom;Prénom;Date de naissance;Date "+
		"d'entrée\nBenali;Nadia;31/02/1991;2026-13-45\n;Karim;12/05/1990;02/02/2026\nPetit;Léa;12/05/2090;hier\n"))
	o.says("Erreur").judged(http.StatusOK, "a file with mistakes")
}

// judged demands this status, and a page that axe accepts on both screens.
func (o *onglet) judged(statut int64, quoi string) {
	o.t.Helper()
	if s := o.status(); s != statut {
		o.t.Errorf("%s: status %d, want %d: %.300s", quoi, s, statut, o.text())
	}
	o.judgeRefusal(strings.TrimSpace(quoi))
}
