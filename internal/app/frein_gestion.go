package app

import (
	"context"
	"slices"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// SetFreinsGestion writes which constraints of the structure weigh on a
// parcours. What stands already is left alone, whatever the version: the same
// click twice does the thing once.
func (a *App) SetFreinsGestion(ctx context.Context, qui parcours.Identite, id int64, version int, codes []string) error {
	acte := postgres.Acte{Action: parcours.ActionEditFreinGestion, Parcours: id}
	return a.change(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
		choix, err := parcours.CheckFreinsGestion(codes)
		if err != nil || slices.Equal(choix, d.Parcours.FreinsGestion) {
			return err
		}
		if version != 0 && version != d.Parcours.Version {
			return parcours.StaleParcours(d, version)
		}
		d.Parcours.FreinsGestion = choix
		return tx.SaveParcours(d, "freins_gestion")
	})
}
