// Package export writes lists as files that a spreadsheet opens without a surprise: dates are dates, numbers are
// numbers, and no cell becomes a formula because of what was typed in a form.
package export

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"parcours.example/internal/parcours"
)

// Genre says what a column holds, hence how its cells are typed and shown.
type Genre int

const (
	Texte       Genre = iota
	Entier            // a count, a row number, a year
	Nombre            // a number with decimals, such as hours
	Euros             // centimes as an int64, or euros as a float64
	Jour              // a parcours.Date or a time.Time
	Pourcentage       // 0.25 is 25 %
	OuiNon            // a bool
	entete            // a title
)

// formats are in the file's own notation; the spreadsheet shows them in French.
var formats = map[Genre]string{
	Texte:       "@",
	Entier:      "0",
	Nombre:      "General",
	Euros:       `#,##0.00\ "€"`,
	Jour:        "dd/mm/yyyy",
	Pourcentage: "0.0%",
	OuiNon:      "@",
}

// Colonne is one column: its title, what it holds, and its width in characters (0 takes the usual width of its
// Genre).
type Colonne struct {
	Titre   string
	Genre   Genre
	Largeur float64
}

// Feuille is one table. A value that does not suit its column's Genre is written as text rather than lost: « en
// cours » in a column of dates is worth keeping.
type Feuille struct {
	Nom      string
	Colonnes []Colonne
	Lignes   [][]any
}

// validate catches the programmer's mistakes before a half-written file leaves.
func (f Feuille) validate() error {
	if len(f.Colonnes) == 0 {
		return errors.New("no column")
	}
	for i, ligne := range f.Lignes {
		if len(ligne) > len(f.Colonnes) {
			return fmt.Errorf("row %d: %d values for %d columns", i+1, len(ligne), len(f.Colonnes))
		}
	}
	return nil
}

func (c Colonne) width() float64 {
	if c.Largeur > 0 {
		return c.Largeur
	}
	// A title must be readable without widening the column by hand.
	titre := float64(utf8.RuneCountInString(c.Titre)) + 3
	usuelle := map[Genre]float64{Texte: 22, Jour: 13, Euros: 14}[c.Genre]
	return min(max(titre, usuelle, 9), 60)
}

// normalise turns a value of the program into what its column writes: nil, a string, an int64, a float64 or a
// time.Time. Named types (an Etat, a Role) and pointers will do, so that a caller need not convert every optional value
// by hand.
func normalise(g Genre, v any) any {
	r := reflect.ValueOf(v)
	// Pointers first: a *time.Time is a Stringer too, and a nil one panics.
	if r.Kind() == reflect.Pointer {
		if r.IsNil() {
			return nil
		}
		return normalise(g, r.Elem().Interface())
	}
	switch x := v.(type) {
	case nil:
		return nil
	case parcours.Date:
		return asDay(g, x.Time())
	case time.Time:
		return asDay(g, x)
	case fmt.Stringer:
		return cleanText(x.String())
	}
	switch {
	case r.Kind() == reflect.Bool:
		return map[bool]string{true: "oui", false: "non"}[r.Bool()]
	case r.CanFloat():
		return asNumber(g, r.Float())
	case r.CanInt() && g == Euros:
		return float64(r.Int()) / 100
	case r.CanInt() && g != Texte:
		return r.Int()
	}
	return cleanText(fmt.Sprint(v))
}

func asDay(g Genre, t time.Time) any {
	switch {
	case t.IsZero():
		return nil
	case g != Jour:
		return t.Format("02/01/2006")
	}
	// A spreadsheet has no time zone: the civil day as it was known here.
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

func asNumber(g Genre, x float64) any {
	switch {
	case math.IsNaN(x) || math.IsInf(x, 0):
		return nil // a rate without a denominator: nothing, rather than an error in the cell
	case g == Texte:
		return strings.Replace(strconv.FormatFloat(x, 'f', -1, 64), ".", ",", 1)
	}
	return x
}

// cleanText drops the control characters that XML and spreadsheets refuse.
func cleanText(s string) any {
	if s == "" {
		return nil
	}
	return strings.Map(func(r rune) rune {
		if (r < ' ' && r != '\n' && r != '\t' && r != '\r') || r == 0x7f || r == '\ufffe' || r == '\uffff' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}
