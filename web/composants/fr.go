package composants

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"parcours.example/internal/parcours"
)

// How French is written on a screen: dates, numbers, amounts, plurals. No function reads the clock: « aujourd'hui »
// is always handed over.

const (
	nbsp  = "\u00a0" // before a unit
	nnbsp = "\u202f" // between thousands
)

var (
	jours = [...]string{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"}
	mois  = [...]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
		"octobre", "novembre", "décembre"}
	moisAbrege = [...]string{"janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."}
)

// FormatDate writes « lun. 3 mars 2026 »; nothing for the zero day.
func FormatDate(d parcours.Date) string {
	if d.IsZero() {
		return ""
	}
	return jours[d.Weekday()][:3] + "." + nbsp + jourMoisAnnee(d)
}

// FormatDateLongue writes « lundi 3 mars 2026 ».
func FormatDateLongue(d parcours.Date) string {
	if d.IsZero() {
		return ""
	}
	return jours[d.Weekday()] + " " + jourMoisAnnee(d)
}

func jourMoisAnnee(d parcours.Date) string {
	return quantieme(d) + nbsp + mois[d.Time().Month()-1] + " " + strconv.Itoa(d.Year())
}

// FormatJourMois writes « 27 févr. », for a timeline whose year is plain; the year is added when it is not that of
// today.
func FormatJourMois(d, aujourdhui parcours.Date) string {
	if d.IsZero() {
		return ""
	}
	s := quantieme(d) + nbsp + moisAbrege[d.Time().Month()-1]
	if d.Year() != aujourdhui.Year() {
		s += " " + strconv.Itoa(d.Year())
	}
	return s
}

// FormatHeure writes « 14 h 05 ».
func FormatHeure(t time.Time) string {
	return fmt.Sprintf("%d\u00a0h\u00a0%02d", t.Hour(), t.Minute())
}

func quantieme(d parcours.Date) string {
	if d.Time().Day() == 1 {
		return "1er"
	}
	return strconv.Itoa(d.Time().Day())
}

// FormatRelatif writes a date as one says it: « aujourd'hui », « hier », « il y a 12 jours », « dans 3 jours », « il
// y a 4 mois ».
func FormatRelatif(d, aujourdhui parcours.Date) string {
	if d.IsZero() {
		return ""
	}
	n := d.DaysSince(aujourdhui)
	if dit, ok := joursDits[n]; ok {
		return dit
	}
	if n < 0 {
		return "il y a " + FormatDuree(-n)
	}
	return "dans " + FormatDuree(n)
}

// joursDits are the days that have a name, counted from today.
var joursDits = map[int]string{-2: "avant-hier", -1: "hier", 0: "aujourd'hui", 1: "demain", 2: "après-demain"}

// FormatDuree writes a number of days: « 12 jours », « 4 mois », « 2 ans ». Days are kept up to two months: a CIP
// counts them.
func FormatDuree(n int) string {
	switch {
	case n < 60:
		return Pluriel(n, "jour", "jours")
	case n < 730:
		return strconv.Itoa(int(math.Round(float64(n)/30.44))) + nbsp + "mois"
	default:
		return Pluriel(n/365, "an", "ans")
	}
}

// FormatNombre writes « 12 345 », with the narrow no-break space.
func FormatNombre(n int) string { return strings.Replace(parcours.Milliers(n), "-", "−", 1) }

// FormatDecimal writes « 1 240,5 »: at most that many decimals, no useless zero.
func FormatDecimal(f float64, decimales int) string {
	signe := ""
	s := strconv.FormatFloat(math.Abs(f), 'f', decimales, 64)
	entier, fraction, _ := strings.Cut(s, ".")
	fraction = strings.TrimRight(fraction, "0")
	n, _ := strconv.Atoi(entier)
	if f < 0 && (n != 0 || fraction != "") {
		signe = "−"
	}
	s = signe + FormatNombre(n)
	if fraction != "" {
		s += "," + fraction
	}
	return s
}

// FormatHeures writes a duration in hours: « 35 h », « 7,5 h ».
func FormatHeures(h float64) string { return FormatDecimal(h, 2) + nbsp + "h" }

// FormatEuros writes an amount held in centimes: « 1 240,50 € », « 300 € ».
func FormatEuros(centimes int64) string {
	signe := ""
	if centimes < 0 {
		signe, centimes = "−", -centimes
	}
	s := signe + FormatNombre(int(centimes/100))
	if c := centimes % 100; c != 0 {
		s += fmt.Sprintf(",%02d", c)
	}
	return s + nbsp + "€"
}

// FormatPourcent writes a share, 0.42, as « 42 % ».
func FormatPourcent(part float64) string { return FormatDecimal(part*100, 0) + nbsp + "%" }

// FormatTelephone writes « 06 89 36 12 62 »; a number it does not know stays as it is.
func FormatTelephone(s string) string {
	chiffres := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
	if len(chiffres) != 10 || chiffres[0] != '0' || strings.Contains(s, "+") {
		return s
	}
	for i := 8; i > 0; i -= 2 {
		chiffres = chiffres[:i] + nbsp + chiffres[i:]
	}
	return chiffres
}

// Pluriel writes a count and its noun: « 0 salarié », « 1 salarié », « 2 salariés ». In French, zero and one are
// singular.
func Pluriel(n int, un, plusieurs string) string {
	return FormatNombre(n) + nbsp + Accord(n, un, plusieurs)
}

// Accord is Pluriel without the number.
func Accord(n int, un, plusieurs string) string {
	if n > -2 && n < 2 {
		return un
	}
	return plusieurs
}
