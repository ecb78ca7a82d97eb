package app_test

import (
	"context"
	"strings"
	"testing"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

// appel is a telephone call with the person, today.
func appel(texte string) parcours.Suivi {
	return parcours.Suivi{Date: aujourdhui, Avec: "salarie", Canal: "telephone", Texte: texte}
}

func TestAContactIsLoggedAsItWasTyped(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	s := appel("« Elle hésite » : l'hôpital d'Œuilly, 3 € d'écart — à revoir.\nDeuxième ligne 🙂")
	s.ID, s.SiaeID, s.ParcoursID, s.Tentative, s.AuteurID, s.ProchainSolde = 99, r.Etti.Siae.ID, 99, 7, 99, true // not hers to say
	s.DateProchain = aujourdhui.AddDays(7)
	vieux := s
	vieux.Date = parcours.NewDate(2020, 1, 1)
	_, err := r.LogSuivi(t.Context(), r.qui, r.id, vieux, "")
	wantCode(t, err, parcours.Invalide)
	id := must[*parcours.Suivi](t)(r.LogSuivi(t.Context(), r.qui, r.id, s, "")).ID
	lus := must[*app.FicheParcours](t)(r.FindParcours(t.Context(), r.Aci.Directeur, r.id)).Suivis
	if l := lus[0]; len(lus) != 1 || l.ID != id || l.Texte != s.Texte || l.AuteurID != r.qui.UtilisateurID ||
		l.Tentative != 1 || l.ProchainSolde || !l.CreeLe.Equal(r.horloge.now()) {
		t.Errorf("kept %+v", lus)
	}
	for nom, c := range map[string]struct {
		change func(*parcours.Suivi)
		champ  string
	}{
		"no text":                    {func(s *parcours.Suivi) { s.Texte = " " }, "texte"},
		"a note of 10,000":           {func(s *parcours.Suivi) { s.Texte = strings.Repeat("é", 10_000) }, "texte"},
		"a social security number":   {func(s *parcours.Suivi) { s.Texte = "NIR 1 85 05 78 006 084 36" }, "texte"},
		"an unreadable character":    {func(s *parcours.Suivi) { s.Texte = "a\x00b" }, "texte"},
		"tomorrow":                   {func(s *parcours.Suivi) { s.Date = aujourdhui.AddDays(1) }, "date"},
		"with nobody":                {func(s *parcours.Suivi) { s.Avec = "" }, "avec"},
		"by pigeon":                  {func(s *parcours.Suivi) { s.Canal = "pigeon" }, "canal"},
		"a next one before this one": {func(s *parcours.Suivi) { s.DateProchain = s.Date.AddDays(-1) }, "date_prochain"},
		"a next one in another life": {func(s *parcours.Suivi) { s.DateProchain = parcours.NewDate(2099, 1, 1) }, "date_prochain"},
	} {
		s := appel("Bien.")
		c.change(&s)
		_, err := r.LogSuivi(t.Context(), r.qui, r.id, s, "")
		if e := wantCode(t, err, parcours.Invalide); e.Champ != c.champ {
			t.Errorf("%s: refused beside %q", nom, e.Champ)
		}
	}
}

func TestAnAbsenceFallsInsideTheTraining(t *testing.T) {
	t.Parallel()
	r := newRecit(t).to(parcours.Sorti)
	for _, c := range []struct {
		le parcours.Date
		ok bool
	}{{le2025(4, 13), false}, {le2025(4, 14), true}, {le2025(5, 30), true}, {le2025(5, 31), false}} {
		s := appel("Absente.")
		s.Date, s.Absence = c.le, "justifiee"
		if _, err := r.LogSuivi(t.Context(), r.qui, r.id, s, ""); (err == nil) != c.ok {
			t.Errorf("an absence on %s: %v", c.le, err)
		}
	}
}

// TestTwoCipLogAtTheSameTime: both are kept, and one reminder stands.
func TestTwoCipLogAtTheSameTime(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	quis := []parcours.Identite{r.qui, r.DoubleAci}
	errs := together(10, func(i int) error {
		s := appel("Vu.")
		s.DateProchain = aujourdhui.AddDays(1 + i)
		_, err := r.LogSuivi(context.Background(), quis[i%2], r.id, s, "clé"+string(rune('a'+i/2))) // each sends five
		return err
	})
	for _, err := range errs {
		r.must(err)
	}
	ouverts := 0
	f := r.fiche()
	for _, s := range f.Suivis {
		if !s.ProchainSolde {
			ouverts++
		}
	}
	if len(f.Suivis) != 10 || ouverts != 1 {
		t.Errorf("%d contacts and %d reminders, want 10 and 1", len(f.Suivis), ouverts)
	}
	// A contact does not make another page stale.
	if v := f.Parcours.Version; v != 1 {
		t.Errorf("version %d", v)
	}
	// The same click, ten times.
	for _, err := range together(10, func(int) error {
		_, err := r.LogSuivi(context.Background(), r.qui, r.id, appel("Vu."), "même clé")
		return err
	}) {
		r.must(err)
	}
	if n := len(r.fiche().Suivis); n != 11 {
		t.Errorf("%d contacts, want one more", n)
	}
}

func TestWhomToContactToday(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	for _, jours := range []int{-1, 0, 1, 7, 8} {
		veut := ""
		if jours <= 7 {
			veut = aujourdhui.AddDays(jours).String()
		}
		r.log(aujourdhui.AddDays(-2), aujourdhui.AddDays(jours), "À suivre.")
		if lu := r.dues(r.qui, ""); lu != veut {
			t.Errorf("in %d days: %q, want %q", jours, lu, veut)
		}
		if lu := r.dues(r.DoubleAci, ""); lu != "" {
			t.Errorf("a colleague is asked too: %s", lu)
		}
		toute := must[*app.PageEcheances](t)(r.ListEcheances(t.Context(), r.Aci.Directeur, app.FiltreEcheances{}))
		if (toute.Total == 1) != (veut != "") {
			t.Errorf("in %d days, the whole structure: %+v", jours, toute)
		}
	}
	r.log(aujourdhui, parcours.Date{}, "Tout va bien.")
	if lu := r.dues(r.qui, ""); lu != "" {
		t.Errorf("a contact without a next one leaves %s", lu)
	}
	_, err := r.ListEcheances(t.Context(), r.Aci.Encadrant, app.FiltreEcheances{})
	wantCode(t, err, parcours.Interdit)
}

// TestAKeyIsThatOfWhatWasTyped: a refusal leaves none, so that the corrected
// form passes with it; the same form again gets the first answer, even once the
// deed would be refused; another text under it is another contact, and is told.
func TestAKeyIsThatOfWhatWasTyped(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	send := func(s parcours.Suivi) (*parcours.Suivi, error) {
		return r.LogSuivi(t.Context(), r.qui, r.id, s, "clé")
	}
	_, err := send(appel(""))
	wantCode(t, err, parcours.Invalide)
	premier := must[*parcours.Suivi](t)(send(appel("Devis reçu.")))
	_, err = send(appel("Devis reçu, et l'accord."))
	if e := wantCode(t, err, parcours.Conflit); e.Champ != "Idempotency-Key" {
		t.Errorf("refused beside %q: %s", e.Champ, e.Message)
	}
	freeze(t, r.essai, r.salarie.ID)
	encore := must[*parcours.Suivi](t)(send(appel("Devis reçu.")))
	if encore.ID != premier.ID || encore.Texte != premier.Texte || encore.AuteurID != r.qui.UtilisateurID {
		t.Errorf("again: %+v, first %+v", encore, premier)
	}
}
