package site_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"parcours.example/internal/site"
	"parcours.example/internal/testdb"
)

func TestSigningInLeadsHomeOrBack(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	for email, accueil := range map[string]string{
		"cip@aci.test": "/aujourdhui", "encadrant@aci.test": "/observations", "directeur@aci.test": "/rapports/resultats",
	} {
		p := m.visitor(t)
		r := p.post("/connexion", "email", email, "mot_de_passe", testdb.MotDePasse)
		if r.location() != accueil {
			t.Errorf("%s lands on %q", email, r.location())
		}
		if r := p.get("/"); r.location() != accueil {
			t.Errorf("/ leads %s to %q", email, r.location())
		}
		if r := p.get("/connexion"); r.location() != accueil {
			t.Errorf("signed in, sign-in leads %s to %q", email, r.location())
		}
	}
	p := m.visitor(t)
	// Back to the list, its filters, and without the name that was searched.
	r := p.get("/salaries?q=nadia&etat=aucun")
	suite, _ := url.Parse(r.location())
	if suite.Path != "/connexion" || suite.Query().Get("suite") != "/salaries?etat=aucun" {
		t.Fatalf("led to %s", r.location())
	}
	page := p.follow(r).wants(200)
	if r := p.post("/connexion", "email", "cip@aci.test", "mot_de_passe", testdb.MotDePasse, "suite",
		page.value("suite")); r.location() != "/salaries?etat=aucun" {
		t.Errorf("back to %q", r.location())
	}
}

func TestSignInFollowsNoOtherSite(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	for _, suite := range []string{"//ailleurs.example", "https://ailleurs.example/", `/\ailleurs.example`, "/\t/ailleurs.example", "javascript:alert(1)", "ailleurs", ""} {
		if site.IsLocal(suite) {
			t.Errorf("%q passes for an address of ours", suite)
		}
		r := m.visitor(t).post("/connexion", "email", "cip@aci.test", "mot_de_passe", testdb.MotDePasse, "suite", suite)
		if r.location() != "/aujourdhui" {
			t.Errorf("suite %q leads to %q", suite, r.location())
		}
	}
}

func TestAWrongPasswordKeepsTheAddressAndSaysWhatToDo(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	r := m.visitor(t).post("/connexion", "email", "cip@aci.test", "mot_de_passe", "raté", "suite", "/guide").
		wants(422, "Adresse ou mot de passe incorrect")
	if r.value("email") != "cip@aci.test" || r.value("suite") != "/guide" || r.value("mot_de_passe") != "" {
		t.Errorf("the form came back with %q, %q, %q", r.value("email"), r.value("suite"), r.value("mot_de_passe"))
	}
	checkPage(t, "sign-in refused", r)
	if len(r.headers.Values("Set-Cookie")) != 0 {
		t.Error("a refused sign-in set a cookie")
	}
}

func TestCookiesOfASessionAreBoundToThisHost(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	r := m.visitor(t).post("/connexion", "email", "cip@aci.test", "mot_de_passe", testdb.MotDePasse)
	vus := map[string]bool{}
	for _, brut := range r.headers.Values("Set-Cookie") {
		k, err := http.ParseSetCookie(brut)
		if err != nil {
			t.Fatal(err)
		}
		vus[k.Name] = true
		if !k.HttpOnly || k.Path != "/" || k.Domain != "" || k.SameSite == http.SameSiteNoneMode || k.SameSite == 0 {
			t.Errorf("%s", brut)
		}
		if strings.HasPrefix(k.Name, "__Host-") != k.Secure {
			t.Errorf("%s", brut)
		}
		if strings.HasSuffix(k.Name, "-suite") && k.SameSite != http.SameSiteStrictMode {
			t.Errorf("refresh token is not Strict: %s", brut)
		}
	}
	if !vus["__Host-parcours"] || !vus["__Host-parcours-suite"] {
		t.Errorf("cookies %v", vus)
	}
}

func TestPlainCookiesAreForThisMachineOnly(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	for nom, change := range map[string]func(*http.Request){
		"another host":     func(r *http.Request) { r.Host = "parcours.example" },
		"behind a TLS hop": func(r *http.Request) { r.Header.Set("X-Forwarded-Proto", "https") },
	} {
		p := m.visitor(t)
		r := p.request(http.MethodPost, "/connexion", strings.NewReader(url.Values{"email": {"cip@aci.test"},
			"mot_de_passe": {testdb.MotDePasse}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		change(r)
		for _, brut := range p.do(r).headers.Values("Set-Cookie") {
			if !strings.Contains(brut, "Secure") {
				t.Errorf("%s: %s", nom, brut)
			}
		}
	}
}

func TestAnExpiredTokenIsRenewedUnderAForm(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	p := m.as(t, "cip@aci.test")
	m.horloge.advance(16 * time.Minute) // beyond the access token
	p.follow(p.post("/salaries", "prenom", "Nadia", "nom", "Benali", "cle", "k1")).wants(200, "Nadia Benali")
	m.horloge.advance(13 * time.Hour) // beyond the session
	p.post("/salaries", "prenom", "Karim", "nom", "Petit").wants(401, "Votre session est terminée")
}

func TestSigningOutEndsTheSessionForGood(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	p := m.as(t, "cip@aci.test")
	u, _ := url.Parse(m.url)
	gardes := p.http.Jar.Cookies(u)
	r := p.post("/deconnexion")
	if r.location() != "/connexion" || r.headers.Get("Clear-Site-Data") == "" {
		t.Errorf("%s, %q", r.location(), r.headers.Get("Clear-Site-Data"))
	}
	p.follow(r).wants(200, "Vous êtes déconnecté")
	voleur := m.visitor(t)
	voleur.http.Jar.SetCookies(u, gardes)
	if r := voleur.get("/salaries"); r.status != http.StatusSeeOther {
		t.Errorf("the old cookies still open: %d", r.status)
	}
}

func TestSwitchingSiaeShowsTheOtherStructureOnly(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	ici, la := m.Salarie(t, m.Aci, "Nadia", "Benali"), m.Salarie(t, m.Etti, "Karim", "Petit")
	p := m.as(t, "cip@deux.test")
	premiere := p.get("/structure")
	autre, propre, etranger := m.Etti.Siae, la, ici
	if strings.Contains(premiere.text(), "Intérim Nord Entreprise") {
		autre, propre, etranger = m.Aci.Siae, ici, la
	}
	// Of two structures, the other one is a button, and there is nothing to choose.
	boutons := premiere.find(func(n *node) bool { return n.Data == "button" && attr(n, "name") == "siae_id" })
	if len(boutons) != 1 || attr(boutons[0], "value") != itoa(autre.ID) {
		t.Errorf("%d ways to the other structure", len(boutons))
	}
	premiere.wants(200, "Passer à "+autre.Nom).lacks("Changer de structure")
	p.follow(p.post("/changer-siae", "siae_id", itoa(autre.ID))).wants(200, autre.Nom, "Vous travaillez maintenant pour « "+autre.Nom+" »")
	p.get("/salaries/"+itoa(propre.ID)).wants(200, propre.NomComplet())
	p.get("/salaries/"+itoa(etranger.ID)).wants(404, "introuvable")
	p.post("/changer-siae", "siae_id", "999999").wants(404)
}

func TestAFormSentByAnotherSiteIsRefused(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	p := m.as(t, "cip@aci.test")
	r := p.request(http.MethodPost, "/salaries", strings.NewReader("prenom=Nadia&nom=Benali"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	r.Header.Set("Origin", "https://ailleurs.example")
	p.do(r).wants(403, "vient d'un autre site")
	p.get("/salaries").lacks("Nadia")
}
