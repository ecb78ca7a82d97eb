// Package auth knows passwords and tokens: argon2id and JWT live here only.
package auth

import (
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"

	"parcours.example/internal/parcours"
)

// Cout is what one verification of a password costs.
type Cout struct {
	Memoire uint32 // KiB
	Tours   uint32
}

var (
	// CoutServeur follows OWASP's recommendation for argon2id.
	CoutServeur = Cout{Memoire: 19 * 1024, Tours: 2}
	// CoutTest makes tests quick. It protects nothing.
	CoutTest = Cout{Memoire: 64, Tours: 1}
)

const (
	motDePasseMin = 12
	motDePasseMax = 200 // characters: hashing a novel would be a way to tire the server
	simultanes    = 3   // verifications at once: each takes Cout.Memoire
)

// MotsDePasse hashes and verifies passwords.
type MotsDePasse struct {
	params *argon2id.Params
	places chan struct{}
	leurre func() string
}

// NewMotsDePasse returns a hasher of that cost.
func NewMotsDePasse(c Cout) *MotsDePasse {
	m := &MotsDePasse{
		params: &argon2id.Params{Memory: c.Memoire, Iterations: c.Tours, Parallelism: 1, SaltLength: 16, KeyLength: 32},
		places: make(chan struct{}, simultanes),
	}
	m.leurre = sync.OnceValue(func() string {
		h, _ := argon2id.CreateHash("personne", m.params)
		return h
	})
	return m
}

// Hash prepares a password for keeping.
func (m *MotsDePasse) Hash(motDePasse string) (string, error) {
	m.places <- struct{}{}
	defer func() { <-m.places }()
	hache, err := argon2id.CreateHash(motDePasse, m.params)
	if err != nil {
		return "", fmt.Errorf("hash a password: %w", err)
	}
	return hache, nil
}

// Verify tells whether the password is the one that was hashed. With an empty hash (unknown account) it works as long
// and answers no: the time of the answer does not tell which accounts exist.
func (m *MotsDePasse) Verify(motDePasse, hache string) bool {
	if utf8.RuneCountInString(motDePasse) > motDePasseMax {
		return false
	}
	inconnu := hache == ""
	if inconnu {
		hache = m.leurre()
	}
	m.places <- struct{}{}
	defer func() { <-m.places }()
	ok, err := argon2id.ComparePasswordAndHash(motDePasse, hache)
	return ok && err == nil && !inconnu
}

// CheckNew refuses a new password that is too easy to find.
func CheckNew(motDePasse, email string) error {
	refuse := func(m string) error {
		return &parcours.Erreur{Code: parcours.Invalide, Champ: "mot_de_passe", Message: m}
	}
	n := utf8.RuneCountInString(motDePasse)
	nom, _, _ := strings.Cut(strings.ToLower(email), "@")
	switch {
	case n < motDePasseMin:
		return refuse("Choisissez un mot de passe d'au moins 12 caractères : une phrase de quelques mots convient.")
	case n > motDePasseMax:
		return refuse("Ce mot de passe est trop long : 200 caractères au plus.")
	case strings.Trim(motDePasse, string([]rune(motDePasse)[:1])) == "":
		return refuse("Ce mot de passe répète un seul caractère. Choisissez-en un autre.")
	case len(nom) >= 4 && strings.EqualFold(motDePasse, email), strings.EqualFold(motDePasse, nom):
		return refuse("Ce mot de passe est votre adresse. Choisissez-en un autre.")
	}
	return nil
}
