package postgres

import "parcours.example/internal/parcours"

// CreateSuivi logs a contact. It settles the reminders of the contacts up to its
// own day; one that is noted late leaves what was decided since.
func (tx *Tx) CreateSuivi(s *parcours.Suivi) error {
	return tx.insert(s, `WITH soldes AS (`+soldeRappels+` AND date <= $2)`, "", s.ParcoursID, s.Date)
}

const soldeRappels = `UPDATE suivi SET prochain_solde = true
 WHERE parcours_id = $1 AND NOT prochain_solde AND date_prochain IS NOT NULL`

// SettleRappels closes the open reminders of a parcours.
func (tx *Tx) SettleRappels(parcoursID int64) error { return tx.exec(nil, soldeRappels, parcoursID) }

// ReopenRappels brings back the reminders that SettleRappels closed: those that
// no contact logged after them had settled.
func (tx *Tx) ReopenRappels(parcoursID int64) error {
	return tx.exec(nil, `UPDATE suivi SET prochain_solde = false
 WHERE parcours_id = $1 AND date_prochain IS NOT NULL AND NOT EXISTS (SELECT 1 FROM suivi apres
   WHERE apres.siae_id = suivi.siae_id AND apres.parcours_id = suivi.parcours_id
     AND apres.id > suivi.id AND apres.date >= suivi.date)`,
		parcoursID)
}
