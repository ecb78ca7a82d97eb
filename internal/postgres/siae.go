package postgres

import (
	"parcours.example/internal/parcours"
)

// FindSiae reads the structure in which one acts.
func (tx *Tx) FindSiae() (*parcours.Siae, error) {
	return find[parcours.Siae](tx, "Structure", "id = siae_courante()")
}

// ListUtilisateurs lists the colleagues, of one role or of all (""), in the
// French order of the names.
func (tx *Tx) ListUtilisateurs(role parcours.Role) ([]parcours.Collegue, error) {
	return scan[parcours.Collegue](tx.db, `SELECT u.id, u.nom, u.prenom, u.email, u.actif, a.role
		FROM appartenance a JOIN utilisateur u ON u.id = a.utilisateur_id
		WHERE a.siae_id = ? AND (a.role = ? OR ? = '')
		ORDER BY u.nom COLLATE "fr-x-icu", u.prenom COLLATE "fr-x-icu", u.id`,
		tx.qui.SiaeID, role, role)
}

// HasUtilisateur tells whether a person works in the SIAE with that role.
func (tx *Tx) HasUtilisateur(id int64, role parcours.Role) (bool, error) {
	var oui bool
	err := tx.db.Raw(`SELECT EXISTS (SELECT 1 FROM appartenance a JOIN utilisateur u ON u.id = a.utilisateur_id
		WHERE a.siae_id = ? AND a.utilisateur_id = ? AND a.role = ? AND u.actif)`, tx.qui.SiaeID, id, role).Row().Scan(&oui)
	return oui, err
}
