package export

import (
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

// TypeXLSX is the media type of what WriteClasseur writes.
const TypeXLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

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

// WriteClasseur writes the sheets as one XLSX file, row by row. Text cells are typed as text, so that "=1+1" remains
// the text that was typed.
func WriteClasseur(w io.Writer, feuilles ...Feuille) (err error) {
	if len(feuilles) == 0 {
		return fmt.Errorf("export: no sheet")
	}
	f := excelize.NewFile()
	defer func() {
		if e := f.Close(); err == nil {
			err = e
		}
	}()
	styles, err := makeStyles(f)
	if err != nil {
		return fmt.Errorf("export: make the styles: %w", err)
	}
	noms := sheetNames(feuilles)
	for i, feuille := range feuilles {
		if err := writeFeuille(f, i, noms[i], feuille, styles); err != nil {
			return fmt.Errorf("export: write sheet %q: %w", feuille.Nom, err)
		}
	}
	f.SetActiveSheet(0)
	if err := f.SetDocProps(&excelize.DocProperties{Creator: "Parcours", Title: noms[0], Language: "fr-FR"}); err != nil {
		return fmt.Errorf("export: set the properties: %w", err)
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("export: write the workbook: %w", err)
	}
	return nil
}

type styles struct {
	entete int
	genre  map[Genre]int
}

func makeStyles(f *excelize.File) (styles, error) {
	s := styles{genre: make(map[Genre]int, len(formats))}
	var err error
	s.entete, err = f.NewStyle(&excelize.Style{
		Font:      &excelize.Font{Bold: true, Color: "1B2733"},
		Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E6EDF5"}},
		Border:    []excelize.Border{{Type: "bottom", Color: "5B6B7B", Style: 1}},
		Alignment: &excelize.Alignment{Vertical: "center", WrapText: true},
	})
	if err != nil {
		return s, err
	}
	for g, format := range formats {
		style := &excelize.Style{CustomNumFmt: &format, Alignment: &excelize.Alignment{Vertical: "top", WrapText: g == Texte}}
		if s.genre[g], err = f.NewStyle(style); err != nil {
			return s, err
		}
	}
	return s, nil
}

func writeFeuille(f *excelize.File, i int, nom string, feuille Feuille, s styles) error {
	if err := feuille.validate(); err != nil {
		return err
	}
	// A new file already holds one sheet.
	if i == 0 {
		if err := f.SetSheetName(f.GetSheetName(0), nom); err != nil {
			return err
		}
	} else if _, err := f.NewSheet(nom); err != nil {
		return err
	}
	sw, err := f.NewStreamWriter(nom)
	if err != nil {
		return err
	}
	if err := writeEntete(sw, feuille, s); err != nil {
		return err
	}
	for j, ligne := range feuille.Lignes {
		cellules := make([]any, len(ligne))
		for k, v := range ligne {
			g := feuille.Colonnes[k].Genre
			cellules[k] = excelize.Cell{StyleID: s.genre[g], Value: normalise(g, v)}
		}
		if err := sw.SetRow(fmt.Sprintf("A%d", j+2), cellules); err != nil {
			return fmt.Errorf("row %d: %w", j+1, err)
		}
	}
	return sw.Flush()
}

// writeEntete also sets widths and the frozen row: a stream accepts them only before its first row.
func writeEntete(sw *excelize.StreamWriter, feuille Feuille, s styles) error {
	titres := make([]any, len(feuille.Colonnes))
	for i, c := range feuille.Colonnes {
		if err := sw.SetColWidth(i+1, i+1, c.width()); err != nil {
			return err
		}
		titres[i] = excelize.Cell{StyleID: s.entete, Value: c.Titre}
	}
	err := sw.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
	if err != nil {
		return err
	}
	return sw.SetRow("A1", titres, excelize.RowOpts{Height: 24})
}

// sheetNames makes names that a spreadsheet accepts: 31 characters at most, none of []:*?/\, no quote at either end,
// no two alike.
func sheetNames(feuilles []Feuille) []string {
	interdits := strings.NewReplacer("[", "(", "]", ")", ":", " ", "*", " ", "?", " ", "/", "-", `\`, "-")
	pris := make(map[string]bool, len(feuilles))
	noms := make([]string, len(feuilles))
	for i, f := range feuilles {
		base := strings.Trim(strings.TrimSpace(interdits.Replace(f.Nom)), "'")
		if base == "" {
			base = "Feuille"
		}
		nom := cut(base, 31)
		for n := 2; pris[strings.ToLower(nom)]; n++ {
			suffixe := fmt.Sprintf(" %d", n)
			nom = cut(base, 31-len(suffixe)) + suffixe
		}
		pris[strings.ToLower(nom)] = true
		noms[i] = nom
	}
	return noms
}

func cut(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return strings.TrimSpace(string(r[:n]))
	}
	return s
}
