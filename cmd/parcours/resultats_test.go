package main

import (
	"bytes"
	"io"
	"math"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/net/html"

	"parcours.example/internal/demo"
	"parcours.example/internal/testdb"
)

// TestPageWorkbookAndAPISayTheSameFigures, on the demo cast and for two periods:
// a directeur who quotes one is not contradicted by another.
func TestPageWorkbookAndAPISayTheSameFigures(t *testing.T) {
	t.Parallel()
	s := start(t, env{"DATABASE_URL": testdb.NewEmpty(t), "PARCOURS_AUJOURDHUI": "2026-03-02"}, "run")
	defer s.stop()
	const qui = "directeur@aci.demo"
	s.signIn(qui, demo.MotDePasse)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	navigateur := &http.Client{Jar: jar}
	rep, err := navigateur.PostForm(s.url+"/connexion", url.Values{"email": {qui}, "mot_de_passe": {demo.MotDePasse}})
	if err != nil {
		t.Fatal(err)
	}
	rep.Body.Close()
	for _, periode := range []string{"?debut=2025-03-03&fin=2026-03-02", "?debut=2025-09-01&fin=2026-01-15"} {
		classeur := readWorkbook(t, fetch(t, navigateur, s.url+"/rapports/resultats.xlsx"+periode))
		page := readTexts(t, fetch(t, navigateur, s.url+"/rapports/resultats"+periode))
		indicateurs, _ := s.want(200, "GET", "/rapports/resultats"+periode, nil)["indicateurs"].([]any)
		if len(indicateurs) < 10 {
			t.Fatalf("%d indicators", len(indicateurs))
		}
		for _, x := range indicateurs {
			i := x.(map[string]any)
			lignes := []map[string]any{{"numerateur": i["numerateur"], "denominateur": i["denominateur"], "valeur": i["valeur"], "libelle": ""}}
			parts, _ := i["ventilation"].([]any)
			for _, p := range parts {
				lignes = append(lignes, p.(map[string]any))
			}
			for _, l := range lignes {
				nom := i["libelle"].(string) + "|" + l["libelle"].(string)
				feuille, ok := classeur[nom]
				if !ok && l["libelle"] == "" && i["non_detaille"] == true {
					feuille, ok = classeur[i["libelle"].(string)+"|Moins de 5 personnes : non détaillé"]
				}
				if !ok {
					t.Errorf("%s: not in the workbook", nom)
					continue
				}
				for k, champ := range []string{"numerateur", "denominateur", "valeur"} {
					if !same(l[champ], feuille[k], champ == "valeur" && i["unite"] == "pourcent") {
						t.Errorf("%s %s: the API says %v, the workbook %q", nom, champ, l[champ], feuille[k])
					}
				}
			}
			for _, dit := range onPage(i) {
				if !strings.Contains(page, dit) {
					t.Errorf("%s: the page does not say %q", i["code"], dit)
				}
			}
		}
	}
}

// enTableau are the indicators that the page shows line by line.
var enTableau = []string{"entonnoir", "parcours_par_etat", "abandons", "situations", "financements"}

// onPage is how the page writes a figure: its title then its value, or each line
// of its breakdown.
func onPage(i map[string]any) []string {
	titre, _ := i["libelle"].(string)
	if slices.Contains(enTableau, i["code"].(string)) {
		dits := []string{titre}
		parts, _ := i["ventilation"].([]any)
		for _, x := range parts {
			p := x.(map[string]any)
			n, _ := p["numerateur"].(float64)
			dits = append(dits, p["libelle"].(string)+" "+french(n)) // a number, whatever the unit of the whole
		}
		return dits
	}
	if v, connu := i["valeur"].(float64); connu {
		return []string{titre + " " + written(i["unite"], v)}
	}
	return []string{titre + " –"}
}

func written(unite any, v float64) string {
	switch unite {
	case "pourcent":
		return french(math.Round(v*100)) + " %"
	case "heures":
		return french(v) + " h"
	case "jours":
		return french(v) + " jour"
	}
	return french(v)
}

// french writes a number as the pages do: « 1 240,5 ».
func french(v float64) string {
	texte := strings.Replace(strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64), ".", ",", 1)
	entier, reste, virgule := strings.Cut(texte, ",")
	for i := len(entier) - 3; i > 0; i -= 3 {
		entier = entier[:i] + " " + entier[i:]
	}
	if virgule {
		entier += "," + reste
	}
	return entier
}

// same compares a number of the API with a cell: what is not known is empty.
func same(v any, cellule string, pourcent bool) bool {
	n, connu := v.(float64)
	if !connu {
		return cellule == ""
	}
	lu, err := strconv.ParseFloat(cellule, 64)
	if pourcent {
		n = math.Floor(n*1000+0.5) / 10
	}
	return err == nil && math.Abs(lu-n) < 0.005
}

// readWorkbook gives numerator, denominator and value by « figure|line ».
func readWorkbook(t *testing.T, b []byte) map[string][3]string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lignes, err := f.GetRows("Indicateurs", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	lus := map[string][3]string{}
	for _, l := range lignes {
		for len(l) < 5 {
			l = append(l, "")
		}
		lus[l[0]+"|"+l[1]] = [3]string{l[2], l[3], l[4]}
	}
	return lus
}

// readTexts is what a person reads on a page, spaces joined.
func readTexts(t *testing.T, b []byte) string {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	var mots strings.Builder
	for n := range doc.Descendants() {
		if n.Type == html.TextNode {
			mots.WriteString(n.Data + " ")
		}
	}
	return strings.Join(strings.Fields(strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(mots.String())), " ")
}

func fetch(t *testing.T, c *http.Client, adresse string) []byte {
	t.Helper()
	rep, err := c.Get(adresse)
	if err != nil {
		t.Fatal(err)
	}
	defer rep.Body.Close()
	b, err := io.ReadAll(rep.Body)
	if err != nil || rep.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d %v", adresse, rep.StatusCode, err)
	}
	return b
}
