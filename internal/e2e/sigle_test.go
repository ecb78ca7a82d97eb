package e2e

import (
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// sigleVu is an acronym in sight inside a scope, and dit what is shown of it.
const (
	sigleVu = `[...document.querySelectorAll(arguments[0] + " .sigle")].find((e) => e.textContent === arguments[1] && e.checkVisibility())`
	dit     = `getComputedStyle(` + sigleVu + `, "::after").content`
)

func (o *onglet) point(expression string, args ...any) {
	o.t.Helper()
	type ici struct{ X, Y float64 }
	p := eval[ici](o, "point("+expression+")", args...)
	e := input.DispatchMouseEventParams{Type: input.DispatchMouseEventTypeMouseMoved, X: p.X, Y: p.Y}
	if _, err := chromedp.Call(o.ctx, input.DispatchMouseEvent, e); err != nil {
		o.t.Fatal(err)
	}
}

// explains waits for the explanation of an acronym, or for its absence.
func (o *onglet) explains(quand, scope, mot, sens string) {
	o.t.Helper()
	if sens == "" {
		o.until("« "+mot+" » is no longer explained "+quand, dit+` === "none"`, scope, mot)
		return
	}
	o.until("« "+mot+" » is explained "+quand, dit+".includes(arguments[2])", scope, mot, sens)
	if l := eval[int64](o, "document.documentElement.scrollWidth - innerWidth"); l > 0 {
		o.t.Errorf("« %s » explained %s leaves the screen by %d px", mot, quand, l)
	}
}

// TestAnAcronymIsExplainedOnHoverAndOnFocus, and Escape takes the explanation
// away without moving the keyboard or folding what holds it.
func TestAnAcronymIsExplainedOnHoverAndOnFocus(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	o := m.as(t, "cip@aci.demo", 1280)
	o.visit("/parcours/" + o.linkOf("/parcours?vue=tous&etat=financement", ""))
	const plan, mot, sens = "#plan", "OPCO", "Opérateur de compétences"
	o.explains("at first", plan, mot, "")
	o.point(sigleVu, plan, mot)
	o.explains("on hover", plan, mot, sens)
	if titre := eval[string](o, sigleVu+".title", plan, mot); titre != "" {
		t.Errorf("the browser would explain it a second time: %q", titre)
	}
	o.do(chromedp.KeyEvent(kb.Escape))
	o.explains("after Escape", plan, mot, "")
	o.point("document.querySelector('h1')")
	o.explains("elsewhere", plan, mot, "")
	o.point(sigleVu, plan, mot)
	o.explains("on hover again", plan, mot, sens)
	o.point("document.querySelector('h1')")
	o.until("the browser explains it without a pointer", sigleVu+".title === arguments[2]", plan, mot, sens)

	// With the keyboard, inside a fold that stays open.
	c := o.withoutMouse()
	c.unfold("#guide-pratiques", eval[string](o, "plain(document.querySelector('#guide-pratiques summary').textContent)"))
	premier := eval[[]string](o, `(() => { const e = document.querySelector("#guide-pratiques .sigle"); return [e.textContent, e.dataset.sens]; })()`)
	c.reach(sigleVu, "#guide-pratiques", premier[0])
	c.explains("on focus", "#guide-pratiques", premier[0], premier[1])
	c.key(kb.Escape)
	c.explains("after Escape", "#guide-pratiques", premier[0], "")
	if !eval[bool](o, `document.activeElement === `+sigleVu+` && document.querySelector("#guide-pratiques").open`, "#guide-pratiques", premier[0]) {
		t.Error("Escape moved the keyboard, or folded what holds the acronym")
	}
	c.key(kb.Escape)
	c.until("a second Escape closes the fold", `!document.querySelector("#guide-pratiques").open`)
}

// TestAnAcronymIsExplainedUnderAFinger on a telephone, within the screen.
func TestAnAcronymIsExplainedUnderAFinger(t *testing.T) {
	t.Parallel()
	o := newMonde(t).as(t, "directeur@aci.demo", 390)
	o.visit("/structure")
	o.click(sigleVu, "td", "CIP")
	o.explains("in a cell", "td", "CIP", "Conseiller en insertion professionnelle")
}
