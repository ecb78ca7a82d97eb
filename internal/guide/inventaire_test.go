package guide_test

import (
	"os"
	"sort"
	"strings"
	"testing"
)

// inventaire reads the expected ids.
func inventaire(t *testing.T) []string {
	t.Helper()
	texte, err := os.ReadFile("testdata/inventaire.txt")
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, l := range strings.Split(string(texte), "\n") {
		if l != "" && !strings.HasPrefix(l, "#") {
			ids = append(ids, l)
		}
	}
	return ids
}

// The counts of the inventory: the list itself is checked against them, so that
// nobody shortens it to make the next test pass.
var effectifs = map[string]int{
	"ACT": 28, "BP": 19, "CAS": 2, "CHF": 7, "CHK": 6, "CTC": 30, "DIS": 20, "ENJ": 8, "ETP": 11, "FIN": 9,
	"FRE": 13, "GLO": 38, "IMP": 6, "LIE": 3, "NET": 6, "OPC": 59, "ORI": 8, "RES": 42, "RSX": 10, "SIT": 6,
	"SOL": 36, "SSO": 5, "STP": 9, "SUB": 16, "TYP": 5,
}

func TestInventaireHasTheRightCounts(t *testing.T) {
	t.Parallel()
	compte := map[string]int{}
	ids := inventaire(t)
	for _, id := range ids {
		prefixe, _, _ := strings.Cut(id, "-")
		compte[prefixe]++
	}
	if len(ids) != 402 {
		t.Errorf("inventory: %d ids, want 402", len(ids))
	}
	for prefixe, n := range effectifs {
		if compte[prefixe] != n {
			t.Errorf("%s: %d ids, want %d", prefixe, compte[prefixe], n)
		}
	}
}

func TestWholeInventaireIsLoaded(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	var manquent []string
	for _, id := range inventaire(t) {
		if _, ok := g.Find(id); !ok {
			manquent = append(manquent, id)
		}
	}
	sort.Strings(manquent)
	if len(manquent) > 0 {
		t.Errorf("%d of the 402 items are missing: %s", len(manquent), strings.Join(manquent, " "))
	}
}
