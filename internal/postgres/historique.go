package postgres

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"parcours.example/internal/parcours"
)

// The version is what finds the changes since another; it is none of them.
const deLHistorique = `SELECT h.id, instant, utilisateur_id, acte, motif, nom_table, ligne_id,
       avant - 'version' AS avant, apres - 'version' AS apres
  FROM historique_lu h`

// deParole leaves out the lines that say nothing but a version.
const deParole = ` AND (avant IS NULL OR apres IS NULL OR apres - 'version' <> '{}') ORDER BY h.id DESC`

// duDossier are the lines of some files. A thing that was moved to another person or parcours is told where it stands now,
// so that no file tells what is said of somebody else. The line of the move stays.
const duDossier = `WITH ici AS (
  SELECT DISTINCT ON (objet, objet_id) objet, objet_id, vers_salarie_id AS salarie_id, vers_parcours_id AS parcours_id
   FROM deplacement WHERE siae_id = siae_courante() AND objet <> 'parcours' ORDER BY objet, objet_id, id DESC)
` + deLHistorique + ` LEFT JOIN ici i ON i.objet = h.nom_table AND i.objet_id = h.ligne_id
 WHERE h.siae_id = siae_courante() AND coalesce(i.%[1]s, h.%[1]s) = ANY ($1) AND h.%[2]s = ANY ($1 || ARRAY (
  SELECT d.%[1]s FROM deplacement d JOIN ici USING (objet, objet_id) WHERE d.siae_id = siae_courante() AND ici.%[1]s = ANY ($1)))`

// ecritures reads lines of the history, with what the rows that they add were born with.
func (tx *Tx) ecritures(requete string, args ...any) ([]parcours.Ecriture, error) {
	tx.planOnce()
	lignes, err := read[parcours.Ecriture](tx, requete, args...)
	if err == nil {
		err = tx.putBack(lignes)
	}
	return lignes, err
}

func (tx *Tx) putBack(lignes []parcours.Ecriture) (err error) {
	debout := map[parcours.Vu]json.RawMessage{}
	if nees := parcours.Born(lignes); len(nees) > 0 {
		var lues []struct {
			NomTable string
			LigneID  int64
			Ligne    json.RawMessage
		}
		tx.planOnce()
		queue(tx, &lues, requeteDebout(), nees)
		err = tx.Flush()
		for _, l := range lues {
			debout[parcours.Vu{Table: l.NomTable, ID: l.LigneID}] = l.Ligne
		}
	}
	parcours.PutBack(lignes, debout)
	return err
}

// requeteDebout reads rows of any table as they stand, by their numbers.
var requeteDebout = sync.OnceValue(func() string {
	var tables []string
	for _, o := range parcours.Objets {
		if _, ok := o.Champs.Find("siae_id"); ok {
			tables = append(tables, `SELECT '`+o.Nom+`' AS nom_table, t.id AS ligne_id, to_jsonb(t) AS ligne FROM `+o.Nom+` t
 WHERE t.siae_id = siae_courante() AND t.id = ANY (ARRAY (SELECT jsonb_array_elements_text($1::jsonb -> '`+o.Nom+`')::bigint))`)
		}
	}
	return strings.Join(tables, " UNION ALL ")
})

// ListHistorique lists every change of a parcours and of what hangs from it,
// the newest first.
func (tx *Tx) ListHistorique(parcoursID int64) ([]parcours.Ecriture, error) {
	return tx.ecritures(fmt.Sprintf(duDossier, "parcours_id", "parcours_id")+` AND NOT (nom_table = 'differe' AND `+moved+`)`+deParole,
		[]int64{parcoursID})
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
	return tx.ecritures(fmt.Sprintf(duDossier, "salarie_id", "personne_id")+`
   AND (h.parcours_id IS NULL OR NOT rangee AND nom_table = 'parcours' AND `+moved+`)`+deParole, append(ids, salarieID))
}

