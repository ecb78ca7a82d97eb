package postgres

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"

	"parcours.example/internal/parcours"
	"parcours.example/migrations"
)

// prendreTour makes instances that start together wait for each other, as long as it takes. goose's own
// lock polls every few seconds; this one wakes up at once, and ends with its connection.
const prendreTour = `SET lock_timeout = 0; SELECT pg_advisory_lock(7239041188); RESET lock_timeout`

// Migrate brings the schema up to date over a connection of its own, with the
// states of etat.go, and returns how many migrations it applied; log (nil: silent) is told of
// each. Several instances may call it at the same time.
//
// No limit of ours cuts a migration that moves on. It does not wait for ever for a table that
// somebody else holds: every page that needs that table would wait behind it.
func Migrate(ctx context.Context, url string, log *slog.Logger) (faites int, err error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return 0, errors.New("DATABASE_URL n'est pas une adresse PostgreSQL valable")
	}
	config.RuntimeParams["statement_timeout"] = "0"
	setDefault(config.RuntimeParams, map[string]string{"application_name": "parcours", "lock_timeout": "1min"})
	db := stdlib.OpenDB(*config)
	defer db.Close()
	db.SetMaxOpenConns(1) // the one that holds the lock does the work
	// The usual start: nothing to do, and one query to know it.
	if fait, err := isMigrated(ctx, db); err != nil || fait {
		return 0, cmp.Or(err, FillEtats(ctx, db, parcours.Etats))
	}
	if _, err := db.ExecContext(ctx, prendreTour); err != nil {
		return 0, fmt.Errorf("wait for the other instances: %w", err)
	}
	p, err := goose.NewProvider(goose.DialectPostgres, db, migrations.FS, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return 0, fmt.Errorf("prepare migrations: %w", err)
	}
	for {
		faite, err := p.UpByOne(ctx)
		if errors.Is(err, goose.ErrNoNextVersion) {
			return faites, FillEtats(ctx, db, parcours.Etats)
		}
		if err != nil {
			return faites, stopped(err)
		}
		faites++
		if log != nil {
			log.InfoContext(ctx, "migration appliquée", "fichier", faite.Source.Path, "secondes", faite.Duration.Seconds())
		}
	}
}

// setDefault leaves what the address says.
func setDefault(params, defaults map[string]string) {
	for k, v := range defaults {
		if _, ok := params[k]; !ok {
			params[k] = v
		}
	}
}

// stopped says what is left of a migration that did not end. Each is one transaction.
func stopped(err error) error {
	cause := ""
	var pg *pgconn.PgError
	if errors.As(err, &pg) && pg.Code == "55P03" { // lock_not_available
		cause = " Une autre connexion garde une table dont elle a besoin : arrêtez les instances de Parcours, attendez la fin d'une sauvegarde."
	}
	return fmt.Errorf("la mise à jour de la base s'est arrêtée avant la fin.%s Rien n'est à moitié fait : "+
		"relancez « parcours migrate », qui reprendra à cette migration (%w)", cause, err)
}

// FillEtats writes the states in their order for the views to read; a row that
// is right already is left alone.
func FillEtats(ctx context.Context, db *sql.DB, etats []parcours.EtatInfo) error {
	for i, e := range etats {
		if _, err := db.ExecContext(ctx, `INSERT INTO rang_etat (etat, rang, en_cours, final) VALUES ($1, $2, $3, $4)
 ON CONFLICT (etat) DO UPDATE SET rang = excluded.rang, en_cours = excluded.en_cours, final = excluded.final
 WHERE rang_etat IS DISTINCT FROM excluded`, string(e.Code), i, e.Code.IsOpen(), e.Final); err != nil {
			return fmt.Errorf("write rank of state %s: %w", e.Code, err)
		}
	}
	return nil
}

// IsMigrated tells whether the schema is the one that this program expects.
func (db *DB) IsMigrated(ctx context.Context) (bool, error) { return isMigrated(ctx, db.sql) }

// isMigrated tells whether each migration of the program was applied: a later one does not
// stand for one that is missing.
func isMigrated(ctx context.Context, db *sql.DB) (bool, error) {
	noms, err := fs.Glob(migrations.FS, "*.sql")
	if err != nil {
		return false, fmt.Errorf("list migrations: %w", err)
	}
	numeros := make([]int64, len(noms))
	for i, nom := range noms {
		if numeros[i], err = goose.NumericComponent(nom); err != nil {
			return false, fmt.Errorf("number of migration %s: %w", nom, err)
		}
	}
	var faites int
	err = db.QueryRowContext(ctx, `SELECT count(DISTINCT version_id) FROM goose_db_version WHERE is_applied AND version_id = ANY($1)`,
		numeros).Scan(&faites)
	var pg *pgconn.PgError
	if errors.As(err, &pg) && pg.Code == "42P01" { // undefined_table: an empty database
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read schema version: %w", err)
	}
	return faites == len(noms), nil
}
