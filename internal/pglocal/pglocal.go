// Package pglocal runs PostgreSQL's own programs as a private cluster: for a first try, for development and for tests.
//
// It finds the programs on the machine (it never installs anything: scripts/ensure-postgres.sh does), makes a cluster
// in a data directory, starts it with pg_ctl and hands back a URL. The cluster listens on no TCP port: it is reached
// through a socket in a directory that only its owner and root can enter, with peer authentication and no password.
//
// # Life of a cluster
//
// Several processes may use one data directory. Each holds a shared lock on it; the one that starts or stops
// PostgreSQL holds an exclusive lock meanwhile, and the last one to call Stop stops PostgreSQL. The kernel drops the
// locks of a killed process, so a cluster that a kill -9 left behind is picked up, then stopped, by the next one.
// pg_ctl gives PostgreSQL a session of its own: Ctrl-C reaches the program alone, which calls Stop after its last
// answer.
//
// # Tests
//
// An ephemeral cluster is shared by the test processes of all packages: its data lie on /dev/shm where there is room,
// without fsync, and disappear with the last process. internal/testdb gives each test a database there. A test process
// that is killed leaves the cluster running; the next run uses it and cleans up behind itself.
package pglocal

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"
)

// Role is both the ordinary role that the program connects as and the database that it owns.
const Role = "parcours"

// admin is the superuser that initdb makes; only tests use it, to create and drop databases.
const admin = "postgres"

// Options say where and as whom. Their zero value is a durable cluster in the default place.
type Options struct {
	DataDir  string       // the program's directory; PostgreSQL's own is DataDir/pg. Default: defaultDataDir
	Bin      string       // PG_BIN: the only folder to look for PostgreSQL's programs in
	SudoUser string       // SUDO_USER: as root, the person for whom PostgreSQL runs
	Log      *slog.Logger // default: says nothing
	Ephemere bool         // for tests: no durability, and the last Stop deletes DataDir
}

// Cluster is a running private PostgreSQL that this process uses.
type Cluster struct {
	opts      Options
	pgdata    string
	socketDir string
	bin       programs
	owner     owner
	log       *slog.Logger
	usage     *os.File // shared lock: this process uses the cluster
	stop      sync.Once
	stopErr   error
}

// defaultDataDir is /var/lib/parcours for root, ~/.local/share/parcours for anyone else.
func defaultDataDir() (string, error) {
	if os.Getuid() == 0 {
		return "/var/lib/parcours", nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("parcours : aucun répertoire personnel, donnez DATA_DIR : %w", err)
	}
	return filepath.Join(home, ".local", "share", "parcours"), nil
}

// UnsetPGEnv removes PGHOST, PGUSER, PGOPTIONS… from the environment: pgx reads them even when it is given a full
// URL. PostgreSQL's programs are unaffected by them, and by LC_ALL: they get an environment of their own.
func UnsetPGEnv() {
	for _, kv := range os.Environ() {
		name, _, _ := strings.Cut(kv, "=")
		if strings.HasPrefix(name, "PG") && !strings.HasPrefix(name, "PG_") { // PG_BIN is ours
			_ = os.Unsetenv(name)
		}
	}
}

// Start makes the cluster if DataDir holds none, starts it if it does not run, and calls UnsetPGEnv. Its errors are
// complete French sentences, to be shown as they are.
func Start(ctx context.Context, opts Options) (*Cluster, error) {
	UnsetPGEnv()
	c, err := newCluster(opts)
	if err != nil {
		return nil, err
	}
	gate, err := c.lock(ctx, "verrou", syscall.LOCK_EX)
	if err != nil {
		return nil, err
	}
	defer gate.Close()
	if c.usage, err = c.lock(ctx, "usagers", syscall.LOCK_SH); err != nil {
		return nil, err
	}
	if err = c.open(ctx); err != nil {
		return nil, errors.Join(err, c.leave(context.WithoutCancel(ctx)))
	}
	return c, nil
}

// URL gives access to a database as the ordinary role, which row security binds.
func (c *Cluster) URL(database string) string { return c.url(Role, database) }

// AdminURL gives access as superuser. Row security does not bind it: use it to create and drop databases, no more.
func (c *Cluster) AdminURL(database string) string { return c.url(admin, database) }

