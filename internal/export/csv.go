package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// TypeCSV is the media type of what WriteCSV writes.
const TypeCSV = "text/csv; charset=utf-8"

// WriteCSV writes one sheet as a French spreadsheet expects it: a byte order
// mark (without it Excel reads accents as Windows-1252), semicolons, decimal
// commas and CRLF.
func WriteCSV(w io.Writer, f Feuille) error {
	if err := f.validate(); err != nil {
		return err
	}
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return fmt.Errorf("export: csv: %w", err)
	}
	cw := csv.NewWriter(w)
	cw.Comma, cw.UseCRLF = ';', true
	champs := make([]string, len(f.Colonnes))
	for i, c := range f.Colonnes {
		champs[i] = neutralise(c.Titre)
	}
	if err := cw.Write(champs); err != nil {
		return fmt.Errorf("export: csv: %w", err)
	}
	for _, ligne := range f.Lignes {
		for i, c := range f.Colonnes {
			champs[i] = ""
			if i < len(ligne) {
				champs[i] = csvText(c.Genre, normalise(c.Genre, ligne[i]))
			}
		}
		if err := cw.Write(champs); err != nil {
			return fmt.Errorf("export: csv: %w", err)
		}
	}
	cw.Flush()
	if err := cw.Error(); err != nil {
		return fmt.Errorf("export: csv: %w", err)
	}
	return nil
}

func csvText(g Genre, v any) string {
	switch x := v.(type) {
	case nil:
		return ""
	case time.Time:
		return x.Format("02/01/2006")
	case int64:
		return strconv.FormatInt(x, 10)
	case float64:
		switch g {
		case Euros:
			return frenchNumber(x, 2)
		case Pourcentage:
			return frenchNumber(x*100, 1) + " %"
		default:
			return frenchNumber(x, -1)
		}
	default:
		return neutralise(fmt.Sprint(x))
	}
}

func frenchNumber(x float64, decimales int) string {
	return strings.Replace(strconv.FormatFloat(x, 'f', decimales, 64), ".", ",", 1)
}

// neutralise keeps a spreadsheet from running what somebody typed in a form: a
// CSV cell has no type, and one that begins like a formula is run as one.
func neutralise(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r\n", rune(s[0])) {
		return "'" + s
	}
	return s
}
