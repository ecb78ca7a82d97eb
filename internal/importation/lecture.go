package importation

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"golang.org/x/text/unicode/norm"

	"parcours.example/internal/parcours"
)

// Read reads an uploaded file, recognised by its content and not by its name. Every refusal is a parcours.Erreur that
// says what to do.
func Read(r io.Reader, nomFichier string) (*Feuille, error) {
	contenu, err := io.ReadAll(io.LimitReader(r, MaxOctets+1))
	if err != nil {
		return nil, fmt.Errorf("read the file to import: %w", err)
	}
	if len(contenu) > MaxOctets {
		return nil, TooBig()
	}
	if len(bytes.TrimSpace(contenu)) == 0 {
		return nil, refuse("Ce fichier est vide. Choisissez-en un autre.")
	}
	switch sniff(contenu) {
	case "zip":
		return readXLSX(contenu)
	case "texte":
		return readCSV(contenu, filepath.Base(strings.ReplaceAll(nomFichier, `\`, "/")))
	case "pdf":
		return nil, refuse("Ce fichier est un PDF, même si son nom dit autre chose. Un PDF ne contient pas de " +
			"cellules : demandez le fichier Excel d'origine.")
	case "ole":
		return nil, refuse("Ce fichier est un ancien classeur Excel (.xls). Ouvrez-le, puis Enregistrer sous « Classeur Excel (.xlsx) ».")
	case "chiffre":
		return nil, refuse("Ce classeur est protégé par un mot de passe. Ouvrez-le, enregistrez une copie sans mot de " +
			"passe, puis importez la copie.")
	case "html":
		return nil, refuse("Ce fichier est une page web ou un XML, même si son nom dit autre chose. Ouvrez-le dans " +
			"Excel ou LibreOffice, puis Enregistrer sous « Classeur Excel (.xlsx) ».")
	default:
		return nil, refuse("Ce fichier n'est ni un classeur Excel (.xlsx) ni un CSV. Choisissez un tableau dans l'un de ces deux formats.")
	}
}

var oleMagic = []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}

// encryptedPackage is the name of what an encrypted workbook holds, in UTF-16.
var encryptedPackage = []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")

// sniff says what a content is. The name is not asked: « .xlsx » is often typed by hand on something else.
func sniff(b []byte) string {
	debut := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(b[:min(len(b), 1024)], []byte("\ufeff")), " \t\r\n"))
	switch {
	case bytes.HasPrefix(b, []byte("PK\x03\x04")), bytes.HasPrefix(b, []byte("PK\x05\x06")):
		return "zip"
	case bytes.HasPrefix(b, oleMagic):
		// An encrypted XLSX is wrapped in the container of the old format.
		if bytes.Contains(b, encryptedPackage) {
			return "chiffre"
		}
		return "ole"
	case bytes.HasPrefix(debut, []byte("%pdf-")):
		return "pdf"
	case bytes.HasPrefix(debut, []byte("<")):
		return "html"
	case bytes.HasPrefix(b, []byte("\xff\xfe")), bytes.HasPrefix(b, []byte("\xfe\xff")):
		return "texte" // UTF-16, « Texte Unicode » of Excel
	case hasControls(b):
		return "binaire"
	default:
		return "texte"
	}
}

// hasControls tells bytes that no text file holds, in any encoding.
func hasControls(b []byte) bool {
	for _, c := range b {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' {
			return true
		}
	}
	return false
}

// cleanCell removes what cannot be seen: no-break spaces of web pages, zero-width characters, controls.
func cleanCell(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\u00a0', r == '\u202f', r == '\u2007', r == '\t':
			return ' '
		case r == '\u200b', r == '\ufeff', r == '\u00ad', r == '\u200e', r == '\u200f', r == '\r':
			return -1
		case r < ' ' && r != '\n', r == 0x7f:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	// Files of a Mac spell « é » as two characters.
	return norm.NFC.String(strings.TrimSpace(s))
}

// cleanRow cleans the cells, forgets the empty ones at the end, and refuses what is not a table of people.
func cleanRow(cellules []string, numero int) ([]string, error) {
	for len(cellules) > 0 && cleanCell(cellules[len(cellules)-1]) == "" {
		cellules = cellules[:len(cellules)-1]
	}
	if len(cellules) > MaxColonnes {
		return nil, tooWide(len(cellules), numero)
	}
	propres := make([]string, len(cellules))
	for i, c := range cellules {
		// Bytes bound characters, and cost nothing to count.
		if len(c) > maxCellule {
			return nil, refuse(fmt.Sprintf("La cellule %s contient %s caractères. Raccourcissez-la ; dans un CSV, "+
				"vérifiez qu'un guillemet ouvert est refermé.",
				Reference(i, numero), parcours.Milliers(len([]rune(c)))))
		}
		propres[i] = cleanCell(c)
	}
	return propres, nil
}

func tooWide(colonnes, numero int) error {
	return refuse(fmt.Sprintf("La ligne %d a %s colonnes, la limite est de %d. Ne gardez que les colonnes utiles : "+
		"nom, prénom, date de naissance, contrat…",
		numero, parcours.Milliers(colonnes), MaxColonnes))
}

// TooBig is the refusal of a file over MaxOctets.
func TooBig() error {
	return refuse("Ce fichier dépasse 5 Mo. Enregistrez une copie qui ne garde que la feuille des salariés, sans images.")
}
