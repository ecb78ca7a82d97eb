package app_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

// TestASalarieAddedByMistakeIsWithdrawn: with what was written of them, for a reason; they
// come back as they were.
func TestASalarieAddedByMistakeIsWithdrawn(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	ctx, moi := t.Context(), e.Aci.Cip
	id := must[int64](t)(e.CreateSalarie(ctx, moi, parcours.Salarie{Nom: "Petit", Prenom: "Léa", TypeContrat: "cddi",
		DateDebutContrat: aujourdhui.AddDays(-30)}, ""))
	must[*parcours.Observation](t)(e.LogObservation(ctx, moi, id, parcours.Observation{Theme: "envie", Niveau: "difficile", Texte: "x"}, ""))
	if n := len(must[*app.PageEcheances](t)(e.ListEcheances(ctx, moi, app.FiltreEcheances{})).Lignes); n != 1 {
		t.Fatalf("%d deadlines", n)
	}
	raison := parcours.Retrait{Motif: " Ajoutée par erreur. "}
	for range 2 {
		if err := e.WithdrawSalarie(ctx, moi, id, raison); err != nil {
			t.Fatal(err)
		}
	}
	f := must[*parcours.FicheSalarie](t)(e.FindSalarie(ctx, moi, id))
	if f.Retrait == nil || f.Retrait.Motif != "Ajoutée par erreur." || f.Retrait.Acte != "retirer_salarie" || f.Version != 2 {
		t.Errorf("version %d, %+v", f.Version, f.Retrait)
	}
	if n := len(must[*app.PageEcheances](t)(e.ListEcheances(ctx, moi, app.FiltreEcheances{})).Lignes); n != 0 || count(t, e, moi) != 0 {
		t.Errorf("%d deadlines and %d people are left", n, count(t, e, moi))
	}
	if p, n, err := e.ReadEcheances(ctx); err != nil || n != 0 {
		t.Errorf("read again: %d people, %d not as kept, %v", p, n, err)
	}
	must[int64](t)(e.CreateSalarie(ctx, moi, parcours.Salarie{Nom: "Petit", Prenom: "Léa"}, "")) // no doublon of who is withdrawn
	if r := wantCode(t, e.RestoreSalarie(ctx, moi, id, raison), parcours.Bloque); r.AAcquitter[0].Code != app.DoublonPossible {
		t.Errorf("put back beside herself: %+v", r)
	}
	for range 2 {
		if err := e.RestoreSalarie(app.Acknowledge(ctx, []string{app.DoublonPossible}), moi, id, raison); err != nil {
			t.Fatal(err)
		}
	}
	f = must[*parcours.FicheSalarie](t)(e.FindSalarie(ctx, moi, id))
	if f.Retrait != nil || len(f.Contrats) != 1 || len(f.Observations) != 1 || f.TypeContrat != "cddi" {
		t.Errorf("put back: %+v", f)
	}
	if n := len(must[*app.PageEcheances](t)(e.ListEcheances(ctx, moi, app.FiltreEcheances{})).Lignes); n != 1 || count(t, e, moi) != 2 {
		t.Errorf("%d deadlines came back, %d people", n, count(t, e, moi))
	}
	h := must[*app.HistoriqueLu](t)(e.ListHistoriqueSalarie(ctx, moi, id)).Lignes[0]
	if !strings.HasPrefix(h.Motif,
		"Ajoutée par erreur. · Lu avant d'enregistrer : Une personne du même nom existe déjà : Léa Petit") || h.Acte != "remettre_salarie" {
		t.Errorf("the history says %q, %q", h.Acte, h.Motif)
	}
}

// TestWhoMayWithdrawASalarie: the directeur, the CIP of the person, whoever added them for
// 48 hours; nobody while there is a parcours, or the file is frozen.
func TestWhoMayWithdrawASalarie(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	ctx, dominique := t.Context(), e.DoubleAci
	raison := parcours.Retrait{Motif: "Erreur."}
	id := must[int64](t)(e.CreateSalarie(ctx, dominique, parcours.Salarie{Nom: "Petit", Prenom: "Léa", CipID: &e.Aci.Cip.UtilisateurID}, ""))
	wantCode(t, e.WithdrawSalarie(ctx, e.Aci.Encadrant, id, raison), parcours.Interdit)
	wantCode(t, e.WithdrawSalarie(ctx, e.Etti.Directeur, id, raison), parcours.Introuvable)
	wantCode(t, e.WithdrawSalarie(ctx, dominique, id, parcours.Retrait{}), parcours.Invalide)
	back := func(qui parcours.Identite) {
		t.Helper()
		for _, err := range []error{e.WithdrawSalarie(ctx, qui, id, raison), e.RestoreSalarie(ctx, qui, id, raison)} {
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	back(dominique)
	e.horloge.advance(49 * time.Hour)
	wantCode(t, e.WithdrawSalarie(ctx, dominique, id, raison), parcours.Interdit)
	back(e.Aci.Cip)
	back(e.Aci.Directeur)
	if err := e.WithdrawSalarie(ctx, e.Aci.Directeur, id, raison); err != nil {
		t.Fatal(err)
	}
	wantCode(t, e.RestoreSalarie(ctx, dominique, id, raison), parcours.Interdit)
	if err := e.RestoreSalarie(ctx, e.Aci.Cip, id, raison); err != nil {
		t.Fatal(err)
	}
	freeze(t, e, id)
	wantCode(t, e.WithdrawSalarie(ctx, e.Aci.Directeur, id, raison), parcours.Conflit)
	if err := e.FreezeSalarie(ctx, e.Aci.Directeur, id, parcours.Gel{}); err != nil {
		t.Fatal(err)
	}
	p := must[int64](t)(e.IdentifyBesoin(ctx, e.Aci.Cip, id, parcours.Besoin{Origine: "salarie", Intitule: "CACES", Date: aujourdhui}, ""))
	if r := wantCode(t, e.WithdrawSalarie(ctx, e.Aci.Directeur, id, raison), parcours.Bloque); !strings.Contains(r.Message, "« CACES »") ||
		r.Bloquants[0].Lien != fmt.Sprintf("/parcours/%d", p) {
		t.Errorf("with a parcours: %+v", r)
	}
}
