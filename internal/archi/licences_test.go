package archi

import (
	"bytes"
	"flag"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write THIRD-PARTY-NOTICES again: make notices")

// linked returns the modules of others that are linked into the program, as « path version » → folder of the module.
func linked(t *testing.T) map[string]string {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{.Path}} {{.Version}}\t{{.Dir}}{{end}}", "./cmd/parcours")
	cmd.Dir = "../.."
	cmd.Env = append(os.Environ(), "GOOS=linux", "GOARCH=amd64", "CGO_ENABLED=0") // the same list on every machine
	b, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	modules := map[string]string{}
	for ligne := range strings.Lines(string(b)) {
		nom, dossier, _ := strings.Cut(strings.TrimSpace(ligne), "\t")
		if nom != "" && !strings.HasPrefix(nom, "parcours.example") {
			modules[nom] = dossier
		}
	}
	return modules
}

// horsProgramme are the libraries that go.mod requires for builds and tests alone (docs/decisions/0020-un-seul-module.md).
var horsProgramme = map[string]string{
	"github.com/google/go-cmp":      "compares many things at once in tests",
	"github.com/andybalholm/brotli": "compresses web/static/dist, in internal/dev/assets",
	"github.com/chromedp/cdproto":   "the browser's protocol, for internal/e2e",
	"github.com/chromedp/chromedp":  "drives the browser of internal/e2e",
	"github.com/evanw/esbuild":      "bundles the style sheets, in internal/dev/assets",
	"pgregory.net/rapid":            "draws the random cases of tests",
}

func TestLibrariesOfBuildsAndTestsAreNotLinked(t *testing.T) {
	t.Parallel()
	lies := map[string]bool{}
	for nom := range linked(t) {
		chemin, _, _ := strings.Cut(nom, " ")
		lies[chemin] = true
	}
	b, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	directs := regexp.MustCompile(`(?m)^\t(\S+) v\S+$`).FindAllSubmatch(b, -1)
	if len(directs) < 10 {
		t.Fatalf("go.mod requires %d libraries: nothing is being checked", len(directs))
	}
	for _, m := range directs {
		switch lib := string(m[1]); {
		case lies[lib] && horsProgramme[lib] != "":
			t.Errorf("%s is linked into the program, and is only for builds and tests: %s", lib, horsProgramme[lib])
		case !lies[lib] && horsProgramme[lib] == "":
			t.Errorf("%s is not linked into the program: say in horsProgramme what it is for", lib)
		}
	}
}

// TestNoticesAreFresh: THIRD-PARTY-NOTICES holds the licence of all that the program is made of, each text once.
func TestNoticesAreFresh(t *testing.T) {
	t.Parallel()
	dossiers := linked(t)
	publies, _ := filepath.Glob("../../web/vendored/*/LICENSE")
	for _, p := range publies {
		dossiers[filepath.Join("web/vendored", filepath.Base(filepath.Dir(p)))] = filepath.Dir(p)
	}
	noms := map[string][]string{} // by the text of the licence
	for _, nom := range slices.Sorted(maps.Keys(dossiers)) {
		texte := licenceOf(t, dossiers[nom])
		if texte == "" {
			t.Errorf("%s has no licence in %s", nom, dossiers[nom])
		}
		noms[texte] = append(noms[texte], nom)
	}
	veut := bytes.NewBufferString("Parcours contains the works below, each under its own licence. Go's own is that of golang.org/x. " +
		"Written by « make notices ».\n")
	parNom := func(a, b string) int { return strings.Compare(noms[a][0], noms[b][0]) }
	for _, texte := range slices.SortedFunc(maps.Keys(noms), parNom) {
		trait := strings.Repeat("-", 80)
		veut.WriteString("\n" + trait + "\n" + strings.Join(noms[texte], "\n") + "\n" + trait + "\n\n" + texte)
	}
	const fichier = "../../THIRD-PARTY-NOTICES"
	if *update {
		if err := os.WriteFile(fichier, veut.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if a, err := os.ReadFile(fichier); err != nil || !bytes.Equal(a, veut.Bytes()) {
		t.Errorf("THIRD-PARTY-NOTICES is stale: run « make notices » (%v)", err)
	}
}

var nomLicence = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice)`)

// licenceOf joins the texts of licence of a folder, one after the other.
func licenceOf(t *testing.T, dossier string) string {
	t.Helper()
	fichiers, err := os.ReadDir(dossier)
	if err != nil {
		t.Fatal(err)
	}
	var texte strings.Builder
	for _, f := range fichiers {
		if f.IsDir() || !nomLicence.MatchString(f.Name()) {
			continue
		}
		b, err := os.ReadFile(filepath.Join(dossier, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		texte.WriteString(strings.TrimSpace(strings.ReplaceAll(string(b), "\r\n", "\n")) + "\n")
	}
	return texte.String()
}
