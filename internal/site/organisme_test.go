package site_test

import (
	"slices"
	"strings"
	"testing"
)

// suggested are the names that the page offers for a field.
func (r *reponse) suggested() (noms []string) {
	for _, o := range r.find(func(n *node) bool { return n.Data == "option" && n.Parent.Data == "datalist" }) {
		noms = append(noms, attr(o, "value"))
	}
	return noms
}

// TestTheNameOfATrainingCentreIsTypedOnce: then it is suggested, has its page, and its page
// says who goes there.
func TestTheNameOfATrainingCentreIsTypedOnce(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	d.follow(d.submit(d.open(), d.url+"/formation", with(formationDuTest, "organisme", "Gréta Somme")...)).wants(200)
	fiche := d.open()
	if got := fiche.suggested(); !slices.Equal(got, []string{"Gréta Somme"}) {
		t.Errorf("suggested: %q", got)
	}
	champ := fiche.find(func(n *node) bool { return n.Data == "input" && attr(n, "name") == "organisme" })
	isOffered := func(n *node) bool { return n.Data == "datalist" && attr(n, "id") == attr(champ[0], "list") }
	if len(champ) != 1 || len(fiche.find(isOffered)) != 1 {
		t.Error("the suggestions are not those of the field")
	}
	lien := fiche.find(func(n *node) bool { return n.Data == "a" && strings.HasPrefix(attr(n, "href"), "/organismes/") })
	if len(lien) != 1 {
		t.Fatalf("%d links to the training centre", len(lien))
	}
	page := d.get(attr(lien[0], "href")).wants(200, "Qui y va, ou y est allé (1)", "Nadia Benali", "Besoin identifié")
	checkPage(t, "organisme", page)
	d.get("/organismes").wants(200, "Gréta Somme")
	// Completed: what is wrong comes back with what was typed.
	url := attr(lien[0], "href")
	form := d.get(url + "/modifier").wants(200)
	refus := d.submit(form, url, "siret", "732 829 320 00075", "contact", "Mme Roy, accueil").wants(422, "Ce SIRET n'est pas valable")
	if refus.value("contact") != "Mme Roy, accueil" {
		t.Error("what was typed is lost")
	}
	d.follow(d.submit(refus, url, "siret", "732 829 320 00074", "telephone", "03 22 00 00 00", "qualiopi", "oui")).
		wants(200, "L'organisme est à jour.", "Mme Roy, accueil", "732 829 320 00074", "Certifié Qualiopi")
	// From the version that was on the screen before: told what changed, nothing lost.
	tard := d.submit(form, url, "commune", "Amiens").wants(409, "Ce qui a changé pendant votre saisie", "Mme Roy, accueil")
	d.follow(d.submit(tard, url)).wants(200, "Amiens", "Mme Roy, accueil")
	d.get(url+"/historique").wants(200, "Organisme ajouté", "Choisir la formation", "Organisme modifié", "Mme Roy, accueil")
	// Another of the same name is refused by the page that adds one.
	nouveau := d.get("/organismes/nouveau").wants(200)
	d.submit(nouveau, "/organismes", "nom", "greta  somme").wants(409, "« Gréta Somme » est déjà dans vos organismes")
	d.follow(d.submit(nouveau, "/organismes", "nom", "AFPA")).wants(200, "L'organisme est ajouté.", "Personne pour l'instant.")
	d.follow(d.submit(d.get("/organismes"), "/recherche", "q", "gréta")).wants(200, "Gréta Somme").lacks("AFPA")
	d.seenBy("encadrant@aci.test").get("/organismes").wants(403)
	d.seenBy("cip@etti.test").get("/organismes").wants(200).lacks("Gréta Somme")
}

// TestAnHourIsShownWithItsReminder, on the file, in its history and on the list of the day.
func TestAnHourIsShownWithItsReminder(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	d.submit(d.open(), d.url+"/suivis", "texte", "Devis attendu.", "prochain_dans", "", "heure_prochain", "14h").
		wants(422, "Indiquez aussi le jour du prochain contact")
	d.follow(d.submit(d.open(), d.url+"/suivis", "texte", "Devis attendu.", "prochain_dans", "2", "heure_prochain", "14h")).
		wants(200, "Prochain contact le 04/03/2026 à 14:00", "après-demain à 14:00")
	d.get("/aujourdhui?qui=tous").wants(200, "après-demain à 14:00")
}
