package bench

import (
	"bytes"
	"encoding/binary"
	"io"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
)

// compteur stands between a program and PostgreSQL, and counts what goes by: statements, and trips (what is sent
// before waiting for an answer).
type compteur struct{ requetes, trajets atomic.Int64 }

// between listens beside the socket of that database, and gives the address to tell the program.
func (c *compteur) between(b *testing.B, base string) string {
	b.Helper()
	u, err := url.Parse(base)
	if err != nil {
		b.Fatal(err)
	}
	dossier, err := os.MkdirTemp("", "banc-")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { os.RemoveAll(dossier) })
	q := u.Query()
	vrai := filepath.Join(q.Get("host"), ".s.PGSQL."+q.Get("port"))
	ecoute, err := net.Listen("unix", filepath.Join(dossier, ".s.PGSQL."+q.Get("port")))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = ecoute.Close() })
	go func() {
		for {
			client, err := ecoute.Accept()
			if err != nil {
				return
			}
			serveur, err := net.Dial("unix", vrai)
			if err != nil {
				_ = client.Close()
				continue
			}
			go func() {
				_, _ = io.Copy(client, serveur)
				_ = client.Close()
			}()
			go func() {
				_, _ = io.Copy(serveur, io.TeeReader(client, &lecteur{c: c}))
				_ = serveur.Close()
			}()
		}
	}()
	q.Set("host", dossier)
	u.RawQuery = q.Encode()
	return u.String()
}

// lecteur cuts what a client sends into messages: one letter (but for the first), a length, a body.
type lecteur struct {
	c       *compteur
	reste   bytes.Buffer
	demarre bool
}

func (l *lecteur) Write(p []byte) (int, error) {
	l.reste.Write(p)
	for {
		b, lettre := l.reste.Bytes(), 1
		if !l.demarre {
			lettre = 0
		}
		if len(b) < lettre+4 {
			return len(p), nil
		}
		n := lettre + int(binary.BigEndian.Uint32(b[lettre:]))
		if len(b) < n {
			return len(p), nil
		}
		if l.demarre {
			switch b[0] {
			case 'Q':
				l.c.requetes.Add(1)
				l.c.trajets.Add(1)
			case 'E':
				l.c.requetes.Add(1)
			case 'S':
				l.c.trajets.Add(1)
			}
		}
		l.demarre = true
		l.reste.Next(n)
	}
}
