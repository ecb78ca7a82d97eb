package postgres

// BeginOnce reserves a key for one creation. It answers fait with the id of
// what an earlier request with this key created. A request that comes while
// the first one works waits for its end: the key is unique.
func (tx *Tx) BeginOnce(cle, objet string) (fait bool, resultat int64, err error) {
	res := tx.db.Exec(`INSERT INTO idempotence (siae_id, utilisateur_id, cle, objet) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		tx.qui.SiaeID, tx.qui.UtilisateurID, cle, objet)
	if res.Error != nil || res.RowsAffected == 1 {
		return false, 0, res.Error
	}
	var deja struct {
		Objet    string
		Resultat int64
	}
	err = tx.db.Raw(`SELECT objet, resultat FROM idempotence WHERE siae_id = ? AND utilisateur_id = ? AND cle = ?`,
		tx.qui.SiaeID, tx.qui.UtilisateurID, cle).Take(&deja).Error
	if err == nil && deja.Objet != objet {
		err = errCleReprise
	}
	return true, deja.Resultat, err
}

// EndOnce keeps what the key created.
func (tx *Tx) EndOnce(cle string, resultat int64) error {
	return tx.db.Exec(`UPDATE idempotence SET resultat = ? WHERE siae_id = ? AND utilisateur_id = ? AND cle = ?`,
		resultat, tx.qui.SiaeID, tx.qui.UtilisateurID, cle).Error
}
