package site_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"parcours.example/internal/site"
)

// hostiles are values that nobody types, and that somebody sends.
var hostiles = map[string]string{
	"a number too large":  "2147483648",
	"a larger one":        "9999999999",
	"words without end":   strings.Repeat("a ", 30_000),
	"a word without end":  strings.Repeat("é", 30_000),
	"a quote and a comma": `'"<b>,;--`,
	"no text":             "\xff\x00",
}

// TestNoAddressBreaksAPage walks every page with every parameter, one at a time on the lists that read the most: no page
// fails, none echoes what was sent, none weighs more than it should.
func TestNoAddressBreaksAPage(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	chemins := fillPaths(t, m)
	p := m.as(t, "directeur@aci.test")
	check := func(adresse, quoi string, q url.Values) {
		t.Helper()
		switch rep := p.get(adresse + "?" + q.Encode()); {
		case rep.status >= http.StatusInternalServerError:
			t.Errorf("%s, %s: %d", adresse, quoi, rep.status)
		case len(rep.corps) > 1<<20:
			t.Errorf("%s, %s: %d bytes", adresse, quoi, len(rep.corps))
		}
	}
	for _, r := range m.site.Routes() {
		if r.Methode != http.MethodGet {
			continue
		}
		for quoi, v := range hostiles {
			tous := url.Values{}
			for _, nom := range site.Parametres() {
				tous.Set(nom, v)
			}
			check(chemins(r.Chemin), quoi, tous)
		}
	}
	for _, liste := range []string{"/aujourdhui", "/salaries", "/parcours", "/parcours/:id", "/organismes", "/groupes", "/importations/:id",
		"/guide", "/guide/contacts", "/rapports/resultats", "/rapports/resultats/dossiers"} {
		for _, nom := range site.Parametres() {
			for quoi, v := range hostiles {
				check(chemins(liste), nom+": "+quoi, url.Values{nom: {v}})
			}
		}
	}
}
