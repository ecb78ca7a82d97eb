package postgres

import "parcours.example/internal/parcours"

// The version is what finds the changes since another; it is none of them.
const deLHistorique = `SELECT h.id, instant, utilisateur_id, acte, motif, nom_table, ligne_id,
       avant - 'version' AS avant, apres - 'version' AS apres
  FROM historique h`

// deParole leaves out the lines that say nothing but a version.
const deParole = ` AND (avant IS NULL OR apres IS NULL OR apres - 'version' <> '{}') ORDER BY h.id DESC`

// ListHistorique lists every change of a parcours and of what hangs from it,
// the newest first.
func (tx *Tx) ListHistorique(parcoursID int64) ([]parcours.Ecriture, error) {
	return scan[parcours.Ecriture](tx.db, deLHistorique+`
 WHERE siae_id = siae_courante() AND parcours_id = ?`+deParole, parcoursID)
}

// ListHistoriqueSalarie lists every change of a person's own file.
func (tx *Tx) ListHistoriqueSalarie(salarieID int64) ([]parcours.Ecriture, error) {
	return scan[parcours.Ecriture](tx.db, deLHistorique+`
 WHERE siae_id = siae_courante() AND salarie_id = ? AND parcours_id IS NULL`+deParole, salarieID)
}

// ListHistoriqueLigne lists every change of a row that is of nobody's file.
func (tx *Tx) ListHistoriqueLigne(table string, id int64) ([]parcours.Ecriture, error) {
	return scan[parcours.Ecriture](tx.db, deLHistorique+`
 WHERE siae_id = siae_courante() AND parcours_id IS NULL AND salarie_id IS NULL
   AND nom_table = ? AND ligne_id = ?`+deParole, table, id)
}

// ListChangesSince lists what was written since somebody read a row, the newest
// first: on the row itself or, for a parcours, on its tries and its plan too; for a person,
// on their contracts, new ones included.
// What the transaction of that version wrote after it is part of it.
func (tx *Tx) ListChangesSince(v parcours.Vu) ([]parcours.Ecriture, error) {
	if v.Ligne != 0 {
		return scan[parcours.Ecriture](tx.db, deLHistorique+`
 WHERE siae_id = siae_courante() AND nom_table = ? AND ligne_id = ? AND h.id > ?`+deParole, v.Table, v.ID, v.Ligne)
	}
	return scan[parcours.Ecriture](tx.db, `
WITH vu AS (SELECT id, transaction FROM historique
   WHERE siae_id = siae_courante() AND nom_table = @table AND ligne_id = @id AND (apres ->> 'version')::int <= @version
   ORDER BY id DESC LIMIT 1)
 `+deLHistorique+`, (SELECT coalesce(max(id), 0) AS depuis, max(transaction::text) AS avec FROM vu) v
 WHERE siae_id = siae_courante() AND h.id > depuis AND transaction::text IS DISTINCT FROM avec
   AND (avant IS NOT NULL OR nom_table = 'contrat')
   AND (nom_table = @table AND ligne_id = @id AND (apres ->> 'version')::int > @version
     OR @table = 'salarie' AND salarie_id = @id AND nom_table = 'contrat' AND depuis > 0
     OR @table = 'parcours' AND parcours_id = @id AND nom_table IN ('tentative', 'financement') AND depuis > 0)`+deParole,
		map[string]any{"table": v.Table, "id": v.ID, "version": v.Version})
}

// ListNoms gives the names of the colleagues of the SIAE, by id.
func (tx *Tx) ListNoms() (map[int64]string, error) {
	noms, err := scan[nomUtilisateur](tx.db, requeteNoms)
	return byID(noms), err
}
