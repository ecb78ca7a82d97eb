package pglocal

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

// oldest is the first major that the migrations were written for.
const oldest = 15

// ErrIntrouvable says what to do when no PostgreSQL is installed.
var ErrIntrouvable = errors.New(`parcours : PostgreSQL 15 ou plus récent est introuvable et n'a pas pu être installé automatiquement.
Faites l'une de ces choses, puis relancez la même commande :
  Debian, Ubuntu :  sudo apt-get install postgresql
  Fedora, RHEL :    sudo dnf install postgresql-server
  macOS :           brew install postgresql@17
  Docker :          docker compose up
  autre serveur :   DATABASE_URL=postgres://utilisateur:motdepasse@hote:5432/base make run`)

// programs is one installation of PostgreSQL.
type programs struct {
	dir   string
	major int
}

// needed are the programs without which an installation is of no use.
var needed = []string{"postgres", "pg_ctl", "initdb"}

// places is where installers put PostgreSQL's programs; scripts/ensure-postgres.sh looks in the same ones.
var places = []string{
	"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/libexec/postgresql*", "/usr/local/pgsql/bin",
	"/opt/homebrew/opt/postgresql*/bin", "/usr/local/opt/postgresql*/bin", "/home/linuxbrew/.linuxbrew/opt/postgresql*/bin",
	"/Applications/Postgres.app/Contents/Versions/*/bin",
}

// findPrograms returns the newest installation, or the one of the given major when the data directory demands it.
func findPrograms(bin string, major int, pgdata string) (programs, error) {
	var best programs
	dirs := candidates(bin)
	for i, dir := range dirs {
		if slices.Contains(dirs[:i], dir) {
			continue
		}
		if v := version(dir); v > best.major && (major == 0 || v == major) {
			best = programs{dir, v}
		}
	}
	switch {
	case best.major >= oldest:
		return best, nil
	case bin != "" && major == 0:
		return programs{}, fmt.Errorf("parcours : PG_BIN=%s ne contient pas initdb, pg_ctl et postgres en version %d "+
			"ou plus récente", bin, oldest)
	case major != 0:
		return programs{}, fmt.Errorf("parcours : les données de %s ont été écrites par PostgreSQL %d, "+
			"dont les programmes (version %d au moins) ne sont pas sur cette machine.\nRien n'a été modifié. "+
			"Installez PostgreSQL %d, ou donnez un autre répertoire : DATA_DIR=/un/autre/repertoire", pgdata, major, oldest, major)
	}
	return programs{}, ErrIntrouvable
}

func candidates(bin string) (dirs []string) {
	if bin != "" {
		return []string{bin}
	}
	for _, name := range needed {
		if path, err := exec.LookPath(name); err == nil {
			if path, err = filepath.EvalSymlinks(path); err == nil {
				dirs = append(dirs, filepath.Dir(path))
			}
		}
	}
	patterns := places
	if home, err := os.UserHomeDir(); err == nil {
		patterns = append([]string{filepath.Join(home, ".cache/parcours/pg/usr/lib/postgresql/*/bin")}, places...)
	}
	for _, pattern := range patterns {
		found, _ := filepath.Glob(pattern)
		dirs = append(dirs, found...)
	}
	return dirs
}

var versionRE = regexp.MustCompile(`\(PostgreSQL\) (\d+)`)

// version returns the major of the programs in dir, 0 when some are missing or do not run.
func version(dir string) int {
	for _, name := range needed {
		if _, err := exec.LookPath(filepath.Join(dir, name)); err != nil {
			return 0
		}
	}
	out, err := programs{dir: dir}.run(owner{}, nil, "postgres", "--version")
	m := versionRE.FindStringSubmatch(out)
	if err != nil || m == nil {
		return 0
	}
	v, _ := strconv.Atoi(m[1])
	return v
}

// dataMajor returns the major that wrote the cluster, 0 when there is none yet.
func dataMajor(dataDir, pgdata string) (int, error) {
	if _, err := os.Stat(filepath.Join(dataDir, "PG_VERSION")); err == nil {
		return 0, fmt.Errorf("parcours : DATA_DIR=%s est le répertoire d'un autre PostgreSQL. Rien n'a été modifié. "+
			"Donnez un répertoire à part", dataDir)
	}
	content, err := os.ReadFile(filepath.Join(pgdata, "PG_VERSION"))
	if errors.Is(err, os.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("parcours : les données de %s sont illisibles : %w", pgdata, err)
	}
	major, err := strconv.Atoi(strings.TrimSpace(string(content)))
	if err != nil || major == 0 {
		return 0, fmt.Errorf("parcours : %s/PG_VERSION ne contient pas un numéro de version. Rien n'a été modifié", pgdata)
	}
	return major, nil
}

// run runs one program as owner and returns what it printed. Output goes through a file, never a pipe: PostgreSQL
// would inherit the pipe, and its reader would wait for PostgreSQL to end.
func (p programs) run(as owner, stdin io.Reader, name string, args ...string) (string, error) {
	out, err := os.CreateTemp("", "parcours-pg-")
	if err != nil {
		return "", err
	}
	defer out.Close()
	defer os.Remove(out.Name())
	cmd := p.command(as, name, args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = stdin, out, out
	runErr := cmd.Run()
	content, err := os.ReadFile(out.Name())
	if err != nil {
		return "", err
	}
	text := strings.TrimSpace(string(content))
	if runErr != nil {
		return text, fmt.Errorf("parcours : %s a échoué (%w) : %s", name, runErr, text)
	}
	return text, nil
}

func (p programs) command(as owner, name string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(p.dir, name), args...)
	cmd.Dir, cmd.Env, cmd.SysProcAttr = "/", p.environ(), as.sysProcAttr()
	return cmd
}

// environ is all that PostgreSQL's programs see: no PG*, no LC_ALL, no TZ of the person who started us.
func (p programs) environ() []string {
	locale := "C.UTF-8"
	if runtime.GOOS == "darwin" { // its older releases know none
		locale = "en_US.UTF-8"
	}
	env := []string{"PATH=/usr/bin:/bin", "LC_ALL=" + locale}
	// Debian's packages unpacked into the cache by ensure-postgres.sh bring their libraries along.
	if root, _, ok := strings.Cut(p.dir, "/usr/lib/postgresql/"); ok && root != "" {
		libs, _ := filepath.Glob(root + "/usr/lib/*-linux-gnu*")
		more, _ := filepath.Glob(root + "/lib/*-linux-gnu*")
		env = append(env, "LD_LIBRARY_PATH="+strings.Join(append(libs, more...), ":"))
	}
	return env
}
