package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"parcours.example/internal/demo"
	"parcours.example/internal/testdb"
	"parcours.example/migrations"
)

// TestANewcomerRunsOneCommand: it says where to go and who to be, one parcours
// goes from its need to its outcome, the report shows it, and the next run
// still has it.
func TestANewcomerRunsOneCommand(t *testing.T) {
	t.Parallel()
	e := env{"DATABASE_URL": testdb.NewEmpty(t), "PARCOURS_AUJOURDHUI": "2026-03-02"}
	s := start(t, e, "run")
	for chemin, veut := range map[string]string{"/healthz": "ok\n", "/readyz": "prêt\n"} {
		if status, corps := s.page(chemin); status != 200 || corps != veut {
			t.Errorf("%s: %d %q", chemin, status, corps)
		}
	}
	if status, corps := s.page("/connexion"); status != 200 || !strings.Contains(corps, "Démonstration") {
		t.Errorf("sign-in page: %d", status)
	}
	if status, _ := s.page("/metrics"); status != 404 {
		t.Errorf("the metrics are open to anybody: %d", status)
	}
	s.signIn("cip@aci.demo", demo.MotDePasse)
	salarie := s.want(201, "POST", "/salaries", map[string]any{"nom": "Benali", "prenom": "Nadia"})["id"]
	walk(t, s, salarie)
	s.signIn("directeur@aci.demo", demo.MotDePasse)
	rapport, _ := json.Marshal(s.want(200, "GET", "/rapports/resultats?debut=2026-02-01&fin=2026-03-02", nil))
	if !bytes.Contains(rapport, []byte(`"entrees"`)) {
		t.Errorf("the report: %.300s", rapport)
	}
	total := s.want(200, "GET", "/salaries", nil)["total"]
	s.stopDuringARequest()
	for _, x := range []string{demo.MotDePasse, "Ctrl-C pour arrêter"} {
		if !strings.Contains(s.dit, x) {
			t.Errorf("it does not say %q: %s", x, s.dit)
		}
	}
	for _, c := range demo.Comptes {
		if !strings.Contains(s.dit, c.Email) {
			t.Errorf("it does not name %s", c.Email)
		}
	}
	if strings.Contains(s.erreur.String(), "Benali") || strings.Contains(s.erreur.String(), "aci.demo") {
		t.Error("the log holds personal data")
	}

	s = start(t, e, "run")
	s.signIn("directeur@aci.demo", demo.MotDePasse)
	if encore := s.want(200, "GET", "/salaries", nil)["total"]; encore != total {
		t.Errorf("%v salariés, %v before", encore, total)
	}
	s.stop()

	// Demo data never serve real people.
	delete(e, "PARCOURS_AUJOURDHUI")
	e["PARCOURS_SECRET"] = secret
	says(t, e, "", 1, []string{"démonstration"}, "serve")
	says(t, e, "", 1, []string{"la démonstration ne se charge que dans une base vide"}, "seed")
}

// walk takes a new parcours from its need to its outcome, through the API.
func walk(t *testing.T, s *serveurEssai, salarie any) {
	t.Helper()
	type objet = map[string]any
	id := s.want(201, "POST", fmt.Sprintf("/salaries/%v/parcours", salarie),
		objet{"origine": "salarie", "intitule": "Agent de propreté", "date": "2026-02-02"})["id"]
	ici := fmt.Sprintf("/parcours/%v", id)
	s.want(200, "PUT", ici+"/formation", objet{"intitule": "Titre agent de propreté", "type": "certifiante",
		"lieu": "of", "date_debut_prevue": "2026-02-09",
		"date_fin_prevue": "2026-02-27", "heures_prevues": 70, "cout": 0})
	s.want(201, "POST", ici+"/financements", objet{"dispositif": "sans_cout"})
	for _, pas := range []struct {
		code, date string
		champs     objet
	}{
		{"demander_financement", "2026-02-03", nil},
		{"planifier_entree", "2026-02-04", objet{"date_entree_prevue": "2026-02-09"}},
		{"confirmer_entree", "2026-02-09", objet{"controle_venu": "oui"}},
		{"terminer", "2026-02-27", objet{"heures": 70, "evaluation": "reussie", "situation": "emploi"}},
	} {
		demande := objet{"transition": pas.code, "version": s.want(200, "GET", ici, nil)["version"], "date": pas.date, "champs": pas.champs}
		status, refus := s.ask("POST", ici+"/transitions", demande)
		if status == http.StatusUnprocessableEntity {
			var lus []any
			avertissements, _ := refus["avertissements"].([]any)
			for _, a := range avertissements {
				lus = append(lus, a.(objet)["code"])
			}
			demande["avertissements_acquittes"] = lus
			status, refus = s.ask("POST", ici+"/transitions", demande)
		}
		if status != http.StatusOK {
			t.Fatalf("%s: %d %v", pas.code, status, refus)
		}
	}
	if etat := s.want(200, "GET", ici, nil)["etat"]; etat != "sortie" {
		t.Errorf("the parcours ends in %v", etat)
	}
}

