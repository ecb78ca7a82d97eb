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

// ListRappels lists what is due up to a day, the oldest first. cipID 0 means
// the whole SIAE. A frozen file, where nothing may be logged, asks for nobody.
func (tx *Tx) ListRappels(cipID int64, jusquAu parcours.Date) ([]parcours.Rappel, error) {
	return scan[parcours.Rappel](tx.db, `
WITH du AS (
  SELECT siae_id, parcours_id, date, texte, '' AS item, 0 AS item_version, '' AS contact FROM rappel WHERE date <= @jour
  UNION ALL
  SELECT siae_id, parcours_id, date_prevue, '', item, version, contact FROM conseil
   WHERE decision = 'planifie' AND date_prevue <= @jour)
SELECT p.id AS parcours_id, s.id AS salarie_id, s.prenom || ' ' || s.nom AS salarie, s.telephone, p.intitule, p.etat,
       du.date AS date_prochain, du.texte AS dernier_texte, du.item, du.item_version, du.contact, s.cip_id
  FROM du
  JOIN parcours_lu p ON p.siae_id = du.siae_id AND p.id = du.parcours_id
  JOIN salarie s ON s.siae_id = p.siae_id AND s.id = p.salarie_id
 WHERE NOT p.clos AND NOT s.gele AND (@cip = 0 OR s.cip_id = @cip)
 ORDER BY du.date, s.nom COLLATE "fr-x-icu", p.id, du.item`,
		map[string]any{"jour": jusquAu, "cip": cipID})
}
