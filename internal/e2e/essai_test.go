package e2e

import (
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// TestWarningsComeWhileOneTypes, before anything is sent, and go once what was typed is
// mended. Nothing is written, nothing typed or ticked is lost, the keyboard stays where it is.
func TestWarningsComeWhileOneTypes(t *testing.T) {
	t.Parallel()
	o := newMonde(t).as(t, "cip@aci.demo", 1280)
	fiche := "/parcours/" + o.linkOf("/parcours?etat=deroulement", "Kévin Genévrier")
	o.visit(fiche).unfold("#suite", "Terminer la formation")
	charges := o.loaded()
	const scope, manque = "#passage-terminer", "Ce n'est pas encore possible"
	date := func(jour string) *onglet {
		eval[bool](o, "setValue(field(arguments[0], 'Date de fin réelle'), arguments[1])", scope, jour)
		return o
	}
	o.pick(scope, "Évaluation", "Réussie").choose(scope, "Situation à la sortie", "Sortie vers l'emploi")
	o.fill(scope, "Heures réalisées", "140")
	points := o.acknowledge(scope)
	o.fill(scope, "Commentaire", "Un mot.").lacks(manque)
	date("2020-01-06").says(manque, "avant")
	for _, largeur := range []int64{1280, 390} {
		o.checkAt(largeur, "the form, judged", false)
	}
	o.resize(1280)
	date("2026-03-02").says("Une fois enregistré", "à venir").lacks(manque)
	if v := o.holds(scope, "Commentaire"); v != "Un mot." || !eval[bool](o, "document.activeElement.value === 'Un mot.'") {
		t.Errorf("what was typed became %q, or the keyboard went away", v)
	}
	for _, p := range points {
		if !eval[bool](o, "choice(arguments[0], \"Points d'attention\", arguments[1]).checked", scope, p) {
			t.Errorf("« %s » was read, and is not ticked any more", p)
		}
	}

	// Without a network, what is said stays and nothing is added.
	dit := eval[string](o, "within(arguments[0]).textContent", scope+" .avis")
	o.cut()
	date("2020-01-06")
	o.tried(scope, "without a network, nothing new is said", "within(arguments[0] + ' .avis').textContent === arguments[1]", dit)
	if o.loaded() != charges {
		t.Error("the page was left")
	}
	if o.visit(fiche); !eval[bool](o, "document.querySelector('.etat-deroulement') !== null") {
		t.Error("a form that was only typed in did something")
	}
}

// TestAFormOpensUnderItsLink, with the keyboard: it is put away and taken up again, comes
// back there when it is refused, and says there what it did.
func TestAFormOpensUnderItsLink(t *testing.T) {
	t.Parallel()
	o := newMonde(t).as(t, "cip@aci.demo", 1280).visit("/aujourdhui").withoutMouse()
	charges := o.loaded()
	const lien, scope, pourquoi = "document.querySelector('[data-en-place^=differer-rappel]')", ".en-place", "Pourquoi"
	texte := eval[string](o, "plain("+lien+".closest('li').firstElementChild.textContent)")
	o.click(lien)
	o.until("the keyboard is in the form", "document.activeElement.closest('.en-place') !== null")
	o.typeIn(scope, pourquoi, "Absent")
	o.checkAt(1280, "a form under its link", true)
	o.checkAt(390, "a form under its link", false)
	o.resize(1280)
	o.key(kb.Escape)
	o.until("the link has the keyboard back", "document.activeElement === "+lien+" && document.querySelector('.en-place') === null")
	o.enter()
	o.until("the form is there again", "document.activeElement.closest('.en-place') !== null")
	if v := o.holds(scope, pourquoi); v != "Absent" {
		t.Errorf("put away, the form holds %q", v)
	}
	o.click("button(arguments[0], 'Remettre à plus tard')", scope)
	o.until("the refusal has the keyboard", "document.activeElement.matches('.en-place .resume-erreurs')")
	o.typeIn(scope, "Jusqu'au", "2026-03-20")
	o.click("button(arguments[0], 'Remettre à plus tard')", scope)
	o.says("C'est remis à plus tard.").lacks(texte)
	o.until("the next link has the keyboard", "document.activeElement.matches('[data-en-place]')")
	if !eval[bool](o, "document.querySelector('#annonce').getBoundingClientRect().top < innerHeight") {
		t.Error("what was done is not said where one looks")
	}
	o.checkAt(1280, "after the deed", false)
	if o.loaded() != charges || o.path() != "/aujourdhui" {
		t.Errorf("the page was left for %s", o.path())
	}
}

// TestADeedInPlaceKeepsWhatIsTypedElsewhere, and without a script its link leads to the form.
func TestADeedInPlaceKeepsWhatIsTypedElsewhere(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	o := m.as(t, "cip@aci.demo", 1280)
	fiche := "/parcours/" + o.linkOf("/parcours?etat=deroulement", "Kévin Genévrier")
	const lien, note = "document.querySelector('#a-faire [data-en-place]')", "Ce qui a été dit, ce qui suit"
	o.visit(fiche).fill("#suivi", note, "À moitié dit")
	o.choose("#suivi", "Avec", "Organisme de formation")
	nombre := o.count("#a-faire [data-en-place]")
	o.click(lien)
	o.until("the form is there", "document.querySelector('.en-place form') !== null")
	o.fill(".en-place", "Jusqu'au", "2026-03-20")
	o.click("button('.en-place', 'Remettre à plus tard')")
	o.says("C'est remis à plus tard.")
	if o.holds("#suivi", note) != "À moitié dit" || o.holds("#suivi", "Avec") != "of" {
		t.Error("what was being typed elsewhere is lost")
	}
	if n := o.count("#a-faire [data-en-place]"); n != nombre-1 {
		t.Errorf("%d things are left to do, of %d", n, nombre)
	}

	sans := m.visitor(t, 390).withoutScripts().visit("/connexion")
	sans.signIn("cip@aci.demo")
	sans.visit("/aujourdhui")
	sans.loads("Plus tard", func() { sans.click("document.querySelector('[data-en-place^=differer-]')") })
	if !strings.HasPrefix(sans.path(), "/parcours/") || sans.status() != http.StatusOK {
		t.Errorf("the link leads to %s: %d", sans.path(), sans.status())
	}
	sans.fill("#a-faire", "Jusqu'au", "2026-03-20").press("#a-faire", "Remettre à plus tard").says("C'est remis à plus tard.")
}

// tried waits for the answer to what was typed, then for what is so.
func (o *onglet) tried(scope, quoi, expression string, args ...any) {
	o.t.Helper()
	o.until("it is judged", "within(arguments[0] + ' .avis').getAttribute('aria-busy') === null", scope)
	o.until(quoi, expression, append([]any{scope}, args...)...)
}

// loaded is how many documents came.
func (o *onglet) loaded() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.charges
}

// cut takes the network away, as a tunnel does: the browser has not noticed yet.
func (o *onglet) cut() {
	o.t.Helper()
	eval[bool](o, "(window.fetch = () => Promise.reject(new TypeError('no network')), true)")
}
