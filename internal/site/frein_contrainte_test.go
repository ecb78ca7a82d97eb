package site_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"parcours.example/internal/parcours"
)

// ticked are the boxes that a form of the page shows ticked.
func ticked(r *reponse, action, nom string) []string {
	for _, f := range r.find(func(n *node) bool { return n.Data == "form" && attr(n, "action") == action }) {
		return valuesOf(f)[nom]
	}
	return nil
}

// TestConstraintsOfTheStructureAreNotedInPlace with nothing but the form of the
// page, which keeps what was ticked when it is refused or loses a race.
func TestConstraintsOfTheStructureAreNotedInPlace(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	adresse := d.url + "/freins-gestion"
	page := d.open().wants(200, "Contraintes de la structure", "Aucune contrainte notée.", "jamais sur la personne")
	for range 2 { // the second click does nothing, and says nothing bad
		fait := d.submit(page, adresse, "freins_gestion", "clients", "freins_gestion", "economie")
		if l := fait.location(); l != d.url+"#freins" {
			t.Errorf("back to %s", l)
		}
		checkPage(t, "noted", d.follow(fait).wants(200, "Les contraintes de la structure sont à jour.",
			"Gestion économique de la SIAE", "Contraintes clients", "Prioriser les besoins", "Modifier les contraintes").lacks("Aucune contrainte notée."))
	}

	r := d.post(adresse, "version", "2", "freins_gestion", "calendrier", "freins_gestion", "mobilite").wants(422,
		"Une de ces réponses n'est pas possible ici")
	if !isBeside(r, "freins_gestion", "Une de ces réponses n'est pas possible ici") ||
		!slices.Equal(ticked(r, adresse, "freins_gestion"), []string{"calendrier"}) {
		t.Errorf("a code of another list: ticked %q", ticked(r, adresse, "freins_gestion"))
	}
	checkPage(t, "refused", r)
	r = d.submit(page, adresse, "freins_gestion", "calendrier").wants(409,
		"Contraintes de la structure : Gestion économique de la SIAE · Contraintes clients, par ", "Votre saisie est gardée")
	if !slices.Equal(ticked(r, adresse, "freins_gestion"), []string{"calendrier"}) {
		t.Error("what was ticked is lost")
	}
	d.follow(d.submit(r, adresse)).wants(200, "Calendriers de formation inadaptés", "Passer au sur-mesure pour choisir les dates")
	d.follow(d.submit(d.open(), adresse, "freins_gestion", "")).wants(200, "Aucune contrainte notée.")
	d.get(d.url+"/historique").wants(200, "Parcours modifié · Noter les contraintes de la structure",
		"contraintes de la structure : Gestion économique de la SIAE · Contraintes clients → Calendriers de formation inadaptés")

	fiche, err := d.m.app.FindParcours(t.Context(), d.m.Aci.Cip, d.id)
	if err != nil {
		t.Fatal(err)
	}
	d.get("/salaries/"+itoa(fiche.Salarie.ID)).wants(200, "Mobilité").lacks("Contraintes de la structure", "Calendriers de formation")
}

// TestConstraintsTickedTooLateAreNotLost: the file was closed meanwhile.
func TestConstraintsTickedTooLateAreNotLost(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	page := d.open()
	d.pass("classer_sans_suite", "motif", "doublon")
	r := d.submit(page, d.url+"/freins-gestion", "freins_gestion", "clients")
	if r.status != http.StatusConflict && r.status != http.StatusUnprocessableEntity {
		t.Errorf("status %d", r.status)
	}
	r.wants(r.status, "Votre saisie", "Contraintes de la structure Contraintes clients")
}

// TestEveryFreinIsAnsweredOnThePage: whatever hinders the person or the
// structure, the page shows solutions of the guide, each to be done, planned or
// put aside in place.
func TestEveryFreinIsAnsweredOnThePage(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	for _, f := range parcours.Freins {
		if f.Code != "mobilite" { // noted with the need
			d.follow(d.submit(d.open(), d.url+"/freins", "code", f.Code)).wants(200)
		}
	}
	page := d.follow(d.post(d.url+"/freins-gestion", "freins_gestion", "calendrier", "freins_gestion", "economie",
		"freins_gestion", "clients"))
	checkPage(t, "every frein", page)
	for _, f := range slices.Concat(parcours.Freins, parcours.FreinsGestion) {
		plis := page.find(func(n *node) bool { return attr(n, "id") == "solutions-"+f.Code })
		if len(plis) != 1 {
			t.Errorf("%s: no solution on the page", f.Code)
			continue
		}
		pli := &reponse{t: t, doc: plis[0]}
		avis := pli.find(func(n *node) bool { return n.Data == "article" })
		if len(avis) == 0 {
			t.Errorf("%s: the fold is empty", f.Code)
		}
		for _, a := range avis {
			texte := (&reponse{t: t, doc: a}).text()
			for _, verbe := range []string{"Fait", "Planifier", "Écarter", "Parce que", "Guide 2023"} {
				if !strings.Contains(texte, verbe) {
					t.Errorf("%s: no %q with %.80s", f.Code, verbe, texte)
				}
			}
		}
	}
	pli := d.follow(d.post(d.url+"/conseils/SOL-08.2", "decision", "planifie", "date_prevue", "2026-03-09")).wants(200, "Prévu le 09/03/2026")
	if len(pli.find(func(n *node) bool { return attr(n, "id") == "solutions-calendrier" })) != 1 {
		t.Error("what was planned is gone")
	}
	refuse := d.post(d.url+"/conseils/SOL-10.1", "decision", "ecarte", "lieu", "clients").wants(422, "Dites en quelques mots pourquoi")
	if plis := refuse.find(func(n *node) bool { return attr(n, "id") == "solutions-clients" && has(n, "open") }); len(plis) != 1 {
		t.Error("the refused form is folded away")
	}
}
