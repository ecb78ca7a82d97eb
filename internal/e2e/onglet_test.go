package e2e

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// delai bounds every wait: for a condition, never for a time. It only has to be shorter than a person's patience: a busy
// machine may take a minute where a calm one takes a second.
const delai = 3 * time.Minute

// onglet is a tab, and what it overhears.
type onglet struct {
	t     testing.TB
	ctx   context.Context
	base  string
	tel   bool // a telephone: fingers rather than a mouse
	sans  bool // without a mouse: the keyboard alone (clavier_test.go)
	clics int  // presses so far

	mu       sync.Mutex
	charges  int // documents loaded
	arrivee  chan struct{}
	statut   int64 // of the last document
	ailleurs []string
	fautes   []string                     // scripts that failed, refusals of the security policy
	octets   int64                        // received, as they travelled: compressed, headers included
	demandes map[network.RequestID]string // asked for, not yet whole
}

// visitor opens a browser that nobody knows, on a screen of this width.
func (m *monde) visitor(t testing.TB, largeur int64) *onglet {
	t.Helper()
	ctx, err := browser()
	if err != nil {
		t.Fatalf("the browser did not start: %v", err)
	}
	o := &onglet{t: t, base: m.url, arrivee: make(chan struct{}, 1)}
	o.open(ctx, chromedp.WithNewBrowserContext())
	o.resize(largeur)
	return o
}

// tab opens one more tab of the same browser, in the same session.
func (o *onglet) tab() *onglet {
	o.t.Helper()
	autre := &onglet{t: o.t, base: o.base, arrivee: make(chan struct{}, 1)}
	autre.open(o.ctx)
	autre.resize(1280)
	return autre
}

func (o *onglet) open(parent context.Context, options ...chromedp.ContextOption) {
	o.t.Helper()
	ctx, cancel := chromedp.NewContext(parent, append(options, chromedp.WithListener(o.hear))...)
	o.t.Cleanup(cancel)
	o.ctx = ctx
	if err := chromedp.Do(ctx); err != nil {
		o.t.Fatalf("no tab: %v", err)
	}
	o.t.Cleanup(o.checkEnnuis)
	o.t.Cleanup(o.keepImage)
}

// as opens a browser and signs in.
func (m *monde) as(t testing.TB, email string, largeur int64) *onglet {
	t.Helper()
	o := m.visitor(t, largeur)
	o.visit("/connexion")
	o.signIn(email)
	return o
}

func (o *onglet) signIn(email string) {
	o.t.Helper()
	o.fill("", "Adresse e-mail", email)
	o.fill("", "Mot de passe", motDePasse)
	o.press("", "Se connecter")
	if strings.HasPrefix(o.path(), "/connexion") {
		o.t.Fatalf("%s cannot sign in: %s", email, o.text())
	}
}

func (o *onglet) resize(largeur int64) {
	o.t.Helper()
	o.tel = largeur < 768
	if o.tel {
		o.do(chromedp.EmulateViewport(largeur, 844, chromedp.EmulateMobile, chromedp.EmulateTouch))
	} else {
		o.do(chromedp.EmulateViewport(largeur, 900))
	}
}

// withoutScripts turns JavaScript off in the pages.
func (o *onglet) withoutScripts() *onglet {
	o.t.Helper()
	if _, err := chromedp.Call(o.ctx, emulation.SetScriptExecutionDisabled,
		emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		o.t.Fatal(err)
	}
	return o
}

// hear notes what the browser tells of the page. It runs inside the loop that
// reads the browser: quick, and no command.
func (o *onglet) hear(ev any) {
	o.mu.Lock()
	defer o.mu.Unlock()
	switch ev := ev.(type) {
	case *page.EventLoadEventFired:
		o.charges++
		select {
		case o.arrivee <- struct{}{}:
		default:
		}
	case *network.EventLoadingFinished:
		o.octets += int64(ev.EncodedDataLength)
		delete(o.demandes, ev.RequestID)
	case *network.EventLoadingFailed:
		delete(o.demandes, ev.RequestID)
	case *network.EventRequestWillBeSent:
		if ev.RedirectResponse != nil {
			o.octets += int64(ev.RedirectResponse.EncodedDataLength)
		}
		if o.demandes != nil {
			o.demandes[ev.RequestID] = ev.Request.URL
		}
		if u, err := url.Parse(ev.Request.URL); err == nil && u.Scheme != "data" && u.Scheme != "about" && u.Scheme+"://"+u.Host != o.base {
			o.ailleurs = append(o.ailleurs, ev.Request.URL)
		}
	case *network.EventResponseReceived:
		if ev.Type == network.ResourceTypeDocument {
			o.statut = ev.Response.Status
		}
	case *runtime.EventExceptionThrown:
		o.fautes = append(o.fautes, ev.ExceptionDetails.Text)
	case *log.EventEntryAdded:
		// A 404 or a 422 is also written there: pages say those.
		if ev.Entry.Level == log.EntryLevelError && ev.Entry.Source != log.EntrySourceNetwork {
			o.fautes = append(o.fautes, ev.Entry.Text)
		}
	}
}

