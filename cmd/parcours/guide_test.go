package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"parcours.example/config"
	"parcours.example/internal/testdb"
)

// petitGuide is a whole guide that fits on a screen. Its number is beyond those
// of the guide that is shipped.
var petitGuide = map[string]string{
	"edition.yaml": "numero: 105\ndate: \"2026-01\"\ntitre: \"Guide d'essai\"\n",
	"05.yaml": `edition: "2023"
items:
  - id: ETP-05
    type: etape
    lignes: "772-811"
    titre: "Financement"
    texte: "Réunir les financements."
  - id: FIN-01
    type: financement
    etape: ETP-05
    lignes: "778"
    titre: "PIC IAE"
    texte: "Appelez votre OPCO."
    criteres: {etats: [financement], au: "2026-02-28"}
    liens: [{libelle: AKTO, url: "https://www.akto.fr/contact/"}]
  - id: FIN-02
    type: financement
    etape: ETP-05
    edition: "2026-01"
    lignes: "779"
    titre: "Plan de l'OPCO"
    texte: "Moins de 50 salariés."
    liens: [{libelle: AKTO, url: "https://www.akto.fr/contact/"}]
`,
}

// guideWith writes the small guide, with its replacements: « before », « after »…
func guideWith(t *testing.T, remplacements ...string) string {
	t.Helper()
	dossier := t.TempDir()
	for nom, texte := range petitGuide {
		writeFile(t, filepath.Join(dossier, nom), strings.NewReplacer(remplacements...).Replace(texte))
	}
	return dossier
}

func writeFile(t *testing.T, chemin, texte string) {
	t.Helper()
	if err := os.WriteFile(chemin, []byte(texte), 0o600); err != nil {
		t.Fatal(err)
	}
}

