package testdb_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"parcours.example/internal/pglocal"
)

// givenServer is a server of somebody else's, as TEST_DATABASE_URL names one:
// a private cluster that lets every role in.
func givenServer(t *testing.T) *pglocal.Cluster {
	t.Helper()
	// Not t.TempDir, which the account of PostgreSQL could not enter under root.
	dir, err := os.MkdirTemp("/dev/shm", "testdb-serveur-")
	if err != nil {
		dir, err = os.MkdirTemp("/tmp", "testdb-serveur-")
	}
	if err != nil {
		t.Fatal(err)
	}
	c, err := pglocal.Start(t.Context(), pglocal.Options{Ephemere: true, DataDir: dir, Bin: os.Getenv("PG_BIN"),
		SudoUser: os.Getenv("SUDO_USER")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Stop(context.Background()) })
	moi, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(filepath.Join(dir, "pg", "pg_ident.conf"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, role := range []string{"parcours_essai", "atelier"} {
		fmt.Fprintf(f, "%s %q %s\n", pglocal.Role, moi.Username, role)
	}
	exec1(t, c.AdminURL("postgres"), `SELECT pg_reload_conf()`, `CREATE ROLE atelier LOGIN CREATEDB`,
		`CREATE DATABASE essai_a_moi`, `CREATE DATABASE modele_de_robe OWNER atelier`) // not ours, whatever their names
	return c
}

func exec1(t *testing.T, url string, sqls ...string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	for _, sql := range sqls {
		if _, err := conn.Exec(t.Context(), sql); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
}

// inventory lists the databases and the roles of a server.
func inventory(t *testing.T, c *pglocal.Cluster) string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), c.AdminURL("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	rows, err := conn.Query(t.Context(), `SELECT datname FROM pg_database
		UNION ALL SELECT rolname FROM pg_roles WHERE rolname !~ '^pg_' ORDER BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	noms, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(noms, " ")
}

// TestAGivenServerIsUsedAndLeftAsItWas: by two test processes at once, which
// could start no server of their own; the last one sweeps, what a killed one
// left included.
func TestAGivenServerIsUsedAndLeftAsItWas(t *testing.T) {
	t.Parallel()
	c := givenServer(t)
	moi, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for nom, adresse := range map[string]string{
		"a superuser":      c.AdminURL("postgres"),
		"an ordinary role": strings.Replace(c.AdminURL("postgres"), "postgres://postgres@", "postgres://atelier@", 1),
	} {
		avant := inventory(t, c)
		if nom == "an ordinary role" { // what a killed test process leaves
			exec1(t, adresse, `CREATE DATABASE essai_abcdefgh23456723`)
		}
		var deux sync.WaitGroup
		for range 2 {
			deux.Go(func() {
				p := exec.Command(moi, "-test.run=^TestEachTestHasItsOwnMigratedDatabase$", "-test.v")
				p.Env = append(os.Environ(), "TEST_DATABASE_URL="+adresse, "PG_BIN=/nulle/part")
				if b, err := p.CombinedOutput(); err != nil || !strings.Contains(string(b), "--- PASS") {
					t.Errorf("%s: %v: %s", nom, err, b)
				}
			})
		}
		deux.Wait()
		if ecart := cmp.Diff(avant, inventory(t, c)); ecart != "" {
			t.Errorf("%s: the server does not hold what it held (- before, + after)\n%s", nom, ecart)
		}
	}
}
