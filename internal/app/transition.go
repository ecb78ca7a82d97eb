package app

import (
	"context"
	"strconv"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// ApplyTransition moves a parcours by one transition. cle makes a repeated
// click or request apply it once.
func (a *App) ApplyTransition(ctx context.Context, qui parcours.Identite, id int64, dem parcours.Demande, cle string) error {
	if err := qui.Require(parcours.ActionApplyTransition); err != nil {
		return err
	}
	return a.db.InSiae(ctx, qui, func(tx *postgres.Tx) error {
		_, err := tx.Once(cle, objet("passage", id), func() (int64, error) {
			avant, err := tx.FindDossier(id, postgres.WithLock)
			if err != nil {
				return 0, err
			}
			apres, err := parcours.Apply(avant, dem, qui, a.aujourdhui(), a.maintenant())
			if err != nil {
				return 0, err
			}
			if err := tx.Acte(parcours.Action(dem.Transition), dem.Commentaire); err != nil {
				return 0, err
			}
			if err := tx.SavePassage(avant, apres); err != nil {
				return 0, err
			}
			return id, follow(tx, apres)
		})
		return err
	})
}

// follow carries out the consequences of the last passage.
func follow(tx *postgres.Tx, d *parcours.Dossier) error {
	if parcours.SuitesOf(d.Passages[len(d.Passages)-1]).SoldeRappels {
		return tx.SettleRappels(d.Parcours.ID)
	}
	return nil
}

// unfollow takes back the consequences of the passage that was just undone, the
// last one of avant.
func unfollow(tx *postgres.Tx, avant *parcours.Dossier) error {
	if parcours.SuitesOf(*avant.DernierPassage()).SoldeRappels {
		return tx.ReopenRappels(avant.Parcours.ID)
	}
	return nil
}

// RectifyPassage undoes the last passage, for a reason. cle makes a repeated
// click or request undo one passage, never two.
func (a *App) RectifyPassage(ctx context.Context, qui parcours.Identite, id int64, version int, motif, cle string) error {
	return a.write(ctx, qui, parcours.ActionRectify, motif, func(tx *postgres.Tx) error {
		_, err := tx.Once(cle, objet("passage", id), func() (int64, error) {
			avant, err := tx.FindDossier(id, postgres.WithLock)
			if err != nil {
				return 0, err
			}
			apres, err := parcours.Rectify(avant, version, motif, qui, a.aujourdhui(), a.maintenant())
			if err != nil {
				return 0, err
			}
			if err := tx.SavePassage(avant, apres); err != nil {
				return 0, err
			}
			return id, unfollow(tx, avant)
		})
		return err
	})
}

// act is the way of every deed that changes a file without moving it: right,
// transaction, load under a lock, rule, save. version 0 means that the act does
// not depend on what else the file says (logging a call, ticking a paper).
func (a *App) act(ctx context.Context, qui parcours.Identite, id int64, version int, acte parcours.Action, motif string,
	rule func(*postgres.Tx, *parcours.Dossier) error) error {
	return a.write(ctx, qui, acte, motif, func(tx *postgres.Tx) error {
		d, err := tx.FindDossier(id, postgres.WithLock)
		if err != nil {
			return err
		}
		if version != 0 && version != d.Parcours.Version {
			return parcours.StaleParcours(d)
		}
		return rule(tx, d)
	})
}

// actOnce is act for what a second click must not do again.
func (a *App) actOnce(ctx context.Context, qui parcours.Identite, id int64, acte parcours.Action, cle string,
	rule func(*postgres.Tx, *parcours.Dossier) error) error {
	return a.actOnceFor(ctx, qui, id, acte, "", cle, rule)
}

// actOnceFor is actOnce with a reason for the history.
func (a *App) actOnceFor(ctx context.Context, qui parcours.Identite, id int64, acte parcours.Action, motif, cle string,
	rule func(*postgres.Tx, *parcours.Dossier) error) error {
	return a.act(ctx, qui, id, 0, acte, motif, func(tx *postgres.Tx, d *parcours.Dossier) error {
		_, err := tx.Once(cle, objet(string(acte), id), func() (int64, error) { return id, rule(tx, d) })
		return err
	})
}

// CloseParcours ends a file by an act. cle makes a second click answer the first.
func (a *App) CloseParcours(ctx context.Context, qui parcours.Identite, id int64, version int, c parcours.Cloture, cle string) error {
	return a.actOnce(ctx, qui, id, parcours.ActionCloseParcours, cle, func(tx *postgres.Tx, d *parcours.Dossier) error {
		if version != d.Parcours.Version {
			return parcours.StaleParcours(d)
		}
		if err := parcours.CheckClose(d, c, a.aujourdhui()); err != nil {
			return err
		}
		if err := tx.SettleRappels(id); err != nil {
			return err
		}
		return tx.CloseParcours(d, c)
	})
}

// ReopenParcours undoes a closing. cle makes a second click answer the first.
func (a *App) ReopenParcours(ctx context.Context, qui parcours.Identite, id int64, version int, cle string) error {
	return a.actOnceFor(ctx, qui, id, parcours.ActionCloseParcours, "rouvrir", cle, func(tx *postgres.Tx, d *parcours.Dossier) error {
		if version != d.Parcours.Version {
			return parcours.StaleParcours(d)
		}
		if err := parcours.CheckReopen(d); err != nil {
			return err
		}
		if err := tx.ReopenRappels(id); err != nil {
			return err
		}
		return tx.CloseParcours(d, parcours.Cloture{})
	})
}

// objet names what a key may create once: "suivi/12" is a suivi of parcours 12.
func objet(quoi string, id int64) string { return quoi + "/" + strconv.FormatInt(id, 10) }
