package pglocal

import (
	"context"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
)

// testDir is the same for all test processes of one account: they share one cluster.
func testDir() string {
	base := os.TempDir()
	var st syscall.Statfs_t
	// Containers often get 64 MB of /dev/shm: too little for a template and its clones.
	err := syscall.Statfs("/dev/shm", &st)
	if err == nil && uint64(st.Bavail)*uint64(st.Bsize) > 1<<30 && syscall.Access("/dev/shm", 2) == nil {
		base = "/dev/shm"
	}
	return filepath.Join(base, fmt.Sprintf("parcours-test-%d", os.Getuid()))
}

// makeDataDir makes the directory; as root it lets PostgreSQL's account pass through it to pg/.
func (c *Cluster) makeDataDir() error {
	dir := c.opts.DataDir
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("parcours : impossible de créer %s : %w", dir, err)
	}
	info, err := os.Lstat(dir)
	if err != nil {
		return nil // an ephemeral directory that another process just deleted: the lock's loop tries again
	}
	if c.opts.Ephemere && (!info.IsDir() || uidOf(info) != os.Getuid()) {
		return fmt.Errorf("parcours : %s appartient à un autre utilisateur", dir)
	}
	if c.owner.drop && uidOf(info) == 0 && info.Mode().Perm()&0o001 == 0 {
		return os.Chmod(dir, info.Mode().Perm()|0o011)
	}
	return nil
}

// create makes the cluster under a random name, with its role, its database and its access rules, then renames it:
// there is a whole cluster at pgdata, or none. An interrupted initdb can only delete its own random directory.
func (c *Cluster) create(ctx context.Context) error {
	c.log.Info("création de la base de données locale", "repertoire", c.pgdata, "postgresql", c.bin.major)
	for _, pattern := range []string{c.opts.DataDir + "/.initdb-*", c.opts.DataDir + ".fini-*"} {
		leftovers, _ := filepath.Glob(pattern)
		for _, dir := range leftovers {
			_ = os.RemoveAll(dir)
		}
	}
	tmp, err := os.MkdirTemp(c.opts.DataDir, ".initdb-")
	if err != nil {
		return fmt.Errorf("parcours : impossible d'écrire dans %s : %w", c.opts.DataDir, err)
	}
	defer os.RemoveAll(tmp)
	if err := c.owner.own(tmp); err != nil {
		return err
	}
	if _, err := c.bin.run(c.owner, nil, "initdb", c.initdbArgs(tmp)...); err != nil {
		return err
	}
	if err := c.writeConfig(tmp); err != nil {
		return err
	}
	// Single-user mode needs neither a server nor a client: one line, one statement.
	sql := fmt.Sprintf("CREATE ROLE %[1]s LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS\n"+
		"CREATE DATABASE %[1]s OWNER %[1]s\n", Role)
	if _, err := c.bin.run(c.owner, strings.NewReader(sql), "postgres", "--single", "-D", tmp, "-c",
		"exit_on_error=true", "postgres"); err != nil {
		return err
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err := os.Rename(tmp, c.pgdata); err != nil {
		return fmt.Errorf("parcours : impossible de mettre en place %s : %w", c.pgdata, err)
	}
	return nil
}

func (c *Cluster) initdbArgs(dir string) []string {
	args := []string{"-D", dir, "-U", admin, "-E", "UTF8", "--data-checksums", "--auth-local=peer", "--auth-host=reject",
		"--no-instructions"}
	// C.UTF-8 is there on every Debian; sorted text asks for COLLATE "fr-x-icu" itself. macOS lacks it, PostgreSQL 17
	// brings its own.
	switch {
	case runtime.GOOS != "darwin":
		args = append(args, "--locale=C.UTF-8")
	case c.bin.major >= 17:
		args = append(args, "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=en_US.UTF-8")
	default:
		args = append(args, "--locale=en_US.UTF-8")
	}
	if c.opts.Ephemere {
		args = append(args, "--no-sync")
	}
	return args
}

// writeConfig sets access and settings. Root may enter besides the owner: it can become the owner anyway.
func (c *Cluster) writeConfig(dir string) error {
	var ident strings.Builder
	for _, name := range []string{c.owner.name, "root"} {
		for _, role := range []string{Role, admin} {
			fmt.Fprintf(&ident, "%s %q %s\n", Role, name, role)
		}
	}
	settings := []string{
		"listen_addresses = ''", "port = 5432", "unix_socket_permissions = 0700", "timezone = 'UTC'",
		"log_timezone = 'UTC'", "jit = off"}
	if c.opts.Ephemere {
		settings = append(settings, "fsync = off", "synchronous_commit = off", "full_page_writes = off", "autovacuum = off",
			"wal_level = minimal", "max_wal_senders = 0", "max_wal_size = 256MB", "max_connections = 300")
	}
	for name, content := range map[string]string{
		"pg_hba.conf":          "local all all peer map=" + Role + "\n",
		"pg_ident.conf":        ident.String(),
		"postgresql.auto.conf": strings.Join(settings, "\n") + "\n",
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			return err
		}
		if err := c.owner.own(path); err != nil {
			return err
		}
	}
	return nil
}

// makeSocketDir returns a short path (a socket's may not exceed 103 bytes) that only the owner can enter.
func (c *Cluster) makeSocketDir() (string, error) {
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(c.pgdata))
	dir := fmt.Sprintf("/tmp/parcours-%d-%08x", c.owner.uid, sum.Sum32())
	if err := os.Mkdir(dir, 0o700); err == nil {
		return dir, c.owner.own(dir)
	}
	// Left by a killed process; or made by another user, who could then see the traffic.
	info, err := os.Lstat(dir)
	if err != nil || !info.IsDir() || uidOf(info) != c.owner.uid || info.Mode().Perm() != 0o700 {
		return "", fmt.Errorf("parcours : %s existe et n'est pas à « %s » seul : supprimez-le", dir, c.owner.name)
	}
	return dir, nil
}
