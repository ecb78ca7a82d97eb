package postgres

import "parcours.example/internal/parcours"

// The version is what finds the changes since another; it is none of them.
const colonnesHistorique = `id, instant, utilisateur_id, acte, motif, nom_table, ligne_id, avant - 'version' AS avant, apres - 'version' AS apres`

// deParole leaves out the lines that say nothing but a version.
const deParole = ` AND (avant IS NULL OR apres IS NULL OR apres - 'version' <> '{}') ORDER BY id DESC`

// ListHistorique lists every change of a parcours and of what hangs from it,
// the newest first.
func (tx *Tx) ListHistorique(parcoursID int64) ([]parcours.Ecriture, error) {
	var lignes []parcours.Ecriture
	err := tx.db.Raw(`SELECT `+colonnesHistorique+` FROM historique
 WHERE siae_id = siae_courante() AND parcours_id = ?`+deParole, parcoursID).Scan(&lignes).Error
	return lignes, err
}

// ListHistoriqueSalarie lists every change of a person's own file.
func (tx *Tx) ListHistoriqueSalarie(salarieID int64) ([]parcours.Ecriture, error) {
	var lignes []parcours.Ecriture
	err := tx.db.Raw(`SELECT `+colonnesHistorique+` FROM historique
 WHERE siae_id = siae_courante() AND salarie_id = ? AND parcours_id IS NULL`+deParole, salarieID).Scan(&lignes).Error
	return lignes, err
}

// ListNoms gives the names of the colleagues of the SIAE, by id.
func (tx *Tx) ListNoms() (map[int64]string, error) {
	var noms []nomUtilisateur
	err := tx.db.Raw(requeteNoms).Scan(&noms).Error
	return byID(noms), err
}
