package postgres

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"parcours.example/internal/parcours"
)

const parPersonne = ` FROM (SELECT t.siae_id, t.id AS salarie_id FROM salarie t WHERE t.siae_id = siae_courante() AND t.id = $1) p`

const parcoursSuivis = ` FROM parcours_lu p WHERE p.siae_id = siae_courante() AND p.salarie_id = $1 AND NOT p.clos`

// requeteEcheancier reads what the deadlines of a person rest on, and those that are kept.
// The person alone is read when no parcours is under way.
var requeteEcheancier = `SELECT ` + jsonList(strings.TrimPrefix(dossier, "SELECT ")+`,
 `+deLaPersonne+`,
 `+jsonRows[parcours.Conseil](surParcours+`ORDER BY id`)+` AS "Conseils",
 `+jsonRows[parcours.Differe](surParcours+`ORDER BY id`)+` AS "Differes"
`+parcoursSuivis+` ORDER BY p.id`) + ` AS "Fiches",
 (SELECT t.retire_le FROM salarie t WHERE t.siae_id = p.siae_id AND t.id = p.salarie_id) AS "RetireLe",
 CASE WHEN NOT EXISTS (SELECT` + parcoursSuivis + `) THEN (SELECT to_json(x) FROM (SELECT ` + jsonRow[parcours.Salarie](`WHERE t.siae_id = p.siae_id AND t.id = p.salarie_id`) + ` AS "Salarie",
 ` + jsonRows[parcours.Contrat](surSalarie+contratsTenus) + ` AS "Contrats",
 ` + jsonRows[parcours.Observation](surSalarie) + ` AS "Observations",
 ` + deLaPersonne + `) x) END AS "Seule",
 ` + jsonRows[parcours.Echeance](surSalarie) + ` AS "Ecrites"` + parPersonne

// lectureEcheances is what the deadlines of a person rest on, and those that are kept.
type lectureEcheances struct {
	Fiches   []*parcours.Fiche
	RetireLe *time.Time // the person's
	Seule    *parcours.Fiche
	Ecrites  []parcours.Echeance
}

// dues reads the files; a deadline that is kept already takes its number.
func (x lectureEcheances) dues() (dues []parcours.Echeance) {
	if x.RetireLe != nil {
		return nil // withdrawn: nothing is expected of anybody
	}
	fiches := x.Fiches
	if x.Seule != nil {
		fiches = []*parcours.Fiche{x.Seule}
	}
	for _, f := range fiches {
		attachLines(&f.Dossier)
		dues = append(dues, parcours.Lire(f).Echeances...)
	}
	for i := range dues {
		if j := slices.IndexFunc(x.Ecrites, dues[i].IsSame); j >= 0 {
			dues[i].ID = x.Ecrites[j].ID
		}
	}
	return dues
}

// SaveEcheances reads again what is due in the files of a person, and keeps it; ecrits
// counts what was not kept so. Whoever writes in another file of that person waits.
func (tx *Tx) SaveEcheances(salarieID int64) (ecart parcours.Ecart, ecrits int, err error) {
	tx.link.pending.Queue(`SELECT FROM salarie WHERE id = $1 FOR NO KEY UPDATE`, salarieID)
	var x lectureEcheances
	if err := findJSON(tx, &x, "Salarié", requeteEcheancier, salarieID); err != nil {
		return ecart, 0, err
	}
	avant, dues := tx.link.pending.Len(), x.dues()
	err = saveRows(tx, 0, x.Ecrites, dues)
	return parcours.CompareEcheances(x.Ecrites, dues), tx.link.pending.Len() - avant, err
}

// ListSuivies lists who may have something due.
func (tx *Tx) ListSuivies() ([]int64, error) {
	type ligne struct{ ID int64 }
	lues, err := read[ligne](tx, `SELECT id FROM salarie t
 WHERE EXISTS (SELECT 1 FROM parcours p WHERE p.siae_id = t.siae_id AND p.salarie_id = t.id)
 OR EXISTS (SELECT 1 FROM observation o WHERE o.siae_id = t.siae_id AND o.salarie_id = t.id) ORDER BY id`)
	ids := make([]int64, len(lues))
	for i, l := range lues {
		ids[i] = l.ID
	}
	return ids, err
}

