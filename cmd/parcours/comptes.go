package main

import (
	"bufio"
	"context"
	"errors"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

func (p *programme) siaeCommand() *cobra.Command {
	var x parcours.Siae
	c := &cobra.Command{
		Use: "siae", Short: "Créer une structure, ou les lister sans option",
		Example: "  parcours siae --nom \"Les Jardins\" --type ACI --departement 80 --siret 12345678200010 --opco uniformation",
		RunE: p.onService(func(ctx context.Context, s *service) error {
			if x.Nom == "" {
				siaes, err := s.app.ListSiae(ctx)
				for _, x := range siaes {
					err = errors.Join(err, p.say("%6d  %-5s %-3s %s\n", x.ID, x.Type, x.Departement, x.Nom))
				}
				return err
			}
			if err := s.app.CreateSiae(ctx, &x, false); err != nil {
				return err
			}
			return p.say("Structure créée, numéro %d.\n", x.ID)
		}),
	}
	f := c.Flags()
	f.StringVar(&x.Nom, "nom", "", "`nom` de la structure")
	f.StringVar(&x.Type, "type", "", "`type` : ACI, AI, EI, ETTI ou EITI")
	f.StringVar(&x.Siret, "siret", "", "`numero` SIRET, 14 chiffres")
	f.StringVar(&x.Departement, "departement", "", "`code` du département, par exemple 80")
	f.StringVar(&x.Opco, "opco", "", "`code` de l'OPCO : "+strings.Join(parcours.Opcos.Codes(), ", "))
	f.IntVar(&x.EffectifOpco, "effectif", 0, "`nombre` de salariés déclaré à l'OPCO (0 : inconnu)")
	f.StringSliceVar(&x.Reseaux, "reseaux", nil,
		"`codes` des réseaux, séparés par des virgules : "+strings.Join(parcours.Reseaux.Codes(), ", "))
	return c
}

func (p *programme) userCommand() *cobra.Command {
	var n app.NouvelUtilisateur
	var nouveau bool
	c := &cobra.Command{
		Use: "user", Short: "Créer une personne et son rôle, ou changer son mot de passe",
		Long: "Crée une personne et son rôle dans une structure ; pour une personne connue, ajoute seulement le rôle.\n" +
			"Le mot de passe se lit sur l'entrée standard, une ligne, pour ne rester dans aucun historique.",
		Example: "  parcours user --email marie@exemple.fr --prenom Marie --nom Exemple --siae 1 --role cip < mot-de-passe.txt\n" +
			"  parcours user --email marie@exemple.fr --nouveau-mot-de-passe < mot-de-passe.txt",
		PreRunE: func(*cobra.Command, []string) (err error) {
			if n.Email == "" {
				return errors.New("indiquez la personne : --email prenom.nom@exemple.fr")
			}
			n.MotDePasse, err = readLine()
			return err
		},
		RunE: p.onService(func(ctx context.Context, s *service) error {
			if nouveau {
				if err := s.app.ResetMotDePasse(ctx, n.Email, n.MotDePasse); err != nil {
					return err
				}
				return p.say("Mot de passe changé ; les sessions ouvertes sont terminées.\n")
			}
			id, err := s.app.CreateUtilisateur(ctx, n)
			if err != nil {
				return err
			}
			return p.say("Personne prête, numéro %d.\n", id)
		}),
	}
	f := c.Flags()
	f.StringVar(&n.Email, "email", "", "`adresse` de courriel")
	f.StringVar(&n.Prenom, "prenom", "", "`texte` : le prénom")
	f.StringVar(&n.Nom, "nom", "", "`texte` : le nom")
	f.Int64Var(&n.SiaeID, "siae", 0, "`numero` de la structure (voir « parcours siae »)")
	f.StringVar((*string)(&n.Role), "role", "", "`code` du rôle : cip, encadrant ou directeur")
	f.BoolVar(&nouveau, "nouveau-mot-de-passe", false, "changer le mot de passe d'une personne connue")
	return c
}

func readLine() (string, error) {
	ligne, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if ligne = strings.TrimRight(ligne, "\r\n"); ligne == "" {
		return "", errors.Join(errors.New("donnez le mot de passe sur l'entrée standard, une ligne"), err)
	}
	return ligne, nil
}
