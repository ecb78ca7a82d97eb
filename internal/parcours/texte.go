package parcours

import (
	"fmt"
	"regexp"
	"strings"
)

// The longest texts kept, in characters, and the largest amount, in centimes.
const (
	MaxNote    = 4000 // several lines
	maxTexte   = 200  // the usual line
	MaxDetail  = 300  // a precision beside an answer
	MontantMax = 1_000_000_00
)

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

// euros writes an amount as the tables of the pages do: « 1 240,50 € ».
func euros(centimes int64) string {
	texte := Milliers(centimes / 100)
	if c := centimes % 100; c != 0 {
		texte += fmt.Sprintf(",%02d", c)
	}
	return texte + "\u00a0€"
}

var (
	formeEmail = regexp.MustCompile(`^[^@\s]+@[^@\s]+\.[^@\s]+$`)
	formePass  = regexp.MustCompile(`^[A-Z0-9]{12}$`)
	formeTel   = regexp.MustCompile(`^[0-9+][0-9 .\-()]{5,24}$`)
	formeNir   = regexp.MustCompile(strings.ReplaceAll(
		`\b[1-478]#\d{2}#(0[1-9]|1[0-2]|[2-9]\d)#(\d{2}|2[ABab])#\d{3}#\d{3}(#\d{2})?\b`, "#", `[\s.\-\x{a0}\x{202f}]?`))
)

// HasNir spots something shaped like a social security number, final or
// provisional, which has no place in this application.
func HasNir(texte string) bool { return formeNir.MatchString(texte) }

// Excerpt keeps the beginning of a text, cut between two words.
func Excerpt(texte string, max int) string {
	mots := []rune(texte)
	if len(mots) <= max {
		return texte
	}
	coupe := max
	for coupe > max/2 && mots[coupe] != ' ' {
		coupe--
	}
	return string(mots[:coupe]) + "…"
}

// plural writes a count and its noun; zero and one are singular.
func plural(n int, un, plusieurs string) string {
	if n < 2 {
		plusieurs = un
	}
	return fmt.Sprintf("%d %s", n, plusieurs)
}
