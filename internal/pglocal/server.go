package pglocal

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// run starts PostgreSQL, or joins the one that already runs on this data directory.
func (c *Cluster) run(ctx context.Context) error {
	killed := false
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
		pm, ok := readPostmaster(c.pgdata)
		switch {
		case !ok:
			return c.launch(killed)
		case !pm.alive(c.pgdata):
			c.log.Warn("PostgreSQL s'était arrêté brutalement : il reprend de lui-même", "donnees", c.pgdata)
			killed = true
			c.clearKilled()
		case pm.status == "ready" && reachable(pm.socketDir):
			c.socketDir = pm.socketDir
			c.log.Debug("PostgreSQL tournait déjà", "donnees", c.pgdata, "pid", pm.pid)
			return nil
		case pm.status == "ready": // its socket is gone (/tmp was emptied): nobody can use it any more
			if err := c.pgCtl("stop", "-m", "fast"); err != nil {
				return err
			}
		}
		if ctx.Err() != nil || time.Now().After(deadline) {
			return fmt.Errorf("parcours : PostgreSQL (pid %d) ne répond pas ; son journal : %s", pm.pid, c.logPath())
		}
	}
}

// launch starts PostgreSQL. After a kill its last children may hold the shared memory a moment longer.
func (c *Cluster) launch(killed bool) error {
	socketDir, err := c.makeSocketDir()
	if err != nil {
		return err
	}
	if info, err := os.Stat(c.logPath()); err == nil && info.Size() > 1<<20 {
		_ = os.Remove(c.logPath())
	}
	start := time.Now()
	for {
		err = c.pgCtl("start", "-l", c.logPath(), "-o", "-k "+socketDir)
		if err == nil {
			break
		}
		if !killed || time.Since(start) > 4*time.Second {
			_ = os.Remove(socketDir)
			return fmt.Errorf("%w\n%s", err, tail(c.logPath()))
		}
		time.Sleep(200 * time.Millisecond)
	}
	c.socketDir = socketDir
	c.log.Info("PostgreSQL démarré", "version", c.bin.major, "donnees", c.pgdata,
		"duree", time.Since(start).Round(time.Millisecond))
	return nil
}

// shutdown stops PostgreSQL if it runs, and removes its socket's directory.
func (c *Cluster) shutdown(ctx context.Context) error {
	pm, ok := readPostmaster(c.pgdata)
	if !ok {
		return nil
	}
	mode := "fast"
	if ctx.Err() != nil || c.opts.Ephemere {
		mode = "immediate" // nothing to keep, or no time left: recovery at the next start loses no commit
	}
	err := c.pgCtl("stop", "-m", mode)
	if pm, ok := readPostmaster(c.pgdata); err != nil && (!ok || !pm.alive(c.pgdata)) {
		err = nil // it was killed meanwhile: it is stopped all the same
	}
	if c.socketDir != "" {
		_ = os.RemoveAll(c.socketDir)
	}
	// pg_ctl waits for the postmaster to remove its file; on a busy machine, the process ends a good moment later.
	for fin := time.Now().Add(time.Minute); err == nil && pm.alive(c.pgdata) && time.Now().Before(fin); {
		time.Sleep(10 * time.Millisecond)
	}
	return err
}

func (c *Cluster) pgCtl(args ...string) error {
	_, err := c.bin.run(c.owner, nil, "pg_ctl", append(args, "-D", c.pgdata, "-s", "-w", "-t", "60")...)
	return err
}

func (c *Cluster) logPath() string { return filepath.Join(c.pgdata, "parcours.log") }

func tail(path string) string {
	content, _ := os.ReadFile(path)
	return string(bytes.TrimSpace(content[max(0, len(content)-2000):]))
}

func reachable(socketDir string) bool {
	conn, err := net.DialTimeout("unix", filepath.Join(socketDir, ".s.PGSQL.5432"), time.Second)
	if err != nil {
		return false
	}
	return conn.Close() == nil
}

// postmaster is what PostgreSQL writes about itself in postmaster.pid.
type postmaster struct {
	pid               int
	socketDir, status string
}

func readPostmaster(pgdata string) (pm postmaster, ok bool) {
	content, err := os.ReadFile(filepath.Join(pgdata, "postmaster.pid"))
	if err != nil {
		return pm, false
	}
	lines := append(strings.Split(string(content), "\n"), make([]string, 8)...)
	pm.pid, _ = strconv.Atoi(strings.TrimSpace(lines[0]))
	pm.socketDir, pm.status = lines[4], strings.TrimSpace(lines[7])
	return pm, true
}

// alive looks at the process itself. A killed postmaster leaves its file behind, and its pid may since be a zombie's
// or another program's: PostgreSQL, which only asks whether the pid exists, would refuse to start.
func (pm postmaster) alive(pgdata string) bool {
	if pm.pid <= 0 {
		return false
	}
	if _, err := os.Stat("/proc/self/stat"); err == nil {
		return servesData(strconv.Itoa(pm.pid), pgdata)
	}
	out, err := exec.Command("ps", "-o", "stat=,comm=", "-p", strconv.Itoa(pm.pid)).Output() // macOS
	return err == nil && !bytes.HasPrefix(bytes.TrimSpace(out), []byte("Z")) && bytes.Contains(out, []byte("postgres"))
}

// servesData tells whether /proc/pid is a living PostgreSQL process working on pgdata, which is its current directory.
func servesData(pid, pgdata string) bool {
	stat, err := os.ReadFile("/proc/" + pid + "/stat") // 42 (postgres) S 1 …
	if err != nil {
		return false
	}
	head, rest, _ := bytes.Cut(stat, []byte(") "))
	if !bytes.Contains(head, []byte("postgres")) || bytes.HasPrefix(rest, []byte("Z")) || bytes.HasPrefix(rest, []byte("X")) {
		return false
	}
	cwd, err1 := os.Stat("/proc/" + pid + "/cwd")
	data, err2 := os.Stat(pgdata)
	return err1 == nil && err2 == nil && os.SameFile(cwd, data)
}

// clearKilled removes what a killed postmaster left: children still at work (they cannot reach a client any more, and
// would keep the next postmaster out), then its file.
func (c *Cluster) clearKilled() {
	for range 20 {
		orphans := 0
		procs, _ := filepath.Glob("/proc/[0-9]*")
		for _, proc := range procs {
			if pid := filepath.Base(proc); servesData(pid, c.pgdata) {
				n, _ := strconv.Atoi(pid)
				_ = syscall.Kill(n, syscall.SIGKILL)
				orphans++
			}
		}
		if orphans == 0 {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	_ = os.Remove(filepath.Join(c.pgdata, "postmaster.pid"))
}
