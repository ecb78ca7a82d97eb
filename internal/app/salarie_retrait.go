package app

import (
	"context"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// WithdrawSalarie takes somebody who was added by mistake, with their contracts, out of
// every list; nothing is deleted. Asking again does nothing.
func (a *App) WithdrawSalarie(ctx context.Context, qui parcours.Identite, id int64, r parcours.Retrait) error {
	acte := postgres.Acte{Action: parcours.ActionWithdrawSalarie, Salarie: id}
	return a.turnSalarie(ctx, qui, acte, r, func(tx *postgres.Tx, _ *parcours.Dossier, f *parcours.FicheSalarie) error {
		return tx.TakeBack(parcours.Withdraw(f.Salarie, f.Contrats, a.maintenant()))
	})
}

// RestoreSalarie puts somebody back who was withdrawn, alone or with an import, with what
// was withdrawn of them then. Somebody who may be here again is asked about.
func (a *App) RestoreSalarie(ctx context.Context, qui parcours.Identite, id int64, r parcours.Retrait) error {
	acte := postgres.Acte{Action: parcours.ActionRestoreSalarie, Salarie: id}
	return a.turnSalarie(ctx, qui, acte, r, func(tx *postgres.Tx, d *parcours.Dossier, f *parcours.FicheSalarie) (err error) {
		if d.Doutes, err = findDoublon(tx, f.Salarie); err != nil {
			return err
		}
		siennes, err := tx.ListEcritures(id)
		if err != nil {
			return err
		}
		return tx.TakeBack(parcours.Undo(siennes, f.Retrait.Transaction, a.maintenant()))
	})
}

// turnSalarie withdraws somebody who stands, or puts back somebody who does not, for a
// reason; what is so already stays.
func (a *App) turnSalarie(ctx context.Context, qui parcours.Identite, acte postgres.Acte, r parcours.Retrait,
	turn func(*postgres.Tx, *parcours.Dossier, *parcours.FicheSalarie) error) error {
	parcours.ChampsRetrait.Tidy(&r)
	acte.Motif = r.Motif
	return a.do(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
		deja := (d.Salarie.RetireLe != nil) == (acte.Action == parcours.ActionWithdrawSalarie)
		if err := r.Validate(); err != nil || deja {
			return err
		}
		f, err := tx.FindFicheSalarie(acte.Salarie)
		if err == nil {
			err = f.CheckRetrait(qui, a.maintenant())
		}
		if err != nil {
			return err
		}
		return turn(tx, d, f)
	})
}
