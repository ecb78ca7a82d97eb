package guide_test

import (
	"flag"
	"os"
	"strings"
	"testing"
)

var (
	update = flag.Bool("update", false, "rewrite the golden files")
	// The text of 2023 is not ours to ship whole. Whoever has it may check, or with
	// -update rewrite, what testdata keeps of it.
	texte2023 = flag.String("texte", "", "the guide's text, one file of 1,271 lines")
)

// compare holds a text to its golden file: a change must be seen, and read, in
// review.
func compare(t *testing.T, fichier, texte string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(fichier, []byte(texte), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	b, err := os.ReadFile(fichier)
	if err != nil {
		t.Fatal(err)
	}
	voulu, eu := strings.Split(string(b), "\n"), strings.Split(texte, "\n")
	for i := range max(len(voulu), len(eu)) {
		var v, e string
		if i < len(voulu) {
			v = voulu[i]
		}
		if i < len(eu) {
			e = eu[i]
		}
		if v != e {
			t.Errorf("%s, line %d:\nwant %q\n got %q\nIf the change is meant: go test ./internal/guide -update, and read "+
				"the diff.", fichier, i+1, v, e)
			return
		}
	}
}
