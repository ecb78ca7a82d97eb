package app_test

import (
	"testing"

	"parcours/internal/app"
	"parcours/internal/parcours"
)

// A slip that is undone, or a file that is reopened, must not cost the person
// the call that was promised.
func TestAReminderComesBackWithTheFile(t *testing.T) {
	t.Parallel()
	for nom, story := range map[string]func(*recit){
		"classed without sequel, undone": func(r *recit) {
			r.pass("classer_sans_suite", le2025(3, 10), parcours.Saisie{"motif": "renoncement"})
			r.must(r.RectifyPassage(r.t.Context(), r.qui, r.id, r.fiche().Parcours.Version, "Erreur de bouton.", ""))
		},
		"closed, reopened": func(r *recit) {
			r.to(parcours.Sorti)
			r.log(le2025(5, 30), le2025(6, 30), "Bilan fait ; rappeler dans un mois.")
			r.must(r.CloseParcours(r.t.Context(), r.qui, r.id, r.fiche().Parcours.Version, parcours.Cloture{Date: le2025(6, 2), Motif: "autre"}))
			r.must(r.ReopenParcours(r.t.Context(), r.qui, r.id, r.fiche().Parcours.Version))
		},
	} {
		t.Run(nom, func(t *testing.T) {
			t.Parallel()
			r := newRecit(t)
			r.log(le2025(3, 4), le2025(3, 11), "Devis demandé ; la rappeler.")
			story(r)
			var dus int
			for _, s := range r.fiche().Suivis {
				if !s.DateProchain.IsZero() && !s.ProchainSolde {
					dus++
				}
			}
			rappels := must[*app.Rappels](t)(r.ListRappels(t.Context(), r.qui, false))
			listes := 0
			for _, l := range rappels.EnRetard { // an impact may be due beside it
				if len(l.Impacts) == 0 {
					listes++
				}
			}
			if dus != 1 || listes != 1 {
				t.Errorf("%d reminders stand, %d are listed, want 1", dus, listes)
			}
		})
	}
}
