package app_test

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"parcours.example/internal/app"
	"parcours.example/internal/importation"
	"parcours.example/internal/parcours"
)

// parErreur is shared/cas/21-import-par-erreur.
const parErreur = "Nom;Prénom;Date de naissance\nERREUR;Une;12/05/1990\nERREUR;Deux;13/05/1990\nERREUR;Trois;14/05/1990\n"

var uneErreur = parcours.Retrait{Motif: "Mauvais fichier."}

// importErreur imports that file, and gives the import and those whom it added.
func importErreur(t *testing.T, e *essai) (int64, []int64) {
	t.Helper()
	return importFile(t, e, e.Aci.Cip, parErreur)
}

func importFile(t *testing.T, e *essai, qui parcours.Identite, contenu string) (id int64, gens []int64) {
	t.Helper()
	p := must[*app.Apercu](t)(e.PreviewImport(t.Context(), qui, "erreur.csv", []byte(contenu), ""))
	p = must[*app.Apercu](t)(e.ValidateImport(t.Context(), qui, p.ID))
	for _, v := range p.Verdicts {
		if v.Code == importation.ACreer {
			gens = append(gens, v.SalarieID)
		}
	}
	return p.ID, gens
}

// TestAnImportByMistakeIsUndone is shared/cas/21-import-par-erreur: the untouched people
// leave, the others stay and are listed with who did what; and all come back.
func TestAnImportByMistakeIsUndone(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	ctx := t.Context()
	id, gens := importErreur(t, e)
	e.horloge.advance(time.Hour)
	must[*parcours.Observation](t)(e.LogObservation(ctx, e.Aci.Encadrant, gens[1], parcours.Observation{Theme: "envie", Niveau: "bien",
		Texte: "Veut apprendre."}, ""))

	x := must[*app.Apercu](t)(e.FindImport(ctx, e.Aci.Cip, id)).Annulation
	if x.Dossiers != 2 || len(x.Gardes) != 1 || x.Refus != nil || x.IsFaite() {
		t.Fatalf("announced: %+v", x)
	}
	g := x.Gardes[0]
	if g.SalarieID != gens[1] || g.Nom != "Deux ERREUR" ||
		!strings.HasPrefix(g.Pourquoi, "Observation ajoutée par Encadrant technique ACI le ") {
		t.Errorf("kept: %+v", g)
	}
	err := errOf(e.UndoImport(app.Try(ctx), e.Aci.Cip, id, uneErreur))
	if vu, ok := errors.AsType[*app.Essai](err); !ok || vu.Annulation.Dossiers != 2 || len(vu.Annulation.Gardes) != 1 {
		t.Fatalf("tried: %v", err)
	}
	if n := count(t, e, e.Aci.Cip); n != 3 {
		t.Fatalf("a trial left %d people", n)
	}
	for range 2 { // twice is once
		x = must[*app.Apercu](t)(e.UndoImport(ctx, e.Aci.Cip, id, uneErreur)).Annulation
		if !x.IsFaite() || x.Retires != 2 || len(x.Gardes) != 1 || x.Dossiers != 2 || x.Motif != uneErreur.Motif || x.Par != "CIP ACI" {
			t.Errorf("undone: %+v", x)
		}
	}
	if n := count(t, e, e.Aci.Cip); n != 1 {
		t.Errorf("%d people are left", n)
	}
	f := must[*parcours.FicheSalarie](t)(e.FindSalarie(ctx, e.Aci.Cip, gens[0]))
	if f.Retrait == nil || f.Retrait.Motif != uneErreur.Motif || f.Retrait.AuteurID != e.Aci.Cip.UtilisateurID {
		t.Errorf("the file says %+v", f.Retrait)
	}
	lignes := must[*app.HistoriqueLu](t)(e.ListHistoriqueSalarie(ctx, e.Aci.Cip, gens[0])).Lignes
	if lignes[0].Titre() != "Dossier du salarié retiré · Annuler un import" || lignes[0].Motif != uneErreur.Motif {
		t.Errorf("the history says %q, %q", lignes[0].Titre(), lignes[0].Motif)
	}
	for range 2 {
		x = must[*app.Apercu](t)(e.RedoImport(ctx, e.Aci.Cip, id, parcours.Retrait{Motif: "C'était le bon."})).Annulation
		if x.IsFaite() || x.Dossiers != 2 || len(x.Gardes) != 1 {
			t.Errorf("taken back: %+v", x)
		}
	}
	if n := count(t, e, e.Aci.Cip); n != 3 {
		t.Errorf("%d people came back", n)
	}
	lignes = must[*app.HistoriqueLu](t)(e.ListHistoriqueSalarie(ctx, e.Aci.Cip, gens[0])).Lignes
	if lignes[0].Titre() != "Dossier du salarié remis · Remettre les dossiers d'un import annulé" {
		t.Errorf("the history says %q", lignes[0].Titre())
	}
	if x = must[*app.Apercu](t)(e.UndoImport(ctx, e.Aci.Cip, id, uneErreur)).Annulation; x.Retires != 2 {
		t.Errorf("undone again: %+v", x)
	}
}

