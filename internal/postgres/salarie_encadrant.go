package postgres

import "slices"

// ListEncadrants lists who supervises a person, by id.
func (tx *Tx) ListEncadrants(salarieID int64) ([]int64, error) {
	var ids []int64
	err := tx.db.Raw(`SELECT utilisateur_id FROM encadrement WHERE siae_id = siae_courante() AND salarie_id = ? ORDER BY id`, salarieID).Scan(&ids).Error
	return ids, err
}

// SetEncadrants replaces who supervises a person; what does not change stays.
func (tx *Tx) SetEncadrants(salarieID int64, encadrants []int64) error {
	avant, err := tx.ListEncadrants(salarieID)
	if err != nil {
		return err
	}
	for _, id := range avant {
		if slices.Contains(encadrants, id) {
			continue
		}
		if err := tx.db.Exec(`DELETE FROM encadrement WHERE siae_id = siae_courante() AND salarie_id = ? AND utilisateur_id = ?`, salarieID, id).Error; err != nil {
			return err
		}
	}
	for _, id := range encadrants {
		if slices.Contains(avant, id) {
			continue
		}
		if err := tx.db.Exec(`INSERT INTO encadrement (siae_id, salarie_id, utilisateur_id) VALUES (siae_courante(), ?, ?) ON CONFLICT DO NOTHING`, salarieID, id).Error; err != nil {
			return err
		}
	}
	return nil
}
