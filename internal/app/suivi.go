package app

import (
	"cmp"
	"context"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// LogSuivi logs one contact, and the day of the next one. cle makes a repeated
// click or request log it once.
func (a *App) LogSuivi(ctx context.Context, qui parcours.Identite, id int64, s parcours.Suivi,
	cle string) (*parcours.Suivi, error) {
	acte := postgres.Acte{Action: parcours.ActionLogSuivi, Parcours: id, Cle: cle, Saisie: s, Rend: &s}
	return &s, a.change(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
		err := cmp.Or(parcours.CheckSuiviDate(d.Parcours, s), s.Validate(a.aujourdhui()), parcours.CheckSuivi(d, s))
		if err != nil {
			return err
		}
		s.ParcoursID, s.Tentative, s.ProchainSolde = id, d.Parcours.Tentative, false
		d.Suivis = append(d.Suivis, s)
		return tx.CreateSuivi(&s)
	})
}

// Rappels are the contacts due, in the three lists of « Aujourd'hui ».
type Rappels struct {
	EnRetard, Aujourdhui, CetteSemaine []parcours.Rappel
	Guide                              *guide.Guide // as this SIAE reads it: names what was planned
}

// CountPersonnes counts the people, each once.
func (r Rappels) CountPersonnes() int {
	vus := map[int64]bool{}
	for _, liste := range [][]parcours.Rappel{r.EnRetard, r.Aujourdhui, r.CetteSemaine} {
		for _, d := range liste {
			vus[d.SalarieID] = true
		}
	}
	return len(vus)
}

// ListRappels lists whom to contact, for one CIP (or the whole SIAE with
// tous): late, today, and in the seven days that follow; and whose impact is to
// be noted.
func (a *App) ListRappels(ctx context.Context, qui parcours.Identite, tous bool) (*Rappels, error) {
	cip, jour := qui.UtilisateurID, a.aujourdhui()
	if tous {
		cip = 0
	}
	return read(ctx, a, qui, parcours.ActionLogSuivi, func(tx *postgres.Tx) (*Rappels, error) {
		var r Rappels
		dus, err := tx.ListRappels(cip, jour.AddDays(semaine))
		if err != nil {
			return nil, err
		}
		for _, d := range dus {
			r.place(d, jour)
		}
		attendus, err := tx.ListImpactsAttendus(cip, jour.AddMonths(-2))
		if err != nil {
			return nil, err
		}
		r.placeImpacts(attendus, jour)
		r.Guide, err = a.guideIn(tx)
		return &r, err
	})
}
