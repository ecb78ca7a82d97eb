// Package bench measures the real program beside bare pgx over net/http, on the same database and the same data, and
// says what it finds beside what was aimed at: it never judges. It runs with `make bench` alone.
package bench

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"parcours.example/config"
	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
	"parcours.example/internal/pglocal"
)

var (
	binaire = flag.String("binaire", "", "program to measure")
	echelle = flag.String("echelle", "structure", "size of the base: structure or region")
)

// BenchmarkDemarrages is what `make run` takes once its binary is there: the first time (cluster, schema,
// demonstration), then any other time.
func BenchmarkDemarrages(b *testing.B) {
	donnees := needs(b)
	one := func(nom string, vise float64, start func(b *testing.B) time.Duration) {
		b.Run(nom, func(b *testing.B) {
			var ds durees
			for b.Loop() {
				ds = append(ds, start(b))
			}
			mediane, _ := ds.quantiles()
			report(b, figures{"médiane-ms": ms(mediane), "visé-ms": vise})
		})
	}
	one("PostgreSQL trouvé par le script", 50, func(b *testing.B) time.Duration {
		return timed(b, func() error { return exec.CommandContext(b.Context(), "../../../scripts/ensure-postgres.sh").Run() })
	})
	one("premier", 10_000, func(b *testing.B) time.Duration {
		if err := os.RemoveAll(donnees); err != nil {
			b.Fatal(err)
		}
		return startAndStop(b, "DATA_DIR="+donnees)
	})
	one("suivant", 2000, func(b *testing.B) time.Duration { return startAndStop(b, "DATA_DIR="+donnees) })
	base := durable(b, donnees).URL(pglocal.Role)
	one("PostgreSQL étant là", 300, func(b *testing.B) time.Duration { return startAndStop(b, "DATABASE_URL="+base) })
}

// BenchmarkReponses times what people wait for on a base of real sizes, by the page, by the API and bare, prints a
// table, then what the program weighs.
func BenchmarkReponses(b *testing.B) {
	cluster := durable(b, needs(b))
	base := cluster.URL(pglocal.Role)
	for _, args := range [][]string{{"migrate"}, {"seed", "--echelle", *echelle}} {
		debut := time.Now()
		c := exec.CommandContext(b.Context(), *binaire, args...)
		c.Env = append(os.Environ(), "DATABASE_URL="+base, "PARCOURS_LOG=error")
		if sortie, err := c.CombinedOutput(); err != nil {
			b.Fatalf("%v: %v\n%s", args, err, sortie)
		}
		fmt.Printf("%s : %.0f s\n", strings.Join(args, " "), time.Since(debut).Seconds())
	}
	admin, err := pgx.Connect(b.Context(), cluster.AdminURL(pglocal.Role))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = admin.Close(context.Background()) })
	var taille, histoire int64
	err = admin.QueryRow(b.Context(),
		`SELECT pg_database_size(current_database()), pg_total_relation_size('historique') + pg_total_relation_size('archive')`).Scan(&taille, &histoire)
	if err != nil {
		b.Fatal(err)
	}
	p := start(b, "DATABASE_URL="+base)
	repos := p.memory("VmRSS")
	j := readJeu(b, cluster.AdminURL(pglocal.Role))
	nu := startNu(b, cluster.AdminURL(pglocal.Role))
	var passe compteur
	q := start(b, "DATABASE_URL="+passe.between(b, base))
	vrai, compte := j.on(b, p.adresse).mesures(nu), j.on(b, q.adresse).mesures(nu)
	fmt.Printf("\n%-27s %-4s %9s %9s %7s %7s %7s %7s %9s %14s %9s  %s\n", "", "", "p50 ms", "p99 ms", "op/s", "op/s à 8", "× p50", "× op/s",
		"requêtes", "octets (zip)", "WAL Ko", "à 8 : ms de processeur, programme + PostgreSQL ; blocs")
	charge := newCompteurCharge(b, p, admin)
	for i, m := range vrai {
		m.print(b, compte[i], &passe, charge)
	}
	j.on(b, p.adresse).printVoisin(b)
	page, total := j.on(b, p.adresse).weighFirstVisit(b)
	info, err := os.Stat(*binaire)
	if err != nil {
		b.Fatal(err)
	}
	fmt.Printf("\nbase %d Mo, dont historique %d %% ; "+
		"première visite d'un dossier %d Ko, %d avec ses fichiers (visé : 120) ; binaire %d Mo (45)\n"+
		"mémoire au repos %.0f Mo (60), la plus haute %.0f Mo (150)\n\n", taille>>20, 100*histoire/taille, page>>10, total>>10, info.Size()/1e6,
		repos, p.memory("VmHWM"))
}

