package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"parcours.example/internal/testdb"
)

// essaiProgramme makes this test binary be the program: a process of its own,
// with its signals and its exit code, and nothing to build.
const essaiProgramme = "PARCOURS_ESSAI_PROGRAMME"

func TestMain(m *testing.M) {
	if os.Getenv(essaiProgramme) != "" {
		main()
		os.Exit(0)
	}
	os.Exit(testdb.Main(m))
}

const secret = "un secret d'essai bien assez long pour signer"

type env map[string]string

// program is a run of the program, with nothing in its environment but env.
func program(t *testing.T, e env, args ...string) *exec.Cmd {
	t.Helper()
	moi, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(moi, args...)
	c.Env = []string{essaiProgramme + "=1", "PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir()}
	for nom, v := range e {
		c.Env = append(c.Env, nom+"="+v)
	}
	return c
}

// run runs a command to its end: what it said, on both outputs, and its code.
func run(t *testing.T, e env, entree string, args ...string) (string, int) {
	t.Helper()
	c := program(t, e, args...)
	c.Stdin = strings.NewReader(entree)
	b, err := c.CombinedOutput()
	if err != nil && c.ProcessState == nil {
		t.Fatal(err)
	}
	return string(b), c.ProcessState.ExitCode()
}

// says fails unless the command ends with this code and says all of these.
func says(t *testing.T, e env, entree string, code int, dits []string, args ...string) string {
	t.Helper()
	sortie, rc := run(t, e, entree, args...)
	if rc != code {
		t.Errorf("parcours %s: exit %d, want %d: %s", strings.Join(args, " "), rc, code, sortie)
	}
	for _, d := range dits {
		if !strings.Contains(sortie, d) {
			t.Errorf("parcours %s does not say %q: %s", strings.Join(args, " "), d, sortie)
		}
	}
	return sortie
}

// serveurEssai is the program, serving.
type serveurEssai struct {
	t      *testing.T
	cmd    *exec.Cmd
	url    string
	dit    string // until the address, included
	suite  *bytes.Buffer
	erreur *bytes.Buffer
	lu     chan struct{}
	jeton  string
}

var adresseDite = regexp.MustCompile(`http://(127\.0\.0\.1:\d+)|"adresse":"(127\.0\.0\.1:\d+)"`)

// start runs the program until it tells its address.
func start(t *testing.T, e env, args ...string) *serveurEssai {
	t.Helper()
	e["PARCOURS_ADDR"] = "127.0.0.1:0"
	return follow(t, program(t, e, args...))
}

func follow(t *testing.T, c *exec.Cmd) *serveurEssai {
	t.Helper()
	s := &serveurEssai{t: t, cmd: c, suite: &bytes.Buffer{}, erreur: &bytes.Buffer{}, lu: make(chan struct{})}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	s.cmd.Stdout, s.cmd.Stderr = w, io.MultiWriter(w, s.erreur) // serve tells it in its log
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.cmd.Process.Kill() })
	lignes := bufio.NewReader(r)
	fini := time.AfterFunc(90*time.Second, func() { _ = s.cmd.Process.Kill(); _ = w.Close() })
	defer fini.Stop()
	for s.url == "" {
		ligne, err := lignes.ReadString('\n')
		s.dit += ligne
		if m := adresseDite.FindStringSubmatch(ligne); m != nil {
			s.url = "http://" + m[1] + m[2]
		}
		if err != nil {
			t.Fatalf("it did not start: %v: %s", err, s.dit)
		}
	}
	go func() { _, _ = io.Copy(s.suite, lignes); close(s.lu) }()
	t.Cleanup(func() { _ = w.Close() })
	return s
}

// stop asks it to end, and wants a clean end.
func (s *serveurEssai) stop() {
	s.t.Helper()
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	s.ends()
}

// ends waits for it, and wants a clean end.
func (s *serveurEssai) ends() {
	s.t.Helper()
	if err := s.cmd.Wait(); err != nil {
		s.t.Errorf("it ended with %v: %s", err, s.erreur)
	}
	_ = s.cmd.Stdout.(*os.File).Close()
	<-s.lu
	s.dit += s.suite.String()
}

// ask sends a request to the API, and reads its JSON.
func (s *serveurEssai) ask(methode, chemin string, corps any) (int, map[string]any) {
	s.t.Helper()
	status, lu, err := s.send(methode, chemin, corps)
	if err != nil {
		s.t.Fatal(err)
	}
	return status, lu
}

// send is ask, for a program that may be killed meanwhile.
func (s *serveurEssai) send(methode, chemin string, corps any, entetes ...string) (int, map[string]any, error) {
	b, err := json.Marshal(corps)
	if err != nil {
		return 0, nil, err
	}
	r, err := http.NewRequestWithContext(context.Background(), methode, s.url+"/api/v1"+chemin, bytes.NewReader(b))
	if err != nil {
		return 0, nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+s.jeton)
	for i := 0; i < len(entetes); i += 2 {
		r.Header.Set(entetes[i], entetes[i+1])
	}
	rep, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, nil, err
	}
	defer rep.Body.Close()
	lu := map[string]any{}
	_ = json.NewDecoder(rep.Body).Decode(&lu)
	return rep.StatusCode, lu, nil
}

// want is ask, which must answer so.
func (s *serveurEssai) want(status int, methode, chemin string, corps any) map[string]any {
	s.t.Helper()
	got, lu := s.ask(methode, chemin, corps)
	if got != status {
		s.t.Fatalf("%s %s: %d, want %d: %v", methode, chemin, got, status, lu)
	}
	return lu
}

func (s *serveurEssai) signIn(email, motDePasse string) {
	s.t.Helper()
	s.jeton, _ = s.want(http.StatusOK, "POST", "/connexion", map[string]any{"email": email, "mot_de_passe": motDePasse})["jeton"].(string)
}

func (s *serveurEssai) page(chemin string) (int, string) {
	s.t.Helper()
	rep, err := http.Get(s.url + chemin)
	if err != nil {
		s.t.Fatal(err)
	}
	defer rep.Body.Close()
	b, _ := io.ReadAll(rep.Body)
	return rep.StatusCode, string(b)
}
