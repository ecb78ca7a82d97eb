package bench

import (
	"bufio"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// programme is the real program, running.
type programme struct {
	commande *exec.Cmd
	adresse  string
	pret     time.Duration // from its start to /readyz answering
}

var formeAdresse = regexp.MustCompile(`http://[0-9.:]+`)

// start runs the program, on a database (DATABASE_URL=…) or on a cluster of its own (DATA_DIR=…), waits until it is
// ready, and stops it with the benchmark.
func start(b *testing.B, ou string) *programme {
	b.Helper()
	p := &programme{commande: exec.Command(*binaire, "run")}
	p.commande.Env = append(os.Environ(), "DATABASE_URL=", "PARCOURS_ADDR=127.0.0.1:0", "PARCOURS_LOG=error", ou)
	p.commande.Stderr = os.Stderr
	sortie, err := p.commande.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	debut := time.Now()
	if err := p.commande.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(p.stop)
	for lignes := bufio.NewScanner(sortie); p.adresse == "" && lignes.Scan(); {
		p.adresse = formeAdresse.FindString(lignes.Text())
	}
	if p.adresse == "" {
		b.Fatal("the program ended without an address")
	}
	for ; time.Since(debut) < time.Minute; time.Sleep(time.Millisecond) {
		reponse, err := http.Get(p.adresse + "/readyz")
		if err != nil {
			continue
		}
		reponse.Body.Close()
		if reponse.StatusCode == http.StatusOK {
			p.pret = time.Since(debut)
			return p
		}
	}
	b.Fatal("not ready after a minute")
	return nil
}

// startAndStop tells how long a whole start takes, PostgreSQL's included.
func startAndStop(b *testing.B, ou string) time.Duration {
	b.Helper()
	p := start(b, ou)
	p.stop()
	return p.pret
}

func (p *programme) stop() {
	_ = p.commande.Process.Signal(syscall.SIGTERM)
	_ = p.commande.Wait()
}

// memory reads a figure of /proc, in MB; 0 where there is no /proc.
func (p *programme) memory(cle string) (ko float64) {
	texte, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.commande.Process.Pid))
	_, reste, _ := strings.Cut(string(texte), "\n"+cle+":")
	_, _ = fmt.Sscan(reste, &ko)
	return ko / 1000
}
