package export

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"parcours.example/internal/parcours"
)

func sample() Feuille {
	sept := int64(7)
	var aucun *int64
	return Feuille{
		Nom: "Résultats",
		Colonnes: []Colonne{
			{Titre: "Nom"}, {Titre: "Entrée", Genre: Jour}, {Titre: "Heures", Genre: Nombre},
			{Titre: "N", Genre: Entier},
		},
		Lignes: [][]any{
			{"=1+1", parcours.NewDate(2026, time.March, 2), 12.5, &sept},
			{"besoin", "en cours", 3, aucun},
			{"+33 6 12 34 56 78", parcours.Date{}},
		},
	}
}

func write(t *testing.T, fs ...Feuille) *excelize.File {
	t.Helper()
	var b bytes.Buffer
	if err := WriteClasseur(&b, fs...); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func TestClasseurKeepsTypes(t *testing.T) {
	t.Parallel()
	f := write(t, sample())
	for _, c := range []struct{ cellule, brut, affiche string }{
		{"A1", "Nom", "Nom"},
		{"A2", "=1+1", "=1+1"},
		{"B2", "46083", "02/03/2026"},
		{"C2", "12.5", "12.5"},
		{"D2", "7", "7"},
		{"A3", "besoin", "besoin"},
		{"B3", "en cours", "en cours"},
		{"C3", "3", "3"},
		{"D3", "", ""}, // a nil pointer
		{"A4", "+33 6 12 34 56 78", "+33 6 12 34 56 78"},
		{"B4", "", ""},
	} {
		if v, _ := f.GetCellValue("Résultats", c.cellule, excelize.Options{RawCellValue: true}); v != c.brut {
			t.Errorf("%s raw = %q, want %q", c.cellule, v, c.brut)
		}
		if v, _ := f.GetCellValue("Résultats", c.cellule); v != c.affiche {
			t.Errorf("%s shown = %q, want %q", c.cellule, v, c.affiche)
		}
	}
	if formule, _ := f.GetCellFormula("Résultats", "A2"); formule != "" {
		t.Errorf("A2 became the formula %q", formule)
	}
	if p, err := f.GetPanes("Résultats"); err != nil || !p.Freeze || p.YSplit != 1 {
		t.Errorf("panes = %+v, %v: the titles must stay in view", p, err)
	}
}

func TestEveryKindOfValueIsWritten(t *testing.T) {
	t.Parallel()
	heures, jour := 1.5, parcours.NewDate(2026, time.March, 2)
	var rien *float64
	for _, c := range []struct{ in, want any }{
		{jour, time.Date(2026, time.March, 2, 0, 0, 0, 0, time.UTC)}, {parcours.Date{}, nil}, {12, 12}, {int64(3), int64(3)},
		{1.5, 1.5}, {&heures, 1.5}, {rien, nil}, {"x", "x"}, {"", nil}, {nil, nil},
	} {
		if got := normalise(c.in); got != c.want {
			t.Errorf("%T %v = %#v, want %#v", c.in, c.in, got, c.want)
		}
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestAFailedWriteIsSaid(t *testing.T) {
	t.Parallel()
	if err := WriteClasseur(brokenWriter{}, sample()); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("xlsx: %v", err)
	}
}

func TestSheetNamesAreAcceptedAndDistinct(t *testing.T) {
	t.Parallel()
	longue := strings.Repeat("é", 40)
	col := []Colonne{{Titre: "A"}}
	f := write(t, Feuille{Nom: "2025/2026 [bilan]", Colonnes: col}, Feuille{Nom: longue, Colonnes: col},
		Feuille{Nom: longue + "bis", Colonnes: col}, Feuille{Nom: "", Colonnes: col}, Feuille{Nom: "feuille", Colonnes: col})
	noms := strings.Join(f.GetSheetList(), "|")
	want := "2025-2026 (bilan)|" + longue[:62] + "|" + longue[:58] + " 2|Feuille|feuille 2"
	if noms != want {
		t.Errorf("names %q\nwant  %q", noms, want)
	}
}

func TestProgrammerMistakesAreErrors(t *testing.T) {
	t.Parallel()
	for nom, fs := range map[string][]Feuille{
		"no sheet":   nil,
		"no column":  {{Nom: "x"}},
		"row longer": {{Nom: "x", Colonnes: []Colonne{{Titre: "A"}}, Lignes: [][]any{{1, 2}}}},
	} {
		var b bytes.Buffer
		if err := WriteClasseur(&b, fs...); err == nil || b.Len() != 0 {
			t.Errorf("%s: err %v, %d bytes written", nom, err, b.Len())
		}
	}
}

func TestControlCharactersDoNotBreakTheFile(t *testing.T) {
	t.Parallel()
	f := write(t, Feuille{Nom: "x", Colonnes: []Colonne{{Titre: "A"}}, Lignes: [][]any{{"a\x00b\x0bc\nd\xff"}}})
	if v, _ := f.GetCellValue("x", "A2"); v != "abc\nd\ufffd" {
		t.Errorf("got %q", v)
	}
}
