package app_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
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
		"dispositif": {Dispositif: "loterie"}, "montant_demande": {Dispositif: "prf",
			MontantDemande: -1}, "financeur": {Dispositif: "prf", Financeur: strings.Repeat("x", 161)},
	} {
		_, err := r.AddFinancement(ctx, r.qui, r.id, f, "")
		if e := wantCode(t, err, parcours.Invalide); e.Champ != champ {
			t.Errorf("refused beside %q, want %q", e.Champ, champ)
		}
	}
	// Nobody decides of an answer by adding a line.
	prf := parcours.Financement{ID: 9, SiaeID: r.Etti.Siae.ID, Dispositif: "prf", MontantDemande: 100000, Etat: "accorde",
		MontantAccorde: 100000, AccordDirecteur: true}
	id := must[*parcours.Financement](t)(r.AddFinancement(ctx, r.qui, r.id, prf, "clé")).ID
	if f := r.line(id); f.Etat != "prevu" || f.MontantAccorde != 0 || f.AccordDirecteur || f.SiaeID != r.Aci.Siae.ID {
		t.Errorf("added %+v", f)
	}
	if again := must[*parcours.Financement](t)(r.AddFinancement(ctx, r.qui, r.id, prf, "clé")).ID; again != id {
		t.Errorf("the same click added line %d", again)
	}
	wantCode(t, r.SubmitDossier(ctx, r.qui, r.id, app.LigneFinancement{ID: id}, aujourdhui.AddDays(1)), parcours.Invalide)
	wantCode(t, r.SubmitDossier(ctx, r.qui, r.id, app.LigneFinancement{ID: id}, parcours.Date{}), parcours.Invalide)
	r.must(r.SubmitDossier(ctx, r.qui, r.id, app.LigneFinancement{ID: id}, le2025(3, 11)))
	for champ, rep := range map[string]parcours.Reponse{
		"etat": {Reponse: "peut-être", Date: le2025(3, 20)}, "date": {Reponse: "accorde",
			Date: le2025(3, 10)}, "montant": {Reponse: "partiel", Date: le2025(3, 20)},
	} {
		if e := wantCode(t, r.RecordReponse(ctx, r.qui, r.id, app.LigneFinancement{ID: id}, rep), parcours.Invalide); e.Champ != champ {
			t.Errorf("refused beside %q, want %q", e.Champ, champ)
		}
	}
	r.must(r.RecordReponse(ctx, r.qui, r.id, app.LigneFinancement{ID: id}, parcours.Reponse{Reponse: "accorde", Date: le2025(3, 20)}))
	if f := r.line(id); f.Accorde() != 100000 {
		t.Errorf("an accord without an amount grants %d", f.Accorde())
	}
	wantCode(t, r.SubmitDossier(ctx, r.qui, r.id, app.LigneFinancement{ID: id}, aujourdhui), parcours.Bloque)
	wantCode(t, r.DeleteFinancement(ctx, r.qui, r.id, app.LigneFinancement{ID: id}), parcours.Bloque)
	// The funder changes its mind: the last answer counts.
	r.must(r.RecordReponse(ctx, r.qui, r.id, app.LigneFinancement{ID: id},
		parcours.Reponse{Reponse: "refuse", Date: le2025(3, 25), Montant: 5, Motif: "Enveloppe consommée"}))
	if f := r.line(id); f.Accorde() != 0 || f.MotifRefus != "Enveloppe consommée" || f.MontantAccorde != 0 {
		t.Errorf("refused: %+v", f)
	}
	autre := r.fund("cpf", 1)
	r.must(r.DeleteFinancement(ctx, r.qui, r.id, app.LigneFinancement{ID: autre}))
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
	wantCode(t, r.AgreeFondsPropres(ctx, r.qui, r.id, app.LigneFinancement{ID: id}, aujourdhui), parcours.Interdit)
	wantCode(t, r.AgreeFondsPropres(ctx, r.Aci.Directeur, r.id, app.LigneFinancement{ID: opco}, aujourdhui), parcours.Bloque)
	for _, qui := range []parcours.Identite{r.qui, r.Aci.Directeur} {
		wantCode(t, r.RecordReponse(ctx, qui, r.id, app.LigneFinancement{ID: id},
			parcours.Reponse{Reponse: "accorde", Date: aujourdhui}), parcours.Bloque)
	}
	r.pass("demander_financement", le2025(3, 10), nil)
	dem := r.ask("planifier_entree", le2025(4, 1), parcours.Saisie{"date_entree_prevue": "2025-04-14"})
	if e := wantCode(t, r.ApplyTransition(ctx, r.qui, r.id, dem, ""), parcours.Bloque); !strings.Contains(e.Message,
		"attendent l'accord du directeur") {
		t.Errorf("said %q", e.Message)
	}
	r.as(r.Aci.Directeur).pass("planifier_entree", le2025(4, 1), parcours.Saisie{"date_entree_prevue": "2025-04-14"})
	if f := r.line(id); !f.AccordDirecteur || f.Accorde() != 210000 || f.DateReponse != le2025(4, 1) {
		t.Errorf("he planned the entry: %+v", f)
	}
	wantCode(t, r.RecordReponse(ctx, r.qui, r.id, app.LigneFinancement{ID: id},
		parcours.Reponse{Reponse: "refuse", Date: aujourdhui}), parcours.Bloque)
	r.must(r.RecordReponse(ctx, r.Aci.Directeur, r.id, app.LigneFinancement{ID: id},
		parcours.Reponse{Reponse: "refuse", Date: aujourdhui, Motif: "Budget gelé"}))
	if f := r.line(id); f.AccordDirecteur || f.IsGranted() {
		t.Errorf("taken back: %+v", f)
	}
	wantCode(t, r.AgreeFondsPropres(ctx, r.Aci.Directeur, r.id, app.LigneFinancement{ID: id}, aujourdhui.AddDays(1)), parcours.Invalide)
	wantCode(t, r.AgreeFondsPropres(ctx, r.Aci.Directeur, r.id, app.LigneFinancement{ID: id}, parcours.Date{}), parcours.Invalide)
	wantCode(t, r.AgreeFondsPropres(ctx, r.Aci.Directeur, r.id, app.LigneFinancement{ID: id}, le2025(4, 2)), parcours.Invalide)
	r.must(r.AgreeFondsPropres(ctx, r.Aci.Directeur, r.id, app.LigneFinancement{ID: id}, aujourdhui))
	if f := r.line(id); !f.IsGranted() || f.DateReponse != aujourdhui || f.MotifRefus != "" || len(f.Reponses) != 3 {
		t.Errorf("given again: %+v", f)
	}
	sien := r.as(r.Aci.Directeur).fund("fonds_propres", 5000)
	if f := r.line(sien); !f.IsGranted() || f.DateReponse != aujourdhui {
		t.Errorf("his own line waits for him: %+v", f)
	}
	repris := must[*parcours.Financement](t)(r.AddFinancement(ctx, r.Aci.Directeur, r.id,
		parcours.Financement{Dispositif: "fonds_propres", DateReponse: le2025(3, 12)}, "")).ID
	if f := r.line(repris); f.DateReponse != le2025(3, 12) {
		t.Errorf("taken over from a spreadsheet: %+v", f)
	}
	_, err := r.AddFinancement(ctx, r.Aci.Directeur, r.id, parcours.Financement{Dispositif: "fonds_propres",
		DateReponse: aujourdhui.AddDays(1)}, "")
	wantCode(t, err, parcours.Invalide)
	rien := r.fund("sans_cout", 0)
	wantCode(t, r.RecordReponse(ctx, r.qui, r.id, app.LigneFinancement{ID: rien},
		parcours.Reponse{Reponse: "refuse", Date: aujourdhui}), parcours.Bloque)
}

