package pages

import (
	"testing"
	"time"

	"parcours.example/internal/parcours"
)

// The days of the chosen training are not asked twice, unless they are gone by;
// after a report, they are those that it gave.
func TestPlanningAnEntryStartsFromTheTraining(t *testing.T) {
	t.Parallel()
	aujourdhui := parcours.NewDate(2026, time.March, 2)
	for debut, want := range map[parcours.Date][2]string{
		aujourdhui.AddDays(59): {"2026-04-30", "2026-05-30"}, aujourdhui: {"2026-03-02", "2026-04-01"}, aujourdhui.AddDays(-1): {}, {}: {},
	} {
		f := parcours.Formation{DateDebutPrevue: debut}
		if !debut.IsZero() {
			f.DateFinPrevue = debut.AddDays(30)
		}
		p := ParcoursPage{Aujourdhui: aujourdhui, Fiche: &parcours.Fiche{Dossier: parcours.Dossier{
			Parcours:   parcours.Parcours{Tentative: 1},
			Tentatives: []parcours.Tentative{{Numero: 1, Formation: f}},
			Entrees:    []parcours.EntreePrevue{{Numero: 1, Tentative: 1, Date: debut}},
		}}}
		for _, code := range []string{"planifier_entree", "relancer_entree"} {
			v := p.passageValeurs(parcours.Offre{Transition: &parcours.Transition{Code: code}})
			if got := [2]string{v.Get("date_entree_prevue"), v.Get("date_fin_prevue")}; got != want {
				t.Errorf("%s, a training from %s: %q, want %q", code, debut, got, want)
			}
		}
		if v := p.passageValeurs(parcours.Offre{Transition: &parcours.Transition{Code: "confirmer_entree"}}); len(v) != 1 {
			t.Errorf("another passage is filled with %v", v)
		}
	}
}
