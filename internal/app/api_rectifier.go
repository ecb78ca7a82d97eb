package app

import (
	"context"

	"parcours/internal/parcours"
	"parcours/internal/postgres"
)

// RectifyPassageOnce is RectifyPassage for a request that may be sent again: cle
// makes it undo one passage, never two.
func (a *App) RectifyPassageOnce(ctx context.Context, qui parcours.Identite, id int64, version int, motif, cle string) error {
	return a.write(ctx, qui, parcours.ActionRectify, motif, func(tx *postgres.Tx) error {
		_, err := tx.Once(cle, objet("passage", id), func() (int64, error) {
			avant, err := tx.FindDossier(id, postgres.AvecVerrou)
			if err != nil {
				return 0, err
			}
			apres, err := parcours.Rectify(avant, version, motif, qui, a.aujourdhui(), a.maintenant())
			if err != nil {
				return 0, err
			}
			return id, tx.SavePassage(avant, apres)
		})
		return err
	})
}