// TestAFunderOfAFormerTryAnswersLate: in any state, and nothing of a former answer moves.
func TestAFunderOfAFormerTryAnswersLate(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	ctx := t.Context()
	r.choose(proprete)
	ancienne := app.LigneFinancement{ID: r.fund("prf", 100000)}
	r.fund("sans_cout", 0)
	r.pass("demander_financement", le2025(3, 10), nil)
	r.pass("planifier_entree", le2025(4, 1), parcours.Saisie{"date_entree_prevue": "2025-04-14"})
	r.pass("reporter_entree", le2025(4, 14), parcours.Saisie{"motif": "mobilite", "solution": "autre_of"})
	note := func(rep parcours.Reponse) {
		t.Helper()
		lu := app.Acknowledge(ctx, []string{"accorde_superieur"})
		if lue := must[*parcours.Reponse](t)(r.NoteReponse(lu, r.qui, r.id, ancienne, rep)); lue.ID == 0 || lue.Reponse != rep.Reponse ||
			lue.AuteurID != r.qui.UtilisateurID || lue.FinancementID != ancienne.ID {
			t.Errorf("noted %+v", lue)
		}
	}
	note(parcours.Reponse{Reponse: "accorde", Date: le2025(5, 2)})
	r.choose(proprete)
	r.fund("pic_iae", 100000)
	r.pass("relancer_financement", le2025(5, 10), nil)
	courante := app.LigneFinancement{ID: r.fiche().Financements[0].ID}
	r.must(r.RecordReponse(ctx, r.qui, r.id, courante, parcours.Reponse{Reponse: "accorde", Date: le2025(5, 12)}))
	r.pass("planifier_entree", le2025(5, 12), parcours.Saisie{"date_entree_prevue": "2025-05-14"})
	r.must(r.RecordReponse(ctx, r.qui, r.id, courante, parcours.Reponse{Reponse: "retire", Date: le2025(5, 13), Motif: "Enveloppe reprise"}))
	confirmer := r.ask("confirmer_entree", le2025(5, 14), nil)
	confirmer.Acquittes = nil
	if e := wantCode(t, r.ApplyTransition(ctx, r.qui, r.id, confirmer, ""), parcours.Bloque); !slices.ContainsFunc(e.AAcquitter,
		func(c parcours.Constat) bool { return c.Code == "accord_perdu" }) {
		t.Errorf("an entry without money warns of %+v", e.AAcquitter)
	}
	r.pass("confirmer_entree", le2025(5, 14), nil)
	note(parcours.Reponse{Reponse: "prorata", Montant: 40000, Date: le2025(6, 1), Motif: "42 h sur 105"}) // in deroulement
	r.pass("abandonner", le2025(6, 2), parcours.Saisie{"motifs": "sante"})
	r.must(r.RecordReponse(ctx, r.qui, r.id, ancienne, parcours.Reponse{Reponse: "retire", Date: le2025(6, 20)})) // in abandon
	f := r.fiche().Anciens[0]
	var got []string
	for _, x := range f.Reponses {
		got = append(got, x.Resume())
	}
	if want := []string{"Accord le 02/05/2025 : 1\u202f000\u00a0€", "Prorata des heures faites le 01/06/2025 : 400\u00a0€ · 42 h sur 105",
		"Accord retiré le 20/06/2025"}; f.Etat != "retire" || f.Accorde() != 0 || !slices.Equal(got, want) {
		t.Errorf("left %q, %+v", got, f)
	}
	wantCode(t, r.TickPiece(ctx, r.qui, r.id, 9999, new(parcours.Date{}), aujourdhui), parcours.Introuvable)
}

