package site_test

import (
	"strings"
	"testing"

	"parcours.example/internal/parcours"
)

// personneSuivie is whose parcours this is.
func (d *dossier) personneSuivie() parcours.Salarie {
	d.t.Helper()
	f, err := d.m.app.FindParcours(d.t.Context(), d.m.Aci.Cip, d.id)
	if err != nil {
		d.t.Fatal(err)
	}
	return f.Salarie
}

// TestASolutionKeepsItsNameWhateverTheState: a file that is over, and an item that
// the structure hides since, never show a code.
func TestASolutionKeepsItsNameWhateverTheState(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	const titre = "Appeler le conseiller mobilité"
	plan := parcours.Conseil{Item: "SOL-04.5", Decision: "planifie", DatePrevue: aujourdhui}
	if err := d.m.app.HandleConseil(t.Context(), d.m.Aci.Cip, d.id, plan, ""); err != nil {
		t.Fatal(err)
	}
	s := itoa(d.personneSuivie().ID)
	d.pass("classer_sans_suite", "motif", "doublon")
	for _, masque := range []bool{false, true} {
		if masque {
			geste := parcours.GuideSignalement{Item: "SOL-04.5", Genre: "masque", Motif: "Pas ici"}
			if _, err := d.m.app.SignalerItem(t.Context(), d.m.Aci.Cip, geste, ""); err != nil {
				t.Fatal(err)
			}
		}
		for _, page := range []string{d.url, "/salaries/" + s, d.url + "/historique", "/salaries/" + s + "/historique"} {
			d.get(page).wants(200, titre).lacks("SOL-04.5")
		}
		// Lifting the frein later does not lose what was done about it.
		form := d.get("/salaries/" + s)
		if form.value("solution_ref") != "SOL-04.5" {
			t.Error("the form of the frein would lose its solution")
		}
	}
}

// TestAResumedTrainingCanStillBeDescribed: the promise made when it was taken over.
func TestAResumedTrainingCanStillBeDescribed(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	s := d.m.Salarie(t, d.m.Aci, "Karim", "Petit")
	adresse := "/salaries/" + itoa(s.ID) + "/reprise"
	champs := []string{"etat", "sortie", "origine", "salarie", "intitule", "Cariste", "date", "2025-09-01", "date_entree", "2025-10-01",
		"date_fin", "2025-12-19", "heures", "105", "situation", "emploi"}
	d.post(adresse, champs...).wants(422, "elle pourra l'être sur le dossier")
	r := d.post(adresse, append(champs, parcours.ChampAcquittes, "formation_inconnue")...)
	fiche, url := d.follow(r).wants(200, "La formation n'est pas encore choisie"), "/parcours/"+idIn(t, r.location())
	d.follow(d.submit(fiche, url+"/formation", formationDuTest...)).wants(200, "La formation est enregistrée.", "GRETA",
		"105 h sur 105 h prévues").
		lacks("Modifier la formation")
	// A training that was followed from here is settled: nobody rewrites it.
	d.to(parcours.EnDeroulement).open().lacks("Modifier la formation", "Choisir la formation")
}

// TestThePastTryIsRead: what was tried stays on the page once the next try opens.
func TestThePastTryIsRead(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	formation := append(append([]string{}, formationDuTest...), "organisme_contact", "Mme Roy 03 22 11 22 33")
	page := d.follow(d.submit(d.open(), d.url+"/formation", formation...)).wants(200)
	if len(page.find(func(n *node) bool { return attr(n, "href") == "tel:0322112233" })) != 1 {
		t.Error("the number of the organisme cannot be called")
	}
	d.follow(d.submit(page, d.url+"/financements", "dispositif", "sans_cout")).wants(200)
	d.follow(d.submit(d.open(), d.url+"/financements", "dispositif", "opco_pdc", "financeur", "Uniformation",
		"montant_demande", "1 000")).wants(200)
	d.pass("demander_financement", "date", "2026-02-15")
	d.pass("planifier_entree", "date", "2026-02-18", "date_entree_prevue", "2026-02-20")
	d.pass("confirmer_entree", "date", "2026-02-20", "controle_venu", "oui", "avertissements_acquittes", "controle_incomplet",
		"avertissements_acquittes", "demarches_ouvertes")
	d.pass("abandonner", "date", "2026-02-25", "motifs", "mobilite", "heures", "7,5", "solutions_cherchees", "Covoiturage.").
		lacks("Tentatives précédentes")
	d.pass("repositionner", "solution", "autre_of", "date", "2026-02-26").wants(200, "Tentatives précédentes",
		"Tentative 1 : abandon, mobilité, le 25/02/2026", "GRETA", "OPCO", "Uniformation", "demandé 1 000 €, accordé 0 €", "20/02/2026", "7,5 h sur 105 h prévues", "Autre organisme")
	checkPage(t, "two tries", d.open())
}

// TestAClosedParcoursLeadsOn: to a new need, and no longer to advice.
func TestAClosedParcoursLeadsOn(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	d.to(parcours.Abandonne)
	d.open().wants(200, "Ce que le guide conseille maintenant")
	clos := d.follow(d.submit(d.open(), d.url+"/cloture", "date", "2026-03-01", "motif", "retour_siae")).wants(200,
		"Ouvrir le guide régional").
		lacks("Ce que le guide conseille maintenant")
	liens := clos.find(func(n *node) bool { return n.Data == "a" && strings.Contains(attr(n, "href"), "/parcours/nouveau") })
	if len(liens) != 1 {
		t.Fatalf("%d ways to a new need", len(liens))
	}
	d.get(attr(liens[0], "href")).wants(200, "Identifier un besoin")
	m := newDossier(t)
	m.pass("classer_sans_suite", "motif", "doublon").wants(200, "identifiez un nouveau besoin.", "Identifier un nouveau besoin")
}

func TestTheTelephoneOfThePersonIsAtHand(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	s := d.personneSuivie()
	s.Telephone = "06 12 34 56 78"
	d.post("/salaries/"+itoa(s.ID), "version", "1", "prenom", s.Prenom, "nom", s.Nom, "telephone", s.Telephone)
	if len(d.open().find(func(n *node) bool { return n.Data == "a" && attr(n, "href") == "tel:0612345678" })) != 1 {
		t.Error("one has to leave the page to call the person")
	}
}
