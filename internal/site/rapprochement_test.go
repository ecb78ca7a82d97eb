package site_test

import (
	"strings"
	"testing"
	"time"

	"parcours.example/internal/parcours"
)

// newDoubleDossier is newDossier where Nadia was created twice: the other file has another
// spelling, a telephone that the first one misses, another town, and a parcours of its own.
func newDoubleDossier(t *testing.T) (d *dossier, ici, la string) {
	t.Helper()
	d = newDossier(t)
	nadia := d.personneSuivie()
	nadia.DateNaissance, nadia.Commune = parcours.NewDate(1990, time.May, 12), "Amiens"
	_, err := d.m.app.UpdateSalarie(t.Context(), d.m.Aci.Cip, nadia, "")
	d.must(err)
	id, err := d.m.app.CreateSalarie(t.Context(), d.m.Aci.Cip, parcours.Salarie{Prenom: "Nadia", Nom: "Benalli", Commune: "Albert",
		Telephone: "06 12 34 56 78", DateNaissance: parcours.NewDate(1990, time.May, 12)}, "")
	if parcours.ErreursOf(err)[0].AAcquitter == nil {
		t.Fatalf("the doublon was not seen: %v", err)
	}
	s := d.m.Salarie(t, d.m.Aci, "Nadia", "Benalli")
	s.Commune, s.Telephone, s.DateNaissance, id = "Albert", "06 12 34 56 78", nadia.DateNaissance, s.ID
	_, err = d.m.app.UpdateSalarie(t.Context(), d.m.Aci.Cip, s, "")
	d.must(err)
	_, err = d.m.app.IdentifyBesoin(t.Context(), d.m.Aci.Cip, id,
		parcours.Besoin{Origine: "salarie", Intitule: "Cariste", Date: aujourdhui.AddDays(-10)}, "")
	d.must(err)
	return d, "/salaries/" + itoa(nadia.ID), "/salaries/" + itoa(id)
}

// TestTwoFilesAreMadeOneAndTakenApartFromThePage, without JavaScript: from the page of the
// person to the other file, compared, made one for a reason, and apart again.
func TestTwoFilesAreMadeOneAndTakenApartFromThePage(t *testing.T) {
	t.Parallel()
	d, ici, la := newDoubleDossier(t)
	d.m.Salarie(t, d.m.Aci, "Karim", "Haddad")
	if len(d.get(ici).wants(200, "Créé deux fois ?").find(hasHref(ici+"/rapprochement"))) != 1 {
		t.Fatal("the page of the person does not lead to it")
	}
	page := d.get(ici+"/rapprochement").wants(200, "Nadia Benalli", "nom voisin, même date de naissance").lacks("Karim Haddad")
	checkPage(t, "the other file", page)
	trouves := d.follow(d.submit(page, "/recherche", "q", "haddad")).wants(200, "Karim Haddad")
	checkPage(t, "searched", trouves)
	adresse := ici + "/rapprochement?avec=" + strings.TrimPrefix(la, "/salaries/")
	if len(page.find(hasHref(adresse))) != 1 {
		t.Fatalf("nothing leads to %s", adresse)
	}
	page = d.get(adresse).wants(200, "Reste : Nadia Benali", "Rejoint : Nadia Benalli",
		"Prendre : Albert", "Deux parcours ouverts", "Cariste", "Garder plutôt l'autre dossier")
	checkPage(t, "side by side", page)
	if n := len(page.find(func(n *node) bool { return has(n, "checked") })); n != 1 {
		t.Errorf("%d boxes are ticked, want the telephone that this file misses", n)
	}
	d.get(la+"/rapprochement?avec="+strings.TrimPrefix(ici, "/salaries/")).wants(200, "Reste : Nadia Benalli", "Rejoint : Nadia Benali")

	refus := d.submit(page, ici+"/rapprochement", "commune", "Albert", "telephone", "06 12 34 56 78").
		wants(422, "Dites en quelques mots pourquoi")
	checkPage(t, "without a reason", refus)
	if n := len(refus.find(func(n *node) bool { return has(n, "checked") })); n != 2 {
		t.Errorf("%d boxes are still ticked", n)
	}
	for range 2 { // a double click does it once
		fait := d.submit(refus, ici+"/rapprochement", "motif", "Saisie deux fois.")
		if fait.wants(303); fait.location() != ici {
			t.Fatalf("it leads to %s", fait.location())
		}
	}
	reuni := d.get(ici).wants(200, "Réuni avec le dossier de Nadia Benalli le 02/03/2026 par CIP ACI (« Saisie deux fois. »)",
		"Séparer de nouveau", "Albert", "06 12 34 56 78", "Cariste")
	checkPage(t, "made one", reuni)
	d.get("/salaries?suivi=tous").wants(200, "Nadia Benali").lacks("Benalli")
	d.get("/salaries?suivi=tous&contrat=retires").lacks("Benalli")
	for _, a := range []string{la, la + "/rapprochement", adresse} { // the absorbed one leads to the one that stays
		r := d.get(a)
		if r.wants(303); r.location() != ici {
			t.Errorf("%s leads to %q", a, r.location())
		}
	}
	d.follow(d.get(la)).wants(200, "Ce dossier a été réuni avec celui-ci")

	refus = d.submit(reuni, ici+"/separer").wants(422, "Dites en quelques mots pourquoi")
	checkPage(t, "apart without a reason", refus)
	d.follow(d.submit(refus, ici+"/separer", "motif", "Deux sœurs.")).wants(200, "de nouveau séparés", "Amiens").
		lacks("Réuni avec le dossier", "06 12 34 56 78", "Cariste")
	d.get(la).wants(200, "Nadia Benalli", "Albert", "Cariste")
	d.follow(d.submit(reuni, ici+"/separer", "motif", "Deux sœurs.")).wants(200, "de nouveau séparés") // clicked twice
	d.submit(reuni, ici+"/separer", "motif", "Encore.", "reunion", "0").wants(422, "il n'y a rien à séparer")
	d.get(ici+"/historique").wants(200, "Saisie deux fois.", "Deux sœurs.")
}

