package importation

import (
	"archive/zip"
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"parcours.example/internal/parcours"
)

var aujourdhui = parcours.NewDate(2026, time.November, 24)

func date(annee, mois, jour int) parcours.Date {
	return parcours.NewDate(annee, time.Month(mois), jour)
}

// realFile is the public demonstration export of the hiring platform.
func realFile(t testing.TB) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/export-candidatures.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// workbook builds an XLSX in memory; values keep their Go type.
func workbook(t testing.TB, rows ...[]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, r := range rows {
		if err := f.SetSheetRow("Sheet1", Reference(0, i+1), &r); err != nil {
			t.Fatal(err)
		}
	}
	return save(t, f)
}

func save(t testing.TB, f *excelize.File) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// archive builds a zip: name, content, name, content…
func archive(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		p, err := w.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func read(t testing.TB, contenu []byte) *Feuille {
	t.Helper()
	f, err := Read(bytes.NewReader(contenu), "fichier")
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// extract reads a small CSV whose titles are recognised.
func extract(t testing.TB, csv string) []Ligne {
	t.Helper()
	f := read(t, []byte(csv))
	r := Recognize(f.Entetes)
	if r.NeedsHelp() {
		t.Fatalf("titles %q not recognised: %+v", f.Entetes, r)
	}
	return Extract(f, r.Correspondance, aujourdhui)
}

// refusal asserts that reading fails with a sentence that holds every fragment.
func refusal(t *testing.T, contenu []byte, fragments ...string) {
	t.Helper()
	f, err := Read(bytes.NewReader(contenu), "salaries.xlsx")
	es := parcours.ErreursOf(err)
	if len(es) != 1 {
		t.Fatalf("got %v, %v; want one refusal", f, err)
	}
	if es[0].Code != parcours.Invalide || es[0].Champ != "fichier" {
		t.Errorf("refusal %+v: want invalide beside « fichier »", es[0])
	}
	for _, x := range fragments {
		if !strings.Contains(strings.ReplaceAll(es[0].Message, "\u202f", " "), x) {
			t.Errorf("message %q does not say %q", es[0].Message, x)
		}
	}
}
