package app

import (
	"context"

	"parcours/internal/parcours"
	"parcours/internal/postgres"
)

// CheckPrecedent refuses, in words, a parcours that a new one of this person
// cannot follow: unknown here, or of somebody else. The foreign key would
// refuse the first kind too, as a fault of ours.
func (a *App) CheckPrecedent(ctx context.Context, qui parcours.Identite, salarieID int64, precedent *int64) error {
	if precedent == nil {
		return nil
	}
	return a.read(ctx, qui, parcours.ActionIdentifyBesoin, func(tx *postgres.Tx) error {
		d, err := tx.FindDossier(*precedent, postgres.SansVerrou)
		if parcours.IsCode(err, parcours.Introuvable) || err == nil && d.Salarie.ID != salarieID {
			return &parcours.Erreur{Code: parcours.Invalide, Champ: "precedent", Message: "Ce parcours n'est pas de cette personne. Choisissez un de ses parcours terminés."}
		}
		return err
	})
}
