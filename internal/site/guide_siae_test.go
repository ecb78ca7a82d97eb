package site_test

import (
	"strings"
	"testing"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
)

func garageSolidaire() guide.Item {
	return guide.Item{Type: guide.TypeSolution, Etape: "ETP-03", Titre: "Appeler le garage solidaire",
		Texte:    "Il loue une voiture à la semaine.",
		Criteres: guide.Criteres{Freins: []string{"mobilite"}}}
}

func TestCipAddsToTheGuideOfTheStructure(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	p := m.as(t, "cip@aci.test")
	p.get("/structure/guide").wants(200, "Commencez par votre conseiller OPCO")

	vide := p.post("/structure/guide/ajouts", "type", "solution", "etape", "ETP-03", "titre", "Garage solidaire", "texte",
		"Il loue une voiture.")
	vide.wants(422, "Une solution répond à un frein")
	faux := p.post("/structure/guide/ajouts", "type", "solution", "etape", "ETP-03", "titre", "Garage solidaire", "texte",
		"Il loue une voiture.",
		"freins", "mobilite", "etats", "besoin", "au", "32/13/2026")
	faux.wants(422, "Code inconnu « besoin »", "Cette date n'existe pas")
	if e := faux.find(func(n *node) bool { return attr(n, "id") == "ajout-etats-erreur" }); len(e) != 1 {
		t.Error("the misspelt criterion is not refused beside its field")
	}
	if faux.value("titre") != "Garage solidaire" {
		t.Error("what was typed is lost")
	}

	p.follow(p.post("/structure/guide/ajouts", "cle", "k1", "type", "solution", "etape", "ETP-03", "titre", "Garage solidaire",
		"texte", "Il loue une voiture.",
		"freins", "mobilite", "au", "2026-12-31", "lien", "https://garage.exemple.fr/")).
		wants(200, "C'est dans votre guide", "Garage solidaire", "Se montre, frein : Mobilité · jusqu'au 31/12/2026",
			"ajouté le 02/03/2026 par CIP ACI", "garage.exemple.fr")
	m.as(t, "encadrant@aci.test").get("/structure/guide").wants(200, "Garage solidaire").lacks("Ajouter au guide", "Retirer")
	m.as(t, "cip@etti.test").get("/structure/guide").lacks("Garage solidaire")
	m.as(t, "cip@etti.test").get("/structure/guide/ajouts/1").wants(404)

	form := p.get("/structure/guide/ajouts/1").wants(200, "Modifier un ajout")
	if form.value("au") != "2026-12-31" || form.value("freins") != "mobilite" || form.value("version") != "1" {
		t.Errorf("the form holds %q, %q, %q", form.value("au"), form.value("freins"), form.value("version"))
	}
	champs := []string{"version", "1", "type", "solution", "etape", "ETP-03", "texte", "Il loue une voiture.", "freins", "mobilite"}
	p.follow(p.post("/structure/guide/ajouts/1", append(champs, "titre", "Garage de Marie")...)).wants(200, "Garage de Marie",
		"modifié le 02/03/2026 par CIP ACI")
	p.post("/structure/guide/ajouts/1", append(champs, "titre", "Garage de Jean", "avant.titre", "Garage solidaire")...).
		wants(409, "Ce qui a changé pendant votre saisie", "Titre : Garage de Marie")
	p.follow(p.post("/structure/guide/ajouts/1/retrait")).wants(200, "Ajouts retirés (1)", "retiré le 02/03/2026")
}

func TestOwnOpcoAdviserIsAsked(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	siae := m.Aci.Siae
	siae.Opco = "uniformation"
	if err := m.app.UpdateSiae(t.Context(), m.Aci.Directeur, &siae, ""); err != nil {
		t.Fatal(err)
	}
	p := m.as(t, "cip@aci.test")
	form := p.get("/structure/guide/nouveau?modele=opco").wants(200, "Ajouter notre conseiller OPCO")
	if form.value("organisme") != "Uniformation" || form.value("opcos") != "uniformation" || form.value("type") != "contact" {
		t.Errorf("the form proposes %q, %q", form.value("organisme"), form.value("opcos"))
	}
	envoi := []string{"type", "contact", "modele", "opco", "opcos", "uniformation", "etape", "ETP-05", "organisme",
		"Uniformation", "nom", "Paul Lenoir", "fonction", "conseiller formation"}
	p.post("/structure/guide/ajouts", append(envoi, "mel", "paul", "tel", "appelez-moi")...).wants(422,
		"Cette adresse n'est pas valable", "Ce numéro n'est pas valable")
	p.follow(p.post("/structure/guide/ajouts", append(envoi, "mel", "paul@exemple.fr", "tel", "03 22 00 00 00, 06 00 00 00 00")...)).
		wants(200, "Paul Lenoir", "Se montre, OPCO : Uniformation")
	// Nobody can be called at an organisme alone: it would come first, with no number.
	muet := p.post("/structure/guide/ajouts", "type", "contact", "modele", "opco", "opcos", "uniformation", "etape", "ETP-05",
		"organisme", "Uniformation", "nom", " ").
		wants(422, "il faut pouvoir joindre ce contact")
	if len(muet.find(func(n *node) bool { return attr(n, "id") == "ajout-nom-erreur" })) != 1 {
		t.Error("an empty contact is not refused beside its field")
	}
	p.get("/structure/guide/nouveau?modele=inconnu").wants(404)
}

