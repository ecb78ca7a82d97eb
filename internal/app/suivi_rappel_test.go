package app_test

import (
	"slices"
	"strings"
	"testing"

	"parcours.example/internal/parcours"
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
			r.must(r.CloseParcours(r.t.Context(), r.qui, r.id, r.fiche().Parcours.Version, parcours.Cloture{Date: le2025(6, 2), Motif: "autre"}, ""))
			r.must(r.ReopenParcours(r.t.Context(), r.qui, r.id, r.fiche().Parcours.Version, ""))
		},
	} {
		t.Run(nom, func(t *testing.T) {
			t.Parallel()
			r := newRecit(t)
			r.log(le2025(3, 4), le2025(3, 11), "Devis demandé ; la rappeler.")
			story(r)
			var dus int
			for _, s := range r.fiche().Suivis {
				if s.IsRappel() {
					dus++
				}
			}
			listes := len(r.listDues(r.qui, "rappel"))
			if dus != 1 || listes != 1 {
				t.Errorf("%d reminders stand, %d are listed, want 1", dus, listes)
			}
		})
	}
}

// openReminders are the days of the calls still to be made, in order.
func (r *recit) openReminders() string {
	var jours []string
	for _, s := range r.fiche().Suivis {
		if !s.DateProchain.IsZero() && !s.ProchainSolde {
			jours = append(jours, s.DateProchain.String())
		}
	}
	slices.Sort(jours)
	return strings.Join(jours, " ")
}

// A call that was promised stands until somebody has spoken to the person since.
func TestAReminderIsSettledByALaterContactOnly(t *testing.T) {
	t.Parallel()
	r := newRecit(t).to(parcours.EnEntree)
	r.log(le2025(4, 10), le2025(4, 20), "Elle est inquiète ; la rappeler.")
	check := func(quand, veut string) {
		t.Helper()
		if lu := r.openReminders(); lu != veut {
			t.Errorf("%s: %q stands, want %q", quand, lu, veut)
		}
	}
	r.log(le2025(4, 2), parcours.Date{}, "Noté en retard : elle avait appelé.")
	check("an older contact, noted late", "2025-04-20")
	r.log(le2025(4, 3), le2025(4, 25), "Noté en retard, avec un rappel.")
	check("an older contact, with a call of its own", "2025-04-20 2025-04-25")
	_, err := r.ReportNonPresentation(t.Context(), r.qui, r.id, parcours.NonPresentation{Date: le2025(4, 14), Motif: "sante"}, "")
	r.must(err)
	check("an absence is no contact", "2025-04-20 2025-04-25")

	// Set aside with the file, they come back with it, and no other.
	r.pass("classer_sans_suite", le2025(4, 15), parcours.Saisie{"motif": "renoncement"})
	check("closed", "")
	r.must(r.RectifyPassage(t.Context(), r.qui, r.id, r.fiche().Parcours.Version, "Erreur de bouton.", ""))
	check("undone", "2025-04-20 2025-04-25")

	r.log(le2025(4, 10), le2025(5, 2), "Rappelée le jour même.")
	check("a contact of the same day", "2025-05-02")
}

// TestTheDayIsReadByHour: of two people to call on one day, the first is the one who expects
// the call first; a call without an hour comes after them.
func TestTheDayIsReadByHour(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	for _, x := range []struct{ nom, heure string }{{"Abel", ""}, {"Bruno", "16:00"}, {"Chloé", "09:30"}} {
		s := r.Salarie(t, r.Aci, x.nom, "Petit")
		id := must[int64](t)(r.IdentifyBesoin(t.Context(), r.qui, s.ID, besoinDeNadia, ""))
		_, err := r.LogSuivi(t.Context(), r.qui, id, parcours.Suivi{Date: aujourdhui, Avec: "salarie", Canal: "telephone",
			Texte: "À rappeler.", DateProchain: aujourdhui.AddDays(1), HeureProchain: x.heure}, "")
		r.must(err)
	}
	var dits []string
	for _, l := range r.listDues(r.qui, "rappel") {
		dits = append(dits, l.Salarie+" "+l.Raisons[0].Heure)
	}
	if got := strings.Join(dits, ", "); got != "Chloé Petit 09:30, Bruno Petit 16:00, Abel Petit " {
		t.Errorf("read in this order: %s", got)
	}
}
