package pglocal

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// install makes a folder that looks like an installation of PostgreSQL to who
// asks for its version.
func install(t *testing.T, dir string, major int, manque ...string) string {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"initdb", "pg_ctl", "postgres"} {
		script := fmt.Sprintf("#!/bin/sh\necho '%s (PostgreSQL) %d.2 (Debian %d.2-1)'\n", name, major, major)
		if err := os.WriteFile(filepath.Join(dir, name), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range manque {
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestTheNewestProgramsAreTakenOrThoseOfTheData: in every place where
// installers put them (R3). It changes PATH, HOME and the list of places, hence
// no t.Parallel.
func TestTheNewestProgramsAreTakenOrThoseOfTheData(t *testing.T) {
	root := t.TempDir()
	vraies := places
	t.Cleanup(func() { places = vraies })
	places = nil
	for _, motif := range vraies {
		places = append(places, root+motif)
	}
	t.Setenv("HOME", filepath.Join(root, "home"))
	bin := filepath.Join(root, "bin")
	t.Setenv("PATH", bin+":/usr/bin:/bin")
	at := func(chemin string, major int, manque ...string) string {
		return install(t, filepath.Join(root, chemin), major, manque...)
	}
	expect := func(quoi, bin string, major int, dir string, veut int) {
		t.Helper()
		if p, err := findPrograms(bin, major, "/donnees/pg"); err != nil || p.dir != dir || p.major != veut {
			t.Errorf("%s: %+v, %v; want %s", quoi, p, err, dir)
		}
	}
	refuse := func(quoi, bin string, major int, dits ...string) {
		t.Helper()
		_, err := findPrograms(bin, major, "/donnees/pg")
		for _, dit := range dits {
			if err == nil || !strings.Contains(err.Error(), dit) {
				t.Errorf("%s: %v; want « %s »", quoi, err, dit)
			}
		}
	}
	introuvable := strings.SplitN(ErrIntrouvable.Error(), "\n", 2)[0]

	at("/usr/lib/postgresql/14/bin", 14)
	at("/usr/lib/postgresql/98/bin", 98, "initdb") // half installed
	at("/usr/lib/postgresql/97/bin", 97, "pg_ctl") // half installed
	at("/usr/pgsql-96/bin", 96, "postgres")        // the client alone
	refuse("none of use", "", 0, introuvable)

	// Each place, from the smallest version to the greatest: the newest wins,
	// wherever it is.
	dirs := map[int]string{}
	for i, chemin := range []string{
		"/usr/pgsql-15/bin", "/usr/lib/postgresql/16/bin", "/usr/libexec/postgresql17", "/usr/local/pgsql/bin",
		"/opt/homebrew/opt/postgresql@19/bin",
		"/usr/local/opt/postgresql@20/bin", "/home/linuxbrew/.linuxbrew/opt/postgresql@21/bin",
		"/Applications/Postgres.app/Contents/Versions/22/bin",
		"/home/.cache/parcours/pg/usr/lib/postgresql/23/bin",
	} {
		dirs[15+i] = at(chemin, 15+i)
		expect("newest "+chemin, "", 0, dirs[15+i], 15+i)
	}
	ailleurs := at("/ailleurs", 24)
	if err := os.MkdirAll(bin, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(ailleurs, "postgres"), filepath.Join(bin, "postgres")); err != nil {
		t.Fatal(err)
	}
	expect("PATH leads to a link, the link to its folder", "", 0, ailleurs, 24)

	for major, dir := range dirs {
		expect(fmt.Sprintf("data of %d", major), "", major, dir, major)
	}
	refuse("data of a major that is not there", "", 40, "PostgreSQL 40", "/donnees/pg", "Rien n'a été modifié", "DATA_DIR=")
	refuse("data older than the oldest", "", 14, "PostgreSQL 14", "Rien n'a été modifié")

	expect("PG_BIN, and nothing else", dirs[17], 0, dirs[17], 17)
	refuse("PG_BIN is too old", filepath.Join(root, "/usr/lib/postgresql/14/bin"), 0, "PG_BIN=", "version 15")
	refuse("PG_BIN is not of the data", dirs[17], 16, "PostgreSQL 16", "Rien n'a été modifié")
}

// TestTheScriptLooksInTheSamePlaces: it installs what this package finds, and
// nothing that is there already.
func TestTheScriptLooksInTheSamePlaces(t *testing.T) {
	t.Parallel()
	b, err := os.ReadFile("../../scripts/ensure-postgres.sh")
	if err != nil {
		t.Fatal(err)
	}
	script := strings.ReplaceAll(string(b), "\\\n", " ")
	for _, place := range append([]string{`"$cache"/usr/lib/postgresql/*/bin`}, places...) {
		if !strings.Contains(script, " "+place+" ") && !strings.Contains(script, " "+place+";") {
			t.Errorf("scripts/ensure-postgres.sh does not look in %s", place)
		}
	}
	if !strings.Contains(script, fmt.Sprintf("oldest=%d\n", oldest)) {
		t.Errorf("scripts/ensure-postgres.sh accepts another version than %d", oldest)
	}
	if !strings.Contains(script, "\n"+ErrIntrouvable.Error()+"\n") {
		t.Error("its message is not ErrIntrouvable")
	}
}
