package main

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// programme is the real program, running.
type programme struct {
	commande *exec.Cmd
	adresse  string
	pret     time.Duration // from its start to /readyz answering
}

var formeAdresse = regexp.MustCompile(`http://[0-9.:]+`)

// start runs the program, on a database (DATABASE_URL=…) or on a cluster of its
// own (DATA_DIR=…), and waits until it is ready.
func start(ctx context.Context, binaire string, ou ...string) (*programme, error) {
	p := &programme{commande: exec.CommandContext(ctx, binaire, "run")}
	p.commande.Env = append(append(os.Environ(), "DATABASE_URL=", "PARCOURS_ADDR=127.0.0.1:0", "PARCOURS_LOG=error"), ou...)
	p.commande.Stderr = os.Stderr
	sortie, err := p.commande.StdoutPipe()
	if err != nil {
		return nil, err
	}
	debut := time.Now()
	if err := p.commande.Start(); err != nil {
		return nil, err
	}
	for lignes := bufio.NewScanner(sortie); lignes.Scan(); {
		if p.adresse = formeAdresse.FindString(lignes.Text()); p.adresse != "" {
			break
		}
	}
	if p.adresse == "" {
		return nil, fmt.Errorf("the program ended without an address")
	}
	for {
		reponse, err := http.Get(p.adresse + "/readyz")
		if err == nil {
			reponse.Body.Close()
			if reponse.StatusCode == http.StatusOK {
				p.pret = time.Since(debut)
				return p, nil
			}
		}
		if time.Since(debut) > time.Minute {
			return nil, fmt.Errorf("not ready after a minute: %w", err)
		}
	}
}

// startAndStop tells how long a whole start takes, PostgreSQL's included.
func startAndStop(ctx context.Context, binaire, donnees string) (time.Duration, error) {
	p, err := start(ctx, binaire, "DATA_DIR="+donnees)
	if err != nil {
		return 0, err
	}
	p.stop()
	return p.pret, nil
}

func (p *programme) stop() {
	_ = p.commande.Process.Signal(syscall.SIGTERM)
	_ = p.commande.Wait()
}

func (p *programme) memory() float64 { return p.status("VmRSS:") }
func (p *programme) peak() float64   { return p.status("VmHWM:") }

// status reads a figure of /proc, in MB; 0 where there is no /proc.
func (p *programme) status(cle string) float64 {
	b, err := os.ReadFile("/proc/" + strconv.Itoa(p.commande.Process.Pid) + "/status")
	if err != nil {
		return 0
	}
	for _, ligne := range strings.Split(string(b), "\n") {
		if reste, ok := strings.CutPrefix(ligne, cle); ok {
			ko, _ := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(reste), " kB"), 64)
			return ko / 1000
		}
	}
	return 0
}
