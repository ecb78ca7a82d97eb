// Package app holds one method per thing that a person does. They all have one
// shape, do or read: right, transaction, load, rule, save.
package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"parcours.example/internal/auth"
	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// App is the program without its screens. It is safe for concurrent use.
type App struct {
	db          *postgres.DB
	guide       *guide.Guide
	guides      *lru.Cache[int64, guideGarde] // by SIAE
	attente     *Attente
	jetons      *auth.Jetons
	motsDePasse *auth.MotsDePasse
	maintenant  func() time.Time
	aujourdhui  func() parcours.Date
	judge       func(*parcours.Dossier) error
	log         *slog.Logger
}

// guidesGardes bounds the memory: a SIAE's guide weighs a few hundred kilobytes.
const guidesGardes = 64

// guideGarde is the guide of a SIAE, good as long as the database holds the same key: neither another instance of the
// program nor another person is ever served an old text.
type guideGarde struct {
	cle   string
	guide *guide.Guide
}

// Options are all required, except Guide (nothing in it), Judge, and Log (silent).
type Options struct {
	DB          *postgres.DB
	Guide       *guide.Guide
	Jetons      *auth.Jetons
	MotsDePasse *auth.MotsDePasse
	// Maintenant is the instant, for sessions; Aujourdhui the civil day in
	// Paris, for the facts of a file.
	Maintenant func() time.Time
	Aujourdhui func() parcours.Date
	// Judge is asked before a deed is saved whether the file that it would leave
	// may be; nil accepts any.
	Judge func(*parcours.Dossier) error
	Log   *slog.Logger
}

