package main

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"parcours.example/internal/demo"
)

// What `make run` does once the programs of PostgreSQL are there, with no
// DATABASE_URL: the real program makes, starts and stops a cluster of its own.

var nonsense = env{
	"PGHOST": "nulle.part.invalid", "PGUSER": "personne", "PGPORT": "abc", "PGOPTIONS": "--nonsense",
	"PGDATA": "/nowhere", "PGSSLMODE": "perhaps",
	"PGDATABASE": "rien", "PGSERVICE": "absent", "PGPASSFILE": "/nowhere", "LC_ALL": "xx_XX.nonsense", "LANG": "zz", "TZ": "Mars/Olympus",
}

// TestRunBringsItsOwnPostgres: in an environment full of nonsense, with no port
// but the HTTP one; Ctrl-C answers who waits and leaves nothing running; the
// next run still has everything.
func TestRunBringsItsOwnPostgres(t *testing.T) {
	t.Parallel()
	g := newGrappe(t, nonsense)
	s := g.run("first start", "10 s")
	_, socket := g.postmaster()
	if ports := listeners(t, append(g.processes(), s.cmd.Process.Pid)...); len(ports) != 1 && len(g.processes()) > 0 {
		t.Errorf("it listens on %v, want the HTTP port and nothing else", ports)
	}
	s.signIn("cip@aci.demo", demo.MotDePasse)
	id := s.want(201, "POST", "/salaries", map[string]any{"nom": "Benali", "prenom": "Nadia"})["id"]
	s.interruptDuringARequest(g, id)
	g.leftNothing(s, socket)

	encore := g.run("later start", "2 s")
	encore.jeton = s.jeton
	if nom := encore.want(200, "GET", fmt.Sprintf("/salaries/%v", id), nil)["nom"]; nom != "Benali" {
		t.Errorf("the second run finds %v", nom)
	}
	if n := len(encore.want(200, "GET", fmt.Sprintf("/salaries/%v", id), nil)["parcours"].([]any)); n != 1 {
		t.Errorf("the request of the Ctrl-C was answered, and left %d parcours", n)
	}
	g.refusesAPowerfulRole()
	_, socket = g.postmaster()
	encore.stop()
	g.leftNothing(encore, socket)
	g.refusesAnotherMajor()
}

