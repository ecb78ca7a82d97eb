package postgres

import (
	"errors"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"parcours.example/internal/parcours"
)

// FindRapprochement is the reunion that took a file in, and stands; nil when none did.
func (tx *Tx) FindRapprochement(absorbeID int64) (*parcours.Rapprochement, error) {
	return tx.lastRapprochement(`t.absorbe_id = $1`, absorbeID)
}

// FindRapprochementInto is the last reunion into a file that stands; nil before any.
func (tx *Tx) FindRapprochementInto(salarieID int64) (*parcours.Rapprochement, error) {
	return tx.lastRapprochement(`t.salarie_id = $1`, salarieID)
}

func (tx *Tx) lastRapprochement(ou string, id int64) (*parcours.Rapprochement, error) {
	lus, err := list[parcours.Rapprochement](tx, ou+` AND t.annule_le IS NULL ORDER BY t.id DESC LIMIT 1`, id)
	if err != nil || len(lus) == 0 {
		return nil, err
	}
	return &lus[0], nil
}

// ListAbsorbes are the people whose file another took in, and that stands: as they were,
// each under the number of that one.
func (tx *Tx) ListAbsorbes() ([]parcours.Salarie, error) {
	return scan[parcours.Salarie](tx.db, requeteAbsorbes)
}

// A file that took one in may be taken in too.
var requeteAbsorbes = `WITH RECURSIVE vers AS (SELECT absorbe_id, salarie_id FROM rapprochement WHERE annule_le IS NULL
 UNION SELECT v.absorbe_id, r.salarie_id FROM vers v JOIN rapprochement r ON r.absorbe_id = v.salarie_id AND r.annule_le IS NULL)
 SELECT p.*, v.salarie_id AS id FROM vers v JOIN salarie p ON p.id = v.absorbe_id
 JOIN salarie g ON g.id = v.salarie_id AND g.retire_le IS NULL
 ORDER BY v.absorbe_id`

// deLaFiche are the tables whose rows are of a person. What the file that stays ($2) has
// already does not go: it is withdrawn, or left where nobody reads it.
var deLaFiche = []struct {
	table     string
	retirable bool
	deja      string
}{
	{"contrat", true, alreadyThere("contrat", "k.debut = t.debut AND k.retire_le IS NULL")},
	{"frein", true, `t.etat <> 'leve' AND ` + alreadyThere("frein", "k.code = t.code AND k.etat <> 'leve' AND k.retire_le IS NULL")},
	{"encadrement", false, alreadyThere("encadrement", "k.utilisateur_id = t.utilisateur_id")},
	{"observation", false, "false"}, {"parcours", false, "false"}, {"differe", false, "false"},
}

func alreadyThere(table, pareil string) string {
	return `EXISTS (SELECT 1 FROM ` + table + ` k WHERE k.siae_id = t.siae_id AND k.salarie_id = $2 AND ` + pareil + `)`
}

// MergeSalarie takes what hangs on a file to the one that stays, and withdraws it; what
// that one has already is withdrawn too. r tells which rows, once it is sent.
func (tx *Tx) MergeSalarie(r *parcours.Rapprochement) error {
	r.Deplaces, r.Retires = map[string][]int64{}, map[string][]int64{}
	collect := func(dans map[string][]int64, table, requete string, args ...any) {
		tx.link.pending.Queue(requete, args...).Query(func(rows pgx.Rows) error {
			ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
			if len(ids) > 0 {
				slices.Sort(ids)
				dans[table] = ids
			}
			return err
		})
	}
	for _, x := range deLaFiche {
		reste, args := ` AND NOT (`+x.deja+`)`, []any{r.AbsorbeID, r.SalarieID}
		if x.retirable {
			reste, args = ` AND t.retire_le IS DISTINCT FROM $3`, append(args, tx.le)
			collect(r.Retires, x.table, `UPDATE `+x.table+` t SET retire_le = $3 WHERE t.salarie_id = $1 AND t.retire_le IS NULL AND `+
				x.deja+` RETURNING id`, args...)
		}
		collect(r.Deplaces, x.table, `UPDATE `+x.table+` t SET salarie_id = $2 WHERE t.salarie_id = $1`+reste+` RETURNING id`, args...)
	}
	return errors.Join(tx.exec(parcours.NotFound("Salarié"), `UPDATE salarie SET retire_le = $2, version = version + 1 WHERE id = $1`,
		r.AbsorbeID, tx.le), tx.Flush())
}

// SeparateSalarie takes two files apart: what went, and still stands in the file that
// stayed, goes back; what was put off of a parcours follows it.
func (tx *Tx) SeparateSalarie(r *parcours.Rapprochement) (err error) {
	for _, x := range deLaFiche {
		err = errors.Join(err, tx.exec(nil, fmt.Sprintf(`UPDATE %s SET salarie_id = $1 WHERE id = ANY ($3) AND salarie_id = $2`, x.table),
			r.AbsorbeID, r.SalarieID, append([]int64{}, r.Deplaces[x.table]...)))
		if ids := r.Retires[x.table]; len(ids) > 0 {
			err = errors.Join(err, tx.exec(nil, `UPDATE `+x.table+` SET retire_le = NULL WHERE id = ANY ($1) AND salarie_id = $2`,
				ids, r.AbsorbeID))
		}
	}
	r.AnnuleLe = &tx.le
	return errors.Join(err,
		tx.exec(nil, `UPDATE differe d SET salarie_id = p.salarie_id FROM parcours p
 WHERE p.siae_id = d.siae_id AND p.id = d.parcours_id AND p.id = ANY ($1) AND d.salarie_id <> p.salarie_id`,
			append([]int64{}, r.Deplaces["parcours"]...)),
		tx.exec(parcours.NotFound("Salarié"), `UPDATE salarie SET retire_le = NULL, version = version + 1 WHERE id = $1`, r.AbsorbeID),
		tx.Update(r, "annule_le"))
}
