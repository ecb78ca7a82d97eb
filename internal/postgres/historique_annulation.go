package postgres

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"parcours.example/internal/parcours"
)

// Transaction is the number under which the history keeps what this transaction writes.
func (tx *Tx) Transaction() (*uint64, error) {
	xids, err := read[struct{ Xid uint64 }](tx, `SELECT pg_current_xact_id() AS xid`)
	if err != nil {
		return nil, err
	}
	return &xids[0].Xid, nil
}

// ListEcritures lists every line of the history of some people, the oldest first, with the
// transaction that wrote it.
func (tx *Tx) ListEcritures(ids ...int64) ([]parcours.Ecriture, error) {
	return tx.ecritures(`SELECT id, instant, utilisateur_id, acte, motif, nom_table, ligne_id, salarie_id,
       coalesce(transaction, '0') AS transaction, avant, apres
  FROM historique_lu WHERE siae_id = siae_courante() AND personne_id = ANY($1) AND salarie_id = ANY($1)
   AND (avant IS NULL OR apres IS NULL OR apres - 'version' <> '{}') ORDER BY id`, ids)
}

// TakeBack writes what takes a deed back: the rows that get the same values, at once.
func (tx *Tx) TakeBack(a parcours.Annulation) (err error) {
	type lot struct{ objet, valeurs, colonnes string }
	ids := map[lot][]int64{}
	var lots []lot
	for _, r := range a.Retours {
		objet, connu := parcours.FindObjet(r.Table)
		valeurs, err := json.Marshal(r.Colonnes)
		if err != nil || !connu {
			return fmt.Errorf("take back %s %d: %w", r.Table, r.LigneID, err)
		}
		var poses []string
		for _, c := range slices.Sorted(maps.Keys(r.Colonnes)) {
			nom := pgx.Identifier{c}.Sanitize()
			poses = append(poses, nom+" = r."+nom)
		}
		if r.AVersion {
			poses = append(poses, "version = t.version + 1")
		}
		l := lot{objet.Nom, string(valeurs), strings.Join(poses, ", ")}
		if ids[l] == nil {
			lots = append(lots, l)
		}
		ids[l] = append(ids[l], r.LigneID)
	}
	for _, l := range lots {
		objet, _ := parcours.FindObjet(l.objet)
		err = errors.Join(err, tx.exec(parcours.NotFound(objet.Libelle), `UPDATE `+l.objet+` t SET `+l.colonnes+
			` FROM jsonb_populate_record(NULL::`+l.objet+`, $2) r WHERE t.id = ANY($1)`, ids[l], l.valeurs))
	}
	return errors.Join(err, tx.indexAgain(a))
}

// indexAgain writes again what searches read of those who got another name back.
func (tx *Tx) indexAgain(a parcours.Annulation) error {
	gens, err := tx.FindSalaries(a.Renommes())
	for i := range gens {
		err = errors.Join(err, tx.Update(&gens[i], "recherche"))
	}
	return err
}
