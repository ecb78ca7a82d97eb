package postgres

import (
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

// Migrate brings the schema up to date over a connection of its own, and
// returns how many migrations it applied. Several instances may call it at the
// same time.
func Migrate(ctx context.Context, url string) (int, error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return 0, errors.New("DATABASE_URL n'est pas une adresse PostgreSQL valable")
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute)
	defer cancel()
	db := stdlib.OpenDB(*config)
	defer db.Close()
	voulue, err := latestMigration()
	if err != nil {
		return 0, err
	}
	// The usual start: nothing to do, and one query to know it.
	if v, err := version(ctx, db); err == nil && v >= voulue {
		return 0, nil
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
	return len(faites), nil
}

// Version is the number of the last migration that was applied; 0 when none.
func (db *DB) Version(ctx context.Context) (int64, error) { return version(ctx, db.sql) }

// IsMigrated tells whether the schema is the one that this program expects.
func (db *DB) IsMigrated(ctx context.Context) (bool, error) {
	voulue, err := latestMigration()
	if err != nil {
		return false, err
	}
	v, err := db.Version(ctx)
	return v >= voulue, err
}

func version(ctx context.Context, db *sql.DB) (int64, error) {
	var v sql.NullInt64
	err := db.QueryRowContext(ctx, `SELECT max(version_id) FROM goose_db_version WHERE is_applied`).Scan(&v)
	var pg *pgconn.PgError
	if errors.As(err, &pg) && pg.Code == "42P01" { // undefined_table: an empty database
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("read schema version: %w", err)
	}
	return v.Int64, nil
}

func latestMigration() (int64, error) {
	var derniere int64
	noms, err := fs.Glob(migrations.FS, "*.sql")
	if err != nil {
		return 0, err
	}
	for _, nom := range noms {
		v, err := goose.NumericComponent(nom)
		if err != nil {
			return 0, fmt.Errorf("migration %s: %w", nom, err)
		}
		derniere = max(derniere, v)
	}
	return derniere, nil
}