// TestTwoPeopleAnswerTwoLinesAtOnce: neither undoes the other.
func TestTwoPeopleAnswerTwoLinesAtOnce(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	lignes := []int64{r.fund("prf", 100), r.fund("cpf", 200)}
	quis := []parcours.Identite{r.qui, r.DoubleAci}
	for _, err := range together(2, func(i int) error {
		return r.RecordReponse(context.Background(), quis[i], r.id, app.LigneFinancement{ID: lignes[i]},
			parcours.Reponse{Reponse: "accorde", Date: aujourdhui})
	}) {
		r.must(err)
	}
	if d := r.fiche(); d.Accorde(false) != 300 {
		t.Errorf("granted %d", d.Accorde(false))
	}
	piece := r.fiche().Pieces[0].ID
	avant := parcours.Date{}
	for _, le := range []parcours.Date{le2025(2, 3), {}} {
		r.must(r.TickPiece(t.Context(), r.qui, r.id, piece, &avant, le))
		if p := r.fiche().Pieces[0]; p.FournieLe != le {
			t.Errorf("provided on %q: %+v", le, p)
		}
		avant = le
	}
	wantCode(t, r.TickPiece(t.Context(), r.qui, r.id, piece, &avant, aujourdhui.AddDays(1)), parcours.Invalide)
}

