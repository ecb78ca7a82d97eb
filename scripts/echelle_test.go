// Package scripts_test climbs the ladder of ensure-postgres.sh and
// ensure-chromium.sh (found, apt, sudo, question, unpack, brew, message) on
// machines of pretence: the tools of this one, and an apt-get, a sudo, a
// dpkg-deb and a brew that write down what they were asked.
package scripts_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parcours.example/internal/pglocal"
)

// machine is where a script runs: with nothing installed unless poser says so.
type machine struct {
	t   *testing.T
	dir string
	env []string
}

// outils are what the scripts may count on everywhere.
var outils = []string{"bash", "sh", "env", "cat", "tail", "mktemp", "dirname", "readlink", "mkdir", "rm", "mv", "awk", "tr",
	"tee", "chmod", "touch", "true"}

// faux are the programs of pretence, by the name of their file. $JOURNAL takes
// down what they hear; $ETAT is what they remember.
var faux = map[string]string{
	"id": `echo "$QUI"`,
	// -n: without asking for a password.
	"sudo": `echo "sudo $*" >>"$JOURNAL"
if [ "$1" = -n ]; then [ -n "$SUDO_LIBRE" ] || exit 1; shift; fi
exec "$@"`,
	"apt-get": `echo "apt-get $*" >>"$JOURNAL"
case " $* " in
*" -s install "*" chromium "*) printf 'Inst %s (1)\n' libnss3 systemd libllvm15 libgl1-mesa-dri fonts-dejavu-core xdg-utils chromium ;;
*" -s install "*) printf 'Inst %s (1)\n' libpq5 perl libllvm14 ssl-cert postgresql-common postgresql-17 postgresql ;;
*" update "*) [ -n "$APT_MUET" ] || touch "$ETAT/listes" ;;
*" download "*) for p; do case $p in lib* | fonts-* | chromium | postgresql-17) touch "$p.deb" ;; esac; done ;;
*" install "*)
  cat "$RACINE/etc/postgresql-common/createcluster.d/parcours.conf" >>"$JOURNAL" 2>/dev/null
  [ -e "$ETAT/listes" ] || { echo "E: Unable to locate package"; exit 100; }
  case " $* " in *" chromium "*) poser "$ETAT/bin" chromium ;; *) poser "$RACINE/usr/lib/postgresql/17/bin" ;; esac ;;
esac`,
	"dpkg-deb": `echo "dpkg-deb $1 ${2##*/}" >>"$JOURNAL"
case $2 in
*postgresql-17.deb) poser "$3/usr/lib/postgresql/17/bin" ;;
*chromium.deb) poser "$3/usr/lib/chromium" chromium ;;
esac`,
	"brew": `echo "brew $*" >>"$JOURNAL"
[ -z "$BREW_MUET" ] || exit 1
case " $* " in *" chromium "*) poser "$RACINE/Applications/Chromium.app/Contents/MacOS" Chromium ;; *) poser "$RACINE/opt/homebrew/opt/postgresql@17/bin" ;; esac`,
	// poser DOSSIER [PROGRAMME…] installs programs that say that they are PostgreSQL 17.
	"poser": `dossier=$1; shift; mkdir -p "$dossier"
for p in ${*:-initdb pg_ctl postgres}; do
  printf '#!/bin/sh\necho "postgres (PostgreSQL) %s.4"\n' "${MAJEUR:-17}" >"$dossier/$p"; chmod +x "$dossier/$p"
done`,
}

// newMachine copies the scripts, with the absolute places that they look in
// moved below a root of pretence, and lays out these programs.
func newMachine(t *testing.T, programmes ...string) *machine {
	t.Helper()
	m := &machine{t: t, dir: t.TempDir()}
	racine, etat := m.dir+"/racine", m.dir+"/etat"
	deplace := strings.NewReplacer(" /usr/", " "+racine+"/usr/", " /opt/", " "+racine+"/opt/", " /home/", " "+racine+"/home/",
		" /Applications/", " "+racine+"/Applications/", `"/Applications/`, `"`+racine+"/Applications/", "=/etc/", "="+racine+"/etc/")
	for _, d := range []string{"scripts", "bin", "home", "etat/bin", "racine"} {
		m.must(os.MkdirAll(filepath.Join(m.dir, d), 0o755))
	}
	for _, nom := range []string{"ensure-postgres.sh", "ensure-chromium.sh", "echelle.sh"} {
		b, err := os.ReadFile(nom)
		m.must(err)
		m.must(os.WriteFile(filepath.Join(m.dir, "scripts", nom), []byte(deplace.Replace(string(b))), 0o755))
	}
	for _, nom := range outils {
		chemin, err := exec.LookPath(nom)
		m.must(err)
		m.must(os.Symlink(chemin, filepath.Join(m.dir, "bin", nom)))
	}
	for _, nom := range append([]string{"id", "poser"}, programmes...) {
		m.must(os.WriteFile(filepath.Join(m.dir, "bin", nom), []byte("#!/bin/sh\n"+faux[nom]+"\n"), 0o755))
	}
	m.env = []string{"PATH=" + m.dir + "/bin:" + etat + "/bin", "HOME=" + m.dir + "/home", "TMPDIR=" + etat, "JOURNAL=" +
		m.dir + "/journal", "ETAT=" + etat, "RACINE=" + racine, "QUI=1000"}
	return m
}

