package importation

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

const abime = "Ce fichier est abîmé : il ne s'ouvre pas. Ouvrez-le dans Excel ou LibreOffice, enregistrez-le à nouveau en .xlsx, puis réessayez."

// maxTags bounds the XML tags of the parts that excelize holds in memory as
// structures: small files of empty tags would otherwise become gigabytes.
const maxTags = 1_000_000

func readXLSX(contenu []byte) (feuille *Feuille, err error) {
	if err := checkArchive(contenu); err != nil {
		return nil, err
	}
	// excelize was not written for hostile files: a panic in it must refuse
	// this file, and not stop the program.
	defer func() {
		if recover() != nil {
			feuille, err = nil, refuse(abime)
		}
	}()
	f, err := excelize.OpenReader(bytes.NewReader(contenu), excelize.Options{
		RawCellValue: true,
		// The same value twice: nothing of a person's file goes to a temporary
		// file on the disk.
		UnzipSizeLimit: MaxDeplie, UnzipXMLSizeLimit: MaxDeplie,
	})
	if err != nil {
		return nil, refuse(abime)
	}
	defer func() { _ = f.Close() }()
	date1904 := false
	if props, err := f.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		date1904 = *props.Date1904
	}
	choisie, err := chooseGrille(f)
	if err != nil {
		return nil, err
	}
	feuille, err = choisie.feuille("xlsx")
	if err != nil {
		return nil, err
	}
	feuille.Date1904 = date1904
	return feuille, nil
}

// chooseGrille takes the first visible tab whose titles are recognised, else
// the first that holds something.
func chooseGrille(f *excelize.File) (grille, error) {
	var repli grille
	vues := 0
	for _, nom := range f.GetSheetList() {
		if visible, err := f.GetSheetVisible(nom); err == nil && !visible {
			continue
		}
		if vues++; vues > maxFeuilles {
			break
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
		if err != nil {
			return g, refuse(abime)
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

// checkArchive refuses, before excelize sees it, a zip that is something else
// or that would not fit in memory. Every part is really unzipped once: the
// sizes that an archive declares may be false.
func checkArchive(contenu []byte) error {
	archive, err := zip.NewReader(bytes.NewReader(contenu), int64(len(contenu)))
	if err != nil {
		return refuse(abime)
	}
	if err := checkGenre(archive); err != nil {
		return err
	}
	trop := refuse("Ce fichier est compressé de façon anormale : déplié, il dépasse 60 Mo. Copiez la feuille des salariés dans un nouveau classeur et importez celui-ci.")
	if len(archive.File) > 1_000 {
		return trop
	}
	reste := int64(MaxDeplie)
	for _, partie := range archive.File {
		if partie.UncompressedSize64 > uint64(reste) {
			return trop
		}
		c, err := countPart(partie, reste)
		if err != nil {
			return refuse(abime)
		}
		enMemoire := !strings.HasPrefix(strings.ToLower(partie.Name), "xl/worksheets/")
		if reste -= c.octets; reste < 0 || (enMemoire && c.tags > maxTags) {
			return trop
		}
	}
	return nil
}

func countPart(partie *zip.File, reste int64) (counter, error) {
	var c counter
	r, err := partie.Open()
	if err != nil {
		return c, err
	}
	defer func() { _ = r.Close() }()
	// io.EOF comes with a checked CRC: a truncated part is an error here.
	_, err = io.Copy(&c, io.LimitReader(r, reste+1))
	return c, err
}

// counter counts what is written to it.
type counter struct{ octets, tags int64 }

func (c *counter) Write(b []byte) (int, error) {
	c.octets += int64(len(b))
	c.tags += int64(bytes.Count(b, []byte("<")))
	return len(b), nil
}

// checkGenre names the other zips that people take for a workbook.
func checkGenre(archive *zip.Reader) error {
	noms := make(map[string]bool, len(archive.File))
	for _, partie := range archive.File {
		noms[strings.ToLower(strings.ReplaceAll(partie.Name, `\`, "/"))] = true
	}
	switch {
	case noms["xl/workbook.xml"]:
		return nil
	case noms["xl/workbook.bin"]:
		return refuse("Ce fichier est un classeur binaire (.xlsb). Ouvrez-le, puis Enregistrer sous « Classeur Excel (.xlsx) ».")
	case noms["word/document.xml"]:
		return refuse("Ce fichier est un document Word. Copiez son tableau dans un classeur Excel, puis importez le classeur.")
	case noms["content.xml"] && noms["mimetype"]:
		return refuse("Ce fichier est un document LibreOffice. Ouvrez-le, puis Enregistrer sous « Excel 2007-365 (.xlsx) ».")
	default:
		return refuse("Ce fichier est une archive (.zip), pas un classeur Excel. Ouvrez l'archive et choisissez le fichier .xlsx ou .csv qu'elle contient.")
	}
}

// tooMany says by how much a file is beyond the limit.
func tooMany(n int) error {
	combien := thousands(n)
	if n >= maxComptees {
		combien = "plus de " + thousands(maxComptees-1)
	}
	return refuse(fmt.Sprintf("Ce fichier compte %s lignes, la limite est de %s. Ne gardez que les salariés embauchés, ou découpez-le en plusieurs fichiers (par année, par exemple).",
		combien, thousands(MaxLignes)))
}
