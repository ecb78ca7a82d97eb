package app_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"parcours.example/internal/parcours"
)

func TestAReportKeepsTheTry(t *testing.T) {
	t.Parallel()
	r := newRecit(t).to(parcours.EnEntree)
	r.pass("reporter_entree", le2025(4, 14), parcours.Saisie{"motif": "sante", "solution": "report", "nouvelle_date": "2025-05-12"})
	f := r.fiche()
	if f.Parcours.Tentative != 1 || len(f.Tentatives) != 1 || len(f.Financements) != 1 || f.Courante().Intitule == "" ||
		f.EntreePrevue().Date != le2025(5, 12) {
		t.Fatalf("the report opened another try: %+v", f.Courante())
	}
	for _, o := range f.Transitions {
		if !strings.HasPrefix(o.Code, "relancer_") { // what else leaves this state is no matter of the report
			continue
		}
		if possible := o.Code == "relancer_entree" || o.Code == "relancer_financement"; o.IsPossible() != possible {
			t.Errorf("after a report, %s is possible: %v", o.Code, o.IsPossible())
		}
	}
	r.pass("relancer_entree", le2025(5, 1), parcours.Saisie{"date_entree_prevue": "2025-05-12"})
	if f = r.fiche(); f.Parcours.Etat != parcours.EnEntree || f.Courante().Solution != "" {
		t.Errorf("entry again: %+v", f.Courante())
	}
	// Another solution does open one.
	r.pass("reporter_entree", le2025(5, 12), parcours.Saisie{"motif": "mobilite", "solution": "autre_of"})
	if f = r.fiche(); f.Parcours.Tentative != 2 || len(f.Financements) != 0 {
		t.Errorf("another training is another try: %+v", f.Parcours)
	}
}

func TestWhatBlocksAndWhatWarns(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	err := r.ApplyTransition(t.Context(), r.qui, r.id, r.ask("demander_financement", le2025(3, 10), nil), "")
	if e := wantCode(t, err, parcours.Bloque); len(e.Bloquants) != 2 || e.Bloquants[0].Lien != "#formation" {
		t.Errorf("blocked by %+v", e.Bloquants)
	}
	r.choose(proprete)
	r.fund("sans_cout", 0)
	err = r.ApplyTransition(t.Context(), r.qui, r.id, r.ask("demander_financement", le2025(3, 10), nil), "")
	if e := wantCode(t, err, parcours.Bloque); len(e.AAcquitter) != 1 || e.AAcquitter[0].Code != "freins_sans_solution" ||
		e.Champ != parcours.ChampAcquittes {
		t.Errorf("warned of %+v", e)
	}
	// A box that nobody drew is not kept as read.
	r.must(r.ApplyTransition(t.Context(), r.qui, r.id, r.ask("demander_financement", le2025(3, 10), nil,
		"freins_sans_solution", "inventé"), ""))
	f := r.fiche()
	if p := f.DernierPassage(); !slices.Equal(p.Avertissements, []string{"freins_sans_solution"}) {
		t.Errorf("kept as read: %v", p.Avertissements)
	}
	err = r.ApplyTransition(t.Context(), r.qui, r.id, r.ask("terminer", le2025(3, 12),
		parcours.Saisie{"heures": "1", "evaluation": "reussie", "situation": "emploi"}), "")
	if e := wantCode(t, err, parcours.Bloque); !strings.Contains(e.Message, "« Financement »") ||
		!strings.Contains(e.Message, "« Planifier l'entrée »") {
		t.Errorf("refused without saying what to do: %s", e.Message)
	}
	if f.Parcours.Version != r.fiche().Parcours.Version {
		t.Error("a refusal wrote something")
	}
}

