package export

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// TypeXLSX is the media type of what WriteClasseur writes.
const TypeXLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// WriteClasseur writes the sheets as one XLSX file, row by row. Text cells are typed as text, so that "=1+1" remains
// the text that was typed.
func WriteClasseur(w io.Writer, feuilles ...Feuille) (err error) {
	if len(feuilles) == 0 {
		return errors.New("export: no sheet")
	}
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	styles, err := makeStyles(f)
	if err != nil {
		return fmt.Errorf("export: make the styles: %w", err)
	}
	noms := sheetNames(feuilles)
	// A new file already holds one sheet, for the first.
	if err := f.SetSheetName(f.GetSheetName(0), noms[0]); err != nil {
		return fmt.Errorf("export: name sheet %q: %w", noms[0], err)
	}
	for i, feuille := range feuilles {
		if err := writeFeuille(f, noms[i], feuille, styles); err != nil {
			return fmt.Errorf("export: write sheet %q: %w", feuille.Nom, err)
		}
	}
	if err := f.SetDocProps(&excelize.DocProperties{Creator: "Parcours", Title: noms[0], Language: "fr-FR"}); err != nil {
		return fmt.Errorf("export: set the properties: %w", err)
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("export: write the workbook: %w", err)
	}
	return nil
}

func makeStyles(f *excelize.File) (styles map[Genre]int, err error) {
	modeles := map[Genre]*excelize.Style{entete: {
		Font:      &excelize.Font{Bold: true, Color: "1B2733"},
		Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E6EDF5"}},
		Border:    []excelize.Border{{Type: "bottom", Color: "5B6B7B", Style: 1}},
		Alignment: &excelize.Alignment{Vertical: "center", WrapText: true},
	}}
	for g, format := range formats {
		modeles[g] = &excelize.Style{CustomNumFmt: &format, Alignment: &excelize.Alignment{Vertical: "top", WrapText: g == Texte}}
	}
	styles = make(map[Genre]int, len(modeles))
	for g, modele := range modeles {
		if styles[g], err = f.NewStyle(modele); err != nil {
			return nil, err
		}
	}
	return styles, nil
}

func writeFeuille(f *excelize.File, nom string, feuille Feuille, styles map[Genre]int) error {
	if err := feuille.validate(); err != nil {
		return err
	}
	if _, err := f.NewSheet(nom); err != nil {
		return err
	}
	sw, err := f.NewStreamWriter(nom)
	if err != nil {
		return err
	}
	if err := writeEntete(sw, feuille.Colonnes, styles[entete]); err != nil {
		return err
	}
	for i, ligne := range feuille.Lignes {
		cellules := make([]any, len(ligne))
		for j, v := range ligne {
			cellules[j] = excelize.Cell{StyleID: styles[feuille.Colonnes[j].Genre], Value: normalise(v)}
		}
		if err := sw.SetRow(fmt.Sprintf("A%d", i+2), cellules); err != nil {
			return fmt.Errorf("row %d: %w", i+1, err)
		}
	}
	return sw.Flush()
}

// writeEntete also sets widths and the frozen row: a stream accepts them only before its first row.
func writeEntete(sw *excelize.StreamWriter, colonnes []Colonne, style int) error {
	titres := make([]any, len(colonnes))
	for i, c := range colonnes {
		if err := sw.SetColWidth(i+1, i+1, c.width()); err != nil {
			return err
		}
		titres[i] = excelize.Cell{StyleID: style, Value: c.Titre}
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
	var noms []string
	for _, f := range feuilles {
		base := cmp.Or(strings.Trim(strings.TrimSpace(interdits.Replace(f.Nom)), "'"), "Feuille")
		nom := cut(base, 31)
		pris := func(autre string) bool { return strings.EqualFold(autre, nom) }
		for n := 2; slices.ContainsFunc(noms, pris); n++ {
			suffixe := fmt.Sprintf(" %d", n)
			nom = cut(base, 31-len(suffixe)) + suffixe
		}
		noms = append(noms, nom)
	}
	return noms
}

func cut(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return strings.TrimSpace(string(r[:n]))
	}
	return s
}
