package postgres

import "errors"

// ListEncadrants lists who supervises a person, by id.
func (tx *Tx) ListEncadrants(salarieID int64) ([]int64, error) {
	return scan[int64](tx.db, `SELECT utilisateur_id FROM encadrement WHERE salarie_id = ? ORDER BY id`, salarieID)
}

// SetEncadrants replaces who supervises a person; what does not change stays.
func (tx *Tx) SetEncadrants(salarieID int64, encadrants []int64) error {
	return errors.Join(tx.exec(nil, `DELETE FROM encadrement WHERE salarie_id = $1 AND utilisateur_id <> ALL ($2)`,
		salarieID, append([]int64{}, encadrants...)),
		tx.exec(nil, `INSERT INTO encadrement (siae_id, salarie_id, utilisateur_id) SELECT siae_courante(), $1, unnest($2::bigint[])
 ON CONFLICT DO NOTHING`, salarieID, encadrants))
}
