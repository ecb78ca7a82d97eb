package e2e

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// TestBadInputLosesNothing: a sentence beside the field and in a summary, the
// form still filled, nothing half-written.
func TestBadInputLosesNothing(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	o := m.as(t, "cip@aci.demo", 1280)
	fiche := "/parcours/" + o.linkOf("/parcours?etat=deroulement", "")
	o.visit(fiche)

	const note = "Ce qui a été dit, ce qui suit"
	long := strings.Repeat("Très long.", 1000)
	o.fill("#suivi", note, long).press("#suivi", "Consigner")
	o.refused("#suivi", "10 000 caractères, la limite est de 4 000")
	if o.holds("#suivi", note) != long {
		t.Error("10,000 characters: the text is lost")
	}
	o.fill("#suivi", note, "Bien.").fill("#suivi", "Le", "2026-12-25").press("#suivi", "Consigner")
	o.refused("#suivi", "futur")
	if o.holds("#suivi", "Le") != "2026-12-25" || o.holds("#suivi", note) != "Bien." {
		t.Error("a day to come: what was typed is lost")
	}
	// A browser without a field for dates lets one type anything.
	eval[bool](o, "(field('#suivi', 'Le').type = 'text', true)")
	o.fill("#suivi", "Le", "31/02/2026").press("#suivi", "Consigner")
	o.refused("#suivi", "Cette date n'existe pas.")
	if v := eval[string](o, "field('#suivi', 'Le').getAttribute('value')"); v != "31/02/2026" {
		t.Errorf("a day that does not exist: the field is given back %q", v)
	}
	o.visit(fiche).lacks("Très long", "Bien.")
}

func TestFileThatIsNotWhatItsNameSays(t *testing.T) {
	t.Parallel()
	o := newMonde(t).as(t, "cip@aci.demo", 1280)
	faux := filepath.Join(t.TempDir(), "salaries.xlsx")
	if err := os.WriteFile(faux, []byte("%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	o.visit("/importations/nouvelle").attach("import-fichier", faux).press("", "Lire ce fichier")
	o.refused("main", "PDF")
	o.visit("/importations/nouvelle").press("", "Lire ce fichier")
	o.refused("main", "fichier")
}

// TestSameClickTwiceDoesItOnce, with the script that holds the second click back
// and without it, when the server alone knows.
func TestSameClickTwiceDoesItOnce(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	for nom, o := range map[string]*onglet{"with scripts": m.visitor(t, 1280), "without": m.visitor(t, 1280).withoutScripts()} {
		o.visit("/connexion").signIn("cip@aci.demo")
		o.visit("/parcours/" + o.linkOf("/parcours?etat=deroulement", ""))
		texte := "Double clic " + nom
		o.fill("#suivi", "Ce qui a été dit, ce qui suit", texte)
		o.loads("Consigner", func() { o.doubleClick("button('#suivi', 'Consigner')") })
		o.says(texte)
		o.visit(o.path())
		if n := eval[int](o, "[...document.querySelectorAll('.evenement')].filter((e) => "+
			"e.textContent.includes(arguments[0])).length", texte); n != 1 {
			t.Errorf("%s: a double click logs %d follow-ups", nom, n)
		}
	}
}

func (o *onglet) doubleClick(expression string) {
	o.t.Helper()
	p := eval[struct{ X, Y float64 }](o, "point("+expression+")")
	for n := range int64(2) {
		for _, genre := range []input.DispatchMouseEventType{chromedp.MousePressed, chromedp.MouseReleased} {
			o.do(chromedp.MouseEvent(genre, p.X, p.Y, chromedp.ButtonLeft, chromedp.ClickCount(int(n+1))))
		}
	}
}

// TestTwoPeopleAtOnce: one wins; the other sees what changed, and what they
// typed is still there.
func TestTwoPeopleAtOnce(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	un := m.as(t, "cip@aci.demo", 1280)
	fiche := "/parcours/" + un.linkOf("/parcours?etat=deroulement", "Kévin Genévrier")
	deux := m.as(t, "directeur@aci.demo", 1280)
	deux.visit(fiche)
	un.visit(fiche)
	un.transition("abandonner", "Déclarer un abandon", "2026-02-27", func(scope string) { un.pick(scope, "Motifs", "Mobilité") })

	const scope = "#passage-terminer"
	deux.unfold("#suite", "Terminer la formation").fill(scope, "Heures réalisées", "140").fill(scope, "Commentaire",
		"Fin de bloc réussie.").press(scope, "Terminer la formation")
	if deux.status() != http.StatusConflict {
		t.Errorf("the second one gets status %d", deux.status())
	}
	deux.says("Ce parcours a changé entre-temps", "Abandon")
	deux.says("Votre saisie", "Heures réalisées 140", "Commentaire Fin de bloc réussie.")

	// The same race on a form that both may still send: it goes through.
	personne := "/salaries/" + un.linkOf("/salaries", "Kévin Genévrier") + "/modifier"
	autre := un.tab()
	autre.visit(personne)
	un.visit(personne).fill("", "Commune", "Albert").press("", "Enregistrer")
	autre.fill("", "Métier ou poste", "Jardinier").press("", "Enregistrer")
	if autre.status() != http.StatusConflict || autre.holds("", "Métier ou poste") != "Jardinier" || autre.holds("", "Commune") != "Albert" {
		t.Errorf("two changes of one person: %d, %s", autre.status(), autre.text())
	}
	autre.says("Ce qui a changé pendant votre saisie", "Commune : Albert")
	autre.press("", "Enregistrer").says("Le dossier est à jour.", "Jardinier", "Albert")
}

// TestSomebodyElsesFileDoesNotExist: the record of another structure answers as
// one that never was.
func TestSomebodyElsesFileDoesNotExist(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	etti := m.as(t, "cip@etti.demo", 1280)
	ailleurs := []string{"/salaries/" + etti.linkOf("/salaries?suivi=tous", ""), "/parcours/" + etti.linkOf("/parcours?vue=tous", "")}
	o := m.as(t, "cip@aci.demo", 1280)
	for _, a := range ailleurs {
		o.visit(a)
		if o.status() != http.StatusNotFound {
			t.Errorf("%s: status %d", a, o.status())
		}
		dit := o.text()
		o.visit(a[:strings.LastIndexByte(a, '/')] + "/987654321")
		if jamais := o.text(); jamais != dit {
			t.Errorf("%s says %q; what never was says %q", a, dit, jamais)
		}
	}
}

// refused: the page came back with a summary, and this sentence beside a field
// of the form.
func (o *onglet) refused(scope, dit string) {
	o.t.Helper()
	if s := o.status(); s != http.StatusUnprocessableEntity {
		o.t.Errorf("status %d for what is wrong", s)
	}
	for _, ou := range []string{" .resume-erreurs", " .champ-erreur"} {
		o.until("« "+dit+" » in"+ou, "[...document.querySelectorAll(arguments[0])].some((e) => "+
			"plain(e.textContent).includes(arguments[1]))", scope+ou, dit)
	}
}
