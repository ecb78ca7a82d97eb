package importation

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

func readCSV(contenu []byte, nom string) (*Feuille, error) {
	texte, err := decode(contenu)
	if err != nil {
		return nil, err
	}
	separateur, texte, premiere := findSeparateur(texte)
	g, err := parseCSV(texte, separateur, premiere, false)
	if errors.Is(err, csv.ErrBareQuote) {
		// « 12" » in the middle of a cell: harmless, and common.
		g, err = parseCSV(texte, separateur, premiere, true)
	}
	var faute *csv.ParseError
	if errors.As(err, &faute) {
		return nil, refuse(fmt.Sprintf("À la ligne %d, un guillemet est mal fermé. Ouvrez le fichier dans Excel ou "+
			"LibreOffice, enregistrez-le en .xlsx, puis réessayez.",
			faute.StartLine+premiere-1))
	}
	if err != nil {
		return nil, err
	}
	g.nom = nom
	return g.feuille()
}

// decode gives UTF-8: a byte order mark decides, then validity, then Windows-1252, which French Excel still writes.
func decode(contenu []byte) (string, error) {
	var source encoding.Encoding = charmap.Windows1252
	switch {
	case startsWith(contenu, bomsUTF16...):
		source = unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM)
	case utf8.Valid(contenu):
		source = encoding.Nop
	}
	texte, err := source.NewDecoder().Bytes(contenu)
	// Windows-1252 leaves five bytes undefined, and UTF-16 can be odd: either is a sign that this was not text.
	if err != nil || bytes.ContainsFunc(texte, func(r rune) bool { return r == utf8.RuneError || isControl(r) || isC1(r) }) {
		return "", refuse("Le texte de ce fichier est illisible. Ouvrez-le dans Excel ou LibreOffice, enregistrez-le en " +
			".xlsx, puis réessayez.")
	}
	return finsDeLigne.Replace(strings.TrimPrefix(string(texte), "\ufeff")), nil
}

func isC1(r rune) bool { return r >= 0x80 && r <= 0x9f }

// finsDeLigne: a lone CR ends a line in files of old Macs.
var finsDeLigne = strings.NewReplacer("\r\n", "\n", "\r", "\n")

var formeSep = regexp.MustCompile(`^(?i:sep=)([;,\t|])\n`)

// entreGuillemets is what a separator does not separate.
var entreGuillemets = regexp.MustCompile(`"[^"]*("|$)`)

// findSeparateur obeys Excel's « sep=; » line, else takes the separator that the first lines hold most, semicolon
// first: a French CSV has decimal commas.
func findSeparateur(texte string) (separateur rune, reste string, premiereLigne int) {
	if m := formeSep.FindStringSubmatch(texte); m != nil {
		return rune(m[1][0]), texte[len(m[0]):], 2
	}
	debut := texte[:min(len(texte), 16<<10)]
	nu := entreGuillemets.ReplaceAllString(debut, "")
	count := func(r rune) int { return strings.Count(nu, string(r)) }
	if n := count(';'); n > 0 && n >= strings.Count(debut, "\n") {
		return ';', texte, 1 // as many as there are lines: no need to look at commas in the text
	}
	return slices.MaxFunc([]rune(";\t,|"), func(a, b rune) int { return count(a) - count(b) }), texte, 1
}

// maxLignesCellule: tolerance must not let one open quote swallow the rows that follow it.
const maxLignesCellule = 5

// parseCSV numbers the rows as a spreadsheet does: blank lines count, and a cell of several lines is one row.
func parseCSV(texte string, separateur rune, premiere int, tolerant bool) (grille, error) {
	var g grille
	r := csv.NewReader(strings.NewReader(texte))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes, r.ReuseRecord = separateur, -1, tolerant, true
	numero, lignesLues, position := premiere-1, 0, int64(0)
	for {
		cellules, err := r.Read()
		if errors.Is(err, io.EOF) {
			return g, nil
		}
		if err != nil {
			return g, err
		}
		ligne, _ := r.FieldPos(0)
		vides := max(0, ligne-1-lignesLues)
		numero += vides + 1
		lignesLues += strings.Count(texte[position:r.InputOffset()], "\n")
		position = r.InputOffset()
		for i, c := range cellules {
			if tolerant && strings.Count(c, "\n") > maxLignesCellule {
				return g, &csv.ParseError{StartLine: ligne, Err: csv.ErrQuote}
			}
			cellules[i] = unprotect(c)
		}
		if err := g.add(cellules, numero); err != nil {
			return g, err
		}
	}
}

// unprotect removes the apostrophe that exports put before a cell which begins like a formula, and the ="0612" with
// which some protect their zeros.
func unprotect(s string) string {
	if len(s) > 1 && s[0] == '\'' && strings.ContainsRune("=+-@", rune(s[1])) {
		s = s[1:]
	}
	if len(s) > 3 && strings.HasPrefix(s, `="`) && strings.HasSuffix(s, `"`) {
		return s[2 : len(s)-1]
	}
	return s
}
