package site_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"parcours.example/internal/app"
	"parcours.example/internal/auth"
	"parcours.example/internal/demo"
	"parcours.example/internal/parcours"
	"parcours.example/internal/testdb"
)

// newMondeDemo is the site over the cast of the demo.
func newMondeDemo(t testing.TB) *monde {
	t.Helper()
	m := &monde{Decor: &testdb.Decor{DB: testdb.Open(t)}, horloge: &horloge{}, log: &bytes.Buffer{}}
	m.horloge.t.Store(time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC).UnixNano())
	jetons, err := auth.NewJetons("un secret d'essai assez long pour signer")
	if err != nil {
		t.Fatal(err)
	}
	m.app = app.New(app.Options{
		DB: m.DB, Jetons: jetons, MotsDePasse: auth.NewMotsDePasse(auth.CoutTest), Guide: leGuide(t),
		Maintenant: m.horloge.now, Aujourdhui: func() parcours.Date { return aujourdhui },
	})
	if err := demo.Load(t.Context(), m.app, aujourdhui); err != nil {
		t.Fatal(err)
	}
	m.serve(t)
	return m
}

// asDemo is somebody of the demo, signed in.
func (m *monde) asDemo(t testing.TB, email string) *personne {
	t.Helper()
	p := m.visitor(t)
	if r := p.post("/connexion", "email", email, "mot_de_passe", demo.MotDePasse); r.status != http.StatusSeeOther {
		t.Fatalf("sign-in of %s: %d\n%s", email, r.status, r.text())
	}
	return p
}

const annee = "?debut=2025-03-03&fin=2026-03-02"

func TestDirecteurReadsResultats(t *testing.T) {
	t.Parallel()
	m := newMondeDemo(t)
	p := m.asDemo(t, "directeur@aci.demo")
	r := p.get("/rapports/resultats"+annee).wants(200, "Du 03/03/2025 au 02/03/2026", "Taux d'abandon", "Mobilité",
		"Maintien dans la même SIAE",
		"PIC IAE (OPCO)", "De l'étape précédente", "accordés sur", "Définition", "formations finies")
	checkPage(t, "résultats", r)
	// Each figure leads to its files, and the number is the same there.
	for libelle, lien := range map[string]string{"abandons": "indicateur=abandons", "entrées": "indicateur=entrees"} {
		liens := r.find(func(n *node) bool { return n.Data == "a" && strings.Contains(attr(n, "href"), lien) })
		if len(liens) == 0 {
			t.Fatalf("no link to the files of %s", libelle)
		}
		checkPage(t, libelle, p.get(attr(liens[0], "href")).wants(200, "Résultats", "Issue"))
	}
	rapport, err := m.app.ReportResultats(t.Context(), m.identite(t, "directeur@aci.demo"), parcours.NewDate(2025, 3, 3),
		aujourdhui, parcours.OptionsRapport{})
	if err != nil {
		t.Fatal(err)
	}
	// Every indicator that is loaded is read on the page, in its place.
	var chiffres int
	for _, i := range rapport.Indicateurs {
		r.wants(200, i.Libelle)
		if i.Presentation == parcours.PresentationTete || i.Presentation == parcours.PresentationChiffre {
			chiffres++
		}
	}
	if n := len(r.find(func(n *node) bool { return n.Data == "div" && attr(n, "class") == "carte chiffre" })); n != chiffres || n == 0 {
		t.Errorf("%d figures on the page, %d are loaded", n, chiffres)
	}
	abandons, ok := rapport.Find("abandons")
	if !ok || abandons.Numerateur == nil {
		t.Fatal("no indicator counts the abandonments: this test reads the files behind it")
	}
	lignes := p.get("/rapports/resultats/dossiers" + annee + "&indicateur=abandons").find(func(n *node) bool { return n.Data == "th" && attr(n, "scope") == "row" })
	if len(lignes) != int(*abandons.Numerateur) {
		t.Errorf("%d files behind %v abandonments", len(lignes), *abandons.Numerateur)
	}
}

func (m *monde) identite(t testing.TB, email string) parcours.Identite {
	t.Helper()
	s, err := m.app.SignIn(t.Context(), app.DemandeConnexion{Email: email, MotDePasse: demo.MotDePasse, Usage: auth.Site})
	if err != nil {
		t.Fatal(err)
	}
	return s.Identite
}

func TestResultatsOfAnImpossiblePeriod(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	p := m.as(t, "directeur@aci.test")
	for adresse, dit := range map[string]string{
		"?debut=2026-02-01&fin=2026-01-01": "La fin de la période est avant son début",
		"?debut=2026-01-01&fin=2026-12-31": "La période ne peut pas finir après aujourd'hui",
		"?debut=2010-01-01&fin=2026-01-01": "La période dépasse 5 ans",
		"?debut=2026-02-30&fin=2026-03-01": "Cette date n'existe pas",
		"?debut=&fin=2026-03-01":           "Indiquez le début de la période",
	} {
		r := p.get("/rapports/resultats"+adresse).wants(422, dit).lacks("Chiffres clés")
		checkPage(t, adresse, r)
		if r.value("debut") == "" && !strings.Contains(adresse, "debut=&") {
			t.Errorf("%s: what was typed is lost", adresse)
		}
		if x := p.get("/rapports/resultats.xlsx" + adresse); x.status < 400 || x.headers.Get("Content-Disposition") != "" {
			t.Errorf("%s: a workbook is given: %d", adresse, x.status)
		}
	}
	p.get("/rapports/resultats").wants(200, "Rien à compter sur cette période").lacks("Télécharger")
	p.get("/rapports/resultats/dossiers?indicateur=fins").wants(200, "Aucun dossier")
	m.as(t, "cip@aci.test").get("/rapports/resultats.xlsx").wants(403)
}

func TestWorkbookOfResultats(t *testing.T) {
	t.Parallel()
	m := newMondeDemo(t)
	rep := m.asDemo(t, "directeur@etti.demo").get("/rapports/resultats.xlsx" + annee)
	if rep.status != 200 || !strings.Contains(rep.headers.Get("Content-Disposition"), "resultats-2025-03-03-2026-03-02.xlsx") {
		t.Fatalf("status %d, %q", rep.status, rep.headers.Get("Content-Disposition"))
	}
	f, err := excelize.OpenReader(bytes.NewReader(rep.corps))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	indicateurs, err := f.GetRows("Indicateurs", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	par := map[string][]string{}
	for _, l := range indicateurs {
		if len(l) > 7 && l[1] == "" {
			par[l[0]] = l
		}
	}
	rapport, err := m.app.ReportResultats(t.Context(), m.identite(t, "directeur@etti.demo"), parcours.NewDate(2025, 3, 3),
		aujourdhui, parcours.OptionsRapport{})
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range rapport.Indicateurs {
		l, ok := par[i.Libelle]
		if !ok || l[7] != i.Definition {
			t.Errorf("%s: no row, or no definition: %q", i.Libelle, l)
		}
	}
	if l := par["Taux d'abandon"]; len(l) < 6 || (l[2] != "6" || l[5] != "%") {
		t.Errorf("abandonments: %q", l)
	}
	lignes, err := f.GetRows("Parcours")
	if err != nil || len(lignes) < 10 || len(lignes[0]) != 16 {
		t.Errorf("%d rows of files (%v)", len(lignes), err)
	}
}
