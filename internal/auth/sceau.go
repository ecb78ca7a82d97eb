package auth

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
)

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
