package site_test

import (
	"strings"
	"testing"
)

// TestAGroupeIsMadeAndJoinedFromTheTraining, and its page leads to each parcours.
func TestAGroupeIsMadeAndJoinedFromTheTraining(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	d.follow(d.submit(d.open(), d.url+"/formation", with(formationDuTest, "organisme", "GRETA")...)).wants(200)
	fiche := d.follow(d.submit(d.open(), d.url+"/groupe", "intitule", "Propreté, mars")).
		wants(200, "Le groupe de cette formation est enregistré.", "Même action que d'autres : Propreté, mars")
	lien := fiche.find(func(n *node) bool { return n.Data == "a" && strings.HasPrefix(attr(n, "href"), "/groupes/") })
	if len(lien) != 1 {
		t.Fatalf("%d links to the group", len(lien))
	}
	url := attr(lien[0], "href")
	page := d.get(url).wants(200, "Qui en est (1)", "Nadia Benali", "Besoin identifié", "GRETA")
	checkPage(t, "groupe", page)
	if len(page.find(func(n *node) bool { return n.Data == "a" && strings.HasPrefix(attr(n, "href"), d.url) })) != 1 {
		t.Error("its page does not lead to the parcours")
	}
	form := d.get(url + "/modifier").wants(200)
	refus := d.submit(form, url, "date_debut", "2026-05-02", "date_fin", "2026-05-01", "notes", "Huit places.").
		wants(422, "La fin est avant le début")
	if refus.value("date_debut") != "2026-05-02" {
		t.Error("what was typed is lost")
	}
	d.follow(d.submit(refus, url, "date_fin", "2026-05-09")).wants(200,
		"Le groupe est à jour.", "Huit places.", "02/05/2026 – 09/05/2026")
	d.get(url+"/historique").wants(200, "Groupe ajouté", "Groupe modifié", "Huit places.")
	d.get("/groupes").wants(200, "Propreté, mars", "GRETA")
	d.follow(d.submit(d.get("/groupes/nouveau"), "/groupes", "intitule", "CACES")).wants(200, "Personne pour l'instant.")
	// Another is chosen in the list, then none.
	d.follow(d.submit(d.open(), d.url+"/groupe", "groupe_id", "2")).wants(200, "Même action que d'autres : CACES")
	d.follow(d.submit(d.open(), d.url+"/groupe", "groupe_id", "")).wants(200).lacks("Même action que d'autres")
	d.get(url).wants(200, "Personne pour l'instant.")
	d.seenBy("encadrant@aci.test").get("/groupes").wants(403)
	d.seenBy("cip@etti.test").get("/groupes").wants(200).lacks("CACES")
}
