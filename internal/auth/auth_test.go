package auth

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"parcours.example/internal/parcours"
)

var (
	midi = time.Date(2026, time.March, 2, 12, 0, 0, 0, time.UTC)
	qui  = parcours.Identite{UtilisateurID: 7, SiaeID: 3, Role: parcours.Cip, SessionID: "S"}
)

func newJetons(t *testing.T, secret string) *Jetons {
	t.Helper()
	j, err := NewJetons(secret)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

const secret = "un secret d'essai assez long pour signer"

func TestTokenSaysWhoForTheTimeItLasts(t *testing.T) {
	t.Parallel()
	j := newJetons(t, secret)
	for u, duree := range map[Usage]time.Duration{Site: 15 * time.Minute, API: 8 * time.Hour} {
		jeton, expire, err := j.Issue(qui, u, midi)
		if err != nil || !expire.Equal(midi.Add(duree)) {
			t.Fatalf("%s ends at %s: %v", u, expire, err)
		}
		if lu, err := j.Verify(jeton, u, midi.Add(duree-time.Second)); err != nil || lu != qui {
			t.Errorf("%s: %+v, %v", u, lu, err)
		}
		if _, err := j.Verify(jeton, u, midi.Add(duree+time.Second)); !errors.Is(err, ErrJeton) {
			t.Errorf("%s outlives its end: %v", u, err)
		}
	}
}

func TestForgedTokensAreRefused(t *testing.T) {
	t.Parallel()
	j := newJetons(t, secret)
	bon, _, err := j.Issue(qui, Site, midi)
	if err != nil {
		t.Fatal(err)
	}
	sign := func(m jwt.SigningMethod, cle any, r jwt.Claims) string {
		s, err := jwt.NewWithClaims(m, r).SignedString(cle)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	claims := func(change func(*revendications)) revendications {
		r := revendications{Sid: "S", Siae: 3, Role: parcours.Cip, RegisteredClaims: jwt.RegisteredClaims{
			Issuer: emetteur, Audience: jwt.ClaimStrings{"site"}, Subject: "7", ExpiresAt: jwt.NewNumericDate(midi.Add(time.Minute))}}
		change(&r)
		return r
	}
	if _, err := j.Verify(sign(jwt.SigningMethodHS256, j.cle("acces"), claims(func(*revendications) {})), Site, midi); err != nil {
		t.Fatalf("the model itself is refused: %v", err)
	}
	parts := strings.Split(bon, ".")
	autre, _, _ := newJetons(t, secret+"!").Issue(qui, Site, midi)
	for nom, jeton := range map[string]string{
		"empty": "", "garbage": "abc", "no signature": parts[0] + "." + parts[1] + ".", "another secret": autre,
		"alg none":        sign(jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, claims(func(*revendications) {})),
		"HS512":           sign(jwt.SigningMethodHS512, j.cle("acces"), claims(func(*revendications) {})),
		"refresh key":     sign(jwt.SigningMethodHS256, j.cle("renouvellement"), claims(func(*revendications) {})),
		"no end":          sign(jwt.SigningMethodHS256, j.cle("acces"), claims(func(r *revendications) { r.ExpiresAt = nil })),
		"another issuer":  sign(jwt.SigningMethodHS256, j.cle("acces"), claims(func(r *revendications) { r.Issuer = "x" })),
		"for the API":     sign(jwt.SigningMethodHS256, j.cle("acces"), claims(func(r *revendications) { r.Audience = jwt.ClaimStrings{"api"} })),
		"nobody":          sign(jwt.SigningMethodHS256, j.cle("acces"), claims(func(r *revendications) { r.Subject = "0" })),
		"not a number":    sign(jwt.SigningMethodHS256, j.cle("acces"), claims(func(r *revendications) { r.Subject = "x" })),
		"no SIAE":         sign(jwt.SigningMethodHS256, j.cle("acces"), claims(func(r *revendications) { r.Siae = 0 })),
		"without session": sign(jwt.SigningMethodHS256, j.cle("acces"), claims(func(r *revendications) { r.Sid = "" })),
	} {
		if _, err := j.Verify(jeton, Site, midi); !errors.Is(err, ErrJeton) {
			t.Errorf("%s: %v", nom, err)
		}
	}
}

func TestRefreshTokens(t *testing.T) {
	t.Parallel()
	j := newJetons(t, secret)
	s, tour, err := j.VerifyRefresh(j.Refresh("ABC", 12))
	if err != nil || s != "ABC" || tour != 12 {
		t.Fatalf("%s %d %v", s, tour, err)
	}
	bon := j.Refresh("ABC", 12)
	for _, faux := range []string{"", ".", "..", bon + "x", strings.Replace(bon, ".12.", ".13.", 1), "ABD" + bon[3:],
		newJetons(t, secret+"!").Refresh("ABC", 12)} {
		if _, _, err := j.VerifyRefresh(faux); !errors.Is(err, ErrJeton) {
			t.Errorf("%q: %v", faux, err)
		}
	}
	if un, autre := NewSessionID(), NewSessionID(); un == autre || len(un) < 26 {
		t.Error("session ids can be guessed")
	}
}

func TestAShortSecretIsRefused(t *testing.T) {
	t.Parallel()
	_, err := NewJetons("court et secret")
	if err == nil || strings.Contains(err.Error(), "court et secret") {
		t.Errorf("got %v", err)
	}
}

func TestCountersDoNotTellWhoTried(t *testing.T) {
	t.Parallel()
	j := newJetons(t, secret)
	k := j.Key("compte", "cip@aci.test")
	if k == j.Key("adresse", "cip@aci.test") || k == newJetons(t, secret+"!").Key("compte", "cip@aci.test") || strings.Contains(k, "cip") {
		t.Error("keys of counters are not separate")
	}
}

func TestPasswords(t *testing.T) {
	t.Parallel()
	m := NewMotsDePasse(CoutTest)
	h, err := m.Hash("une phrase bien longue")
	if err != nil || strings.Contains(h, "phrase") || !strings.HasPrefix(h, "$argon2id$") {
		t.Fatalf("%s, %v", h, err)
	}
	for mdp, veut := range map[string]bool{"une phrase bien longue": true, "Une phrase bien longue": false, "": false, "personne": false} {
		if m.Verify(mdp, h) != veut {
			t.Errorf("%q: %v", mdp, !veut)
		}
		if m.Verify(mdp, "") {
			t.Errorf("%q opens an account that does not exist", mdp)
		}
	}
	if m.Verify("x", "pas un condensé") || m.Verify(strings.Repeat("x", 1000), h) {
		t.Error("nonsense was accepted")
	}
}

func TestNewPasswordsMustBeHardToFind(t *testing.T) {
	t.Parallel()
	for mdp, bon := range map[string]bool{
		"onze caract": false, "douze caract": true, "éééééééééééé": false, "aaaaaaaaaaaa": false, strings.Repeat("ab", 101): false,
		"prenom.nom@exemple.fr": false, "PRENOM.NOM@exemple.fr": false, "parcours-demo-2026": true,
	} {
		if err := CheckNew(mdp, "prenom.nom@exemple.fr"); (err == nil) != bon {
			t.Errorf("%q: %v", mdp, err)
		}
	}
}

// TestCostOnServers holds the floor that OWASP recommends for argon2id.
func TestCostOnServers(t *testing.T) {
	t.Parallel()
	if CoutServeur.Memoire < 19*1024 || CoutServeur.Tours < 2 {
		t.Errorf("%+v", CoutServeur)
	}
}
