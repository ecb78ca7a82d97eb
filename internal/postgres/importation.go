package postgres

import (
	"encoding/json"
	"errors"
	"time"
)

// balaieImports sweeps away the content of the files sent before an instant, which
// follows.
const balaieImports = `UPDATE importation SET feuille = NULL, resultat = NULL
 WHERE (feuille IS NOT NULL OR resultat IS NOT NULL) AND cree_le < `

// Importation is a file that was sent, kept between its preview and its import.
// What was read stays raw here: internal/importation knows its shape.
type Importation struct {
	ID        int64
	SiaeID    int64
	Fichier   string
	Feuille   json.RawMessage // the sheet as read; null once it was swept away
	Colonnes  map[string]int  `gorm:"serializer:json"`
	Resultat  json.RawMessage // the rows and verdicts of the import; null before
	Etat      string          // colonnes, apercu, importee
	Crees     int
	AuteurID  int64
	CreeLe    time.Time `gorm:"default:now()"`
	ValideeLe *time.Time
	// Which lines of the history its import wrote, and its undoing.
	Transaction, Annulation *uint64
	AnnuleeLe               *time.Time
}

// CreateImportation keeps a file, and sweeps away the content of old ones.
func (tx *Tx) CreateImportation(i *Importation, balayer time.Time) error {
	return errors.Join(
		tx.exec(nil, balaieImports+"$1", balayer),
		tx.Create(i), tx.Flush())
}

// FindImportation reads a file that was sent. pourEcrire keeps it for this
// transaction.
func (tx *Tx) FindImportation(id int64, pourEcrire bool) (*Importation, error) {
	verrou := ""
	if pourEcrire {
		verrou = " FOR UPDATE"
	}
	return find[Importation](tx, "Import", "id = $1"+verrou, id)
}

// ListImportations lists the files of the SIAE, the newest first, without their
// content.
func (tx *Tx) ListImportations() ([]Importation, error) {
	return read[Importation](tx, `SELECT id, fichier, etat, crees, auteur_id, cree_le, validee_le, annulee_le
  FROM importation ORDER BY id DESC`)
}

// correspondance is the matching of columns that a SIAE chose for a kind of file.
type correspondance struct {
	ID        int64
	SiaeID    int64
	Empreinte string
	Colonnes  map[string]int `gorm:"serializer:json"`
}

// FindCorrespondance reads the matching of columns that this SIAE chose for a
// kind of file; nil when it never did.
func (tx *Tx) FindCorrespondance(empreinte string) (map[string]int, error) {
	cs, err := List[correspondance](tx, By{"empreinte": empreinte})
	if err != nil || len(cs) == 0 {
		return nil, err
	}
	return cs[0].Colonnes, nil
}

// SaveCorrespondance remembers a matching for the next file of that kind.
func (tx *Tx) SaveCorrespondance(empreinte string, colonnes map[string]int) error {
	return tx.insert(&correspondance{Empreinte: empreinte, Colonnes: colonnes}, "",
		`ON CONFLICT (siae_id, empreinte) DO UPDATE SET colonnes = excluded.colonnes`)
}