func TestUndoingTheLastPassage(t *testing.T) {
	t.Parallel()
	r := newRecit(t).to(parcours.EnDeroulement)
	avant := r.fiche()
	undo := func(qui parcours.Identite, motif string) error {
		return r.RectifyPassage(t.Context(), qui, r.id, r.fiche().Parcours.Version, motif, "")
	}
	r.pass("abandonner", le2025(4, 25), parcours.Saisie{"motifs": "sante", "heures": "12,5"})
	wantCode(t, undo(r.DoubleAci, "Erreur de dossier"), parcours.Bloque) // not hers
	wantCode(t, undo(r.Aci.Encadrant, "Erreur de dossier"), parcours.Interdit)
	for _, motif := range []string{"", "  ", "a\x00b", "\xff", strings.Repeat("x", 501), "1 85 05 78 006 084 36"} {
		if e := wantCode(t, undo(r.qui, motif), parcours.Invalide); e.Champ != "motif" {
			t.Errorf("motif %q refused beside %q", motif, e.Champ)
		}
	}
	wantCode(t, r.RectifyPassage(t.Context(), r.qui, r.id, avant.Parcours.Version, "Erreur de dossier", ""), parcours.Conflit)
	r.must(undo(r.qui, "Erreur de dossier"))
	f := r.fiche()
	if c := f.Presence(); f.Parcours.Etat != parcours.EnDeroulement || f.Parcours.EtatDepuis != avant.Parcours.EtatDepuis ||
		!c.DateAbandon.IsZero() || len(f.Heures) != 0 || len(c.MotifsAbandon) != 0 {
		t.Errorf("the file did not come back: %+v, %+v", f.Parcours, c)
	}
	if n := len(f.Passages); n != len(avant.Passages)+2 || f.Passages[n-2].RectifieLe == nil ||
		f.Passages[n-1].Commentaire != "Erreur de dossier" {
		t.Errorf("both are kept: %+v", f.Passages)
	}
	// After two days only the directeur may.
	r.pass("abandonner", le2025(4, 25), parcours.Saisie{"motifs": "sante", "solutions_cherchees": "Appels."})
	r.horloge.advance(parcours.DelaiAuteur + time.Second)
	wantCode(t, undo(r.qui, "Trop tard"), parcours.Bloque)
	r.must(undo(r.Aci.Directeur, "Elle est revenue"))
}

// TestUndoingARepositionnementTakesTheTryBack, unless it has begun.
func TestUndoingARepositionnementTakesTheTryBack(t *testing.T) {
	t.Parallel()
	r := newRecit(t).to(parcours.EnDeroulement)
	r.pass("abandonner", le2025(4, 25), parcours.Saisie{"motifs": "mobilite"})
	r.pass("repositionner", le2025(5, 1), parcours.Saisie{"solution": "autre_of"})
	r.must(r.RectifyPassage(t.Context(), r.qui, r.id, r.fiche().Parcours.Version, "Pas encore décidé", ""))
	f := r.fiche()
	if f.Parcours.Etat != parcours.Abandonne || len(f.Tentatives) != 1 || len(f.Financements) != 1 || len(f.Incoherences(aujourdhui)) > 0 {
		t.Errorf("back to %+v with %d tries", f.Parcours, len(f.Tentatives))
	}
	r.pass("repositionner", le2025(5, 2), parcours.Saisie{"solution": "autre_of"})
	r.choose(proprete)
	wantCode(t, r.RectifyPassage(t.Context(), r.qui, r.id, r.fiche().Parcours.Version, "Finalement non", ""), parcours.Bloque)
}

// TestUndoingSentTwiceUndoesOnce: the second one must not take the passage
// before away.
func TestUndoingSentTwiceUndoesOnce(t *testing.T) {
	t.Parallel()
	r := newRecit(t).to(parcours.EnDeroulement)
	version := r.fiche().Parcours.Version
	for _, err := range together(5, func(int) error {
		return r.RectifyPassage(context.Background(), r.qui, r.id, version, "Erreur de dossier", "clé")
	}) {
		r.must(err)
	}
	wantCode(t, r.RectifyPassage(t.Context(), r.qui, r.id, version, "Erreur de dossier", ""), parcours.Conflit)
	if f := r.fiche(); f.Parcours.Etat != parcours.EnEntree || len(f.Passages) != 5 {
		t.Errorf("now %s after %d passages", f.Parcours.Etat, len(f.Passages))
	}
}

// said reads what a conflict tells, line by line.
func said(e *parcours.Erreur) []string {
	lus := make([]string, len(e.Actuel))
	for i, v := range e.Actuel {
		lus[i] = v.Intitule() + " " + v.Valeur
	}
	return lus
}

