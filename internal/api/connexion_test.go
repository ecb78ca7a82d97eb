package api

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parcours.example/internal/app"
	"parcours.example/internal/auth"
	"parcours.example/internal/testdb"
)

func demandeSite(email string) app.DemandeConnexion {
	return app.DemandeConnexion{Email: email, MotDePasse: testdb.MotDePasse, Adresse: "192.0.2.9", Usage: auth.Site}
}

func TestSigningInGivesATokenThatSigningOutRevokes(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	r := e.anonyme(t).do(post, "/connexion", objet{"email": "cip@aci.test", "mot_de_passe": testdb.MotDePasse}).want(http.StatusOK)
	expire, err := time.Parse(time.RFC3339, r.texte("expire_le"))
	if err != nil || !expire.Equal(time.Date(2026, 3, 2, 17, 0, 0, 0, time.UTC)) {
		t.Errorf("expires %v, %v", expire, err)
	}
	if r.texte("utilisateur", "email") != "cip@aci.test" || r.texte("utilisateur", "role") != "cip" ||
		r.entete.Get("Cache-Control") != "no-store" || r.entete.Get("Set-Cookie") != "" {
		t.Errorf("%v %s", r.entete, r.brut)
	}
	c := &client{essai: e, t: t, jeton: r.texte("jeton")}
	m := c.do(get, "/moi", nil).want(http.StatusOK)
	if m.texte("siae", "nom") != "Les Jardins" || len(m.liste("droits")) == 0 || strings.Contains(m.brut, "argon2") {
		t.Errorf("moi %s", m.brut)
	}
	c.do(post, "/deconnexion", nil).want(http.StatusNoContent)
	c.do(get, "/moi", nil).refused(http.StatusUnauthorized, codeInterdit)
	c.do(post, "/deconnexion", nil).refused(http.StatusUnauthorized, codeInterdit)
}

func TestATokenEndsAfterADay(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "cip@aci.test")
	e.instant.Add(int64(8*time.Hour + time.Second))
	c.do(get, "/moi", nil).refused(http.StatusUnauthorized, codeInterdit)
}

func TestAWrongPasswordAndAnUnknownAccountAreToldAlike(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.anonyme(t)
	faux := c.do(post, "/connexion", objet{"email": "cip@aci.test",
		"mot_de_passe": "pas celui-là, vraiment"}).refused(http.StatusUnauthorized, codeInterdit)
	inconnu := c.do(post, "/connexion", objet{"email": "personne@aci.test",
		"mot_de_passe": "pas celui-là, vraiment"}).refused(http.StatusUnauthorized, codeInterdit)
	if faux.brut != inconnu.brut {
		t.Errorf("an account can be guessed (- unknown, + known)\n%s", cmp.Diff(inconnu.brut, faux.brut))
	}
	for _, corps := range []any{objet{}, objet{"email": "cip@aci.test"}, objet{"email": "", "mot_de_passe": ""},
		objet{"email": 3, "mot_de_passe": true},
		objet{"email": "cip@aci.test", "mot_de_passe": testdb.MotDePasse, "role": "directeur"}, objet{"email": "cip@aci.test",
			"mot_de_passe": testdb.MotDePasse, "siae_id": 1}} {
		c.do(post, "/connexion", corps).refused(http.StatusUnprocessableEntity, codeInvalide)
	}
}

func TestTooManyAttemptsWait(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.anonyme(t)
	for range 5 {
		c.do(post, "/connexion", objet{"email": "cip@aci.test", "mot_de_passe": "pas celui-là"}).want(http.StatusUnauthorized)
	}
	r := c.do(post, "/connexion", objet{"email": "cip@aci.test",
		"mot_de_passe": testdb.MotDePasse}).refused(http.StatusTooManyRequests, codeInterdit)
	attente, err := strconv.Atoi(r.entete.Get("Retry-After"))
	if err != nil || attente < 1 || attente > 15*60 {
		t.Errorf("Retry-After %q", r.entete.Get("Retry-After"))
	}
	e.instant.Add(int64(time.Duration(attente) * time.Second))
	c.do(post, "/connexion", objet{"email": "cip@aci.test", "mot_de_passe": testdb.MotDePasse}).want(http.StatusOK)
}

func TestWhoWorksInTwoSiaeChangesAndLeavesTheFirst(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "cip@deux.test")
	depart := c.do(get, "/moi", nil).nombre("siae", "id")
	vers := e.Aci.Siae.ID
	if depart == vers {
		vers = e.Etti.Siae.ID
	}
	r := c.do(post, "/moi/siae", objet{"siae_id": vers}).want(http.StatusOK)
	c.do(get, "/moi", nil).refused(http.StatusUnauthorized, codeInterdit)
	c.jeton = r.texte("jeton")
	if c.do(get, "/moi", nil).want(http.StatusOK).nombre("siae", "id") != vers {
		t.Error("still in the first one")
	}
}