// interruptDuringARequest presses Ctrl-C, which reaches everybody in the group
// of the terminal, while a request waits in PostgreSQL for a row.
func (s *serveurEssai) interruptDuringARequest(g *grappe, salarie any) {
	s.t.Helper()
	conn := g.admin()
	tx, err := conn.Begin(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	if _, err := tx.Exec(s.t.Context(), `SELECT 1 FROM salarie WHERE id = $1 FOR UPDATE`, salarie); err != nil {
		s.t.Fatal(err)
	}
	reponse := make(chan int, 1)
	go func() {
		status, _ := s.ask("POST", fmt.Sprintf("/salaries/%v/parcours", salarie),
			map[string]any{"origine": "salarie", "intitule": "Agent de propreté", "date": "2026-01-05"})
		reponse <- status
	}()
	waitFor(s.t, "the request waits in PostgreSQL", func() (attend bool) {
		_ = tx.QueryRow(s.t.Context(), `SELECT EXISTS (SELECT 1 FROM pg_stat_activity
			WHERE application_name = 'parcours' AND wait_event_type = 'Lock')`).Scan(&attend)
		return attend
	})
	_ = syscall.Kill(-s.cmd.Process.Pid, syscall.SIGINT)
	waitFor(s.t, "it listens no more", func() bool {
		autre, err := net.Dial("tcp", strings.TrimPrefix(s.url, "http://"))
		if err == nil {
			_ = autre.Close()
		}
		return err != nil
	})
	if err := tx.Commit(s.t.Context()); err != nil { // PostgreSQL did not hear the Ctrl-C
		s.t.Error(err)
	}
	_ = conn.Close(s.t.Context())
	if status := <-reponse; status != http.StatusCreated {
		s.t.Errorf("the request under way was answered %d", status)
	}
	s.ends()
}

// refusesAPowerfulRole: with a role that row security does not bind, neither
// `run` nor `serve` starts (R2). A superuser is refused in
// TestServeDemandsWhatRealUseNeeds.
func (g *grappe) refusesAPowerfulRole() {
	g.t.Helper()
	conn := g.admin()
	alter := func(pouvoir string) {
		g.t.Helper()
		if _, err := conn.Exec(g.t.Context(), `ALTER ROLE parcours `+pouvoir); err != nil {
			g.t.Fatal(err)
		}
	}
	dits := []string{"le rôle PostgreSQL « parcours » est BYPASSRLS", "Connectez le programme avec un rôle ordinaire"}
	alter("BYPASSRLS")
	says(g.t, g.e, "", 1, dits, "run")
	says(g.t, env{"DATABASE_URL": g.url("parcours"), "PARCOURS_SECRET": secret, "PARCOURS_ADDR": "127.0.0.1:0"}, "", 1, dits, "serve")
	alter("NOBYPASSRLS")
}

// refusesAnotherMajor: a directory that another PostgreSQL wrote is left as it
// is, to the last byte and minute.
func (g *grappe) refusesAnotherMajor() {
	g.t.Helper()
	version := filepath.Join(g.dir, "pg", "PG_VERSION")
	vraie, err := os.ReadFile(version)
	if err != nil {
		g.t.Fatal(err)
	}
	if err := os.WriteFile(version, []byte("14\n"), 0o600); err != nil {
		g.t.Fatal(err)
	}
	avant := imprint(g.t, g.dir)
	says(g.t, g.e, "", 1, []string{"ont été écrites par PostgreSQL 14", "Rien n'a été modifié", "DATA_DIR="}, "run")
	if imprint(g.t, g.dir) != avant {
		g.t.Error("a refused directory was changed")
	}
	if err := os.WriteFile(version, vraie, 0o600); err != nil {
		g.t.Fatal(err)
	}
}

// imprint sums up every file below a directory: its place, mode, date, content.
func imprint(t *testing.T, dir string) string {
	t.Helper()
	somme := sha256.New()
	err := filepath.WalkDir(dir, func(chemin string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		contenu, _ := os.ReadFile(chemin)
		fmt.Fprintln(somme, chemin, info.Mode(), info.ModTime(), len(contenu), sha256.Sum256(contenu))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return string(somme.Sum(nil))
}

// TestNothingAcknowledgedIsLostByAKill: of the program, of PostgreSQL, of both,
// while people write.
func TestNothingAcknowledgedIsLostByAKill(t *testing.T) {
	t.Parallel()
	g := newGrappe(t, nil)
	s := g.run("first start", "10 s")
	s.signIn("cip@aci.demo", demo.MotDePasse)
	var ecrits []any
	for _, c := range []struct {
		tue               string
		program, postgres bool
	}{{"the program", true, false}, {"PostgreSQL", false, true}, {"both", true, true}} {
		pm, _ := g.postmaster()
		ecrits = append(ecrits, s.writeUntil(func() {
			if c.program {
				_ = s.cmd.Process.Kill()
			}
			if c.postgres {
				_ = syscall.Kill(pm, syscall.SIGKILL)
			}
		})...)
		if !c.program {
			_ = s.cmd.Process.Signal(syscall.SIGINT)
			s.ends() // PostgreSQL has gone: that is no reason to end badly
		}
		_ = s.cmd.Wait()
		suivant := g.run("after the kill of "+c.tue, "5 s")
		suivant.jeton = s.jeton
		s = suivant
		perdus := 0
		for _, id := range ecrits {
			if status, _ := s.ask("GET", fmt.Sprintf("/salaries/%v", id), nil); status != http.StatusOK {
				perdus++
			}
		}
		t.Logf("%d rows acknowledged so far, %d lost", len(ecrits), perdus)
		if perdus > 0 {
			t.Errorf("after the kill of %s, %d acknowledged rows of %d are lost", c.tue, perdus, len(ecrits))
		}
	}
	_, socket := g.postmaster()
	s.stop()
	g.leftNothing(s, socket)
}

// writeUntil lets four people write, kills in the middle, and gives what was
// acknowledged to them.
func (s *serveurEssai) writeUntil(kill func()) (ids []any) {
	s.t.Helper()
	recus := make(chan any, 4)
	var fini sync.WaitGroup
	for range 4 {
		fini.Go(func() {
			for {
				status, lu, err := s.send("POST", "/salaries", map[string]any{"nom": "Vite", "prenom": "Écrit",
					"avertissements_acquittes": []string{"doublon_possible"}})
				if err != nil || status != http.StatusCreated {
					return
				}
				recus <- lu["id"]
			}
		})
	}
	go func() { fini.Wait(); close(recus) }()
	for id := range recus {
		if ids = append(ids, id); len(ids) == 20 {
			kill()
		}
	}
	if len(ids) < 20 {
		s.t.Errorf("they stopped writing before the kill, after %d rows", len(ids))
	}
	return ids
}
