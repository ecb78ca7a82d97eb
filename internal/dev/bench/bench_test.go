// Package bench measures the real program beside bare pgx over net/http, on the same database and the same data, and
// says what it finds beside what was aimed at: it never judges. It runs with `make bench` alone.
package bench

import (
	"context"
	"flag"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"parcours.example/config"
	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
	"parcours.example/internal/pglocal"
)

var binaire = flag.String("binaire", "", "program to measure")

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
	base := durable(b, donnees)
	one("PostgreSQL étant là", 300, func(b *testing.B) time.Duration { return startAndStop(b, "DATABASE_URL="+base) })
}

// BenchmarkReponses times what people wait for, on both sides, then what the program weighs.
func BenchmarkReponses(b *testing.B) {
	donnees := needs(b)
	base := durable(b, donnees)
	startAndStop(b, "DATABASE_URL="+base) // makes the schema and the demonstration, which the next start finds
	p := start(b, "DATABASE_URL="+base)
	repos := p.memory("VmRSS")
	j := prepare(b, p.adresse)
	for _, d := range j.deeds(p.adresse, startNu(b, base, j)) {
		b.Run(d.nom, d.compare)
	}
	b.Run("guide, la page de recherche", func(b *testing.B) {
		mots := []string{"mobilite", "pic iae", "formation", "opco", "illettrisme", "a", "uniformation nord", "zzz"}
		var ds durees
		for b.Loop() {
			page := p.adresse + "/guide?q=" + url.QueryEscape(mots[len(ds)%len(mots)])
			ds = append(ds, timed(b, j.get(page)))
		}
		mediane, p99 := ds.quantiles()
		report(b, figures{"médiane-ms": ms(mediane), "p99-ms": ms(p99), "p99-visé-ms": 50})
	})
	b.Run("première visite", func(b *testing.B) {
		var page, total float64
		for b.Loop() {
			page, total = j.weighFirstVisit(b, p.adresse)
		}
		report(b, figures{"page-Ko": page / 1024, "avec-fichiers-Ko": total / 1024, "avec-fichiers-visé-Ko": 120})
	})
	b.Run("poids", func(b *testing.B) {
		info, err := os.Stat(*binaire)
		if err != nil {
			b.Fatal(err)
		}
		report(b, figures{"binaire-Mo": float64(info.Size()) / 1e6, "binaire-visé-Mo": 45,
			"mémoire-au-repos-Mo": repos, "mémoire-au-repos-visé-Mo": 60,
			"mémoire-sous-la-charge-Mo": p.memory("VmHWM"), "mémoire-sous-la-charge-visé-Mo": 150})
	})
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
func durable(b *testing.B, donnees string) (base string) {
	b.Helper()
	cluster, err := pglocal.Start(b.Context(), pglocal.Options{DataDir: donnees, Bin: os.Getenv("PG_BIN"),
		SudoUser: os.Getenv("SUDO_USER")})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = cluster.Stop(context.Background()) })
	return cluster.URL(pglocal.Role)
}

// deed is one thing done by the program, and the same done bare.
type deed struct {
	nom      string
	vise     float64 // how many times the bare one, at most; 0 when nothing was asked
	vrai, nu func() error
}

// compare does the two in turn, A B A B, so that a slower moment of the machine weighs on both.
func (d deed) compare(b *testing.B) {
	for range 20 { // to warm up
		timed(b, d.vrai)
		timed(b, d.nu)
	}
	var vrais, nus durees
	for b.Loop() {
		vrais = append(vrais, timed(b, d.vrai))
		nus = append(nus, timed(b, d.nu))
	}
	mediane, p99 := vrais.quantiles()
	nuMediane, nuP99 := nus.quantiles()
	dit := figures{"médiane-ms": ms(mediane), "p99-ms": ms(p99), "nu-médiane-ms": ms(nuMediane), "nu-p99-ms": ms(nuP99),
		"rapport": float64(mediane) / float64(nuMediane)}
	if d.vise > 0 {
		dit["rapport-visé"] = d.vise
	}
	report(b, dit)
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
