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
)

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
	titre := float64(len([]rune(c.Titre))) + 3
	usuelle := map[Genre]float64{Texte: 22, Jour: 13, Euros: 14}[c.Genre]
	return min(max(titre, usuelle, 9), 60)
}

// normalise turns a value of the program into what its column writes: nil, a string, an int64, a float64, a bool or a
// time.Time.
func normalise(g Genre, v any) any {
	switch x := v.(type) {
	case nil:
		return nil
	case parcours.Date:
		if x.IsZero() {
			return nil
		}
		return asDay(g, x.Time())
	case time.Time:
		if x.IsZero() {
			return nil
		}
		return asDay(g, x)
	case bool:
		if x {
			return "oui"
		}
		return "non"
	case float64:
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return nil // a rate without a denominator: nothing, rather than an error in the cell
		}
		if g == Texte {
			return strings.Replace(strconv.FormatFloat(x, 'f', -1, 64), ".", ",", 1)
		}
		return x
	case string:
		return cleanText(x)
	default:
		return normaliseOther(g, v)
	}
}

// normaliseOther serves named types (an Etat, a Role) and pointers, so that a caller need not convert every optional
// value by hand.
func normaliseOther(g Genre, v any) any {
	r := reflect.ValueOf(v)
	// Pointers first: a *time.Time is a Stringer too, and a nil one panics.
	if r.Kind() == reflect.Pointer {
		if r.IsNil() {
			return nil
		}
		return normalise(g, r.Elem().Interface())
	}
	if s, ok := v.(fmt.Stringer); ok {
		return cleanText(s.String())
	}
	switch r.Kind() {
	case reflect.String:
		return cleanText(r.String())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return asNumber(g, r.Int())
	case reflect.Float32:
		return normalise(g, r.Float())
	default:
		return cleanText(fmt.Sprint(v))
	}
}

func asDay(g Genre, t time.Time) any {
	if g != Jour {
		return t.Format("02/01/2006")
	}
	// A spreadsheet has no time zone: the civil day as it was known here.
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

func asNumber(g Genre, n int64) any {
	switch g {
	case Texte:
		return strconv.FormatInt(n, 10)
	case Euros:
		return float64(n) / 100
	default:
		return n
	}
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
