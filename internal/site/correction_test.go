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
	d.follow(d.submit(page, suivi, "texte", "Absente deux heures.", "motif", "faute de frappe")).wants(200,
		"La correction est enregistrée.", "Absente deux heures.", "par CIP ACI (faute de frappe)")

	// An entry after that absence: both are asked, and go in one act.
	entree := parcours.LienCorrection(d.id, "presence", f.Presences[0].ID)
	refus := d.submit(d.get(entree), entree, "date_entree", aujourdhui.AddDays(-1).String(), "motif", "un jour de trop").wants(422,
		"ne serait dans aucune formation", "À corriger aussi : Suivi")
	checkPage(t, "two facts", refus)
	d.follow(d.submit(refus, entree, "corrections.1.date", aujourdhui.String())).wants(200, "La correction est enregistrée.")

	d.follow(d.submit(d.get(suivi), suivi, "acte", "retirer", "motif", "pas elle")).wants(200, "C'est retiré du dossier", "1 élément retiré",
		"par CIP ACI : pas elle")
	d.follow(d.submit(d.get(suivi).wants(200, "Retiré du dossier"), suivi, "motif", "si, elle")).wants(200, "C'est remis").lacks("1 élément retiré")
	if n := strings.Count(string(d.open().corps), "Absente deux heures."); n == 0 {
		t.Error("it did not come back")
	}
}
