package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/gin-gonic/gin"

	"parcours.example/internal/app"
	"parcours.example/internal/site"
	"parcours.example/web/vendored/axe"
)

// TestEveryPageIsAccessible opens every page as each role that may, on a wide
// screen and on a telephone, with its folds closed and open: axe finds nothing,
// nothing needs to be scrolled sideways. A new route is visited unasked.
func TestEveryPageIsAccessible(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	adresses := m.addresses(t)
	var vues sync.Map
	for _, qui := range []string{"", "cip@aci.demo", "encadrant@aci.demo", "directeur@aci.demo", "cip@deux.demo"} {
		t.Run("as "+strings.TrimSuffix(qui, ".demo"), func(t *testing.T) {
			t.Parallel()
			liste := adresses
			o := m.visitor(t, 1280)
			switch qui {
			case "":
				liste = []string{"/connexion", "/nulle-part", "/api/docs"}
			case "cip@deux.demo": // the frame is not the same: one may change structure
				o, liste = m.as(t, qui, 1280), []string{"/aujourdhui", "/structure"}
			default:
				o = m.as(t, qui, 1280)
			}
			interdites, jugees := 0, 0
			for _, a := range liste {
				o.visit(a)
				switch s := o.status(); {
				case s == http.StatusForbidden:
					if interdites++; interdites > 1 {
						continue // the refusal is one page
					}
				case s != attendus[a] && s != http.StatusOK:
					t.Errorf("%s: status %d", a, s)
				}
				if _, deja := vues.LoadOrStore(o.content(), true); !deja {
					jugees++
					o.checkAccessible(a)
				}
			}
			t.Logf("%d pages judged of %d addresses", jugees, len(liste))
		})
	}
}

// content is what the page shows below its frame. Two roles often see the same:
// it is judged once, and the frame of each role with the other pages.
func (o *onglet) content() string {
	o.t.Helper()
	return eval[string](o, `document.querySelector("main").innerHTML.replace(/(name="cle" value=")[^"]*/g, "$1")`)
}

// attendus are the pages that tell of a mistake.
var attendus = map[string]int64{"/nulle-part": http.StatusNotFound, resultatsFaux: http.StatusUnprocessableEntity}

const resultatsFaux = "/rapports/resultats?debut=2026-02-31&fin=2026-03-02"

