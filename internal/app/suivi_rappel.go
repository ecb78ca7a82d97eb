package app

import (
	"context"
	"slices"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// semaine is how far « Cette semaine » looks: « Dans 7 jours » is in it.
const semaine = 7

// place files a reminder under its day. An impact that may already be noted is
// this week's work, though its due date may be two weeks away.
func (r *Rappels) place(d parcours.Rappel, jour parcours.Date) {
	switch {
	case d.DateProchain.Before(jour):
		r.EnRetard = append(r.EnRetard, d)
	case d.DateProchain == jour:
		r.Aujourdhui = append(r.Aujourdhui, d)
	default:
		r.CetteSemaine = append(r.CetteSemaine, d)
	}
}

// placeImpacts adds the impacts to note, each file once, at its oldest due date.
func (r *Rappels) placeImpacts(attendus []postgres.ImpactAttendu, jour parcours.Date) {
	for _, x := range attendus {
		dues := parcours.DueImpacts(x.DateFin, x.Mesures, jour)
		if len(dues) == 0 {
			continue
		}
		x.Impacts, x.DateProchain = dues, x.DateFin.AddMonths(dues[0])
		r.place(x.Rappel, jour)
	}
	for _, liste := range [][]parcours.Rappel{r.EnRetard, r.Aujourdhui, r.CetteSemaine} {
		slices.SortStableFunc(liste, func(a, b parcours.Rappel) int { return a.DateProchain.DaysSince(b.DateProchain) })
	}
}

// ListDecisions lists what waits for the directeur's word.
func (a *App) ListDecisions(ctx context.Context, qui parcours.Identite) ([]parcours.Decision, error) {
	return read(ctx, a, qui, parcours.ActionAgreeFondsPropre, (*postgres.Tx).ListDecisions)
}
