package importation

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"slices"
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
	// What a content is, it says itself: « .xlsx » is often typed by hand on something else.
	debut := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(contenu[:min(len(contenu), 1024)], []byte("\ufeff")), " \t\r\n"))
	switch {
	case startsWith(contenu, "PK\x03\x04", "PK\x05\x06"):
		return readXLSX(contenu)
	// An encrypted XLSX is wrapped in the container of the old format.
	case startsWith(contenu, oleMagic) && bytes.Contains(contenu, []byte(encryptedPackage)):
		return nil, refuse("Ce classeur est protégé par un mot de passe. Ouvrez-le, enregistrez une copie sans mot de " +
			"passe, puis importez la copie.")
	case startsWith(contenu, oleMagic):
		return nil, refuse("Ce fichier est un ancien classeur Excel (.xls). Ouvrez-le, puis Enregistrer sous « Classeur " +
			"Excel (.xlsx) ».")
	case startsWith(debut, "%pdf-"):
		return nil, refuse("Ce fichier est un PDF, même si son nom dit autre chose. Un PDF ne contient pas de " +
			"cellules : demandez le fichier Excel d'origine.")
	case startsWith(debut, "<"):
		return nil, refuse("Ce fichier est une page web ou un XML, même si son nom dit autre chose. Ouvrez-le dans " +
			"Excel ou LibreOffice, puis Enregistrer sous « Classeur Excel (.xlsx) ».")
	case !startsWith(contenu, bomsUTF16...) && bytes.ContainsFunc(contenu, isControl):
		return nil, refuse("Ce fichier n'est ni un classeur Excel (.xlsx) ni un CSV. Choisissez un tableau dans l'un de " +
			"ces deux formats.")
	}
	return readCSV(contenu, filepath.Base(strings.ReplaceAll(nomFichier, `\`, "/")))
}

const (
	oleMagic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
	// encryptedPackage is the name of what an encrypted workbook holds, in UTF-16.
	encryptedPackage = "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"
)

// bomsUTF16 begin a « Texte Unicode » of Excel.
var bomsUTF16 = []string{"\xff\xfe", "\xfe\xff"}

func startsWith(b []byte, debuts ...string) bool {
	return slices.ContainsFunc(debuts, func(debut string) bool { return bytes.HasPrefix(b, []byte(debut)) })
}

// isControl tells characters that no text file holds, in any encoding.
func isControl(r rune) bool { return r < ' ' && !strings.ContainsRune("\t\n\r\f", r) }

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
