package app

import (
	"context"

	"parcours/internal/guide"
	"parcours/internal/parcours"
	"parcours/internal/postgres"
)

// LogSuivi logs one contact, and the day of the next one. cle makes a repeated
// click or request log it once.
func (a *App) LogSuivi(ctx context.Context, qui parcours.Identite, id int64, s parcours.Suivi, cle string) (int64, error) {
	var cree int64
	err := a.act(ctx, qui, id, 0, parcours.ActionLogSuivi, "", func(tx *postgres.Tx, d *parcours.Dossier) (err error) {
		cree, err = tx.Once(cle, objet("suivi", id), func() (int64, error) {
			if err := parcours.CheckActe(d, parcours.ActionLogSuivi); err != nil {
				return 0, err
			}
			if err := s.Validate(a.aujourdhui()); err != nil {
				return 0, err
			}
			if err := parcours.CheckSuivi(*d.Courante(), s); err != nil {
				return 0, err
			}
			s.ID, s.SiaeID, s.ParcoursID, s.Tentative = 0, qui.SiaeID, id, d.Parcours.Tentative
			s.AuteurID, s.CreeLe, s.ProchainSolde = qui.UtilisateurID, a.maintenant(), false
			err := tx.CreateSuivi(&s)
			return s.ID, err
		})
		return err
	})
	return cree, err
}

// ListSuivis lists the contacts of a parcours, the newest first.
func (a *App) ListSuivis(ctx context.Context, qui parcours.Identite, id int64) ([]parcours.Suivi, error) {
	f, err := a.FindParcours(ctx, qui, id)
	if err != nil {
		return nil, err
	}
	return f.Suivis, nil
}

// Rappels are the contacts due, in the three lists of « Aujourd'hui ».
type Rappels struct {
	EnRetard, Aujourdhui, CetteSemaine []postgres.Rappel
	Guide                              *guide.Guide // as this SIAE reads it: names what was planned
}

// Total counts them all.
func (r Rappels) Total() int { return len(r.EnRetard) + len(r.Aujourdhui) + len(r.CetteSemaine) }

// ListRappels lists whom to contact, for one CIP (or the whole SIAE with
// tous): late, today, and in the six days that follow.
func (a *App) ListRappels(ctx context.Context, qui parcours.Identite, tous bool) (*Rappels, error) {
	cip, jour := qui.UtilisateurID, a.aujourdhui()
	if tous {
		cip = 0
	}
	var r Rappels
	err := a.read(ctx, qui, parcours.ActionLogSuivi, func(tx *postgres.Tx) error {
		dus, err := tx.ListRappels(cip, jour.AddDays(6))
		for _, d := range dus {
			switch {
			case d.DateProchain.Before(jour):
				r.EnRetard = append(r.EnRetard, d)
			case d.DateProchain == jour:
				r.Aujourdhui = append(r.Aujourdhui, d)
			default:
				r.CetteSemaine = append(r.CetteSemaine, d)
			}
		}
		if err != nil {
			return err
		}
		r.Guide, err = a.guideIn(tx)
		return err
	})
	return &r, err
}
