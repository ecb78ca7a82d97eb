package importation

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"

	"parcours.example/internal/parcours"
)

// realLines reads the platform's file through every step.
func realLines(t testing.TB) []Ligne {
	t.Helper()
	f := read(t, realFile(t))
	if got := strings.Join(f.Ecartees, "|"); got != "Nom organisation prescripteur|Nom utilisateur prescripteur|Motifs de refus" {
		t.Errorf("columns never kept: %q", got)
	}
	r := Recognize(f.Entetes)
	if r.NeedsHelp() || len(r.Correspondance) != 25 {
		t.Fatalf("the platform's 25 titles: %+v", r)
	}
	return Extract(f, r.Correspondance, aujourdhui)
}

func TestRealFileHas61RowsOf18HiresOf17People(t *testing.T) {
	t.Parallel()
	lignes := realLines(t)
	embauches, personnes := 0, 0
	for _, l := range lignes {
		if l.IsRetenue() {
			embauches++
			if l.DoublonDe == 0 {
				personnes++
			}
		}
		if l.HasErreur() {
			t.Errorf("row %d has errors: %+v", l.Numero, l.Erreurs)
		}
	}
	if len(lignes) != 61 || embauches != 18 || personnes != 17 {
		t.Errorf("%d rows, %d hires, %d people; want 61, 18, 17", len(lignes), embauches, personnes)
	}
	if first, last := lignes[0].Numero, lignes[60].Numero; first != 2 || last != 62 {
		t.Errorf("rows numbered %d to %d, want 2 to 62", first, last)
	}
}

func TestRealFileVerdicts(t *testing.T) {
	t.Parallel()
	verdicts := Match(realLines(t), nil)
	parNumero := make(map[int]Verdict)
	for _, v := range verdicts {
		parNumero[v.Numero] = v
	}
	if got := fmt.Sprint(Count(verdicts)); got != fmt.Sprint(map[CodeVerdict]int{ACreer: 17, Ignoree: 44}) {
		t.Errorf("verdicts %s", got)
	}
	for numero, raison := range map[int]string{
		2:  "statut : Candidature en attente",
		9:  "statut : Embauche annulée",
		34: "statut : Candidature à l’étude",
		38: "doublon dans le fichier : la ligne 29 est gardée, son contrat est le plus récent",
	} {
		if v := parNumero[numero]; v.Code != Ignoree || v.Raison != raison {
			t.Errorf("row %d: %+v, want ignored because %q", numero, v, raison)
		}
	}
	if v := parNumero[38]; v.LigneLiee != 29 || v.Qui != "Sylvie Martin" {
		t.Errorf("row 38 points to %+v", v)
	}
	if v := parNumero[40]; v.Code != ACreer || !strings.HasPrefix(v.Raison, "E40 : « 066665444 » n'est pas un numéro de téléphone complet") {
		t.Errorf("row 40: %+v", v)
	}
}

func TestRealFilePersonIsReadWhole(t *testing.T) {
	t.Parallel()
	var lu parcours.Salarie
	for _, l := range realLines(t) {
		if l.Numero == 13 {
			lu = l.Personne
			if l.Valeurs[ColNaissance] != "21/12/2000" || l.Valeurs[ColNom] != "misca" {
				t.Errorf("values as typed: %v", l.Valeurs)
			}
			if _, garde := l.Valeurs["prescripteur_organisation"]; garde {
				t.Error("the prescriber may be sensitive: it must not be kept")
			}
		}
	}
	want := parcours.Salarie{
		Nom: "Misca", Prenom: "Rayan", Civilite: "M", DateNaissance: date(2000, 12, 21), Email: "demo.emplois+105@inclusion.gouv.fr",
		Telephone: "0699999999", Commune: "Belfort", Departement: "90", DateDebutContrat: date(2024, 8, 1),
		PassNumero: "999990000009", DateDebutPass: date(2023, 6, 1), DateFinPass: date(2025, 5, 31),
	}
	if ecart := cmp.Diff(want, lu, cmpopts.EquateComparable(parcours.Date{})); ecart != "" {
		t.Errorf("row 13 is not read whole (- the file, + read)\n%s", ecart)
	}
}

