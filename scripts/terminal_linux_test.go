package scripts_test

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"unsafe"
)

// terminal runs a script on a terminal of pretence, on which somebody answers
// the first question.
func (m *machine) terminal(script, reponse string) (dit string, code int) {
	m.t.Helper()
	maitre, esclave := openPty(m.t)
	defer maitre.Close()
	c := exec.Command(m.dir+"/bin/bash", m.dir+"/scripts/"+script)
	c.Env, c.Stdin, c.Stdout, c.Stderr = m.env, esclave, esclave, esclave
	m.must(c.Start())
	_ = esclave.Close() // the script's copy is the last one: its end is the end of what we read
	var lu bytes.Buffer
	var fini sync.WaitGroup
	fini.Go(func() {
		for b := make([]byte, 1024); ; {
			n, err := maitre.Read(b)
			lu.Write(b[:n])
			if err != nil {
				return
			}
			if reponse != "" && strings.Contains(lu.String(), "[O/n] ") {
				_, _ = io.WriteString(maitre, reponse)
				reponse = ""
			}
		}
	})
	_ = c.Wait()
	fini.Wait()
	return strings.ReplaceAll(lu.String(), "\r\n", "\n"), c.ProcessState.ExitCode()
}

func openPty(t *testing.T) (maitre, esclave *os.File) {
	t.Helper()
	maitre, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("no terminal to be had here: %v", err)
	}
	var numero, verrou int32
	for requete, valeur := range map[uintptr]*int32{syscall.TIOCGPTN: &numero, syscall.TIOCSPTLCK: &verrou} {
		if _, _, e := syscall.Syscall(syscall.SYS_IOCTL, maitre.Fd(), requete, uintptr(unsafe.Pointer(valeur))); e != 0 {
			t.Skipf("no terminal to be had here: %v", e)
		}
	}
	if esclave, err = os.OpenFile("/dev/pts/"+strconv.Itoa(int(numero)), os.O_RDWR|syscall.O_NOCTTY, 0); err != nil {
		_ = maitre.Close()
		t.Skipf("no terminal to be had here: %v", err)
	}
	return maitre, esclave
}

// TestAPersonAtATerminalIsAskedOnce, the command before their eyes. A no is
// heard: the ladder goes on without root.
func TestAPersonAtATerminalIsAskedOnce(t *testing.T) {
	t.Parallel()
	const question = "parcours : PostgreSQL manque. À installer : sudo apt-get install -y --no-install-recommends " +
		"postgresql\nLancer cette commande ? [O/n] "
	for _, c := range []struct {
		reponse  string
		installe bool
	}{{"\n", true}, {"o\n", true}, {"Oui\n", true}, {"n\n", false}, {"\x04", false}} {
		m := newMachine(t, tous...)
		dit, code := m.terminal("ensure-postgres.sh", c.reponse)
		if code != 0 || !strings.HasPrefix(dit, question) || strings.Count(dit, "[O/n]") != 1 {
			t.Errorf("answer %q: exit %d: %s", c.reponse, code, dit)
		}
		m.inOrder("sudo -n true")
		if c.installe {
			m.inOrder("parcours.conf", installPg, "create_main_cluster = false")
			m.never("dpkg-deb", "brew")
		} else {
			m.inOrder("dpkg-deb -x postgresql-17.deb")
			m.never(" install -y ", "brew")
		}
	}
	m := newMachine(t, tous...)
	if dit, code := m.terminal("ensure-chromium.sh", "\n"); code != 0 || strings.Count(dit, "[O/n]") != 1 {
		t.Errorf("Chromium: exit %d: %s", code, dit)
	}
	m.inOrder("sudo -n true", installCh)
}

// TestNobodyIsAskedWhereNobodyAnswers: a terminal of the continuous integration
// has nobody before it; and whoever needs no password is not asked either.
func TestNobodyIsAskedWhereNobodyAnswers(t *testing.T) {
	t.Parallel()
	for _, variable := range []string{"CI=true", "SUDO_LIBRE=1", "QUI=0"} {
		m := newMachine(t, tous...).with(variable)
		if dit, code := m.terminal("ensure-postgres.sh", ""); code != 0 || strings.Contains(dit, "[O/n]") {
			t.Errorf("%s: exit %d: %s", variable, code, dit)
		}
	}
}
