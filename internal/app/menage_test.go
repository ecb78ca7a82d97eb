package app_test

import (
	"testing"
	"time"

	"parcours.example/internal/app"
	"parcours.example/internal/auth"
	"parcours.example/internal/parcours"
)

func jetonsEssai(t *testing.T) *auth.Jetons {
	t.Helper()
	return must[*auth.Jetons](t)(auth.NewJetons("un secret d'essai assez long pour signer"))
}

func motsDePasseEssai() *auth.MotsDePasse { return auth.NewMotsDePasse(auth.CoutTest) }

// TestSweepingTouchesNoFile: only what is no longer of use goes, when its time
// has come, in every SIAE.
func TestSweepingTouchesNoFile(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	// The rows are dated by PostgreSQL, hence by the real day.
	r.horloge.t.Store(time.Now().UnixNano())
	must[*app.Apercu](t)(r.PreviewImport(t.Context(), r.qui, "liste.csv", []byte("Nom;Prénom\nPetit;Léa\n"), ""))
	autre := r.Salarie(t, r.Etti, "Karim", "Zidi")
	must[int64](t)(r.IdentifyBesoin(t.Context(), r.Etti.Cip, autre.ID, besoinDeNadia, "clé"))
	must[*parcours.Suivi](t)(r.LogSuivi(t.Context(), r.qui, r.id, appel("x"), "clé"))
	r.signInOK(t, "cip@aci.test", auth.Site)
	for _, pas := range []struct {
		avance time.Duration
		veut   int64
		quoi   string
	}{
		{0, 0, "today"},
		{8 * 24 * time.Hour, 4, "after eight days: two keys, a session, the attempts of its address"},
		{23 * 24 * time.Hour, 1, "after thirty-one days: a preview"},
		{24 * time.Hour, 0, "the day after"},
	} {
		r.horloge.advance(pas.avance)
		if n := must[int64](t)(r.Purge(t.Context())); n != pas.veut {
			t.Errorf("%s: %d rows swept away, want %d", pas.quoi, n, pas.veut)
		}
	}
	if f := r.fiche(); len(f.Suivis) != 1 || len(f.Freins) != 1 || f.Parcours.Etat != parcours.BesoinIdentifie {
		t.Errorf("the file lost something: %+v", f)
	}
}
