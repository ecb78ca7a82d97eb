package pages

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"parcours.example/internal/parcours"
	"parcours.example/migrations"
)

// TestHistoriqueHasWordsForEveryWarning: a warning of the machine that is not
// named here would be read as a code.
func TestHistoriqueHasWordsForEveryWarning(t *testing.T) {
	t.Parallel()
	for _, tr := range parcours.Machine {
		for _, r := range tr.Avertissements {
			if _, ok := pointsAttention.Find(r.Code); !ok {
				t.Errorf("%s warns of %s, which has no name in the history", tr.Code, r.Code)
			}
		}
	}
}

func TestHistoriqueReadsAnswersAsTheyWereAsked(t *testing.T) {
	t.Parallel()
	l := HistoriqueLigne{Table: "passage", Apres: []byte(`{"transition": "abandonner"}`)}
	got := l.word("champs", map[string]any{"motifs": "famille,mobilite", "heures": "52", "date_abandon": "2026-02-18"})
	if want := "Heures réalisées : 52 ; Motifs : Famille · Mobilité ; abandon le : 18/02/2026"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for champs, want := range map[string]string{"7,5": "Heures réalisées : 7,5", "35": "Heures réalisées : 35"} {
		if got := l.word("champs", map[string]any{"heures": champs}); got != want {
			t.Errorf("hours: got %q, want %q", got, want)
		}
	}
	repris := HistoriqueLigne{Table: "passage", Apres: []byte(`{"transition": "reprendre"}`)}
	if got := repris.word("champs", map[string]any{"motif": "doublon", "origine": "plie"}); got != "Motif : Doublon ; origine : Référent PLIE" {
		t.Errorf("a parcours taken over: %q", got)
	}
	if got := l.word("controles", map[string]any{"venu": "oui"}); got != "Le salarié est venu sur le lieu de formation : oui" {
		t.Errorf("the entry check: %q", got)
	}
	if got := l.word("avertissements", []any{"sans_bilan"}); got != "pas d'échange de bilan" {
		t.Errorf("a warning: %q", got)
	}
}

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
		if !strings.Contains(table[2], "parcours_id") && !strings.Contains(table[2], "salarie_id") && table[1] != "parcours" && table[1] != "salarie" || table[1] == "historique" {
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
	for _, ajout := range regexp.MustCompile(`ALTER TABLE (\w+) ADD COLUMN (\w+)`).FindAllStringSubmatch(sql, -1) {
		if choses[ajout[1]].nom != "" && colonnes[ajout[2]] == "" && !champsMuets[ajout[2]] {
			t.Errorf("column %s.%s, added later, has no name in the history", ajout[1], ajout[2])
		}
	}
	if vues < 60 {
		t.Fatalf("only %d columns read from the migrations: the test has gone blind", vues)
	}
}
