// Command parcours serves Parcours and looks after its database.
//
// It is the only place that reads the clock and wires the rooms of the house together.
package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"parcours.example/config"
	"parcours.example/internal/pglocal"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := newRacine(os.Stdout).ExecuteContext(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "parcours :", err)
		os.Exit(1)
	}
}

// programme is what every command shares: its configuration, where it speaks.
type programme struct {
	config config.Config
	sortie io.Writer
	log    *slog.Logger
}

// newRacine builds the command line. sortie receives what people read; logs go to the standard error.
func newRacine(sortie io.Writer) *cobra.Command {
	p := &programme{sortie: sortie}
	racine := &cobra.Command{
		Use:   "parcours",
		Short: "Suivre le parcours de formation des salariés en insertion",
		Long: "Parcours suit, pour les structures de l'insertion par l'activité économique, le chemin de chaque\n" +
			"salarié vers une formation : besoin, financement, entrée, déroulement, sortie ou abandon, repositionnement.\n\n" +
			"Les réglages se lisent dans l'environnement : voir config/env.example.",
		SilenceUsage: true, SilenceErrors: true,
		PersistentPreRunE: func(*cobra.Command, []string) (err error) {
			if p.config, err = config.Load(); err != nil {
				return err
			}
			p.log = slog.New(slog.NewJSONHandler(os.Stderr, &slog.HandlerOptions{Level: p.config.Level()}))
			return nil
		},
	}
	racine.SetOut(sortie)
	racine.SetHelpTemplate(aide)
	racine.SetUsageTemplate(emploi)
	racine.CompletionOptions.DisableDefaultCmd = true
	secours := &cobra.Command{Use: "aide", Hidden: true, Short: "Montrer cette aide",
		RunE: func(*cobra.Command, []string) error { return racine.Help() }}
	racine.SetHelpCommand(secours)
	translate(secours)
	racine.AddCommand(p.commandes()...)
	racine.AddCommand(p.seedCommand(), p.siaeCommand(), p.userCommand(), p.guideCommand())
	translate(racine)
	return racine
}

// onBase makes a command of what it does on the database of DATABASE_URL, or else on that of a private cluster, which
// runs meanwhile.
func (p *programme) onBase(fn func(ctx context.Context, url string) error) func(*cobra.Command, []string) error {
	return func(c *cobra.Command, _ []string) error {
		pglocal.UnsetPGEnv()
		if p.config.DatabaseURL != "" {
			return fn(c.Context(), p.config.DatabaseURL)
		}
		cluster, err := pglocal.Start(c.Context(), pglocal.Options{DataDir: p.config.DataDir, Bin: p.config.PgBin,
			SudoUser: p.config.SudoUser, Log: p.log})
		if err != nil {
			return err
		}
		defer func() {
			ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
			defer cancel()
			if err := cluster.Stop(ctx); err != nil {
				p.log.Error("PostgreSQL ne s'est pas arrêté", "err", err)
			}
		}()
		return fn(c.Context(), cluster.URL(pglocal.Role))
	}
}

// onService is onBase for what works on an up-to-date database.
func (p *programme) onService(fn func(ctx context.Context, s *service) error) func(*cobra.Command, []string) error {
	return p.onBase(func(ctx context.Context, url string) error {
		s, err := p.newService(ctx, url, false)
		if err != nil {
			return err
		}
		defer s.db.Close()
		if err := s.app.IsReady(ctx); err != nil {
			return err
		}
		return readable(fn(ctx, s))
	})
}

// say writes what people read.
func (p *programme) say(format string, args ...any) error {
	_, err := fmt.Fprintf(p.sortie, format, args...)
	return err
}
