package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

func (p *programme) userCommand() *cobra.Command {
	var n app.NouvelUtilisateur
	var role string
	var nouveau bool
	c := &cobra.Command{
		Use: "user", Short: "Créer une personne et son rôle, ou changer son mot de passe",
		Long: "Crée une personne et son rôle dans une structure ; pour une personne connue, ajoute seulement le rôle.\n" +
			"Le mot de passe se lit sur l'entrée standard, une ligne, pour ne rester dans aucun historique.",
		Example: "  parcours user --email marie@exemple.fr --prenom Marie --nom Exemple --siae 1 --role cip < mot-de-passe.txt\n" +
			"  parcours user --email marie@exemple.fr --nouveau-mot-de-passe < mot-de-passe.txt",
		RunE: func(c *cobra.Command, _ []string) error {
			if n.Email == "" {
				return errors.New("indiquez la personne : --email prenom.nom@exemple.fr")
			}
			motDePasse, err := readLine()
			if err != nil {
				return err
			}
			return p.withService(c.Context(), func(s *service) error {
				if nouveau {
					err := s.app.ResetMotDePasse(c.Context(), n.Email, motDePasse)
					if err == nil {
						fmt.Fprintln(p.sortie, "Mot de passe changé ; les sessions ouvertes sont terminées.")
					}
					return err
				}
				n.MotDePasse, n.Role = motDePasse, parcours.Role(role)
				id, err := s.app.CreateUtilisateur(c.Context(), n)
				if err == nil {
					fmt.Fprintf(p.sortie, "Personne prête, numéro %d.\n", id)
				}
				return err
			})
		},
	}
	f := c.Flags()
	f.StringVar(&n.Email, "email", "", "`adresse` de courriel")
	f.StringVar(&n.Prenom, "prenom", "", "`texte` : le prénom")
	f.StringVar(&n.Nom, "nom", "", "`texte` : le nom")
	f.Int64Var(&n.SiaeID, "siae", 0, "`numero` de la structure (voir « parcours siae »)")
	f.StringVar(&role, "role", "", "`code` du rôle : cip, encadrant ou directeur")
	f.BoolVar(&nouveau, "nouveau-mot-de-passe", false, "changer le mot de passe d'une personne connue")
	return c
}

// readLine reads the password.
func readLine() (string, error) {
	ligne, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if ligne = strings.TrimRight(ligne, "\r\n"); ligne == "" {
		return "", errors.Join(errors.New("donnez le mot de passe sur l'entrée standard, une ligne"), err)
	}
	return ligne, nil
}

func (p *programme) workerCommand() *cobra.Command {
	return &cobra.Command{
		Use: "worker", Short: "Faire le ménage une fois : sessions finies, clés et aperçus d'import périmés",
		Long: "Supprime ce qui n'a plus d'utilité : sessions terminées, essais de connexion, clés de requêtes de plus de sept jours,\n" +
			"aperçus d'import de plus de trente jours. À lancer chaque nuit (cron, systemd).",
		RunE: func(c *cobra.Command, _ []string) error {
			return p.withService(c.Context(), func(s *service) error {
				n, err := s.app.Purge(c.Context())
				if err == nil {
					fmt.Fprintf(p.sortie, "Ménage fait : %d ligne(s) supprimée(s).\n", n)
				}
				return err
			})
		},
	}
}
