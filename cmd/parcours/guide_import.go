package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/spf13/cobra"

	"parcours.example/internal/guide"
)

func (p *programme) guideImportCommand() *cobra.Command {
	var essai bool
	c := &cobra.Command{
		Use: "import DOSSIER", Short: "Mettre un guide modifié à la place de celui de GUIDE_DIR",
		Long: "Relit DOSSIER en entier, dit ce qui change, puis en met une copie à la place de GUIDE_DIR ;\n" +
			"le guide remplacé reste à côté. Au moindre défaut, rien ne change. Le programme lit le guide à son\n" +
			"démarrage : redémarrez-le ensuite.",
		Example: "  GUIDE_DIR=/srv/parcours/guide parcours guide import --essai guide-modifie\n" +
			"  GUIDE_DIR=/srv/parcours/guide parcours guide import guide-modifie",
		Args: arguments(1, 1),
		RunE: func(_ *cobra.Command, args []string) error { return p.importGuide(args[0], essai) },
	}
	c.Flags().BoolVar(&essai, "essai", false, "dire ce qui changerait, et ne rien changer")
	return c
}

func (p *programme) importGuide(dossier string, essai bool) error {
	if p.config.GuideDir == "" && !essai {
		return fmt.Errorf("GUIDE_DIR n'est pas réglé. Nommez le dossier où le programme lira le guide, "+
			"ici et dans les réglages de « serve » :\n  GUIDE_DIR=/srv/parcours/guide parcours guide import %s", dossier)
	}
	nouveau, err := readGuide(dossier)
	if err != nil {
		return err
	}
	enPlace, err := p.guideToReplace()
	if err != nil {
		return fmt.Errorf("%w\nCe guide est celui en place : corrigez-le, ou renommez son dossier, puis recommencez. "+
			"Rien n'a changé", err)
	}
	p.printDiff(enPlace, nouveau)
	if avant, apres := enPlace.Edition().Numero, nouveau.Edition().Numero; apres <= avant {
		return fmt.Errorf("le numéro de cette édition (%d) doit dépasser celui en place (%d) : écrivez « numero: %d » "+
			"et le mois du changement\ndans %s, puis recommencez. Rien n'a changé",
			apres, avant, avant+1, filepath.Join(dossier, guide.FichierEdition))
	}
	if essai {
		return p.say("\nC'était un essai : rien n'a changé. Sans --essai, cette édition serait mise en place.\n")
	}
	garde, err := installGuide(nouveau.fichiers, p.config.GuideDir, enPlace)
	if err != nil {
		return err
	}
	if garde != "" {
		garde = "La précédente est gardée dans " + garde + ".\n"
	}
	return p.say("\nL'édition n° %d est en place dans %s.\n%sRedémarrez le programme pour qu'il la lise.\n",
		nouveau.Edition().Numero, p.config.GuideDir, garde)
}

// guideToReplace is the guide that people read today. GUIDE_DIR may name a folder that is still to be made: then it
// is the one that is shipped.
func (p *programme) guideToReplace() (*guideLu, error) {
	if vide, err := isEmpty(p.config.GuideDir); err == nil && vide {
		return shippedGuide()
	}
	return p.guideInPlace()
}

// installGuide puts a copy of the files in the place of a folder, whole or not at all, and tells where it keeps what
// was there: nowhere when that was the guide that is shipped.
func installGuide(fichiers fs.FS, dossier string, enPlace *guideLu) (garde string, err error) {
	if dossier, err = filepath.Abs(dossier); err != nil {
		return "", err
	}
	neuf, err := copyBeside(fichiers, dossier)
	defer os.RemoveAll(neuf) // nothing is left there once it is in place
	if err != nil {
		return "", fmt.Errorf("le guide n'a pas pu être copié à côté de %s : %w. Rien n'a changé", dossier, err)
	}
	if enPlace.dossier != "" {
		garde = freeName(fmt.Sprintf("%s.avant-%d", dossier, enPlace.Edition().Numero))
	}
	if err := replace(dossier, neuf, garde); err != nil {
		return "", fmt.Errorf("%s n'a pas pu être remplacé : %w.\nC'est peut-être un volume ou un point de montage : "+
			"GUIDE_DIR doit alors nommer un dossier dedans", dossier, err)
	}
	return garde, nil
}

// copyBeside writes the files next to the folder, on the same disk so that they can be renamed into its place, and
// reads them again: they may have changed since they were checked. Every user may read them, despite the umask: the
// program often runs as another user than the one who changes the guide, and nothing there is a secret.
func copyBeside(fichiers fs.FS, dossier string) (neuf string, err error) {
	defer syscall.Umask(syscall.Umask(0o022))
	neuf, err = os.MkdirTemp(filepath.Dir(dossier), filepath.Base(dossier)+".nouveau-")
	if errors.Is(err, fs.ErrNotExist) { // a slip in GUIDE_DIR must not make folders
		return "", fmt.Errorf("le dossier %s n'existe pas", filepath.Dir(dossier))
	}
	if err != nil {
		return "", err
	}
	if _, err := copyGuide(fichiers, neuf); err != nil {
		return neuf, err
	}
	if _, err := readGuide(neuf); err != nil {
		return neuf, err
	}
	return neuf, os.Chmod(neuf, 0o755)
}

// replace renames neuf into the place of a folder, which is kept as garde; "" when there is nothing to keep.
func replace(dossier, neuf, garde string) error {
	if garde == "" {
		return os.Rename(neuf, dossier)
	}
	if err := os.Rename(dossier, garde); err != nil {
		return err
	}
	err := os.Rename(neuf, dossier)
	if err != nil && os.Rename(garde, dossier) != nil {
		return fmt.Errorf("%w ; l'ancien guide est dans %s", err, garde)
	}
	return err
}

// freeName is the name, or else the first of name-2, name-3… that nothing has: a number comes twice after a return to
// an earlier edition.
func freeName(nom string) string {
	libre := nom
	for i := 2; ; i++ {
		if _, err := os.Lstat(libre); err != nil { // any other trouble, the renaming tells
			return libre
		}
		libre = fmt.Sprintf("%s-%d", nom, i)
	}
}
