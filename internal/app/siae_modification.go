package app

import (
	"context"
	"reflect"
	"slices"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// PatchSiae changes some fields of the structure. version is the one that was
// read, 0 for whatever it is now. It returns the structure as it then stands.
func (a *App) PatchSiae(ctx context.Context, qui parcours.Identite, version int, change func(*parcours.Siae)) (*parcours.Siae, error) {
	var s parcours.Siae
	acte := postgres.Acte{Action: parcours.ActionUpdateSiae, Verrou: "siae"}
	err := a.do(ctx, qui, acte, func(tx *postgres.Tx, _ *parcours.Dossier) error {
		actuel, err := tx.FindSiae()
		if err != nil {
			return err
		}
		s = *actuel
		s.Reseaux = slices.Clone(actuel.Reseaux)
		change(&s)
		s.ID, s.Version, s.CreeLe = actuel.ID, actuel.Version, actuel.CreeLe
		parcours.ChampsSiae.Tidy(&s)
		if version != 0 && version != actuel.Version {
			return parcours.Stale("siae", actuel.ID, version)
		}
		if err := s.Validate(); err != nil || reflect.DeepEqual(s, *actuel) {
			return err // a version is a change
		}
		return tx.UpdateSiae(&s)
	})
	if err != nil {
		return nil, err
	}
	return &s, nil
}
