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
	"os/exec"
	"path/filepath"
	"time"

	"parcours.example/config"
	"parcours.example/internal/pglocal"
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
	donnees := filepath.Join(dossier, "donnees")
	printMachine()
	if err := measureStarts(ctx, binaire, donnees); err != nil {
		return err
	}
	// A durable cluster, as in real use: writes wait for the disk on both sides.
	cluster, err := pglocal.Start(ctx, pglocal.Options{DataDir: donnees, Bin: conf.PgBin, SudoUser: conf.SudoUser})
	if err != nil {
		return err
	}
	defer func() { _ = cluster.Stop(context.Background()) }()
	url := cluster.URL(pglocal.Role)
	p, err := start(ctx, binaire, "DATABASE_URL="+url)
	if err != nil {
		return err
	}
	defer p.stop()
	print1("prêt, PostgreSQL étant là", ms(p.pret), "ms", 300)
	print1("binaire", size(binaire), "Mo", 45)
	print1("mémoire au repos", p.memory(), "Mo", 60)
	return measureAnswers(ctx, p, url, tours)
}

// measureStarts is what `make run` takes once its binary is there: the first
// time (cluster, schema, demonstration), then any other time.
func measureStarts(ctx context.Context, binaire, donnees string) error {
	if t, err := medianOf(5, func() error { return exec.CommandContext(ctx, "scripts/ensure-postgres.sh").Run() }); err == nil {
		print1("PostgreSQL trouvé par le script", ms(t), "ms", 50)
	}
	premier, err := startAndStop(ctx, binaire, donnees)
	if err != nil {
		return err
	}
	suivant, err := startAndStop(ctx, binaire, donnees)
	if err != nil {
		return err
	}
	print1("premier démarrage, prêt en", premier.Seconds(), "s", 10)
	print1("démarrage suivant, prêt en", suivant.Seconds(), "s", 2)
	return nil
}

// measureAnswers times what people wait for, on both sides.
func measureAnswers(ctx context.Context, p *programme, url string, tours int) error {
	jeu, err := prepare(ctx, p.adresse)
	if err != nil {
		return err
	}
	nu, err := startNu(ctx, url, jeu)
	if err != nil {
		return err
	}
	defer nu.close()
	printHeads()
	for _, mesure := range jeu.mesures(p.adresse, nu.adresse) {
		if err := mesure.run(tours); err != nil {
			return err
		}
	}
	fmt.Println()
	if err := measureGuide(); err != nil {
		return err
	}
	if err := jeu.measureSearch(p.adresse, tours); err != nil {
		return err
	}
	print1("mémoire sous la charge", p.peak(), "Mo", 150)
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
