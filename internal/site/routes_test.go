package site

import (
	"cmp"
	"flag"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
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

func sortedTable() []route {
	return slices.SortedFunc(slices.Values(table), func(a, b route) int {
		return cmp.Or(cmp.Compare(a.Chemin, b.Chemin), cmp.Compare(a.Methode, b.Methode))
	})
}
