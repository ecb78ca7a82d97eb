package site_test

import (
	"net/http"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"parcours.example/internal/parcours"
	"parcours.example/internal/site"
	"parcours.example/web/composants"
)

// TestEveryPageForEveryRole visits every GET route of the table of contents as
// every role: the right status, and what every page owes to everybody.
func TestEveryPageForEveryRole(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	chemins := fillPaths(t, m)
	for _, r := range m.site.Routes() {
		if r.Acces != site.Public && r.Acces != site.Connecte && !isInDroits(r.Acces) {
			t.Errorf("%s %s is opened by %q, that nobody may do: give its route an action of parcours.Droits, "+
				"Connecte or Public", r.Methode, r.Chemin, r.Acces)
		}
	}
	for _, role := range []parcours.Role{parcours.Cip, parcours.Encadrant, parcours.Directeur} {
		p := m.as(t, string(role)+"@aci.test")
		for _, r := range m.site.Routes() {
			if r.Methode != http.MethodGet {
				continue
			}
			adresse := chemins(r.Chemin)
			rep := p.get(adresse)
			want := http.StatusOK
			switch {
			case r.Chemin == "/", r.Chemin == "/connexion":
				want = http.StatusSeeOther
			case r.Acces != site.Public && r.Acces != site.Connecte && !role.Can(r.Acces):
				want = http.StatusForbidden
			}
			if rep.status != want {
				t.Errorf("%s as %s: %d, want %d: %.300s", adresse, role, rep.status, want, rep.text())
				continue
			}
			if strings.HasPrefix(rep.headers.Get("Content-Type"), "text/html") && rep.status != http.StatusSeeOther {
				checkPage(t, string(role)+" "+adresse, rep)
			}
		}
	}
}

func isInDroits(a parcours.Action) bool {
	for _, d := range parcours.Droits {
		if d.Action == a {
			return true
		}
	}
	return false
}

// TestNobodyOpensNothing: without a session every page leads to sign-in, and
// back afterwards.
func TestNobodyOpensNothing(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	chemins := fillPaths(t, m)
	p := m.visitor(t)
	checkPage(t, "/connexion", p.get("/connexion").wants(200, "Connexion"))
	checkPage(t, "/nulle-part", p.get("/nulle-part").wants(404, "Page introuvable"))
	for _, r := range m.site.Routes() {
		if r.Acces == site.Public {
			continue
		}
		rep := p.do(p.request(r.Methode, chemins(r.Chemin), nil))
		if rep.status != http.StatusSeeOther || !strings.HasPrefix(rep.location(), "/connexion") {
			t.Errorf("%s %s without a session: %d %s", r.Methode, r.Chemin, rep.status, rep.location())
		}
	}
}

// fillPaths gives each pattern of the table an address that exists.
func fillPaths(t *testing.T, m *monde) func(string) string {
	t.Helper()
	s := m.Salarie(t, m.Aci, "Nadia", "Benali")
	parcoursID, err := m.app.IdentifyBesoin(t.Context(), m.Aci.Cip, s.ID, parcours.Besoin{
		Origine: "salarie", Intitule: "Agent de propreté", Date: aujourdhui.AddDays(-20), Freins: []string{"mobilite"}}, "")
	if err != nil {
		t.Fatal(err)
	}
	apercu, err := m.app.PreviewImport(t.Context(), m.Aci.Cip, "liste.csv", []byte("Nom;Prénom;Date de naissance\nPetit;Léa;12/05/1990\n"), "")
	if err != nil {
		t.Fatal(err)
	}
	ajout, err := m.app.AddAjout(t.Context(), m.Aci.Cip, garageSolidaire(), "")
	if err != nil {
		t.Fatal(err)
	}
	chez, err := m.app.AddOrganisme(t.Context(), m.Aci.Cip, parcours.Organisme{Nom: "GRETA"}, "")
	if err != nil {
		t.Fatal(err)
	}
	groupe, err := m.app.AddGroupe(t.Context(), m.Aci.Cip, parcours.Groupe{Intitule: "Cuisine, mai"}, "")
	if err != nil {
		t.Fatal(err)
	}
	suivi, err := m.app.LogSuivi(t.Context(), m.Aci.Cip, parcoursID,
		parcours.Suivi{Date: aujourdhui, Avec: "salarie", Canal: "telephone", Texte: "Bien."}, "")
	if err != nil {
		t.Fatal(err)
	}
	vue, err := m.app.LogObservation(t.Context(), m.Aci.Encadrant, s.ID,
		parcours.Observation{Theme: "presence", Niveau: "bien", Texte: "À l'heure."}, "")
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]int64{"/organismes/": chez.ID, "/groupes/": groupe.ID, "/suivis/": suivi.ID, "/freins/": 1,
		"/salaries/": s.ID, "/parcours/": parcoursID, "/importations/": apercu.ID, "/observations/": s.ID}
	return func(chemin string) string {
		chemin = strings.Replace(chemin, "/observations/:id/deplacement", "/observations/"+itoa(vue.ID)+"/deplacement", 1)
		for prefixe, id := range ids {
			if strings.HasPrefix(chemin, prefixe) {
				chemin = strings.Replace(chemin, ":id", itoa(id), 1)
			}
		}
		if chemin = strings.Replace(chemin, ":objet/:ligne", "observation/"+itoa(vue.ID), 1); strings.HasPrefix(chemin, "/parcours/") {
			chemin = strings.Replace(chemin, "observation/"+itoa(vue.ID), "parcours/"+itoa(parcoursID), 1)
		}
		chemin = strings.NewReplacer(":etape", "ETP-07", ":carte", "OPC-03.vcf", ":frein", "1", ":ligne", "1", ":piece", "1",
			":contrat", "1", ":genre", "sans_contact", ":ajout", itoa(ajout), ":item", "RES-02", ":signalement", "1").Replace(chemin)
		if strings.Contains(chemin, ":") {
			t.Errorf("nothing is known to put in the address %s: give its parameter the id of something that exists in fillPaths", chemin)
		}
		return chemin
	}
}

