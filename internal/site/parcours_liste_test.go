package site_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"parcours.example/internal/parcours"
)

// cortege is four parcours: three of the CIP's, one of her colleague's.
func cortege(t *testing.T) *monde {
	t.Helper()
	m := newMonde(t)
	for i, x := range []struct{ prenom, nom, projet string }{
		{"Nadia", "Éclair", "Gros œuvre"}, {"Karim", "Petit", "Cariste"}, {"Léa", "Zidi", "Soudure"}, {"Anna", "Autre", "Cuisine"},
	} {
		s := m.Salarie(t, m.Aci, x.prenom, x.nom)
		id, err := m.app.IdentifyBesoin(t.Context(), m.Aci.Cip, s.ID,
			parcours.Besoin{Origine: "salarie", Intitule: x.projet, Date: aujourdhui.AddDays(-40 + i)}, "")
		if err == nil && x.prenom == "Karim" {
			_, err = m.app.LogSuivi(t.Context(), m.Aci.Cip, id, parcours.Suivi{Date: aujourdhui.AddDays(-3), Avec: "salarie",
				Canal: "visite", Texte: "Vu.", DateProchain: aujourdhui.AddDays(4)}, "")
		}
		if err == nil && x.prenom == "Léa" {
			err = m.app.ApplyTransition(t.Context(), m.Aci.Cip, id, parcours.Demande{Transition: "classer_sans_suite", Version: 1,
				Date: aujourdhui, Champs: parcours.Saisie{"motif": "doublon"}}, "")
		}
		if err == nil && x.prenom == "Anna" {
			err = m.app.TransferSalarie(t.Context(), m.Aci.Directeur, s.ID, nil, &m.DoubleAci.UtilisateurID)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return m
}

// rows lists the people of a list, in order.
func rows(r *reponse) string {
	var noms []string
	for _, a := range r.find(hasHref("/parcours/")) {
		if closest(a, "tbody") != nil {
			noms = append(noms, strings.Fields((&reponse{t: r.t, doc: a}).text())[0])
		}
	}
	return strings.Join(noms, " ")
}

func TestListOfParcoursIsFilteredSortedAndSearched(t *testing.T) {
	t.Parallel()
	m := cortege(t)
	p := m.as(t, "cip@aci.test")
	for adresse, veut := range map[string]string{
		"/parcours":                                         "Nadia Karim",
		"/parcours?vue=tous":                                "Anna Nadia Karim",
		"/parcours?vue=tous&tri=-salarie":                   "Karim Nadia Anna",
		"/parcours?vue=tous&tri=suivi":                      "Karim Anna Nadia",
		"/parcours?vue=tous&tri=depuis":                     "Nadia Karim Anna",
		"/parcours?vue=tous&tri=prochain":                   "Karim Anna Nadia",
		"/parcours?vue=tous&q=oeuvre":                       "Nadia",
		"/parcours?vue=tous&q=ECLAIR":                       "Nadia",
		"/parcours?vue=tous&q=%00%ff":                       "",
		"/parcours?vue=tous&q='%3B--":                       "",
		"/parcours?etat=financement":                        "",
		"/parcours?etat=sans_suite":                         "Léa",
		"/parcours?clos=oui":                                "Léa",
		"/parcours?clos=tous":                               "Nadia Karim Léa",
		"/parcours?sans_suivi=30":                           "Nadia",
		"/parcours?vue=nimporte&etat=x&tri=x&clos=x&page=x": "Nadia Karim",
		"/parcours?page=-4":                                 "Nadia Karim",
		"/parcours?page=99999999999999999999":               "Nadia Karim", // the last page there is
	} {
		r := p.get(adresse).wants(200)
		if lu := rows(r); lu != veut {
			t.Errorf("%s shows %q, want %q", adresse, lu, veut)
		}
		if veut == "" {
			r.wants(200, "Aucun parcours ici")
		}
		checkPage(t, adresse, r)
	}
	r := p.get("/parcours").wants(200, "Mes parcours", "2 parcours", "il y a 3 jours").lacks("Dominique")
	if len(r.find(hasHref("/parcours?vue=tous"))) == 0 {
		t.Error("nothing leads to the whole structure")
	}
	m.as(t, "directeur@aci.test").get("/parcours").wants(200, "Parcours de la structure", "Dominique Deux", "3 parcours")
	m.as(t, "cip@etti.test").get("/parcours?vue=tous&clos=tous").wants(200, "Aucun parcours ici").lacks("Nadia", "Cariste")
}

func TestListOfParcoursIsCutInPagesAndExportedWhole(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	for i := range 53 {
		s := m.Salarie(t, m.Aci, "Nadia", fmt.Sprintf("Benali %02d", i))
		if _, err := m.app.IdentifyBesoin(t.Context(), m.Aci.Cip, s.ID,
			parcours.Besoin{Origine: "salarie", Intitule: "=1+1", Date: aujourdhui}, ""); err != nil {
			t.Fatal(err)
		}
	}
	p := m.as(t, "cip@aci.test")
	une, deux := p.get("/parcours?tri=salarie").wants(200, "53 parcours"), p.get("/parcours?tri=salarie&page=2").wants(200,
		"53 parcours", "Benali 52")
	if n, reste := len(strings.Fields(rows(une))), len(strings.Fields(rows(deux))); n != 50 || reste != 3 {
		t.Errorf("pages of %d and %d", n, reste)
	}
	if len(une.find(hasHref("/parcours?page=2&tri=salarie"))) == 0 {
		t.Error("nothing leads to page 2, with its sort")
	}
	p.get("/parcours?page=7").wants(200, "53 parcours")
	r := p.get("/parcours.xlsx?tri=salarie").wants(200)
	if !strings.Contains(r.headers.Get("Content-Disposition"), "parcours-2026-03-02.xlsx") {
		t.Errorf("named %s", r.headers.Get("Content-Disposition"))
	}
	classeur, err := excelize.OpenReader(bytes.NewReader(r.corps))
	if err != nil {
		t.Fatal(err)
	}
	lignes, err := classeur.GetRows("Parcours")
	if err != nil || len(lignes) < 54 {
		t.Fatalf("%d rows, %v", len(lignes), err)
	}
	texte := fmt.Sprint(lignes)
	for _, x := range []string{"Benali 00", "Benali 52", "Besoin identifié", "CIP ACI", "Prochain suivi"} {
		if !strings.Contains(texte, x) {
			t.Errorf("the workbook lacks %q", x)
		}
	}
	m.as(t, "encadrant@aci.test").get("/parcours.xlsx").wants(403)
}
