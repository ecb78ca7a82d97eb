package importation

import (
	"bytes"
	"fmt"

	"github.com/xuri/excelize/v2"

	"parcours.example/internal/parcours"
)

const abime = "Ce fichier est abîmé : il ne s'ouvre pas. Ouvrez-le dans Excel ou LibreOffice, enregistrez-le à " +
	"nouveau en .xlsx, puis réessayez."

func readXLSX(contenu []byte) (feuille *Feuille, err error) {
	if err := checkArchive(contenu); err != nil {
		return nil, err
	}
	// excelize was not written for hostile files: a panic in it must refuse this file, and not stop the program.
	defer func() {
		if recover() != nil {
			feuille, err = nil, refuse(abime)
		}
	}()
	f, err := excelize.OpenReader(bytes.NewReader(contenu), excelize.Options{
		RawCellValue: true,
		// The same value twice: nothing of a person's file goes to a temporary file on the disk.
		UnzipSizeLimit: MaxDeplie, UnzipXMLSizeLimit: MaxDeplie,
	})
	if err != nil {
		return nil, refuse(abime)
	}
	defer func() { _ = f.Close() }()
	choisie, err := chooseGrille(f)
	if err != nil {
		return nil, err
	}
	if feuille, err = choisie.feuille(); err != nil {
		return nil, err
	}
	if props, err := f.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		feuille.Date1904 = *props.Date1904
	}
	return feuille, nil
}

// chooseGrille takes the first visible tab whose titles are recognised, else the first that holds something.
func chooseGrille(f *excelize.File) (grille, error) {
	var repli grille
	noms := f.GetSheetList()
	for _, nom := range noms[:min(len(noms), maxFeuilles)] {
		if visible, err := f.GetSheetVisible(nom); err == nil && !visible {
			continue
		}
		g, err := readGrille(f, nom)
		if err != nil {
			return grille{}, err
		}
		if _, reconnus := g.locate(); reconnus >= reconnusMin {
			return g, nil
		}
		if len(repli.rangees) == 0 {
			repli = g
		}
	}
	return repli, nil
}

// readGrille streams one tab. Beyond the limit rows are counted, not kept.
func readGrille(f *excelize.File, nom string) (grille, error) {
	g := grille{nom: nom}
	rows, err := f.Rows(nom)
	if err != nil {
		return g, nil // a chart, a macro sheet: not a table
	}
	defer func() { _ = rows.Close() }()
	for numero := 1; rows.Next(); numero++ {
		cellules, err := rows.Columns()
		if err != nil || numero > excelize.TotalRows {
			return g, refuse(abime)
		}
		if len(cellules) > 10*MaxColonnes {
			return g, tooWide(len(cellules), numero) // before millions of such rows are read
		}
		if err := g.add(cellules, numero); err != nil {
			return g, err
		}
		if g.total >= maxComptees {
			break
		}
	}
	if rows.Error() != nil {
		return g, refuse(abime)
	}
	return g, nil
}

// tooMany says by how much a file is beyond the limit.
func tooMany(n int) error {
	combien := parcours.Milliers(n)
	if n >= maxComptees {
		combien = "plus de " + parcours.Milliers(maxComptees-1)
	}
	return refuse(fmt.Sprintf("Ce fichier compte %s lignes, la limite est de %s. Ne gardez que les salariés "+
		"embauchés, ou découpez-le en plusieurs fichiers (par année, par exemple).",
		combien, parcours.Milliers(MaxLignes)))
}
