package app_test

import (
	"slices"
	"strings"
	"testing"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

// TestConstraintsOfTheStructureStandOnTheParcours and nowhere else: the guide
// answers them, the history tells them, the person's file knows nothing.
func TestConstraintsOfTheStructureStandOnTheParcours(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	set := func(qui parcours.Identite, version int, codes ...string) error {
		return r.SetFreinsGestion(t.Context(), qui, r.id, version, codes)
	}
	if e := wantCode(t, set(r.qui, 0, "calendrier", "mobilite"), parcours.Invalide); e.Champ != "freins_gestion" {
		t.Errorf("beside %q", e.Champ)
	}
	wantCode(t, set(r.Aci.Encadrant, 0, "calendrier"), parcours.Interdit)
	r.must(set(r.Aci.Directeur, 1, "clients", "calendrier"))
	f := r.fiche()
	if !slices.Equal(f.Parcours.FreinsGestion, []string{"calendrier", "clients"}) || f.Parcours.Version != 2 || len(f.Freins) != 1 {
		t.Fatalf("noted: %+v, %d freins", f.Parcours, len(f.Freins))
	}
	s := app.SituationOf(&f.Dossier, r.qui, aujourdhui)
	if !slices.Equal(s.Freins, []string{"mobilite", "calendrier", "clients"}) {
		t.Errorf("the guide is told %q", s.Freins)
	}
	conseillees := map[string]bool{}
	for _, x := range must[*app.FicheParcours](t)(withGuide(t, r.essai).FindParcours(t.Context(), r.qui, r.id)).ListRecommandations() {
		conseillees[x.ID] = true
	}
	if !conseillees["SOL-08.1"] || !conseillees["SOL-10.1"] || !conseillees["SOL-13.1"] || conseillees["SOL-09.1"] {
		t.Error("SOL-08.1, SOL-10.1 and SOL-13.1 are to be advised, SOL-09.1 is not")
	}

	// The same click again does nothing; an older page learns what stands.
	avant := countHistory(t, r)
	r.must(set(r.qui, 1, "calendrier", "clients"))
	e := wantCode(t, set(r.qui, 1, "economie"), parcours.Conflit)
	if n := len(e.Actuel); n == 0 || e.Actuel[n-1].Valeur != "Calendriers de formation inadaptés · Contraintes clients" ||
		e.Actuel[n-1].Auteur != "Directeur ACI" {
		t.Errorf("the loser is told %+v", e.Actuel)
	}
	if apres := countHistory(t, r); apres != avant || r.fiche().Parcours.Version != 2 {
		t.Errorf("%d changes were written", apres-avant)
	}
	r.must(set(r.qui, 2))
	if f = r.fiche(); len(f.Parcours.FreinsGestion) != 0 {
		t.Errorf("unticked, yet %q", f.Parcours.FreinsGestion)
	}
	h := must[*app.HistoriqueLu](t)(r.ListHistorique(t.Context(), r.qui, r.id))
	if l := h.Lignes[0]; l.Acte != "suivre_freins_gestion" || l.NomTable != "parcours" || !strings.Contains(string(l.Avant), `"clients"`) {
		t.Errorf("history: %+v", l)
	}
	for _, l := range must[*app.HistoriqueLu](t)(r.ListHistoriqueSalarie(t.Context(), r.qui, r.salarie.ID)).Lignes {
		if strings.Contains(string(l.Apres), "freins_gestion") {
			t.Errorf("the person's history tells it: %+v", l)
		}
	}
}

// TestASolutionForTheStructureIsDecidedLikeAnother, and leaves the freins of
// the person alone.
func TestASolutionForTheStructureIsDecidedLikeAnother(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	r.must(r.SetFreinsGestion(t.Context(), r.qui, r.id, 0, []string{"economie"}))
	r.must(withGuide(t, r.essai).HandleConseil(t.Context(), r.qui, r.id, parcours.Conseil{Item: "SOL-09.2", Decision: "fait"}, ""))
	if c := decided(t, r, "SOL-09.2"); c == nil || c.Decision != "fait" {
		t.Errorf("decided: %+v", c)
	}
	if f := r.fiche().Freins[0]; f.Etat != "identifie" {
		t.Errorf("the frein of the person: %+v", f)
	}
}
