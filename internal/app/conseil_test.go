package app_test

import (
	"strings"
	"testing"

	"parcours/internal/app"
	"parcours/internal/parcours"
)

// decided gives what stands for one item of the guide in the story's parcours.
func decided(t *testing.T, r *recit, item string) *parcours.Conseil {
	t.Helper()
	for _, c := range r.fiche().Conseils {
		if c.Item == item {
			return &c
		}
	}
	return nil
}

// TestAnAdviceIsDonePlannedOrPutAside: each choice is kept, a later one
// replaces it, and it can be taken back.
func TestAnAdviceIsDonePlannedOrPutAside(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	a := withGuide(t, r.essai)
	handle := func(c parcours.Conseil) error { return a.HandleConseil(t.Context(), r.qui, r.id, c, "") }

	if e := wantCode(t, handle(parcours.Conseil{Item: "BP-03", Decision: "ecarte"}), parcours.Invalide); e.Champ != "motif" {
		t.Errorf("beside %q, want the reason", e.Champ)
	}
	hier := aujourdhui.AddDays(-1)
	if e := wantCode(t, handle(parcours.Conseil{Item: "BP-03", Decision: "planifie", DatePrevue: hier}), parcours.Invalide); e.Champ != "date_prevue" {
		t.Errorf("beside %q, want the day", e.Champ)
	}
	wantCode(t, handle(parcours.Conseil{Item: "BP-99", Decision: "fait"}), parcours.Invalide)

	r.must(handle(parcours.Conseil{Item: "BP-03", Decision: "ecarte", Motif: "Test déjà passé"}))
	if c := decided(t, r, "BP-03"); c == nil || c.Motif != "Test déjà passé" || c.Date != aujourdhui || c.AuteurID != r.qui.UtilisateurID {
		t.Errorf("put aside: %+v", c)
	}
	r.must(handle(parcours.Conseil{Item: "BP-03", Decision: "fait", Motif: "reste d'un autre formulaire"}))
	if c := decided(t, r, "BP-03"); c == nil || c.Decision != "fait" || c.Motif != "" {
		t.Errorf("done: %+v", c)
	}
	r.must(a.ForgetConseil(t.Context(), r.qui, r.id, "BP-03"))
	if c := decided(t, r, "BP-03"); c != nil {
		t.Errorf("taken back, yet %+v", c)
	}
	h := must[*app.Historique](t)(a.ListHistorique(t.Context(), r.qui, r.id))
	n := 0
	for _, l := range h.Lignes {
		if l.NomTable == "conseil" {
			n++
		}
	}
	if n != 3 {
		t.Errorf("%d lines of history, want 3: put aside, done, taken back", n)
	}
}

// TestAPlannedAdviceIsAReminder: it comes back on its day, with what is to be
// done, until it is done.
func TestAPlannedAdviceIsAReminder(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	a := withGuide(t, r.essai)
	r.must(a.HandleConseil(t.Context(), r.qui, r.id, parcours.Conseil{Item: "BP-06", Decision: "planifie", DatePrevue: aujourdhui}, ""))
	dus := must[*app.Rappels](t)(a.ListRappels(t.Context(), r.qui, true))
	if len(dus.Aujourdhui) != 1 || dus.Aujourdhui[0].Item != "BP-06" || !strings.Contains(dus.Aujourdhui[0].Salarie, "Benali") {
		t.Fatalf("due today: %+v", dus.Aujourdhui)
	}
	r.must(a.HandleConseil(t.Context(), r.qui, r.id, parcours.Conseil{Item: "BP-06", Decision: "fait"}, ""))
	if dus = must[*app.Rappels](t)(a.ListRappels(t.Context(), r.qui, true)); dus.Total() != 0 {
		t.Errorf("done, yet still due: %+v", dus)
	}
}

// TestASolutionIsRecordedOnItsFrein: what is planned against an obstacle stands
// on the obstacle; a solution already under way is left alone.
func TestASolutionIsRecordedOnItsFrein(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	a := withGuide(t, r.essai)
	plan := func(item string) {
		t.Helper()
		r.must(a.HandleConseil(t.Context(), r.qui, r.id, parcours.Conseil{Item: item, Decision: "planifie", DatePrevue: aujourdhui.AddDays(7)}, ""))
	}
	plan("SOL-04.5")
	f := r.fiche().Freins[0]
	if f.Etat != "solution_en_cours" || f.SolutionRef != "SOL-04.5" || f.DateSolution != aujourdhui {
		t.Fatalf("the frein: %+v", f)
	}
	plan("SOL-04.1")
	if f = r.fiche().Freins[0]; f.SolutionRef != "SOL-04.5" {
		t.Errorf("the solution under way was replaced by %s", f.SolutionRef)
	}
}
