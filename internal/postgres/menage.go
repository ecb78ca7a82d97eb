package postgres

import (
	"errors"
	"slices"
	"strings"
	"time"

	"parcours.example/internal/parcours"
)

// PurgeConnexions removes what signing in leaves behind: ended sessions, old
// failed attempts. It counts the rows.
func (tx *TxConnexion) PurgeConnexions(maintenant time.Time) (int64, error) {
	sessions := tx.db.Exec(`DELETE FROM session WHERE expire_le < ? OR revoque_le < ?`, maintenant, maintenant.AddDate(0, 0, -1))
	essais := tx.db.Exec(`DELETE FROM tentative_connexion WHERE debut_le < ?`, maintenant.AddDate(0, 0, -1))
	return sessions.RowsAffected + essais.RowsAffected, errors.Join(sessions.Error, essais.Error)
}

// PurgeSiae removes the used keys and the previews of files that one SIAE no
// longer needs. It counts the rows.
func (tx *Tx) PurgeSiae(cles, apercus time.Time) (int64, error) {
	c := tx.db.Exec(`DELETE FROM idempotence WHERE cree_le < ?`, cles)
	a := tx.db.Exec(balaieImports+"?", apercus)
	return c.RowsAffected + a.RowsAffected, errors.Join(c.Error, a.Error)
}

// restent are the lines that the page of a parcours, or of who took one over, looks for by themselves: they are never put away.
const restent = `(h.acte = 'corriger' OR ` + moved + `
  OR coalesce('true' IN (avant ->> 'accord_directeur', apres ->> 'accord_directeur'), false))`

// lotDossiers bounds what one call puts away: each of these lines may bring a file of its own.
const lotDossiers = 200

// PutAway puts away the lines of history before an instant, of some files; it counts them, 0 when none is left.
// A line that adds a row and keeps it whole, as all did before migration 0028, is relieved of what its row tells.
func (tx *Tx) PutAway(avant time.Time) (int, error) {
	const (
		vieux = `instant < $1 AND NOT ` + restent
		deux  = `h.siae_id = siae_courante() AND (h.parcours_id = ANY ($2) OR h.parcours_id IS NULL AND h.personne_id = ANY ($3))`
	)
	tx.link.pending.Queue(requeteVerrou, tx.qui.SiaeID, "historique")
	tx.link.pending.Queue(`SELECT set_config('app.porte', 'rangement', true)`)
	lots, err := read[struct{ Parcours, Personnes []int64 }](tx, `SELECT
 coalesce(array_agg(DISTINCT parcours_id) FILTER (WHERE parcours_id IS NOT NULL), '{}') AS parcours,
 coalesce(array_agg(DISTINCT salarie_id) FILTER (WHERE parcours_id IS NULL), '{}') AS personnes
 FROM (SELECT parcours_id, salarie_id FROM historique h WHERE siae_id = siae_courante()
  AND (parcours_id IS NOT NULL OR salarie_id IS NOT NULL) AND `+vieux+` ORDER BY id LIMIT $2) x`, avant, lotDossiers)
	if err != nil {
		return 0, err
	}
	entieres, err := read[parcours.Ecriture](tx, `WITH nees AS (SELECT DISTINCT nom_table, ligne_id FROM historique_lu h
  WHERE `+deux+` AND NOT rangee AND avant IS NULL AND jsonb_exists(apres, 'id') AND `+vieux+`)
 SELECT id, nom_table, ligne_id, avant, apres FROM historique_lu h JOIN nees USING (nom_table, ligne_id) WHERE `+deux,
		avant, lots[0].Parcours, lots[0].Personnes)
	if err != nil {
		return 0, err
	}
	nues := slices.Clone(entieres)
	for i := range nues {
		if nues[i].IsCreation() {
			nues[i].Apres = nil
		}
	}
	restes := map[int64]any{}
	if err := tx.putBack(nues); err != nil {
		return 0, err
	}
	for i, e := range entieres {
		if reste := e.Lighten(nues[i]); e.IsCreation() && len(reste) > 0 {
			restes[e.ID] = reste
		}
	}
	n, err := read[struct{ N int }](tx, `WITH lues AS MATERIALIZED (SELECT * FROM historique_lu h WHERE `+deux+` AND (rangee OR `+vieux+`)),
 prises AS (DELETE FROM historique h USING lues WHERE h.siae_id = lues.siae_id AND h.id = lues.id RETURNING 1),
 vides AS (DELETE FROM archive h WHERE `+strings.ReplaceAll(deux, "personne_id", "salarie_id")+`),
 l AS (SELECT l.*, coalesce(personne_id, p.salarie_id) AS qui, coalesce(transaction::text::bigint, 0) AS xid,
   CASE WHEN avant IS NULL AND jsonb_exists(apres, 'id') THEN $4::jsonb -> l.id::text ELSE apres END AS reste
  FROM lues l LEFT JOIN parcours p ON p.siae_id = l.siae_id AND p.id = l.parcours_id),
 d AS (SELECT l.*, id - coalesce(lag(id) OVER w, 0) AS pas, xid - coalesce(lag(xid) OVER w, 0) AS pas_xid
  FROM l WINDOW w AS (PARTITION BY parcours_id, qui ORDER BY id)),
 gardees AS (INSERT INTO archive (siae_id, salarie_id, parcours_id, lignes)
  SELECT siae_id, qui, parcours_id, json_build_object('id', json_agg(pas ORDER BY id), 'instant', json_agg(instant ORDER BY id),
   'utilisateur_id', json_agg(utilisateur_id ORDER BY id), 'acte', json_agg(acte ORDER BY id),
   'motif', json_agg(motif ORDER BY id), 'nom_table', json_agg(nom_table ORDER BY id),
   'ligne_id', json_agg(ligne_id ORDER BY id), 'salarie_id', json_agg(salarie_id ORDER BY id),
   'transaction', json_agg(pas_xid ORDER BY id), 'avant', json_agg(avant ORDER BY id), 'apres', json_agg(reste ORDER BY id))
  FROM d GROUP BY siae_id, qui, parcours_id)
 SELECT count(*) AS n FROM prises`, avant, lots[0].Parcours, lots[0].Personnes, restes)
	if err != nil {
		return 0, err
	}
	return n[0].N, nil
}
