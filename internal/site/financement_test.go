package site_test

import (
	"testing"

	"parcours.example/internal/parcours"
)

// TestEachAnswerOfAFunderIsReadUnderItsLine: in training, then once the try is a former one.
func TestEachAnswerOfAFunderIsReadUnderItsLine(t *testing.T) {
	t.Parallel()
	d := newDossier(t).to(parcours.EnDeroulement)
	d.follow(d.submit(d.open(), d.url+"/financements", "dispositif", "pic_iae", "montant_demande", "1000")).wants(200)
	f, err := d.m.app.FindParcours(t.Context(), d.m.Aci.Cip, d.id)
	if err != nil {
		t.Fatal(err)
	}
	ligne := d.url + "/financements/" + itoa(f.Financements[1].ID) + "/reponse"
	answer := func(champs ...string) *reponse {
		t.Helper()
		champs = append(champs, parcours.ChampAcquittes, "accorde_superieur") // the training is free
		return d.follow(d.submit(d.open(), ligne, champs...)).wants(200, "Le plan de financement est à jour.")
	}
	answer("etat", "partiel", "date", "2026-02-22", "montant", "800", "motif", "Plafond").wants(200,
		"Accordé en partie le 22/02/2026 : Plafond")
	r := answer("etat", "prorata", "date", "2026-02-25", "montant", "120,50", "motif", "12 h sur 105")
	checkPage(t, "a second answer", r.wants(200, "Accord partiel le 22/02/2026 : 800 € · Plafond",
		"Prorata des heures faites le 25/02/2026 : 120,50 € · 12 h sur 105"))
	d.pass("abandonner", "date", "2026-02-25", "motifs", "mobilite", "heures", "12,5", "solutions_cherchees", "Covoiturage.")
	d.pass("repositionner", "solution", "autre_of", "date", "2026-02-26")

	r = d.submit(d.open(), ligne, "etat", "prorata", "date", "2026-02-27", "montant", "").wants(422)
	if !isBeside(r, "montant", "Indiquez le montant qui reste accordé.") {
		t.Error("the refusal is not beside its field")
	}
	checkPage(t, "refused", r)
	checkPage(t, "a former try", answer("etat", "retire", "date", "2026-02-27", "montant", "", "motif", "Absences").wants(200,
		"Accord retiré le 27/02/2026 : Absences", "Accord partiel le 22/02/2026 : 800 € · Plafond", "demandé 1 000 €, accordé 0 €"))
}

func TestAnUnknownCostIsSaid(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	d.follow(d.submit(d.open(), d.url+"/formation", with(formationDuTest, "cout", "")...)).wants(200,
		"La formation est enregistrée.", "coût inconnu")
	d.follow(d.submit(d.open(), d.url+"/financements", "dispositif", "prf", "montant_demande", "50")).wants(200)
	d.submit(d.open(), d.url+"/transitions", "transition", "demander_financement").wants(422, "Le coût de la formation est inconnu")
	parts := with(formationDuTest, "cout", "100", "cout_annexe", "20,50", "cout_remuneration", "300")
	d.follow(d.submit(d.open(), d.url+"/formation", parts...)).wants(200,
		"420,50 € (pédagogique : 100 €, annexe : 20,50 €, rémunération : 300 €)", "420,50 € à trouver")
}
