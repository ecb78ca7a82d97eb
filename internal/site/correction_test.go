package site_test

import (
	"strings"
	"testing"

	"parcours.example/internal/parcours"
)

// TestAFactIsCorrectedFromItsPage: with its reason; what would be false without comes along;
// then it is taken out, and put back.
func TestAFactIsCorrectedFromItsPage(t *testing.T) {
	t.Parallel()
	d := newDossier(t).to(parcours.EnDeroulement)
	d.follow(d.submit(d.open(), d.url+"/suivis", "texte", "Absente.", "absence", "injustifiee", "date",
		aujourdhui.AddDays(-3).String())).wants(200, "Absence injustifiée")
	f, err := d.m.app.FindParcours(t.Context(), d.m.Aci.Cip, d.id)
	d.must(err)
	suivi := d.url + "/corriger/suivi/" + itoa(f.Suivis[0].ID)
	page := d.get(suivi).wants(200, "Ce qu'il faut lire", "Absente.")
	d.submit(page, suivi, "texte", "Absente deux heures.").wants(422, "Dites en quelques mots pourquoi", "Absente deux heures.")
	d.follow(d.submit(page, suivi, "texte", "Absente deux heures.", "pourquoi", "faute de frappe")).wants(200,
		"La correction est enregistrée.", "Absente deux heures.", "par CIP ACI (faute de frappe)")

	// An entry after that absence: both are asked, and go in one act.
	entree := parcours.LienCorrection(d.id, "presence", f.Presences[0].ID)
	refus := d.submit(d.get(entree), entree, "date_entree", aujourdhui.AddDays(-1).String(), "pourquoi", "un jour de trop").wants(422,
		"ne serait dans aucune formation", "À corriger aussi : Suivi")
	checkPage(t, "two facts", refus)
	d.follow(d.submit(refus, entree, "corrections.1.date", aujourdhui.String())).wants(200, "La correction est enregistrée.")

	d.follow(d.submit(d.get(suivi), suivi, "acte", "retirer", "pourquoi", "pas elle")).wants(200, "C'est retiré du dossier",
		"1 élément retiré",
		"par CIP ACI : pas elle")
	d.follow(d.submit(d.get(suivi).wants(200, "Retiré du dossier"), suivi, "pourquoi", "si, elle")).wants(200, "C'est remis").
		lacks("1 élément retiré")
	if n := strings.Count(string(d.open().corps), "Absente deux heures."); n == 0 {
		t.Error("it did not come back")
	}
}

// TestTheReasonIsNotTheMotifOfTheRow: an answer has one of its own, which stays.
func TestTheReasonIsNotTheMotifOfTheRow(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	d.follow(d.submit(d.open(), d.url+"/formation", with(formationDuTest, "cout", "1000")...)).wants(200)
	d.follow(d.submit(d.open(), d.url+"/financements", "dispositif", "autre", "montant_demande", "1000")).wants(200)
	f, err := d.m.app.FindParcours(t.Context(), d.m.Aci.Cip, d.id)
	d.must(err)
	d.follow(d.submit(d.open(), d.url+"/financements/"+itoa(f.Financements[0].ID)+"/reponse",
		"etat", "refuse", "date", "2026-02-17", "motif", "Enveloppe épuisée.")).wants(200)
	f, err = d.m.app.FindParcours(t.Context(), d.m.Aci.Cip, d.id)
	d.must(err)
	reponse := parcours.LienCorrection(d.id, "reponse", f.Reponses[0].ID)
	d.follow(d.submit(d.get(reponse), reponse, "date", "2026-02-18", "pourquoi", "faute de frappe")).wants(200, "17/02/2026 → 18/02/2026")
	f, err = d.m.app.FindParcours(t.Context(), d.m.Aci.Cip, d.id)
	if d.must(err); f.Reponses[0].Motif != "Enveloppe épuisée." {
		t.Errorf("the answer now says %q", f.Reponses[0].Motif)
	}
}
