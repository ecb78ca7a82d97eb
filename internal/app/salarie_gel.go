package app

import (
	"context"
	"strings"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// FreezeSalarie freezes a file at the person's request (limitation, article 18 of
// the RGPD), or releases it: a frozen file is kept and read, neither changed nor
// counted. One that is already so stays so.
func (a *App) FreezeSalarie(ctx context.Context, qui parcours.Identite, id int64, g parcours.Gel) error {
	g.Motif = strings.TrimSpace(g.Motif)
	return a.write(ctx, qui, parcours.ActionFreezeSalarie, g.Motif, func(tx *postgres.Tx) error {
		s, err := tx.LockSalarie(id)
		if err != nil {
			return err
		}
		if err := g.Validate(); err != nil || s.Gele == g.Gele {
			return err
		}
		return tx.FreezeSalarie(id, g.Gele, a.maintenant())
	})
}
