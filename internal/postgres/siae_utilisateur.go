package postgres

import "parcours.example/internal/parcours"

// Collegue is somebody who works in the SIAE, as lists and menus name them.
type Collegue struct {
	ID     int64
	Nom    string
	Prenom string
	Email  string
	Role   parcours.Role
	Actif  bool
}

func (c Collegue) NomComplet() string { return c.Prenom + " " + c.Nom }

// ListUtilisateurs lists the colleagues, of one role or of all (""), in the
// French order of the names.
func (tx *Tx) ListUtilisateurs(role parcours.Role) ([]Collegue, error) {
	return scan[Collegue](tx.db, `SELECT u.id, u.nom, u.prenom, u.email, u.actif, a.role
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