// TestASecondAnswerToALineIsToldOfTheFirst: whoever answers from an older page
// sees what stands, and writes nothing over it.
func TestASecondAnswerToALineIsToldOfTheFirst(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	ctx, id := t.Context(), r.fund("prf", 100000)
	vue := app.LigneFinancement{ID: id, Version: r.line(id).Version}
	premier := parcours.Reponse{Reponse: "partiel", Montant: 60000, Date: le2025(3, 20)}
	vif := vue
	vif.Cle = "clé"
	for range 2 { // the same click twice says the same twice
		r.must(r.RecordReponse(ctx, r.qui, r.id, vif, premier))
	}
	e := wantCode(t, r.RecordReponse(ctx, r.DoubleAci, r.id, vue, parcours.Reponse{Reponse: "refuse", Date: le2025(3, 21)}), parcours.Conflit)
	dit := ""
	for _, v := range e.Actuel {
		dit += v.Libelle + " : " + v.Valeur + " | "
	}
	for _, veut := range []string{"Accordé en partie", "600 €", "20/03/2025"} {
		if !strings.Contains(strings.ReplaceAll(dit, "\u00a0", " "), veut) {
			t.Errorf("told %q, want %q in it", dit, veut)
		}
	}
	for nom, err := range map[string]error{
		"sent again": r.SubmitDossier(ctx, r.qui, r.id, vue, le2025(3, 1)), "removed": r.DeleteFinancement(ctx, r.qui, r.id, vue),
	} {
		if !parcours.IsCode(err, parcours.Conflit) {
			t.Errorf("%s: %v", nom, err)
		}
	}
	if f := r.line(id); f.Etat != "partiel" || f.Version != vue.Version+1 {
		t.Errorf("left %+v", f)
	}
	vue.Version++
	r.must(r.RecordReponse(ctx, r.DoubleAci, r.id, vue, parcours.Reponse{Reponse: "refuse", Date: le2025(3, 21)}))

	// Two people tick the same paper, each on a day of their own.
	piece := r.fiche().Pieces[0].ID
	r.must(r.TickPiece(ctx, r.qui, r.id, piece, new(parcours.Date{}), le2025(3, 4)))
	r.must(r.TickPiece(ctx, r.DoubleAci, r.id, piece, new(parcours.Date{}), le2025(3, 4))) // they agree
	if e := wantCode(t, r.TickPiece(ctx, r.DoubleAci, r.id, piece, new(parcours.Date{}), le2025(3, 9)),
		parcours.Conflit); len(e.Actuel) != 1 || e.Actuel[0].Valeur != "04/03/2025" {
		t.Errorf("told %+v", e.Actuel)
	}
}

// TestWhatNobodyOutsidePaysHasNoFileToSend: and a line of that kind can always
// be taken away, whatever was once noted on it.
func TestWhatNobodyOutsidePaysHasNoFileToSend(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	for dispositif, montant := range map[string]int64{"sans_cout": 0, "fonds_propres": 100} {
		id := r.fund(dispositif, montant)
		wantCode(t, r.SubmitDossier(t.Context(), r.qui, r.id, app.LigneFinancement{ID: id}, le2025(3, 1)), parcours.Bloque)
		coincee := r.line(id)
		coincee.Etat, coincee.DateDepot = "depose", le2025(3, 1)
		r.must(r.DB.InSiae(t.Context(), r.qui, func(tx *postgres.Tx) error { return tx.Update(&coincee) }))
		for range 2 {
			r.must(r.DeleteFinancement(t.Context(), r.qui, r.id, app.LigneFinancement{ID: id, Cle: "clé " + dispositif}))
		}
	}
	id := r.fund("prf", 100)
	for _, faux := range []parcours.Date{parcours.NewDate(202, 3, 1), parcours.NewDate(1999, 12, 31)} {
		wantCode(t, r.SubmitDossier(t.Context(), r.qui, r.id, app.LigneFinancement{ID: id}, faux), parcours.Invalide)
	}
}

// TestAFunderAnswersAClosedFile: a prorata may come months later; nothing else of the plan
// is touched any more.
func TestAFunderAnswersAClosedFile(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	r.choose(proprete)
	ligne := app.LigneFinancement{ID: r.fund("pic_iae", 210000)}
	ctx := t.Context()
	r.must(r.RecordReponse(ctx, r.qui, r.id, ligne, parcours.Reponse{Reponse: "accorde", Date: aujourdhui, Montant: 210000}))
	r.pass("classer_sans_suite", aujourdhui, parcours.Saisie{"motif": "renoncement"})
	r.must(r.RecordReponse(ctx, r.qui, r.id, ligne, parcours.Reponse{Reponse: "retire", Date: aujourdhui, Motif: "Renoncement"}))
	if f := r.fiche().FindFinancement(ligne.ID); len(f.Reponses) != 2 || !f.IsLost() {
		t.Errorf("kept %+v", f)
	}
	wantCode(t, r.DeleteFinancement(ctx, r.qui, r.id, ligne), parcours.Bloque)
	wantCode(t, r.SubmitDossier(ctx, r.qui, r.id, ligne, aujourdhui), parcours.Bloque)
}
