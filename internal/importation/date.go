package importation

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"parcours.example/internal/parcours"
)

// dateReader reads the dates of one file.
type dateReader struct {
	aujourdhui parcours.Date
	date1904   bool
}

// A civil day as people type it, once folded.
var (
	formeHeure = regexp.MustCompile(`[ t]\d{1,2}[:h]\d{2}(:\d{2}(\.\d+)?)?( ?z|[+-]\d{2}:?\d{2})?$`)
	formeJour  = regexp.MustCompile(`^(\d{1,2})[/.\- ]+(\d{1,2})[/.\- ]+(\d{4}|\d{2})$`)
	formeIso   = regexp.MustCompile(`^(\d{4})[/.\- ]+(\d{1,2})[/.\- ]+(\d{1,2})$`)
	formeMois  = regexp.MustCompile(`^(?:[a-z]+\.? )?(\d{1,2})(?:er)?[ .\-/]+([a-z]{3,9})\.?[ .\-/]+(\d{4}|\d{2})$`)
	formeAnnee = regexp.MustCompile(`^(19|20)\d{2}$`)
	formeColle = regexp.MustCompile(`^\d{7,8}$`)
)

// debutsMois are enough of each month to tell it from the others.
var debutsMois = []string{"jan", "fev", "mar", "avr", "mai", "juin", "juil", "aou", "sep", "oct", "nov", "dec"}

// parse reads a date typed by a person or stored by a spreadsheet. The message is "" when it could. A naissance with
// a year of two digits is in the past; other dates are near today.
func (l dateReader) parse(brut string, naissance bool) (parcours.Date, string) {
	s := formeHeure.ReplaceAllString(parcours.Fold(brut), "")
	switch {
	case s == "":
		return parcours.Date{}, ""
	case formeAnnee.MatchString(s):
		return parcours.Date{}, fmt.Sprintf("« %s » est une année : il manque le jour et le mois.", brut)
	case formeColle.MatchString(s):
		return l.glued(brut, s)
	}
	if d, ok := serialDate(s, l.date1904); ok {
		return d, ""
	}
	if m := formeIso.FindStringSubmatch(s); m != nil {
		return day(brut, atoi(m[1]), atoi(m[2]), atoi(m[3]))
	}
	if m := formeJour.FindStringSubmatch(s); m != nil {
		return day(brut, l.year(m[3], naissance), atoi(m[2]), atoi(m[1]))
	}
	if m := formeMois.FindStringSubmatch(s); m != nil {
		mois := 1 + slices.IndexFunc(debutsMois, func(debut string) bool { return strings.HasPrefix(m[2], debut) })
		if mois > 0 {
			return day(brut, l.year(m[3], naissance), mois, atoi(m[1]))
		}
	}
	return parcours.Date{}, fmt.Sprintf("« %s » n'est pas une date. Écrivez jour/mois/année, par exemple 03/02/1990.", short(brut))
}

// glued reads 03021990, 3021990 (the zero was lost) and 19900203.
func (l dateReader) glued(brut, s string) (parcours.Date, string) {
	s = fmt.Sprintf("%08s", s)
	if d, message := day(brut, atoi(s[4:]), atoi(s[2:4]), atoi(s[:2])); message == "" && d.Year() >= 1900 && d.Year() < 2200 {
		return d, ""
	}
	return day(brut, atoi(s[:4]), atoi(s[4:6]), atoi(s[6:]))
}

// day refuses the days that no calendar has, rather than shifting them.
func day(brut string, annee, mois, jour int) (parcours.Date, string) {
	if t, err := time.Parse("2006-1-2", fmt.Sprintf("%d-%d-%d", annee, mois, jour)); err == nil {
		return parcours.DateOf(t), ""
	}
	return parcours.Date{}, fmt.Sprintf("« %s » n'existe pas dans le calendrier. Vérifiez le jour, puis le mois.", short(brut))
}

func (l dateReader) year(s string, naissance bool) int {
	a := atoi(s)
	if len(s) == 4 {
		return a
	}
	siecle := l.aujourdhui.Year() / 100 * 100
	limite := l.aujourdhui.Year() + 15 // the end of a contract or of a PASS
	if naissance {
		limite = l.aujourdhui.Year() - ageMin
	}
	if siecle+a > limite {
		return siecle - 100 + a
	}
	return siecle + a
}

// serialDate reads the number of days that a spreadsheet stores for a date. Small numbers are refused: they are ages,
// counts or years.
func serialDate(s string, date1904 bool) (parcours.Date, bool) {
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || !(n >= 3_000 && n <= 110_000) { // NaN compares false
		return parcours.Date{}, false
	}
	if date1904 {
		n += 1_462
	}
	// Day 0 is 30 December 1899: Excel believes that 1900 was a leap year.
	return parcours.NewDate(1899, time.December, 30).AddDays(int(n)), true
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s) // only digits come here
	return n
}

// short keeps a message readable when a cell holds a paragraph.
func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
