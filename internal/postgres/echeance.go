package postgres

import (
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

var trisEcheances = map[string]string{"urgence": `l.presse`, "date": `l.date`, "salarie": `l.nom COLLATE "fr-x-icu"`}

// ListEcheances lists what is due up to a day, one line per file, the most pressing first.
func (tx *Tx) ListEcheances(f FiltreEcheances) (*parcours.Page[parcours.LigneEcheances], error) {
	var lues parcours.Page[parcours.LigneEcheances]
	tri := orderOf(trisEcheances, f.Tri, "urgence", f.Desc)
	mots := []string{}
	for _, mot := range strings.Fields(parcours.Fold(f.Q)) {
		mots = append(mots, like(mot))
	}
	err := findJSON(tx, &lues, "Échéances", `WITH due AS (
 SELECT t.* FROM echeance t
  WHERE t.siae_id = siae_courante() AND t.date <= $2 AND (t.fin IS NULL OR t.fin >= $1) AND ($3 = '' OR t.genre = $3) AND t.genre <> $8),
ligne AS (
 SELECT s.id AS salarie_id, p.id AS parcours_id, s.prenom || ' ' || s.nom AS salarie, s.nom, s.telephone, s.cip_id,
        coalesce(p.etat, '') AS etat, coalesce(p.intitule, '') AS intitule, min(d.date) AS date,
        (array_agg(nullif(d.heure, '') ORDER BY d.date, nullif(d.heure, '')))[1] AS heure,
        min(d.rang) FILTER (WHERE d.date <= $1) AS presse
   FROM due d JOIN salarie s ON s.siae_id = d.siae_id AND s.id = d.salarie_id
   LEFT JOIN parcours p ON p.siae_id = d.siae_id AND p.id = d.parcours_id
  WHERE NOT s.gele AND s.retire_le IS NULL AND ($4::bigint = 0 OR s.cip_id = $4)
    AND s.recherche || ' ' || coalesce(`+foldSQL("p.intitule")+`, '') LIKE ALL ($7::text[])
  GROUP BY s.siae_id, s.id, p.siae_id, p.id)
SELECT (SELECT count(*) FROM ligne) AS "Total", (SELECT coalesce(json_agg(x), '[]') FROM (
 SELECT l.salarie_id AS "SalarieID", l.parcours_id AS "ParcoursID", l.salarie AS "Salarie", l.telephone AS "Telephone",
        l.cip_id AS "CipID", l.etat AS "Etat", l.intitule AS "Intitule", l.date AS "Date",
        `+jsonList(fieldsOf[parcours.Echeance]("t")+` FROM due t WHERE t.salarie_id = l.salarie_id
          AND t.parcours_id IS NOT DISTINCT FROM l.parcours_id 
          ORDER BY t.date > $1, t.rang, t.date, nullif(t.heure, ''), t.id`)+` AS "Raisons"
   FROM ligne l ORDER BY `+tri+` NULLS LAST, l.date, l.heure, l.nom COLLATE "fr-x-icu", l.salarie_id, l.parcours_id
  LIMIT $5 OFFSET $6) x) AS "Lignes"`,
		f.Jour.Time(), f.JusquAu.Time(), f.Genre, f.CipID, f.ParPage, f.ParPage*(f.Page-1), mots, f.Sauf)
	lues.Page, lues.ParPage = f.Page, f.ParPage
	return &lues, err
}
