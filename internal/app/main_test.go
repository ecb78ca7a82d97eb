package app_test

import (
	"fmt"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"parcours.example/internal/app"
	"parcours.example/internal/auth"
	"parcours.example/internal/parcours"
	"parcours.example/internal/testdb"
)

func TestMain(m *testing.M) { os.Exit(testdb.Main(m)) }

// aujourdhui is the day of every story told in these tests.
var aujourdhui = parcours.NewDate(2026, time.March, 2)

// horloge is a clock that tests move by hand.
type horloge struct{ t atomic.Int64 }

func (h *horloge) now() time.Time          { return time.Unix(0, h.t.Load()).UTC() }
func (h *horloge) advance(d time.Duration) { h.t.Add(int64(d)) }

type essai struct {
	*testdb.Decor
	*app.App
	horloge *horloge
}

func newEssai(t *testing.T) *essai {
	t.Helper()
	d := testdb.NewDecor(t)
	jetons, err := auth.NewJetons("un secret d'essai assez long pour signer")
	if err != nil {
		t.Fatal(err)
	}
	h := &horloge{}
	h.t.Store(time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC).UnixNano())
	a := app.New(app.Options{
		DB: d.DB, Jetons: jetons, MotsDePasse: auth.NewMotsDePasse(auth.CoutTest),
		Maintenant: h.now, Aujourdhui: func() parcours.Date { return aujourdhui }, Judge: coherent,
	})
	e := &essai{Decor: d, App: a, horloge: h}
	e.rereads(t)
	return e
}

// coherent holds every deed of these stories to what may be true of a file.
func coherent(d *parcours.Dossier) error {
	if fautes := d.Incoherences(aujourdhui.AddDays(365)); len(fautes) > 0 {
		return fmt.Errorf("the deed would leave: %v", fautes)
	}
	return nil
}

// wantCode fails unless err is a refusal of this code, and returns it.
func wantCode(t *testing.T, err error, code parcours.Code) *parcours.Erreur {
	t.Helper()
	es := parcours.ErreursOf(err)
	if len(es) == 0 || es[0].Code != code {
		t.Fatalf("got %v, want a refusal %q", err, code)
	}
	return es[0]
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// errOf keeps the refusal of a deed that answers something too.
func errOf[T any](_ T, err error) error { return err }

// freeze is what the directeur does at a person's request.
func freeze(t *testing.T, e *essai, id int64) {
	t.Helper()
	if err := e.FreezeSalarie(t.Context(), e.Aci.Directeur, id, parcours.Gel{Gele: true, Motif: "À sa demande."}); err != nil {
		t.Fatal(err)
	}
}
