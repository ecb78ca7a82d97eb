package app

import (
	"context"
	"strings"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// FreezeSalarie freezes a file at the person's request (limitation, article 18 of
// the RGPD), or releases it: a frozen file is kept and read, neither changed nor
// counted. Asking again does nothing.
func (a *App) FreezeSalarie(ctx context.Context, qui parcours.Identite, id int64, g parcours.Gel) error {
	g.Motif = strings.TrimSpace(g.Motif)
	acte := postgres.Acte{Action: parcours.ActionFreezeSalarie, Motif: g.Motif, Salarie: id}
	return a.do(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
		if err := g.Validate(); err != nil || d.Salarie.Gele == g.Gele {
			return err
		}
		d.Salarie.Gele = g.Gele
		return tx.UpdateSalarie(&d.Salarie, a.maintenant(), "gele")
	})
}
