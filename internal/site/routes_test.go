package site

import (
	"cmp"
	"flag"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
	"go.yaml.in/yaml/v3"
)

var update = flag.Bool("update", os.Getenv("UPDATE_GOLDEN") != "", "rewrite the golden files")

const routesGolden = "testdata/routes.golden"

// TestTableOfContentsIsTheOneThatWasRead: the routes are declared file by file;
// whoever reviews a change sees here, in one place, what is open to whom.
func TestTableOfContentsIsTheOneThatWasRead(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	for _, r := range sortedTable() {
		fmt.Fprintf(&b, "%-4s  %-54s  %-24s  %s\n", r.Methode, r.Chemin, r.Acces, r.Nom)
	}
	for _, code := range slices.Sorted(maps.Keys(phrases)) {
		fmt.Fprintf(&b, "said  %-54s  %s\n", code, phrases[code])
	}
	if *update {
		if err := os.WriteFile(routesGolden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	lu, err := os.ReadFile(routesGolden)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() == string(lu) {
		return
	}
	voulues, eues := slices.Collect(strings.Lines(string(lu))), slices.Collect(strings.Lines(b.String()))
	for _, l := range voulues {
		if !slices.Contains(eues, l) {
			t.Errorf("nobody declares any more: %s", l)
		}
	}
	for _, l := range eues {
		if !slices.Contains(voulues, l) {
			t.Errorf("new: %s", l)
		}
	}
	t.Fatalf("%s is stale. If the change is meant: go test ./internal/site -run TableOfContents -update, "+
		"and read the diff: is each page open to the right people?", routesGolden)
}

func TestEverySentenceOfADeedIsWholeAndDeclaredOnce(t *testing.T) {
	t.Parallel()
	panics := func(fn func(), cri string) (panicked bool) {
		defer func() { panicked = strings.HasPrefix(fmt.Sprint(recover()), cri) }()
		fn()
		return false
	}
	for code, texte := range phrases {
		if strings.Contains(code, "-") || !strings.HasSuffix(texte, ".") {
			t.Errorf("%q says %q", code, texte)
		}
		if !panics(phrase{code, texte}.keep, "site: two sentences") {
			t.Errorf("%q may be declared twice", code)
		}
	}
	if len(phrases) < 40 || !panics(func() { new(Request).leaveAnnonce("inconnue") }, "site: no sentence") {
		t.Errorf("%d sentences, or a deed may say what nobody declares", len(phrases))
	}
}

// TestNoRouteDependsOnTheOrderOfFiles: whichever is declared first, an address
// leads to the same page, and two files do not declare the same one.
func TestNoRouteDependsOnTheOrderOfFiles(t *testing.T) {
	t.Parallel()
	vers := sortedTable()
	envers := slices.Clone(vers)
	slices.Reverse(envers)
	for _, ordre := range [][]route{vers, envers} {
		r := gin.New()
		for _, rt := range ordre {
			r.Handle(rt.Methode, rt.Chemin, func(g *gin.Context) { g.String(http.StatusOK, rt.Chemin) })
		}
		for _, rt := range vers {
			w := httptest.NewRecorder()
			r.ServeHTTP(w, httptest.NewRequest(rt.Methode, strings.ReplaceAll(rt.Chemin, ":", "x"), nil))
			if w.Body.String() != rt.Chemin {
				t.Errorf("%s %s leads to %q", rt.Methode, rt.Chemin, w.Body)
			}
		}
	}
}

// parAPI are the acts of a page that have another address in the API, with the operation
// that does the same.
var parAPI = map[string]string{
	"POST /changer-siae":                                    "POST /moi/siae",
	"POST /groupes/:id":                                     "PATCH /groupes/{id}",
	"POST /parcours/:id/groupe":                             "PUT /parcours/{id}/groupe",
	"POST /organismes/:id":                                  "PATCH /organismes/{id}",
	"POST /observations/:id":                                "POST /salaries/{id}/observations",
	"POST /parcours/:id/corriger/:objet/:ligne":             "POST /parcours/{id}/corrections",
	"POST /salaries/:id/corriger/:objet/:ligne":             "POST /salaries/{id}/corrections",
	"POST /parcours/:id/conseils/:item":                     "PUT /parcours/{id}/conseils/{item}",
	"POST /parcours/:id/financements/:ligne/suppression":    "DELETE /parcours/{id}/financements/{ligne}",
	"POST /parcours/:id/formation":                          "PUT /parcours/{id}/formation",
	"POST /parcours/:id/freins":                             "POST /salaries/{id}/freins",
	"POST /parcours/:id/freins-gestion":                     "PUT /parcours/{id}/freins-gestion",
	"POST /parcours/:id/freins/:frein":                      "PATCH /freins/{id}",
	"POST /parcours/:id/non-presentation":                   "POST /parcours/{id}/non-presentations",
	"POST /parcours/:id/pieces/:piece":                      "PUT /parcours/{id}/pieces/{piece}",
	"POST /parcours/:id/rectification":                      "POST /parcours/{id}/transitions", // rectifier
	"POST /parcours/:id/securisation":                       "PUT /parcours/{id}/securisation/{code}",
	"POST /salaries/:id":                                    "PATCH /salaries/{id}",
	"POST /salaries/:id/confier":                            "PATCH /salaries/{id}", // cip_id
	"POST /salaries/:id/encadrants":                         "PATCH /salaries/{id}",
	"POST /salaries/:id/freins/:frein":                      "PATCH /freins/{id}",
	"POST /salaries/:id/separer":                            "DELETE /salaries/{id}/rapprochement",
	"POST /salaries/:id/reprise":                            "POST /salaries/{id}/parcours", // with etat
	"POST /structure":                                       "PATCH /siae",
	"POST /structure/guide/ajouts":                          "POST /guide/ajouts",
	"POST /structure/guide/ajouts/:ajout":                   "PUT /guide/ajouts/{id}",
	"POST /structure/guide/ajouts/:ajout/retrait":           "DELETE /guide/ajouts/{id}",
	"POST /structure/guide/signalements/:signalement/levee": "DELETE /guide/signalements/{id}",
	"POST /structure/guide/signaler/:item":                  "POST /guide/signalements",
	"POST /structure/territoire/notes":                      "PUT /siae/territoire/notes/{rubrique}",
	"POST /structure/territoire/zones":                      "PUT /siae/territoire/zones",
}

// sansAPI are what a page sends and the API has no use for, with the reason.
var sansAPI = map[string]string{
	"POST /recherche": "nothing is written: a name stands in no address of a page; lists of the API take q",
}

// TestTheAPIDoesAllThatThePagesDo: each form that is sent has its operation, at the same
// address or at the one of parAPI.
func TestTheAPIDoesAllThatThePagesDo(t *testing.T) {
	t.Parallel()
	brut, err := os.ReadFile("../api/openapi.yaml") // fresh: a test of internal/api sees to it
	if err != nil {
		t.Fatal(err)
	}
	var document struct{ Paths map[string]map[string]any }
	if err := yaml.Unmarshal(brut, &document); err != nil {
		t.Fatal(err)
	}
	has := func(operation string) bool {
		methode, chemin, _ := strings.Cut(operation, " ")
		return document.Paths[chemin][strings.ToLower(methode)] != nil
	}
	envois := map[string]bool{}
	for _, r := range table {
		acte := r.Methode + " " + r.Chemin
		if r.Methode != http.MethodPost {
			continue
		}
		envois[acte] = true
		memeAdresse := has(parametre.ReplaceAllString(acte, "{$1}"))
		switch ailleurs := parAPI[acte]; {
		case memeAdresse && (ailleurs != "" || sansAPI[acte] != ""):
			t.Errorf("%s has its operation at the same address: take its line out of parAPI or sansAPI", acte)
		case memeAdresse, sansAPI[acte] != "":
		case ailleurs == "":
			t.Errorf("a page sends %s (%s), which no operation of the API does. Declare one in internal/api that calls the same deed, "+
				"and name it in parAPI if its address is another; if the API has no use for it, say why in sansAPI", acte, r.Nom)
		case !has(ailleurs):
			t.Errorf("%s is said to be done by %s, which the API does not have", acte, ailleurs)
		}
	}
	for acte := range parAPI {
		if !envois[acte] {
			t.Errorf("no page sends %s any more: take its line out of parAPI", acte)
		}
	}
	for acte := range sansAPI {
		if !envois[acte] {
			t.Errorf("no page sends %s any more: take its line out of sansAPI", acte)
		}
	}
}

var parametre = regexp.MustCompile(`:([a-z]+)`)

func sortedTable() []route {
	return slices.SortedFunc(slices.Values(table), func(a, b route) int {
		return cmp.Or(cmp.Compare(a.Chemin, b.Chemin), cmp.Compare(a.Methode, b.Methode))
	})
}