// TestTwoFilesThatDifferAskBeforeTheyAreOne: nobody was born twice, nor has two PASS IAE; the
// slip may be in either file, so it is asked and not refused.
func TestTwoFilesThatDifferAskBeforeTheyAreOne(t *testing.T) {
	t.Parallel()
	d, ici, la := newDoubleDossier(t)
	s := d.personneSuivie()
	s.PassNumero, s.DateNaissance = "999992139048", parcours.NewDate(1990, time.May, 21)
	_, err := d.m.app.UpdateSalarie(t.Context(), d.m.Aci.Cip, s, "")
	d.must(err)
	adresse := ici + "/rapprochement?avec=" + strings.TrimPrefix(la, "/salaries/")
	page := d.submit(d.get(adresse), ici+"/rapprochement", "commune", "Albert", "motif", "Saisie deux fois.").
		wants(422, "Date de naissance : 21/05/1990 dans le dossier gardé, 12/05/1990 dans l'autre.").lacks("PASS IAE : ")
	checkPage(t, "asked", page)
	d.get(la).wants(200)
	d.follow(d.submit(page, ici+"/rapprochement", parcours.ChampAcquittes, "autre_date_naissance")).
		wants(200, "Réuni avec le dossier", "Albert")
	d.get(ici+"/historique").wants(200, "Saisie deux fois. · Lu avant d'enregistrer : Date de naissance : 21/05/1990")
}

// TestWhoMayMakeOneFileOfTwoFromThePage: those who follow both, and the directeur; the
// page says why to the others, before anything is typed.
func TestWhoMayMakeOneFileOfTwoFromThePage(t *testing.T) {
	t.Parallel()
	d, ici, la := newDoubleDossier(t)
	id := strings.TrimPrefix(la, "/salaries/")
	adresse := ici + "/rapprochement?avec=" + id
	chezEux := itoa(d.m.Salarie(t, d.m.Etti, "Nadia", "Benali").ID)
	collegue := d.m.as(t, "cip@deux.test")
	collegue.follow(collegue.post("/changer-siae", "siae_id", itoa(d.m.Aci.Siae.ID)))
	collegue.get(ici).wants(200).lacks("Créé deux fois ?")
	checkPage(t, "of a colleague", collegue.get(adresse).wants(200, "ne peuvent pas être réunis",
		"Le CIP qui accompagne la personne dans les deux dossiers").lacks("Réunir ces deux dossiers", "Prendre :"))
	collegue.post(adresse, "avec", id, "motif", "x").wants(403)
	d.m.as(t, "encadrant@aci.test").get(adresse).wants(403)
	d.get(ici + "/rapprochement").lacks("/salaries/" + chezEux)
	for _, a := range []string{ici + "/rapprochement?avec=" + chezEux, "/salaries/" + chezEux + "/rapprochement"} {
		d.get(a).wants(404)
	}
	d.post(ici+"/rapprochement", "avec", chezEux, "motif", "x").wants(404)
	d.get(ici+"/rapprochement?avec="+strings.TrimPrefix(ici, "/salaries/")).wants(200, "C'est le même dossier")
	d.m.as(t, "directeur@aci.test").get(adresse).wants(200, "Réunir ces deux dossiers")

	d.submit(d.get(adresse), ici+"/rapprochement", "motif", "Double.").wants(303)
	d.get(ici).wants(200, "Séparer de nouveau")
	d.m.horloge.advance(parcours.DelaiSeparation + time.Hour)
	d.personne = d.m.as(t, "cip@aci.test")
	d.get(ici).wants(200).lacks("Réuni avec le dossier")
	checkPage(t, "too late", d.post(ici+"/separer", "motif", "Trop tard.").wants(422, "réunis depuis plus de 30 jours"))

	d.freeze()
	d.get(ici).wants(200).lacks("Créé deux fois ?")
}
