package auth

import (
	"strings"
	"testing"
)

func TestASealIsReadBackByWhomItIsForOnly(t *testing.T) {
	t.Parallel()
	j := newJetons(t, secret)
	for _, mot := range []string{"Nadia Benali", "œuvre é", "", strings.Repeat("x", 200)} {
		scelle := j.Seal(mot, "moi")
		if lu := j.Unseal(scelle, "moi"); lu != mot {
			t.Errorf("%q is read back as %q", mot, lu)
		}
		if mot != "" && strings.Contains(scelle, "Nadia") || scelle != strings.Trim(scelle, "/+=& ") {
			t.Errorf("%q travels as %q", mot, scelle)
		}
		autre := newJetons(t, "un autre secret, assez long aussi pour signer")
		if mot != "" && (j.Unseal(scelle, "toi") != "" || autre.Unseal(scelle, "moi") != "" || j.Unseal(tampered(scelle), "moi") == mot) {
			t.Errorf("%q is read by somebody else", mot)
		}
	}
	for _, faux := range []string{"", "court", "é", "AAAA", j.Seal("x", "moi")[1:]} {
		if lu := j.Unseal(faux, "moi"); lu != "" {
			t.Errorf("%q is read as %q", faux, lu)
		}
	}
}

// tampered changes one letter in the middle, which always carries bits.
func tampered(scelle string) string {
	b := []byte(scelle)
	if i := len(b) / 2; b[i] == 'A' {
		b[i] = 'B'
	} else {
		b[i] = 'A'
	}
	return string(b)
}
