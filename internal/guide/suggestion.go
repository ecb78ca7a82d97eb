package guide

import (
	"slices"
	"strings"
	"unicode"
)

// Suggest corrects the words of a search that found nothing: each word that the guide does not hold becomes the
// nearest of its words, two letters away at most. It returns "" when no word is near, or when the new search finds
// nothing either.
func (g *Guide) Suggest(q string) string {
	mots := words(q)
	var lexique []*mot
	for i, m := range mots {
		if slices.ContainsFunc(g.items, func(it *Item) bool { return strings.Contains(it.recherche.tout, m) }) {
			continue
		}
		if lexique == nil {
			lexique = g.lexicon()
		}
		if mots[i] = nearestWord(lexique, m); mots[i] == "" {
			return ""
		}
	}
	if corrige := strings.Join(mots, " "); lexique != nil && len(g.Search(corrige)) > 0 {
		return corrige
	}
	return ""
}

// mot is a word of the guide, as it is compared and as it is written.
type mot struct {
	plie   []rune
	ecrit  string
	nombre int
}

// minLettres: a shorter word is near too many others.
const minLettres = 4

// lexicon lists the words of titles and texts. It is made when a search found nothing, which is rare: the guide keeps
// no second index for that.
func (g *Guide) lexicon() []*mot {
	connus := map[string]*mot{}
	var lexique []*mot
	for _, it := range g.items {
		texte := strings.ToLower(it.Titre + " " + it.Texte)
		for ecrit := range strings.FieldsFuncSeq(texte, func(r rune) bool { return !unicode.IsLetter(r) }) {
			plie := fold(ecrit)
			if len(plie) < minLettres {
				continue
			}
			if connus[plie] == nil {
				connus[plie] = &mot{plie: []rune(plie), ecrit: ecrit}
				lexique = append(lexique, connus[plie])
			}
			connus[plie].nombre++
		}
	}
	return lexique
}

// nearestWord is the word the fewest letters away; of several, the most used.
func nearestWord(lexique []*mot, cherche string) string {
	m := []rune(cherche)
	loin := 2
	if len(m) <= 5 {
		loin = 1 // two letters of five are another word
	}
	if len(m) < minLettres {
		return ""
	}
	choix := &mot{}
	for _, x := range lexique {
		if d := len(x.plie) - len(m); d > loin || d < -loin {
			continue
		}
		if d := distance(m, x.plie); d < loin || d == loin && x.nombre > choix.nombre {
			loin, choix = d, x
		}
	}
	return choix.ecrit
}

// distance counts the letters to add, to remove or to replace between two words.
func distance(a, b []rune) int {
	ligne := make([]int, len(b)+1)
	for j := range ligne {
		ligne[j] = j
	}
	for i := range a {
		coin := ligne[0]
		ligne[0] = i + 1
		for j := range b {
			coute := coin
			if a[i] != b[j] {
				coute++
			}
			coin = ligne[j+1]
			ligne[j+1] = min(coute, ligne[j]+1, coin+1)
		}
	}
	return ligne[len(b)]
}