// checkPage is what every page owes to everybody.
func checkPage(t *testing.T, ou string, r *reponse) {
	t.Helper()
	tag := func(nom string) func(*html.Node) bool { return func(n *html.Node) bool { return n.Data == nom } }
	if h := r.find(tag("html")); attr(h[0], "lang") != "fr" {
		t.Errorf("%s: not in French", ou)
	}
	if n := len(r.find(tag("h1"))); n != 1 {
		t.Errorf("%s: %d h1", ou, n)
	}
	if n := len(r.find(tag("main"))); n != 1 {
		t.Errorf("%s: %d main", ou, n)
	}
	if v := r.headers.Get("Cache-Control"); v != "no-store" {
		t.Errorf("%s: Cache-Control %q", ou, v)
	}
	checkSigles(t, ou, r)
	ids := map[string]bool{}
	for _, n := range r.find(func(n *html.Node) bool { return true }) {
		if id := attr(n, "id"); id != "" {
			if ids[id] {
				t.Errorf("%s: two elements have the id %q", ou, id)
			}
			ids[id] = true
		}
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("%s: <%s %s=%q>", ou, n.Data, a.Key, a.Val)
			}
		}
		if n.Data == "style" || n.Data == "script" && attr(n, "src") == "" {
			t.Errorf("%s: inline <%s>", ou, n.Data)
		}
	}
	for _, n := range r.find(func(n *html.Node) bool {
		return n.Data == "input" && attr(n, "type") != "hidden" || n.Data == "select" || n.Data == "textarea"
	}) {
		if !isLabelled(r, n) {
			t.Errorf("%s: <%s name=%q> has no label", ou, n.Data, attr(n, "name"))
		}
	}
	primaires := r.find(func(n *html.Node) bool { return strings.Contains(" "+attr(n, "class")+" ", " btn-primary ") })
	if len(primaires) > 1 {
		t.Errorf("%s: %d primary buttons", ou, len(primaires))
	}
	signedIn := len(r.find(func(n *html.Node) bool { return n.Data == "form" && attr(n, "action") == composants.URLDeconnexion })) > 0
	for _, f := range r.find(tag("form")) {
		if attr(f, "method") != "post" {
			continue
		}
		if !strings.HasPrefix(attr(f, "action"), "/") {
			t.Errorf("%s: a form is sent to %q", ou, attr(f, "action"))
		}
		if m := valuesOf(f)[composants.ChampMarque]; signedIn && (len(m) != 1 || m[0] == "") {
			t.Errorf("%s: the form sent to %s has marks %q, want one: draw it with composants.Envoi", ou, attr(f, "action"), m)
		}
	}
}

func isLabelled(r *reponse, n *html.Node) bool {
	if attr(n, "aria-label") != "" {
		return true
	}
	id := attr(n, "id")
	return id != "" && len(r.find(func(l *html.Node) bool { return l.Data == "label" && attr(l, "for") == id })) > 0
}
