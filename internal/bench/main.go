// Command bench measures the real program beside bare pgx over net/http, on the
// same database and the same data, and prints what it finds: it never judges.
//
//	make bench
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"time"

	"parcours/config"
	"parcours/internal/pglocal"
)

func main() {
	binaire := flag.String("binaire", "bin/parcours", "program to measure")
	tours := flag.Int("n", 400, "requests of each kind")
	flag.Parse()
	if err := run(context.Background(), *binaire, *tours); err != nil {
		log.Fatal("bench: ", err)
	}
}

func run(ctx context.Context, binaire string, tours int) error {
	conf, err := config.LoadTest()
	if err != nil {
		return err
	}
	dossier, err := os.MkdirTemp("", "parcours-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dossier)
	// As root, PostgreSQL runs as somebody else, who must be able to go through.
	if err := os.Chmod(dossier, 0o755); err != nil { //nolint:gosec // it holds nothing but the cluster's own 0700 folder
		return err
	}
	// A durable cluster, as in real use: writes wait for the disk on both sides.
	cluster, err := pglocal.Start(ctx, pglocal.Options{DataDir: filepath.Join(dossier, "donnees"), Bin: conf.PgBin, SudoUser: conf.SudoUser})
	if err != nil {
		return err
	}
	defer func() { _ = cluster.Stop(context.Background()) }()
	url := cluster.URL(pglocal.Role)

	premier, err := start(ctx, binaire, url)
	if err != nil {
		return err
	}
	premier.stop() // migrated, demo loaded: what follows is an ordinary start
	p, err := start(ctx, binaire, url)
	if err != nil {
		return err
	}
	defer p.stop()
	fmt.Printf("start to ready        %7.0f ms   (aim 300)\n", ms(p.pret))
	fmt.Printf("binary                %7.1f MB   (aim 45)\n", size(binaire))
	fmt.Printf("idle memory (RSS)     %7.1f MB   (aim 60)\n", p.memory())

	jeu, err := prepare(ctx, p.adresse)
	if err != nil {
		return err
	}
	nu, err := startNu(ctx, url, jeu)
	if err != nil {
		return err
	}
	defer nu.close()
	fmt.Printf("\n%-22s %19s %19s %12s\n", "", "parcours (ms)", "bare pgx (ms)", "ratio")
	fmt.Printf("%-22s %9s %9s %9s %9s %12s\n", "", "median", "p99", "median", "p99", "of medians")
	for _, mesure := range jeu.mesures(p.adresse, nu.adresse) {
		if err := mesure.run(tours); err != nil {
			return err
		}
	}
	fmt.Printf("\nmemory under the bench %6.1f MB   (aim 150)\n", p.peak())
	return jeu.printWeights(p.adresse)
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func size(chemin string) float64 {
	info, err := os.Stat(chemin)
	if err != nil {
		return 0
	}
	return float64(info.Size()) / 1e6
}
