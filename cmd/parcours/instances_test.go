package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"parcours.example/internal/testdb"
)

// TestAGivenDatabaseIsAllThatIsUsed: with DATABASE_URL, no program of
// PostgreSQL is looked for or started, and no directory is made (R2).
func TestAGivenDatabaseIsAllThatIsUsed(t *testing.T) {
	t.Parallel()
	dossier := t.TempDir()
	appels, donnees := filepath.Join(dossier, "appels"), filepath.Join(dossier, "donnees")
	for _, nom := range []string{"postgres", "pg_ctl", "initdb", "psql"} {
		piege := fmt.Sprintf("#!/bin/sh\necho %s \"$@\" >>%s\necho 'postgres (PostgreSQL) 99.0'\n", nom, appels)
		if err := os.WriteFile(filepath.Join(dossier, nom), []byte(piege), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	e := env{"DATABASE_URL": testdb.NewEmpty(t), "PATH": dossier, "PG_BIN": dossier, "HOME": dossier,
		"DATA_DIR": donnees, "PARCOURS_SECRET": secret}
	s := start(t, e, "run")
	if enfants, err := os.ReadFile(fmt.Sprintf("/proc/%[1]d/task/%[1]d/children", s.cmd.Process.Pid)); err == nil && len(enfants) > 0 {
		t.Errorf("it started processes: %s", enfants)
	}
	s.stop()
	says(t, e, "", 0, nil, "migrate")
	if b, err := os.ReadFile(appels); err == nil {
		t.Errorf("it called:\n%s", b)
	}
	if _, err := os.Stat(donnees); !os.IsNotExist(err) {
		t.Errorf("DATA_DIR was touched: %v", err)
	}
	// Without it, the trap works: these programs are called.
	delete(e, "DATABASE_URL")
	_, _ = run(t, e, "", "migrate")
	if _, err := os.Stat(appels); err != nil {
		t.Errorf("nothing was called either without DATABASE_URL: %v", err)
	}
}

// phrase is the password of Marie.
const phrase = "une phrase bien longue"

// newSiae makes a migrated database with one structure and its CIP, and
// gives what a real instance is started with.
func newSiae(t *testing.T) env {
	t.Helper()
	e := env{"DATABASE_URL": testdb.New(t), "PARCOURS_SECRET": secret}
	says(t, e, "", 0, nil, "siae", "--nom", "Les Jardins", "--type", "ACI", "--departement", "80")
	says(t, e, phrase+"\n", 0, nil, "user", "--email", "marie@exemple.fr", "--prenom", "Marie", "--nom", "Exemple",
		"--siae", "1", "--role", "cip")
	return e
}

// TestTwoInstancesShareOneDatabase: what is done through one holds in the other
// at once, and the same click that reaches both does the thing once.
func TestTwoInstancesShareOneDatabase(t *testing.T) {
	t.Parallel()
	e := newSiae(t)
	un, deux := start(t, e, "serve"), start(t, e, "serve")
	un.signIn("marie@exemple.fr", phrase)
	deux.jeton = un.jeton // the token of one opens the other
	hier := time.Now().AddDate(0, 0, -1).Format(time.DateOnly)
	salarie := un.want(201, "POST", "/salaries", map[string]any{"nom": "Benali", "prenom": "Nadia"})["id"]
	id := deux.want(201, "POST", fmt.Sprintf("/salaries/%v/parcours", salarie),
		map[string]any{"origine": "salarie", "intitule": "Agent de propreté", "date": hier})["id"]
	ici := fmt.Sprintf("/parcours/%v", id)

	suivi := map[string]any{"date": hier, "avec": "salarie", "canal": "telephone", "texte": "Rappel."}
	n := both(un, deux, func(s *serveurEssai) int {
		status, _, _ := s.send("POST", ici+"/suivis", suivi, "Idempotency-Key", "une-cle")
		return status
	})
	if gardes := len(deux.want(200, "GET", ici+"/suivis", nil)["elements"].([]any)); gardes != 1 || n[201] == 0 {
		t.Errorf("a follow-up sent twenty times with one key is kept %d times: %v", gardes, n)
	}
	n = both(un, deux, doubleClick(t, un, fmt.Sprintf("/parcours/%v/suivis", id), url.Values{
		"cle": {"la-cle-du-formulaire"}, "date": {hier}, "avec": {"salarie"}, "canal": {"telephone"}, "texte": {"Double clic."}}))
	if gardes := len(un.want(200, "GET", ici+"/suivis", nil)["elements"].([]any)); gardes != 2 || n[303] == 0 {
		t.Errorf("a form of the site sent twenty times is kept %d times: %v", gardes-1, n)
	}

	passage := map[string]any{"transition": "classer_sans_suite", "version": un.want(200, "GET", ici, nil)["version"],
		"date": hier, "champs": map[string]any{"motif": "renoncement"}}
	n = both(un, deux, func(s *serveurEssai) int { status, _, _ := s.send("POST", ici+"/transitions", passage); return status })
	if n[200] != 1 || n[409] != 19 {
		t.Errorf("a transition sent twenty times: %v, want one 200 and 409 for the others", n)
	}
	for _, s := range []*serveurEssai{un, deux} {
		historique, _ := json.Marshal(s.want(200, "GET", ici+"/historique?par_page=200", nil))
		etat, passages := s.want(200, "GET", ici, nil)["etat"], bytes.Count(historique, []byte(`"vers":"sans_suite"`))
		if etat != "sans_suite" || passages != 1 {
			t.Errorf("%s sees the state %v, after %d passages", s.url, etat, passages)
		}
	}

	un.want(204, "POST", "/deconnexion", nil)
	if status, _ := deux.ask("GET", "/moi", nil); status != http.StatusUnauthorized {
		t.Errorf("signed out of one instance, the other answers %d", status)
	}
	un.stop()
	deux.stop()
}

// doubleClick signs in on the site of one instance, and gives what sends a form
// to any of them, as the browser that holds those cookies.
func doubleClick(t *testing.T, un *serveurEssai, chemin string, corps url.Values) func(*serveurEssai) int {
	t.Helper()
	// The cookies are Secure: a browser sends them through the proxy only, and so
	// does Go's jar.
	var cookies []string
	poste := func(s *serveurEssai, chemin string, corps url.Values) *http.Response {
		r, _ := http.NewRequestWithContext(context.Background(), "POST", s.url+chemin, strings.NewReader(corps.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Cookie", strings.Join(cookies, "; "))
		rep, err := http.DefaultTransport.RoundTrip(r)
		if err != nil {
			return &http.Response{}
		}
		_ = rep.Body.Close()
		return rep
	}
	rep := poste(un, "/connexion", url.Values{"email": {"marie@exemple.fr"}, "mot_de_passe": {phrase}})
	for _, k := range rep.Cookies() {
		if !strings.HasPrefix(k.Name, "__Host-") || !k.Secure || !k.HttpOnly {
			t.Errorf("a cookie that anybody may read: %s", k)
		}
		cookies = append(cookies, k.Name+"="+k.Value)
	}
	if rep.StatusCode != http.StatusSeeOther || len(cookies) < 2 {
		t.Fatalf("sign-in: %d, %v", rep.StatusCode, cookies)
	}
	corps.Set("marque", readMarque(t, un, strings.Join(cookies, "; ")))
	return func(s *serveurEssai) int { return poste(s, chemin, corps).StatusCode }
}

var marqueDite = regexp.MustCompile(`name="marque" value="([^"]+)"`)

// readMarque reads, on a page, what every form of this person carries.
func readMarque(t *testing.T, s *serveurEssai, cookies string) string {
	t.Helper()
	r, _ := http.NewRequestWithContext(context.Background(), "GET", s.url+"/salaries", nil)
	r.Header.Set("Cookie", cookies)
	rep, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer rep.Body.Close()
	page, err := io.ReadAll(rep.Body)
	if err != nil {
		t.Fatal(err)
	}
	m := marqueDite.FindSubmatch(page)
	if m == nil {
		t.Fatalf("no mark on the page: %d", rep.StatusCode)
	}
	return string(m[1])
}

// both does a thing twenty times at once, half on each instance, and counts the
// answers.
func both(un, deux *serveurEssai, faire func(*serveurEssai) int) map[int]int {
	statuts := make(chan int, 20)
	var fini sync.WaitGroup
	for i := range 20 {
		fini.Go(func() { statuts <- faire([]*serveurEssai{un, deux}[i%2]) })
	}
	fini.Wait()
	close(statuts)
	n := map[int]int{}
	for s := range statuts {
		n[s]++
	}
	return n
}

var mesuresDites = regexp.MustCompile(`"adresse_mesures":"(127\.0\.0\.1:\d+)"`)

// TestMetricsAreForWhoWatches: with their token on the main port, or to anybody
// on a port of their own, and nowhere else.
func TestMetricsAreForWhoWatches(t *testing.T) {
	t.Parallel()
	e := newSiae(t)
	e["PARCOURS_METRICS_ADDR"], e["PARCOURS_METRICS_JETON"] = "127.0.0.1:0", "jeton-des-mesures"
	s := start(t, e, "serve")
	m := mesuresDites.FindStringSubmatch(s.dit)
	if m == nil {
		t.Fatalf("it does not say where its metrics are: %s", s.dit)
	}
	s.signIn("marie@exemple.fr", phrase)
	s.want(200, "GET", "/moi", nil)
	lire := func(adresse, jeton string) (int, string) {
		t.Helper()
		r, _ := http.NewRequestWithContext(t.Context(), "GET", adresse, nil)
		r.Header.Set("Authorization", jeton)
		rep, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer rep.Body.Close()
		b, _ := io.ReadAll(rep.Body)
		return rep.StatusCode, string(b)
	}
	for _, refus := range []string{"", "Bearer", "Bearer autre-jeton", "jeton-des-mesures"} {
		if status, _ := lire(s.url+"/metrics", refus); status != http.StatusNotFound {
			t.Errorf("metrics asked with %q: %d", refus, status)
		}
	}
	for adresse, jeton := range map[string]string{s.url + "/metrics": "Bearer jeton-des-mesures", "http://" + m[1] + "/metrics": ""} {
		status, texte := lire(adresse, jeton)
		for _, veut := range []string{
			`parcours_http_duree_secondes_count{methode="GET",route="/api/v1/moi",statut="200"} 1`,
			"parcours_connexions_base ", "go_memstats_heap_alloc_bytes "} {
			if status != http.StatusOK || !strings.Contains(texte, veut) {
				t.Errorf("%s: %d, without %s:\n%.2000s", adresse, status, veut, texte)
			}
		}
		if strings.Contains(texte, "marie") || strings.Contains(texte, "Jardins") {
			t.Errorf("%s names somebody", adresse)
		}
	}
	if status, _ := lire("http://"+m[1]+"/salaries", ""); status != http.StatusOK && status != http.StatusNotFound {
		t.Errorf("the port of the metrics answers %d to a page", status)
	}
	// The port of the metrics, like the main one, must be free before people come.
	e["PARCOURS_METRICS_ADDR"], e["PARCOURS_ADDR"] = m[1], "127.0.0.1:0"
	says(t, e, "", 1, []string{m[1], "n'est pas libre", "PARCOURS_METRICS_ADDR"}, "serve")
	s.stop()
}
