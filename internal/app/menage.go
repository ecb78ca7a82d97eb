package app

import (
	"context"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// How many days the key of a form, and what was read from a file, are kept.
const (
	joursCles   = 7
	gardeImport = 30
)

// Purge sweeps away what is no longer of use, SIAE by SIAE, and counts the rows.
// It never touches a person's file.
func (a *App) Purge(ctx context.Context) (int64, error) {
	maintenant := a.maintenant()
	total, err := connect(ctx, a, "purge sessions and attempts", func(tx *postgres.TxConnexion) (int64, error) {
		return tx.PurgeConnexions(maintenant)
	})
	if err != nil {
		return 0, err
	}
	err = a.eachSiae(ctx, "purge", func(qui parcours.Identite) error {
		return a.db.InSiae(ctx, qui, func(tx *postgres.Tx) error {
			n, err := tx.PurgeSiae(maintenant.AddDate(0, 0, -joursCles), maintenant.AddDate(0, 0, -gardeImport))
			total += n
			return err
		})
	})
	return total, err
}

// joursHistoire is how long the history of a file is kept line by line: then it is put away, where it weighs little.
const joursHistoire = 7

// PutAway puts the history away, SIAE by SIAE, some files at a time, and counts the lines. Everybody goes on reading and
// writing meanwhile; stopped, it goes on the next time.
func (a *App) PutAway(ctx context.Context) (total int, err error) {
	avant := a.maintenant().AddDate(0, 0, -joursHistoire)
	err = a.eachSiae(ctx, "put the history away", func(qui parcours.Identite) error {
		for n := 1; n > 0; total += n {
			if err := a.db.InSiae(ctx, qui, func(tx *postgres.Tx) (err error) { n, err = tx.PutAway(avant); return err }); err != nil {
				return err
			}
		}
		return nil
	})
	return total, err
}
