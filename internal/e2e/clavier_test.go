package e2e

import (
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestMainJobWithTheKeyboard signs in, notes a need, chooses a training, logs a
// follow-up and moves the parcours on, with Tab, Enter, Space and letters.
func TestMainJobWithTheKeyboard(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	c := clavier{m.visitor(t, 1280).visit("/connexion")}
	c.typeIn("", "Adresse e-mail", "cip@aci.demo")
	c.typeIn("", "Mot de passe", motDePasse)
	c.send()
	c.says("Aujourd'hui, lun. 2 mars 2026")
	c.skip()
	c.press("nav", "Salariés")
	c.typeIn("main", "Rechercher un salarié", "bergamote")
	c.send()
	c.press("main", "Fatoumata Bergamote")
	c.press("main", "Identifier un besoin")

	c.choose("", "D'où vient le besoin ?", "Demande du salarié")
	c.typeIn("", "Projet", "Titre de cuisinière")
	c.tick("", "Freins à lever", "Numérique")
	c.press("", "Enregistrer le besoin")
	c.says("Titre de cuisinière — Fatoumata Bergamote", "Besoin identifié")

	c.chooseFormation()
	c.mendSuivi()
	c.unfold("#ajouter-financement", "Ajouter un financement")
	c.choose("#ajouter-financement", "Dispositif", "Région : PRF qualifiant")
	c.typeIn("#ajouter-financement", "Montant demandé (€)", "3200")
	c.press("#ajouter-financement", "Ajouter au plan")

	const passage = "#passage-demander_financement"
	c.unfold("#suite", "Demander le financement")
	for _, a := range eval[[]string](c.onglet, "choices(arguments[0], arguments[1])", passage, points) {
		c.tick(passage, points, a)
	}
	c.press(passage, "Demander le financement")
	c.says("Le passage est enregistré.", "Pour passer à « Entrée »")
}

func (c clavier) chooseFormation() {
	c.t.Helper()
	const scope = "#choisir-formation"
	c.unfold(scope, "Choisir la formation")
	c.typeIn(scope, "Intitulé", "Titre professionnel Cuisinier")
	c.choose(scope, "Type de formation", "Formation certifiante (RNCP ou RS)")
	c.tick(scope, "Lieu", "Dans l'organisme de formation")
	c.typeDate(scope, "Début prévu", "2026-03-09")
	c.typeDate(scope, "Fin prévue", "2026-04-03")
	c.typeIn(scope, "Heures prévues", "140")
	c.typeIn(scope, "Coût total (€)", "3200")
	c.press(scope, "Enregistrer la formation")
	c.says("La formation est enregistrée.")
}

// mendSuivi sends an empty follow-up first: the keyboard is led to what is to
// correct, and from there to the field.
func (c clavier) mendSuivi() {
	c.t.Helper()
	c.press("#suivi", "Consigner")
	c.until("the summary of errors has the focus", "document.activeElement.matches('.resume-erreurs')")
	c.key(kb.Tab)
	c.enter()
	c.until("the link of the summary leads to the field", "document.activeElement === field('#suivi', 'Ce qui a été dit, ce qui suit')")
	c.typeIn("#suivi", "Ce qui a été dit, ce qui suit", "Prête à commencer lundi.")
	c.press("#suivi", "Consigner")
	c.says("Le suivi est consigné.", "Prête à commencer lundi.")
}

// clavier is a person without a mouse.
type clavier struct{ *onglet }

func (c clavier) key(touches string) {
	c.t.Helper()
	c.do(chromedp.KeyEvent(touches))
}

// enter is the key as a keyboard sends it: what handles its first event gets no
// letter from the second. chromedp's own would write a line end in the field
// that a link leads to.
func (c clavier) enter() {
	c.t.Helper()
	for _, e := range []input.DispatchKeyEventParams{
		{Type: input.DispatchKeyEventTypeRawKeyDown}, {Type: input.DispatchKeyEventTypeChar, Text: "\r"}, {Type: input.DispatchKeyEventTypeKeyUp},
	} {
		e.Key, e.Code, e.WindowsVirtualKeyCode, e.NativeVirtualKeyCode = "Enter", "Enter", 13, 13
		if _, err := chromedp.Call(c.ctx, input.DispatchKeyEvent, e); err != nil {
			c.t.Fatal(err)
		}
	}
}

// reach presses Tab until the keyboard is where the expression says, and
// demands that one sees it there.
func (c clavier) reach(expression string, args ...any) {
	c.t.Helper()
	for range 200 {
		if eval[bool](c.onglet, "focused("+expression+")", args...) {
			if !eval[bool](c.onglet, "focusSeen()") {
				c.t.Errorf("the focus is not seen on %v", args)
			}
			return
		}
		c.key(kb.Tab)
	}
	c.t.Fatalf("Tab never reaches %v on %s", args, c.path())
}

// send presses Enter where the keyboard is, and waits for the page.
func (c clavier) send() {
	c.t.Helper()
	c.loads("Enter", c.enter)
}

func (c clavier) press(scope, libelle string) {
	c.t.Helper()
	c.reach("button(arguments[0], arguments[1])", scope, libelle)
	c.send()
}

func (c clavier) unfold(scope, libelle string) {
	c.t.Helper()
	c.reach("fold(arguments[0], arguments[1])", scope, libelle)
	c.key(" ")
	c.until("« "+libelle+" » is open", "fold(arguments[0], arguments[1]).parentElement.open", scope, libelle)
}

// skip takes the first link of the page: past the navigation.
func (c clavier) skip() {
	c.t.Helper()
	c.reach("button('', 'Aller au contenu')")
	c.enter()
	c.until("the content has the focus", "document.activeElement.id === 'contenu'")
}

func (c clavier) typeIn(scope, libelle, texte string) {
	c.t.Helper()
	c.reach("field(arguments[0], arguments[1])", scope, libelle)
	c.key(texte)
	if v := c.holds(scope, libelle); v != texte {
		c.t.Fatalf("« %s » holds %q after typing %q", libelle, v, texte)
	}
}

// typeDate types the day, the month and the year in the order that the field
// shows: that of the page's language or, in an older Chromium, of the browser's.
func (c clavier) typeDate(scope, libelle, date string) {
	c.t.Helper()
	c.reach("field(arguments[0], arguments[1])", scope, libelle)
	for _, langue := range []string{"document.documentElement.lang", "navigator.language"} {
		c.key(eval[string](c.onglet, "dateKeys(arguments[0], "+langue+")", date))
		if c.holds(scope, libelle) == date {
			return
		}
		c.key(kb.ArrowLeft + kb.ArrowLeft) // back to the first part
	}
	c.t.Fatalf("« %s » holds %q after typing %s", libelle, c.holds(scope, libelle), date)
}

// choose goes down a list to an option.
func (c clavier) choose(scope, libelle, option string) {
	c.t.Helper()
	c.reach("field(arguments[0], arguments[1])", scope, libelle)
	const pris = "plain(field(arguments[0], arguments[1]).selectedOptions[0].textContent) === arguments[2]"
	for range 40 {
		if eval[bool](c.onglet, pris, scope, libelle, option) {
			return
		}
		c.key(kb.ArrowDown)
	}
	c.t.Fatalf("« %s » is not reached in « %s »", option, libelle)
}

// tick takes a box with Space, a radio with Space or the arrows.
func (c clavier) tick(scope, groupe, choix string) {
	c.t.Helper()
	const cible = "choice(arguments[0], arguments[1], arguments[2])"
	c.reach(cible, scope, groupe, choix)
	c.key(" ")
	for range 10 {
		if eval[bool](c.onglet, cible+".checked", scope, groupe, choix) {
			return
		}
		c.key(kb.ArrowRight)
	}
	c.t.Fatalf("« %s » of « %s » is not taken", choix, groupe)
}
