package site_test

import (
	"strings"
	"testing"

	"parcours.example/internal/parcours"
)

// offered is the form of a passage on the page.
func offered(t *testing.T, r *reponse, code string) *reponse {
	t.Helper()
	forms := r.find(func(n *node) bool { return n.Data == "form" && valuesOf(n).Get("transition") == code })
	if len(forms) != 1 {
		t.Fatalf("%d forms of %s", len(forms), code)
	}
	return &reponse{t: t, doc: forms[0]}
}

// TestTheDayOfAReportIsProposed: it was given once.
func TestTheDayOfAReportIsProposed(t *testing.T) {
	t.Parallel()
	d := newDossier(t).to(parcours.EnEntree)
	d.pass("reporter_entree", "motif", "sante", "solution", "report", "nouvelle_date", "2026-03-09")
	page := d.open().wants(200, "Laissée vide : 09/03/2026, déjà notée.")
	if f := offered(t, page, "relancer_entree"); f.value("date_entree_prevue") != "2026-03-09" || f.value("date_fin_prevue") == "" {
		t.Errorf("proposed: %q to %q", f.value("date_entree_prevue"), f.value("date_fin_prevue"))
	}
	checkPage(t, "a day that is known", page)
	d.pass("relancer_entree").wants(200, "Prévue le 09/03/2026")
}

// TestSomebodyWhoLeavesInTheMiddle of a training: all that one does of a parcours stays
// possible, and one is told.
func TestSomebodyWhoLeavesInTheMiddle(t *testing.T) {
	t.Parallel()
	d := newDossier(t).to(parcours.EnDeroulement)
	f, err := d.m.app.FindParcours(t.Context(), d.m.Aci.Cip, d.id)
	if err != nil {
		t.Fatal(err)
	}
	fiche := "/salaries/" + itoa(f.Salarie.ID)
	d.follow(d.submit(d.get(fiche), fiche+"/contrats", "type", "cddi", "debut", "2025-09-01", "fin_prevue", "2026-08-31")).wants(200)
	d.open().lacks("ne couvre")
	d.follow(d.submit(d.get(fiche), fiche+"/contrats/"+itoa(contrats(t, d)[0].ID)+"/fin", "fin_reelle", "2026-02-25",
		"motif_fin", "depart")).wants(200)
	page := d.open().wants(200, "contrat terminé le 25/02/2026", "Aucun contrat (01/09/2025 – 25/02/2026) ne couvre le 02/03/2026.")
	checkPage(t, "somebody who left", page)
	d.follow(d.submit(page, d.url+"/suivis", "texte", "Continue la formation.")).wants(200, "Le suivi est consigné.")
	// Kept in the same SIAE, without a contract there: a warning of its own.
	maintien := []string{"transition", "terminer", "date", "2026-03-01", "heures", "105", "evaluation", "reussie",
		"situation", "maintien_meme_siae"}
	r := d.submit(d.open(), d.url+"/transitions", maintien...).wants(422, "ne couvre la fin de la formation.")
	if len(r.find(hasHref(fiche+"#contrats"))) == 0 {
		t.Error("nothing leads to the contracts")
	}
	d.pass("abandonner", "date", "2026-03-01", "motifs", "mobilite", "heures", "inconnues", "solutions_cherchees", "Appels.")
	d.pass("repositionner", "date", "2026-03-01", "solution", "report")
	d.submit(d.open(), d.url+"/transitions", "transition", "relancer_entree", "date_entree_prevue", "2026-03-09").
		wants(422, "Le contrat finit le 25/02/2026, avant la fin prévue de la formation")
	d.pass("relancer_entree", "date_entree_prevue", "2026-03-02", parcours.ChampAcquittes, "contrat_trop_court")
	d.pass("confirmer_entree", "date", "2026-03-02", "controle_venu", "oui", parcours.ChampAcquittes, "controle_incomplet",
		parcours.ChampAcquittes, "demarches_ouvertes", parcours.ChampAcquittes, "contrat_trop_court").wants(200, "Déroulement")
	d.get(d.url+"/historique").wants(200, "contrat ou PASS IAE trop court", "contrat fini pendant la formation")
}

