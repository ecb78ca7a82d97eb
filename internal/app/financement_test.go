package app_test

import (
	"context"
	"strings"
	"testing"

	"parcours/internal/parcours"
)

// line finds a line of the current plan.
func (r *recit) line(id int64) parcours.Financement {
	r.t.Helper()
	for _, f := range r.fiche().Financements {
		if f.ID == id {
			return f
		}
	}
	r.t.Fatalf("no line %d", id)
	return parcours.Financement{}
}

func TestTheLifeOfALineOfThePlan(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	ctx := t.Context()
	for champ, f := range map[string]parcours.Financement{
		"dispositif": {Dispositif: "loterie"}, "montant_demande": {Dispositif: "prf", MontantDemande: -1}, "financeur": {Dispositif: "prf", Financeur: strings.Repeat("x", 161)},
	} {
		_, err := r.AddFinancement(ctx, r.qui, r.id, f, "")
		if e := wantCode(t, err, parcours.Invalide); e.Champ != champ {
			t.Errorf("refused beside %q, want %q", e.Champ, champ)
		}
	}
	// Nobody decides of an answer by adding a line.
	id := must[int64](t)(r.AddFinancement(ctx, r.qui, r.id, parcours.Financement{ID: 9, SiaeID: r.Etti.Siae.ID, Dispositif: "prf", MontantDemande: 100000,
		Etat: "accorde", MontantAccorde: 100000, AccordDirecteur: true}, "clé"))
	if f := r.line(id); f.Etat != "prevu" || f.MontantAccorde != 0 || f.AccordDirecteur || f.SiaeID != r.Aci.Siae.ID {
		t.Errorf("added %+v", f)
	}
	if again := must[int64](t)(r.AddFinancement(ctx, r.qui, r.id, parcours.Financement{Dispositif: "prf"}, "clé")); again != id {
		t.Errorf("the same click added line %d", again)
	}
	wantCode(t, r.SubmitDossier(ctx, r.qui, r.id, id, aujourdhui.AddDays(1)), parcours.Invalide)
	wantCode(t, r.SubmitDossier(ctx, r.qui, r.id, id, parcours.Date{}), parcours.Invalide)
	r.must(r.SubmitDossier(ctx, r.qui, r.id, id, le2025(3, 11)))
	for champ, rep := range map[string]parcours.Reponse{
		"etat": {Etat: "peut-être", Date: le2025(3, 20)}, "date": {Etat: "accorde", Date: le2025(3, 10)}, "montant": {Etat: "partiel", Date: le2025(3, 20)},
	} {
		if e := wantCode(t, r.RecordReponse(ctx, r.qui, r.id, id, rep), parcours.Invalide); e.Champ != champ {
			t.Errorf("refused beside %q, want %q", e.Champ, champ)
		}
	}
	r.must(r.RecordReponse(ctx, r.qui, r.id, id, parcours.Reponse{Etat: "accorde", Date: le2025(3, 20)}))
	if f := r.line(id); f.Accorde() != 100000 {
		t.Errorf("an accord without an amount grants %d", f.Accorde())
	}
	wantCode(t, r.SubmitDossier(ctx, r.qui, r.id, id, aujourdhui), parcours.Bloque)
	wantCode(t, r.DeleteFinancement(ctx, r.qui, r.id, id), parcours.Bloque)
	// The funder changes its mind: the last answer counts.
	r.must(r.RecordReponse(ctx, r.qui, r.id, id, parcours.Reponse{Etat: "refuse", Date: le2025(3, 25), Montant: 5, Motif: "Enveloppe consommée"}))
	if f := r.line(id); f.Accorde() != 0 || f.MotifRefus != "Enveloppe consommée" || f.MontantAccorde != 0 {
		t.Errorf("refused: %+v", f)
	}
	autre := r.fund("cpf", 1)
	r.must(r.DeleteFinancement(ctx, r.qui, r.id, autre))
	if fs := r.fiche().Financements; len(fs) != 1 || len(r.fiche().Pieces) != 2 {
		t.Errorf("left %+v", fs)
	}
}