func TestItemIsReportedCorrectedHiddenAndRestored(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	p, chef := m.as(t, "cip@aci.test"), m.as(t, "directeur@aci.test")
	signaler := "/structure/guide/signaler/"
	p.get(signaler+"RES-02").wants(200, "schéma des solidarités", "Le texte régional ne change pas")
	p.get(signaler + "RES-999").wants(404)
	p.post(signaler+"RES-02", "genre", "perime").wants(422, "Dites en quelques mots pourquoi")
	p.follow(p.post(signaler+"RES-02", "genre", "perime", "motif", "Le lien est mort", "retour", "/structure/territoire")).
		wants(200, "la direction le verra")
	chef.get("/structure/fraicheur").wants(200, "Somme : consulter le schéma des solidarités", "« Le lien est mort »",
		"Signalé périmé le 02/03/2026 par CIP ACI")

	p.post(signaler+"RES-03", "genre", "correction", "titre", "Somme : appeler les chargées de relation entreprise",
		"texte", "Deux chargées de relation entreprise, au service insertion professionnelle du Département, vous renseignent "+
			"sur les entreprises qui embauchent.").
		wants(422, "Rien n'a changé")
	p.follow(p.post(signaler+"RES-03", "genre", "correction", "titre", "Appeler Mme Roux")).wants(200, "Nos corrections",
		"Titre : Appeler Mme Roux", "Corrigé le 02/03/2026 par CIP ACI")
	p.get("/structure/territoire").wants(200, "Appeler Mme Roux")

	p.post(signaler+"ETP-01", "genre", "masque", "motif", "Inutile").wants(422)
	page := p.follow(p.post(signaler+"RES-08", "genre", "masque", "motif", "Inutile chez nous")).wants(200, "Éléments masqués", "SOFIE")
	p.get("/structure/territoire").lacks("SOFIE")
	m.as(t, "cip@etti.test").get("/structure/territoire").wants(200, "SOFIE")

	levees := page.find(func(n *node) bool { return strings.HasSuffix(attr(n, "action"), "/levee") })
	if len(levees) != 3 {
		t.Fatalf("%d things to take back, want 3", len(levees))
	}
	for _, f := range levees {
		p.follow(p.post(attr(f, "action"), "retour", "/structure/guide")).wants(200, "Le texte régional est de nouveau affiché")
	}
	p.get("/structure/territoire").wants(200, "SOFIE").lacks("Appeler Mme Roux")
	chef.get("/structure/fraicheur").wants(200, "Personne n'a rien signalé")
}

func TestTerritoireHoldsZonesAndNotes(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	p := m.as(t, "cip@aci.test")
	page := p.get("/structure/territoire").wants(200, "Aucune zone cochée", "schéma des solidarités", "Dataemploi",
		"illettrisme", "Amiens").lacks("Boulonnais", "hors des Hauts-de-France")
	if page.value("version") == "" {
		t.Fatal("no version in the form")
	}
	p.post("/structure/territoire/zones", "version", "1", "territoires", "boulonnais").wants(422, "pas dans votre département")
	p.follow(p.post("/structure/territoire/zones", "version", "1", "territoires", "amiens", "territoires",
		"est_somme")).wants(200, "Amiens · Est de la Somme")
	p.post("/structure/territoire/zones", "version", "1").wants(409)

	p.follow(p.post("/structure/territoire/notes", "rubrique", "besoins", "version", "0", "texte", "La logistique recrute.")).
		wants(200, "La note est enregistrée", "La logistique recrute.", "Écrit le 02/03/2026 par CIP ACI")
	p.post("/structure/territoire/notes", "rubrique", "besoins", "version", "0", "texte", "Le bâtiment.").wants(409,
		"Quelqu'un vient d'écrire cette note", "La logistique recrute.", "Le bâtiment.")
	p.post("/structure/territoire/notes", "rubrique", "autre", "version", "0", "texte", "x").wants(422)
	m.as(t, "encadrant@aci.test").get("/structure/territoire").wants(200, "La logistique recrute.").lacks("Modifier la note", "Signaler")
	m.as(t, "cip@etti.test").get("/structure/territoire").lacks("La logistique recrute.")
}

// What the guide says to the structure, and not to a parcours, is read nowhere
// else: nothing may be lost, whatever the étape that prints it.
func TestTerritoireShowsEveryItemForTheStructure(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	p := m.as(t, "cip@aci.test")
	attendus := map[string]bool{}
	for _, it := range leGuide(t).Items() {
		if it.Criteres.Structure && it.Type != guide.TypeEtape {
			attendus[it.ID] = true
		}
	}
	for _, id := range []string{"DIS-14", "RES-21", "RES-23", "RES-38.1"} {
		if !attendus[id] {
			t.Errorf("%s is not for the structure", id)
		}
	}
	inSomme := p.get("/structure/territoire")
	inPasDeCalais(t, m) // the same ACI, elsewhere
	dansLe62 := p.get("/structure/territoire")
	for id := range attendus {
		voit := func(page *reponse) bool {
			return len(page.find(func(n *node) bool { return attr(n, "id") == id })) == 1
		}
		if !voit(inSomme) && !voit(dansLe62) {
			t.Errorf("%s is nowhere on the page of the territory", id)
		}
	}
}

func TestFraicheurIsForTheDirecteur(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	chef := m.as(t, "directeur@aci.test")
	chef.get("/structure/fraicheur").wants(200, "Dates dépassées", "valable jusqu'au 30/06/2023", "Plus de 24 mois (")
	m.as(t, "cip@aci.test").get("/structure/fraicheur").wants(403)
	m.as(t, "cip@aci.test").get("/structure").wants(200, "Notre guide", "Territoire").lacks("Fraîcheur")
	chef.get("/structure").wants(200, "Fraîcheur")
	if _, err := m.app.ListFraicheur(t.Context(), m.Aci.Cip); !parcours.IsCode(err, parcours.Interdit) {
		t.Errorf("a CIP: %v", err)
	}
}
