package archi

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// Lines of Go aim at 120 columns and end before widest, tests included. tooWide is how many still do not: it only goes down.
const (
	widest  = 140
	tooWide = 49
)

func TestLinesAreNotTooWide(t *testing.T) {
	t.Parallel()
	var larges []string
	for _, p := range packages(t) {
		for _, nom := range slices.Concat(p.GoFiles, p.IgnoredGoFiles, p.TestGoFiles, p.XTestGoFiles) {
			if strings.HasSuffix(nom, "_templ.go") {
				continue
			}
			b, err := os.ReadFile(filepath.Join(p.Dir, nom))
			if err != nil {
				t.Fatal(err)
			}
			for i, ligne := range strings.Split(string(b), "\n") {
				if n := utf8.RuneCountInString(ligne); n > widest {
					larges = append(larges, fmt.Sprintf("%s/%s:%d: %d columns", p.nom, nom, i+1, n))
				}
			}
		}
	}
	switch n := len(larges); {
	case n > tooWide:
		t.Errorf("%d lines are wider than %d columns, at most %d may be:\n%s", n, widest, tooWide, strings.Join(larges, "\n"))
	case n < tooWide:
		t.Logf("%d lines are wider than %d columns: lower tooWide (%d)", n, widest, tooWide)
	}
}
