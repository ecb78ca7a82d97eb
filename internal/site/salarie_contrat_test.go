package site_test

import (
	"strings"
	"testing"

	"parcours.example/internal/parcours"
)

// TestAContractThatIsOverIsSaid, by a word and a shape, and can be left out.
func TestAContractThatIsOverIsSaid(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	for nom, fin := range map[string]parcours.Date{"Parti": aujourdhui.AddDays(-1), "Dernierjour": aujourdhui, "Sansdate": {}} {
		if _, err := m.app.CreateSalarie(t.Context(), m.Aci.Cip, parcours.Salarie{Prenom: "Léa", Nom: nom, DateFinContrat: fin,
			DateFinPass: fin}, ""); err != nil {
			t.Fatal(err)
		}
	}
	p := m.as(t, "cip@aci.test")
	for adresse, w := range map[string]struct{ oui, non []string }{
		"/salaries":                  {[]string{"Dernierjour", "Sansdate", "2 salariés"}, []string{"Parti", "contrat terminé"}},
		"/salaries?contrat=presents": {[]string{"Dernierjour", "Sansdate"}, []string{"Parti"}},
		"/salaries?contrat=termine":  {[]string{"Léa Parti", "contrat terminé", "1 salarié"}, []string{"Dernierjour", "Sansdate"}},
		"/salaries?contrat=tous":     {[]string{"Léa Parti", "Sansdate", "3 salariés"}, nil},
		"/salaries?q=parti":          {[]string{"Léa Parti", "contrat terminé"}, nil},
	} {
		r := p.get(adresse).wants(200, w.oui...).lacks(w.non...)
		checkPage(t, adresse, r)
		if n := len(r.find(hasHref("/salaries?contrat=termine"))); adresse != "/salaries?q=parti" && n == 0 {
			t.Errorf("%s: no filter on the contract", adresse)
		}
	}
	lien := p.get("/salaries?contrat=termine").find(func(n *node) bool {
		return n.Data == "a" && strings.Contains(attr(n, "href"), "?retour=") && !strings.Contains(attr(n, "href"), "nouveau")
	})
	p.get(attr(lien[0], "href")).wants(200, "contrat terminé", "PASS IAE expiré")
}