func (m *machine) must(err error) {
	m.t.Helper()
	if err != nil {
		m.t.Fatal(err)
	}
}

// with adds variables to the environment.
func (m *machine) with(env ...string) *machine {
	m.env = append(m.env, env...)
	return m
}

// poser installs PostgreSQL, or these programs, in a folder of the machine.
func (m *machine) poser(dossier string, programmes ...string) *machine {
	m.t.Helper()
	c := exec.Command(m.dir+"/bin/poser", append([]string{m.dir + dossier}, programmes...)...)
	c.Env = m.env
	m.must(c.Run())
	return m
}

// run runs a script where nobody can answer a question.
func (m *machine) run(script string) (dit string, code int) {
	m.t.Helper()
	c := exec.Command(m.dir+"/bin/bash", m.dir+"/scripts/"+script)
	c.Env = m.env
	b, err := c.CombinedOutput()
	if c.ProcessState == nil {
		m.t.Fatal(err)
	}
	return string(b), c.ProcessState.ExitCode()
}

// heard are the lines that the programs of pretence took down.
func (m *machine) heard() []string {
	b, _ := os.ReadFile(m.dir + "/journal")
	return strings.Split(strings.TrimSpace(string(b)), "\n")
}

// inOrder fails unless lines that end so were heard in this order, each one
// after the line before.
func (m *machine) inOrder(fins ...string) {
	m.t.Helper()
	reste := m.heard()
	for _, fin := range fins {
		i := slices.IndexFunc(reste, func(l string) bool { return strings.HasSuffix(l, fin) })
		if i < 0 {
			m.t.Errorf("« …%s » was not heard in its turn among:\n%s", fin, strings.Join(m.heard(), "\n"))
			return
		}
		reste = reste[i+1:]
	}
}

func (m *machine) never(mots ...string) {
	m.t.Helper()
	for _, mot := range mots {
		if i := slices.IndexFunc(m.heard(), func(l string) bool { return strings.Contains(l, mot) }); i >= 0 {
			m.t.Errorf("it went as far as « %s »", m.heard()[i])
		}
	}
}

const (
	toutPret  = ""
	installPg = " install -y --no-install-recommends postgresql"
	installCh = " install -y --no-install-recommends chromium"
)

var tous = []string{"sudo", "apt-get", "dpkg-deb", "brew"}

// TestWhatIsThereIsLeftAlone: found, or a database given, and no program of
// this ladder is even called.
func TestWhatIsThereIsLeftAlone(t *testing.T) {
	t.Parallel()
	for nom, m := range map[string]*machine{
		"Debian":              newMachine(t, tous...).poser("/racine/usr/lib/postgresql/15/bin"),
		"Fedora":              newMachine(t, tous...).poser("/racine/usr/pgsql-16/bin"),
		"Homebrew":            newMachine(t, tous...).poser("/racine/opt/homebrew/opt/postgresql@17/bin"),
		"unpacked before":     newMachine(t, tous...).poser("/home/.cache/parcours/pg/usr/lib/postgresql/15/bin"),
		"on PATH":             newMachine(t, tous...).poser("/etat/bin"),
		"PG_BIN":              newMachine(t, tous...).poser("/ailleurs"),
		"a database is given": newMachine(t, tous...).with("DATABASE_URL=postgres://hote/base"),
	} {
		if nom == "PG_BIN" {
			m.with("PG_BIN=" + m.dir + "/ailleurs")
		}
		if dit, code := m.run("ensure-postgres.sh"); code != 0 || dit != toutPret || m.heard()[0] != "" {
			t.Errorf("%s: exit %d, says %q, calls %q", nom, code, dit, m.heard())
		}
	}
	for nom, m := range map[string]*machine{
		"on PATH":         newMachine(t, tous...).poser("/etat/bin", "chromium"),
		"unpacked before": newMachine(t, tous...).poser("/home/.cache/parcours/chromium", "chromium"),
		"under macOS":     newMachine(t, tous...).poser("/racine/Applications/Chromium.app/Contents/MacOS", "Chromium"),
		"CHROME_BIN":      newMachine(t, tous...).poser("/ailleurs", "chrome"),
	} {
		if nom == "CHROME_BIN" {
			m.with("CHROME_BIN=" + m.dir + "/ailleurs/chrome")
		}
		if dit, code := m.run("ensure-chromium.sh"); code != 0 || dit != toutPret || m.heard()[0] != "" {
			t.Errorf("Chromium %s: exit %d, says %q, calls %q", nom, code, dit, m.heard())
		}
	}
}

