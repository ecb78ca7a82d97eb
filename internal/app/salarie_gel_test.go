package app_test

import (
	"strings"
	"testing"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

// A person asks for limitation: the directeur freezes her file, with a reason, and
// releases it later. Nobody else does.
func TestADirecteurFreezesAFileAndReleasesIt(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	ctx, id := t.Context(), r.salarie.ID
	r.log(le2025(3, 4), le2025(3, 11), "La rappeler.")
	geler := parcours.Gel{Gele: true, Motif: " Elle conteste une date. "}
	for _, qui := range []parcours.Identite{r.qui, r.Aci.Encadrant, r.Etti.Cip} {
		wantCode(t, r.FreezeSalarie(ctx, qui, id, geler), parcours.Interdit)
	}
	wantCode(t, r.FreezeSalarie(ctx, r.Etti.Directeur, id, geler), parcours.Introuvable)
	for _, motif := range []string{"", " ", strings.Repeat("x", 301), "1 85 05 78 006 084 36"} {
		if e := wantCode(t, r.FreezeSalarie(ctx, r.Aci.Directeur, id, parcours.Gel{Gele: true, Motif: motif}),
			parcours.Invalide); e.Champ != "motif" {
			t.Errorf("refused beside %q", e.Champ)
		}
	}
	for range 2 { // once is enough
		r.must(r.FreezeSalarie(ctx, r.Aci.Directeur, id, geler))
	}
	fiche := must[*parcours.FicheSalarie](t)(r.FindSalarie(ctx, r.qui, id))
	if !fiche.Gele || fiche.Version != 2 {
		t.Errorf("frozen %v, version %d", fiche.Gele, fiche.Version)
	}
	if lu := r.dues(r.qui, ""); lu != "" {
		t.Errorf("calls are asked about a frozen file: %s", lu)
	}
	if l := must[*app.PageParcours](t)(r.ListParcours(ctx, r.qui, app.FiltreParcours{SansSuivi: 30})); l.Total != 0 {
		t.Error("its silence is told")
	}
	r.must(r.FreezeSalarie(ctx, r.Aci.Directeur, id, parcours.Gel{}))
	if l := r.listDues(r.qui, "rappel"); len(l) != 1 {
		t.Error("released, the call is still lost")
	}
	var dits []string
	for _, l := range must[*app.HistoriqueLu](t)(r.ListHistoriqueSalarie(ctx, r.qui, id)).Lignes {
		if l.Acte == string(parcours.ActionFreezeSalarie) {
			dits = append(dits, l.Motif)
		}
	}
	if len(dits) != 2 || dits[1] != "Elle conteste une date." {
		t.Errorf("the history says %q", dits)
	}
}

// A frozen file is kept and no longer used: it leaves every figure, those of last
// year too, and comes back with its release.
func TestAFrozenFileIsOutOfReports(t *testing.T) {
	t.Parallel()
	b := newBilan(t)
	b.cast()
	avant := figure(t, b.report("2025-01-01", "2025-12-31", parcours.OptionsRapport{}), "entrees")
	var aya int64
	for _, l := range must[*app.PageSalaries](t)(b.ListSalaries(t.Context(), b.Aci.Directeur, app.FiltreSalaries{Q: "aya"})).Lignes {
		aya = l.ID
	}
	freeze(t, b.essai, aya)
	r := b.report("2025-01-01", "2025-12-31", parcours.OptionsRapport{})
	for code, want := range map[string][2]float64{
		"entrees": {3, -1}, "abandons": {1, -1}, "taux_abandon": {1, 3}, "heures": {140, -1}, "entonnoir": {6,
			-1}, "parcours_par_etat": {7, -1}, "financements": {-1, -1},
	} {
		if got := figure(t, r, code); got != want {
			t.Errorf("without her, %s = %v, want %v", code, got, want)
		}
	}
	fs := must[[]parcours.LigneFormation](t)(b.ListFormations(t.Context(), b.Aci.Directeur, day(t, "2025-01-01"),
		day(t, "2025-12-31"), parcours.OptionsRapport{}))
	for _, f := range fs {
		if f.Prenom == "Aya" {
			t.Error("she is among the files behind the figures")
		}
	}
	if err := b.FreezeSalarie(t.Context(), b.Aci.Directeur, aya, parcours.Gel{}); err != nil {
		t.Fatal(err)
	}
	if got := figure(t, b.report("2025-01-01", "2025-12-31", parcours.OptionsRapport{}), "entrees"); got != avant {
		t.Errorf("released: %v, want %v", got, avant)
	}
}
