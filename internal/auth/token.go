package auth

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"parcours.example/internal/parcours"
)

// Usage says where a token may be shown: a page's cookie is no API key.
type Usage string

const (
	Site Usage = "site"
	API  Usage = "api"
)

// Durees of the access tokens. Both are checked against the session at each use: signing out really ends them.
var durees = map[Usage]time.Duration{Site: 15 * time.Minute, API: 8 * time.Hour}

const (
	emetteur  = "parcours"
	secretMin = 32
)

// ErrJeton is the one answer to a token that is malformed, forged, expired or meant for something else.
var ErrJeton = errors.New("auth: token refused")

// Jetons signs and verifies. It is safe for concurrent use.
type Jetons struct{ secret []byte }

// NewJetons signs under the secret of the installation.
func NewJetons(secret string) (*Jetons, error) {
	if len(secret) < secretMin {
		return nil, fmt.Errorf("PARCOURS_SECRET compte %d caractères : il en faut au moins %d, tirés au hasard "+
			"(openssl rand -base64 48)", len(secret), secretMin)
	}
	return &Jetons{[]byte(secret)}, nil
}

// cle is the key of one use: what one of them signs, another does not verify.
func (j *Jetons) cle(usage string) []byte { return mac(j.secret, usage) }

type revendications struct {
	Sid  string        `json:"sid"`
	Siae int64         `json:"siae"`
	Role parcours.Role `json:"role"`
	jwt.RegisteredClaims
}

// Issue signs an access token for an identity and says when it ends.
func (j *Jetons) Issue(qui parcours.Identite, u Usage, maintenant time.Time) (string, time.Time, error) {
	expire := maintenant.Add(durees[u])
	jeton, err := jwt.NewWithClaims(jwt.SigningMethodHS256, revendications{
		Sid: qui.SessionID, Siae: qui.SiaeID, Role: qui.Role,
		RegisteredClaims: jwt.RegisteredClaims{
			Issuer: emetteur, Audience: jwt.ClaimStrings{string(u)},
			Subject:  strconv.FormatInt(qui.UtilisateurID, 10),
			IssuedAt: jwt.NewNumericDate(maintenant), ExpiresAt: jwt.NewNumericDate(expire),
		},
	}).SignedString(j.cle("acces"))
	if err != nil {
		return "", time.Time{}, fmt.Errorf("sign the token of user %d: %w", qui.UtilisateurID, err)
	}
	return jeton, expire, nil
}

// Verify reads an access token. The session behind it still has to be checked.
func (j *Jetons) Verify(jeton string, u Usage, maintenant time.Time) (parcours.Identite, error) {
	var r revendications
	_, err := jwt.ParseWithClaims(jeton, &r, func(*jwt.Token) (any, error) { return j.cle("acces"), nil },
		jwt.WithValidMethods([]string{jwt.SigningMethodHS256.Alg()}), // never "none"
		jwt.WithIssuer(emetteur), jwt.WithAudience(string(u)), jwt.WithExpirationRequired(),
		jwt.WithTimeFunc(func() time.Time { return maintenant }))
	if err != nil {
		return parcours.Identite{}, ErrJeton
	}
	id, err := strconv.ParseInt(r.Subject, 10, 64)
	if err != nil || id <= 0 || r.Siae <= 0 || r.Sid == "" {
		return parcours.Identite{}, ErrJeton
	}
	return parcours.Identite{UtilisateurID: id, SiaeID: r.Siae, Role: r.Role, SessionID: r.Sid}, nil
}

// NewSessionID draws the name of a session.
func NewSessionID() string { return rand.Text() }

// Refresh signs the refresh token of one turn of a session. It is computed, never stored: the database holds nothing
// that opens a session.
func (j *Jetons) Refresh(session string, tour int) string {
	contenu := session + "." + strconv.Itoa(tour)
	return contenu + "." + base64.RawURLEncoding.EncodeToString(mac(j.cle("renouvellement"), contenu))
}

// VerifyRefresh reads a refresh token: which session, which turn.
func (j *Jetons) VerifyRefresh(jeton string) (session string, tour int, err error) {
	session, reste, _ := strings.Cut(jeton, ".")
	chiffres, _, _ := strings.Cut(reste, ".")
	tour, err = strconv.Atoi(chiffres)
	if err != nil || !hmac.Equal([]byte(jeton), []byte(j.Refresh(session, tour))) {
		return "", 0, ErrJeton
	}
	return session, tour, nil
}

// Key hashes an account or an address under the secret: counters are kept by it, and tell nobody who tried to sign
// in.
func (j *Jetons) Key(genre, valeur string) string {
	return base64.RawURLEncoding.EncodeToString(mac(j.cle("cles"), genre+"|"+valeur))
}

func mac(cle []byte, contenu string) []byte {
	h := hmac.New(sha256.New, cle)
	h.Write([]byte(contenu))
	return h.Sum(nil)
}

// Seal hides a text that has to travel where others read: the words of a search, in an address. Nobody but this
// installation reads it back, and only for the one that it was sealed for.
func (j *Jetons) Seal(texte, pour string) string {
	return base64.RawURLEncoding.EncodeToString(j.sceau().Seal(nil, nil, []byte(texte), []byte(pour)))
}

// Unseal reads back what was sealed for a person; "" for any other person, or for what this installation did not
// seal.
func (j *Jetons) Unseal(scelle, pour string) string {
	b, err := base64.RawURLEncoding.DecodeString(scelle)
	if err != nil {
		return ""
	}
	texte, err := j.sceau().Open(nil, nil, b, []byte(pour))
	if err != nil {
		return ""
	}
	return string(texte)
}

// sceau draws its own nonces, and keeps them with what is sealed.
func (j *Jetons) sceau() cipher.AEAD {
	bloc, err := aes.NewCipher(j.cle("sceaux")) // 32 bytes: AES-256
	if err != nil {
		panic(err)
	}
	g, err := cipher.NewGCMWithRandomNonce(bloc)
	if err != nil {
		panic(err)
	}
	return g
}
