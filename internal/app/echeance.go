package app

import (
	"cmp"
	"context"
	"errors"
	"sync"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// FiltreEcheances says which deadlines are wanted.
type FiltreEcheances = postgres.FiltreEcheances

// ListEcheances lists what is due up to a day (a week from today when it is not said), one
// line per file, the most pressing first.
func (a *App) ListEcheances(ctx context.Context, qui parcours.Identite,
	f FiltreEcheances) (*PageEcheances, error) {
	if f.CipID == Miens {
		f.CipID = qui.UtilisateurID
	}
	f.Jour = a.aujourdhui()
	f.Page, f.ParPage = clampPage(f.Page, f.ParPage)
	if f.JusquAu.IsZero() {
		f.JusquAu = f.Jour.AddDays(parcours.JoursAVenir)
	}
	return read(ctx, a, qui, parcours.ActionLogSuivi, func(tx *postgres.Tx) (*PageEcheances, error) {
		var cle string
		tx.FindGuideSiaeKey(&cle)
		p, err := tx.ListEcheances(f)
		if err != nil {
			return nil, err
		}
		g, err := a.guideAt(tx, cle)
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
		if err := cmp.Or(parcours.CheckGel(d.Salarie), r.Validate(a.aujourdhui())); err != nil {
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
	err = a.eachSiae(ctx, "read deadlines of", func(qui parcours.Identite) error {
		n, m, err := a.readEcheancesOf(ctx, qui)
		personnes, ecarts = personnes+n, ecarts+m
		if err == nil {
			a.log.InfoContext(ctx, "échéances relues", "siae", qui.SiaeID, "personnes", n, "ecarts", m)
		}
		return err
	})
	return personnes, ecarts, err
}

// lecteurs read several people at once: one alone would leave a processor idle while the
// other of PostgreSQL and the program works, and the pages keep most connections.
const lecteurs = 4

func (a *App) readEcheancesOf(ctx context.Context, qui parcours.Identite) (personnes, ecarts int, err error) {
	var ids []int64
	err = a.db.ReadSiae(ctx, qui, func(tx *postgres.Tx) (err error) {
		ids, err = tx.ListSuivies()
		return err
	})
	var mu sync.Mutex
	read := func(id int64) {
		var n int
		echec := a.db.InSiae(ctx, qui, func(tx *postgres.Tx) (err error) {
			_, n, err = tx.SaveEcheances(id)
			return err
		})
		mu.Lock()
		defer mu.Unlock()
		// One that cannot be read stops none of the others.
		personnes, ecarts, err = personnes+1, ecarts+n, errors.Join(err, echec)
	}
	var tous sync.WaitGroup
	suite := make(chan int64)
	for range lecteurs {
		tous.Go(func() {
			for id := range suite {
				read(id)
			}
		})
	}
	for _, id := range ids {
		if ctx.Err() != nil {
			break
		}
		suite <- id
	}
	close(suite)
	tous.Wait()
	return personnes, ecarts, err
}

// ListDecisions lists what waits for the directeur's word.
func (a *App) ListDecisions(ctx context.Context, qui parcours.Identite) ([]parcours.Decision, error) {
	return read(ctx, a, qui, parcours.ActionAgreeFondsPropre, (*postgres.Tx).ListDecisions)
}
