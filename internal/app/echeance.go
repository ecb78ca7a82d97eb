package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// PageEcheances is one page of what is due.
type PageEcheances struct {
	Lignes []parcours.LigneEcheances
	Total  int
}

// FiltreEcheances says which deadlines are wanted.
type FiltreEcheances = postgres.FiltreEcheances

// ListEcheances lists what is due up to a day (a week from today when it is not said), one
// line per file, the most pressing first.
func (a *App) ListEcheances(ctx context.Context, qui parcours.Identite, f FiltreEcheances) (*PageEcheances, error) {
	if f.CipID == Miens {
		f.CipID = qui.UtilisateurID
	}
	f.Jour, f.Page, f.ParPage = a.aujourdhui(), max(f.Page, 1), clampPage(f.ParPage)
	if f.JusquAu.IsZero() {
		f.JusquAu = f.Jour.AddDays(parcours.JoursAVenir)
	}
	return read(ctx, a, qui, parcours.ActionLogSuivi, func(tx *postgres.Tx) (p *PageEcheances, err error) {
		p = &PageEcheances{}
		if p.Lignes, p.Total, err = tx.ListEcheances(f); err != nil {
			return nil, err
		}
		g, err := a.guideIn(tx)
		if err != nil {
			return nil, err
		}
		for _, l := range p.Lignes {
			parcours.NameItems(l.Raisons, g.Dire)
		}
		return p, nil
	})
}

// DeferEcheance puts a deadline of a parcours off to another day: « Plus tard ». objet is
// the row that it is about, 0 for the only one of its kind. cle makes a second click answer
// the first.
func (a *App) DeferEcheance(ctx context.Context, qui parcours.Identite, id int64, genre string, objet int64,
	r parcours.Remise, cle string) (*parcours.Differe, error) {
	acte := postgres.Acte{Action: parcours.ActionDefer, Parcours: id, Cle: cle, Saisie: []any{genre, objet, r}}
	var garde parcours.Differe
	acte.Rend = &garde
	return &garde, a.do(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
		if err := cmp.Or(parcours.CheckGel(d), r.Validate(a.aujourdhui())); err != nil {
			return err
		}
		f, err := tx.FindFiche(id)
		if err != nil {
			return err
		}
		differe, err := parcours.Defer(f, genre, objet, r)
		if err != nil {
			return err
		}
		garde = *differe
		return tx.Create(&garde)
	})
}

// ReadEcheances reads again what is due in every file of every SIAE, and keeps it. It
// counts the people and what was not kept so: nothing, unless the rules changed.
func (a *App) ReadEcheances(ctx context.Context) (personnes, ecarts int, err error) {
	siaes, err := a.ListSiae(ctx)
	if err != nil {
		return 0, 0, err
	}
	var echecs error
	for _, s := range siaes {
		qui := parcours.Identite{SiaeID: s.ID}
		var ids []int64
		err := a.db.ReadSiae(ctx, qui, func(tx *postgres.Tx) (err error) {
			ids, err = tx.ListSuivies()
			return err
		})
		for _, id := range ids { // one that cannot be read stops none of the others
			err = errors.Join(err, a.db.InSiae(ctx, qui, func(tx *postgres.Tx) error {
				_, n, err := tx.SaveEcheances(id)
				ecarts += n
				return err
			}))
			personnes++
		}
		if err != nil {
			echecs = errors.Join(echecs, fmt.Errorf("read deadlines of SIAE %d: %w", s.ID, err))
		}
	}
	return personnes, ecarts, echecs
}

// ListDecisions lists what waits for the directeur's word.
func (a *App) ListDecisions(ctx context.Context, qui parcours.Identite) ([]parcours.Decision, error) {
	return read(ctx, a, qui, parcours.ActionAgreeFondsPropre, (*postgres.Tx).ListDecisions)
}
