package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"parcours.example/internal/demo"
	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// commandes are those that take no option.
func (p *programme) commandes() []*cobra.Command {
	return []*cobra.Command{{
		Use: "run", Short: "Tout lancer pour essayer : PostgreSQL, démonstration, serveur",
		PreRunE: func(*cobra.Command, []string) error { return p.config.Validate(false) },
		RunE:    p.onBase(p.run),
	}, {
		Use: "serve", Short: "Servir pour de vrai (DATABASE_URL et PARCOURS_SECRET requis)",
		Long: "Sert l'application sur la base de DATABASE_URL, mise à jour par « parcours migrate ».\n" +
			"Plusieurs instances peuvent partager une base.",
		PreRunE: func(*cobra.Command, []string) error { return p.config.Validate(true) },
		RunE: p.onService(func(ctx context.Context, s *service) error {
			if err := s.app.RefuseDemo(ctx); err != nil {
				return err
			}
			return p.serve(ctx, s, func(adresse string) {
				p.log.Info("parcours écoute", "adresse", adresse, "guide", s.app.GuideRegional().Edition().Numero)
			})
		}),
	}, {
		Use: "worker", Short: "Faire le ménage une fois : ce qui est périmé, et l'historique à ranger",
		Long: "Supprime ce qui n'a plus d'utilité : sessions terminées, essais de connexion, clés de requêtes de plus " +
			"de sept jours,\naperçus d'import de plus de trente jours. Range l'historique de plus de sept jours, sans en perdre une ligne.\n" +
			"À lancer chaque nuit (cron, systemd).",
		RunE: p.onService(func(ctx context.Context, s *service) error {
			n, err := s.app.Purge(ctx)
			rangees, echec := s.app.PutAway(ctx)
			if err = errors.Join(err, echec); err != nil {
				return err
			}
			return p.say("Ménage fait : %d ligne(s) supprimée(s), %d ligne(s) d'historique rangée(s).\n", n, rangees)
		}),
	}, {
		Use: "migrate", Short: "Mettre à jour le schéma de la base",
		RunE: p.onBase(func(ctx context.Context, url string) error {
			n, err := p.migrate(ctx, url)
			if err != nil {
				return err
			}
			return p.say("Schéma à jour : %d migration(s) appliquée(s).\n", n)
		}),
	}, {
		Use: "echeances", Short: "Relire ce qui est à faire dans tous les dossiers, et dire ce qui n'était pas à jour",
		Long: "Relit chaque dossier et réécrit ses échéances. Elles suivent déjà chaque acte : on doit donc lire « 0 écart ».\n" +
			"Des écarts sont réparés, et la commande se termine en erreur pour qu'une tâche planifiée les signale.",
		RunE: p.onService(func(ctx context.Context, s *service) error {
			personnes, ecarts, err := s.app.ReadEcheances(ctx)
			if err != nil {
				return err
			}
			if ecarts > 0 {
				return fmt.Errorf("%d personne(s) relue(s) : %d écart(s), réparé(s)", personnes, ecarts)
			}
			return p.say("%d personne(s) relue(s) : 0 écart.\n", personnes)
		}),
	}, {
		Use: "sante", Short: "Demander au serveur s'il est prêt (pour la supervision)",
		RunE: func(*cobra.Command, []string) error { return p.askIfReady() },
	}}
}

// seedCommand fills an empty base with fictional people.
func (p *programme) seedCommand() *cobra.Command {
	noms := strings.Join(slices.Sorted(maps.Keys(demo.Echelles)), ", ")
	var echelle string
	c := &cobra.Command{
		Use: "seed", Short: "Charger la démonstration, ou une base de taille réelle, dans une base vide",
		Long: "Charge la démonstration dans une base vide ou, avec --echelle, des SIAE et des parcours en nombre réel : « structure »\n" +
			"en a deux, dont une de 800 personnes ; « region » en a 470 et 25 000 parcours. Le rôle de DATABASE_URL doit posséder les tables.",
		RunE: p.onService(func(ctx context.Context, s *service) error {
			if echelle == "" {
				return demo.Load(ctx, s.app, s.app.Aujourdhui())
			}
			e, ok := demo.Echelles[echelle]
			if !ok {
				return fmt.Errorf("« %s » n'est pas une échelle. Choisissez-en une : %s", echelle, noms)
			}
			return e.Fill(ctx, s.app, s.db, s.app.Aujourdhui(), p.say)
		}),
	}
	c.Flags().StringVar(&echelle, "echelle", "", "`taille` de la base : "+noms)
	return c
}

// run is for a first try and for development: it loads the demo cast into an empty database, and keeps what a former
// run wrote.
func (p *programme) run(ctx context.Context, url string) error {
	if _, err := p.migrate(ctx, url); err != nil {
		return err
	}
	s, err := p.newService(ctx, url, true)
	if err != nil {
		return err
	}
	defer s.db.Close()
	if err := demo.Load(ctx, s.app, s.app.Aujourdhui()); err != nil && !errors.Is(err, demo.ErrPasVide) {
		return err
	}
	return p.serve(ctx, s, p.announce)
}

// migrate brings the schema up to date and, when it changed, reads again what is due in every file: SQL does not know the
// rules.
func (p *programme) migrate(ctx context.Context, url string) (int, error) {
	n, err := postgres.Migrate(ctx, url, p.log)
	if err != nil || n == 0 {
		return n, err
	}
	s, err := p.newService(ctx, url, false)
	if err != nil {
		return n, err
	}
	defer s.db.Close()
	if _, _, err := s.app.ReadEcheances(ctx); err != nil {
		return n, fmt.Errorf("schéma à jour, mais des échéances restent à relire par « parcours echeances » : %w", err)
	}
	return n, nil
}

// announce tells where to go and who to be.
func (p *programme) announce(adresse string) {
	fmt.Fprintf(p.sortie, "\nParcours est prêt : http://%s\n\nComptes de démonstration (mot de passe : %s)\n",
		reachable(adresse, "localhost"), demo.MotDePasse)
	for _, c := range demo.Comptes {
		fmt.Fprintf(p.sortie, "  %-20s %s, %s\n", c.Email, c.Role.Libelle(), c.Ou)
	}
	fmt.Fprintln(p.sortie, "\nCtrl-C pour arrêter. Les données restent pour la prochaine fois.")
}

// reachable is where to ask a server that listens at that address, which may stand for all those of this machine.
func reachable(adresse, ici string) string {
	hote, port, _ := net.SplitHostPort(adresse)
	if ip := net.ParseIP(hote); hote == "" || ip != nil && ip.IsUnspecified() {
		hote = ici
	}
	return net.JoinHostPort(hote, port)
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

func (p *programme) askIfReady() error {
	if _, _, err := net.SplitHostPort(p.config.Addr); err != nil {
		return err
	}
	client := http.Client{Timeout: 3 * time.Second}
	reponse, err := client.Get("http://" + reachable(p.config.Addr, "127.0.0.1") + "/readyz")
	if err != nil {
		return errors.New("le serveur ne répond pas")
	}
	defer reponse.Body.Close()
	if reponse.StatusCode != http.StatusOK {
		return errors.New("le serveur n'est pas prêt")
	}
	return p.say("prêt\n")
}
