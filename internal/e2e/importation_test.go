package e2e

import (
	"os"
	"path/filepath"
	"testing"
)

// TestAnImportIsUndoneInTheBrowser: four clicks and a reason, from the page where one sees
// that it was the wrong file; then the same way back.
func TestAnImportIsUndoneInTheBrowser(t *testing.T) {
	t.Parallel()
	o := newMonde(t).as(t, "cip@aci.demo", 1280)
	fichier := filepath.Join(t.TempDir(), "erreur.csv")
	contenu := "Nom;Prénom;Date de naissance\nErreur;Une;12/05/1990\nErreur;Deux;13/05/1990\nErreur;Trois;14/05/1990\n"
	if err := os.WriteFile(fichier, []byte(contenu), 0o600); err != nil {
		t.Fatal(err)
	}
	adresse := "/importations/" + o.preview(fichier)
	o.press("", "Importer 3 salariés").says("3 salariés ajoutés")
	o.unfold("", "Annuler cet import").says("Ce qui serait fait : 3 dossiers retirés.")
	o.checkAccessible(adresse)
	o.fill("", "Pourquoi ?", "Mauvais fichier.").press("", "Annuler l'import").says("L'import est annulé.", "3 dossiers retirés.")
	o.unfold("", "Revenir sur cette annulation").checkAccessible(adresse)
	o.resize(320)
	o.visit("/salaries?contrat=tous&q=erreur").lacks("Une Erreur")
	o.visit(adresse).unfold("", "Revenir sur cette annulation").fill("", "Pourquoi ?", "C'était le bon.").press("", "Remettre").
		says("3 salariés ajoutés")
	une := "/salaries/" + o.linkOf("/salaries?contrat=tous&q=erreur", "Une Erreur")
	o.visit(une).unfold("", "Retirer ce dossier").fill("", "Pourquoi ?", "Elle n'existe pas.").press("", "Retirer ce dossier").
		says("Dossier retiré", "Elle n'existe pas.")
	o.unfold("", "Remettre").checkAccessible(une)
}
