package scripts_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// recipe is what make would run, line by line.
func recipe(t *testing.T, cibles ...string) []string {
	t.Helper()
	if _, err := exec.LookPath("make"); err != nil {
		t.Skip("make is not on this machine")
	}
	c := exec.Command("make", append([]string{"--no-print-directory", "-C", "..", "-n"}, cibles...)...)
	c.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME")}
	b, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("make -n %v: %v: %s", cibles, err, b)
	}
	return strings.Split(strings.TrimSpace(string(b)), "\n")
}

// TestMakeRunBecomesTheProgram: PostgreSQL first, then a build, and no process
// of make's stands between the terminal and the program (R1).
func TestMakeRunBecomesTheProgram(t *testing.T) {
	t.Parallel()
	lignes := recipe(t, "run")
	if lignes[0] != "scripts/ensure-postgres.sh" || lignes[len(lignes)-1] != "exec bin/parcours run" {
		t.Errorf("make run is:\n%s", strings.Join(lignes, "\n"))
	}
	for _, l := range lignes {
		if strings.Contains(l, "go run") {
			t.Errorf("killing go run leaves the program running: %s", l)
		}
	}
}

// TestMakeSaysThatItCompiles, and for how long, only when there is something to compile.
func TestMakeSaysThatItCompiles(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	makefile, err := os.ReadFile("../Makefile")
	must(err)
	for _, d := range []string{"cmd", "config", "internal", "migrations", "web", "faux"} {
		must(os.Mkdir(filepath.Join(dir, d), 0o755))
	}
	for nom, texte := range map[string]string{
		"Makefile": string(makefile), "go.mod": "", "go.sum": "", "web/page.go": "", "faux/go": "#!/bin/sh\ntouch bin/parcours\n",
	} {
		must(os.WriteFile(filepath.Join(dir, nom), []byte(texte), 0o755))
	}
	build := func() string {
		t.Helper()
		cmd := exec.Command("make", "--no-print-directory", "-C", dir, "build")
		cmd.Env = []string{"PATH=" + dir + "/faux:" + os.Getenv("PATH")}
		b, err := cmd.CombinedOutput()
		must(err)
		return string(b)
	}
	if dit := build(); !strings.HasPrefix(dit, "Compilation de Parcours : ") || !strings.Contains(dit, "minutes la première fois") {
		t.Errorf("the first time, it says: %s", dit)
	}
	if dit := build(); dit != "" {
		t.Errorf("with nothing to compile, it says: %s", dit)
	}
	hier := time.Now().Add(-24 * time.Hour) // older than web/page.go
	must(os.Chtimes(filepath.Join(dir, "bin/parcours"), hier, hier))
	if dit := build(); !strings.HasPrefix(dit, "Compilation de Parcours : ") {
		t.Errorf("after a change, it says: %s", dit)
	}
}

// TestTheContinuousIntegrationRunsEverythingButLint: each check once, the tests last, so that their own lines close the run;
// what the tests need is installed, and no browser test is skipped (R10).
func TestTheContinuousIntegrationRunsEverythingButLint(t *testing.T) {
	t.Parallel()
	b, err := os.ReadFile("../.ci/run")
	if err != nil {
		t.Fatal(err)
	}
	lignes := strings.Split(strings.TrimSpace(string(b)), "\n")
	recette := strings.Join(recipe(t, strings.Fields(strings.TrimPrefix(lignes[len(lignes)-1], "make "))...), "\n")
	place := 0
	for _, veut := range []string{
		"go mod tidy -diff", "gofmt -l", "scripts/frais.sh", "/deadcode ", `DATABASE_URL="" scripts/ensure-postgres.sh`,
		"scripts/ensure-chromium.sh", "go test -vet=all ",
	} {
		i := strings.Index(recette[place:], veut)
		if i < 0 {
			t.Fatalf(".ci/run does not run « %s » in its turn:\n%s", veut, recette)
		}
		place += i
	}
	if derniere := recette[strings.LastIndex(recette, "\n")+1:]; !strings.HasPrefix(derniere, "go test ") {
		t.Errorf("it ends with %q, not with the tests", derniere)
	}
	if m, err := os.ReadFile("../Makefile"); err != nil || !strings.Contains(string(m), "test: export PARCOURS_E2E = 1") {
		t.Errorf("make test may skip the browser tests: %v", err)
	}
}
