package app

import (
	"context"
	"fmt"

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
	siaes, err := a.ListSiae(ctx)
	if err != nil {
		return total, err
	}
	for _, s := range siaes {
		err := a.db.InSiae(ctx, parcours.Identite{SiaeID: s.ID}, func(tx *postgres.Tx) error {
			n, err := tx.PurgeSiae(maintenant.AddDate(0, 0, -joursCles), maintenant.AddDate(0, 0, -gardeImport))
			total += n
			return err
		})
		if err != nil {
			return total, fmt.Errorf("purge SIAE %d: %w", s.ID, err)
		}
	}
	return total, nil
}
