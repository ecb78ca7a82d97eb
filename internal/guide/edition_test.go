package guide_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"parcours.example/internal/guide"
)

func TestEditionOfTheGuideIsReadAndSaid(t *testing.T) {
	t.Parallel()
	g, err := load(map[string]string{"05.yaml": bon})
	if err != nil {
		t.Fatal(err)
	}
	if got := g.Edition(); got != (guide.Edition{Numero: 3, Date: "2027-01", Titre: "Guide d'essai"}) {
		t.Errorf("edition: %+v", got)
	}
	if got := g.With(guide.Surcharge{}).Edition(); got != g.Edition() {
		t.Errorf("a SIAE reads edition %+v, the region's is %+v", got, g.Edition())
	}
	for date, want := range map[string]string{"2027-01": "janv. 2027", "2026-02": "févr. 2026",
		"2026-08": "août 2026", "2026-11": "nov. 2026", "2026-12": "déc. 2026"} {
		e := guide.Edition{Numero: 12, Date: date, Titre: "Guide régional 2023"}
		if got, want := e.Libelle(), "Guide régional 2023, mise à jour n° 12 ("+want+")"; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if e := embedded(t).Edition(); e.Numero < 1 || !strings.Contains(e.Titre, "2023") {
		t.Errorf("the guide that is shipped: %+v", e)
	}
}

func TestLoaderRefusesABadEditionWithFileAndLine(t *testing.T) {
	t.Parallel()
	for nom, c := range map[string]struct {
		texte string
		ligne int
		dit   string
	}{
		"no number":         {"date: \"2026-11\"\ntitre: T\n", 1, "attendu un nombre entier"},
		"number zero":       {"date: \"2026-11\"\nnumero: 0\ntitre: T\n", 2, "attendu un nombre entier"},
		"negative number":   {"numero: -1\ndate: \"2026-11\"\ntitre: T\n", 1, "attendu un nombre entier"},
		"number in letters": {"\nnumero: un\ndate: \"2026-11\"\ntitre: T\n", 2, "valeur inattendue « un »"},
		"half a number":     {"numero: 1.5\ndate: \"2026-11\"\ntitre: T\n", 1, "attendu un nombre entier"},
		"no date":           {"numero: 1\ntitre: T\n", 1, "date «  »"},
		"a year alone":      {"numero: 1\ndate: \"2026\"\ntitre: T\n", 2, "date « 2026 » : attendu le mois"},
		"a month too many":  {"numero: 1\ndate: 2026-13\ntitre: T\n", 2, "« 2026-13 »"},
		"no title":          {"numero: 1\ndate: 2026-11\n", 1, "« titre » manque"},
		"an empty title":    {"numero: 1\ndate: 2026-11\ntitre: \" \"\n", 3, "« titre » manque"},
		"unknown field":     {"numero: 1\ndate: 2026-11\ntitre: T\nauteur: Moi\n", 4, "champ inconnu « auteur »"},
		"an empty file":     {"", 1, "attendu un nombre entier"},
		"two documents":     {"numero: 1\ndate: 2026-11\ntitre: T\n---\nnumero: 2\n", 5, "« --- »"},
	} {
		t.Run(nom, func(t *testing.T) {
			t.Parallel()
			_, err := load(map[string]string{"05.yaml": bon, "edition.yaml": c.texte})
			wantDefaut(t, err, fmt.Sprintf("edition.yaml:%d : ", c.ligne), c.dit)
		})
	}
}

// wantDefaut wants this defect, there, among those of a refusal.
func wantDefaut(t *testing.T, err error, lieu, dit string) {
	t.Helper()
	var defauts guide.Defauts
	if !errors.As(err, &defauts) {
		t.Fatalf("accepted, or another error: %v", err)
	}
	if !slices.ContainsFunc(defauts, func(d guide.Defaut) bool {
		return strings.HasPrefix(d.Error(), lieu) && strings.Contains(d.Message, dit)
	}) {
		t.Errorf("want %s… %s, got:\n%v", lieu, dit, err)
	}
}

func TestAGuideHasOneEdition(t *testing.T) {
	t.Parallel()
	_, err := guide.Load(fstest.MapFS{"05.yaml": {Data: []byte(bon)}})
	wantDefaut(t, err, "edition.yaml:1 : ", "ce fichier manque")
	_, err = load(map[string]string{"05.yaml": bon, "vieux/edition.yaml": bonneEdition})
	wantDefaut(t, err, "vieux/edition.yaml:1 : ", "déjà une édition (edition.yaml)")
	if _, err := guide.Load(fstest.MapFS{"guide/05.yaml": {Data: []byte(bon)},
		"guide/edition.yaml": {Data: []byte(bonneEdition)}}); err != nil {
		t.Errorf("a guide one folder below: %v", err)
	}
}

// What stands after « --- » would never be shown: nobody would know.
func TestLoaderReadsOneDocumentPerFile(t *testing.T) {
	t.Parallel()
	_, err := load(map[string]string{"05.yaml": bon + "---\nitems: []\n"})
	wantDefaut(t, err, "05.yaml:15 : ", "« --- »")
}

func TestItemsKnowWhereTheyAreWritten(t *testing.T) {
	t.Parallel()
	g, err := load(map[string]string{"05.yaml": bon})
	if err != nil {
		t.Fatal(err)
	}
	for id, ligne := range map[string]int{"ETP-05": 3, "FIN-01": 8} {
		if it := item(t, g, id); it.Fichier() != "05.yaml" || it.Ligne() != ligne {
			t.Errorf("%s stands in %s:%d, want 05.yaml:%d", id, it.Fichier(), it.Ligne(), ligne)
		}
	}
}
