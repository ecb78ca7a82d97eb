// Package postgres holds all the SQL of the program, one file per subject.
//
// Data of a SIAE can only be read or written through InSiae and ReadSiae: they
// open a transaction, tell PostgreSQL for which SIAE and as whom it acts, and
// hand over a *Tx, of which every query is a method. Row level security is the
// wall, this type is the door. The other door, InConnexion, opens while
// somebody signs in and there is no SIAE yet.
package postgres

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	gormpg "gorm.io/driver/postgres"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
	"gorm.io/gorm/schema"

	"parcours.example/internal/parcours"
)

// DB is the pool of connections. It is safe for concurrent use.
type DB struct {
	pool *pgxpool.Pool
	sql  *sql.DB
	gorm *gorm.DB
}

// Options of Open. The zero value is fine.
type Options struct {
	MaxConns int32           // 0: what the URL says (pool_max_conns), else 10
	Log      *slog.Logger    // slow queries, without their values; nil: silent
	Trace    pgx.QueryTracer // told of each statement: the tests count them
}

// Open connects and checks the role. It refuses one that row level security
// would not bind: the message is French and names it.
func Open(ctx context.Context, url string, o Options) (*DB, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		// The error of pgx repeats the URL, which may hold a password.
		return nil, errors.New("DATABASE_URL n'est pas une adresse PostgreSQL valable. " +
			"Exemple : postgres://utilisateur:motdepasse@hote:5432/base")
	}
	switch {
	case o.MaxConns > 0:
		config.MaxConns = o.MaxConns
	case config.MaxConns < 10:
		config.MaxConns = 10
	}
	// A forgotten transaction or a runaway query must not hold the others up.
	setDefault(config.ConnConfig.RuntimeParams, map[string]string{
		"application_name": "parcours", "timezone": "UTC",
		"statement_timeout": "15s", "lock_timeout": "10s", "idle_in_transaction_session_timeout": "30s",
	})
	config.ConnConfig.Tracer = o.Trace
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("open pool: %w", err)
	}
	db := &DB{pool: pool, sql: stdlib.OpenDBFromPool(pool)}
	if err := db.checkRole(ctx); err != nil {
		db.Close()
		return nil, err
	}
	db.gorm, err = gorm.Open(gormpg.New(gormpg.Config{Conn: db.sql}), &gorm.Config{
		// Every query already runs in our transaction.
		SkipDefaultTransaction: true,
		// Named columns: adding one must not break the open connections.
		QueryFields:          true,
		NamingStrategy:       schema.NamingStrategy{SingularTable: true},
		Logger:               queryLogger(o.Log),
		DisableAutomaticPing: true,
	})
	if err != nil {
		db.Close()
		return nil, fmt.Errorf("open gorm: %w", err)
	}
	return db, nil
}

// checkRole refuses a role that ignores row level security (R2).
func (db *DB) checkRole(ctx context.Context) error {
	var (
		role          string
		super, bypass bool
	)
	requete := `SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user`
	if err := db.pool.QueryRow(ctx, requete).Scan(&role, &super, &bypass); err != nil {
		return fmt.Errorf("la base de données ne répond pas : %w", err)
	}
	if super || bypass {
		droit := "superutilisateur"
		if !super {
			droit = "BYPASSRLS"
		}
		return fmt.Errorf("le rôle PostgreSQL « %s » est %s : le cloisonnement entre les SIAE ne s'appliquerait pas. "+
			"Connectez le programme avec un rôle ordinaire (NOSUPERUSER NOBYPASSRLS)", role, droit)
	}
	return nil
}

// Close gives the connections back; it waits for the queries under way.
func (db *DB) Close() {
	_ = db.sql.Close()
	db.pool.Close()
}

// Stat is the state of the pool, for the metrics.
func (db *DB) Stat() *pgxpool.Stat { return db.pool.Stat() }

// TxConnexion is a transaction of the sign-in door: accounts, sessions and the
// creation of structures. It sees no file of any salarié.
type TxConnexion struct{ db *gorm.DB }

var errSansSiae = errors.New("postgres: identity without a SIAE")

// InSiae runs fn in a transaction that sees and writes the data of one SIAE
// only. It commits when fn returns nil and undoes everything otherwise.
func (db *DB) InSiae(ctx context.Context, qui parcours.Identite, fn func(*Tx) error) error {
	return db.Act(ctx, qui, Acte{}, fn)
}

// ReadSiae is InSiae for a deed that only reads: a write in it is refused.
func (db *DB) ReadSiae(ctx context.Context, qui parcours.Identite, fn func(*Tx) error) error {
	return db.inSiae(ctx, limitePage, qui, Acte{}, fn)
}

// ReadWhole is ReadSiae for what reads a whole SIAE: a report, an export.
func (db *DB) ReadWhole(ctx context.Context, qui parcours.Identite, fn func(*Tx) error) error {
	return db.inSiae(ctx, limiteRapport, qui, Acte{}, fn)
}

