package postgres

import (
	"errors"
	"time"
)

// PurgeConnexions removes what signing in leaves behind: ended sessions, old
// failed attempts. It counts the rows.
func (tx *TxConnexion) PurgeConnexions(maintenant time.Time) (int64, error) {
	sessions := tx.db.Exec(`DELETE FROM session WHERE expire_le < ? OR revoque_le < ?`, maintenant, maintenant.AddDate(0, 0, -1))
	essais := tx.db.Exec(`DELETE FROM tentative_connexion WHERE debut_le < ?`, maintenant.AddDate(0, 0, -1))
	return sessions.RowsAffected + essais.RowsAffected, errors.Join(sessions.Error, essais.Error)
}

// balaieImports sweeps away the content of the files sent before an instant, which
// follows.
const balaieImports = `UPDATE importation SET feuille = NULL, resultat = NULL
 WHERE (feuille IS NOT NULL OR resultat IS NOT NULL) AND cree_le < `

// PurgeSiae removes the used keys and the previews of files that one SIAE no
// longer needs. It counts the rows.
func (tx *Tx) PurgeSiae(cles, apercus time.Time) (int64, error) {
	c := tx.db.Exec(`DELETE FROM idempotence WHERE cree_le < ?`, cles)
	a := tx.db.Exec(balaieImports+"?", apercus)
	return c.RowsAffected + a.RowsAffected, errors.Join(c.Error, a.Error)
}
