package bench

import (
	"cmp"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// dureeSeul and dureeHuit are how long one client asks in turn by each way, and eight by one of them.
const dureeSeul, dureeHuit = 2 * time.Second, time.Second

// lente is from when eight clients at once would teach nothing but patience.
const lente = 1200 * time.Millisecond

// voie is one way of a measure, and what was found of it.
type voie struct {
	nom           string
	fait, compte  func(n int) demande
	n             atomic.Int64 // how many times it was done: each time elsewhere
	durees        durees
	seul, huit    float64 // a second
	compteur      *compteur
	requetes      int64
	trajets       int64
	octets, serre int
	wal           int64
	charge        charge // of one among eight
}

func (v *voie) once(b *testing.B) time.Duration {
	b.Helper()
	d := v.fait(int(v.n.Add(1) - 1))
	return timed(b, func() error { _, err := d.send(); return err })
}

// print measures the ways in turn, A B C A B C, so that a slower moment of the machine weighs on all; then eight
// clients, way by way; then what one costs.
func (m mesure) print(b *testing.B, compte mesure, passe *compteur, machine compteurCharge) {
	b.Helper()
	voies := []*voie{{nom: "nu", fait: m.nu, compte: compte.nu}, {nom: "page", fait: m.page, compte: compte.page},
		{nom: "API", fait: m.api, compte: compte.api}}
	if m.api == nil {
		voies = voies[:2]
	}
	patience := false // what takes seconds is timed once
	for i, v := range voies {
		debut := time.Now()
		if _, err := v.fait(int(v.n.Add(1) - 1)).send(); err != nil && m.waits() {
			fmt.Printf("%-27s %-4s échec en %.1f s : %.90s\n", m.nom, v.nom, time.Since(debut).Seconds(), err)
			voies[i] = nil
			continue
		} else if err != nil {
			b.Fatal(err)
		}
		froid := time.Since(debut)
		patience = patience || froid > lente
		v.durees = append(v.durees, froid)
	}
	voies = slices.DeleteFunc(voies, func(v *voie) bool { return v == nil })
	for _, v := range voies {
		if !patience {
			v.durees = nil
		}
	}
	for debut := time.Now(); !patience && time.Since(debut) < dureeSeul && len(voies[0].durees) < 200; {
		for _, v := range voies {
			v.durees = append(v.durees, v.once(b))
		}
	}
	for _, v := range voies {
		mediane, _ := v.durees.quantiles()
		v.seul = float64(time.Second) / float64(mediane)
		if !m.waits() && mediane < lente {
			v.huit = v.eight(b, machine)
		}
		v.cost(b, passe, machine.admin)
	}
	nu, _ := voies[0].durees.quantiles()
	for _, v := range voies {
		mediane, p99 := v.durees.quantiles()
		fmt.Printf("%-27s %-4s %9.2f %9.2f %7.1f %7.1f %7.1f %7.3f %4d (%2d) %7d (%4d) %9.1f  %.1f + %.1f ; %d\n",
			m.nom, v.nom, ms(mediane), ms(p99), v.seul, v.huit,
			float64(mediane)/float64(nu), v.huit/cmp.Or(voies[0].huit, 1), v.requetes, v.trajets, v.octets, v.serre, float64(v.wal)/1024,
			v.charge.programme*1000, v.charge.base*1000, v.charge.blocs)
		m.nom = ""
	}
}

// eight tells how many times a second eight clients do it together.
func (v *voie) eight(b *testing.B, machine compteurCharge) float64 {
	b.Helper()
	avant := machine.read(b)
	var faits atomic.Int64
	var clients sync.WaitGroup
	debut := time.Now()
	for range 8 {
		clients.Go(func() {
			for time.Since(debut) < dureeHuit {
				if _, err := v.fait(int(v.n.Add(1) - 1)).send(); err != nil {
					b.Error(err)
					return
				}
				faits.Add(1)
			}
		})
	}
	clients.Wait()
	if n := faits.Load(); n > 0 {
		apres := machine.read(b)
		v.charge = charge{(apres.programme - avant.programme) / float64(n), (apres.base - avant.base) / float64(n),
			(apres.blocs - avant.blocs) / n}
	}
	return float64(faits.Load()) / time.Since(debut).Seconds()
}

// cost does it by the program whose statements are counted, once it has prepared them.
func (v *voie) cost(b *testing.B, passe *compteur, admin *pgx.Conn) {
	b.Helper()
	wal := func() (n int64) {
		if err := admin.QueryRow(b.Context(), `SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint`).Scan(&n); err != nil {
			b.Fatal(err)
		}
		return n
	}
	for range 6 { // a connection of the pool may be new: the least is what it costs
		d := v.compte(int(v.n.Add(1) - 1))
		requetes, trajets, avant := passe.requetes.Load(), passe.trajets.Load(), wal()
		lu, err := d.send()
		if err != nil {
			b.Fatal(err)
		}
		if n := passe.requetes.Load() - requetes; v.trajets == 0 || n <= v.requetes {
			v.requetes, v.trajets, v.wal = n, passe.trajets.Load()-trajets, wal()-avant
		}
		v.serre = len(lu)
		if d.encodage != "" {
			d.encodage = "identity"
		}
		if v.octets = len(lu); v.durees[0] > lente {
			break
		}
		if d.methode == "GET" {
			if lu, err = d.send(); err != nil {
				b.Fatal(err)
			}
			v.octets = len(lu)
		}
	}
}
