package app

import (
	"context"
	"sync"
	"testing"
	"time"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

func directeur(id int64) parcours.Identite {
	return parcours.Identite{UtilisateurID: id, SiaeID: id, Role: parcours.Directeur}
}

// full is a queue whose places are all taken.
func full(t *testing.T) (a *Attente, leave []func()) {
	t.Helper()
	a = newAttente()
	for i := range lourdsEnsemble {
		quitte, err := a.enter(t.Context(), directeur(int64(100+i)))
		if err != nil {
			t.Fatal(err)
		}
		leave = append(leave, quitte)
	}
	return a, leave
}

// TestWhatReadsAWholeSiaeWaitsItsTurn: one more is served when a place is given back, in vain never.
func TestWhatReadsAWholeSiaeWaitsItsTurn(t *testing.T) {
	t.Parallel()
	a, leave := full(t)
	var sert sync.WaitGroup
	sert.Go(func() {
		if quitte, err := a.enter(t.Context(), directeur(1)); err != nil {
			t.Errorf("a place was given back, and %v", err)
		} else {
			quitte()
		}
	})
	for i, quitte := range leave {
		if quitte(); i == 0 {
			sert.Wait()
		}
	}
	if len(a.gens) != 0 || a.tous != 0 || len(a.places) != 0 {
		t.Errorf("everybody left, and %v, %d, %d are there", a.gens, a.tous, len(a.places))
	}
}

// TestAQueueRefusesWhatItCannotServe, and forgets it: somebody who asks again and again, the one too many, who waited
// too long, who left.
func TestAQueueRefusesWhatItCannotServe(t *testing.T) {
	t.Parallel()
	a, _ := full(t)
	refused := func(ctx context.Context, qui parcours.Identite, veut error) {
		t.Helper()
		if _, err := a.enter(ctx, qui); err != veut {
			t.Errorf("%v, want %v", err, veut)
		}
	}
	ctx, part := context.WithCancel(t.Context())
	var attendent sync.WaitGroup
	waits := func(qui parcours.Identite) {
		attendent.Go(func() { refused(ctx, qui, context.Canceled) })
	}
	for range lourdsDUnePersonne {
		waits(directeur(1))
	}
	for id := range int64(lourdsAttendus - lourdsEnsemble - lourdsDUnePersonne) {
		waits(directeur(2 + id))
	}
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(time.Millisecond) {
		a.mu.Lock()
		tous := a.tous
		a.mu.Unlock()
		if tous == lourdsAttendus {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d wait", tous)
		}
	}
	refused(t.Context(), directeur(1), errDejaDemande)
	refused(t.Context(), directeur(99), errSurcharge)
	part()
	attendent.Wait()
	if a.tous != lourdsEnsemble {
		t.Errorf("%d are there still", a.tous-lourdsEnsemble)
	}
	a.patience = 0
	refused(t.Context(), directeur(99), errSurcharge)
}

// TestEachHeavyDeedWaits: each is refused while the places are taken, before it asks the base for anything.
func TestEachHeavyDeedWaits(t *testing.T) {
	t.Parallel()
	attente, _ := full(t)
	attente.patience = 0
	a, qui, ctx := &App{attente: attente, aujourdhui: func() parcours.Date { return parcours.NewDate(2026, 3, 2) }}, directeur(1), t.Context()
	debut, fin := parcours.NewDate(2025, 1, 1), parcours.NewDate(2025, 12, 31)
	second := func(_ any, err error) error { return err }
	for nom, err := range map[string]error{
		"ReportResultats": second(a.ReportResultats(ctx, qui, debut, fin, parcours.OptionsRapport{})),
		"ListDossiers":    second(a.ListDossiers(ctx, qui, debut, fin, parcours.OptionsRapport{}, "entrees", "")),
		"ListFormations":  second(a.ListFormations(ctx, qui, debut, fin, parcours.OptionsRapport{})),
		"ExportParcours":  second(a.ExportParcours(ctx, qui, postgres.FiltreParcours{})),
		"ExportSalaries":  second(a.ExportSalaries(ctx, qui, FiltreSalaries{})),
		"PreviewImport":   second(a.PreviewImport(ctx, qui, "gens.csv", []byte("Nom;Prénom\n"), "")),
		"MatchColumns":    second(a.MatchColumns(ctx, qui, 1, nil)),
		"ValidateImport":  second(a.ValidateImport(ctx, qui, 1)),
		"UndoImport":      second(a.UndoImport(ctx, qui, 1, parcours.Retrait{})),
		"RedoImport":      second(a.RedoImport(ctx, qui, 1, parcours.Retrait{})),
	} {
		if err != errSurcharge {
			t.Errorf("%s does not wait its turn: %v", nom, err)
		}
	}
}