// TestWhatKeepsSomebodyImported: whatever anybody wrote of a person since keeps them, with
// the words of it.
func TestWhatKeepsSomebodyImported(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	ctx := t.Context()
	moi := e.Aci.Cip
	for nom, c := range map[string]struct {
		touche func(id int64) error
		dit    string
	}{
		"a field": {func(id int64) error {
			return e.PatchSalarie(ctx, moi, id, 0, func(s *parcours.Salarie) { s.Metier = "Maçon" }, nil)
		}, "Dossier du salarié modifié (métier) par CIP ACI le "},
		"handed over": {func(id int64) error {
			return e.TransferSalarie(ctx, e.Aci.Directeur, id, nil, &e.DoubleAci.UtilisateurID)
		}, "Dossier du salarié modifié (CIP) par Directeur ACI le "},
		"an encadrant": {func(id int64) error {
			return e.SetEncadrants(ctx, moi, id, nil, []int64{e.Aci.Encadrant.UtilisateurID})
		}, "Encadrant ajouté par CIP ACI le "},
		"a parcours": {func(id int64) error {
			return errOf(e.IdentifyBesoin(ctx, moi, id, parcours.Besoin{Origine: "salarie", Intitule: "CACES", Date: aujourdhui}, ""))
		}, "Parcours ajouté par CIP ACI le "},
		"a frein and a contract": {func(id int64) error {
			return errors.Join(errOf(e.AddFrein(ctx, moi, id, parcours.Frein{Code: "mobilite"}, "")),
				errOf(e.LogContrat(ctx, moi, id, parcours.Contrat{Type: "cddi", Debut: aujourdhui.AddDays(-9)}, "")))
		}, "Frein ajouté par CIP ACI le "},
		"frozen": {func(id int64) error {
			return e.FreezeSalarie(ctx, e.Aci.Directeur, id, parcours.Gel{Gele: true, Motif: "À sa demande."})
		}, "Dossier du salarié modifié (dossier gelé) par Directeur ACI le "},
	} {
		id, gens := importFile(t, e, moi, "Nom;Prénom\n"+strings.ToUpper(nom)+";Zoé\nSEULE "+strings.ToUpper(nom)+";Ana\n")
		if err := c.touche(gens[0]); err != nil {
			t.Fatalf("%s: %v", nom, err)
		}
		x := must[*app.Apercu](t)(e.UndoImport(ctx, moi, id, uneErreur)).Annulation
		if len(x.Gardes) != 1 || !strings.HasPrefix(x.Gardes[0].Pourquoi, c.dit) || x.Retires != 1 {
			t.Errorf("%s: %+v", nom, x)
		}
		if s := must[*parcours.FicheSalarie](t)(e.FindSalarie(ctx, moi, gens[0])); s.Retrait != nil {
			t.Errorf("%s: withdrawn all the same", nom)
		}
	}
}

