// Package testdb gives each test a PostgreSQL database of its own, cloned from a migrated template and reached as the
// ordinary role, which row security binds. A package that uses it says so once:
//
//	func TestMain(m *testing.M) { os.Exit(testdb.Main(m)) }
//
// The server is a throw-away cluster, shared by the test processes and gone with the last one; with TEST_DATABASE_URL
// it is that server, whose role must be allowed to create databases, and on which the last one leaves nothing.
package testdb

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver that goose asks for
	"github.com/pressly/goose/v3"

	"parcours.example/internal/pglocal"
	"parcours.example/internal/postgres"
	"parcours.example/migrations"
)

// server is where the databases are made.
type server struct {
	adresse   string // may create databases
	admin     *pgxpool.Pool
	super     bool                     // row security does not bind admin
	url       func(base string) string // as the ordinary role
	role      string                   // their owner
	strategie string
	modele    string
	leave     func() error
}

var (
	partage  *server
	ouvre    = sync.OnceValues(open)
	dansMain bool
)

// Main runs the tests of a package and leaves nothing behind.
func Main(m *testing.M) int {
	dansMain = true
	code := m.Run()
	if partage != nil {
		if err := partage.leave(); err != nil {
			fmt.Fprintln(os.Stderr, "testdb:", err)
			return max(code, 1)
		}
	}
	return code
}

// New returns the URL of a fresh migrated database, which the end of the test drops.
func New(t testing.TB) string {
	t.Helper()
	return create(t, "")
}

// NewEmpty is New before any migration.
func NewEmpty(t testing.TB) string {
	t.Helper()
	return create(t, "template0")
}

// NewFilled is the URL of a fresh database at a former version of the schema, filled by a script of rows as that version
// wrote them: they come from several structures, so that the walls and the history stand aside meanwhile.
func NewFilled(t testing.TB, version int64, lignes string) string {
	t.Helper()
	url := NewEmpty(t)
	db, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatalf("testdb: %v", err)
	}
	defer db.Close()
	p, err := goose.NewProvider(goose.DialectPostgres, db, migrations.FS, goose.WithDisableGlobalRegistry(true))
	if err == nil {
		_, err = p.UpTo(t.Context(), version)
	}
	for _, requete := range []string{strings.ReplaceAll(murs, "MUR", "NO FORCE"), lignes, strings.ReplaceAll(murs, "MUR", "FORCE")} {
		if err == nil {
			_, err = db.ExecContext(t.Context(), requete)
		}
	}
	if err != nil {
		t.Fatalf("testdb: %v", err)
	}
	return url
}

// murs opens or shuts the walls, with the triggers behind them.
const murs = `DO $$ DECLARE t regclass; BEGIN
  FOR t IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relrowsecurity AND relnamespace = 'public'::regnamespace LOOP
    EXECUTE format('ALTER TABLE %s MUR ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %s ' || CASE 'MUR' WHEN 'FORCE' THEN 'ENABLE' ELSE 'DISABLE' END || ' TRIGGER USER', t);
  END LOOP;
END $$`

// create copies a template, else the migrated one.
func create(t testing.TB, modele string) string {
	t.Helper()
	if !dansMain {
		t.Fatal("testdb: add func TestMain(m *testing.M) { os.Exit(testdb.Main(m)) } to this package")
	}
	s, err := ouvre()
	if err != nil {
		t.Fatalf("testdb: %v", err)
	}
	base := freeName("essai_")
	if err := s.copyDatabase(context.Background(), base, cmp.Or(modele, s.modele)); err != nil {
		t.Fatalf("testdb: %v", err)
	}
	t.Cleanup(func() {
		if _, err := s.admin.Exec(context.Background(), `DROP DATABASE IF EXISTS `+base+` WITH (FORCE)`); err != nil {
			t.Errorf("testdb: %v", err)
		}
	})
	return s.url(base)
}

func freeName(prefixe string) string { return prefixe + strings.ToLower(rand.Text()[:16]) }

// Open is New, opened.
func Open(t testing.TB) *postgres.DB {
	t.Helper()
	return OpenURL(t, New(t), nil)
}