// TestMoneyRefusedBeforeTheEntry: between the planning and the entry a funder says no; who
// confirms reads it, and may go on.
func TestMoneyRefusedBeforeTheEntry(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	d.follow(d.submit(d.open(), d.url+"/formation", with(formationDuTest, "cout", "1000")...)).wants(200)
	d.follow(d.submit(d.open(), d.url+"/financements", "dispositif", "autre", "montant_demande", "1000")).wants(200)
	f, err := d.m.app.FindParcours(t.Context(), d.m.Aci.Cip, d.id)
	if err != nil {
		t.Fatal(err)
	}
	answer := func(champs ...string) {
		t.Helper()
		d.follow(d.submit(d.open(), d.url+"/financements/"+itoa(f.Financements[0].ID)+"/reponse", champs...)).wants(200)
	}
	answer("etat", "accorde", "date", "2026-02-17", "montant", "1000")
	d.pass("demander_financement", "date", "2026-02-18")
	d.pass("planifier_entree", "date", "2026-02-18", "date_entree_prevue", "2026-03-02")
	const dit = "Aucun accord ne tient pour cette formation"
	d.open().lacks(dit)
	answer("etat", "refuse", "date", "2026-03-01", "motif", "Enveloppe épuisée.")
	page := d.open().wants(200, dit)
	venu := []string{"transition", "confirmer_entree", "date", "2026-03-02", "controle_venu", "oui", "controle_contact_salarie", "oui",
		"controle_contact_formateur", "oui", "controle_sans_alerte", "oui", "controle_demarches_bouclees", "oui"}
	d.submit(page, d.url+"/transitions", venu...).wants(422, dit, "Lisez les points d'attention")
	d.pass("confirmer_entree", venu[2:]...).wants(200, "Déroulement")
	if dits := d.get(d.url + "/historique").wants(200).text(); !strings.Contains(dits, "aucun accord ne tient") {
		t.Error("the warning that was read is not kept")
	}
}

// TestWhatSeldomIsIsAskedOnThePage: more granted than the cost is read in the plan, more
// hours than planned at the end (cases 18-plus-accorde-que-le-cout, 17-heures-impossibles).
func TestWhatSeldomIsIsAskedOnThePage(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	d.follow(d.submit(d.open(), d.url+"/formation", with(formationDuTest, "cout", "1200,50")...)).wants(200)
	for i, montant := range []string{"800", "900"} {
		d.follow(d.submit(d.open(), d.url+"/financements", "dispositif", "autre", "montant_demande", montant)).wants(200)
		f, err := d.m.app.FindParcours(t.Context(), d.m.Aci.Cip, d.id)
		if err != nil {
			t.Fatal(err)
		}
		ligne := d.url + "/financements/" + itoa(f.Financements[i].ID) + "/reponse"
		r := d.submit(d.open(), ligne, "etat", "accorde", "date", "2026-02-17", "montant", montant)
		if montant == "900" {
			checkPage(t, "more granted than the cost", r.wants(422, "Points d'attention", "499,50 € de trop"))
			r = d.submit(r, ligne, parcours.ChampAcquittes, "accorde_superieur")
		}
		d.follow(r).wants(200)
	}
	d.pass("demander_financement", "date", "2026-02-18").wants(200, "499,50 € de trop")
	page := d.open().wants(200, "Le montant accordé (1 700 €) dépasse le coût (1 200,50 €) : 499,50 € de trop.")
	d.submit(page, d.url+"/transitions", "transition", "planifier_entree", "date", "2026-02-18", "date_entree_prevue", "2026-02-20").
		wants(422, "Lisez les points d'attention")
	d.pass("planifier_entree", "date", "2026-02-18", "date_entree_prevue", "2026-02-20")
	d.pass("confirmer_entree", "date", "2026-02-20", "controle_venu", "oui", parcours.ChampAcquittes, "controle_incomplet",
		parcours.ChampAcquittes, "demarches_ouvertes")
	fin := []string{"transition", "terminer", "date", "2026-03-02", "heures", "150", "evaluation", "reussie", "situation", "emploi",
		parcours.ChampAcquittes, "sans_bilan"}
	r := d.submit(d.open(), d.url+"/transitions", fin...).wants(422, "150 h réalisées pour 105 h prévues. Vérifiez les heures.")
	checkPage(t, "more hours than planned", r)
	r = d.submit(r, d.url+"/transitions", "transition", "terminer", "heures", "500").wants(422)
	if !isBeside(r, "heures", "500 h en 11 jours : un jour n'a que 24 heures.") {
		t.Errorf("%.600s", r.text())
	}
	r = d.submit(r, d.url+"/transitions", append(fin, parcours.ChampAcquittes, "heures_superieures")...)
	d.follow(r).wants(200, "Sortie")
}
