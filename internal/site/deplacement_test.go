package site_test

import (
	"strings"
	"testing"

	"parcours.example/internal/parcours"
)

// TestOneMovesASuiviToTheRightPersonWithoutJavaScript: shared/cas/24. From the timeline,
// one searches the right person, whose name stands in no address, says why, and sees it
// where it is now.
func TestOneMovesASuiviToTheRightPersonWithoutJavaScript(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	karim := d.m.Salarie(t, d.m.Aci, "Karim", "Haddad")
	d.m.Salarie(t, d.m.Aci, "Zoé", "Haddad") // without a parcours
	bon, err := d.m.app.IdentifyBesoin(t.Context(), d.m.Aci.Cip, karim.ID,
		parcours.Besoin{Origine: "salarie", Intitule: "Cariste", Date: aujourdhui.AddDays(-20)}, "")
	if err != nil {
		t.Fatal(err)
	}
	const texte = "Phrase sur une autre personne"
	suivi, err := d.m.app.LogSuivi(t.Context(), d.m.Aci.Cip, d.id,
		parcours.Suivi{Date: aujourdhui, Avec: "salarie", Canal: "telephone", Texte: texte}, "")
	if err != nil {
		t.Fatal(err)
	}
	adresse := "/suivis/" + itoa(suivi.ID) + "/deplacement"
	corriger := parcours.LienCorrection(d.id, "suivi", suivi.ID)
	if len(d.open().find(hasHref(corriger))) != 1 || len(d.get(corriger).find(hasHref(adresse))) != 1 {
		t.Fatal("the timeline does not lead to it, through its correction")
	}
	d.get("/suivis/999/deplacement").wants(404)
	page := d.get(adresse).wants(200, "C'était une autre personne", texte)
	checkPage(t, adresse, page)
	resultats := d.submit(page, "/recherche", "q", "haddad")
	if l := resultats.location(); !strings.HasPrefix(l, adresse) || strings.Contains(l, "addad") {
		t.Fatalf("the search leads to %q", l)
	}
	choix := d.follow(resultats).wants(200, "Karim Haddad · Cariste", "Identifiez d'abord le besoin de", "Zoé Haddad")
	checkPage(t, adresse, choix)
	refus := d.submit(choix, adresse, "parcours_id", itoa(bon))
	refus.wants(422, "Dites en quelques mots pourquoi", "Karim Haddad · Cariste")
	fait := d.submit(refus, adresse, "parcours_id", itoa(bon), "motif", "Deux onglets ouverts.")
	if l := fait.location(); l != "/parcours/"+itoa(bon)+"#suivi-"+itoa(suivi.ID) {
		t.Fatalf("it leads to %q: %s", l, fait.text())
	}
	d.follow(fait).wants(200, texte, "C'est maintenant dans ce dossier.")
	d.open().lacks(texte)
	d.get(d.url+"/historique").wants(200, "Suivi déplacé vers un autre dossier", "Deux onglets ouverts.").lacks(texte)
}

// TestAnEncadrantMovesHisObservationByNames: of the others he learns no more than on his page.
func TestAnEncadrantMovesHisObservationByNames(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	s, karim := m.Salarie(t, m.Aci, "Nadia", "Benali"), m.Salarie(t, m.Aci, "Karim", "Haddad")
	o, err := m.app.LogObservation(t.Context(), m.Aci.Encadrant, s.ID, parcours.Observation{Theme: "envie", Niveau: "bien", Texte: "Motivé."}, "")
	if err != nil {
		t.Fatal(err)
	}
	e, adresse := m.as(t, "encadrant@aci.test"), "/observations/"+itoa(o.ID)+"/deplacement"
	page := e.get(adresse).wants(200, "Karim Haddad").lacks("CIP ACI")
	m.as(t, "cip@aci.test").get(adresse).wants(200, "Karim Haddad", "CIP : CIP ACI")
	e.follow(e.submit(page, adresse, "salarie_id", itoa(karim.ID), "motif", "C'était Karim.")).wants(200)
}
