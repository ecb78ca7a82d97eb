package postgres

import (
	"errors"
	"time"

	"gorm.io/gorm"

	"parcours.example/internal/parcours"
)

// CountAttempt notes one more attempt under a key, and returns how many there
// were since debut. A window that is over starts again.
func (tx *TxConnexion) CountAttempt(cle string, maintenant time.Time, fenetre time.Duration) (echecs int,
	debut time.Time, err error) {
	err = tx.db.Raw(`INSERT INTO tentative_connexion AS t (cle, echecs, debut_le) VALUES (?, 1, ?)
		ON CONFLICT (cle) DO UPDATE SET
		  echecs   = CASE WHEN t.debut_le <= ? THEN 1 ELSE t.echecs + 1 END,
		  debut_le = CASE WHEN t.debut_le <= ? THEN excluded.debut_le ELSE t.debut_le END
		RETURNING echecs, debut_le`,
		cle, maintenant, maintenant.Add(-fenetre), maintenant.Add(-fenetre)).Row().Scan(&echecs, &debut)
	return echecs, debut, err
}

// ForgetAttempts clears an account that signed in, gives the address its
// attempt back, and sweeps away what is older than a day.
func (tx *TxConnexion) ForgetAttempts(compte, adresse string, maintenant time.Time) error {
	return errors.Join(
		tx.db.Exec(`DELETE FROM tentative_connexion WHERE cle = ? OR debut_le < ?`, compte, maintenant.Add(-24*time.Hour)).Error,
		tx.db.Exec(`UPDATE tentative_connexion SET echecs = echecs - 1 WHERE cle = ? AND echecs > 0`, adresse).Error)
}

// FindCompte reads the account of an address; nil when there is none.
func (tx *TxConnexion) FindCompte(email string) (*parcours.Utilisateur, error) {
	if email != storable(email) {
		return nil, nil
	}
	var u parcours.Utilisateur
	err := tx.db.Where("email = ?", email).Take(&u).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, nil
	}
	return &u, err
}

// ListAppartenances lists where a person works, in the order of the names.
func (tx *TxConnexion) ListAppartenances(utilisateurID int64) ([]parcours.Appartenance, error) {
	return scan[parcours.Appartenance](tx.db, `SELECT a.siae_id, a.utilisateur_id, a.role, s.nom AS siae_nom, s.type AS siae_type
		FROM appartenance a JOIN siae s ON s.id = a.siae_id
		WHERE a.utilisateur_id = ? ORDER BY s.nom COLLATE "fr-x-icu", s.id`, utilisateurID)
}

// CreateSiae creates a structure and gives it its id.
func (tx *TxConnexion) CreateSiae(s *parcours.Siae, demo bool) error {
	l := ligneSiae{*s, demo}
	err := tx.db.Create(&l).Error
	*s = l.Siae
	return err
}

type ligneSiae struct {
	parcours.Siae `gorm:"embedded"`
	Demo          bool
}

func (ligneSiae) TableName() string { return "siae" }

// FindSiaeByID reads a structure before anybody acts in it.
func (tx *TxConnexion) FindSiaeByID(id int64) (*parcours.Siae, error) {
	var s parcours.Siae
	return &s, found(tx.db.Where("id = ?", id).Take(&s).Error, "Structure")
}

// ListSiae lists every structure, for the command line.
func (tx *TxConnexion) ListSiae() ([]parcours.Siae, error) {
	var ss []parcours.Siae
	return ss, tx.db.Order("id").Find(&ss).Error
}

// CreateUtilisateur creates an account and gives it its id.
func (tx *TxConnexion) CreateUtilisateur(u *parcours.Utilisateur) error {
	return tx.db.Create(u).Error
}

// UpdateMotDePasse changes the hash of an account and ends its sessions.
func (tx *TxConnexion) UpdateMotDePasse(utilisateurID int64, hache string, maintenant time.Time) error {
	return errors.Join(
		touched(tx.db.Exec(`UPDATE utilisateur SET mot_de_passe = ? WHERE id = ?`, hache, utilisateurID), "Compte"),
		tx.db.Exec(`UPDATE session SET revoque_le = ? WHERE utilisateur_id = ? AND revoque_le IS NULL`,
			maintenant, utilisateurID).Error)
}

// SetRole gives a person their role in a structure.
func (tx *TxConnexion) SetRole(siaeID, utilisateurID int64, role parcours.Role) error {
	return tx.db.Exec(`INSERT INTO appartenance (siae_id, utilisateur_id, role) VALUES (?, ?, ?)
		ON CONFLICT (siae_id, utilisateur_id) DO UPDATE SET role = excluded.role`, siaeID, utilisateurID, role).Error
}

// HasDemo tells whether a demo structure or account exists; IsEmpty whether
// nothing exists at all.
func (tx *TxConnexion) HasDemo() (bool, error) {
	return tx.exists(`SELECT EXISTS (SELECT 1 FROM utilisateur WHERE demo) OR EXISTS (SELECT 1 FROM siae WHERE demo)`)
}

func (tx *TxConnexion) IsEmpty() (bool, error) {
	return tx.exists(`SELECT NOT EXISTS (SELECT 1 FROM utilisateur) AND NOT EXISTS (SELECT 1 FROM siae)`)
}

func (tx *TxConnexion) exists(sql string) (oui bool, err error) {
	err = tx.db.Raw(sql).Row().Scan(&oui)
	return oui, err
}
