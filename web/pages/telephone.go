package pages

import "regexp"

// formeNumero is a French number as people write it in a sentence.
var formeNumero = regexp.MustCompile(`(?:\+33[ .\-]?|\b0)[1-9](?:[ .\-]?[0-9]{2}){4}\b`)

// morceau is a part of a text: words, or a number.
type morceau struct {
	texte    string
	isNumero bool
}

// morceaux parts a text around the numbers that it holds.
func morceaux(texte string) []morceau {
	var ms []morceau
	fin := 0
	for _, r := range formeNumero.FindAllStringIndex(texte, -1) {
		if r[0] > fin {
			ms = append(ms, morceau{texte: texte[fin:r[0]]})
		}
		ms = append(ms, morceau{texte[r[0]:r[1]], true})
		fin = r[1]
	}
	if fin < len(texte) {
		ms = append(ms, morceau{texte: texte[fin:]})
	}
	return ms
}
