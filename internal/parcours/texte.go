package parcours

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// MaxNote is the longest free text kept, in characters.
const MaxNote = 4000

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

func requireText(es *Erreurs, champ, texte string, max int, absent string) {
	if strings.TrimSpace(texte) == "" {
		es.Add(champ, absent)
		return
	}
	limitText(es, champ, texte, max)
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

// limitNote is for free text of some length.
func limitNote(es *Erreurs, champ, texte string) { limitText(es, champ, texte, MaxNote) }

// requireCode checks a value against a closed list; "" is refused when a
// message for its absence is given.
func requireCode(es *Erreurs, champ, code string, liste Liste, absent string) {
	switch {
	case code == "" && absent == "":
	case code == "":
		es.Add(champ, absent)
	case !liste.Has(code):
		es.Add(champ, "Cette valeur n'existe pas dans la liste. Choisissez-en une autre.")
	}
}

// Years that somebody may mean. A contract without an end is often written
// 31/12/2099; 0202 and 9999 are slips of the finger.
const anneeMin, anneeMax = 2000, 2100

// limitDate refuses a day that nobody means; an unknown one passes.
func limitDate(es *Erreurs, champ string, d Date) {
	if !d.IsZero() && (d.Year() < anneeMin || d.Year() > anneeMax) {
		es.Add(champ, fmt.Sprintf("Cette date semble fausse : l'année n'est pas entre %d et %d. Vérifiez-la.", anneeMin, anneeMax))
	}
}

// Milliers writes a number as one reads it: « 10 000 ».
func Milliers[N int | int64](n N) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "\u202f" + s[i:]
	}
	return s
}

// absents names the dates that a form may ask beside others; elsewhere « une
// date » is plain.
var absents = map[string]string{
	"date_entree": "Indiquez la date d'entrée.", "date_fin": "Indiquez la date de fin.", "date_abandon": "Indiquez la date de l'abandon.",
	"depuis": "Indiquez depuis quand le parcours est dans cet état.", "date_identifie": "Indiquez quand le frein a été identifié.",
	"date_leve": "Indiquez quand le frein a été levé.",
}

// requirePast refuses a fact dated in the future, or absurdly long ago.
func requirePast(es *Erreurs, champ string, d, aujourdhui Date) {
	absent, ok := absents[champ]
	if !ok {
		absent = "Indiquez une date."
	}
	requirePastOr(es, champ, d, aujourdhui, absent)
}

// requirePastOr is requirePast with the sentence of a date that is missing.
func requirePastOr(es *Erreurs, champ string, d, aujourdhui Date, absent string) {
	switch {
	case d.IsZero():
		es.Add(champ, absent)
	case d.After(aujourdhui):
		es.Add(champ, "Cette date est dans le futur. Un fait se note au plus tard aujourd'hui, "+aujourdhui.Francais()+".")
	case d.Year() < anneeMin:
		es.Add(champ, "Cette date est trop ancienne. Vérifiez l'année.")
	}
}