// TestOwnMoneyIsTheDirecteursWord: given by an act, by adding the line himself,
// or by planning the entry himself; taken back by nobody else.
func TestOwnMoneyIsTheDirecteursWord(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	ctx := t.Context()
	r.choose(proprete)
	id, opco := r.fund("fonds_propres", 210000), r.fund("pic_iae", 1)
	wantCode(t, r.AgreeFondsPropres(ctx, r.qui, r.id, id), parcours.Interdit)
	wantCode(t, r.AgreeFondsPropres(ctx, r.Aci.Directeur, r.id, opco), parcours.Bloque)
	for _, qui := range []parcours.Identite{r.qui, r.Aci.Directeur} {
		wantCode(t, r.RecordReponse(ctx, qui, r.id, id, parcours.Reponse{Etat: "accorde", Date: aujourdhui}), parcours.Bloque)
	}
	r.pass("demander_financement", le2025(3, 10), nil)
	dem := r.ask("planifier_entree", le2025(4, 1), parcours.Saisie{"date_entree_prevue": "2025-04-14"})
	if e := wantCode(t, r.ApplyTransition(ctx, r.qui, r.id, dem, ""), parcours.Bloque); !strings.Contains(e.Message, "attendent l'accord du directeur") {
		t.Errorf("said %q", e.Message)
	}
	r.as(r.Aci.Directeur).pass("planifier_entree", le2025(4, 1), parcours.Saisie{"date_entree_prevue": "2025-04-14"})
	if f := r.line(id); !f.AccordDirecteur || f.Accorde() != 210000 || f.DateReponse != le2025(4, 1) {
		t.Errorf("he planned the entry: %+v", f)
	}
	wantCode(t, r.RecordReponse(ctx, r.qui, r.id, id, parcours.Reponse{Etat: "refuse", Date: aujourdhui}), parcours.Bloque)
	r.must(r.RecordReponse(ctx, r.Aci.Directeur, r.id, id, parcours.Reponse{Etat: "refuse", Date: aujourdhui, Motif: "Budget gelé"}))
	if f := r.line(id); f.AccordDirecteur || f.IsGranted() {
		t.Errorf("taken back: %+v", f)
	}
	r.must(r.AgreeFondsPropres(ctx, r.Aci.Directeur, r.id, id))
	if f := r.line(id); !f.IsGranted() || f.DateReponse != aujourdhui {
		t.Errorf("given again: %+v", f)
	}
	sien := r.as(r.Aci.Directeur).fund("fonds_propres", 5000)
	if f := r.line(sien); !f.IsGranted() {
		t.Errorf("his own line waits for him: %+v", f)
	}
	rien := r.fund("sans_cout", 0)
	wantCode(t, r.RecordReponse(ctx, r.qui, r.id, rien, parcours.Reponse{Etat: "refuse", Date: aujourdhui}), parcours.Bloque)
}

// TestThePlanOfAnOlderTryIsHistory: its lines are no longer answered.
func TestThePlanOfAnOlderTryIsHistory(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	r.choose(proprete)
	ancienne := r.fund("prf", 100)
	r.fund("sans_cout", 0)
	r.pass("demander_financement", le2025(3, 10), nil)
	r.pass("planifier_entree", le2025(4, 1), parcours.Saisie{"date_entree_prevue": "2025-04-14"})
	r.pass("reporter_entree", le2025(4, 14), parcours.Saisie{"motif": "mobilite", "solution": "autre_of"})
	err := r.RecordReponse(t.Context(), r.qui, r.id, ancienne, parcours.Reponse{Etat: "accorde", Date: aujourdhui})
	wantCode(t, err, parcours.Introuvable)
	wantCode(t, r.TickPiece(t.Context(), r.qui, r.id, 9999, true), parcours.Introuvable)
}

// TestTwoPeopleAnswerTwoLinesAtOnce: neither undoes the other.
func TestTwoPeopleAnswerTwoLinesAtOnce(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	lignes := []int64{r.fund("prf", 100), r.fund("cpf", 200)}
	quis := []parcours.Identite{r.qui, r.DoubleAci}
	for _, err := range together(2, func(i int) error {
		return r.RecordReponse(context.Background(), quis[i], r.id, lignes[i], parcours.Reponse{Etat: "accorde", Date: aujourdhui})
	}) {
		r.must(err)
	}
	if d := r.fiche(); d.Accorde(false) != 300 {
		t.Errorf("granted %d", d.Accorde(false))
	}
	piece := r.fiche().Pieces[0].ID
	for _, fournie := range []bool{true, false} {
		r.must(r.TickPiece(t.Context(), r.qui, r.id, piece, fournie))
		if p := r.fiche().Pieces[0]; p.FournieLe.IsZero() == fournie {
			t.Errorf("provided %v: %+v", fournie, p)
		}
	}
}
