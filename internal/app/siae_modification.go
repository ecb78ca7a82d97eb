package app

import (
	"cmp"
	"context"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// UpdateSiae writes what the directeur typed. Version is the one that the form
// was filled from; s comes back with the next one.
// cle makes a second click answer the first.
func (a *App) UpdateSiae(ctx context.Context, qui parcours.Identite, s *parcours.Siae, cle string) error {
	parcours.ChampsSiae.Tidy(s)
	typed := *s
	acte := postgres.Acte{Action: parcours.ActionUpdateSiae, Verrou: verrouSiae, Cle: cle, Saisie: typed}
	return a.patchSiae(ctx, qui, acte, cmp.Or(s.Version, -1), s, func(x *parcours.Siae) { *x = typed })
}

// PatchSiae changes some fields of the structure. version is the one that was
// read, 0 for whatever it is now. It returns the structure as it then stands.
func (a *App) PatchSiae(ctx context.Context, qui parcours.Identite, version int,
	change func(*parcours.Siae)) (*parcours.Siae, error) {
	var s parcours.Siae
	acte := postgres.Acte{Action: parcours.ActionUpdateSiae, Verrou: verrouSiae}
	return &s, a.patchSiae(ctx, qui, acte, version, &s, change)
}

// verrouSiae is what those who change the structure wait for.
const verrouSiae = "siae"

// patchSiae makes of the structure what was typed, and writes into s how it then
// stands. The zones of the guide go with the département that they lie in.
func (a *App) patchSiae(ctx context.Context, qui parcours.Identite, acte postgres.Acte, version int,
	s *parcours.Siae, change func(*parcours.Siae)) error {
	return a.do(ctx, qui, acte, func(tx *postgres.Tx, _ *parcours.Dossier) error {
		actuel, err := tx.FindSiae()
		if err != nil {
			return err
		}
		if err := tx.CheckVersion(actuel, version); err != nil {
			return err
		}
		avant := patch(parcours.ChampsSiae, actuel, change)
		if actuel.Departement != avant.Departement {
			actuel.Territoires = nil
		}
		*s = *actuel
		if err := s.Validate(); err != nil || parcours.ChampsSiae.Equal(*s, avant) {
			return err // a version is a change
		}
		return tx.Update(s)
	})
}
