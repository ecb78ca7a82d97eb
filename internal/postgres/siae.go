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
	return read[parcours.Collegue](tx, `SELECT u.id, u.nom, u.prenom, u.email, u.actif, a.role
		FROM appartenance a JOIN utilisateur u ON u.id = a.utilisateur_id
		WHERE a.siae_id = $1 AND (a.role = $2 OR $2 = '')
		ORDER BY u.nom COLLATE "fr-x-icu", u.prenom COLLATE "fr-x-icu", u.id`,
		tx.qui.SiaeID, string(role))
}

// HasUtilisateur tells whether a person works in the SIAE with that role.
func (tx *Tx) HasUtilisateur(id int64, role parcours.Role) (bool, error) {
	var oui bool
	err := tx.db.Raw(`SELECT EXISTS (SELECT 1 FROM appartenance a JOIN utilisateur u ON u.id = a.utilisateur_id
		WHERE a.siae_id = ? AND a.utilisateur_id = ? AND a.role = ? AND u.actif)`, tx.qui.SiaeID, id, role).Row().Scan(&oui)
	return oui, err
}
