package auth

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
)

// Seal hides a text that has to travel where others read: the words of a search, in an address. Nobody but this
// installation reads it back, and only for the one that it was sealed for.
func (j *Jetons) Seal(texte, pour string) string {
	g := j.sceau()
	nonce := make([]byte, g.NonceSize())
	_, _ = rand.Read(nonce) // never fails: crypto/rand stops the program instead
	return base64.RawURLEncoding.EncodeToString(g.Seal(nonce, nonce, []byte(texte), []byte(pour)))
}

// Unseal reads back what was sealed for a person; "" for any other person, or for what this installation did not
// seal.
func (j *Jetons) Unseal(scelle, pour string) string {
	g := j.sceau()
	b, err := base64.RawURLEncoding.DecodeString(scelle)
	if err != nil || len(b) < g.NonceSize() {
		return ""
	}
	texte, err := g.Open(nil, b[:g.NonceSize()], b[g.NonceSize():], []byte(pour))
	if err != nil {
		return ""
	}
	return string(texte)
}

func (j *Jetons) sceau() cipher.AEAD {
	bloc, err := aes.NewCipher(j.sceaux) // 32 bytes: AES-256
	if err != nil {
		panic(err)
	}
	g, err := cipher.NewGCM(bloc)
	if err != nil {
		panic(err)
	}
	return g
}
