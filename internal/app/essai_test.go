package app_test

import (
	"errors"
	"slices"
	"testing"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

// TestATrialTellsWhatADeedWouldChange: the state, what is settled and what becomes due. The
// file is then as it was, and the key of the trial is free.
func TestATrialTellsWhatADeedWouldChange(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	genres := func(es []parcours.Echeance) (gs []string) {
		for _, e := range es {
			gs = append(gs, e.Genre)
		}
		return gs
	}
	suivi := parcours.Suivi{Date: aujourdhui, Avec: "salarie", Canal: "telephone", Texte: "Un point.",
		DateProchain: aujourdhui.AddDays(5)}
	avant := r.fiche()
	for range 2 {
		_, err := r.LogSuivi(app.Try(t.Context()), r.qui, r.id, suivi, "une clé")
		e, ok := errors.AsType[*app.Essai](err)
		if !ok || e.Etat != avant.Parcours.Etat || !slices.Contains(genres(e.Nouvelles), "rappel") {
			t.Fatalf("%v: %+v", err, e)
		}
	}
	if apres := r.fiche(); len(apres.Suivis) != len(avant.Suivis) {
		t.Error("a trial wrote a follow-up")
	}
	if _, err := r.LogSuivi(t.Context(), r.qui, r.id, suivi, "une clé"); err != nil {
		t.Error(err)
	}
	suivi.DateProchain, suivi.Texte = parcours.Date{}, "Un autre."
	_, err := r.LogSuivi(app.Try(t.Context()), r.qui, r.id, suivi, "une clé")
	if e, _ := errors.AsType[*app.Essai](err); e == nil || !slices.Contains(genres(e.Reglees), "rappel") {
		t.Errorf("the talk that was promised would take place: %v, %+v", err, e)
	}
	dem := r.ask("classer_sans_suite", aujourdhui, parcours.Saisie{"motif": "doublon"})
	err = r.ApplyTransition(app.Try(t.Context()), r.qui, r.id, dem, "")
	if e, _ := errors.AsType[*app.Essai](err); e == nil || e.Etat != parcours.SansSuite || len(e.Reglees) == 0 || len(e.Nouvelles) > 0 {
		t.Errorf("a closing: %v, %+v", err, e)
	}
	dem.Champs = parcours.Saisie{}
	wantCode(t, r.ApplyTransition(app.Try(t.Context()), r.qui, r.id, dem, ""), parcours.Invalide)
}