// ListHistoriqueLigne lists every change of a row that is of nobody's file.
func (tx *Tx) ListHistoriqueLigne(table string, id int64) ([]parcours.Ecriture, error) {
	return tx.ecritures(deLHistorique+` WHERE `+ouEcrit("")+` AND nom_table = $2 AND ligne_id = $1`+deParole, id, table)
}

// ouEcrit says in which files the row $1 of a table was written about: it may have been moved, and whose it is too.
func ouEcrit(table string) string {
	o, _ := parcours.FindObjet(table)
	_, duParcours := o.Champs.Find("parcours_id")
	_, deQuelquun := o.Champs.Find("salarie_id")
	ou := `NOT rangee AND h.parcours_id IS NULL AND h.salarie_id IS NULL`
	switch {
	case table == "parcours":
		ou = `h.parcours_id = $1`
	case parcours.Ecriture{NomTable: table}.IsOfPerson():
		ou = `h.parcours_id IS NULL AND h.personne_id = $1`
	case duParcours:
		ou = `h.parcours_id = ANY (ARRAY (SELECT parcours_id FROM ` + table + ` WHERE id = $1
  UNION SELECT parcours_id FROM deplacement WHERE objet = '` + table + `' AND objet_id = $1))`
	case deQuelquun:
		ou = `h.parcours_id IS NULL AND h.personne_id = ANY (ARRAY (WITH RECURSIVE gens (id) AS (
   SELECT id FROM (SELECT salarie_id FROM ` + table + ` WHERE id = $1
    UNION SELECT salarie_id FROM deplacement WHERE objet = '` + table + `' AND objet_id = $1) x (id)
   UNION SELECT r.salarie_id + r.absorbe_id - gens.id FROM gens JOIN rapprochement r ON gens.id IN (r.salarie_id, r.absorbe_id))
  SELECT id FROM gens))`
	}
	return `h.siae_id = siae_courante() AND ` + ou
}

// ListChangesSince lists what was written since somebody read a row, the newest
// first: on the row itself or, for a parcours, on its tries and its plan too; for a person,
// on their contracts, new ones included.
// What the transaction of that version wrote after it is part of it.
func (tx *Tx) ListChangesSince(v parcours.Vu) ([]parcours.Ecriture, error) {
	ou := ouEcrit(v.Table)
	if v.Ligne != 0 {
		return tx.ecritures(deLHistorique+` WHERE `+ou+` AND nom_table = $2 AND ligne_id = $1 AND h.id > $3`+deParole,
			v.ID, v.Table, v.Ligne)
	}
	return tx.ecritures(`
WITH vu AS (SELECT id, transaction FROM historique_lu h
   WHERE `+ou+` AND nom_table = $2 AND ligne_id = $1
    AND coalesce((apres ->> 'version')::int, CASE WHEN avant IS NULL THEN 1 END) <= $3 -- a row is born in its first version
   ORDER BY id DESC LIMIT 1)
 `+deLHistorique+`, (SELECT coalesce(max(id), 0) AS depuis, max(transaction::text) AS avec FROM vu) v
 WHERE `+ou+` AND h.id > depuis AND transaction::text IS DISTINCT FROM avec
   AND (avant IS NOT NULL OR nom_table = 'contrat')
   AND (nom_table = $2 AND ligne_id = $1 AND (apres ->> 'version')::int > $3
     OR $2 = 'salarie' AND nom_table = 'contrat' AND depuis > 0
     OR $2 = 'parcours' AND nom_table IN ('tentative', 'financement') AND depuis > 0)`+deParole, v.ID, v.Table, v.Version)
}

// ListNoms gives the names of the colleagues of the SIAE, by id.
func (tx *Tx) ListNoms() (map[int64]string, error) {
	noms, err := scan[nomUtilisateur](tx.db, requeteNoms)
	return byID(noms), err
}
