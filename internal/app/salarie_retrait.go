package app

import (
	"context"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// WithdrawSalarie takes somebody who was added by mistake, with their contracts, out of
// every list; nothing is deleted. Asking again does nothing.
func (a *App) WithdrawSalarie(ctx context.Context, qui parcours.Identite, id int64, r parcours.Retrait) error {
	parcours.ChampsRetrait.Tidy(&r)
	acte := postgres.Acte{Action: parcours.ActionWithdrawSalarie, Motif: r.Motif, Salarie: id}
	return a.do(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
		if err := r.Validate(); err != nil || d.Salarie.RetireLe != nil {
			return err
		}
		f, err := tx.FindFicheSalarie(id)
		if err != nil {
			return err
		}
		if err := f.CheckRetrait(qui, a.maintenant()); err != nil {
			return err
		}
		return tx.TakeBack(parcours.Withdraw(d.Salarie, d.Contrats, a.maintenant()))
	})
}

// RestoreSalarie puts somebody back who was withdrawn, alone or with an import, with what
// was withdrawn of them then. Somebody who may be here again is refused until
// DoublonPossible is among acquittes.
func (a *App) RestoreSalarie(ctx context.Context, qui parcours.Identite, id int64, r parcours.Retrait, acquittes ...string) error {
	parcours.ChampsRetrait.Tidy(&r)
	acte := postgres.Acte{Action: parcours.ActionRestoreSalarie, Motif: r.Motif, Salarie: id}
	return a.do(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
		if err := r.Validate(); err != nil || d.Salarie.RetireLe == nil {
			return err
		}
		f, err := tx.FindFicheSalarie(id)
		if err != nil {
			return err
		}
		if err := f.CheckRetrait(qui, a.maintenant()); err != nil {
			return err
		}
		if err := checkDoublon(tx, acte, d.Salarie, acquittes); err != nil {
			return err
		}
		siennes, err := tx.ListEcritures(id)
		if err != nil {
			return err
		}
		return tx.TakeBack(parcours.Undo(siennes, f.Retrait.Transaction, a.maintenant()))
	})
}