// TestRootInstallsWithAptAndNoServerOfItsOwn: the setting that keeps Debian
// from starting a server on 5432 is written before the package comes.
func TestRootInstallsWithAptAndNoServerOfItsOwn(t *testing.T) {
	t.Parallel()
	m := newMachine(t, tous...).with("QUI=0")
	if dit, code := m.run("ensure-postgres.sh"); code != 0 || dit != "parcours : installation de PostgreSQL (apt-get install "+
		"postgresql)…\n" {
		t.Errorf("exit %d: %s", code, dit)
	}
	// A bare machine has no package lists: one update, one more try.
	m.inOrder(installPg, "create_main_cluster = false", " update", installPg, "create_main_cluster = false")
	m.never("sudo", "dpkg-deb", "brew")

	m = newMachine(t, tous...).with("QUI=0")
	if dit, code := m.run("ensure-chromium.sh"); code != 0 || !strings.HasPrefix(dit, "parcours : installation de Chromium") {
		t.Errorf("exit %d: %s", code, dit)
	}
	m.inOrder(installCh, " update", installCh)
	m.never("sudo", "brew")
}

func TestSudoWithoutPasswordDoesTheSame(t *testing.T) {
	t.Parallel()
	for script, install := range map[string]string{"ensure-postgres.sh": installPg, "ensure-chromium.sh": installCh} {
		m := newMachine(t, tous...).with("SUDO_LIBRE=1")
		if dit, code := m.run(script); code != 0 || strings.Contains(dit, "?") {
			t.Errorf("%s: exit %d: %s", script, code, dit)
		}
		m.inOrder("sudo -n true", install)
		for _, l := range m.heard() {
			if strings.HasPrefix(l, "sudo ") && !strings.HasPrefix(l, "sudo -n ") {
				t.Errorf("%s: it may wait for a password: %s", script, l)
			}
		}
		if script == "ensure-postgres.sh" {
			m.inOrder("createcluster.d", "parcours.conf", installPg, "create_main_cluster = false")
		}
		m.never("dpkg-deb", "brew")
	}
}

// TestWithoutRootDebianPackagesAreUnpackedAtHome, and brew is not tried.
func TestWithoutRootDebianPackagesAreUnpackedAtHome(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		script, nom, dossier string
		entend               []string
	}{
		// Only what runs: no packaging, no compiler, no drivers.
		{"ensure-postgres.sh", "PostgreSQL", "pg", []string{
			" -s install --no-install-recommends postgresql", " download libpq5 postgresql-17",
			"dpkg-deb -x libpq5.deb", "dpkg-deb -x postgresql-17.deb",
		}},
		{"ensure-chromium.sh", "Chromium", "chromium", []string{
			" -s install --no-install-recommends chromium", " download libnss3 fonts-dejavu-core chromium", "dpkg-deb -x chromium.deb",
		}},
	} {
		m := newMachine(t, tous...)
		dit, code := m.run(c.script)
		cache := m.dir + "/home/.cache/parcours/"
		if code != 0 || dit != "parcours : téléchargement de "+c.nom+" dans "+cache+c.dossier+" (sans droits d'administration)…\n" {
			t.Errorf("%s: exit %d: %s", c.script, code, dit)
		}
		m.inOrder(append([]string{"sudo -n true", " update"}, c.entend...)...)
		m.never(" install -y ", "brew")
		for _, l := range m.heard() {
			if strings.HasPrefix(l, "apt-get ") && !strings.Contains(l, "Dir::State::lists="+cache+".apt-") {
				t.Errorf("without root, it writes into the lists of the machine: %s", l)
			}
		}
		if restes, _ := filepath.Glob(cache + ".apt-*"); len(restes) > 0 {
			t.Errorf("left behind: %v", restes)
		}
		if dit, code := m.run(c.script); code != 0 || dit != toutPret {
			t.Errorf("%s, the second time: exit %d: %s", c.script, code, dit)
		}
	}
}