// checkEnnuis: whatever a test does, no page asks another host for anything, no
// script fails, and the security policy refuses nothing.
func (o *onglet) checkEnnuis() {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, u := range o.ailleurs {
		o.t.Errorf("a page asked elsewhere: %s", u)
	}
	for _, f := range o.fautes {
		o.t.Errorf("the console says: %s", f)
	}
}

// keepImage shows, after a failure, where the person stood: go test -artifacts.
func (o *onglet) keepImage() {
	t, ok := o.t.(*testing.T)
	if !ok || !t.Failed() {
		return
	}
	if png, err := chromedp.Run(o.ctx, chromedp.CaptureScreenshot()); err == nil {
		_ = os.WriteFile(filepath.Join(t.ArtifactDir(), fmt.Sprintf("echec-%p.png", o)), png, 0o644)
	}
}

func (o *onglet) do(steps ...chromedp.Action[chromedp.Void]) {
	o.t.Helper()
	ctx, cancel := context.WithTimeout(o.ctx, delai)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		o.t.Fatalf("%v", err)
	}
}

//go:embed testdata/gestes.js
var gestes string

// eval calls a function of testdata/gestes.js, or any expression, with these
// arguments: eval[string](o, "words(arguments[0])").
func eval[T any](o *onglet, expression string, args ...any) T {
	o.t.Helper()
	v, err := tryEval[T](o, expression, args...)
	if err != nil {
		o.t.Fatalf("%s %v: %v\n%s\n%.1500s", expression, args, err, o.path(), o.text())
	}
	return v
}

func tryEval[T any](o *onglet, expression string, args ...any) (T, error) {
	donnees, err := json.Marshal(append([]any{}, args...))
	if err != nil {
		o.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(o.ctx, delai)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[T](fmt.Sprintf("(function () {%s\nreturn (%s);}).apply(null, %s)", gestes,
		expression, donnees)))
}

// until waits for a condition of the page.
func (o *onglet) until(quoi, expression string, args ...any) {
	o.t.Helper()
	fin := time.Now().Add(delai)
	for {
		ok, err := tryEval[bool](o, expression, args...)
		if ok && err == nil {
			return
		}
		if time.Now().After(fin) {
			o.t.Fatalf("still not: %s (%v)\n%s\n%.2000s", quoi, err, o.path(), o.text())
		}
		<-time.After(15 * time.Millisecond)
	}
}

// loads does something that leads to another document, and waits for it.
func (o *onglet) loads(quoi string, act func()) {
	o.t.Helper()
	o.mu.Lock()
	avant := o.charges
	o.mu.Unlock()
	act()
	fin := time.After(delai)
	for {
		o.mu.Lock()
		la := o.charges > avant
		o.mu.Unlock()
		if la {
			return
		}
		select {
		case <-o.arrivee:
		case <-fin:
			o.t.Fatalf("no page came after: %s\n%s\n%.2000s", quoi, o.path(), o.text())
		}
	}
}

// visit goes to an address of the site.
func (o *onglet) visit(chemin string) *onglet {
	o.t.Helper()
	o.do(chromedp.Navigate(o.base + chemin))
	return o
}

// path is the address of the page, without the host.
func (o *onglet) path() string {
	chemin, err := tryEval[string](o, "location.pathname + location.search + location.hash")
	if err != nil {
		return err.Error()
	}
	return chemin
}

// status is the HTTP status of the page.
func (o *onglet) status() int64 {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.statut
}

// text is what a person reads on the page; closed folds are not read.
func (o *onglet) text() string {
	texte, err := tryEval[string](o, "plain(document.body.innerText)")
	if err != nil {
		return err.Error()
	}
	return texte
}
