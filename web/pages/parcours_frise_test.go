package pages

import (
	"testing"
	"time"

	"parcours.example/internal/parcours"
)

// TestTheStepperTellsEveryAttempt: what a report hid in its try is still in the
// passages.
func TestTheStepperTellsEveryAttempt(t *testing.T) {
	t.Parallel()
	le := func(jour int) parcours.Date { return parcours.NewDate(2026, time.February, jour) }
	passage := func(code string, tentative, jour int, vers parcours.Etat, champs parcours.Saisie) parcours.Passage {
		return parcours.Passage{Transition: code, Tentative: tentative, Date: le(jour), Vers: vers, Champs: champs}
	}
	entree := passage("confirmer_entree", 1, 2, parcours.EnDeroulement, parcours.Saisie{"date_entree": "2026-02-02"})
	abandon := passage("abandonner", 1, 6, parcours.Abandonne, parcours.Saisie{"date_abandon": "2026-02-06", "motifs": "mobilite,famille"})
	report := passage("repositionner", 1, 9, parcours.Repositionnement, parcours.Saisie{"solution": "report"})
	reporte := passage("reporter_entree", 1, 12, parcours.Repositionnement, parcours.Saisie{"solution": "report", "motif": "famille"})
	renonce := passage("reporter_entree", 1, 12, parcours.Repositionnement, parcours.Saisie{"solution": "autre_of", "motif": "mobilite"})
	encore := passage("confirmer_entree", 1, 16, parcours.EnDeroulement, parcours.Saisie{"date_entree": "2026-02-16"})
	fin := passage("terminer", 1, 20, parcours.Sorti, parcours.Saisie{"date_fin": "2026-02-20"})
	autre := passage("repositionner", 1, 23, parcours.Repositionnement, parcours.Saisie{"solution": "autre_niveau"})
	repris := passage(parcours.Reprendre, 1, 9, parcours.Repositionnement,
		parcours.Saisie{"date_entree": "2026-02-02", "date_abandon": "2026-02-06", "motifs": "mobilite", "solution": "report"})
	annule := abandon
	annule.RectifieLe = new(time.Time)

	for _, c := range []struct {
		nom       string
		tentative int
		passages  []parcours.Passage
		want      string
	}{
		{"nothing before", 1, []parcours.Passage{entree}, ""},
		{"the steps tell the abandonment themselves", 1, []parcours.Passage{entree, abandon}, ""},
		{"an undone abandonment", 1, []parcours.Passage{entree, annule}, ""},
		{"postponed", 1, []parcours.Passage{entree, abandon, report},
			"Tentative 1 (avant le report : abandon, mobilité · famille, le 06/02/2026)"},
		{"entered again", 1, []parcours.Passage{entree, abandon, report, encore},
			"Tentative 1 (avant le report : abandon, mobilité · famille, le 06/02/2026)"},
		{"postponed twice", 1, []parcours.Passage{entree, abandon, report, reporte, encore},
			"Tentative 1 (avant le report : abandon, mobilité · famille, le 06/02/2026, puis entrée reportée, famille, le 12/02/2026)"},
		{"ended, then another", 2, []parcours.Passage{entree, abandon, report, encore, fin, autre},
			"Tentative 2 (tentative 1 : abandon, mobilité · famille, le 06/02/2026, puis terminée le 20/02/2026)"},
		{"nobody entered", 2, []parcours.Passage{renonce}, "Tentative 2 (tentative 1 : sans entrée, mobilité, le 12/02/2026)"},
		{"taken over", 1, []parcours.Passage{repris}, "Tentative 1 (avant le report : abandon, mobilité, le 06/02/2026)"},
		{"passages that say nothing", 2, nil, "Tentative 2 (tentative 1 : sans entrée)"},
	} {
		d := parcours.Dossier{Parcours: parcours.Parcours{Tentative: c.tentative}, Passages: c.passages}
		for n := 1; n <= c.tentative; n++ {
			d.Tentatives = append(d.Tentatives, parcours.Tentative{Numero: n})
		}
		if got := (ParcoursPage{Fiche: &parcours.Fiche{Dossier: d}}).essais(); got != c.want {
			t.Errorf("%s: %q, want %q", c.nom, got, c.want)
		}
	}
}
