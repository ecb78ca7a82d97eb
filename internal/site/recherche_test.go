package site_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"parcours.example/internal/testdb"
)

// TestANameThatIsSearchedStandsInNoAddress: neither where the search leads, nor in
// any link or form of the page, nor in the way to sign-in.
func TestANameThatIsSearchedStandsInNoAddress(t *testing.T) {
	t.Parallel()
	m := cortege(t)
	for email, listes := range map[string][]string{
		"cip@aci.test": {"/salaries?suivi=tous&tri=-nom", "/parcours?clos=tous&tri=salarie&vue=tous"}, "encadrant@aci.test": {"/observations"},
	} {
		p := m.as(t, email)
		for _, adresse := range listes {
			chemin, filtres, _ := strings.Cut(adresse, "?")
			r := p.post("/recherche", "liste", adresse, "q", "zidi")
			u, err := url.Parse(r.location())
			if err != nil {
				t.Fatal(err)
			}
			garde, _ := url.ParseQuery(filtres)
			for nom := range garde {
				if u.Path != chemin || u.Query().Get(nom) != garde.Get(nom) {
					t.Errorf("%s leads to %q", adresse, r.location())
				}
			}
			trouve := p.follow(r).wants(200, "Léa").lacks("Karim")
			if trouve.value("q") != "zidi" {
				t.Errorf("%s: the box forgets what was typed", adresse)
			}
			checkPage(t, adresse, trouve)
			for _, x := range append(addresses(trouve), r.location()) {
				if strings.Contains(strings.ToLower(x), "zidi") {
					t.Errorf("%s: the name stands in %s", adresse, x)
				}
			}
			// Searching for nothing takes the search off.
			if l := p.post("/recherche", "liste", r.location(), "q", " ").location(); strings.Contains(l, "recherche=") {
				t.Errorf("still searched: %s", l)
			}
		}
	}
	if strings.Contains(m.log.String(), "zidi") {
		t.Error("the name is in the log")
	}
}

// addresses are all those that a page leads to, or carries.
func addresses(r *reponse) (liste []string) {
	for _, n := range r.find(func(n *node) bool { return true }) {
		for _, a := range []string{"href", "action", "src"} {
			if v := attr(n, a); v != "" {
				liste = append(liste, v)
			}
		}
		if n.Data == "input" && attr(n, "type") == "hidden" {
			liste = append(liste, attr(n, "value"))
		}
	}
	return liste
}

// TestASealedSearchSortsPagesAndExports, for whom it is for.
func TestASealedSearchSortsPagesAndExports(t *testing.T) {
	t.Parallel()
	m := cortege(t)
	p := m.as(t, "cip@aci.test")
	adresse := p.post("/recherche", "liste", "/salaries?suivi=tous", "q", "Petit").location()
	page := p.get(adresse+"&tri=-nom").wants(200, "Karim Petit", "1 salarié")
	for _, debut := range []string{"/salaries?recherche=", "/salaries.xlsx?recherche="} {
		liens := page.find(hasHref(debut))
		if len(liens) == 0 {
			t.Fatalf("nothing leads to %s", debut)
		}
		p.get(attr(liens[0], "href")).wants(200)
	}
	// A colleague, or somebody else, who is given the address sees the list, not the search.
	m.as(t, "directeur@aci.test").get(adresse).wants(200, "Karim Petit", "Léa Zidi")
	m.as(t, "cip@etti.test").get(adresse).wants(200, "Aucun salarié pour l'instant")
	p.get("/salaries?suivi=tous&recherche=faux").wants(200, "Karim Petit", "Léa Zidi")
	// An old bookmark still works; what it leads to holds no name.
	ancien := p.get("/salaries?q=petit&suivi=tous").wants(200, "Karim Petit").lacks("Zidi")
	for _, x := range addresses(ancien) {
		if strings.Contains(strings.ToLower(x), "petit") {
			t.Errorf("the name stands in %s", x)
		}
	}
	for _, liste := range []string{"", "/structure", "https://ailleurs.example/salaries", "//ailleurs.example/salaries",
		"/salaries/7", "/salaries\\@x"} {
		if r := p.post("/recherche", "liste", liste, "q", "x"); r.status != http.StatusNotFound {
			t.Errorf("%q leads to %d %q", liste, r.status, r.location())
		}
	}
	// The session ends in between: back to the list, with the search of the same person.
	v := m.visitor(t)
	r := v.get(adresse)
	suite, _ := url.Parse(r.location())
	if l := v.post("/connexion", "email", "cip@aci.test", "mot_de_passe", testdb.MotDePasse, "suite",
		suite.Query().Get("suite")).location(); l != adresse {
		t.Errorf("back to %q, want %q", l, adresse)
	}
}
