package postgres

import (
	"fmt"

	"parcours.example/internal/parcours"
)

// The version is what finds the changes since another; it is none of them.
const deLHistorique = `SELECT h.id, instant, utilisateur_id, acte, motif, nom_table, ligne_id,
       avant - 'version' AS avant, apres - 'version' AS apres
  FROM historique h`

// deParole leaves out the lines that say nothing but a version.
const deParole = ` AND (avant IS NULL OR apres IS NULL OR apres - 'version' <> '{}') ORDER BY h.id DESC`

// deplaces is where each thing stands that was moved to another person: its lines follow it,
// so that no file tells what is said of somebody else. The line of the move stays.
const deplaces = `WITH ici AS (
  SELECT DISTINCT ON (objet, objet_id) objet, objet_id, vers_salarie_id AS salarie_id, vers_parcours_id AS parcours_id
   FROM deplacement WHERE siae_id = siae_courante() ORDER BY objet, objet_id, id DESC),
 vue AS (SELECT id FROM historique WHERE siae_id = siae_courante() AND %[1]s IN @ids
  UNION SELECT h.id FROM ici i JOIN historique h ON h.siae_id = siae_courante() AND h.nom_table = i.objet AND h.ligne_id = i.objet_id
   WHERE i.objet <> 'parcours' AND i.%[1]s IN @ids),
 ligne AS (SELECT h.id FROM vue JOIN historique h ON h.siae_id = siae_courante() AND h.id = vue.id
   LEFT JOIN ici i ON i.objet = h.nom_table AND i.objet_id = h.ligne_id AND i.objet <> 'parcours' WHERE coalesce(i.%[1]s, h.%[1]s) IN @ids)
`

// ListHistorique lists every change of a parcours and of what hangs from it,
// the newest first.
func (tx *Tx) ListHistorique(parcoursID int64) ([]parcours.Ecriture, error) {
	return scan[parcours.Ecriture](tx.db, fmt.Sprintf(deplaces, "parcours_id")+deLHistorique+`
 WHERE siae_id = siae_courante() AND h.id IN (SELECT id FROM ligne) AND NOT (nom_table = 'differe' AND `+moved+`)`+
		deParole, map[string]any{"ids": []int64{parcoursID}})
}

// moved: a row went from a person to another.
const moved = `coalesce(jsonb_exists(avant, 'salarie_id') AND jsonb_exists(apres, 'salarie_id'), false)`

// ListHistoriqueSalarie lists every change of a person's own file, and the parcours that
// came from another. Those of a file that this one took in are part of it.
func (tx *Tx) ListHistoriqueSalarie(salarieID int64) ([]parcours.Ecriture, error) {
	ids, err := scan[int64](tx.db, `
WITH RECURSIVE pris (id) AS (SELECT absorbe_id FROM rapprochement WHERE salarie_id = ? AND annule_le IS NULL
   UNION SELECT r.absorbe_id FROM rapprochement r JOIN pris ON r.salarie_id = pris.id WHERE r.annule_le IS NULL)
SELECT id FROM pris`, salarieID)
	if err != nil {
		return nil, err
	}
	return scan[parcours.Ecriture](tx.db, fmt.Sprintf(deplaces, "salarie_id")+deLHistorique+`
 WHERE siae_id = siae_courante() AND h.id IN (SELECT id FROM ligne)
   AND (parcours_id IS NULL OR nom_table = 'parcours' AND `+moved+`)`+deParole,
		map[string]any{"ids": append(ids, salarieID)})
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