// stopDuringARequest asks it to end while a form is still arriving: the form is
// answered, nobody new is, and it ends well.
func (s *serveurEssai) stopDuringARequest() {
	s.t.Helper()
	hote := strings.TrimPrefix(s.url, "http://")
	conn, err := net.Dial("tcp", hote)
	if err != nil {
		s.t.Fatal(err)
	}
	defer conn.Close()
	const corps = "email=personne%40aci.demo&mot_de_passe=faux"
	fmt.Fprintf(conn, "POST /connexion HTTP/1.1\r\nHost: %s\r\nExpect: 100-continue\r\nContent-Type: "+
		"application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n", hote, len(corps))
	lecteur := bufio.NewReader(conn)
	if ligne, err := lecteur.ReadString('\n'); err != nil || !strings.Contains(ligne, "100 Continue") { // it has begun to read us
		s.t.Fatalf("%q, %v", ligne, err)
	}
	_, _ = lecteur.ReadString('\n')
	_, _ = io.WriteString(conn, corps[:10])
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	for limite := time.Now().Add(10 * time.Second); time.Now().Before(limite); {
		autre, err := net.Dial("tcp", hote)
		if err != nil {
			break // it listens no more
		}
		_ = autre.Close()
	}
	_, _ = io.WriteString(conn, corps[10:])
	rep, err := http.ReadResponse(lecteur, nil)
	if err != nil {
		s.t.Fatalf("the form was not answered: %v", err)
	}
	b, _ := io.ReadAll(rep.Body)
	if rep.StatusCode != http.StatusUnprocessableEntity || !bytes.Contains(b, []byte("mot de passe incorrect")) {
		s.t.Errorf("the form was answered %d", rep.StatusCode)
	}
	s.stop()
}

func TestServeDemandsWhatRealUseNeeds(t *testing.T) {
	t.Parallel()
	bonne := testdb.New(t)
	occupe, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer occupe.Close()
	for nom, c := range map[string]struct {
		change env
		dit    string
	}{
		"no database":             {env{"DATABASE_URL": ""}, "DATABASE_URL manque"},
		"a database misspelt":     {env{"DATABASE_URL": "postgres://moi:tres-secret@[::1"}, "n'est pas une adresse PostgreSQL valable"},
		"a database that is away": {env{"DATABASE_URL": "postgres://moi:tres-secret@127.0.0.1:1/base"}, "la base de données ne répond pas"},
		"a database not migrated": {env{"DATABASE_URL": testdb.NewEmpty(t)}, "parcours migrate"},
		"a superuser":             {env{"DATABASE_URL": testdb.AdminURL(t)}, "superutilisateur"},
		"no secret":               {env{"PARCOURS_SECRET": ""}, "PARCOURS_SECRET manque"},
		"a short secret":          {env{"PARCOURS_SECRET": "tres-secret"}, "trop court"},
		"another day":             {env{"PARCOURS_AUJOURDHUI": "2026-03-02"}, "PARCOURS_AUJOURDHUI est refusé"},
		"an address misspelt":     {env{"PARCOURS_ADDR": "8080"}, "PARCOURS_ADDR=8080 n'est pas une adresse"},
		"an address taken":        {env{"PARCOURS_ADDR": occupe.Addr().String()}, "n'est pas libre"},
		"a guide that is not one": {env{"GUIDE_DIR": t.TempDir()}, "guide"},
		"a log level misspelt":    {env{"PARCOURS_LOG": "bavard"}, "PARCOURS_LOG=bavard est inconnu"},
	} {
		if c.change["DATABASE_URL"] == "" && nom == "a superuser" {
			continue // this server hands out no superuser
		}
		e := env{"DATABASE_URL": bonne, "PARCOURS_SECRET": secret, "PARCOURS_ADDR": "127.0.0.1:0"}
		for k, v := range c.change {
			e[k] = v
		}
		if sortie := says(t, e, "", 1, []string{c.dit}, "serve"); strings.Contains(sortie,
			"tres-secret") || strings.Contains(sortie, "goroutine") {
			t.Errorf("%s: it tells a secret, or panics: %s", nom, sortie)
		}
	}
}

