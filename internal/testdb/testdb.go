// Package testdb gives each test a PostgreSQL database of its own, cloned from a migrated template and reached as the
// ordinary role, which row security binds. A package that uses it says so once:
//
//	func TestMain(m *testing.M) { os.Exit(testdb.Main(m)) }
//
// The server is a throw-away cluster, shared by the test processes and gone with the last one; with TEST_DATABASE_URL
// it is that server, whose role must be allowed to create databases, and on which the last one leaves nothing.
package testdb

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"parcours.example/internal/pglocal"
	"parcours.example/internal/postgres"
	"parcours.example/migrations"
)

// server is where the databases are made.
type server struct {
	url       func(base string) string // as the ordinary role
	admin     string                   // may create databases
	role      string                   // their owner
	strategie string
	modele    string
	super     bool // row security does not bind admin
	release   func() error
}

var (
	partage  *server
	ouvre    = sync.OnceValue(open)
	dansMain bool
)

// Main runs the tests of a package and leaves nothing behind.
func Main(m *testing.M) int {
	dansMain = true
	code := m.Run()
	if partage != nil {
		if err := partage.release(); err != nil {
			fmt.Fprintln(os.Stderr, "testdb:", err)
			return max(code, 1)
		}
	}
	return code
}

// New returns the URL of a fresh migrated database, which the end of the test drops.
func New(t testing.TB) string {
	t.Helper()
	return create(t, func(s *server) string { return s.modele })
}

// NewEmpty is New before any migration.
func NewEmpty(t testing.TB) string {
	t.Helper()
	return create(t, func(*server) string { return "template0" })
}

func create(t testing.TB, modele func(*server) string) string {
	t.Helper()
	if !dansMain {
		t.Fatal("testdb: add func TestMain(m *testing.M) { os.Exit(testdb.Main(m)) } to this package")
	}
	if err := ouvre(); err != nil {
		t.Fatalf("testdb: %v", err)
	}
	s := partage
	nom := "essai_" + strings.ToLower(rand.Text()[:16])
	if err := s.exec(fmt.Sprintf(`CREATE DATABASE %s TEMPLATE %s OWNER %s STRATEGY %s`, nom, modele(s), s.role, s.strategie)); err != nil {
		t.Fatalf("testdb: %v", err)
	}
	t.Cleanup(func() {
		if err := s.exec(`DROP DATABASE IF EXISTS ` + nom + ` WITH (FORCE)`); err != nil {
			t.Errorf("testdb: %v", err)
		}
	})
	return s.url(nom)
}

// Open is New, opened.
func Open(t testing.TB) *postgres.DB {
	t.Helper()
	return openURL(t, New(t), nil)
}

func openURL(t testing.TB, url string, trace pgx.QueryTracer) *postgres.DB {
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
	if err := ouvre(); err != nil {
		t.Fatalf("testdb: %v", err)
	}
	if !partage.super {
		return ""
	}
	return partage.admin
}

func open() error {
	s, err := findServer()
	if err != nil {
		return err
	}
	partage = s
	return s.makeTemplate()
}

func findServer() (*server, error) {
	if adresse := os.Getenv("TEST_DATABASE_URL"); adresse != "" {
		return openGiven(adresse)
	}
	c, release, err := pglocal.StartTest(pglocal.Options{Bin: os.Getenv("PG_BIN"), SudoUser: os.Getenv("SUDO_USER")})
	if err != nil {
		return nil, err
	}
	return &server{
		url: c.URL, admin: c.AdminURL("postgres"), role: pglocal.Role, super: true,
		strategie: "FILE_COPY", // the quicker one on a memory file system
		release:   func() error { release(); return nil },
	}, nil
}

// makeTemplate migrates one database, once for all the processes that run tests at this moment. Its name changes with
// the migrations.
func (s *server) makeTemplate() error {
	somme := sha256.New()
	fmt.Fprintln(somme, s.role) // only its owner may copy a template
	noms, err := fs.Glob(migrations.FS, "*.sql")
	if err != nil {
		return err
	}
	for _, nom := range noms {
		texte, err := fs.ReadFile(migrations.FS, nom)
		if err != nil {
			return err
		}
		fmt.Fprintf(somme, "%s %d %s", nom, len(texte), texte)
	}
	s.modele = "modele_" + hex.EncodeToString(somme.Sum(nil))[:16]
	return s.connect(func(ctx context.Context, conn *pgx.Conn) error {
		// No other test process goes on meanwhile: the lock ends with the connection.
		if _, err := conn.Exec(ctx, `SELECT pg_advisory_lock(`+verrouPorte+`)`); err != nil {
			return fmt.Errorf("lock the server of the tests: %w", err)
		}
		var fait bool
		err := conn.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)`, s.modele).Scan(&fait)
		if err != nil || fait {
			return err
		}
		// Renamed when it is whole: a template is there, or it is not.
		brouillon := "brouillon_" + strings.ToLower(rand.Text()[:16])
		if _, err := conn.Exec(ctx, `CREATE DATABASE `+brouillon+` OWNER `+s.role+` TEMPLATE template0 STRATEGY `+s.strategie); err != nil {
			return fmt.Errorf("create the template: %w", err)
		}
		if _, err := postgres.Migrate(ctx, s.url(brouillon)); err != nil {
			_, _ = conn.Exec(ctx, `DROP DATABASE `+brouillon+` WITH (FORCE)`)
			return fmt.Errorf("migrate the template: %w", err)
		}
		_, err = conn.Exec(ctx, `ALTER DATABASE `+brouillon+` RENAME TO `+s.modele)
		return err
	})
}

// connect opens one connection that may create databases, for as long as fn runs.
func (s *server) connect(fn func(context.Context, *pgx.Conn) error) error {
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, s.admin)
	if err != nil {
		return fmt.Errorf("connect to the server of the tests: %w", err)
	}
	defer conn.Close(ctx)
	return fn(ctx, conn)
}

func (s *server) exec(sql string) error {
	return s.connect(func(ctx context.Context, conn *pgx.Conn) error {
		_, err := conn.Exec(ctx, sql)
		return err
	})
}