// addresses gives every page an address that exists: the patterns of the table
// of contents, a parcours in each state, and what pages look like when a list is
// empty or a form comes back.
func (m *monde) addresses(t *testing.T) []string {
	t.Helper()
	cip := m.as(t, "cip@aci.demo", 1280)
	ids := map[string]string{"/guide/:etape": "ETP-03"}
	ids["/salaries/:id"] = cip.linkOf("/salaries?suivi=tous", "Corinne Marjolaine")
	ids["/observations/:id"] = ids["/salaries/:id"]
	ids["/structure/guide/signaler/:item"] = "OPC-03"
	ids["/structure/guide/ajouts/:ajout"] = cip.addToGuide()
	var liste []string
	etats := etats(cip)
	if len(etats) != 8 {
		t.Errorf("8 states in the filters of the list, want %q", etats)
	}
	for _, etat := range etats {
		id := cip.linkOf("/parcours?vue=tous&clos=tous&etat="+etat, "")
		ids["/parcours/:id"] = id
		liste = append(liste, "/parcours/"+id, "/salaries/"+ids["/salaries/:id"]+"/reprise?etat="+etat)
	}
	ids["/organismes/:id"] = cip.linkOf("/organismes", "")
	cip.visit("/groupes/nouveau").fill("main", "Intitulé", "CACES, mars").press("main", "Enregistrer")
	ids["/groupes/:id"] = strings.TrimPrefix(cip.path(), "/groupes/")
	ids["/importations/:id"] = cip.preview(fichierReel)
	// What is mended, or moved, is named by the links of a file.
	cip.visit("/parcours/" + cip.linkOf("/parcours?etat=deroulement", "Kévin Genévrier"))
	link := func(choix string) string {
		return eval[string](cip, "document.querySelector(arguments[0]).getAttribute('href').split('?')[0]", choix)
	}
	const corriger = "/corriger/:objet/:ligne"
	exacts := map[string]string{"/parcours/:id" + corriger: link("a.crayon[href*='/suivi/']")}
	for _, objet := range []string{"suivi", "frein", "observation"} {
		exacts["/"+objet+"s/:id/deplacement"] = "/" + objet + "s/" + path.Base(link("a.crayon[href*='/"+objet+"/']")) + "/deplacement"
	}
	cip.visit("/salaries/" + ids["/salaries/:id"])
	exacts["/salaries/:id"+corriger] = link("a.crayon[href*='/corriger/']")
	inconnu := filepath.Join(t.TempDir(), "liste.csv")
	if err := os.WriteFile(inconnu, []byte("Truc;Machin;Quand\nBenali;Nadia;12/05/1990\nPetit;Karim;31/02/1991\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	comparer := "/salaries/" + ids["/salaries/:id"] + "/rapprochement?avec=" + cip.linkOf("/salaries?suivi=tous", "Kévin Genévrier")
	liste = append(liste, comparer, "/importations/"+cip.preview(inconnu), "/salaries?q=zzz", "/parcours?q=zzz", "/guide?q=pmsmp",
		"/guide?q=mobilite", "/guide/ETP-07",
		"/guide/ETP-04", "/guide/ETP-05", "/guide/contacts?opco=uniformation&departement=80",
		"/rapports/resultats/dossiers?indicateur=taux_abandon", resultatsFaux, "/rapports/resultats?debut=2020-01-01&fin=2020-12-31", "/nulle-part")
	for _, chemin := range patterns() {
		if exact := exacts[chemin]; exact != "" {
			liste = append(liste, exact)
			continue
		}
		for motif, id := range ids {
			if rest, ok := strings.CutPrefix(chemin, motif); ok && (rest == "" || rest[0] == '/') {
				chemin = motif[:strings.LastIndexByte(motif, ':')] + id + rest
			}
		}
		if strings.Contains(chemin, ":") {
			t.Errorf("%s: which address shall the browser visit?", chemin)
		}
		liste = append(liste, chemin)
	}
	slices.Sort(liste)
	return slices.Compact(liste)
}

// patterns are the GET routes of the site that answer a page.
func patterns() []string {
	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	site.New(site.Options{App: &app.App{}}).Register(r)
	var chemins []string
	for _, rt := range r.Routes() {
		if rt.Method == http.MethodGet && !strings.Contains(rt.Path, "*") && !strings.HasSuffix(rt.Path, ".xlsx") &&
			!strings.HasSuffix(rt.Path, "/:carte") {
			chemins = append(chemins, rt.Path)
		}
	}
	return chemins
}

// etats reads the states from the filters of the list.
func etats(o *onglet) []string {
	o.t.Helper()
	o.visit("/parcours")
	return eval[[]string](o, `[...new Set([...document.querySelectorAll("main a[href*='etat=']")].map((a) => new URL(a.href).searchParams.get("etat")))].filter(Boolean)`)
}

// linkOf is the id in the first link of a list that says this name.
func (o *onglet) linkOf(liste, nom string) string {
	o.t.Helper()
	o.visit(liste)
	return eval[string](o, `[...document.querySelectorAll("main tbody a[href]")].filter((a) => words(a).includes(arguments[0]))[0].pathname.match(/\d+$/)[0]`, nom)
}

// addToGuide adds something to the guide of the structure, reports and hides
// items of the region, and gives the id of the addition.
func (o *onglet) addToGuide() string {
	o.t.Helper()
	o.visit("/structure/guide/nouveau?modele=opco").fill("", "Organisme", "Uniformation").fill("", "Nom de la personne",
		"Paule Exemple").press("", "Enregistrer")
	o.visit("/structure/guide/nouveau").fill("", "Titre", "Appeler le garage solidaire").fill("",
		"Ce que c'est, et quoi faire", "Il loue une voiture.")
	o.pick("", "Freins auxquels cela répond", "Mobilité").press("", "Enregistrer")
	o.visit("/structure/guide/signaler/RES-02").unfold("", "Ce n'est plus vrai").fill("", "Qu'avez-vous constaté ?",
		"Le lien est mort.").press("", "Signaler")
	o.visit("/structure/guide/signaler/RES-08").unfold("", "Cela ne nous sert pas : masquer").fill("", "Pourquoi le masquer ?",
		"Inutile ici").press("", "Masquer")
	return "2"
}

// preview sends a file, and gives the id of its import.
func (o *onglet) preview(fichier string) string {
	o.t.Helper()
	chemin, err := filepath.Abs(fichier)
	if err != nil {
		o.t.Fatal(err)
	}
	o.visit("/importations/nouvelle").attach("import-fichier", chemin).press("", "Lire ce fichier")
	return strings.TrimPrefix(o.path(), "/importations/")
}

// TestAxeSeesWhatIsWrong: a guard that never bites is no guard.
func TestAxeSeesWhatIsWrong(t *testing.T) {
	t.Parallel()
	o := newMonde(t).visitor(t, 1280)
	o.visit("/connexion")
	eval[bool](o, `(document.querySelector("main").insertAdjacentHTML("beforeend", "<input type='text'><p class='doux'>x</p>"), document.querySelector("p:last-child").style.color = "#eee", true)`)
	eval[bool](o, `(document.querySelector("main").append(document.createElement("h5")), document.querySelector("h5").textContent = "x", true)`)
	fautes := strings.Join(o.runAxe("/connexion", true), "\n")
	for _, regle := range []string{"label: ", "color-contrast: ", "heading-order: "} {
		if !strings.Contains(fautes, regle) {
			t.Errorf("axe does not see a field without a label, a pale text or a title out of order: %s%q", regle, fautes)
		}
	}
}

// TestTheBrowserOverhearsARefusal: so does the ear for the security policy.
func TestTheBrowserOverhearsARefusal(t *testing.T) {
	t.Parallel()
	o := newMonde(t).visitor(t, 1280)
	o.visit("/connexion")
	eval[bool](o, `(document.body.append(Object.assign(document.createElement("script"), { textContent: "1" })), new Image().src = "https://ailleurs.invalid/x.png", true)`)
	entendues := func() int {
		o.mu.Lock()
		defer o.mu.Unlock()
		return len(o.fautes)
	}
	for fin := time.Now().Add(delai); entendues() < 2; <-time.After(15 * time.Millisecond) {
		if time.Now().After(fin) {
			t.Fatalf("an inline script and a picture from elsewhere: the console says %q", o.fautes)
		}
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.fautes, o.ailleurs = nil, nil // heard: no fault of the program
}

// checkAccessible judges the page on both screens, folds open: all that it holds is then in sight. Folds closed it must
// be no wider than the screen either.
func (o *onglet) checkAccessible(adresse string) {
	o.t.Helper()
	fold := func(ouvert bool) {
		eval[bool](o, "(document.querySelectorAll('details').forEach((d) => { d.open = arguments[0]; }), true)", ouvert)
	}
	if o.count("details") > 0 {
		fold(false)
		o.checkWidth(1280, adresse+", folds closed")
		o.checkWidth(390, adresse+", folds closed")
		fold(true)
	}
	o.checkAt(390, adresse, false)
	o.checkAt(1280, adresse, true)
}

// checkAt judges the page as it is, on a screen of this width. Good practices (headings, landmarks) do not depend on it:
// once a page is enough.
func (o *onglet) checkAt(largeur int64, ou string, pratiques bool) {
	o.t.Helper()
	o.checkWidth(largeur, ou)
	for _, f := range o.runAxe(ou, pratiques) {
		o.t.Errorf("%s at %d px: %s", ou, largeur, f)
	}
}

// checkWidth fails when a screen of this width has to be scrolled sideways.
func (o *onglet) checkWidth(largeur int64, ou string) {
	o.t.Helper()
	o.resize(largeur)
	if l := eval[int64](o, "document.documentElement.scrollWidth"); l > largeur {
		o.t.Errorf("%s at %d px: %d px wide, because of %s", ou, largeur, l, eval[[]string](o, `[...document.querySelectorAll("main *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 3).map((e) => e.outerHTML.slice(0, 120))`))
	}
}

var normes = []string{"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"}

// runAxe loads axe where it is not yet. preload would ask the server for the
// style sheet once more, for a rule that is not asked for.
func (o *onglet) runAxe(ou string, pratiques bool) []string {
	o.t.Helper()
	if !eval[bool](o, "typeof axe === 'object'") {
		o.do(chromedp.Evaluate[chromedp.Void](axe.Source + ";0"))
	}
	etiquettes := normes
	if pratiques {
		etiquettes = append(slices.Clone(normes), "best-practice")
	}
	ctx, cancel := context.WithTimeout(o.ctx, delai)
	defer cancel()
	fautes, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](fmt.Sprintf(`axe.run({
			runOnly: { type: "tag", values: %s }, resultTypes: ["violations"], preload: false,
		}).then((r) => r.violations.map((v) => v.id + ": " + v.nodes.slice(0, 3).map((n) => n.target.join(" ") + " — " + n.failureSummary).join(" | ")))`, jsonOf(etiquettes)),
		chromedp.EvalAwaitPromise))
	if err != nil {
		o.t.Fatalf("%s: %v", ou, err)
	}
	return fautes
}

func jsonOf(v any) string {
	b, _ := json.Marshal(v)
	return string(b)
}
