package app_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"parcours.example/internal/app"
	"parcours.example/internal/auth"
	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
	"parcours.example/internal/testdb"
)

func (e *essai) signIn(email, motDePasse, adresse string, u auth.Usage) (*app.SessionClient, error) {
	return e.SignIn(context.Background(), app.DemandeConnexion{Email: email, MotDePasse: motDePasse, Adresse: adresse, Usage: u})
}

func (e *essai) signInOK(t *testing.T, email string, u auth.Usage) *app.SessionClient {
	t.Helper()
	s, err := e.signIn(email, testdb.MotDePasse, "192.0.2.1", u)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSigningInOpensTheRightDoors(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	s := e.signInOK(t, "  CIP@aci.test ", auth.Site)
	m := must[*app.Moi](t)(e.VerifyJeton(t.Context(), s.Acces, auth.Site))
	if m.Identite.SiaeID != e.Aci.Siae.ID || m.Identite.Role != parcours.Cip || m.Siae.Nom != "Les Jardins" || m.Utilisateur.MotDePasse != "" {
		t.Errorf("signed in as %+v", m)
	}
	if !m.Can(parcours.ActionImport) || m.Can(parcours.ActionReadResultats) || len(m.Droits) == 0 {
		t.Errorf("rights of a CIP: %v", m.Droits)
	}
	// A page's token is no API key, and the reverse.
	_, err := e.VerifyJeton(t.Context(), s.Acces, auth.API)
	wantCode(t, err, parcours.Interdit)
	api := e.signInOK(t, "cip@aci.test", auth.API)
	_, err = e.VerifyJeton(t.Context(), api.Acces, auth.Site)
	wantCode(t, err, parcours.Interdit)
	if api.Renouvellement != "" {
		t.Error("the API was given a refresh token")
	}
	for _, faux := range []string{"", "x", "a.b.c", s.Acces + "x", s.Acces[:len(s.Acces)-4]} {
		_, err := e.VerifyJeton(t.Context(), faux, auth.Site)
		wantCode(t, err, parcours.Interdit)
	}
}

func TestUnknownAccountAndWrongPasswordAnswerAlike(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	_, inconnu := e.signIn("personne@aci.test", testdb.MotDePasse, "192.0.2.1", auth.Site)
	_, faux := e.signIn("cip@aci.test", "pas celui-là du tout", "192.0.2.1", auth.Site)
	if wantCode(t, inconnu, parcours.Invalide).Message != wantCode(t, faux, parcours.Invalide).Message {
		t.Errorf("%v / %v", inconnu, faux)
	}
}

func TestFiveFailuresCloseAnAccountForAWhile(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	for i := range 5 {
		_, err := e.signIn("cip@aci.test", "faux", fmt.Sprintf("192.0.2.%d", i), auth.Site)
		wantCode(t, err, parcours.Invalide)
	}
	_, err := e.signIn("cip@aci.test", testdb.MotDePasse, "198.51.100.7", auth.Site)
	if m := wantCode(t, err, parcours.Interdit).Message; !strings.Contains(m, "Attendez 16 minutes") &&
		!strings.Contains(m, "Attendez 15 minutes") {
		t.Errorf("the message does not say how long: %s", m)
	}
	e.signInOK(t, "directeur@aci.test", auth.Site) // others are not affected
	e.horloge.advance(15*time.Minute + time.Second)
	e.signInOK(t, "cip@aci.test", auth.Site)
}

func TestSuccessForgivesTheFailuresBefore(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	for range 3 {
		for range 4 {
			_, err := e.signIn("cip@aci.test", "faux", "192.0.2.1", auth.Site)
			wantCode(t, err, parcours.Invalide)
		}
		e.signInOK(t, "cip@aci.test", auth.Site)
	}
}

func TestAnAddressThatTriesManyAccountsIsStopped(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	for i := range 30 {
		_, err := e.signIn(fmt.Sprintf("inconnu%d@aci.test", i), "faux", "192.0.2.9", auth.Site)
		wantCode(t, err, parcours.Invalide)
	}
	_, err := e.signIn("cip@aci.test", testdb.MotDePasse, "192.0.2.9", auth.Site)
	wantCode(t, err, parcours.Interdit)
	e.signInOK(t, "cip@aci.test", auth.Site)
}

// TestGuessesSentTogetherAreCountedTogether: the count comes first, so that a
// burst gets no more tries than a patient attacker.
func TestGuessesSentTogetherAreCountedTogether(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	var wg sync.WaitGroup
	refus := make(chan parcours.Code, 20)
	for range 20 {
		wg.Go(func() {
			_, err := e.signIn("cip@aci.test", "faux", "192.0.2.1", auth.Site)
			for _, r := range parcours.ErreursOf(err) {
				refus <- r.Code
			}
		})
	}
	wg.Wait()
	close(refus)
	n := map[parcours.Code]int{}
	for c := range refus {
		n[c]++
	}
	if n[parcours.Invalide] != 5 || n[parcours.Interdit] != 15 {
		t.Errorf("%v, want 5 passwords looked at and 15 refused unseen", n)
	}
}

func TestSigningOutEndsTheTokensEverywhere(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	for _, u := range []auth.Usage{auth.Site, auth.API} {
		s := e.signInOK(t, "cip@aci.test", u)
		autre := e.signInOK(t, "cip@aci.test", u)
		m := must[*app.Moi](t)(e.VerifyJeton(t.Context(), s.Acces, u))
		if err := e.SignOut(t.Context(), m.Identite); err != nil {
			t.Fatal(err)
		}
		_, err := e.VerifyJeton(t.Context(), s.Acces, u)
		wantCode(t, err, parcours.Interdit)
		if u == auth.Site {
			_, err = e.RefreshSession(t.Context(), s.Renouvellement)
			wantCode(t, err, parcours.Interdit)
		}
		if _, err := e.VerifyJeton(t.Context(), autre.Acces, u); err != nil {
			t.Errorf("the other device was signed out too: %v", err)
		}
	}
}

func TestAccessEndsAndIsRefreshed(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	s := e.signInOK(t, "cip@aci.test", auth.Site)
	e.horloge.advance(16 * time.Minute)
	_, err := e.VerifyJeton(t.Context(), s.Acces, auth.Site)
	wantCode(t, err, parcours.Interdit)
	s2 := must[*app.SessionClient](t)(e.RefreshSession(t.Context(), s.Renouvellement))
	must[*app.Moi](t)(e.VerifyJeton(t.Context(), s2.Acces, auth.Site))
	e.horloge.advance(13 * time.Hour)
	_, err = e.RefreshSession(t.Context(), s2.Renouvellement)
	wantCode(t, err, parcours.Interdit)
}

func TestASessionDoesNotLastForEver(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	s := e.signInOK(t, "cip@aci.test", auth.Site)
	for range 7*24/8 - 1 {
		e.horloge.advance(8 * time.Hour)
		s = must[*app.SessionClient](t)(e.RefreshSession(t.Context(), s.Renouvellement))
	}
	e.horloge.advance(9 * time.Hour)
	_, err := e.RefreshSession(t.Context(), s.Renouvellement)
	wantCode(t, err, parcours.Interdit)
}

func TestTwoTabsMayRefreshTogether(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	s := e.signInOK(t, "cip@aci.test", auth.Site)
	a := must[*app.SessionClient](t)(e.RefreshSession(t.Context(), s.Renouvellement))
	e.horloge.advance(5 * time.Second)
	b := must[*app.SessionClient](t)(e.RefreshSession(t.Context(), s.Renouvellement))
	if a.Renouvellement != b.Renouvellement {
		t.Error("the two tabs hold different turns: one of them will be thrown out")
	}
	must[*app.SessionClient](t)(e.RefreshSession(t.Context(), b.Renouvellement))
}

func TestAReusedRefreshTokenEndsTheSession(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	s := e.signInOK(t, "cip@aci.test", auth.Site)
	suivant := must[*app.SessionClient](t)(e.RefreshSession(t.Context(), s.Renouvellement))
	e.horloge.advance(31 * time.Second)
	_, err := e.RefreshSession(t.Context(), s.Renouvellement)
	wantCode(t, err, parcours.Interdit)
	_, err = e.RefreshSession(t.Context(), suivant.Renouvellement)
	wantCode(t, err, parcours.Interdit)
	_, err = e.VerifyJeton(t.Context(), suivant.Acces, auth.Site)
	wantCode(t, err, parcours.Interdit)
}

func TestSwitchingSiaeLeavesTheOther(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	s := e.signInOK(t, "cip@deux.test", auth.Site)
	m := must[*app.Moi](t)(e.VerifyJeton(t.Context(), s.Acces, auth.Site))
	if len(m.Appartenances) != 2 || m.Siae.Nom != "Intérim Nord" {
		t.Fatalf("begins in %s with %d structures", m.Siae.Nom, len(m.Appartenances))
	}
	la := must[*app.SessionClient](t)(e.SwitchSiae(t.Context(), m.Identite, e.Aci.Siae.ID))
	m2 := must[*app.Moi](t)(e.VerifyJeton(t.Context(), la.Acces, auth.Site))
	if m2.Siae.ID != e.Aci.Siae.ID {
		t.Errorf("now in %s", m2.Siae.Nom)
	}
	_, err := e.VerifyJeton(t.Context(), s.Acces, auth.Site)
	wantCode(t, err, parcours.Interdit)

	cip := e.signInOK(t, "cip@aci.test", auth.Site)
	_, err = e.SwitchSiae(t.Context(), cip.Identite, e.Etti.Siae.ID)
	wantCode(t, err, parcours.Introuvable)
}

// TestTheRoleIsTheOneOfNow: taking a role away does not wait for the token.
func TestTheRoleIsTheOneOfNow(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	s := e.signInOK(t, "directeur@aci.test", auth.Site)
	err := e.DB.InConnexion(t.Context(), func(tx *postgres.TxConnexion) error {
		return tx.SetRole(e.Aci.Siae.ID, e.Aci.Directeur.UtilisateurID, parcours.Encadrant)
	})
	if err != nil {
		t.Fatal(err)
	}
	m := must[*app.Moi](t)(e.VerifyJeton(t.Context(), s.Acces, auth.Site))
	if m.Identite.Role != parcours.Encadrant || m.Can(parcours.ActionReadResultats) {
		t.Errorf("still %s", m.Identite.Role)
	}
}

func TestCreatingPeople(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	n := app.NouvelUtilisateur{Email: "Nouveau@aci.test", Nom: "Roy", Prenom: "Ana", MotDePasse: "une phrase bien longue",
		SiaeID: e.Aci.Siae.ID, Role: parcours.Cip}
	court := n
	court.MotDePasse = "court"
	_, err := e.CreateUtilisateur(t.Context(), court)
	if r := wantCode(t, err, parcours.Invalide); r.Champ != "mot_de_passe" {
		t.Errorf("refused beside %q", r.Champ)
	}
	id := must[int64](t)(e.CreateUtilisateur(t.Context(), n))
	if _, err := e.signIn("nouveau@aci.test", n.MotDePasse, "192.0.2.1", auth.API); err != nil {
		t.Error(err)
	}
	n.SiaeID, n.Role, n.MotDePasse = e.Etti.Siae.ID, parcours.Directeur, ""
	if autre := must[int64](t)(e.CreateUtilisateur(t.Context(), n)); autre != id {
		t.Error("the same address made two people")
	}
	ancienne := e.signInOK(t, "cip@aci.test", auth.API)
	if err := e.ResetMotDePasse(t.Context(), "cip@aci.test", "une autre phrase longue"); err != nil {
		t.Fatal(err)
	}
	_, err = e.VerifyJeton(t.Context(), ancienne.Acces, auth.API)
	wantCode(t, err, parcours.Interdit)
	n.SiaeID = 999
	_, err = e.CreateUtilisateur(t.Context(), n)
	wantCode(t, err, parcours.Introuvable)
}

func TestDemoIsRefused(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	if err := e.RefuseDemo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if vide, err := e.IsEmpty(t.Context()); err != nil || vide {
		t.Errorf("empty: %v, %v", vide, err)
	}
	err := e.CreateSiae(t.Context(), &parcours.Siae{Nom: "Démo", Type: "ACI", Departement: "80"}, true)
	if err != nil {
		t.Fatal(err)
	}
	if err := e.RefuseDemo(t.Context()); err == nil {
		t.Error("a demo structure was accepted")
	}
}

func TestABrowserWithoutAccessSignsOutToo(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	s := e.signInOK(t, "cip@aci.test", auth.Site)
	e.horloge.advance(20 * time.Minute) // the access token is over
	if err := e.SignOutRefresh(t.Context(), "n'importe quoi"); err != nil {
		t.Error(err)
	}
	if err := e.SignOutRefresh(t.Context(), s.Renouvellement); err != nil {
		t.Fatal(err)
	}
	_, err := e.RefreshSession(t.Context(), s.Renouvellement)
	wantCode(t, err, parcours.Interdit)
}
