package archi

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A run of this many lines written twice is a repetition; spaces, blank lines,
// comments and imports do not count.
const linesOfRun = 6

// repetitions is how many lines stand in such runs today. It may only fall.
const repetitions = 12

// TestNothingIsWrittenTwice counts the lines of hand-written Go that belong to a
// run found somewhere else too.
func TestNothingIsWrittenTwice(t *testing.T) {
	t.Parallel()
	type line struct {
		fichier int
		numero  int
	}
	lus := sources(t)
	vues := map[string][][]line{} // by run
	for i, s := range lus {
		b, err := os.ReadFile(filepath.Join("..", "..", s.chemin))
		if err != nil {
			t.Fatal(err)
		}
		var mots []string
		var ou []line
		apres := 0 // the last line of the imports
		for _, imp := range s.ast.Imports {
			apres = s.jetons.Position(imp.End()).Line + 1
		}
		for n, l := range strings.Split(string(b), "\n") {
			l = strings.Join(strings.Fields(l), " ")
			if n >= apres && l != "" && !strings.HasPrefix(l, "//") {
				mots, ou = append(mots, l), append(ou, line{i, n + 1})
			}
		}
		for j := 0; j+linesOfRun <= len(mots); j++ {
			run := strings.Join(mots[j:j+linesOfRun], "\n")
			vues[run] = append(vues[run], ou[j:j+linesOfRun])
		}
	}
	deux := map[line]bool{}
	endroits := map[string]int{}
	for _, ous := range vues {
		if len(ous) < 2 {
			continue
		}
		for _, l := range slices.Concat(ous...) {
			if !deux[l] {
				deux[l] = true
				endroits[lus[l.fichier].chemin]++
			}
		}
	}
	t.Logf("%d lines stand in runs of %d or more that are written twice: %v", len(deux), linesOfRun, endroits)
	if len(deux) > repetitions {
		t.Errorf("%d lines are written twice, %d at most: %v", len(deux), repetitions, endroits)
	} else if len(deux) < repetitions {
		t.Errorf("%d lines are written twice, fewer than before: write it in repetitions", len(deux))
	}
}
