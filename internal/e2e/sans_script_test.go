package e2e

import (
	"net/http"
	"path/filepath"
	"testing"
)

// TestEverythingWorksWithoutJavaScript: scripts spare a click here and there;
// nothing rests on them.
func TestEverythingWorksWithoutJavaScript(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	o := m.visitor(t, 1280).withoutScripts().visit("/salaries")
	o.press("", "Se connecter").says("corriger") // an empty form, and the way back afterwards
	if o.count("[aria-invalid=true]") == 0 {
		t.Error("an empty sign-in marks no field")
	}
	o.signIn("cip@aci.demo")
	o.says("Salariés")
	if o.path() != "/salaries" {
		t.Errorf("after signing in one is on %s", o.path())
	}
	o.needWithoutScripts()
	o.passWithoutScripts()
	o.importWithoutScripts()

	tel := m.visitor(t, 390).withoutScripts().visit("/connexion")
	tel.signIn("encadrant@aci.demo")
	tel.observe("Rayan Misca", "Demande à apprendre.")
	o.press("footer", "Se déconnecter").says("Vous êtes déconnecté")
}

// TestEveryPageIsWholeWithoutJavaScript: every page comes, says what it is, and
// each of its forms has a button to send it.
func TestEveryPageIsWholeWithoutJavaScript(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	adresses := m.addresses(t)
	o := m.visitor(t, 1280).withoutScripts().visit("/connexion")
	o.signIn("directeur@aci.demo")
	for _, a := range adresses {
		o.visit(a)
		if s := o.status(); s != http.StatusOK && s != http.StatusForbidden && s != attendus[a] {
			t.Errorf("%s: status %d", a, s)
		}
		eval[bool](o, "(document.querySelectorAll('details').forEach((d) => { d.open = true; }), true)")
		if !eval[bool](o, "shown(only([...document.querySelectorAll('h1')], 'h1'))") {
			t.Errorf("%s: its title is not seen", a)
		}
		if muets := eval[[]string](o, "[...document.forms].filter((f) => ![...f.querySelectorAll('button')].some((b) => b.type "+
			"=== 'submit' && shown(b))).map((f) => f.getAttribute('action'))"); len(muets) > 0 {
			t.Errorf("%s: no button sends %q", a, muets)
		}
	}
}

func (o *onglet) needWithoutScripts() {
	o.t.Helper()
	o.fill("main", "Rechercher un salarié", "bergamote").press("main", "Rechercher").press("main",
		"Fatoumata Bergamote").press("main", "Identifier un besoin")
	o.fill("", "Précisions", "Un long moment d'échange.").press("", "Enregistrer le besoin")
	if o.status() != http.StatusUnprocessableEntity || o.count(".champ-erreur") < 2 ||
		o.holds("", "Précisions") != "Un long moment d'échange." {
		o.t.Errorf("a need without its origin: %d %s", o.status(), o.text())
	}
	o.choose("", "D'où vient le besoin ?", "Demande du salarié").fill("", "Projet", "Titre de cuisinière").pick("",
		"Freins à lever", "Mobilité")
	o.press("", "Enregistrer le besoin").says("le parcours est ouvert")
}

// passWithoutScripts logs a follow-up, then moves the parcours on past a warning
// that was not read.
func (o *onglet) passWithoutScripts() {
	o.t.Helper()
	o.press("#suivi", "Consigner").says("corriger")
	o.logSuivi("2026-03-02", "Salarié", "Prête à commencer.")
	o.chooseFormation("Choisir la formation", "Titre Cuisinier", "Organisme du Canal", "2026-03-09", "2026-04-03", "140", "0")
	o.addFinancement("Sans coût", "", "0")
	const scope = "#passage-demander_financement"
	o.unfold("#suite", "Demander le financement").fill(scope, "Commentaire", "Décidé en équipe.").press(scope, "Demander le financement")
	if o.status() != http.StatusUnprocessableEntity || o.holds(scope, "Commentaire") != "Décidé en équipe." {
		o.t.Errorf("an unread warning: %d, the comment is %q", o.status(), o.holds(scope, "Commentaire"))
	}
	o.acknowledge(scope)
	o.press(scope, "Demander le financement").says("Le passage est enregistré.", "Décidé en équipe.")
}

func (o *onglet) importWithoutScripts() {
	o.t.Helper()
	chemin, err := filepath.Abs(fichierReel)
	if err != nil {
		o.t.Fatal(err)
	}
	o.visit("/importations/nouvelle").attach("import-fichier", chemin).press("", "Lire ce fichier").press("",
		"Importer 17 salariés").says("17 salariés ajoutés")
}
