// Package importation turns the spreadsheet that a SIAE really has into people ready to be imported, with what is
// wrong named by cell. It writes nothing:
//
//	feuille, err := Read(fichier, nom)            // rows as typed
//	r := Recognize(feuille.Entetes)               // which column is what
//	lignes := Extract(feuille, r.Correspondance, aujourdhui)
//	verdicts := Match(lignes, existants)          // what an import would do
package importation

import (
	"regexp"

	"github.com/xuri/excelize/v2"
	"parcours.example/internal/parcours"
)

// Limits of what is read. A SIAE has tens to hundreds of salariés: the limits are there for the wrong file and for
// the malicious one.
const (
	MaxOctets   = 5 << 20  // of the file sent
	MaxDeplie   = 60 << 20 // of an XLSX once unzipped
	MaxLignes   = 5_000    // below the titles
	MaxColonnes = 200
	maxCellule  = 5_000 // characters; more is an unclosed quote or a pasted document
	maxFeuilles = 20
	maxComptees = 30_000 // rows counted exactly in a file that is refused anyway
)

// Feuille is one table as it was found, cells as typed. Dates of an XLSX are still serial numbers: only the column's
// meaning can tell a date from a number.
type Feuille struct {
	Nom     string // the tab, or the file for a CSV
	Entetes []string
	Lignes  []Rangee
	// Ecartees are the titles of columns that were emptied on reading because they have no place here (NIR, health,
	// justice, prescripteur).
	Ecartees []string
	// Date1904: this workbook counts its days from 1904 (old Excel for Mac).
	Date1904 bool
}

// Rangee is one row with its number in the spreadsheet.
type Rangee struct {
	Numero   int
	Cellules []string
}

// Cellule is the text of a column, "" beyond the end of the row.
func (r Rangee) Cellule(colonne int) string {
	if colonne < 0 || colonne >= len(r.Cellules) {
		return ""
	}
	return r.Cellules[colonne]
}

// Exemples gives the first n different values of a column, to recognise it by when matching columns by hand.
func (f *Feuille) Exemples(colonne, n int) []string {
	var exemples []string
	vus := map[string]bool{"": true}
	dates := colonne >= 0 && colonne < len(f.Entetes) && motsDate.MatchString(plain(f.Entetes[colonne]))
	for _, r := range f.Lignes {
		v := r.Cellule(colonne)
		if len(exemples) == n {
			break
		}
		if vus[v] {
			continue
		}
		vus[v] = true
		if d, ok := serialDate(v, f.Date1904); ok && dates {
			v = d.Francais()
		}
		exemples = append(exemples, v)
	}
	return exemples
}

var motsDate = regexp.MustCompile(`\b(dates?|naissance|nee?|ddn|debut|fin|entree|sortie|embauche)\b`)

// Reference names a cell as the spreadsheet does: Reference(5, 12) is "F12".
func Reference(colonne, ligne int) string {
	nom, _ := excelize.CoordinatesToCellName(colonne+1, ligne) // within MaxColonnes
	return nom
}

// refuse is a file that cannot be read, said to the person who sent it.
func refuse(message string) error {
	return &parcours.Erreur{Code: parcours.Invalide, Champ: "fichier", Message: message}
}