// TestTheChromiumUnpackedAtHomeSeesItsLibrariesAndFonts: they are nowhere else on such a machine.
func TestTheChromiumUnpackedAtHomeSeesItsLibrariesAndFonts(t *testing.T) {
	t.Parallel()
	m := newMachine(t, tous...)
	if dit, code := m.run("ensure-chromium.sh"); code != 0 {
		t.Fatalf("exit %d: %s", code, dit)
	}
	cache := m.dir + "/home/.cache/parcours/chromium"
	temoin := "#!/bin/sh\necho \"$1 $LD_LIBRARY_PATH\"\ncat \"$FONTCONFIG_FILE\"\n"
	m.must(os.WriteFile(cache+"/usr/lib/chromium/chromium", []byte(temoin), 0o755))
	b, err := exec.Command(cache+"/chromium", "--headless").CombinedOutput()
	for _, veut := range []string{"--headless ", cache + "/usr/lib/", "<dir>" + cache + "/usr/share/fonts</dir>"} {
		if err != nil || !strings.Contains(string(b), veut) {
			t.Errorf("it does not see %s: %v, %s", veut, err, b)
		}
	}
}

func TestHomebrewInstalls(t *testing.T) {
	t.Parallel()
	m := newMachine(t, "brew", "sudo")
	if dit, code := m.run("ensure-postgres.sh"); code != 0 || dit != "parcours : installation de PostgreSQL (brew install "+
		"postgresql@17)…\n" {
		t.Errorf("exit %d: %s", code, dit)
	}
	m.inOrder("brew install --quiet postgresql@17")
	m.never("sudo")
	m = newMachine(t, "brew", "sudo")
	if dit, code := m.run("ensure-chromium.sh"); code != 0 || !strings.Contains(dit, "brew install --cask chromium") {
		t.Errorf("exit %d: %s", code, dit)
	}
	m.inOrder("brew install --quiet --cask chromium")
}

// TestWhenNothingHelpsTheMessageSaysWhatToDo: word for word what the program
// says, after all that could be tried was.
func TestWhenNothingHelpsTheMessageSaysWhatToDo(t *testing.T) {
	t.Parallel()
	message := pglocal.ErrIntrouvable.Error() + "\n"
	seule := newMachine(t)
	if dit, code := seule.run("ensure-postgres.sh"); code != 1 || dit != message {
		t.Errorf("exit %d, want 1; says (- wanted, + said)\n%s", code, cmp.Diff(message, dit))
	}
	if dit, code := newMachine(t).run("ensure-chromium.sh"); code != 1 ||
		!strings.HasPrefix(dit, "parcours : Chromium, dont les tests de navigateur ont besoin, est introuvable") ||
		!strings.Contains(dit, "CHROME_BIN=/chemin/vers/chromium make test") {
		t.Errorf("exit %d: %s", code, dit)
	}
	// An archive that does not answer: each rung is tried, in its order, and what
	// apt-get said is shown.
	m := newMachine(t, tous...).with("SUDO_LIBRE=1", "APT_MUET=1", "BREW_MUET=1").with("MAJEUR=14")
	dit, code := m.run("ensure-postgres.sh")
	if code != 1 || !strings.HasSuffix(dit, message) || !strings.Contains(dit, "E: Unable to locate package") {
		t.Errorf("exit %d: %s", code, dit)
	}
	m.inOrder("sudo -n true", installPg, " update", installPg, "dpkg-deb -x postgresql-17.deb", "brew install --quiet postgresql@17")
	// A folder that somebody named is not replaced by another behind their back.
	m = newMachine(t, tous...).with("QUI=0", "PG_BIN=/nulle/part")
	if dit, code := m.run("ensure-postgres.sh"); code != 1 || dit != message+"parcours : PG_BIN=/nulle/part est donné : rien "+
		"d'autre n'a été cherché.\n" || m.heard()[0] != "" {
		t.Errorf("exit %d, calls %q: %s", code, m.heard(), dit)
	}
}

// TestFoundOnThisMachineSaysNothing prints how long that takes (R4 aims at 50 ms).
func TestFoundOnThisMachineSaysNothing(t *testing.T) {
	t.Parallel()
	for _, script := range []string{"./ensure-postgres.sh", "./ensure-chromium.sh"} {
		var durees []time.Duration
		for range 5 {
			debut := time.Now()
			b, err := exec.Command(script).CombinedOutput()
			if err != nil && bytes.Contains(b, []byte("introuvable")) {
				t.Skipf("%s: not on this machine", script)
			}
			if err != nil || len(b) > 0 {
				t.Fatalf("%s: %v: %s", script, err, b)
			}
			durees = append(durees, time.Since(debut))
		}
		slices.Sort(durees)
		t.Logf("%s: found in %v, the median of 5 (visé : 50 ms)", script, durees[2].Round(time.Millisecond))
	}
}
