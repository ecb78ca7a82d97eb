package site_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"parcours.example/internal/testdb"
)

const phraseTapee = "Devis reçu de l'organisme, réponse vendredi."

// Lunch lasted longer than the session, with a follow-up half typed.
func TestAFormSentAfterTheSessionEndedIsNotLost(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	page := d.open()
	d.m.horloge.advance(13 * time.Hour)
	refuse := d.submit(page, d.url+"/suivis", "texte", phraseTapee).wants(401, "Votre session est terminée", "votre saisie n'est pas perdue")
	checkPage(t, "sign-in over a form", refuse)
	rate := d.submit(refuse, "/connexion", "email", "cip@aci.test", "mot_de_passe", "raté").wants(422, "Adresse ou mot de passe incorrect")
	garde := d.submit(rate, "/connexion", "email", "cip@aci.test", "mot_de_passe", testdb.MotDePasse).
		wants(200, "Votre saisie est toujours là", phraseTapee)
	checkPage(t, "kept form", garde)
	d.open().lacks(phraseTapee) // nothing is sent for them
	d.follow(d.submit(garde, d.url+"/suivis")).wants(200, phraseTapee, "Le suivi est consigné.")
	// Sent twice, it is written once.
	if n := strings.Count(d.follow(d.submit(garde, d.url+"/suivis")).text(), phraseTapee); n != 1 {
		t.Errorf("the follow-up stands %d times", n)
	}
}

// Whoever signs in next, from another SIAE or the same, is not shown what
// somebody else typed.
func TestAKeptFormIsGivenBackToNobodyElse(t *testing.T) {
	t.Parallel()
	for _, autre := range []string{"cip@etti.test", "directeur@aci.test"} {
		d := newDossier(t)
		page := d.open()
		d.m.horloge.advance(13 * time.Hour)
		refuse := d.submit(page, d.url+"/suivis", "texte", phraseTapee).wants(401)
		suite := d.submit(refuse, "/connexion", "email", autre, "mot_de_passe", testdb.MotDePasse)
		if suite.status != 303 {
			t.Errorf("%s gets %d, want the home page", autre, suite.status)
		}
		suite.lacks(phraseTapee)
	}
}

func TestAKeptFormGoesNowhereElse(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	for _, adresse := range []string{"https://ailleurs.example/", "//ailleurs.example", "/connexion", ""} {
		r := m.visitor(t).post("/connexion", "email", "cip@aci.test", "mot_de_passe", testdb.MotDePasse,
			"envoi_adresse", adresse, "envoi", url.Values{"texte": {phraseTapee}}.Encode())
		if r.location() != "/aujourdhui" {
			t.Errorf("%q leads to %d %q", adresse, r.status, r.location())
		}
	}
}

// The database went away between the page and the click.
func TestAFormThatTheDatabaseMissedCanBeSentAgain(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	page := d.open()
	d.m.DB.Close()
	panne := d.submit(page, d.url+"/suivis", "texte", phraseTapee).wants(500, "Votre saisie est toujours là", phraseTapee)
	checkPage(t, "failure under a form", panne)
	d.submit(panne, d.url+"/suivis").wants(500, phraseTapee)
	// A password never comes back.
	r := d.m.visitor(t).post("/connexion", "email", "cip@aci.test", "mot_de_passe", testdb.MotDePasse).wants(500)
	if strings.Contains(string(r.corps), testdb.MotDePasse) {
		t.Error("the error page holds the password")
	}
}

// A form that came back with errors stands at the address of its deed; one
// reloads it, or keeps it among the bookmarks.
func TestTheAddressOfAFormLeadsToItsPage(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	p := m.as(t, "cip@aci.test")
	for adresse, page := range map[string]string{
		"/parcours/14/suivis": "/parcours/14", "/parcours/14/financements/2/reponse": "/parcours/14",
		"/salaries/3/parcours": "/salaries/3", "/importations/1/validation": "/importations/1", "/importations": "/", "/changer-siae": "/",
	} {
		if r := p.get(adresse); r.status != 303 || r.location() != page {
			t.Errorf("%s: %d %q, want %q", adresse, r.status, r.location(), page)
		}
	}
	p.post("/aujourdhui").wants(404, "Page introuvable")
}
