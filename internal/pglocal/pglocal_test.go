package pglocal

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// durable starts a cluster as `make run` does, in a directory that PostgreSQL's account may enter.
func durable(t *testing.T, dir string) *Cluster {
	t.Helper()
	c, err := Start(t.Context(), Options{DataDir: dir, Log: slog.New(slog.NewTextHandler(t.Output(), nil))})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Stop(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return c
}

// dataDir is not t.TempDir: its parent is closed to the account that PostgreSQL runs as under root.
func dataDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/tmp", "pglocal-test-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir // mode 0700, as `mktemp -d` makes it
}

func connect(t *testing.T, url string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

func query[T any](t *testing.T, conn *pgx.Conn, sql string) (v T) {
	t.Helper()
	if err := conn.QueryRow(t.Context(), sql).Scan(&v); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return v
}

func exec1(t *testing.T, conn *pgx.Conn, sql string) {
	t.Helper()
	if _, err := conn.Exec(t.Context(), sql); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

func TestProgramConnectsAsOrdinaryOwnerThroughPrivateSocket(t *testing.T) {
	t.Parallel()
	c := durable(t, dataDir(t))
	conn := connect(t, c.URL(Role))

	if query[bool](t, conn, `SELECT rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole FROM pg_roles WHERE rolname = current_user`) {
		t.Error("the program's role has powers that switch row security off")
	}
	for name, want := range map[string]string{
		"listen_addresses": "", "fsync": "on", "data_checksums": "on", "server_encoding": "UTF8", "lc_ctype": "C.UTF-8", "full_page_writes": "on",
	} {
		if got := query[string](t, conn, "SHOW "+name); got != want {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
	exec1(t, conn, `CREATE EXTENSION unaccent; CREATE EXTENSION pg_trgm`)
	if !query[bool](t, conn, `SELECT 'É' ILIKE 'é' AND 'côté' < 'côtes' COLLATE "fr-x-icu"`) {
		t.Error("accents are not understood")
	}
	info, err := os.Stat(c.socketDir)
	if err != nil || info.Mode().Perm() != 0o700 || len(c.socketDir) >= 60 || strings.HasPrefix(c.socketDir, c.opts.DataDir) {
		t.Errorf("socket directory %s: %v %v", c.socketDir, info, err)
	}
}

func TestDataSurvivesStopAndStopLeavesNothingRunning(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	c := durable(t, dir)
	exec1(t, connect(t, c.URL(Role)), `CREATE TABLE t AS SELECT 42 AS n`)
	pm, _ := readPostmaster(c.pgdata)
	if err := c.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if pm.alive(c.pgdata) {
		t.Error("PostgreSQL still runs")
	}
	if _, err := os.Stat(c.socketDir); !os.IsNotExist(err) {
		t.Errorf("socket directory remains: %v", err)
	}
	start := time.Now()
	again := durable(t, dir)
	t.Logf("second start took %v (aim 2 s)", time.Since(start))
	if n := query[int](t, connect(t, again.URL(Role)), `SELECT n FROM t`); n != 42 {
		t.Errorf("n = %d", n)
	}
}

func TestSecondUserSharesClusterAndLastOneStopsIt(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	first, second := durable(t, dir), durable(t, dir)
	pm, _ := readPostmaster(first.pgdata)
	if err := first.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	query[int](t, connect(t, second.URL(Role)), `SELECT 1`)
	if err := second.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if pm.alive(second.pgdata) {
		t.Error("PostgreSQL outlived its last user")
	}
}

func TestSimultaneousFirstStartsMakeOneCluster(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	var wg sync.WaitGroup
	urls := make([]string, 4)
	for i := range urls {
		wg.Go(func() { urls[i] = durable(t, dir).URL(Role) })
	}
	wg.Wait()
	for _, url := range urls {
		query[int](t, connect(t, url), `SELECT 1`)
	}
}

func TestAcknowledgedRowSurvivesKillOfPostgres(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	c := durable(t, dir)
	conn := connect(t, c.URL(Role))
	exec1(t, conn, `CREATE TABLE t (n int); INSERT INTO t VALUES (7)`)
	// A child that computes does not notice its postmaster's death.
	go func() { _, _ = conn.Exec(context.Background(), `SELECT count(*) FROM generate_series(1, 1e9)`) }()
	pm, _ := readPostmaster(c.pgdata)
	if err := syscall.Kill(pm.pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}

	start := time.Now()
	again := durable(t, dir)
	t.Logf("recovery took %v (aim 5 s)", time.Since(start))
	if n := query[int](t, connect(t, again.URL(Role)), `SELECT n FROM t`); n != 7 {
		t.Errorf("n = %d", n)
	}
}

func TestPidOfAnotherProgramInPostmasterPidIsNotBelieved(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	c := durable(t, dir)
	if err := c.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	sleeper := exec.Command("sleep", "60")
	sleeper.SysProcAttr = c.owner.sysProcAttr() // PostgreSQL itself would only see that its own account has that pid
	if err := sleeper.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = sleeper.Process.Kill(); _ = sleeper.Wait() }()
	stale := strconv.Itoa(sleeper.Process.Pid) + "\n" + c.pgdata + "\n1\n5432\n/nowhere\n\n1 1\nready\n"
	if err := os.WriteFile(filepath.Join(c.pgdata, "postmaster.pid"), []byte(stale), 0o600); err != nil {
		t.Fatal(err)
	}
	query[int](t, connect(t, durable(t, dir).URL(Role)), `SELECT 1`)
}

func TestClusterLeftByKilledProgramIsPickedUpThenStopped(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	killed := durable(t, dir)
	pm, _ := readPostmaster(killed.pgdata)
	killed.usage.Close() // what the kernel does for a killed process
	next := durable(t, dir)
	query[int](t, connect(t, next.URL(Role)), `SELECT 1`)
	if err := next.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if pm.alive(next.pgdata) {
		t.Error("PostgreSQL outlived its last user")
	}
}

func TestDataOfAnotherMajorIsRefusedUntouched(t *testing.T) {
	t.Parallel()
	for _, version := range []string{"14", "99", "abc"} {
		t.Run(version, func(t *testing.T) {
			t.Parallel()
			dir := dataDir(t)
			if err := os.MkdirAll(filepath.Join(dir, "pg", "base"), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, "pg", "PG_VERSION"), []byte(version+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			before := fingerprint(t, dir)
			_, err := Start(t.Context(), Options{DataDir: dir})
			if err == nil || !strings.Contains(err.Error(), "Rien n'a été modifié") {
				t.Errorf("err = %v", err)
			}
			if after := fingerprint(t, dir); after != before {
				t.Errorf("files changed:\n%s\nto\n%s", before, after)
			}
		})
	}
}

func fingerprint(t *testing.T, dir string) string {
	t.Helper()
	var all strings.Builder
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		content, _ := os.ReadFile(path)
		fmt.Fprintln(&all, path, info.Mode(), info.ModTime(), uidOf(info), sha256.Sum256(content))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}

func TestNonsenseEnvironmentChangesNothing(t *testing.T) {
	for name, value := range map[string]string{
		"PGHOST": "nulle.part.invalid", "PGUSER": "personne", "PGPORT": "abc", "PGOPTIONS": "--nonsense",
		"PGDATA": "/nowhere", "PGSSLMODE": "perhaps",
		"PGDATABASE": "rien", "PGSERVICE": "absent", "LC_ALL": "xx_XX.nonsense", "LANG": "zz", "TZ": "Mars/Olympus",
	} {
		t.Setenv(name, value)
	}
	query[int](t, connect(t, durable(t, dataDir(t)).URL(Role)), `SELECT 1`)
}

func TestTestClustersAreSharedFastAndGoneAfterwards(t *testing.T) {
	t.Parallel()
	opts := Options{DataDir: dataDir(t), Ephemere: true}
	first, err := Start(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	second, err := Start(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	pm, _ := readPostmaster(first.pgdata)
	_ = first.Stop(t.Context())
	conn := connect(t, second.AdminURL("postgres"))
	exec1(t, conn, `CREATE DATABASE copie OWNER parcours TEMPLATE parcours STRATEGY FILE_COPY`)
	if got := query[string](t, connect(t, second.URL("copie")),
		`SELECT current_user || current_database() || current_setting('fsync')`); got != "parcourscopieoff" {
		t.Errorf("got %s", got)
	}
	_ = second.Stop(t.Context())
	if pm.alive(second.pgdata) {
		t.Error("PostgreSQL still runs")
	}
	left, _ := filepath.Glob(opts.DataDir + "*")
	if _, err := os.Stat(second.socketDir); len(left) != 0 || !os.IsNotExist(err) {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestProgramsAreFoundOrTheMessageSaysWhatToDo(t *testing.T) {
	t.Parallel()
	p, err := findPrograms("", 0, "")
	if err != nil || p.major < oldest {
		t.Fatalf("%+v %v", p, err)
	}
	if got, err := findPrograms(p.dir, p.major, ""); err != nil || got != p {
		t.Errorf("PG_BIN: %+v %v", got, err)
	}
	if _, err := findPrograms(t.TempDir(), 0, ""); err == nil || !strings.Contains(err.Error(), "PG_BIN") {
		t.Errorf("empty PG_BIN: %v", err)
	}
	for _, want := range []string{"apt-get install postgresql", "dnf install", "brew install postgresql@17",
		"docker compose up", "DATABASE_URL="} {
		if !strings.Contains(ErrIntrouvable.Error(), want) {
			t.Errorf("message lacks %q", want)
		}
	}
}

func TestRootIsToldWhenPostgresCannotEnterTheDirectory(t *testing.T) {
	t.Parallel()
	if os.Getuid() != 0 {
		t.Skip("only root changes account")
	}
	closed := filepath.Join(dataDir(t), "parcours")
	_, err := Start(t.Context(), Options{DataDir: closed})
	if err == nil || !strings.Contains(err.Error(), "ne peut pas entrer dans "+closed) || !strings.Contains(err.Error(), "DATA_DIR=") {
		t.Errorf("err = %v", err)
	}
}
