package site_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"golang.org/x/net/html"

	"parcours.example/config"
	"parcours.example/internal/app"
	"parcours.example/internal/auth"
	"parcours.example/internal/guide"
	"parcours.example/internal/httpkit"
	"parcours.example/internal/parcours"
	"parcours.example/internal/site"
	"parcours.example/internal/testdb"
	"parcours.example/web/composants"
)

func TestMain(m *testing.M) {
	gin.SetMode(gin.ReleaseMode)
	os.Exit(testdb.Main(m))
}

// aujourdhui is the day of every story told in these tests.
var aujourdhui = parcours.NewDate(2026, time.March, 2)

type horloge struct{ t atomic.Int64 }

func (h *horloge) now() time.Time          { return time.Unix(0, h.t.Load()).UTC() }
func (h *horloge) advance(d time.Duration) { h.t.Add(int64(d)) }

// monde is the site, served, with two structures that must not see each other.
type monde struct {
	*testdb.Decor
	app     *app.App
	site    *site.Site
	url     string
	horloge *horloge
	log     *bytes.Buffer
}

func newMonde(t testing.TB) *monde {
	t.Helper()
	m := &monde{Decor: testdb.NewDecor(t), horloge: &horloge{}, log: &bytes.Buffer{}}
	m.horloge.t.Store(time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC).UnixNano())
	jetons, err := auth.NewJetons("un secret d'essai assez long pour signer")
	if err != nil {
		t.Fatal(err)
	}
	m.app = app.New(app.Options{
		DB: m.DB, Jetons: jetons, MotsDePasse: auth.NewMotsDePasse(auth.CoutTest), Guide: leGuide(t),
		Maintenant: m.horloge.now, Aujourdhui: func() parcours.Date { return aujourdhui },
	})
	m.serve(t)
	return m
}

func (m *monde) serve(t testing.TB) {
	log := slog.New(slog.NewTextHandler(m.log, nil))
	m.site = site.New(site.Options{App: m.app, Log: log, PlainLocal: true})
	r := gin.New()
	r.Use(httpkit.Identify(), httpkit.Headers(false), httpkit.Recover(log, m.site.Panicked))
	m.site.Register(r)
	serveur := httptest.NewServer(r)
	t.Cleanup(serveur.Close)
	m.url = serveur.URL
}

var leGuideLu atomic.Pointer[guide.Guide]

// leGuide reads the real guide, once.
func leGuide(t testing.TB) *guide.Guide {
	t.Helper()
	if g := leGuideLu.Load(); g != nil {
		return g
	}
	g, err := guide.Load(config.Guide)
	if err != nil {
		t.Fatal(err)
	}
	leGuideLu.Store(g)
	return g
}

// personne is somebody with a browser.
type personne struct {
	t    testing.TB
	base string
	http *http.Client
	// marque is that of the last page seen: forms that are posted by hand carry it,
	// as a browser would.
	marque string
	// fragment is the one element of each page that is asked for.
	fragment string
}

// asking is the same person, when the small script asks for one element of a page.
func (p *personne) asking(fragment string) *personne {
	c := *p
	c.fragment = fragment
	return &c
}

