package parcours

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// MaxNote is the longest free text kept, in characters.
const MaxNote = 4000

// maxTexte is the usual longest line, in characters.
const maxTexte = 200

var sansAccent = strings.NewReplacer(
	"à", "a", "â", "a", "ä", "a", "á", "a", "ã", "a", "å", "a",
	"ç", "c", "é", "e", "è", "e", "ê", "e", "ë", "e",
	"î", "i", "ï", "i", "í", "i", "ì", "i", "ñ", "n",
	"ô", "o", "ö", "o", "ó", "o", "ò", "o", "õ", "o",
	"ù", "u", "û", "u", "ü", "u", "ú", "u", "ÿ", "y", "ý", "y",
	"œ", "oe", "æ", "ae", "’", "'", "‑", "-", "\u00a0", " ", "\u202f", " ",
)

// Fold is the form in which texts are searched and compared: lower case, no
// accents, single spaces.
func Fold(s string) string {
	return strings.Join(strings.Fields(sansAccent.Replace(strings.ToLower(s))), " ")
}

// limitText holds whatever is typed to what may be kept: bounded, readable, and
// without a social security number, of which no field may ever hold one.
func limitText(es *Erreurs, champ, texte string, max int) {
	if n := utf8.RuneCountInString(texte); n > max {
		es.Add(champ, fmt.Sprintf("Ce texte compte %s caractères, la limite est de %s. Raccourcissez-le : rien n'est perdu.", Milliers(n), Milliers(max)))
	}
	if strings.ContainsRune(texte, 0) || !utf8.ValidString(texte) {
		es.Add(champ, "Ce texte contient un caractère illisible. Saisissez-le à nouveau.")
	}
	if HasNir(texte) {
		es.Add(champ, RefusNir)
	}
}

// RefusNir is what is said to whoever types a social security number.
const RefusNir = "Ce texte semble contenir un numéro de sécurité sociale. Il ne doit pas figurer ici : retirez-le."

// Years that somebody may mean. A contract without an end is often written
// 31/12/2099; 0202 and 9999 are slips of the finger.
const anneeMin, anneeMax = 2000, 2100

// Milliers writes a number as one reads it: « 10 000 ».
func Milliers[N int | int64](n N) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "\u202f" + s[i:]
	}
	return s
}
