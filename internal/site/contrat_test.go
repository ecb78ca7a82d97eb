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

// TestARenewalAndAnEndAreNoted on the page of a person: the contracts stand the newest
// first, and a parcours goes on after the end of one.
func TestARenewalAndAnEndAreNoted(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	f, err := d.m.app.FindParcours(t.Context(), d.m.Aci.Cip, d.id)
	if err != nil {
		t.Fatal(err)
	}
	fiche := "/salaries/" + itoa(f.Salarie.ID)
	d.get(fiche).wants(200, "Aucun contrat n'est noté.", "Ajouter un contrat").lacks("Noter la fin du contrat")
	log := func(debut, fin string) *reponse {
		return d.follow(d.submit(d.get(fiche), fiche+"/contrats", "type", "cddi", "debut", debut, "fin_prevue", fin))
	}
	log("2025-09-01", "2026-02-15").
		wants(200, "Le contrat est ajouté.", "CDD d'insertion", "du 01/09/2025 au 15/02/2026", "contrat terminé")
	d.open().wants(200, "contrat terminé le 15/02/2026")
	dits := log("2026-02-16", "2026-08-31").wants(200).text()
	if strings.Index(dits, "du 16/02/2026 au 31/08/2026") >
		strings.Index(dits, "du 01/09/2025 au 15/02/2026") {
		t.Error("the newest contract is not the first")
	}
	r := d.submit(d.get(fiche), fiche+"/contrats", "debut", "2026-02-16").wants(409, "Ce contrat est déjà noté")
	if !isBeside(r, "debut", "Ce contrat est déjà noté") {
		t.Errorf("%.400s", r.text())
	}
	checkPage(t, "a contract noted twice", r)
	d.get(fiche + "/modifier").wants(200)
	contrat := fiche + "/contrats/" + itoa(contrats(t, d)[0].ID) + "/fin"
	r = d.submit(d.get(fiche), contrat, "fin_reelle", "2026-09-01", "motif_fin", "").
		wants(422, "Indiquez pourquoi le contrat se termine.")
	checkPage(t, "an end refused", r)
	d.follow(d.submit(d.get(fiche), contrat, "fin_reelle", "2026-02-27", "motif_fin", "embauche")).wants(200,
		"La fin du contrat est notée.", "du 16/02/2026 au 27/02/2026", "Embauche · fin prévue le 31/08/2026",
		"contrat terminé").
		lacks("Noter la fin du contrat")
	d.open().wants(200, "contrat terminé le 27/02/2026")
	d.get(fiche+"/historique").wants(200, "Contrat ajouté", "Noter la fin d'un contrat", "Embauche")
}

func contrats(t *testing.T, d *dossier) parcours.Contrats {
	t.Helper()
	f, err := d.m.app.FindParcours(t.Context(), d.m.Aci.Cip, d.id)
	if err != nil {
		t.Fatal(err)
	}
	return f.Contrats
}
