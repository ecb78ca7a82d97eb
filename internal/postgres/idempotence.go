package postgres

import "parcours.example/internal/parcours"

const maxCle = 200

// errCleReprise: one key names one creation.
var errCleReprise = &parcours.Erreur{Code: parcours.Conflit, Champ: "Idempotency-Key", Message: "Cette clé a déjà servi pour une autre création. Employez-en une nouvelle."}

// Once runs a creation once per key and person: the same click, or the same
// request sent again, gets the id of what the first one created. One that comes
// while the first one works waits for its end. Without a key it always runs.
// objet names what is created and in what: "salarie", "suivi/12".
func (tx *Tx) Once(cle, objet string, create func() (int64, error)) (int64, error) {
	if cle == "" {
		return create()
	}
	if cle != storable(cle) {
		return 0, &parcours.Erreur{Code: parcours.Invalide, Champ: "Idempotency-Key", Message: "Cette clé contient un caractère illisible. Employez des lettres et des chiffres."}
	}
	if len(cle) > maxCle {
		return 0, &parcours.Erreur{Code: parcours.Invalide, Champ: "Idempotency-Key", Message: "Cette clé est trop longue : 200 caractères au plus."}
	}
	id, fait, err := tx.reserve(cle, objet)
	if err != nil || fait {
		return id, err
	}
	if id, err = create(); err != nil {
		return 0, err
	}
	return id, tx.db.Exec(`UPDATE idempotence SET resultat = ? WHERE siae_id = ? AND utilisateur_id = ? AND cle = ?`,
		id, tx.qui.SiaeID, tx.qui.UtilisateurID, cle).Error
}

// reserve takes a key, or says what it created already. PostgreSQL makes the
// second of two simultaneous inserts wait for the first one to commit.
func (tx *Tx) reserve(cle, objet string) (id int64, fait bool, err error) {
	res := tx.db.Exec(`INSERT INTO idempotence (siae_id, utilisateur_id, cle, objet) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		tx.qui.SiaeID, tx.qui.UtilisateurID, cle, objet)
	if res.Error != nil || res.RowsAffected == 1 {
		return 0, false, res.Error
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
	return deja.Resultat, true, err
}
