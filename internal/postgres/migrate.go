package postgres

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"

	"parcours.example/internal/parcours"
	"parcours.example/migrations"
)

// migrationLock makes instances that start together wait for each other.
// goose's own lock polls every few seconds; this one wakes up at once.
type migrationLock struct{}

const cleMigration = 7_239_041_188

func (migrationLock) SessionLock(ctx context.Context, conn *sql.Conn) error {
	_, err := conn.ExecContext(ctx, `SELECT pg_advisory_lock($1)`, int64(cleMigration))
	return err
}

func (migrationLock) SessionUnlock(ctx context.Context, conn *sql.Conn) error {
	_, err := conn.ExecContext(ctx, `SELECT pg_advisory_unlock($1)`, int64(cleMigration))
	return err
}

// Migrate brings the schema up to date over a connection of its own, with the
// states of etat.go, and returns how many migrations it applied. Several instances
// may call it at the same time.
func Migrate(ctx context.Context, url string) (int, error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return 0, errors.New("DATABASE_URL n'est pas une adresse PostgreSQL valable")
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute)
	defer cancel()
	db := stdlib.OpenDB(*config)
	defer db.Close()
	// The usual start: nothing to do, and one query to know it.
	if fait, err := isMigrated(ctx, db); err != nil || fait {
		return 0, cmp.Or(err, FillEtats(ctx, db, parcours.Etats))
	}
	p, err := goose.NewProvider(goose.DialectPostgres, db, migrations.FS,
		goose.WithSessionLocker(migrationLock{}), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return 0, fmt.Errorf("prepare migrations: %w", err)
	}
	faites, err := p.Up(ctx)
	if err != nil {
		return len(faites), fmt.Errorf("migrate: %w", err)
	}
	return len(faites), FillEtats(ctx, db, parcours.Etats)
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