func TestAStalePageIsToldWhatStands(t *testing.T) {
	t.Parallel()
	r := newRecit(t).to(parcours.EnFinancement)
	vieille := r.ask("planifier_entree", le2025(4, 1), parcours.Saisie{"date_entree_prevue": "2025-04-14"})
	r.as(r.DoubleAci).pass("revoir_besoin", le2025(3, 20), parcours.Saisie{"motif": "test_niveau"})
	e := wantCode(t, r.ApplyTransition(t.Context(), r.qui, r.id, vieille, ""), parcours.Conflit)
	dit := said(e)
	if veut := []string{"État : Besoin identifié, depuis le 20/03/2025",
		"Dernier passage : Revoir le besoin, le 20/03/2025"}; !slices.Equal(dit, veut) {
		t.Errorf("told %v", dit)
	}
	for nom, err := range map[string]error{
		"formation": r.ChooseFormation(t.Context(), r.qui, r.id, vieille.Version, proprete, ""),
		"close":     r.CloseParcours(t.Context(), r.qui, r.id, vieille.Version, parcours.Cloture{Date: aujourdhui, Motif: "depart"}, ""),
		"reopen":    r.ReopenParcours(t.Context(), r.qui, r.id, vieille.Version, ""),
	} {
		if e := wantCode(t, err, parcours.Conflit); len(e.Actuel) == 0 {
			t.Errorf("%s: told nothing", nom)
		}
	}
}

// TestTwentyIdenticalTransitionsMakeOnePassage: without a key one wins and the
// others are told; with the same key they are all the same click.
func TestTwentyIdenticalTransitionsMakeOnePassage(t *testing.T) {
	t.Parallel()
	for cle, veut := range map[string]int{"": 19, "clé": 0} {
		t.Run("key "+cle, func(t *testing.T) {
			t.Parallel()
			r := newRecit(t).to(parcours.EnEntree)
			dem := r.ask("confirmer_entree", le2025(4, 14), parcours.Saisie{"controle_venu": "oui"}, "controle_incomplet", "demarches_ouvertes")
			errs := together(20, func(int) error { return r.ApplyTransition(context.Background(), r.qui, r.id, dem, cle) })
			conflits := 0
			for _, err := range errs {
				if err != nil && wantCode(t, err, parcours.Conflit) != nil {
					conflits++
				}
			}
			f := r.fiche()
			if conflits != veut || len(f.Passages) != 4 || f.Parcours.Etat != parcours.EnDeroulement {
				t.Errorf("%d conflicts, want %d; passages %+v", conflits, veut, f.Passages)
			}
		})
	}
}

// together runs n deeds at once.
func together(n int, deed func(i int) error) []error {
	errs, depart := make([]error, n), make(chan struct{})
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { <-depart; errs[i] = deed(i) })
	}
	close(depart)
	wg.Wait()
	return errs
}

func TestClosingAndReopeningSayWhen(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	version := func() int { return r.fiche().Parcours.Version }
	err := r.CloseParcours(t.Context(), r.qui, r.id, version(), parcours.Cloture{Date: aujourdhui, Motif: "depart"}, "")
	wantCode(t, err, parcours.Bloque) // not from a need
	r.to(parcours.Sorti)
	for champ, c := range map[string]parcours.Cloture{
		"motif": {Date: aujourdhui}, "date": {Date: le2025(5, 1), Motif: "depart"},
	} {
		if e := wantCode(t, r.CloseParcours(t.Context(), r.qui, r.id, version(), c, ""), parcours.Invalide); e.Champ != champ {
			t.Errorf("refused beside %q, want %q", e.Champ, champ)
		}
	}
	wantCode(t, r.ReopenParcours(t.Context(), r.qui, r.id, version(), ""), parcours.Bloque)
	r.log(le2025(6, 2), aujourdhui, "La rappeler.")
	r.must(r.CloseParcours(t.Context(), r.qui, r.id, version(), parcours.Cloture{Date: aujourdhui, Motif: "suivi_termine"}, ""))
	if s := r.fiche().Suivis[0]; !s.ProchainSolde {
		t.Error("a closed file still reminds")
	}
	_, err = r.AddFinancement(t.Context(), r.qui, r.id, parcours.Financement{Dispositif: "prf"}, "")
	if e := wantCode(t, err, parcours.Bloque); !strings.Contains(e.Message, "Rouvrez-le") {
		t.Errorf("a closed file says %q", e.Message)
	}
	oublie := parcours.Suivi{Date: aujourdhui, Avec: "salarie", Canal: "telephone", Texte: "Oublié.", DateProchain: aujourdhui.AddDays(2)}
	_, err = r.LogSuivi(t.Context(), r.qui, r.id, oublie, "")
	if e := wantCode(t, err, parcours.Invalide); e.Champ != "date_prochain" {
		t.Errorf("a reminder of a closed file is refused beside %q", e.Champ)
	}
	oublie.DateProchain = parcours.Date{}
	if _, err = r.LogSuivi(t.Context(), r.qui, r.id, oublie, ""); err != nil {
		t.Errorf("a forgotten suivi of a closed file: %v", err)
	}
	r.must(r.ReopenParcours(t.Context(), r.qui, r.id, version(), ""))
	r.log(aujourdhui, parcours.Date{}, "Elle rappelle.")
}

