package postgres

import (
	"encoding/json"
	"errors"
	"time"

	"gorm.io/gorm"

	"parcours.example/internal/parcours"
)

// Importation is a file that was sent, kept between its preview and its import.
// What was read stays raw here: internal/importation knows its shape.
type Importation struct {
	ID        int64
	Fichier   string
	Feuille   json.RawMessage // the sheet as read; null once it was swept away
	Colonnes  map[string]int
	Resultat  json.RawMessage // the rows and verdicts of the import; null before
	Etat      string          // colonnes, apercu, importee
	Crees     int
	AuteurID  int64
	CreeLe    time.Time
	ValideeLe *time.Time
}

const colonnesImportation = `id, fichier, feuille, colonnes, resultat, etat, crees, auteur_id, cree_le, validee_le`

// CreateImportation keeps a file, and sweeps away the content of old ones.
func (tx *Tx) CreateImportation(i *Importation, balayer time.Time) error {
	colonnes, err := json.Marshal(i.Colonnes)
	if err != nil {
		return err
	}
	return errors.Join(
		tx.db.Exec(`UPDATE importation SET feuille = NULL, resultat = NULL WHERE siae_id = siae_courante() AND cree_le < ? AND (feuille IS NOT NULL OR resultat IS NOT NULL)`, balayer).Error,
		tx.db.Raw(`INSERT INTO importation (siae_id, fichier, feuille, colonnes, etat, auteur_id) VALUES (siae_courante(), ?, ?::jsonb, ?::jsonb, ?, ?) RETURNING id, cree_le`,
			i.Fichier, string(i.Feuille), string(colonnes), i.Etat, tx.qui.UtilisateurID).Row().Scan(&i.ID, &i.CreeLe))
}

// FindImportation reads a file that was sent.
func (tx *Tx) FindImportation(id int64, verrou Lock) (*Importation, error) {
	pour := ""
	if verrou {
		pour = " FOR UPDATE"
	}
	var (
		i  Importation
		vu bool
	)
	l := &batch{}
	readOne(l, &i, &vu, `SELECT `+colonnesImportation+` FROM importation WHERE siae_id = siae_courante() AND id = $1`+pour, id)
	if err := tx.read(l); err != nil {
		return nil, err
	}
	if !vu {
		return nil, parcours.NotFound("Import")
	}
	return &i, nil
}

// UpdateImportation writes how far an import went. Once it is done the sheet
// goes: it may hold people who are nobody's salarié.
func (tx *Tx) UpdateImportation(i *Importation) error {
	colonnes, err := json.Marshal(i.Colonnes)
	if err != nil {
		return err
	}
	return touched(tx.db.Exec(`UPDATE importation SET feuille = CASE WHEN ?::text = 'importee' THEN NULL ELSE feuille END, colonnes = ?::jsonb, resultat = ?::jsonb, etat = ?, crees = ?, validee_le = ? WHERE siae_id = siae_courante() AND id = ?`,
		i.Etat, string(colonnes), nullable(i.Resultat), i.Etat, i.Crees, i.ValideeLe, i.ID), "Import")
}

func nullable(j json.RawMessage) any {
	if len(j) == 0 {
		return nil
	}
	return string(j)
}

// ListImportations lists the last files of the SIAE, without their content.
func (tx *Tx) ListImportations(n int) ([]Importation, error) {
	var is []Importation
	l := &batch{}
	readAll(l, &is, `SELECT id, fichier, etat, crees, auteur_id, cree_le, validee_le FROM importation WHERE siae_id = siae_courante() ORDER BY id DESC LIMIT $1`, n)
	return is, tx.read(l)
}

// FindCorrespondance reads the matching of columns that this SIAE chose for a
// kind of file; nil when it never did.
func (tx *Tx) FindCorrespondance(empreinte string) (map[string]int, error) {
	var texte string
	err := tx.db.Raw(`SELECT colonnes::text FROM correspondance WHERE siae_id = siae_courante() AND empreinte = ?`, empreinte).Take(&texte).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var c map[string]int
	return c, json.Unmarshal([]byte(texte), &c)
}

// SaveCorrespondance remembers a matching for the next file of that kind.
func (tx *Tx) SaveCorrespondance(empreinte string, colonnes map[string]int) error {
	b, err := json.Marshal(colonnes)
	if err != nil {
		return err
	}
	return tx.db.Exec(`INSERT INTO correspondance (siae_id, empreinte, colonnes) VALUES (siae_courante(), ?, ?::jsonb)
		ON CONFLICT (siae_id, empreinte) DO UPDATE SET colonnes = excluded.colonnes`, empreinte, string(b)).Error
}
