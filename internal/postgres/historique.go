package postgres

import "parcours.example/internal/parcours"

const colonnesHistorique = `id, instant, utilisateur_id, acte, motif, nom_table, ligne_id, avant, apres`

// ListHistorique lists every change of a parcours and of what hangs from it,
// the newest first.
func (tx *Tx) ListHistorique(parcoursID int64) ([]parcours.Ecriture, error) {
	var lignes []parcours.Ecriture
	err := tx.db.Raw(`SELECT `+colonnesHistorique+` FROM historique WHERE siae_id = siae_courante() AND parcours_id = ? ORDER BY id DESC LIMIT 1000`, parcoursID).Scan(&lignes).Error
	return lignes, err
}

// ListHistoriqueSalarie lists every change of a person's own file.
func (tx *Tx) ListHistoriqueSalarie(salarieID int64) ([]parcours.Ecriture, error) {
	var lignes []parcours.Ecriture
	err := tx.db.Raw(`SELECT `+colonnesHistorique+` FROM historique WHERE siae_id = siae_courante() AND salarie_id = ? AND parcours_id IS NULL ORDER BY id DESC LIMIT 1000`, salarieID).Scan(&lignes).Error
	return lignes, err
}

// ListNoms gives the names of the colleagues of the SIAE, by id.
func (tx *Tx) ListNoms() (map[int64]string, error) {
	var noms []nomUtilisateur
	err := tx.db.Raw(requeteNoms).Scan(&noms).Error
	return byID(noms), err
}
