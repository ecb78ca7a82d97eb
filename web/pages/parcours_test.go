package pages

import (
	"testing"
	"time"

	"parcours/internal/parcours"
)

// The day on which the chosen training starts is not asked twice, unless it is
// gone by.
func TestPlanningAnEntryStartsFromTheTraining(t *testing.T) {
	t.Parallel()
	aujourdhui := parcours.NewDate(2026, time.March, 2)
	for debut, want := range map[parcours.Date]string{
		aujourdhui.AddDays(59): "2026-04-30", aujourdhui: "2026-03-02", aujourdhui.AddDays(-1): "", {}: "",
	} {
		p := Parcours{Aujourdhui: aujourdhui, Dossier: &parcours.Dossier{
			Parcours:   parcours.Parcours{Tentative: 1},
			Tentatives: []parcours.Tentative{{Numero: 1, Formation: parcours.Formation{DateDebutPrevue: debut}}},
		}}
		planifier := parcours.Offre{Transition: &parcours.Transition{Code: "planifier_entree"}}
		if got := p.passageValeurs(planifier).Get("date_entree_prevue"); got != want {
			t.Errorf("a training from %s: %q, want %q", debut, got, want)
		}
		if v := p.passageValeurs(parcours.Offre{Transition: &parcours.Transition{Code: "confirmer_entree"}}); len(v) != 1 {
			t.Errorf("another passage is filled with %v", v)
		}
	}
}
