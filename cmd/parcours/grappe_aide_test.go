package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// grappe is a data directory of `parcours run`, seen from outside: by the
// processes that work on it and by the socket of its PostgreSQL.
type grappe struct {
	t   *testing.T
	dir string // DATA_DIR
	e   env
}

// newGrappe gives the program a directory of its own. It is not t.TempDir,
// which the account that PostgreSQL runs as under root could not enter.
func newGrappe(t *testing.T, e env) *grappe {
	t.Helper()
	dir, err := os.MkdirTemp("/tmp", "parcours-run-")
	if err != nil {
		t.Fatal(err)
	}
	g := &grappe{t: t, dir: dir, e: env{"DATA_DIR": dir, "PARCOURS_SECRET": secret}}
	t.Cleanup(func() {
		for _, pid := range g.processes() { // after a failure only
			_ = syscall.Kill(pid, syscall.SIGKILL)
		}
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	// Where to find PostgreSQL's programs is the machine's affair, not the test's.
	for _, nom := range []string{"HOME", "PG_BIN", "SUDO_USER"} {
		if v := os.Getenv(nom); v != "" {
			g.e[nom] = v
		}
	}
	maps.Copy(g.e, e)
	return g
}

// run starts the program as a terminal does, in a group of its own, and tells
// how long it takes to be ready.
func (g *grappe) run(quoi, vise string) *serveurEssai {
	g.t.Helper()
	g.e["PARCOURS_ADDR"] = "127.0.0.1:0"
	c := program(g.t, g.e, "run")
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	debut := time.Now()
	s := follow(g.t, c)
	if status, dit := s.page("/readyz"); status != http.StatusOK {
		g.t.Fatalf("%s: not ready: %d %s", quoi, status, dit)
	}
	g.t.Logf("%-28s ready after %7v (visé : %s)", quoi, time.Since(debut).Round(time.Millisecond), vise)
	return s
}

// postmaster is the process of PostgreSQL and the directory of its socket.
func (g *grappe) postmaster() (pid int, socket string) {
	g.t.Helper()
	b, err := os.ReadFile(filepath.Join(g.dir, "pg", "postmaster.pid"))
	if err != nil {
		g.t.Fatal(err)
	}
	lignes := strings.Split(string(b), "\n")
	if _, err := fmt.Sscan(lignes[0], &pid); err != nil || len(lignes) < 5 {
		g.t.Fatalf("postmaster.pid: %q, %v", b, err)
	}
	return pid, lignes[4]
}

func (g *grappe) url(role string) string {
	_, socket := g.postmaster()
	return "postgres://" + role + "@/parcours?sslmode=disable&host=" + url.QueryEscape(socket)
}

// admin opens a connection past the program, as the superuser of the cluster.
func (g *grappe) admin() *pgx.Conn {
	g.t.Helper()
	conn, err := pgx.Connect(g.t.Context(), g.url("postgres"))
	if err != nil {
		g.t.Fatal(err)
	}
	g.t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

// processes are those whose work is in the data directory: all of PostgreSQL.
func (g *grappe) processes() (pids []int) {
	liens, _ := filepath.Glob("/proc/[0-9]*/cwd")
	for _, lien := range liens {
		var pid int
		if cible, err := os.Readlink(lien); err == nil && strings.HasPrefix(cible, g.dir) {
			_, _ = fmt.Sscanf(lien, "/proc/%d/cwd", &pid)
			pids = append(pids, pid)
		}
	}
	return pids
}

// leftNothing: no process of PostgreSQL or of the program, no socket.
func (g *grappe) leftNothing(s *serveurEssai, socket string) {
	g.t.Helper()
	if pids := g.processes(); len(pids) > 0 {
		g.t.Errorf("processes still at work in %s: %v", g.dir, pids)
	}
	if err := syscall.Kill(-s.cmd.Process.Pid, 0); !errors.Is(err, syscall.ESRCH) {
		g.t.Errorf("the group of the program still holds somebody: %v", err)
	}
	if _, err := os.Stat(socket); !os.IsNotExist(err) {
		g.t.Errorf("the directory of the socket remains: %v", err)
	}
}

// listeners are the TCP addresses on which these processes listen.
func listeners(t *testing.T, pids ...int) (ports []string) {
	t.Helper()
	ecoutes := map[string]string{} // inode → local address
	for _, table := range []string{"/proc/net/tcp", "/proc/net/tcp6"} {
		b, err := os.ReadFile(table)
		if err != nil {
			continue
		}
		for _, ligne := range strings.Split(string(b), "\n") {
			if c := strings.Fields(ligne); len(c) > 9 && c[3] == "0A" {
				ecoutes["socket:["+c[9]+"]"] = c[1]
			}
		}
	}
	for _, pid := range pids {
		fds, _ := filepath.Glob(fmt.Sprintf("/proc/%d/fd/*", pid))
		for _, fd := range fds {
			if cible, err := os.Readlink(fd); err == nil && ecoutes[cible] != "" {
				ports = append(ports, ecoutes[cible])
			}
		}
	}
	return ports
}

// waitFor polls a condition: what it waits for is another process.
func waitFor(t *testing.T, quoi string, ok func() bool) {
	t.Helper()
	for limite := time.Now().Add(20 * time.Second); !ok(); <-time.After(5 * time.Millisecond) {
		if time.Now().After(limite) {
			t.Fatalf("still not: %s", quoi)
		}
	}
}
