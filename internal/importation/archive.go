package importation

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// Limits of the XML of a workbook. A small file of empty or nested tags would otherwise become gigabytes of
// structures, or minutes of reading: 60 MB of « <a> » were measured at 21 s and 2 GB.
const (
	maxTagsFeuille = 2_000_000 // 20,000 rows of 25 columns are half of it
	maxTagsTextes  = 500_000   // shared strings, held in memory
	maxTagsAutres  = 150_000   // styles and the rest, held in memory
	maxImbrication = 200
	maxParties     = 1_000
)

var errTrop = errors.New("beyond the limits of a workbook")

// checkArchive refuses, before excelize sees it, a zip that is something else or that would not fit in memory. Every
// part is really unzipped once: the sizes that an archive declares may be false.
func checkArchive(contenu []byte) error {
	archive, err := zip.NewReader(bytes.NewReader(contenu), int64(len(contenu)))
	if err != nil {
		return refuse(abime)
	}
	if err := checkGenre(archive); err != nil {
		return err
	}
	switch err := measure(archive); {
	case errors.Is(err, errTrop):
		return refuse("Ce fichier est anormalement gros une fois décompressé. Copiez les lignes des salariés dans un " +
			"nouveau classeur, et importez celui-ci.")
	case err != nil:
		return refuse(abime)
	}
	return nil
}

func measure(archive *zip.Reader) error {
	if len(archive.File) > maxParties {
		return errTrop
	}
	reste := uint64(MaxDeplie)
	tags := map[int]int{} // by limit
	for _, partie := range archive.File {
		// A part never gives more than it declares: the reader stops there.
		if partie.UncompressedSize64 > reste {
			return errTrop
		}
		reste -= partie.UncompressedSize64
		limite := maxTagsAutres
		switch nom := partName(partie); {
		case strings.HasPrefix(nom, "xl/worksheets/"):
			limite = maxTagsFeuille
		case nom == "xl/sharedstrings.xml":
			limite = maxTagsTextes
		}
		n, err := measurePart(partie, limite-tags[limite])
		if err != nil {
			return err
		}
		tags[limite] += n
	}
	return nil
}

func partName(partie *zip.File) string {
	return strings.ToLower(strings.ReplaceAll(partie.Name, `\`, "/"))
}

// measurePart unzips a part and, when it is XML, walks its tags without keeping them.
func measurePart(partie *zip.File, maxTags int) (tags int, err error) {
	r, err := partie.Open()
	if err != nil {
		return 0, err
	}
	defer func() { _ = r.Close() }()
	if ext := path.Ext(partName(partie)); ext == ".xml" || ext == ".rels" {
		if tags, err = walk(r, maxTags); err != nil {
			return 0, err
		}
	}
	// To the end: that is where the archive checks its size and its CRC.
	_, err = io.Copy(io.Discard, r)
	return tags, err
}

func walk(r io.Reader, maxTags int) (tags int, err error) {
	d := xml.NewDecoder(r)
	d.Strict = false
	// Only the tags matter here, and they are ASCII in every encoding.
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	for profondeur := 0; tags <= maxTags && profondeur <= maxImbrication; {
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return tags, nil
		}
		if err != nil {
			return 0, err
		}
		switch t.(type) {
		case xml.StartElement:
			tags++
			profondeur++
		case xml.EndElement:
			profondeur--
		}
	}
	return 0, errTrop
}

// checkGenre names the other zips that people take for a workbook.
func checkGenre(archive *zip.Reader) error {
	noms := make(map[string]bool, len(archive.File))
	for _, partie := range archive.File {
		noms[partName(partie)] = true
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
		return refuse("Ce fichier est une archive (.zip), pas un classeur Excel. Ouvrez l'archive et choisissez le " +
			"fichier .xlsx ou .csv qu'elle contient.")
	}
}
