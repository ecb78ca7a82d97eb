package pages

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"parcours/migrations"
)

// TestHistoriqueNamesEveryColumn fails when a column of a parcours was added
// without its words: the history would show it as the database writes it.
func TestHistoriqueNamesEveryColumn(t *testing.T) {
	sql := ""
	fichiers, err := fs.Glob(migrations.FS, "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range fichiers {
		b, err := fs.ReadFile(migrations.FS, f)
		if err != nil {
			t.Fatal(err)
		}
		sql += string(b)
	}
	tables := regexp.MustCompile(`(?s)CREATE TABLE (\w+) \(\n(.*?)\n\);`)
	colonne := regexp.MustCompile(`(?m)^    ([a-z_]+) +(?:bigint|text|date|integer|boolean|jsonb|numeric|timestamptz)`)
	vues := 0
	for _, table := range tables.FindAllStringSubmatch(sql, -1) {
		if !strings.Contains(table[2], "parcours_id") && table[1] != "parcours" || table[1] == "historique" {
			continue
		}
		if choses[table[1]].nom == "" {
			t.Errorf("table %s has no name in the history", table[1])
		}
		for _, c := range colonne.FindAllStringSubmatch(table[2], -1) {
			vues++
			if colonnes[c[1]] == "" && !champsMuets[c[1]] {
				t.Errorf("column %s.%s has no name in the history", table[1], c[1])
			}
		}
	}
	if vues < 60 {
		t.Fatalf("only %d columns read from the migrations: the test has gone blind", vues)
	}
}