// OpenURL opens a database until the end of the test; trace is told of each statement.
func OpenURL(t testing.TB, url string, trace pgx.QueryTracer) *postgres.DB {
	t.Helper()
	db, err := postgres.Open(context.Background(), url, postgres.Options{Trace: trace})
	if err != nil {
		t.Fatalf("testdb: %v", err)
	}
	t.Cleanup(db.Close)
	return db
}

// AdminURL gives access as a role that row security does not bind, to test that the program refuses it. It is "" on a
// server that offers none.
func AdminURL(t testing.TB) string {
	t.Helper()
	s, err := ouvre()
	if err != nil {
		t.Fatalf("testdb: %v", err)
	}
	if !s.super {
		return ""
	}
	return s.adresse
}

func open() (s *server, err error) {
	if adresse := os.Getenv("TEST_DATABASE_URL"); adresse != "" {
		s, err = openGiven(adresse)
	} else {
		s, err = openPrivate()
	}
	if err != nil {
		return nil, err
	}
	partage = s
	return s, s.alone(s.makeTemplate)
}

func openPrivate() (*server, error) {
	c, err := pglocal.Start(context.Background(), pglocal.Options{Ephemere: true, Bin: os.Getenv("PG_BIN"),
		SudoUser: os.Getenv("SUDO_USER")})
	if err != nil {
		return nil, err
	}
	s := &server{adresse: c.AdminURL("postgres"), super: true, url: c.URL, role: pglocal.Role,
		strategie: "FILE_COPY"} // the quicker one on a memory file system
	s.admin, err = pgxpool.New(context.Background(), s.adresse)
	s.leave = func() error {
		s.admin.Close()
		_ = c.Stop(context.Background())
		return nil
	}
	return s, err
}

// makeTemplate migrates one database, once for all the processes that run tests at this moment. Its name changes with
// the migrations.
func (s *server) makeTemplate(ctx context.Context) error {
	somme := sha256.New()
	fmt.Fprintln(somme, s.role) // only its owner may copy a template
	noms, err := fs.Glob(migrations.FS, "*.sql")
	for _, nom := range noms {
		texte, errLu := fs.ReadFile(migrations.FS, nom)
		err = errors.Join(err, errLu)
		fmt.Fprintf(somme, "%s %d %s", nom, len(texte), texte)
	}
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	s.modele = "modele_" + hex.EncodeToString(somme.Sum(nil))[:16]
	var fait bool
	err = s.admin.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)`, s.modele).Scan(&fait)
	if err != nil || fait {
		return err
	}
	// Renamed when it is whole: a template is there, or it is not.
	brouillon := freeName("brouillon_")
	if err := s.copyDatabase(ctx, brouillon, "template0"); err != nil {
		return err
	}
	if _, err = postgres.Migrate(ctx, s.url(brouillon), nil); err != nil {
		_, _ = s.admin.Exec(ctx, `DROP DATABASE `+brouillon+` WITH (FORCE)`)
		return fmt.Errorf("migrate the template: %w", err)
	}
	_, err = s.admin.Exec(ctx, `ALTER DATABASE `+brouillon+` RENAME TO `+s.modele)
	return err
}

func (s *server) copyDatabase(ctx context.Context, base, modele string) error {
	_, err := s.admin.Exec(ctx, fmt.Sprintf(`CREATE DATABASE %s TEMPLATE %s OWNER %s STRATEGY %s`,
		base, modele, s.role, s.strategie))
	if err != nil {
		return fmt.Errorf("copy the database %s: %w", modele, err)
	}
	return nil
}

// alone does something that no other test process does meanwhile. A killed process drops its lock.
func (s *server) alone(fn func(context.Context) error) error {
	ctx := context.Background()
	return s.admin.AcquireFunc(ctx, func(porte *pgxpool.Conn) error {
		if _, err := porte.Exec(ctx, `SELECT pg_advisory_lock(728123)`); err != nil {
			return fmt.Errorf("lock the server of the tests: %w", err)
		}
		err := fn(ctx)
		_, errPorte := porte.Exec(ctx, `SELECT pg_advisory_unlock(728123)`)
		return errors.Join(err, errPorte)
	})
}
