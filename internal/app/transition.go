package app

import (
	"cmp"
	"context"
	"errors"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// ApplyTransition moves a parcours by one transition. cle makes a repeated
// click or request apply it once.
func (a *App) ApplyTransition(ctx context.Context, qui parcours.Identite, id int64, dem parcours.Demande, cle string) error {
	acte := postgres.Acte{Action: parcours.ActionApplyTransition, Nom: dem.Transition, Motif: dem.Commentaire,
		Parcours: id, Cle: cle, Saisie: dem}
	return a.do(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
		apres, err := parcours.Apply(d, dem, qui, a.aujourdhui(), a.maintenant())
		if err != nil {
			return err
		}
		if apres.Passages[len(apres.Passages)-1].SettlesRappels() {
			err = tx.SettleRappels(id)
		}
		return errors.Join(err, savePassage(tx, d, apres))
	})
}

// RectifyPassage undoes the last passage, for a reason. cle makes a repeated
// click or request undo one passage, never two.
func (a *App) RectifyPassage(ctx context.Context, qui parcours.Identite, id int64, version int, motif, cle string) error {
	acte := postgres.Acte{Action: parcours.ActionRectify, Motif: motif, Parcours: id, Cle: cle, Saisie: [2]any{version, motif}}
	return a.do(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
		apres, err := parcours.Rectify(d, version, motif, qui, a.aujourdhui(), a.maintenant())
		if err != nil {
			return err
		}
		if d.DernierPassage().SettlesRappels() {
			err = tx.ReopenRappels(id)
		}
		return errors.Join(err, savePassage(tx, d, apres))
	})
}

func savePassage(tx *postgres.Tx, d, apres *parcours.Dossier) error {
	err := tx.SavePassage(d, apres)
	*d = *apres
	return err
}

// CloseParcours ends a file by an act. cle makes a second click answer the first.
func (a *App) CloseParcours(ctx context.Context, qui parcours.Identite, id int64, version int, c parcours.Cloture, cle string) error {
	acte := postgres.Acte{Action: parcours.ActionCloseParcours, Parcours: id, Version: cmp.Or(version, -1), Cle: cle, Saisie: c}
	return a.do(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
		if err := parcours.CheckClose(d, c, a.aujourdhui()); err != nil {
			return err
		}
		return errors.Join(tx.SettleRappels(id), tx.CloseParcours(d, c))
	})
}

// ReopenParcours undoes a closing. cle makes a second click answer the first.
func (a *App) ReopenParcours(ctx context.Context, qui parcours.Identite, id int64, version int, cle string) error {
	acte := postgres.Acte{Action: parcours.ActionCloseParcours, Motif: "rouvrir", Parcours: id,
		Version: cmp.Or(version, -1), Cle: cle, Saisie: "rouvrir"}
	return a.do(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
		if err := parcours.CheckReopen(d); err != nil {
			return err
		}
		return errors.Join(tx.ReopenRappels(id), tx.CloseParcours(d, parcours.Cloture{}))
	})
}