// New assembles the program. It panics on a missing part: that is a fault of
// the wiring, not of the world.
func New(o Options) *App {
	if o.DB == nil || o.Jetons == nil || o.MotsDePasse == nil || o.Maintenant == nil || o.Aujourdhui == nil {
		panic("app: an option is missing")
	}
	if o.Guide == nil {
		o.Guide = &guide.Guide{}
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	guides, _ := lru.New[int64, guideGarde](guidesGardes) // refuses only a size of 0
	return &App{
		db: o.DB, attente: newAttente(), guide: o.Guide, guides: guides, jetons: o.Jetons, motsDePasse: o.MotsDePasse,
		maintenant: o.Maintenant, aujourdhui: o.Aujourdhui, judge: o.Judge, log: o.Log,
	}
}

// Aujourdhui is the day that the program believes it is.
func (a *App) Aujourdhui() parcours.Date { return a.aujourdhui() }

// Maintenant is the instant that the program believes it is.
func (a *App) Maintenant() time.Time { return a.maintenant() }

// WithClock is the same program living at another moment: the demo and the
// tests tell stories that last a year.
func (a *App) WithClock(maintenant func() time.Time, aujourdhui func() parcours.Date) *App {
	b := *a
	b.maintenant, b.aujourdhui = maintenant, aujourdhui
	return &b
}

// GuideRegional is the region's text, the same for all. What a person reads is
// GuideFor, with what the structure added, corrected or hid.
func (a *App) GuideRegional() *guide.Guide { return a.guide }

// IsReady tells whether the database answers and has the expected schema.
func (a *App) IsReady(ctx context.Context) error {
	ok, err := a.db.IsMigrated(ctx)
	if err == nil && !ok {
		err = errPasMigre
	}
	return err
}

// read is the one way of a deed that changes nothing: the right, then a
// transaction in which a write is refused.
func read[T any](ctx context.Context, a *App, qui parcours.Identite, action parcours.Action,
	fn func(*postgres.Tx) (T, error)) (lu T, err error) {
	return readBy(ctx, a.db.ReadSiae, qui, action, fn)
}

func readBy[T any](ctx context.Context, door func(context.Context, parcours.Identite, func(*postgres.Tx) error) error,
	qui parcours.Identite, action parcours.Action, fn func(*postgres.Tx) (T, error)) (lu T, err error) {
	if err := qui.Require(action); err != nil {
		return lu, err
	}
	err = door(ctx, qui, func(tx *postgres.Tx) (err error) {
		lu, err = fn(tx)
		return err
	})
	return lu, during(action, err)
}

// readWhole is read for what reads a whole SIAE, in its turn.
func readWhole[T any](ctx context.Context, a *App, qui parcours.Identite, action parcours.Action,
	fn func(*postgres.Tx) (T, error)) (lu T, err error) {
	leave, err := a.attente.enter(ctx, qui)
	if err != nil {
		return lu, err
	}
	defer leave()
	return readBy(ctx, a.db.ReadWhole, qui, action, fn)
}

// connect is the one way through the sign-in door, where there is no SIAE yet;
// quoi says what is done there, for the log.
func connect[T any](ctx context.Context, a *App, quoi string, fn func(*postgres.TxConnexion) (T, error)) (lu T, err error) {
	err = a.db.InConnexion(ctx, func(tx *postgres.TxConnexion) (err error) {
		lu, err = fn(tx)
		return err
	})
	return lu, during(quoi, err)
}

// connect is the same for what answers nothing.
func (a *App) connect(ctx context.Context, quoi string, fn func(*postgres.TxConnexion) error) error {
	return during(quoi, a.db.InConnexion(ctx, fn))
}

// do is the one way of a deed that changes something: right, BEGIN, lock and
// load, once for a key, version, rule, judge, save. The rule checks what was
// typed, makes of d, the file as it is, what it becomes, then writes. A deed on a person alone finds the person, the SIAE and the freins in
// it; a deed on neither finds nothing. A trial stops before the save, and tells what it
// would have been.
func (a *App) do(ctx context.Context, qui parcours.Identite, acte postgres.Acte,
	rule func(*postgres.Tx, *parcours.Dossier) error) error {
	if err := qui.Require(acte.Action); err != nil {
		return err
	}
	acte.Le = a.maintenant()
	if isEssai(ctx) {
		acte.Cle = "" // what a key did before does not say what the deed would do
	}
	return during(acte, a.db.Act(ctx, qui, acte, func(tx *postgres.Tx) error {
		d, deja, err := tx.Load(acte)
		if err != nil || deja {
			return a.explain(tx, err)
		}
		if acte.Parcours == 0 {
			err = checkMerged(tx, d.Salarie)
		}
		if err == nil {
			err = parcours.CheckStanding(d.Salarie, acte.Action)
		}
		if err != nil {
			return a.explain(tx, err)
		}
		weigh := a.weigh(ctx, tx, acte, d)
		tx.BeforeWrite(weigh)
		if err := cmp.Or(rule(tx, d), weigh()); err != nil {
			return a.explain(tx, err)
		}
		if a.judge != nil && d.Parcours.ID != 0 {
			if err := a.judge(d); err != nil {
				return err
			}
		}
		var ecart parcours.Ecart
		for _, id := range acte.Concerned(d) {
			de, _, err := tx.SaveEcheances(id)
			if err != nil {
				return a.explain(tx, err)
			}
			ecart.Reglees, ecart.Nouvelles = append(ecart.Reglees, de.Reglees...), append(ecart.Nouvelles, de.Nouvelles...)
		}
		if isEssai(ctx) {
			for _, es := range []*[]parcours.Echeance{&ecart.Reglees, &ecart.Nouvelles} {
				*es = parcours.Standing(*es, a.aujourdhui())
			}
			return a.explain(tx, cmp.Or(tx.Flush(), error(&Essai{Etat: d.Parcours.Etat, Ecart: ecart}))) // PostgreSQL may refuse too
		}
		if err := tx.Keep(acte); err != nil {
			return a.explain(tx, err)
		}
		if dans, ok := ctx.Value(annulationKey{}).(*parcours.AnnulationActe); ok {
			*dans = d.AnnulationOf(acte.Action, tx.Created(), qui, a.maintenant())
		}
		return nil
	}))
}

type annulationKey struct{}

// TellAnnulation makes the deed of a request tell how it is taken back.
func TellAnnulation(ctx context.Context, dans *parcours.AnnulationActe) context.Context {
	return context.WithValue(ctx, annulationKey{}, dans)
}

// weigh asks about what a deed makes a file say that seldom is, once, when the deed has
// changed d and before it writes: what was read stands in the lines of history of its writes.
func (a *App) weigh(ctx context.Context, tx *postgres.Tx, acte postgres.Acte, d *parcours.Dossier) func() error {
	avant := d.Clone()
	return sync.OnceValue(func() error {
		lus, err := parcours.JudgeFaits(avant, d, a.aujourdhui(), acknowledged(ctx))
		if err != nil || len(lus) == 0 {
			return err
		}
		motif := "Lu avant d'enregistrer :"
		for _, c := range lus {
			motif += " " + c.Message
		}
		if acte.Motif != "" {
			motif = acte.Motif + " · " + motif
		}
		return tx.Acte(parcours.Action(cmp.Or(acte.Nom, string(acte.Action))), motif)
	})
}

type avertissementKey struct{}

// Acknowledge tells the deeds of a request which warnings were read, by code.
func Acknowledge(ctx context.Context, codes []string) context.Context {
	return context.WithValue(ctx, avertissementKey{}, codes)
}

func acknowledged(ctx context.Context) []string {
	codes, _ := ctx.Value(avertissementKey{}).([]string)
	return codes
}

// change is do on a file that must be open to the deed: not frozen and, for a
// parcours, not closed, in a state where the act makes sense.
func (a *App) change(ctx context.Context, qui parcours.Identite, acte postgres.Acte,
	rule func(*postgres.Tx, *parcours.Dossier) error) error {
	return a.do(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
		err := parcours.CheckGel(d.Salarie)
		if d.Parcours.ID != 0 {
			err = parcours.CheckActe(d, acte.Action)
		}
		if err != nil {
			return err
		}
		return rule(tx, d)
	})
}

// explain completes the refusal of a change made from an old version: what the
// others wrote since, in words, with who and when.
func (a *App) explain(tx *postgres.Tx, err error) error {
	var refus *parcours.Erreur
	if !errors.As(err, &refus) || refus.Vu == nil {
		return err
	}
	lignes, err := tx.ListChangesSince(*refus.Vu)
	if err != nil {
		return err
	}
	noms, err := tx.ListNoms()
	if err != nil {
		return err
	}
	a.setHour(lignes)
	refus.Explain(lignes, parcours.Mots{Noms: noms, Titres: a.guide.Titre})
	return refus
}

// setHour writes the instants in the hour that it is here.
func (a *App) setHour(lignes []parcours.Ecriture) {
	for i := range lignes {
		lignes[i].Instant = lignes[i].Instant.In(a.maintenant().Location())
	}
}

// during says in which deed something failed; a refusal speaks for itself.
func during(acte any, err error) error {
	if err == nil || parcours.ErreursOf(err) != nil {
		return err
	}
	return fmt.Errorf("%v: %w", acte, err)
}