func TestRealFileTwiceCreatesNothing(t *testing.T) {
	t.Parallel()
	lignes := realLines(t)
	var crees []parcours.Salarie
	for i, v := range Match(lignes, nil) {
		if v.Code == ACreer {
			s := lignes[i].Personne
			s.ID = int64(i)
			crees = append(crees, s)
		}
	}
	for i, v := range Match(lignes, crees) {
		if v.Code == DejaPresent && v.SalarieID != int64(i) {
			t.Errorf("row %d is said to be salarié %d", v.Numero, v.SalarieID)
		}
	}
	if n := Count(Match(lignes, crees)); n[DejaPresent] != 17 || n[Ignoree] != 44 {
		t.Errorf("second import: %v", n)
	}
}

// The same file as people rework it: columns in another order, titles in
// capitals without accents, a title above, saved as CSV by Excel.
func TestRealFileReorderedAndRespelled(t *testing.T) {
	t.Parallel()
	f := read(t, realFile(t))
	titres := slices.Clone(f.Entetes)
	for i, e := range titres {
		titres[i] = strings.ToUpper(parcours.Fold(e))
	}
	slices.Reverse(titres)
	var csv strings.Builder
	csv.WriteString("Export du 24/11/2026\n" + strings.Join(titres, ";") + "\n")
	x := excelize.NewFile()
	_ = x.SetSheetRow("Sheet1", "A1", &titres)
	for i, r := range f.Lignes {
		cellules := make([]string, len(titres))
		for j := range titres {
			cellules[len(titres)-1-j] = r.Cellule(j)
		}
		csv.WriteString(strings.Join(cellules, ";") + "\n")
		_ = x.SetSheetRow("Sheet1", Reference(0, i+2), &cellules)
	}
	for nom, contenu := range map[string][]byte{"csv": []byte(csv.String()), "xlsx": save(t, x)} {
		g := read(t, contenu)
		r := Recognize(g.Entetes)
		if r.NeedsHelp() || r.Correspondance[ColNom] != 23 || r.Correspondance[ColPass] != 3 {
			t.Fatalf("%s: %+v", nom, r)
		}
		lignes := Extract(g, r.Correspondance, aujourdhui)
		if n := Count(Match(lignes, nil)); n[ACreer] != 17 || n[Ignoree] != 44 {
			t.Errorf("%s: %v", nom, n)
		}
	}
}

func TestRapportCanBeSetBesideTheFile(t *testing.T) {
	t.Parallel()
	lignes := realLines(t)
	var b bytes.Buffer
	if err := WriteRapport(&b, lignes, Match(lignes, nil)); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	rows, err := f.GetRows("Lignes")
	if err != nil || len(rows) != 62 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if got := strings.Join(rows[37], "|"); !strings.HasPrefix(got,
		"38|Martin|Sylvie|14/07/1978|Ignorée|doublon dans le fichier") || !strings.Contains(got, "(ligne 29)") {
		t.Errorf("row 38: %q", got)
	}
	if got := strings.Join(rows[39], "|"); !strings.HasPrefix(got, "40|Launay|Luc|01/11/2001|À créer|||E40 : ") {
		t.Errorf("row 40: %q", got)
	}
	bilan, _ := f.GetRows("Bilan")
	if got := fmt.Sprint(bilan); got != "[[Verdict Lignes] [À créer 17] [Doublon possible 0] [Erreur 0] [Déjà "+
		"présent 0] [Ignorée 44] [Total 61]]" {
		t.Errorf("summary %s", got)
	}
	if err := WriteRapport(&b, lignes, nil); err == nil {
		t.Error("a report without its verdicts must be refused")
	}
}