// TestWhoMayUndoAnImport: whoever validated it and the directeur, for thirty days, while
// its report is kept.
func TestWhoMayUndoAnImport(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	ctx := t.Context()
	id, _ := importErreur(t, e)
	for _, c := range []struct {
		qui  parcours.Identite
		code parcours.Code
	}{{e.Aci.Encadrant, parcours.Interdit}, {e.DoubleAci, parcours.Interdit}, {e.Etti.Directeur, parcours.Introuvable}} {
		wantCode(t, errOf(e.UndoImport(ctx, c.qui, id, uneErreur)), c.code)
		wantCode(t, errOf(e.RedoImport(ctx, c.qui, id, uneErreur)), c.code)
	}
	if r := wantCode(t, errOf(e.UndoImport(ctx, e.Aci.Cip, id, parcours.Retrait{Motif: " "})), parcours.Invalide); r.Champ != "motif" {
		t.Errorf("refused beside %q", r.Champ)
	}
	p := must[*app.Apercu](t)(e.PreviewImport(ctx, e.Aci.Cip, "autre.csv", []byte("Nom;Prénom\nRoy;Ana\n"), ""))
	wantCode(t, errOf(e.UndoImport(ctx, e.Aci.Cip, p.ID, uneErreur)), parcours.Bloque) // a preview
	e.horloge.advance(29 * 24 * time.Hour)
	must[*app.Apercu](t)(e.UndoImport(ctx, e.Aci.Directeur, id, uneErreur))
	must[*app.Apercu](t)(e.RedoImport(ctx, e.Aci.Cip, id, uneErreur))
	e.horloge.advance(25 * time.Hour)
	r := wantCode(t, errOf(e.UndoImport(ctx, e.Aci.Directeur, id, uneErreur)), parcours.Conflit)
	if !strings.Contains(r.Message, "retirez-le depuis sa page") {
		t.Errorf("after thirty days: %s", r.Message)
	}
	e.horloge.t.Store(time.Now().Add(31 * 24 * time.Hour).UnixNano()) // rows are dated by PostgreSQL
	if n, err := e.Purge(ctx); err != nil || n == 0 {
		t.Fatalf("swept %d, %v", n, err)
	}
	r = wantCode(t, errOf(e.UndoImport(ctx, e.Aci.Directeur, id, uneErreur)), parcours.Conflit)
	if !strings.Contains(r.Message, "n'est plus gardé") {
		t.Errorf("once swept: %s", r.Message)
	}
}

// TestTwoPeopleUndoAnImportAtOnce, while a colleague writes about somebody of it: whatever
// the order, each person is withdrawn once, or kept by what was written.
func TestTwoPeopleUndoAnImportAtOnce(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	ctx := t.Context()
	id, gens := importErreur(t, e)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			if _, err := e.UndoImport(ctx, []parcours.Identite{e.Aci.Cip, e.Aci.Directeur}[i%2], id, uneErreur); err != nil {
				t.Error(err)
			}
		})
	}
	var note error
	wg.Go(func() { note = errOf(e.AddFrein(ctx, e.Aci.Cip, gens[0], parcours.Frein{Code: "mobilite"}, "")) })
	wg.Wait()
	x := must[*app.Apercu](t)(e.FindImport(ctx, e.Aci.Cip, id)).Annulation
	retires := 3
	if note == nil {
		retires = 2
	} else {
		wantCode(t, note, parcours.Conflit)
	}
	if n := count(t, e, e.Aci.Cip); x.Retires != retires || n != 3-retires {
		t.Errorf("the note %v: %d withdrawn, %d left", note, x.Retires, n)
	}
	retraits := 0
	for _, l := range must[*app.HistoriqueLu](t)(e.ListHistoriqueSalarie(ctx, e.Aci.Cip, gens[2])).Lignes {
		if l.Acte == string(parcours.ActionUndoImport) {
			retraits++
		}
	}
	if retraits != 1 {
		t.Errorf("withdrawn %d times", retraits)
	}
}