func (c *Cluster) url(role, database string) string {
	query := url.Values{"host": {c.socketDir}, "port": {"5432"}, "sslmode": {"disable"}}
	return (&url.URL{Scheme: "postgres", User: url.User(role), Path: "/" + database, RawQuery: query.Encode()}).String()
}

// Stop stops PostgreSQL unless another process still uses it. Close the pools first. Calling it again does nothing.
func (c *Cluster) Stop(ctx context.Context) error {
	c.stop.Do(func() {
		gate, err := c.lock(ctx, "verrou", syscall.LOCK_EX)
		if err != nil {
			c.stopErr = err
			return
		}
		defer gate.Close()
		c.stopErr = c.leave(ctx)
	})
	return c.stopErr
}

// newCluster settles everything that can be known without touching a file.
func newCluster(opts Options) (*Cluster, error) {
	c := &Cluster{opts: opts, log: cmp.Or(opts.Log, slog.New(slog.DiscardHandler))}
	var err error
	if opts.DataDir == "" && opts.Ephemere {
		c.opts.DataDir = testDir()
	} else if opts.DataDir == "" {
		if c.opts.DataDir, err = defaultDataDir(); err != nil {
			return nil, err
		}
	}
	if c.opts.DataDir, err = filepath.Abs(c.opts.DataDir); err != nil {
		return nil, fmt.Errorf("parcours : DATA_DIR=%s : %w", c.opts.DataDir, err)
	}
	c.pgdata = filepath.Join(c.opts.DataDir, "pg")
	major, err := dataMajor(c.opts.DataDir, c.pgdata)
	if err != nil {
		return nil, err
	}
	if c.bin, err = findPrograms(opts.Bin, major, c.pgdata); err != nil {
		return nil, err
	}
	c.owner, err = chooseOwner(c.pgdata, opts.SudoUser)
	return c, err
}

// open makes and starts the cluster. The caller holds the exclusive lock.
func (c *Cluster) open(ctx context.Context) error {
	if err := c.owner.checkAccess(c.bin, c.opts.DataDir); err != nil {
		return err
	}
	// The process that held the lock before us may just have made the cluster.
	if _, err := os.Stat(filepath.Join(c.pgdata, "PG_VERSION")); errors.Is(err, fs.ErrNotExist) {
		if err := c.create(ctx); err != nil {
			return err
		}
	}
	return cmp.Or(c.run(ctx), ctx.Err())
}

// leave gives up the shared lock and, when nobody else holds it, stops PostgreSQL. The caller holds the exclusive lock.
func (c *Cluster) leave(ctx context.Context) error {
	defer c.usage.Close()
	if syscall.Flock(int(c.usage.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) != nil {
		c.log.Debug("PostgreSQL laissé à un autre processus", "donnees", c.pgdata)
		return nil
	}
	err := c.shutdown(ctx)
	if !c.opts.Ephemere {
		return err
	}
	// Renamed first: a process that waits for the lock must see the directory whole or not at all.
	trash := fmt.Sprintf("%s.fini-%d", c.opts.DataDir, os.Getpid())
	return errors.Join(err, os.Rename(c.opts.DataDir, trash), os.RemoveAll(trash))
}

// lock takes a flock on a file of DataDir, which it creates if need be, polling until ctx is done.
func (c *Cluster) lock(ctx context.Context, name string, how int) (*os.File, error) {
	path := filepath.Join(c.opts.DataDir, name)
	for {
		if err := c.makeDataDir(); err != nil {
			return nil, err
		}
		f, err := os.OpenFile(path, os.O_RDONLY|os.O_CREATE, 0o644)
		if err == nil {
			err = syscall.Flock(int(f.Fd()), how|syscall.LOCK_NB)
			if err == nil && sameFile(f, path) {
				return f, nil
			}
			f.Close()
		}
		if err != nil && !errors.Is(err, syscall.EWOULDBLOCK) && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("parcours : impossible de verrouiller %s : %w", path, err)
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("parcours : %s est resté occupé par un autre processus : %w", c.opts.DataDir, ctx.Err())
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// sameFile is false when the locked file was deleted meanwhile, with the ephemeral cluster that it guarded.
func sameFile(f *os.File, path string) bool {
	held, err1 := f.Stat()
	there, err2 := os.Stat(path)
	return err1 == nil && err2 == nil && os.SameFile(held, there)
}
