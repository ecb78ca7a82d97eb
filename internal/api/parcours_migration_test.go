package api

import (
	stdcmp "cmp"
	"compress/gzip"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parcours.example/internal/auth"
	"parcours.example/internal/postgres"
	"parcours.example/internal/testdb"
)

// version13 is the last version that kept facts in the columns of a try: its demonstration,
// with lives of every kind besides, and what its API told of them.
const version13 = 13

func unzip(t *testing.T, nom string) []byte {
	t.Helper()
	f, err := os.Open("testdata/" + nom + ".gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	lu, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return lu
}

// TestAFilledDatabaseOfTheVersionBeforeTellsTheSame: every list, file and report that
// version 13 told is told again once its database is migrated, but where it was wrong.
func TestAFilledDatabaseOfTheVersionBeforeTellsTheSame(t *testing.T) {
	t.Parallel()
	hache, err := auth.NewMotsDePasse(auth.CoutTest).Hash(testdb.MotDePasse)
	if err != nil {
		t.Fatal(err)
	}
	url := testdb.NewFilled(t, version13, string(unzip(t, "version13.sql"))+
		"UPDATE public.utilisateur SET mot_de_passe = '"+hache+"'")
	if _, err := postgres.Migrate(t.Context(), url, nil); err != nil {
		t.Fatal(err)
	}
	e := newEssaiOn(t, &testdb.Decor{DB: testdb.OpenURL(t, url, nil), URL: url})
	// What SQL cannot read, the program reads: a second reading finds nothing else.
	for _, premiere := range []bool{true, false} {
		if n, ecarts, err := e.app.ReadEcheances(t.Context()); err != nil || n == 0 || (ecarts > 0) != premiere {
			t.Errorf("%d people read: %d differences, %v", n, ecarts, err)
		}
	}
	var avant map[string]struct {
		Parcours, Salaries  objet
		Dossiers, Resultats map[string]objet
	}
	if err := json.Unmarshal(unzip(t, "version13.json"), &avant); err != nil {
		t.Fatal(err)
	}
	for siae, dit := range avant {
		c := e.as(t, "directeur@"+siae+".demo")
		same := func(chemin string, avant objet) {
			t.Helper()
			lu := c.do(get, chemin, nil).want(http.StatusOK).corps
			if d := cmp.Diff(avant, lu, cmp.FilterPath(isLater, cmp.Ignore())); d != "" {
				t.Errorf("%s: GET %s (- before, + now)\n%s", siae, chemin, d)
			}
		}
		same("/parcours?par_page=200&tri=etat", dit.Parcours)
		same("/salaries?par_page=200", dit.Salaries)
		for _, id := range slices.Sorted(maps.Keys(dit.Dossiers)) {
			same("/parcours/"+id, dit.Dossiers[id])
			impactsNameTheirStay(t, c.do(get, "/parcours/"+id, nil).want(http.StatusOK))
		}
		for _, periode := range slices.Sorted(maps.Keys(dit.Resultats)) {
			debut, fin, _ := strings.Cut(periode, " ")
			if siae == "aci" && !strings.HasPrefix(fin, "2024") {
				countOnce(t, dit.Resultats[periode])
			}
			same("/rapports/resultats?debut="+debut+"&fin="+fin, dit.Resultats[periode])
		}
		yearsAddUp(t, c)
	}
}

// impactsNameTheirStay: one that went to its term on a day before.
func impactsNameTheirStay(t *testing.T, f *reponseEssai) {
	t.Helper()
	for _, i := range f.liste("impacts") {
		if !slices.ContainsFunc(f.liste("presences"), func(x any) bool {
			fin, _ := x.(objet)["date_fin"].(string)
			return x.(objet)["numero"] == i.(objet)["presence"] && fin != "" && fin <= i.(objet)["date"].(string)
		}) {
			t.Errorf("%v: no stay of the impact %v", f.corps["id"], i)
		}
	}
}

// countOnce takes out of a report the money that was wrong there: 2,000 € of a training
// entered in 2024, put off and entered again in 2025, counted in both years.
func countOnce(t *testing.T, rapport objet) {
	t.Helper()
	f := figure(t, rapport, "financements")
	parts := f["ventilation"].([]any)
	i := slices.IndexFunc(parts, func(p any) bool { return p.(objet)["code"] == "pic_iae" })
	for _, o := range []objet{f, parts[i].(objet)} {
		for _, montant := range []string{"numerateur", "denominateur", "valeur"} {
			o[montant] = o[montant].(float64) - 2000
		}
	}
	slices.SortStableFunc(parts, func(a, b any) int {
		return -stdcmp.Compare(a.(objet)["valeur"].(float64), b.(objet)["valeur"].(float64))
	})
}

func figure(t *testing.T, rapport objet, code string) objet {
	t.Helper()
	figures := rapport["indicateurs"].([]any)
	i := slices.IndexFunc(figures, func(f any) bool { return f.(objet)["code"] == code })
	if i < 0 {
		t.Fatalf("the report has no figure %s", code)
	}
	return figures[i].(objet)
}

// yearsAddUp: what is counted in one year is counted in no other.
func yearsAddUp(t *testing.T, c *client) {
	t.Helper()
	sum := func(debut, fin, code string) float64 {
		n, _ := figure(t, c.do(get, "/rapports/resultats?debut="+debut+"&fin="+fin, nil).want(http.StatusOK).corps, code)["numerateur"].(float64)
		return n
	}
	for _, code := range []string{"entrees", "fins", "heures", "abandons", "financements", "entonnoir"} {
		une, autre := sum("2024-01-01", "2024-12-31", code), sum("2025-01-01", "2025-12-31", code)
		if deux := sum("2024-01-01", "2025-12-31", code); une+autre != deux || deux == 0 {
			t.Errorf("%s: %v in 2024, %v in 2025, %v in both", code, une, autre, deux)
		}
	}
}

// isLater leaves out what the version before did not tell, and the words of a figure.
func isLater(p cmp.Path) bool {
	m, ok := p.Last().(cmp.MapIndex)
	if !ok {
		return false
	}
	dit, _ := m.Values()
	return !dit.IsValid() || m.Key().String() == "definition"
}