// TestTheSameFileImportedAgain: who was withdrawn is no doublon; once added again, they are
// not put back beside themselves, unless somebody says so from their page.
func TestTheSameFileImportedAgain(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	ctx := t.Context()
	id, gens := importErreur(t, e)
	must[*app.Apercu](t)(e.UndoImport(ctx, e.Aci.Cip, id, uneErreur))
	e.horloge.advance(time.Hour)
	_, autres := importFile(t, e, e.Aci.Cip, "Nom;Prénom;Date de naissance\nERREUR;Une;12/05/1990\n")
	if len(autres) != 1 {
		t.Fatalf("imported again: %v", autres)
	}
	x := must[*app.Apercu](t)(e.FindImport(ctx, e.Aci.Cip, id)).Annulation
	if x.Dossiers != 2 || len(x.NonRemis) != 1 || x.NonRemis[0].SalarieID != gens[0] ||
		!strings.HasPrefix(x.NonRemis[0].Pourquoi, "Ajoutée de nouveau") {
		t.Errorf("to put back: %+v", x)
	}
	must[*app.Apercu](t)(e.RedoImport(ctx, e.Aci.Cip, id, uneErreur))
	if n := count(t, e, e.Aci.Cip); n != 3 {
		t.Errorf("%d people", n)
	}
	if r := wantCode(t, e.RestoreSalarie(ctx, e.Aci.Cip, gens[0], uneErreur), parcours.Bloque); len(r.AAcquitter) != 1 {
		t.Errorf("put back beside themselves: %+v", r)
	}
	if err := e.RestoreSalarie(app.Acknowledge(ctx, []string{app.DoublonPossible}), e.Aci.Cip, gens[0], uneErreur); err != nil {
		t.Fatal(err)
	}
	if n := count(t, e, e.Aci.Cip); n != 4 {
		t.Errorf("%d people", n)
	}
}

// TestThousandsAreUndone: the largest file that is read is undone, and put back, in one go.
func TestThousandsAreUndone(t *testing.T) {
	t.Parallel()
	if os.Getenv("PARCOURS_PREUVES") == "" {
		t.Skip("takes a minute: set PARCOURS_PREUVES=1")
	}
	e := newEssai(t)
	b := strings.Builder{}
	b.WriteString("Nom;Prénom;Date de naissance;Début du contrat\n")
	for i := range 5000 {
		nom := strings.NewReplacer("0", "g", "1", "h", "2", "i", "3", "j", "4", "k", "5", "l", "6", "m", "7", "n", "8", "o", "9", "p").
			Replace(fmt.Sprintf("%x", sha256.Sum256([]byte{byte(i), byte(i >> 8)})))
		fmt.Fprintf(&b, "%s;%s;01/02/19%d;01/02/2026\n", nom[:12], nom[12:20], 50+i%50)
	}
	id, gens := importFile(t, e, e.Aci.Cip, b.String())
	debut := time.Now()
	x := must[*app.Apercu](t)(e.UndoImport(t.Context(), e.Aci.Cip, id, uneErreur)).Annulation
	undo := time.Since(debut)
	must[*app.Apercu](t)(e.RedoImport(t.Context(), e.Aci.Cip, id, uneErreur))
	t.Logf("%d added, %d withdrawn in %s, put back in %s", len(gens), x.Retires, undo, time.Since(debut)-undo)
	if x.Retires != len(gens) || count(t, e, e.Aci.Cip) != len(gens) {
		t.Errorf("%d withdrawn of %d", x.Retires, len(gens))
	}
}
