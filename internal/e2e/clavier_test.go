package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestMainJobWithTheKeyboard does the whole main job again without a mouse: the
// CIP's part and the directeur's, with Tab, Enter, Space, arrows and letters.
// Only the file is handed over otherwise: the window that asks for it belongs
// to the system.
func TestMainJobWithTheKeyboard(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	cip, directeur := m.visitor(t, 1280).withoutMouse(), m.visitor(t, 1280).withoutMouse()
	m.mainJob(t, cip, directeur)
	directeur.skip()
	cip.mendSuivi()
}

// withoutMouse leaves the keyboard alone: whoever clicks, fills or chooses in
// this tab does it by keys.
func (o *onglet) withoutMouse() *onglet {
	o.sans = true
	return o
}

// skip takes the first link of the page: past the navigation.
func (o *onglet) skip() {
	o.t.Helper()
	o.visit("/").click("button('', 'Aller au contenu')")
	o.until("the content has the focus", "document.activeElement.id === 'contenu'")
	o.key(kb.Tab)
	if !eval[bool](o, "document.activeElement.closest('main') !== null") {
		o.t.Error("past the navigation, Tab goes back to it")
	}
}

// mendSuivi sends an empty follow-up first: the keyboard is led to what is to
// correct, and from there to the field.
func (o *onglet) mendSuivi() {
	o.t.Helper()
	const note = "Ce qui a été dit, ce qui suit"
	o.visit("/parcours/"+o.linkOf("/parcours?etat=deroulement", "")).press("#suivi", "Consigner")
	o.until("the summary of errors has the focus", "document.activeElement.matches('.resume-erreurs')")
	o.key(kb.Tab)
	o.enter()
	o.until("the link of the summary leads to the field", "document.activeElement === field('#suivi', arguments[0])", note)
	o.fill("#suivi", note, "Prête à commencer lundi.").press("#suivi", "Consigner").says("Le suivi est consigné.", "Prête à commencer lundi.")
}

func (o *onglet) key(touches string, options ...chromedp.KeyOption) {
	o.t.Helper()
	o.do(chromedp.KeyEvent(touches, options...))
}

// enter is the key as a keyboard sends it: what handles its first event gets no
// letter from the second. chromedp's own would write a line end in the field
// that a link leads to.
func (o *onglet) enter() {
	o.t.Helper()
	for _, e := range []input.DispatchKeyEventParams{
		{Type: input.DispatchKeyEventTypeRawKeyDown}, {Type: input.DispatchKeyEventTypeChar, Text: "\r"}, {Type: input.DispatchKeyEventTypeKeyUp},
	} {
		e.Key, e.Code, e.WindowsVirtualKeyCode, e.NativeVirtualKeyCode = "Enter", "Enter", 13, 13
		if _, err := chromedp.Call(o.ctx, input.DispatchKeyEvent, e); err != nil {
			o.t.Fatal(err)
		}
	}
}

// reach presses Tab, or Shift and Tab, until the keyboard is where the
// expression says, and demands that one sees it there.
func (o *onglet) reach(expression string, args ...any) {
	o.t.Helper()
	for presses := 0; presses < 400; {
		if eval[bool](o, "focused("+expression+")", args...) {
			if !eval[bool](o, "focusSeen()") {
				o.t.Errorf("the focus is not seen on %v", args)
			}
			return
		}
		n := eval[int](o, "tabs("+expression+")", args...)
		presses += max(n, -n, 1)
		if n < 0 {
			o.key(strings.Repeat(kb.Tab, -n), chromedp.KeyModifiers(chromedp.ModifierShift))
		} else {
			o.key(strings.Repeat(kb.Tab, max(n, 1)))
		}
	}
	o.t.Fatalf("Tab never reaches %v on %s", args, o.path())
}

// typeIn replaces what a field holds, letter by letter.
func (o *onglet) typeIn(scope, libelle, texte string) *onglet {
	o.t.Helper()
	o.reach("field(arguments[0], arguments[1])", scope, libelle)
	if eval[string](o, "field(arguments[0], arguments[1]).type", scope, libelle) == "date" {
		return o.typeDate(scope, libelle, texte)
	}
	if o.holds(scope, libelle) != "" {
		o.key("a", chromedp.KeyModifiers(chromedp.ModifierCtrl))
	}
	o.key(texte)
	if v := o.holds(scope, libelle); v != texte {
		o.t.Fatalf("« %s » holds %q after typing %q", libelle, v, texte)
	}
	return o
}

// typeDate types the day, the month and the year in the order that the field
// shows: that of the page's language or, in an older Chromium, of the browser's.
func (o *onglet) typeDate(scope, libelle, date string) *onglet {
	o.t.Helper()
	for _, langue := range []string{"document.documentElement.lang", "navigator.language"} {
		o.key(kb.ArrowLeft + kb.ArrowLeft + eval[string](o, "dateKeys(arguments[0], "+langue+")", date)) // from the first part
		if o.holds(scope, libelle) == date {
			return o
		}
	}
	o.t.Fatalf("« %s » holds %q after typing %s", libelle, o.holds(scope, libelle), date)
	return o
}

// goDown goes down a list, from its top, to an option.
func (o *onglet) goDown(scope, libelle, option string) *onglet {
	o.t.Helper()
	o.reach("field(arguments[0], arguments[1])", scope, libelle)
	o.key(kb.Home)
	const pris = "plain(field(arguments[0], arguments[1]).selectedOptions[0].textContent) === arguments[2]"
	for range 60 {
		if eval[bool](o, pris, scope, libelle, option) {
			return o
		}
		o.key(kb.ArrowDown)
	}
	o.t.Fatalf("« %s » is not reached in « %s »", option, libelle)
	return o
}

// tick takes a box with Space, a radio with Space or the arrows.
func (o *onglet) tick(scope, groupe, choix string) *onglet {
	o.t.Helper()
	const cible = "choice(arguments[0], arguments[1], arguments[2])"
	o.reach(cible, scope, groupe, choix)
	o.key(" ")
	for range 10 {
		if eval[bool](o, cible+".checked", scope, groupe, choix) {
			return o
		}
		o.key(kb.ArrowRight)
	}
	o.t.Fatalf("« %s » of « %s » is not taken", choix, groupe)
	return o
}
