package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"parcours.example/internal/demo"
	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

func (p *programme) runCommand() *cobra.Command {
	return &cobra.Command{
		Use: "run", Short: "Tout lancer pour essayer : PostgreSQL, démonstration, serveur",
		RunE: func(c *cobra.Command, _ []string) error { return p.run(c.Context()) },
	}
}

// run is for a first try and for development: it makes its own cluster, loads the demo cast into an empty database
// and keeps what a former run wrote.
func (p *programme) run(ctx context.Context) error {
	if err := p.config.Validate(false); err != nil {
		return err
	}
	b, err := p.openBase(ctx)
	if err != nil {
		return err
	}
	defer b.stop()
	if _, err := postgres.Migrate(ctx, b.url); err != nil {
		return err
	}
	s, err := p.newService(ctx, b.url, true)
	if err != nil {
		return err
	}
	defer s.db.Close()
	if err := p.seedIfEmpty(ctx, s); err != nil {
		return err
	}
	return p.serve(ctx, s, p.announce)
}

// announce tells where to go and who to be.
func (p *programme) announce(adresse string) {
	hote, port, _ := net.SplitHostPort(adresse)
	if ip := net.ParseIP(hote); ip != nil && ip.IsUnspecified() {
		hote = "localhost"
	}
	fmt.Fprintf(p.sortie, "\nParcours est prêt : http://%s\n\nComptes de démonstration (mot de passe : %s)\n",
		net.JoinHostPort(hote, port), demo.MotDePasse)
	for _, c := range demo.Comptes {
		fmt.Fprintf(p.sortie, "  %-20s %s, %s\n", c.Email, c.Role.Libelle(), c.Ou)
	}
	fmt.Fprintln(p.sortie, "\nCtrl-C pour arrêter. Les données restent pour la prochaine fois.")
}

func (p *programme) seedIfEmpty(ctx context.Context, s *service) error {
	vide, err := s.app.IsEmpty(ctx)
	if err != nil || !vide {
		return err
	}
	return demo.Load(ctx, s.app, s.app.Aujourdhui())
}

func (p *programme) serveCommand() *cobra.Command {
	return &cobra.Command{
		Use: "serve", Short: "Servir pour de vrai (DATABASE_URL et PARCOURS_SECRET requis)",
		Long: "Sert l'application sur la base de DATABASE_URL, mise à jour par « parcours migrate ».\n" +
			"Plusieurs instances peuvent partager une base.",
		RunE: func(c *cobra.Command, _ []string) error {
			if err := p.config.Validate(true); err != nil {
				return err
			}
			return p.withService(c.Context(), func(s *service) error {
				if err := s.app.RefuseDemo(c.Context()); err != nil {
					return err
				}
				return p.serve(c.Context(), s, func(adresse string) {
					p.log.Info("parcours écoute", "adresse", adresse, "guide", s.app.GuideRegional().Edition().Numero)
				})
			})
		},
	}
}

func (p *programme) migrateCommand() *cobra.Command {
	return &cobra.Command{
		Use: "migrate", Short: "Mettre à jour le schéma de la base",
		RunE: func(c *cobra.Command, _ []string) error {
			b, err := p.openBase(c.Context())
			if err != nil {
				return err
			}
			defer b.stop()
			n, err := postgres.Migrate(c.Context(), b.url)
			if err == nil {
				fmt.Fprintf(p.sortie, "Schéma à jour : %d migration(s) appliquée(s).\n", n)
			}
			return err
		},
	}
}

// withService opens an up-to-date database, for as long as fn works on it.
func (p *programme) withService(ctx context.Context, fn func(*service) error) error {
	b, err := p.openBase(ctx)
	if err != nil {
		return err
	}
	defer b.stop()
	s, err := p.newService(ctx, b.url, false)
	if err != nil {
		return err
	}
	defer s.db.Close()
	if err := s.app.IsReady(ctx); err != nil {
		return err
	}
	return readable(fn(s))
}

