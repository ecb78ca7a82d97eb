package site_test

import (
	"fmt"
	"testing"

	"parcours.example/internal/testdb"
)

// TestWhatAPageCosts holds each page and each form to its statements and round
// trips, session check included, on a file of 12 passages and 20 follow-ups.
func TestWhatAPageCosts(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	p := m.as(t, "cip@aci.test")
	salarie, rode := m.VraiDossier(t, "Nadia")
	_, id := m.VraiDossier(t, "Karim")
	open := func(adresse string) func() { return func() { p.get(adresse).wants(200) } }
	send := func(id int64, suite string, champs ...string) func() {
		page := p.get(fmt.Sprintf("/parcours/%d", id)).wants(200)
		return func() { p.submit(page, fmt.Sprintf("/parcours/%d%s", id, suite), champs...).wants(303) }
	}
	suivi := []string{"texte", "Devis reçu.", "avec", "salarie", "canal", "telephone"}
	passage := []string{"transition", "revoir_besoin", "motif", "test_niveau"}
	frein := []string{"code", "logement"}
	for suite, champs := range map[string][]string{"/suivis": suivi, "/freins": frein, "/transitions": passage} {
		send(rode, suite, champs...)() // once, so that every statement is prepared
	}
	dossier, personne := open(fmt.Sprintf("/parcours/%d", id)), open(fmt.Sprintf("/salaries/%d", salarie))
	aujourdhui, liste := open("/aujourdhui"), open("/salaries")
	for _, page := range []func(){dossier, personne, aujourdhui, liste} {
		page()
	}
	m.Hold(t, []testdb.Cout{
		{Nom: "page of a parcours", MaxRequetes: 4, MaxTrajets: 2, Fait: dossier},
		{Nom: "page of a person", MaxRequetes: 10, MaxTrajets: 6, Fait: personne},
		{Nom: "aujourd'hui", MaxRequetes: 6, MaxTrajets: 3, Fait: aujourdhui},
		{Nom: "list of the people", MaxRequetes: 10, MaxTrajets: 7, Fait: liste},
	})
	// Each reads again what is due in the files of the person: 3 or 4 in one more trip.
	m.Hold(t, []testdb.Cout{
		{Nom: "a follow-up", MaxRequetes: 14, MaxTrajets: 5, Fait: send(id, "/suivis", suivi...)},
		// The file tells whose frein it is: 4 in 2.
		{Nom: "a frein", MaxRequetes: 15, MaxTrajets: 6, Fait: send(id, "/freins", frein...)},
		{Nom: "a transition", MaxRequetes: 15, MaxTrajets: 5, Fait: send(id, "/transitions", passage...)},
	})
}