// BenchmarkGuide evaluates the whole guide for one rich parcours, as each page of a parcours does.
func BenchmarkGuide(b *testing.B) {
	needs(b)
	livre, err := fs.Sub(config.Guide, "guide")
	if err != nil {
		b.Fatal(err)
	}
	g, err := guide.Load(livre)
	if err != nil {
		b.Fatal(err)
	}
	s := guide.Situation{
		Etat: parcours.EnFinancement, TypeSiae: "ACI", Departement: "62", Territoires: []string{"lens_lievin"},
		Effectif: 32, Opco: "uniformation", Reseaux: []string{"chantier_ecole"}, Freins: []string{"mobilite", "finances"},
		Origine: "cip_asp", TypeFormation: "certifiante", Lieu: "of", Modalite: "mixte",
		Dispositifs: []string{"pic_iae", "prf"}, Role: parcours.Cip, Date: parcours.DateOf(time.Now()),
	}
	var ds durees
	for b.Loop() {
		debut := time.Now()
		conseils := g.For(s)
		ds = append(ds, time.Since(debut))
		if len(conseils) == 0 {
			b.Fatal("the guide says nothing")
		}
	}
	mediane, p99 := ds.quantiles()
	report(b, figures{"médiane-µs": ms(mediane) * 1000, "médiane-visé-µs": 200, "p99-µs": ms(p99) * 1000})
}

// needs skips the benchmark unless there is a program to measure, and gives it a folder for the data of a cluster.
func needs(b *testing.B) (donnees string) {
	b.Helper()
	if *binaire == "" {
		b.Skip("-binaire names no program: run « make bench »")
	}
	// Not b.TempDir, which the account of PostgreSQL could not enter under root.
	dossier, err := os.MkdirTemp("", "parcours-bench-")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { os.RemoveAll(dossier) })
	if err := os.Chmod(dossier, 0o755); err != nil {
		b.Fatal(err)
	}
	return filepath.Join(dossier, "donnees")
}

// durable starts a cluster as in real use, where writes wait for the disk on both sides.
func durable(b *testing.B, donnees string) *pglocal.Cluster {
	b.Helper()
	cluster, err := pglocal.Start(b.Context(), pglocal.Options{DataDir: donnees, Bin: os.Getenv("PG_BIN"),
		SudoUser: os.Getenv("SUDO_USER")})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = cluster.Stop(context.Background()) })
	return cluster
}

type durees []time.Duration

// quantiles gives the median and the 99th percentile.
func (ds durees) quantiles() (mediane, p99 time.Duration) {
	slices.Sort(ds)
	return ds[len(ds)/2], ds[len(ds)*99/100]
}

func timed(b *testing.B, fn func() error) time.Duration {
	b.Helper()
	debut := time.Now()
	if err := fn(); err != nil {
		b.Fatal(err)
	}
	return time.Since(debut)
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

type figures map[string]float64

// report says these, and not the mean of a loop that does more than what is measured.
func report(b *testing.B, dit figures) {
	b.ReportMetric(0, "ns/op")
	for unite, mesure := range dit {
		b.ReportMetric(mesure, unite)
	}
}
