package site_test

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"fmt"
	"net/http"
	"testing"

	"parcours.example/internal/testdb"
)

// budget is what a page may cost: statements and round trips, the check of the session included, and how much it weighs,
// in thousands of bytes, as it is and compressed.
type budget struct{ requetes, trajets, poids, comprime int }

// budgets are those of each page that is read, on the few files of fillPaths. What shows the history reads the rows that
// its lines add as they stand, in a trip of its own (decision 0032), and has both statements planned once for all.
var budgets = map[string]budget{
	"/guide/contacts/:carte":               {4, 2, 1, 1},
	"/connexion":                           {2, 1, 1, 1},
	"/":                                    {2, 1, 1, 1},
	"/aujourdhui":                          {7, 3, 9, 4},
	"/freins/:id/deplacement":              {12, 5, 10, 4},
	"/groupes":                             {6, 2, 11, 5},
	"/groupes/:id":                         {8, 3, 9, 4},
	"/groupes/:id/historique":              {16, 8, 9, 4},
	"/groupes/:id/modifier":                {6, 3, 10, 4},
	"/groupes/nouveau":                     {4, 2, 10, 4},
	"/guide":                               {4, 2, 16, 6},
	"/guide/:etape":                        {4, 2, 40, 8},
	"/guide/contacts":                      {4, 2, 130, 14},
	"/guide/sigles":                        {4, 2, 20, 7},
	"/importations/:id":                    {10, 6, 14, 5},
	"/importations/:id/rapport.xlsx":       {10, 6, 10, 9},
	"/importations/nouvelle":               {4, 2, 10, 5},
	"/observations":                        {6, 2, 8, 4},
	"/observations/:id":                    {4, 2, 18, 6},
	"/observations/:id/deplacement":        {12, 5, 10, 4},
	"/organismes":                          {6, 2, 11, 5},
	"/organismes/:id":                      {8, 3, 10, 4},
	"/organismes/:id/historique":           {16, 8, 9, 4},
	"/organismes/:id/modifier":             {4, 2, 11, 5},
	"/organismes/nouveau":                  {2, 1, 11, 5},
	"/parcours":                            {7, 2, 16, 5},
	"/parcours.xlsx":                       {6, 2, 9, 8},
	"/parcours/:id":                        {4, 2, 330, 36},
	"/parcours/:id/corriger/:objet/:ligne": {14, 7, 15, 6},
	"/parcours/:id/deplacement":            {12, 5, 10, 4},
	"/parcours/:id/historique":             {16, 8, 11, 5},
	"/rapports/resultats":                  {7, 3, 26, 7},
	"/rapports/resultats.xlsx":             {8, 3, 14, 12},
	"/rapports/resultats/dossiers":         {5, 2, 9, 4},
	"/salaries":                            {8, 3, 18, 6},
	"/salaries.xlsx":                       {6, 2, 9, 8},
	"/salaries/:id":                        {8, 4, 39, 9},
	"/salaries/:id/corriger/:objet/:ligne": {14, 7, 18, 6},
	"/salaries/:id/historique":             {15, 9, 10, 4},
	"/salaries/:id/modifier":               {4, 2, 16, 5},
	"/salaries/:id/parcours/nouveau":       {4, 2, 14, 5},
	"/salaries/:id/rapprochement":          {6, 3, 9, 4},
	"/salaries/:id/reprise":                {6, 3, 15, 5},
	"/salaries/nouveau":                    {4, 2, 15, 5},
	"/structure":                           {6, 3, 11, 5},
	"/structure/fraicheur":                 {13, 5, 247, 21},
	"/structure/guide":                     {11, 4, 12, 5},
	"/structure/guide/ajouts/:ajout":       {11, 4, 41, 8},
	"/structure/guide/nouveau":             {2, 1, 40, 8},
	"/structure/guide/signaler/:item":      {13, 5, 14, 5},
	"/structure/modifier":                  {4, 2, 15, 5},
	"/structure/territoire":                {11, 4, 48, 10},
	"/suivis/:id/deplacement":              {14, 6, 10, 4},
}

// TestEachPageHasItsBudget: a page that is added says what it costs; one that grows says why.
func TestEachPageHasItsBudget(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	chemins := fillPaths(t, m)
	p := m.as(t, "directeur@aci.test")
	for _, r := range m.site.Routes() {
		if r.Methode != http.MethodGet {
			continue
		}
		adresse := chemins(r.Chemin)
		b, ok := budgets[r.Chemin]
		if !ok {
			t.Errorf("%s has no budget: give it one in budgets (cout_test.go), by what is measured here", r.Chemin)
		}
		p.get(adresse) // once, so that every statement is prepared
		var rep *reponse
		m.Hold(t, []testdb.Cout{{Nom: r.Chemin, MaxRequetes: b.requetes, MaxTrajets: b.trajets, Fait: func() { rep = p.get(adresse) }}})
		var comprime bytes.Buffer
		w := gzip.NewWriter(&comprime)
		_, err := w.Write([]byte(rep.corps))
		if err := cmp.Or(err, w.Close()); err != nil {
			t.Fatal(err)
		}
		if poids, c := len(rep.corps)/1000, comprime.Len()/1000; poids > b.poids || c > b.comprime {
			t.Errorf("%s weighs %d KB, %d compressed; it may weigh %d and %d. Show less, fold what is read rarely, or raise its budget "+
				"with the reason", r.Chemin, poids, c, b.poids, b.comprime)
		}
	}
}

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
		{Nom: "page of a person", MaxRequetes: 8, MaxTrajets: 4, Fait: personne},
		{Nom: "aujourd'hui", MaxRequetes: 5, MaxTrajets: 2, Fait: aujourdhui},
		{Nom: "list of the people", MaxRequetes: 8, MaxTrajets: 3, Fait: liste},
	})
	// Each reads again what is due in the files of the person: 3 or 4 in one more trip.
	m.Hold(t, []testdb.Cout{
		{Nom: "a follow-up", MaxRequetes: 14, MaxTrajets: 4, Fait: send(id, "/suivis", suivi...)},
		// Its parcours tells whose frein it is: 4 in 2.
		{Nom: "a frein", MaxRequetes: 15, MaxTrajets: 5, Fait: send(id, "/freins", frein...)},
		{Nom: "a transition", MaxRequetes: 15, MaxTrajets: 4, Fait: send(id, "/transitions", passage...)},
	})
}
