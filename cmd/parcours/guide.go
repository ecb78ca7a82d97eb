package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"parcours.example/config"
	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
)

// guideLu is a guide, and the folder that it was read from: none for the one that is shipped.
type guideLu struct {
	*guide.Guide
	fichiers fs.FS
	dossier  string
}

func (g *guideLu) ou() string { return cmp.Or(g.dossier, livre) }

const livre = "livré avec le programme"

// readGuide reads a folder. A refusal names it, then gives its defects.
func readGuide(dossier string) (*guideLu, error) {
	switch info, err := os.Stat(dossier); {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("le dossier %s n'existe pas", dossier)
	case err != nil:
		return nil, fmt.Errorf("le dossier %s ne se lit pas : %w", dossier, err)
	case !info.IsDir():
		return nil, fmt.Errorf("%s n'est pas un dossier", dossier)
	}
	return readFiles(os.DirFS(dossier), dossier)
}

func readFiles(fichiers fs.FS, dossier string) (*guideLu, error) {
	g, err := guide.Load(fichiers)
	lu := &guideLu{g, fichiers, dossier}
	if defauts, ok := errors.AsType[guide.Defauts](err); ok {
		return nil, fmt.Errorf("guide %s, %s :\n%w", lu.ou(), count(len(defauts), "défaut", "défauts"), err)
	} else if err != nil {
		return nil, fmt.Errorf("guide %s : %w", lu.ou(), err)
	}
	return lu, nil
}

func shippedGuide() (*guideLu, error) {
	fichiers, err := fs.Sub(config.Guide, "guide")
	if err != nil {
		return nil, err
	}
	return readFiles(fichiers, "")
}

// guideInPlace is the guide that the program serves: the folder of GUIDE_DIR, or the one that is shipped.
func (p *programme) guideInPlace() (*guideLu, error) {
	if p.config.GuideDir == "" {
		return shippedGuide()
	}
	g, err := readGuide(p.config.GuideDir)
	if err != nil {
		return nil, fmt.Errorf("GUIDE_DIR : %w", err)
	}
	return g, nil
}

func (p *programme) guideCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "guide", Short: "Relire le guide régional, ou en changer le texte",
		Long: "Le programme sert le guide livré avec lui, ou celui du dossier nommé par GUIDE_DIR.\n\n" +
			"Pour en changer le texte : « export » écrit une copie, vous la modifiez, « check » la relit,\n" +
			"« import --essai » montre ce qui changera, « import » la met en place.",
	}
	c.AddCommand(&cobra.Command{
		Use: "check [DOSSIER]", Short: "Dire les défauts par fichier et par ligne, et ce qui vieillit",
		Long: "Relit tout le guide : celui de DOSSIER, sinon de GUIDE_DIR, sinon celui livré avec le programme.\n" +
			"Dit les défauts par fichier et par ligne, et finit alors par 1. Sans défaut, liste les textes de plus\n" +
			"de 24 mois, les adresses web (sans les appeler) et les dates dépassées.",
		Args: arguments(0, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			read := p.guideInPlace
			if len(args) == 1 {
				read = func() (*guideLu, error) { return readGuide(args[0]) }
			}
			g, err := read()
			if err != nil {
				return err
			}
			return p.printCheck(g, parcours.DateOf(p.config.Clock(time.Now)()))
		},
	}, &cobra.Command{
		Use: "export DOSSIER", Short: "Écrire les fichiers du guide en place dans un dossier vide, pour les modifier",
		Args: arguments(1, 1),
		RunE: func(_ *cobra.Command, args []string) error { return p.exportGuide(args[0]) },
	}, p.guideImportCommand(), &cobra.Command{
		Use: "diff AVANT APRES", Short: "Dire ce qui change d'un dossier du guide à un autre",
		Example: "  parcours guide diff /srv/parcours/guide.avant-2 /srv/parcours/guide",
		Args:    arguments(2, 2),
		RunE: func(_ *cobra.Command, args []string) error {
			avant, errAvant := readGuide(args[0])
			apres, errApres := readGuide(args[1])
			if err := errors.Join(errAvant, errApres); err != nil {
				return err
			}
			p.printDiff(avant, apres)
			return nil
		},
	})
	return c
}

func (p *programme) exportGuide(dossier string) error {
	g, err := p.guideToReplace()
	if err != nil {
		return err
	}
	switch vide, err := isEmpty(dossier); {
	case err != nil:
		return fmt.Errorf("le dossier %s ne se lit pas : %w", dossier, err)
	case !vide:
		return fmt.Errorf("le dossier %s n'est pas vide : donnez-en un vide, ou un nom neuf. Rien n'a été écrit", dossier)
	}
	n, err := copyGuide(g.fichiers, dossier)
	if err != nil {
		return fmt.Errorf("le guide n'a pas pu être écrit dans %s : %w", dossier, err)
	}
	return p.say("%s (%s)\n%s dans %[4]s.\n\nModifiez-les, montez le numéro dans %[5]s, puis :\n"+
		"  parcours guide check %[4]s\n  parcours guide import --essai %[4]s\n", g.Edition().Libelle(), g.ou(),
		count(n, "fichier écrit", "fichiers écrits"), dossier, guide.FichierEdition)
}

// isEmpty tells whether a folder may receive files: it holds none, or does not exist yet.
func isEmpty(dossier string) (bool, error) {
	contenu, err := os.ReadDir(dossier)
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	return len(contenu) == 0, err
}

// copyGuide writes the guide's files as they are, and nothing else.
func copyGuide(fichiers fs.FS, dossier string) (int, error) {
	noms, err := guide.Files(fichiers)
	if err != nil {
		return 0, err
	}
	for _, nom := range noms {
		texte, err := fs.ReadFile(fichiers, nom)
		if err != nil {
			return 0, err
		}
		chemin := filepath.Join(dossier, filepath.FromSlash(nom))
		if err := os.MkdirAll(filepath.Dir(chemin), 0o755); err != nil {
			return 0, err
		}
		if err := writeNew(chemin, texte); err != nil {
			return 0, err
		}
	}
	return len(noms), nil
}

// writeNew writes a file that must not exist, down to the disk: what is renamed into place afterwards is whole, even
// after a power cut.
func writeNew(chemin string, texte []byte) error {
	f, err := os.OpenFile(chemin, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(texte)
	return errors.Join(err, f.Sync(), f.Close())
}
