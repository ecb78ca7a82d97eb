package importation

import (
	_ "embed" // departements.txt
	"regexp"
	"strings"

	"parcours.example/internal/parcours"
)

var (
	formePostal   = regexp.MustCompile(`\b\d{5}\b`)
	formeSansZero = regexp.MustCompile(`^(\d|\d{4})$`)
	formeCode     = regexp.MustCompile(`\b(\d{2,3}|2[ab])\b`)
)

// parseDepartement reads a code postal or a département, by code or by name.
func parseDepartement(brut string) (code, message string) {
	s := plain(wholeNumber(brut))
	if s == "" {
		return "", ""
	}
	if formeSansZero.MatchString(s) {
		s = "0" + s // the spreadsheet took 02000 for a number
	}
	code = nomsDepartements[s]
	if postal := formePostal.FindString(s); postal != "" { // « 80000 Amiens »
		code = departementOf(postal)
	} else if code == "" { // « 59 - Nord », « Nord (59) »
		code = strings.ToUpper(formeCode.FindString(s))
	}
	if !parcours.IsDepartement(code) {
		return "", "« " + short(brut) + " » n'est ni un code postal ni un département."
	}
	return code, ""
}

// departementOf: Corsica shares the prefix 20, overseas takes three digits.
func departementOf(postal string) string {
	switch {
	case strings.HasPrefix(postal, "97"), strings.HasPrefix(postal, "98"):
		return postal[:3]
	case strings.HasPrefix(postal, "200"), strings.HasPrefix(postal, "201"):
		return "2A"
	case strings.HasPrefix(postal, "20"):
		return "2B"
	}
	return postal[:2]
}

// departements are the codes, each with the name of its département as plain writes it.
//
//go:embed departements.txt
var departements string

var nomsDepartements = func() map[string]string {
	index := make(map[string]string)
	for ligne := range strings.Lines(departements) {
		code, nom, _ := strings.Cut(strings.TrimSpace(ligne), " ")
		index[nom] = code
	}
	return index
}()
