// Package export writes lists as files that a spreadsheet opens without a surprise: dates are dates, numbers are
// numbers, and no cell becomes a formula because of what was typed in a form.
package export

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"unicode/utf8"

	"parcours.example/internal/parcours"
)

// Genre says what a column holds, hence how its cells are typed and shown.
type Genre int

const (
	Texte  Genre = iota
	Entier       // a count, a row number
	Nombre       // a number with decimals, such as hours
	Jour         // a parcours.Date
	entete       // a title
)

// formats are in the file's own notation; the spreadsheet shows them in French.
var formats = map[Genre]string{Texte: "@", Entier: "0", Nombre: "General", Jour: "dd/mm/yyyy"}

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
	usuelle := map[Genre]float64{Texte: 22, Jour: 13}[c.Genre]
	return min(max(titre, usuelle, 9), 60)
}

// normalise turns a value of the program into what its cell holds: nothing for an empty one, what a pointer points to,
// the civil day of a date.
func normalise(v any) any {
	switch x := v.(type) {
	case string:
		return cleanText(x)
	case parcours.Date:
		if x.IsZero() {
			return nil
		}
		return x.Time()
	}
	r := reflect.ValueOf(v)
	switch {
	case r.Kind() != reflect.Pointer:
		return v
	case r.IsNil():
		return nil
	}
	return normalise(r.Elem().Interface())
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