// FiltreEcheances says which deadlines are wanted.
type FiltreEcheances struct {
	CipID         int64 // 0: the whole SIAE
	Jour, JusquAu parcours.Date
	Genre, Q      string
	Sauf          string // a kind that is told elsewhere
	Tri           string // of trisEcheances; the most pressing first otherwise
	Desc          bool
	Page, ParPage int
}

var trisEcheances = map[string]string{"urgence": `presse`, "date": `date`, "salarie": `s.nom COLLATE "fr-x-icu"`}

// ListEcheances lists what is due up to a day, one line per file, the most pressing first. What
// is due is gathered by file before it is known of whom, and of what, the chosen ones are.
func (tx *Tx) ListEcheances(f FiltreEcheances) (*parcours.Page[parcours.LigneEcheances], error) {
	var lues parcours.Page[parcours.LigneEcheances]
	c := conditions{[]string{"NOT s.gele", "s.retire_le IS NULL"}, []any{tx.qui.SiaeID, f.Jour.Time(), f.JusquAu.Time(), f.Genre, f.Sauf}}
	c.when(f.CipID != 0, "s.cip_id = ?", f.CipID)
	c.words(f.Q, `s.recherche || ' ' || coalesce((SELECT `+foldSQL("p.intitule")+` FROM parcours p
 WHERE p.siae_id = $1 AND p.id = d.parcours_id), '')`)
	// Those of one file are found by its person: « + 0 » hides the index of the dates, which would read all that is due
	// for every line where the statistics are late.
	const duJusque, due = ` <= $3 AND (t.fin IS NULL OR t.fin >= $2) AND ($4 = '' OR t.genre = $4) AND t.genre <> $5`,
		` FROM echeance t WHERE t.siae_id = $1 AND t.date`
	err := findJSON(tx, &lues, "Échéances", `WITH ligne AS (
 SELECT d.*, s.nom, s.prenom, s.telephone, s.cip_id,
        row_number() OVER (ORDER BY `+orderOf(trisEcheances, f.Tri, "urgence", f.Desc)+` NULLS LAST,
        d.date, d.heure, s.nom COLLATE "fr-x-icu", d.salarie_id, d.parcours_id) AS ordre
   FROM (SELECT t.salarie_id, t.parcours_id, min(t.date) AS date,
                (array_agg(nullif(t.heure, '') ORDER BY t.date, nullif(t.heure, '')))[1] AS heure,
                min(t.rang) FILTER (WHERE t.date <= $2) AS presse`+due+duJusque+` GROUP BY t.salarie_id, t.parcours_id) d
   JOIN salarie s ON s.siae_id = $1 AND s.id = d.salarie_id WHERE `+c.sql()+`)
SELECT (SELECT count(*) FROM ligne) AS "Total", `+jsonList(fmt.Sprintf(`l.salarie_id AS "SalarieID", l.parcours_id AS "ParcoursID",
        l.prenom || ' ' || l.nom AS "Salarie", l.telephone AS "Telephone", l.cip_id AS "CipID", coalesce(p.etat, '') AS "Etat",
        coalesce(p.intitule, '') AS "Intitule", l.date AS "Date",
        `+jsonList(fieldsOf[parcours.Echeance]("t")+due+` + 0`+duJusque+` AND t.salarie_id = l.salarie_id
          AND t.parcours_id IS NOT DISTINCT FROM l.parcours_id
          ORDER BY t.date > $2, t.rang, t.date, nullif(t.heure, ''), t.id`)+` AS "Raisons"
   FROM ligne l LEFT JOIN LATERAL (SELECT p.etat, p.intitule FROM parcours p
                                    WHERE p.siae_id = $1 AND p.id = l.parcours_id OFFSET 0) p ON true
  WHERE l.ordre > %d AND l.ordre <= %d ORDER BY l.ordre`, f.ParPage*(f.Page-1), f.ParPage*f.Page))+` AS "Lignes"`, c.args...)
	lues.Page, lues.ParPage = f.Page, f.ParPage
	return &lues, err
}
