package scripts_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// recipe is what make would run, line by line.
func recipe(t *testing.T, cible string) []string {
	t.Helper()
	if _, err := exec.LookPath("make"); err != nil {
		t.Skip("make is not on this machine")
	}
	c := exec.Command("make", "--no-print-directory", "-C", "..", "-n", cible)
	c.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME")}
	b, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("make -n %s: %v: %s", cible, err, b)
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

// TestTheContinuousIntegrationRunsMakeTest, which installs what it needs and
// skips no browser test (R10).
func TestTheContinuousIntegrationRunsMakeTest(t *testing.T) {
	t.Parallel()
	b, err := os.ReadFile("../.ci/run")
	if err != nil {
		t.Fatal(err)
	}
	if lignes := strings.Split(strings.TrimSpace(string(b)), "\n"); lignes[len(lignes)-1] != "make test" {
		t.Errorf(".ci/run ends with %q", lignes[len(lignes)-1])
	}
	recette := strings.Join(recipe(t, "test"), "\n")
	place := 0
	for _, veut := range []string{`DATABASE_URL="" scripts/ensure-postgres.sh`, "scripts/ensure-chromium.sh", "go test "} {
		i := strings.Index(recette[place:], veut)
		if i < 0 {
			t.Fatalf("make test does not run « %s » in its turn:\n%s", veut, recette)
		}
		place += i
	}
	if m, err := os.ReadFile("../Makefile"); err != nil || !strings.Contains(string(m), "test: export PARCOURS_E2E = 1") {
		t.Errorf("make test may skip the browser tests: %v", err)
	}
}
