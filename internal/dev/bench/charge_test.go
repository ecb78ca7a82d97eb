package bench

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// charge is what the machine gave to the program and to PostgreSQL until now.
type charge struct {
	programme, base float64 // seconds of processor
	blocs           int64   // of 8 KB, read in memory or on disk
}

// compteurCharge reads it, for one program and one cluster.
type compteurCharge struct {
	programme int
	admin     *pgx.Conn
	postgres  int // the process that all those of PostgreSQL come from
}

func newCompteurCharge(b *testing.B, p *programme, admin *pgx.Conn) compteurCharge {
	b.Helper()
	c := compteurCharge{programme: p.commande.Process.Pid, admin: admin}
	_, c.postgres = processor(fmt.Sprint(admin.PgConn().PID()))
	return c
}

// read tells it; the statistics of blocks come a moment late, little beside a second of requests.
func (c compteurCharge) read(b *testing.B) (ch charge) {
	b.Helper()
	ch.programme, _ = processor(fmt.Sprint(c.programme))
	siens, _ := filepath.Glob("/proc/[0-9]*")
	for _, dossier := range siens {
		if s, parent := processor(filepath.Base(dossier)); parent == c.postgres && parent != 0 {
			ch.base += s
		}
	}
	err := c.admin.QueryRow(b.Context(),
		`SELECT blks_hit + blks_read FROM pg_stat_database WHERE datname = current_database()`).Scan(&ch.blocs)
	if err != nil {
		b.Fatal(err)
	}
	return ch
}

// processor gives the seconds of processor of a process, and its parent; 0 where there is no /proc.
func processor(pid string) (secondes float64, parent int) {
	texte, _ := os.ReadFile("/proc/" + pid + "/stat")
	_, champs, _ := strings.Cut(string(texte), ") ")
	var etat string
	var utilisateur, systeme float64
	mots := strings.Fields(champs)
	if len(mots) < 13 {
		return 0, 0
	}
	_, _ = fmt.Sscan(strings.Join([]string{mots[0], mots[1], mots[11], mots[12]}, " "), &etat, &parent, &utilisateur, &systeme)
	return (utilisateur + systeme) / 100, parent // a tick of Linux is a hundredth
}

// rapportsEnCours is how many reports of the large SIAE are asked at once beside its neighbour.
const rapportsEnCours = 10

// printVoisin tells how long the list of another SIAE takes, alone, then while ten people ask for the report of the
// large one again and again. Who is told to come back comes back.
func (j *jeu) printVoisin(b *testing.B) {
	b.Helper()
	liste := func() (mediane, p99 time.Duration) {
		var ds durees
		for debut := time.Now(); time.Since(debut) < dureeSeul; {
			ds = append(ds, timed(b, func() error { _, err := j.autre.page("/parcours?vue=tous").send(); return err }))
		}
		return ds.quantiles()
	}
	seul, _ := liste()
	ctx, stop := context.WithCancel(b.Context())
	var rendus, refuses atomic.Int64
	var gens sync.WaitGroup
	for range rapportsEnCours {
		gens.Go(func() {
			for ctx.Err() == nil {
				if _, err := j.grande.page("/rapports/resultats").send(); err != nil {
					refuses.Add(1)
					select { // as Retry-After says
					case <-ctx.Done():
					case <-time.After(time.Second):
					}
				} else {
					rendus.Add(1)
				}
			}
		})
	}
	ensemble, p99 := liste()
	stop()
	gens.Wait()
	fmt.Printf("\nliste d'une voisine : %.1f ms seule, %.1f ms (p99 %.1f) pendant %d rapports d'une grande SIAE à la fois "+
		"(%d rendus, %d refusés) : × %.1f (visé : 2)\n",
		ms(seul), ms(ensemble), ms(p99), rapportsEnCours, rendus.Load(), refuses.Load(), float64(ensemble)/float64(seul))
}