func (p *programme) seedCommand() *cobra.Command {
	return &cobra.Command{
		Use: "seed", Short: "Charger la démonstration dans une base vide",
		RunE: func(c *cobra.Command, _ []string) error {
			return p.withService(c.Context(), func(s *service) error {
				return demo.Load(c.Context(), s.app, s.app.Aujourdhui())
			})
		},
	}
}

func (p *programme) siaeCommand() *cobra.Command {
	var s parcours.Siae
	c := &cobra.Command{
		Use: "siae", Short: "Créer une structure, ou les lister sans option",
		Example: "  parcours siae --nom \"Les Jardins\" --type ACI --departement 80 --siret 12345678200010 --opco uniformation",
		RunE: func(c *cobra.Command, _ []string) error {
			return p.withService(c.Context(), func(svc *service) error {
				if s.Nom == "" {
					return p.listSiae(c.Context(), svc)
				}
				if err := svc.app.CreateSiae(c.Context(), &s, false); err != nil {
					return err
				}
				fmt.Fprintf(p.sortie, "Structure créée, numéro %d.\n", s.ID)
				return nil
			})
		},
	}
	f := c.Flags()
	f.StringVar(&s.Nom, "nom", "", "`nom` de la structure")
	f.StringVar(&s.Type, "type", "", "`type` : ACI, AI, EI, ETTI ou EITI")
	f.StringVar(&s.Siret, "siret", "", "`numero` SIRET, 14 chiffres")
	f.StringVar(&s.Departement, "departement", "", "`code` du département, par exemple 80")
	f.StringVar(&s.Opco, "opco", "", "`code` de l'OPCO : "+strings.Join(parcours.Opcos.Codes(), ", "))
	f.IntVar(&s.EffectifOpco, "effectif", 0, "`nombre` de salariés déclaré à l'OPCO (0 : inconnu)")
	f.StringSliceVar(&s.Reseaux, "reseaux", nil,
		"`codes` des réseaux, séparés par des virgules : "+strings.Join(parcours.Reseaux.Codes(), ", "))
	return c
}

func (p *programme) listSiae(ctx context.Context, s *service) error {
	siaes, err := s.app.ListSiae(ctx)
	for _, x := range siaes {
		fmt.Fprintf(p.sortie, "%6d  %-5s %-3s %s\n", x.ID, x.Type, x.Departement, x.Nom)
	}
	return err
}

// readable keeps the French sentence of a refusal.
func readable(err error) error {
	es := parcours.ErreursOf(err)
	if es == nil {
		return err
	}
	textes := make([]string, len(es))
	for i, e := range es {
		textes[i] = e.Message
		if e.Champ != "" {
			textes[i] = e.Champ + " : " + e.Message
		}
	}
	return errors.New(strings.Join(textes, "\n"))
}

func (p *programme) santeCommand() *cobra.Command {
	return &cobra.Command{
		Use: "sante", Short: "Demander au serveur s'il est prêt (pour la supervision)",
		RunE: func(c *cobra.Command, _ []string) error {
			hote, port, err := net.SplitHostPort(p.config.Addr)
			if err != nil {
				return err
			}
			if ip := net.ParseIP(hote); hote == "" || ip != nil && ip.IsUnspecified() {
				hote = "127.0.0.1"
			}
			ctx, cancel := context.WithTimeout(c.Context(), 3*time.Second)
			defer cancel()
			demande, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(hote, port)+"/readyz", nil)
			if err != nil {
				return err
			}
			reponse, err := http.DefaultClient.Do(demande)
			if err != nil {
				return errors.New("le serveur ne répond pas")
			}
			defer reponse.Body.Close()
			if reponse.StatusCode != http.StatusOK {
				return errors.New("le serveur n'est pas prêt")
			}
			fmt.Fprintln(p.sortie, "prêt")
			return nil
		},
	}
}