// TestWithoutSuiteIsFinalAndCallsNobody, though a slip can be undone.
func TestWithoutSuiteIsFinalAndCallsNobody(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	r.log(le2025(3, 4), aujourdhui, "La rappeler.")
	r.pass("classer_sans_suite", le2025(3, 20), parcours.Saisie{"motif": "renoncement"})
	f := r.fiche()
	if !f.Suivis[0].ProchainSolde || len(f.Transitions) != 0 || f.Rectifiable != nil {
		t.Errorf("reminder %+v, offers %v, undo %v", f.Suivis[0], f.Transitions, f.Rectifiable)
	}
	err := r.ChooseFormation(t.Context(), r.qui, r.id, 0, proprete, "")
	wantCode(t, err, parcours.Bloque)
	r.must(r.RectifyPassage(t.Context(), r.qui, r.id, f.Parcours.Version, "Un clic de trop", ""))
	if r.fiche().Parcours.Etat != parcours.BesoinIdentifie {
		t.Error("the slip was not undone")
	}
}

// TestADatabaseThatDiesHalfwayWritesNothing: the connection is cut after the
// parcours was changed and before its passage was.
func TestADatabaseThatDiesHalfwayWritesNothing(t *testing.T) {
	t.Parallel()
	r := newRecit(t).to(parcours.EnEntree)
	avant := r.fiche()
	dem := r.ask("confirmer_entree", le2025(4, 14), parcours.Saisie{"controle_venu": "oui"}, "controle_incomplet", "demarches_ouvertes")
	conn := must[*pgx.Conn](t)(pgx.Connect(t.Context(), r.URL))
	defer conn.Close(context.Background())
	exec := func(sql string, args ...any) {
		t.Helper()
		if _, err := conn.Exec(t.Context(), sql, args...); err != nil {
			t.Fatal(err)
		}
	}
	exec(`BEGIN`)
	exec(`LOCK TABLE passage IN SHARE MODE`) // passages are read, none is written
	fin := make(chan error, 1)
	go func() { fin <- r.ApplyTransition(context.Background(), r.qui, r.id, dem, "clé") }()
	var pid int
	for limite := time.Now().Add(5 * time.Second); pid == 0 && time.Now().Before(limite); {
		_ = conn.QueryRow(t.Context(), `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`).Scan(&pid)
	}
	exec(`SELECT pg_terminate_backend($1)`, pid)
	err := <-fin
	if err == nil || parcours.ErreursOf(err) != nil {
		t.Errorf("got %v, want a failure of ours, not a refusal", err)
	}
	exec(`ROLLBACK`)
	if f := r.fiche(); fmt.Sprint(f.Parcours) != fmt.Sprint(avant.Parcours) || len(f.Passages) != len(avant.Passages) ||
		!f.Presence().DateEntree.IsZero() {
		t.Errorf("half-written: %+v", f.Parcours)
	}
	// Sent again with its key, it passes: the failed try did not use it up.
	r.must(r.ApplyTransition(t.Context(), r.qui, r.id, dem, "clé"))
}