// Act is InSiae for a deed: its lines of history carry its name and its reason.
func (db *DB) Act(ctx context.Context, qui parcours.Identite, a Acte, fn func(*Tx) error) error {
	return db.inSiae(ctx, limiteActe, qui, a, fn)
}

// The longest that one statement of each kind of work may take, as PostgreSQL writes it: a page is not waited for, a
// report is.
const (
	limitePage    = "5s"
	limiteActe    = "15s"
	limiteRapport = "60s"
)

func (db *DB) inSiae(ctx context.Context, limite string, qui parcours.Identite, a Acte, fn func(*Tx) error) error {
	if qui.SiaeID <= 0 {
		return errSansSiae
	}
	lecture := limite != limiteActe
	l := &link{ctx: ctx, lecture: lecture, settings: statement(requeteReglages, strconv.FormatInt(qui.SiaeID, 10),
		strconv.FormatInt(qui.UtilisateurID, 10), cmp.Or(a.Nom, string(a.Action)), storable(a.Motif), strconv.FormatBool(lecture), limite)}
	return db.transact(l, func(g *gorm.DB) error {
		return fn(&Tx{db: g, link: l, qui: qui, le: a.Le, ctx: ctx})
	})
}

// Every setting is written, so that nothing is left of the transaction before.
const requeteReglages = `SELECT set_config('app.siae_id', $1, true), set_config('app.utilisateur_id', $2, true),
 set_config('app.porte', '', true), set_config('app.acte', $3, true), set_config('app.motif', $4, true),
 set_config('transaction_read_only', $5, true), set_config('statement_timeout', $6, true)`

func statement(requete string, args ...any) *pgx.QueuedQuery {
	return &pgx.QueuedQuery{SQL: requete, Arguments: args}
}

// InConnexion runs fn through the other door, for signing in and for creating
// structures and people. No identity is known there yet.
func (db *DB) InConnexion(ctx context.Context, fn func(*TxConnexion) error) error {
	l := &link{ctx: ctx, settings: statement(requetePorte)}
	return db.transact(l, func(g *gorm.DB) error { return fn(&TxConnexion{g}) })
}

// atLength hands a connection that no limit cuts.
func (db *DB) atLength(ctx context.Context, do func(*pgx.Conn) error) error {
	bassin, err := db.pool.Acquire(ctx)
	if err != nil {
		return fmt.Errorf("acquire connection: %w", err)
	}
	defer bassin.Release()
	_, err = bassin.Exec(ctx, `SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0`)
	if err == nil {
		err = do(bassin.Conn())
	}
	if _, echec := bassin.Exec(context.WithoutCancel(ctx), `RESET ALL`); err == nil {
		err = echec
	}
	return translate(err)
}

// transact holds one connection from BEGIN to COMMIT. database/sql could not
// send BEGIN, the settings and the first queries together, hence the batches.
func (db *DB) transact(l *link, fn func(*gorm.DB) error) (err error) {
	if l.Conn, err = db.sql.Conn(l.ctx); err != nil {
		return fmt.Errorf("acquire connection: %w", err)
	}
	defer l.Close()
	defer func() {
		if l.ouvert { // fn failed or panicked
			rollback(l.ctx, l.Conn)
		}
	}()
	g := db.gorm.Session(&gorm.Session{NewDB: true, Context: l.ctx})
	g.Statement.ConnPool = l
	if err := fn(g); err != nil {
		return translate(cmp.Or(l.failure, err))
	}
	if l.fini {
		return nil
	}
	if err := l.send(!l.lecture); err != nil || !l.ouvert {
		return translate(err)
	}
	if _, err := l.Conn.ExecContext(l.ctx, "COMMIT"); err != nil {
		return translate(fmt.Errorf("commit: %w", err))
	}
	l.ouvert = false
	return nil
}

// rollback outlives the request that was cancelled. A connection that cannot
// even do this is thrown away by the pool, which looks at its state.
func rollback(ctx context.Context, conn *sql.Conn) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	_, _ = conn.ExecContext(ctx, "ROLLBACK")
}

// Identite says who acts in this transaction.
func (tx *Tx) Identite() parcours.Identite { return tx.qui }

// Acte names the deed, and its reason, for the lines of history that the next
// writes of this transaction leave.
func (tx *Tx) Acte(acte parcours.Action, motif string) error {
	return tx.exec(nil, `SELECT set_config('app.acte', $1, true), set_config('app.motif', $2, true)`, string(acte), storable(motif))
}

func queryLogger(log *slog.Logger) logger.Interface {
	if log == nil {
		return logger.Discard
	}
	return logger.NewSlogLogger(log, logger.Config{
		SlowThreshold: 500 * time.Millisecond, LogLevel: logger.Warn,
		IgnoreRecordNotFoundError: true, ParameterizedQueries: true, // values are personal data
	})
}
