// Package e2e walks the real program in a real browser: the binary is built and
// started as `parcours run` does, on a database of its own, and Chromium types,
// clicks and reads as people do.
//
// main_test.go starts things; onglet_test.go is a tab and what it overhears;
// geste_test.go is what a person does in it, by the words on the screen.
package e2e

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"parcours.example/internal/testdb"
)

var captures = flag.String("captures", "", "dossier où TestCaptures écrit les captures d'écran de la documentation")

// motDePasse opens every account of the demo; aujourdhui is the day on which
// these stories happen.
const (
	motDePasse = "parcours-demo-2026"
	aujourdhui = "2026-03-02"
)

// atelier holds the binary and the profile of the browser, for the time of the
// tests.
var atelier string

func TestMain(m *testing.M) { os.Exit(runAll(m)) }

func runAll(m *testing.M) int {
	flag.Parse()
	var err error
	if chromium, err = findChromium(os.Getenv("CHROME_BIN")); err != nil {
		fmt.Fprintln(os.Stderr, "e2e :", err)
		if os.Getenv("PARCOURS_E2E") != "" {
			return 1
		}
		// `go test` hides what a passing package says, but ends its line with
		// « [no tests to run] » when it reads the second sentence.
		fmt.Println("Sans navigateur, aucun test de internal/e2e n'est lancé.\ntesting: warning: no tests to run")
		return 0
	}
	if atelier, err = os.MkdirTemp("", "parcours-e2e-"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(atelier)
	defer closeBrowser()
	return testdb.Main(m)
}

// chromium is the program to run.
var chromium string

func findChromium(choisi string) (string, error) {
	noms := []string{"headless_shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable",
		"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"}
	if home, err := os.UserHomeDir(); err == nil {
		noms = append(noms, filepath.Join(home, ".cache/parcours/chromium/chromium")) // unpacked there by ensure-chromium.sh
	}
	if choisi != "" {
		noms = []string{choisi}
	}
	for _, nom := range noms {
		if chemin, err := exec.LookPath(nom); err == nil {
			return chemin, nil
		}
	}
	return "", errors.New("Chromium est introuvable : installez-le, ou indiquez-le par CHROME_BIN")
}

var fermeture = func() {}

func closeBrowser() { fermeture() }

// browser is started once; each person gets a context of their own in it.
var browser = sync.OnceValues(func() (context.Context, error) {
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromium), chromedp.UserDataDir(filepath.Join(atelier, "profil")), chromedp.WSURLReadTimeout(delai),
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("hide-scrollbars", true), chromedp.Flag("font-render-hinting", "none"),
		// axe judges colours as they stand, not on their way from one to another.
		chromedp.Flag("force-prefers-reduced-motion", true),
		// The fields for dates speak the language of the page, as in a French browser.
		chromedp.Flag("enable-blink-features", "LangAttributeAwareFormControlUI"))
	alloc, cancelAlloc := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(alloc)
	fermeture = func() {
		fin, fini := context.WithTimeout(ctx, 10*time.Second)
		defer fini()
		_ = chromedp.Cancel(fin)
		cancel()
		cancelAlloc()
	}
	return ctx, chromedp.Do(ctx)
})

// build makes the program, once, from what `go test` has just compiled.
var build = sync.OnceValues(func() (string, error) {
	binaire := filepath.Join(atelier, "parcours")
	sortie, err := exec.Command("go", "build", "-buildvcs=false", "-o", binaire, "parcours.example/cmd/parcours").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, sortie)
	}
	return binaire, nil
})

// monde is the program, running on a database of its own with the demo cast.
type monde struct {
	t       testing.TB
	url     string
	journal *journal
}

func newMonde(t testing.TB) *monde {
	t.Helper()
	binaire, err := build()
	if err != nil {
		t.Fatal(err)
	}
	m := &monde{t: t, journal: &journal{}}
	cmd := exec.Command(binaire, "run")
	cmd.Env = append(os.Environ(), "DATABASE_URL="+testdb.New(t), "PARCOURS_ADDR=127.0.0.1:0", "PARCOURS_AUJOURDHUI="+aujourdhui)
	cmd.Stderr = m.journal
	sortie, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.stop(cmd) })
	if m.url, err = readAdresse(sortie); err != nil {
		t.Fatalf("the program did not start: %v\n%s", err, m.journal)
	}
	return m
}

// readAdresse waits for the line that says where the program answers, and lets
// it speak on.
func readAdresse(sortie io.Reader) (string, error) {
	adresse := make(chan string, 1)
	go func() {
		defer close(adresse)
		for s := bufio.NewScanner(sortie); s.Scan(); {
			if _, url, ok := strings.Cut(s.Text(), "Parcours est prêt : "); ok {
				adresse <- url
			}
		}
	}()
	select {
	case url, ok := <-adresse:
		if !ok {
			return "", errors.New("it ended")
		}
		return url, nil
	case <-time.After(delai):
		return "", fmt.Errorf("no address after %v", delai)
	}
}

// stop ends the program as Ctrl-C does. It must end well, and must not have met
// an internal error.
func (m *monde) stop(cmd *exec.Cmd) {
	_ = cmd.Process.Signal(syscall.SIGINT)
	force := time.AfterFunc(delai, func() { _ = cmd.Process.Kill() })
	defer force.Stop()
	if err := cmd.Wait(); err != nil {
		m.t.Errorf("the program ended badly: %v\n%s", err, m.journal)
	}
	for ligne := range strings.Lines(m.journal.String()) {
		if strings.Contains(ligne, `"level":"ERROR"`) {
			m.t.Errorf("the program met an error: %s", ligne)
		}
	}
}

// journal is what the program writes on its standard error.
type journal struct {
	mu    sync.Mutex
	texte bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.texte.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.texte.String()
}
