package app_test

import (
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"parcours.example/internal/app"
	"parcours.example/internal/importation"
	"parcours.example/internal/parcours"
)

func realFile(t *testing.T) []byte {
	t.Helper()
	b, err := os.ReadFile("../importation/testdata/export-candidatures.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func count(t *testing.T, e *essai, qui parcours.Identite) int {
	t.Helper()
	return must[*app.PageSalaries](t)(e.ListSalaries(t.Context(), qui, app.FiltreSalaries{})).Total
}

func TestTheRealFileIsPreviewedThenImportedOnce(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	p := must[*app.Apercu](t)(e.PreviewImport(t.Context(), e.Aci.Cip, `C:\Bureau\export-candidatures.xlsx`, realFile(t), ""))
	if p.Etat != "apercu" || p.Fichier != "export-candidatures.xlsx" || len(p.Verdicts) != 61 {
		t.Fatalf("preview: %s of %s, %d verdicts", p.Etat, p.Fichier, len(p.Verdicts))
	}
	if n := count(t, e, e.Aci.Cip); n != 0 {
		t.Fatalf("%d salariés were written by a preview", n)
	}
	aCreer := p.Compte[importation.ACreer]
	fait := must[*app.Apercu](t)(e.ValidateImport(t.Context(), e.Aci.Cip, p.ID))
	if fait.Crees != aCreer || count(t, e, e.Aci.Cip) != aCreer || aCreer == 0 || aCreer > 17 {
		t.Errorf("created %d, announced %d, there are %d", fait.Crees, aCreer, count(t, e, e.Aci.Cip))
	}
	// Hers, and found by search.
	miens := must[*app.PageSalaries](t)(e.ListSalaries(t.Context(), e.Aci.Cip, app.FiltreSalaries{CipID: app.Miens}))
	if miens.Total != aCreer {
		t.Errorf("%d are hers, want all", miens.Total)
	}
	// A second validation is the report of the first; the same file again
	// creates nothing.
	if encore := must[*app.Apercu](t)(e.ValidateImport(t.Context(), e.Aci.Cip, p.ID)); encore.Crees != aCreer || len(encore.Verdicts) != 61 {
		t.Errorf("validated twice: %+v", encore.Compte)
	}
	p2 := must[*app.Apercu](t)(e.PreviewImport(t.Context(), e.Aci.Directeur, "copie.xlsx", realFile(t), ""))
	if p2.Compte[importation.ACreer] != 0 || p2.Compte[importation.DejaPresent] != aCreer {
		t.Errorf("the same file again: %v", p2.Compte)
	}
	must[*app.Apercu](t)(e.ValidateImport(t.Context(), e.Aci.Directeur, p2.ID))
	if n := count(t, e, e.Aci.Cip); n != aCreer {
		t.Errorf("now %d salariés", n)
	}
	if count(t, e, e.Etti.Cip) != 0 {
		t.Error("the other structure received them")
	}
}

// TestConcurrentImportsCreateEachPersonOnce: two clicks on one preview, and a
// colleague with the same file, all at the same moment.
func TestConcurrentImportsCreateEachPersonOnce(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	p1 := must[*app.Apercu](t)(e.PreviewImport(t.Context(), e.Aci.Cip, "a.xlsx", realFile(t), ""))
	p2 := must[*app.Apercu](t)(e.PreviewImport(t.Context(), e.Aci.Directeur, "b.xlsx", realFile(t), ""))
	var wg sync.WaitGroup
	for i := range 12 {
		wg.Go(func() {
			qui, id := e.Aci.Cip, p1.ID
			if i%2 == 0 {
				qui, id = e.Aci.Directeur, p2.ID
			}
			if _, err := e.ValidateImport(t.Context(), qui, id); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := count(t, e, e.Aci.Cip); n != p1.Compte[importation.ACreer] {
		t.Errorf("%d salariés for %d people", n, p1.Compte[importation.ACreer])
	}
}

func TestColumnsMatchedByHandAreRemembered(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	fichier := []byte("Blaze;Petit nom;Ville\nRoy;Ana;Amiens\nPetit;Léa;Albert\n")
	p := must[*app.Apercu](t)(e.PreviewImport(t.Context(), e.Aci.Cip, "liste.csv", fichier, ""))
	if p.Etat != "colonnes" || len(p.Reconnaissance.Manquants) == 0 || len(p.Verdicts) != 0 {
		t.Fatalf("nothing was asked: %+v", p.Reconnaissance)
	}
	_, err := e.ValidateImport(t.Context(), e.Aci.Cip, p.ID)
	wantCode(t, err, parcours.Bloque)
	_, err = e.MatchColumns(t.Context(), e.Aci.Cip, p.ID, importation.Correspondance{"nom": 0, "prenom": 12})
	wantCode(t, err, parcours.Invalide)
	p = must[*app.Apercu](t)(e.MatchColumns(t.Context(), e.Aci.Cip, p.ID, importation.Correspondance{"nom": 0, "prenom": 1, "commune": 2}))
	if p.Etat != "apercu" || p.Compte[importation.ACreer] != 2 {
		t.Fatalf("after matching: %s, %v", p.Etat, p.Compte)
	}
	// The next file of that kind needs no help, in this structure only.
	p = must[*app.Apercu](t)(e.PreviewImport(t.Context(), e.Aci.Directeur, "liste2.csv", fichier, ""))
	if p.Etat != "apercu" || p.Compte[importation.ACreer] != 2 {
		t.Errorf("not remembered: %s", p.Etat)
	}
	if autre := must[*app.Apercu](t)(e.PreviewImport(t.Context(), e.Etti.Cip, "liste.csv", fichier, "")); autre.Etat != "colonnes" {
		t.Errorf("the other structure profits from it: %s", autre.Etat)
	}
}

func TestADoublonPossibleIsCreatedOnlyWhenAPersonSaysSo(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	e.Salarie(t, e.Aci, "Ana", "Roy")
	fichier := []byte("Nom;Prénom;Date de naissance\nRoy;Ana;01/02/1990\nPetit;Léa;03/04/1991\n")
	p := must[*app.Apercu](t)(e.PreviewImport(t.Context(), e.Aci.Cip, "l.csv", fichier, ""))
	i := slices.IndexFunc(p.Verdicts, func(v importation.Verdict) bool { return v.Code == importation.DoublonPossible })
	if i < 0 {
		t.Fatalf("no doubt about a namesake: %+v", p.Verdicts)
	}
	// 99 and the row of Léa are not doublons: nothing more comes of them.
	fait := must[*app.Apercu](t)(e.ValidateImport(t.Context(), e.Aci.Cip, p.ID, p.Verdicts[i].Numero, 99))
	if fait.Crees != 2 || count(t, e, e.Aci.Cip) != 3 {
		t.Errorf("created %d", fait.Crees)
	}
}

func TestWhatIsNotASpreadsheetIsRefusedAndKeepsNothing(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	for nom, contenu := range map[string][]byte{
		"vide": {}, "pdf": []byte("%PDF-1.7 …"), "binaire": {0, 1, 2, 3, 0, 0}, "nul": []byte("Nom;Prénom\nRo\x00y;Ana\n"),
	} {
		_, err := e.PreviewImport(t.Context(), e.Aci.Cip, nom+".xlsx", contenu, "")
		wantCode(t, err, parcours.Invalide)
	}
	_, err := e.PreviewImport(t.Context(), e.Aci.Encadrant, "a.csv", []byte("Nom;Prénom\nRoy;Ana\n"), "")
	wantCode(t, err, parcours.Interdit)
	if is := must[[]app.Importation](t)(e.ListImports(t.Context(), e.Aci.Cip)); len(is) != 0 {
		t.Errorf("kept %+v", is)
	}
}

func TestTheContentOfAFileIsKeptThirtyDays(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	fichier := []byte("Nom;Prénom\nRoy;Ana\n")
	p := must[*app.Apercu](t)(e.PreviewImport(t.Context(), e.Aci.Cip, "a.csv", fichier, ""))
	// Rows are dated by PostgreSQL, hence a clock that is ahead of it.
	e.horloge.t.Store(time.Now().Add(31 * 24 * time.Hour).UnixNano())
	must[*app.Apercu](t)(e.PreviewImport(t.Context(), e.Aci.Cip, "b.csv", fichier, ""))
	if vieux := must[*app.Apercu](t)(e.FindImport(t.Context(), e.Aci.Cip, p.ID)); !vieux.Perime || len(vieux.Lignes) != 0 {
		t.Errorf("still there: %+v", vieux)
	}
	_, err := e.ValidateImport(t.Context(), e.Aci.Cip, p.ID)
	wantCode(t, err, parcours.Introuvable)
}
