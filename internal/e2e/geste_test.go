package e2e

import (
	"strings"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// What a person does on a page. scope is a selector that narrows it, "" for the
// whole page; everything else is named by the words that are read there.

// click presses what the expression finds, with a finger on a telephone, with
// Enter where there is no mouse.
func (o *onglet) click(expression string, args ...any) {
	o.t.Helper()
	o.clics++
	// What is said of the fields comes above the button that sends them, and moves it.
	o.until("what was typed is judged", "[...document.querySelectorAll('[aria-busy=true]')].every((avis) => !(avis.compareDocumentPosition("+
		expression+") & Node.DOCUMENT_POSITION_FOLLOWING))", args...)
	if o.sans {
		o.reach(expression, args...)
		o.enter()
		return
	}
	// A page that has just come may still move: aim until the target holds still.
	type ici struct{ X, Y float64 }
	p := eval[ici](o, "point("+expression+")", args...)
	for suite := (ici{}); suite != p; {
		p, suite = suite, eval[ici](o, "point("+expression+")", args...)
	}
	if !o.tel {
		o.do(chromedp.MouseClickXY(p.X, p.Y))
		return
	}
	for _, e := range []input.DispatchTouchEventParams{
		{Type: input.DispatchTouchEventTypeTouchStart, TouchPoints: []*input.TouchPoint{{X: p.X, Y: p.Y}}},
		{Type: input.DispatchTouchEventTypeTouchEnd, TouchPoints: []*input.TouchPoint{}},
	} {
		if _, err := chromedp.Call(o.ctx, input.DispatchTouchEvent, e); err != nil {
			o.t.Fatal(err)
		}
	}
}

// press clicks a button or a link that leads to another page.
func (o *onglet) press(scope, libelle string) *onglet {
	o.t.Helper()
	o.loads(libelle, func() {
		o.t.Helper()
		o.click("button(arguments[0], arguments[1])", scope, libelle)
	})
	return o
}

// unfold opens a form under its button.
func (o *onglet) unfold(scope, libelle string) *onglet {
	o.t.Helper()
	o.click("fold(arguments[0], arguments[1])", scope, libelle)
	o.until("« "+libelle+" » is open", "fold(arguments[0], arguments[1]).parentElement.open", scope, libelle)
	return o
}

// fill types in a field, in the place of what it held.
func (o *onglet) fill(scope, libelle, valeur string) *onglet {
	o.t.Helper()
	if o.sans {
		return o.typeIn(scope, libelle, valeur)
	}
	if eval[string](o, "field(arguments[0], arguments[1]).type", scope, libelle) == "date" {
		eval[bool](o, "setValue(field(arguments[0], arguments[1]), arguments[2])", scope, libelle, valeur)
		return o
	}
	o.click("field(arguments[0], arguments[1])", scope, libelle)
	eval[bool](o, "(document.activeElement.select(), true)")
	if _, err := chromedp.Call(o.ctx, input.InsertText, input.InsertTextParams{Text: valeur}); err != nil {
		o.t.Fatal(err)
	}
	return o
}

// choose takes an option of a list.
func (o *onglet) choose(scope, libelle, option string) *onglet {
	o.t.Helper()
	if o.sans {
		return o.goDown(scope, libelle, option)
	}
	eval[bool](o, "setOption(field(arguments[0], arguments[1]), arguments[2])", scope, libelle, option)
	return o
}

// pick presses one choice of a group; a box changes, a radio is taken.
func (o *onglet) pick(scope, groupe, choix string) *onglet {
	o.t.Helper()
	if o.sans {
		return o.tick(scope, groupe, choix)
	}
	o.click("choice(arguments[0], arguments[1], arguments[2])", scope, groupe, choix)
	o.until("« "+choix+" » is taken", "choice(arguments[0], arguments[1], arguments[2]).checked", scope, groupe, choix)
	return o
}

const points = "Points d'attention"

// acknowledge ticks every warning of the form that is not yet ticked, and tells
// what they all were.
func (o *onglet) acknowledge(scope string) []string {
	o.t.Helper()
	o.until("what was typed is judged", "within(arguments[0]).querySelector('[aria-busy=true]') === null", scope)
	if !eval[bool](o, "within(arguments[0]).querySelector('[name=avertissements_acquittes]') !== null", scope) {
		return nil
	}
	avs := eval[[]string](o, "choices(arguments[0], arguments[1])", scope, points)
	for _, a := range avs {
		if !eval[bool](o, "choice(arguments[0], arguments[1], arguments[2]).checked", scope, points, a) {
			o.pick(scope, points, a)
		}
	}
	return avs
}

// attach gives a file to the field of that id.
func (o *onglet) attach(id, fichier string) *onglet {
	o.t.Helper()
	o.do(chromedp.SetUploadFiles(chromedp.ID(id), []string{fichier}))
	return o
}

// says fails unless the page shows all of these, at once or in an instant: the
// status line speaks after the page.
func (o *onglet) says(dits ...string) *onglet {
	o.t.Helper()
	for _, d := range dits {
		o.until("the page says « "+d+" »", "plain(document.body.innerText).includes(arguments[0])", d)
	}
	return o
}

// lacks fails when the page shows one of these.
func (o *onglet) lacks(dits ...string) *onglet {
	o.t.Helper()
	texte := o.text()
	for _, d := range dits {
		if strings.Contains(texte, d) {
			o.t.Errorf("%s says « %s »", o.path(), d)
		}
	}
	return o
}

// holds tells what a field contains.
func (o *onglet) holds(scope, libelle string) string {
	o.t.Helper()
	return eval[string](o, "field(arguments[0], arguments[1]).value", scope, libelle)
}

// count tells how many elements a selector finds.
func (o *onglet) count(selecteur string) int {
	o.t.Helper()
	return eval[int](o, "document.querySelectorAll(arguments[0]).length", selecteur)
}