// textesOf reads every file of a folder.
func textesOf(t *testing.T, fichiers fs.FS) map[string]string {
	t.Helper()
	lus := map[string]string{}
	err := fs.WalkDir(fichiers, ".", func(nom string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(fichiers, nom)
		lus[nom] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return lus
}

func sameTextes(t *testing.T, got, want map[string]string) {
	t.Helper()
	for nom, texte := range want {
		if got[nom] != texte {
			t.Errorf("%s is not what it was, byte for byte", nom)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d files, want %d", len(got), len(want))
	}
}

func TestTheGuideIsCheckedFromTheCommandLine(t *testing.T) {
	t.Parallel()
	sortie := says(t, env{}, "", 0, []string{"Guide en ordre", "11 étapes", "livré avec le programme",
		"Guide régional 2023, mise à jour n° "}, "guide", "check")
	for _, ligne := range strings.Split(sortie, "\n") {
		if utf8.RuneCountInString(ligne) > 100 {
			t.Errorf("too wide for a terminal: %s", ligne)
		}
	}
	if n := strings.Count(sortie, "\n"); n > 120 {
		t.Errorf("%d lines: nobody reads them", n)
	}
	dossier := guideWith(t)
	vieilli := []string{
		"Guide en ordre : 3 éléments, 1 étape, 2 fichiers", "Guide d'essai, mise à jour n° 105 (janv. 2026) ; textes de 2023, 2026-01.",
		"Plus de 24 mois : 2\n  05.yaml (2)\n    ETP-05, FIN-01\n",
		"Adresses web : 1, non appelées\n  https://www.akto.fr/contact/\n    FIN-01, FIN-02\n",
		"Dates dépassées : 1\n  05.yaml:8, jusqu'au 28/02/2026\n    FIN-01  PIC IAE\n",
	}
	jour := env{"PARCOURS_AUJOURDHUI": "2026-03-02"}
	says(t, jour, "", 0, vieilli, "guide", "check", dossier)
	jour["GUIDE_DIR"] = dossier
	says(t, jour, "", 0, vieilli, "guide", "check")
	jour["PARCOURS_AUJOURDHUI"] = "2024-06-01"
	says(t, jour, "", 0, []string{"Plus de 24 mois : 0\n", "Dates dépassées : 0\n"}, "guide", "check")

	says(t, env{}, "", 1, []string{"n'existe pas"}, "guide", "check", filepath.Join(dossier, "absent"))
	says(t, env{}, "", 1, []string{"n'est pas un dossier"}, "guide", "check", filepath.Join(dossier, "05.yaml"))
	says(t, env{"GUIDE_DIR": "/absent"}, "", 1, []string{"GUIDE_DIR : le dossier /absent n'existe pas"}, "guide", "check")
	says(t, env{}, "", 1, []string{"écrivez « parcours guide check [DOSSIER] »"}, "guide", "check", dossier, dossier)
}

// TestABadGuideStopsEverythingWithFileAndLine: what is checked is what starts.
func TestABadGuideStopsEverythingWithFileAndLine(t *testing.T) {
	t.Parallel()
	for nom, c := range map[string]struct {
		avant, apres, dit string
	}{
		"a misspelt code":  {"etats: [financement]", "etats: [finacement]", "05.yaml:14 : code inconnu « finacement » dans criteres.etats"},
		"a duplicate id":   {"id: FIN-02", "id: FIN-01", "05.yaml:16 : id « FIN-01 » déjà utilisé (05.yaml:8)"},
		"a missing source": {"    lignes: \"779\"\n", "", "05.yaml:16 : FIN-02 : source manquante"},
		"a wrong edition":  {"date: \"2026-01\"", "date: \"janvier\"", "edition.yaml:2 : date « janvier »"},
	} {
		t.Run(nom, func(t *testing.T) {
			t.Parallel()
			dossier := guideWith(t, c.avant, c.apres)
			dits := []string{c.dit, dossier, "1 défaut"}
			e := env{"GUIDE_DIR": dossier}
			says(t, e, "", 1, dits, "guide", "check")
			says(t, env{}, "", 1, dits, "guide", "check", dossier)
			says(t, e, "", 1, dits, "guide", "export", filepath.Join(t.TempDir(), "copie"))
			says(t, e, "", 1, append(dits, "Rien n'a changé"), "guide", "import", guideWith(t))
			says(t, env{}, "", 1, dits, "guide", "diff", guideWith(t), dossier)
			e["PARCOURS_SECRET"], e["DATABASE_URL"] = secret, "postgres://moi:motdepasse@127.0.0.1:1/absente"
			says(t, e, "", 1, append(dits, "GUIDE_DIR"), "serve")
			e["DATABASE_URL"] = testdb.NewEmpty(t)
			says(t, e, "", 1, append(dits, "GUIDE_DIR"), "run")
		})
	}
}

func TestTheGuideIsExportedByteForByteIntoAnEmptyFolder(t *testing.T) {
	t.Parallel()
	livre, err := fs.Sub(config.Guide, "guide")
	if err != nil {
		t.Fatal(err)
	}
	neuf := filepath.Join(t.TempDir(), "un", "guide")
	// GUIDE_DIR may be set before the first import makes its folder.
	says(t, env{"GUIDE_DIR": filepath.Join(t.TempDir(), "absent")}, "", 0,
		[]string{"livré avec le programme", "fichiers écrits dans " + neuf, "parcours guide import --essai " + neuf}, "guide", "export", neuf)
	sameTextes(t, textesOf(t, os.DirFS(neuf)), textesOf(t, livre))

	// The folder of GUIDE_DIR, without what is not the guide.
	dossier, vide := guideWith(t), t.TempDir()
	writeFile(t, dossier+"/notes.txt", "à rappeler")
	writeFile(t, dossier+"/05.yaml~", "une copie de l'éditeur")
	says(t, env{"GUIDE_DIR": dossier}, "", 0, []string{"Guide d'essai", "2 fichiers écrits"}, "guide", "export", vide)
	sameTextes(t, textesOf(t, os.DirFS(vide)), petitGuide)

	says(t, env{}, "", 1, []string{"n'est pas vide", "Rien n'a été écrit"}, "guide", "export", vide)
	sameTextes(t, textesOf(t, os.DirFS(vide)), petitGuide)
	says(t, env{}, "", 1, []string{vide + "/05.yaml"}, "guide", "export", vide+"/05.yaml")
	says(t, env{}, "", 1, []string{"écrivez « parcours guide export DOSSIER »"}, "guide", "export")
}

func TestAnEditionIsTriedThenPutInPlaceAndTheFormerKept(t *testing.T) {
	t.Parallel()
	chez := t.TempDir()
	enPlace := filepath.Join(chez, "guide")
	e := env{"GUIDE_DIR": enPlace}
	// The first one replaces the guide that is shipped, in a folder to be made.
	premiere := guideWith(t)
	says(t, e, "", 0, []string{"livré avec le programme", "L'édition n° 105 est en place dans " + enPlace,
		"Redémarrez"}, "guide", "import", premiere)
	sameTextes(t, textesOf(t, os.DirFS(enPlace)), petitGuide)

	suivante := guideWith(t, "numero: 105", "numero: 106", "2026-01\"\ntitre", "2026-02\"\ntitre",
		"Appelez votre OPCO.", "Appelez votre OPCO avant juin.",
		"FIN-02", "FIN-03", "lignes: \"772-811\"", "lignes: \"772-812\"")
	dits := []string{
		"De   Guide d'essai, mise à jour n° 105 (janv. 2026) (" + enPlace + ")\nÀ    Guide d'essai, mise à jour n° 106 " +
			"(févr. 2026) (" + suivante + ")\n",
		"1 élément ajouté\n  FIN-03  Plan de l'OPCO\n",
		"2 éléments modifiés\n  ETP-05  Financement\n    lignes\n  FIN-01  PIC IAE\n    texte\n",
		"1 élément retiré\n  FIN-02  Plan de l'OPCO\n",
	}
	says(t, e, "", 0, append(dits, "C'était un essai : rien n'a changé"), "guide", "import", "--essai", suivante)
	sameTextes(t, textesOf(t, os.DirFS(chez)), map[string]string{"guide/05.yaml": petitGuide["05.yaml"],
		"guide/edition.yaml": petitGuide["edition.yaml"]})

	says(t, e, "", 0, append(dits, "La précédente est gardée dans "+enPlace+".avant-105"), "guide", "import", suivante)
	sameTextes(t, textesOf(t, os.DirFS(enPlace+".avant-105")), petitGuide)
	sameTextes(t, textesOf(t, os.DirFS(enPlace)), textesOf(t, os.DirFS(suivante)))
	says(t, env{}, "", 0, dits[1:], "guide", "diff", enPlace+".avant-105", enPlace)
	says(t, env{}, "", 0, []string{"Aucun élément ne change."}, "guide", "diff", suivante, enPlace)
	noms, err := os.ReadDir(chez)
	if err != nil || len(noms) != 2 {
		t.Errorf("something is left beside: %v, %v", noms, err)
	}
	// The program's own user reads it, whoever wrote the files (here 0600).
	for chemin, mode := range map[string]fs.FileMode{enPlace: 0o755, enPlace + "/05.yaml": 0o644} {
		if info, err := os.Stat(chemin); err != nil || info.Mode().Perm() != mode {
			t.Errorf("%s: %v %v, want %v", chemin, info.Mode(), err, mode)
		}
	}
	s := start(t, env{"DATABASE_URL": testdb.New(t), "PARCOURS_SECRET": secret, "GUIDE_DIR": enPlace}, "serve")
	s.stop()
	if !strings.Contains(s.dit, `"guide":106`) {
		t.Errorf("the program does not say which edition it read: %s", s.dit)
	}
}

func TestAnImportThatIsRefusedChangesNothing(t *testing.T) {
	t.Parallel()
	chez := t.TempDir()
	enPlace := filepath.Join(chez, "guide")
	if err := os.CopyFS(enPlace, os.DirFS(guideWith(t))); err != nil {
		t.Fatal(err)
	}
	avant := textesOf(t, os.DirFS(chez))
	fichier := filepath.Join(t.TempDir(), "fichier")
	writeFile(t, fichier, "")
	for nom, c := range map[string]struct {
		guideDir, dossier string
		dits              []string
	}{
		"GUIDE_DIR not set": {"", guideWith(t, "numero: 105", "numero: 106"),
			[]string{"GUIDE_DIR n'est pas réglé", "GUIDE_DIR=/srv/parcours/guide parcours guide import"}},
		"a defect": {enPlace, guideWith(t, "numero: 105", "numero: 106", "FIN-02", "FIN-01"),
			[]string{"05.yaml:16 : id « FIN-01 » déjà utilisé"}},
		"the same number": {enPlace, guideWith(t, "50 salariés", "60 salariés"),
			[]string{"1 élément modifié", "(105) doit dépasser celui en place (105)", "écrivez « numero: 106 »", "Rien n'a changé"}},
		"a smaller number": {enPlace, guideWith(t, "numero: 105", "numero: 104"), []string{"(104) doit dépasser celui en place (105)"}},
		"no folder":        {enPlace, filepath.Join(chez, "absent"), []string{"n'existe pas"}},
		"nowhere to go":    {filepath.Join(fichier, "guide"), guideWith(t), []string{fichier}},
		"a folder misspelt": {filepath.Join(chez, "parcour", "guide"), guideWith(t),
			[]string{"le dossier " + filepath.Join(chez, "parcour") + " n'existe pas. Rien n'a changé"}},
		"less than shipped": {filepath.Join(chez, "autre"), guideWith(t, "numero: 105", "numero: 1"),
			[]string{"(1) doit dépasser celui en place ("}},
		"the folder in place": {enPlace, enPlace, []string{"(105) doit dépasser celui en place (105)"}},
	} {
		says(t, env{"GUIDE_DIR": c.guideDir}, "", 1, c.dits, "guide", "import", c.dossier)
		if t.Failed() {
			t.Fatal(nom)
		}
	}
	sameTextes(t, textesOf(t, os.DirFS(chez)), avant)
	if noms, _ := os.ReadDir(chez); len(noms) != 1 {
		t.Errorf("something is left beside: %v", noms)
	}
	// Without GUIDE_DIR, a trial compares with the guide that is shipped.
	says(t, env{}, "", 0, []string{"livré avec le programme", "C'était un essai"}, "guide", "import", "--essai", guideWith(t))
}

// A failure between the two renames leaves the former guide where it was.
func TestTheFormerGuideComesBackWhenTheNewOneCannotTakeItsPlace(t *testing.T) {
	t.Parallel()
	chez := t.TempDir()
	enPlace, garde := filepath.Join(chez, "guide"), filepath.Join(chez, "guide.avant-105")
	if err := os.CopyFS(enPlace, os.DirFS(guideWith(t))); err != nil {
		t.Fatal(err)
	}
	if err := replace(enPlace, filepath.Join(chez, "disparu"), garde); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("replaced by nothing: %v", err)
	}
	sameTextes(t, textesOf(t, os.DirFS(enPlace)), petitGuide)
	// And a name that is taken is never written over.
	if got := freeName(enPlace); got != enPlace+"-2" {
		t.Errorf("%s, want another name", got)
	}
	if got := freeName(garde); got != garde {
		t.Errorf("%s, which is free", got)
	}
}

func TestIdsInARowAreShortened(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ ids, want string }{
		{"", ""},
		{"BP-01", "BP-01"},
		{"BP-02 BP-01", "BP-01 BP-02"},
		{"BP-03 BP-01 BP-02", "BP-01 à BP-03"},
		{"OPC-09 OPC-10 OPC-11 OPC-13", "OPC-09 à OPC-11 OPC-13"},
		{"SOL-04.1 SOL-04.3 SOL-04.2 SOL-05.1 SOL-05.2", "SOL-04.1 à SOL-04.3 SOL-05.1 SOL-05.2"},
		{"FIN-03 FIN-03.1 ANNEXE FIN-04 HOR-OPCO FIN-05", "ANNEXE FIN-03 à FIN-05 FIN-03.1 HOR-OPCO"},
	} {
		if got := strings.Join(shorten(strings.Fields(c.ids)), " "); got != c.want {
			t.Errorf("%q is shortened to %q, want %q", c.ids, got, c.want)
		}
	}
}

func TestLinesKeepToTheirWidth(t *testing.T) {
	t.Parallel()
	mots := slices.Repeat([]string{"élément-É1"}, 20)
	lignes := strings.Split(strings.TrimSuffix(wrap(mots, "    "), "\n"), "\n")
	for _, l := range append(lignes, titled("FIN-01", strings.Repeat("é", 200), "    ")) {
		if n := utf8.RuneCountInString(l); n > largeur {
			t.Errorf("%d columns: %s", n, l)
		}
	}
	if len(lignes) != 3 || strings.Count(strings.Join(lignes, " "), "élément-É1") != 20 || strings.HasSuffix(lignes[2], ",") {
		t.Errorf("wrapped: %q", lignes)
	}
}