// TestAStructureIsSetUpFromTheCommandLine, as docs/exploitation.md says.
func TestAStructureIsSetUpFromTheCommandLine(t *testing.T) {
	t.Parallel()
	e := env{"DATABASE_URL": testdb.NewEmpty(t), "PARCOURS_SECRET": secret}
	says(t, e, "", 1, []string{"parcours migrate"}, "siae")
	fichiers, err := fs.Glob(migrations.FS, "*.sql")
	if err != nil || len(fichiers) == 0 {
		t.Fatalf("no migration: %v", err)
	}
	says(t, e, "", 0, []string{fmt.Sprintf("Schéma à jour : %d migration(s)", len(fichiers))}, "migrate")
	says(t, e, "", 0, []string{"Schéma à jour : 0 migration(s)"}, "migrate")
	says(t, e, "", 1, []string{"type", "departement"}, "siae", "--nom", "Les Jardins", "--type", "ONG")
	says(t, e, "", 0, []string{"Structure créée, numéro 1."}, "siae", "--nom", "Les Jardins", "--type", "ACI",
		"--departement", "80", "--effectif", "38", "--reseaux", "cocagne,fas")
	says(t, e, "", 0, []string{"1  ACI   80  Les Jardins"}, "siae")

	marie := []string{"user", "--email", "marie@exemple.fr", "--prenom", "Marie", "--nom", "Exemple", "--siae", "1", "--role", "cip"}
	says(t, e, "", 1, []string{"donnez le mot de passe sur l'entrée standard"}, marie...)
	says(t, e, "court\n", 1, []string{"mot_de_passe"}, marie...)
	says(t, e, "une phrase bien longue\n", 1, []string{"role"}, append(marie[:len(marie)-1:len(marie)-1], "chef")...)
	says(t, e, "une phrase bien longue\n", 1, []string{"--email"}, "user")
	says(t, e, "une phrase bien longue\n", 0, []string{"Personne prête, numéro 1."}, marie...)
	says(t, e, "une autre phrase longue\r\n", 0, []string{"Mot de passe changé"}, "user", "--email",
		"marie@exemple.fr", "--nouveau-mot-de-passe")
	says(t, e, "une autre phrase longue\n", 1, nil, "user", "--email", "personne@exemple.fr", "--nouveau-mot-de-passe")
	says(t, e, "", 1, []string{"base vide"}, "seed")
	says(t, e, "", 0, []string{"Ménage fait : 0 ligne(s)"}, "worker")
	says(t, e, "", 0, []string{"0 personne(s) relue(s) : 0 écart."}, "echeances")

	s := start(t, env{"DATABASE_URL": e["DATABASE_URL"], "PARCOURS_SECRET": secret,
		"PARCOURS_METRICS_JETON": "jeton-des-mesures", "PARCOURS_URL": "https://parcours.exemple.fr"}, "serve")
	s.signIn("marie@exemple.fr", "une autre phrase longue")
	moi, _ := json.Marshal(s.want(200, "GET", "/moi", nil))
	if !bytes.Contains(moi, []byte("Les Jardins")) {
		t.Errorf("she is %s", moi)
	}
	if _, corps := s.page("/connexion"); strings.Contains(corps, "Démonstration") || strings.Contains(corps, demo.MotDePasse) {
		t.Error("real use speaks of a demonstration")
	}
	if status, _ := s.page("/metrics"); status != 404 {
		t.Errorf("metrics without their token: %d", status)
	}
	sante := env{"PARCOURS_ADDR": strings.TrimPrefix(s.url, "http://")}
	says(t, sante, "", 0, []string{"prêt"}, "sante")
	s.stop()
	if strings.Contains(s.dit, "marie@") || strings.Contains(s.dit, secret) {
		t.Error("the log holds personal data, or the secret")
	}
	says(t, sante, "", 1, []string{"le serveur ne répond pas"}, "sante")
}

func TestSeedFillsAnEmptyDatabaseOnce(t *testing.T) {
	t.Parallel()
	e := env{"DATABASE_URL": testdb.New(t)}
	says(t, e, "", 0, nil, "seed")
	says(t, e, "", 1, []string{"la démonstration ne se charge que dans une base vide"}, "seed")
	says(t, e, "", 0, []string{"Les Jardins d'Essai", "Intérim d'Essai"}, "siae")
}

// TestTheCommandLineSpeaksFrench: help of every command, and what one hears
// after a slip.
func TestTheCommandLineSpeaksFrench(t *testing.T) {
	t.Parallel()
	anglais := regexp.MustCompile(`(?i)\b(usage|flags?|available|help for|commands?|additional|` +
		`use|string|strings|int|unknown|required|invalid|argument)\b`)
	check := func(sortie string, args ...string) {
		t.Helper()
		if mot := anglais.FindString(sortie); mot != "" {
			t.Errorf("parcours %s says %q: %s", strings.Join(args, " "), mot, sortie)
		}
	}
	vues := 0
	var visit func(c *cobra.Command)
	visit = func(c *cobra.Command) {
		vues++
		args := append(strings.Fields(c.CommandPath())[1:], "--help")
		var b bytes.Buffer
		r := newRacine(&b)
		r.SetArgs(args)
		if err := r.Execute(); err != nil || !strings.Contains(b.String(), "Emploi :") || !strings.Contains(b.String(), "affiche cette aide") {
			t.Errorf("parcours %v: %v: %s", args, err, b.String())
		}
		check(b.String(), args...)
		for _, sous := range c.Commands() {
			visit(sous)
		}
	}
	visit(newRacine(io.Discard))
	if vues < 10 {
		t.Errorf("only %d commands visited", vues)
	}
	for _, args := range [][]string{{"bidon"}, {"run", "bidon"}, {"guide", "bidon"}, {"siae", "--bidon"},
		{"siae", "-x"}, {"siae", "--effectif", "beaucoup"}, {"siae", "--nom"}, {"user"}, {"help"}} {
		check(says(t, env{}, "", 1, []string{"parcours : "}, args...), args...)
	}
	check(says(t, env{}, "", 0, []string{"Commandes :"}), "")
	check(says(t, env{}, "", 0, []string{"Commandes :"}, "aide"), "aide")
}