// visitor is somebody who has not signed in.
func (m *monde) visitor(t testing.TB) *personne {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &personne{t: t, base: m.url, http: &http.Client{Jar: jar,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// as is somebody signed in.
func (m *monde) as(t testing.TB, email string) *personne {
	t.Helper()
	p := m.visitor(t)
	r := p.post("/connexion", "email", email, "mot_de_passe", testdb.MotDePasse)
	if r.status != http.StatusSeeOther {
		t.Fatalf("sign-in of %s: %d\n%s", email, r.status, r.text())
	}
	p.get("/structure")
	return p
}

// reponse is a page, read.
type reponse struct {
	t       testing.TB
	status  int
	headers http.Header
	corps   []byte
	doc     *html.Node
}

func (p *personne) get(adresse string) *reponse {
	p.t.Helper()
	return p.do(p.request(http.MethodGet, adresse, nil))
}

// post sends a form: name, value, name, value…
func (p *personne) post(adresse string, champs ...string) *reponse {
	p.t.Helper()
	v := url.Values{}
	for i := 0; i+1 < len(champs); i += 2 {
		v.Add(champs[i], champs[i+1])
	}
	if !v.Has(composants.ChampMarque) {
		v.Set(composants.ChampMarque, p.marque)
	}
	r := p.request(http.MethodPost, adresse, strings.NewReader(v.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return p.do(r)
}

// upload sends a file, and fields: name, value…
func (p *personne) upload(adresse, nom string, contenu []byte, champs ...string) *reponse {
	p.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	f, err := w.CreateFormFile("fichier", nom)
	if err != nil {
		p.t.Fatal(err)
	}
	_, _ = f.Write(contenu)
	for i := 0; i+1 < len(champs); i += 2 {
		_ = w.WriteField(champs[i], champs[i+1])
	}
	_ = w.WriteField(composants.ChampMarque, p.marque)
	_ = w.Close()
	r := p.request(http.MethodPost, adresse, &b)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return p.do(r)
}

func (p *personne) request(methode, adresse string, corps io.Reader) *http.Request {
	p.t.Helper()
	r, err := http.NewRequestWithContext(context.Background(), methode, p.base+adresse, corps)
	if err != nil {
		p.t.Fatal(err)
	}
	if p.fragment != "" {
		r.Header.Set("Fragment", p.fragment)
	}
	return r
}

func (p *personne) do(r *http.Request) *reponse {
	p.t.Helper()
	rep, err := p.http.Do(r)
	if err != nil {
		p.t.Fatal(err)
	}
	defer rep.Body.Close()
	corps, err := io.ReadAll(rep.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	doc, err := html.Parse(bytes.NewReader(corps))
	if err != nil {
		p.t.Fatal(err)
	}
	r2 := &reponse{t: p.t, status: rep.StatusCode, headers: rep.Header, corps: corps, doc: doc}
	if m := r2.value(composants.ChampMarque); m != "" {
		p.marque = m
	}
	checkReferences(r2, r.URL.Path)
	return r2
}

// checkReferences holds every page of every test to this: what names another element of the page (the label of a
// field, the hint or the error that describes it, the link of an error summary) names one that is there. Only who
// forges a hidden field finds an error about what the form does not show.
func checkReferences(r *reponse, ou string) {
	r.t.Helper()
	ids, cibles, hidden := map[string]bool{}, []string{}, []string{}
	for _, n := range r.find(func(*html.Node) bool { return true }) {
		ids[attr(n, "id")] = true
		cibles = append(cibles, strings.Fields(attr(n, "aria-describedby"))...)
		if n.Data == "label" {
			cibles = append(cibles, attr(n, "for"))
		}
		if attr(n, "type") == "hidden" {
			hidden = append(hidden, attr(n, "name"))
		}
		if attr(n, "class") == "resume-erreurs" {
			walk(n, func(a *html.Node) {
				if cible, ok := strings.CutPrefix(attr(a, "href"), "#"); ok {
					cibles = append(cibles, cible)
				}
			})
		}
	}
	for _, cible := range cibles {
		if _, champ, _ := strings.Cut(cible, "-"); !ids[cible] && !slices.Contains(hidden, champ) {
			r.t.Errorf("%s: nothing has the id %q, which the page speaks of", ou, cible)
		}
	}
}

// follow reads the page that a 303 leads to.
func (p *personne) follow(r *reponse) *reponse {
	p.t.Helper()
	if r.status != http.StatusSeeOther {
		p.t.Fatalf("no redirection: %d\n%s", r.status, r.text())
	}
	adresse, _, _ := strings.Cut(r.headers.Get("Location"), "#")
	return p.get(adresse)
}

func (r *reponse) location() string { return r.headers.Get("Location") }

// text is what a person reads, spaces joined.
func (r *reponse) text() string {
	var b strings.Builder
	walk(r.doc, func(n *html.Node) {
		if n.Type == html.TextNode && n.Parent != nil && n.Parent.Data != "script" && n.Parent.Data != "style" {
			b.WriteString(n.Data)
			if !beforeSigle(n) {
				b.WriteString(" ")
			}
		}
	})
	return strings.Join(strings.Fields(strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(b.String())), " ")
}

// beforeSigle: an acronym that is explained cuts a sentence in pieces, not in
// words.
func beforeSigle(n *html.Node) bool {
	isSigle := func(n *html.Node) bool { return n != nil && n.Data == "abbr" }
	if isSigle(n.Parent) {
		return n.Parent.NextSibling != nil && n.Parent.NextSibling.Type == html.TextNode
	}
	return isSigle(n.NextSibling)
}

// wants fails unless the page has this status and says all of these.
func (r *reponse) wants(status int, dits ...string) *reponse {
	r.t.Helper()
	texte := r.text()
	if r.status != status {
		r.t.Fatalf("status %d, want %d: %.600s", r.status, status, texte)
	}
	for _, d := range dits {
		if !strings.Contains(texte, d) {
			r.t.Errorf("the page does not say %q: %.1500s", d, texte)
		}
	}
	return r
}

// lacks fails when the page says one of these.
func (r *reponse) lacks(dits ...string) *reponse {
	r.t.Helper()
	for _, d := range dits {
		if strings.Contains(r.text(), d) {
			r.t.Errorf("the page says %q", d)
		}
	}
	return r
}

// value is what a field holds.
func (r *reponse) value(nom string) string {
	v := ""
	walk(r.doc, func(n *html.Node) {
		switch {
		case n.Type != html.ElementNode:
		case n.Data == "textarea" && attr(n, "name") == nom && n.FirstChild != nil:
			v = n.FirstChild.Data
		case n.Data == "input" && attr(n, "name") == nom && !isUnticked(n):
			v = attr(n, "value")
		case n.Data == "option" && has(n, "selected") && attr(closest(n, "select"), "name") == nom:
			v = attr(n, "value")
		}
	})
	return v
}

func isUnticked(n *html.Node) bool {
	return (attr(n, "type") == "radio" || attr(n, "type") == "checkbox") && !has(n, "checked")
}

func (r *reponse) find(selecteur func(*html.Node) bool) []*html.Node {
	var ns []*html.Node
	walk(r.doc, func(n *html.Node) {
		if n.Type == html.ElementNode && selecteur(n) {
			ns = append(ns, n)
		}
	})
	return ns
}

func walk(n *html.Node, fn func(*html.Node)) {
	fn(n)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		walk(c, fn)
	}
}

func closest(n *html.Node, tag string) *html.Node {
	for ; n != nil; n = n.Parent {
		if n.Type == html.ElementNode && n.Data == tag {
			return n
		}
	}
	return nil
}

func attr(n *html.Node, nom string) string {
	if n == nil {
		return ""
	}
	for _, a := range n.Attr {
		if a.Key == nom {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, nom string) bool {
	for _, a := range n.Attr {
		if a.Key == nom {
			return true
		}
	}
	return false
}

var nombres = regexp.MustCompile(`\d+`)

// idIn is the first number of an address: /salaries/12#freins is 12.
func idIn(t testing.TB, adresse string) string {
	t.Helper()
	id := nombres.FindString(adresse)
	if id == "" {
		t.Fatalf("no id in %q", adresse)
	}
	return id
}

type node = html.Node

// hasHref finds the links whose address begins so.
func hasHref(debut string) func(*node) bool {
	return func(n *node) bool { return n.Data == "a" && strings.HasPrefix(attr(n, "href"), debut) }
}
