package guide

import (
	"cmp"
	"strings"
	"unicode/utf8"
)

// Morceau is a piece of a text: words that were searched for, or the text between them.
type Morceau struct {
	Texte  string
	Trouve bool
}

// Mark cuts a text around the words of a search, however they are accented there. The pieces joined are the text.
func Mark(texte, q string) []Morceau {
	if texte == "" {
		return nil
	}
	plie, place := foldWithPlaces(texte)
	trouve := make([]bool, len(texte))
	for _, mot := range words(q) {
		for debut := 0; ; {
			i := strings.Index(plie[debut:], mot)
			if i < 0 {
				break
			}
			i += debut
			debut = i + len(mot)
			for j := place[i]; j < place[debut]; j++ {
				trouve[j] = true
			}
		}
	}
	var morceaux []Morceau
	debut := 0
	for i := 1; i <= len(texte); i++ {
		if i == len(texte) || trouve[i] != trouve[debut] {
			morceaux = append(morceaux, Morceau{texte[debut:i], trouve[debut]})
			debut = i
		}
	}
	return morceaux
}

// foldWithPlaces folds a text and says, for each byte of the result and for its end, where it was in the text: « œ »
// becomes two letters, « é » one byte.
func foldWithPlaces(texte string) (plie string, place []int) {
	var b strings.Builder
	b.Grow(len(texte))
	place = make([]int, 0, len(texte)+1)
	for i, r := range texte {
		f := foldRune(r)
		b.WriteString(f)
		for range len(f) {
			place = append(place, i)
		}
	}
	return b.String(), append(place, len(texte))
}

// foldRune is fold for one letter, and keeps a space; nearly all of a French text is ASCII.
func foldRune(r rune) string {
	if r < utf8.RuneSelf {
		return ascii[r]
	}
	return cmp.Or(fold(string(r)), " ")
}

var ascii = func() (t [utf8.RuneSelf]string) {
	for i := range t {
		t[i] = cmp.Or(fold(string(rune(i))), " ")
	}
	return t
}()
