package app_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// typed is what somebody types to mend one row.
func typed(objet string, id int64, champs ...string) parcours.Correction {
	c := parcours.Correction{Objet: objet, ID: id, Champs: map[string][]string{}}
	for i := 0; i+1 < len(champs); i += 2 {
		c.Champs[champs[i]] = []string{champs[i+1]}
	}
	return c
}

func (r *recit) correct(cs ...parcours.Correction) error {
	return r.CorrectParcours(r.t.Context(), r.qui, r.id, parcours.Reparation{Motif: "faute de frappe", Corrections: cs}, "")
}

func (r *recit) absent(le parcours.Date) *parcours.Suivi {
	r.t.Helper()
	return must[*parcours.Suivi](r.t)(r.LogSuivi(r.t.Context(), r.qui, r.id, parcours.Suivi{Date: le, Avec: "salarie", Canal: "telephone",
		Texte: "Absente.", Absence: "injustifiee"}, ""))
}

// TestAnAbsenceAtAWrongDateNoLongerLocksTheFile: one mistyped absence had locked it for ever.
func TestAnAbsenceAtAWrongDateNoLongerLocksTheFile(t *testing.T) {
	t.Parallel()
	r := newRecit(t).to(parcours.EnDeroulement)
	s := r.absent(le2025(6, 20)) // meant: 20 May
	dem := r.ask("terminer", le2025(5, 30), parcours.Saisie{"heures": "105", "evaluation": "reussie", "situation": "emploi"}, "sans_bilan")
	wantCode(t, r.ApplyTransition(t.Context(), r.qui, r.id, dem, ""), parcours.Bloque)
	r.must(r.correct(typed("suivi", s.ID, "date", "20/05/2025")))
	r.pass("terminer", le2025(5, 30), dem.Champs)
	f := r.fiche()
	if f.Parcours.Etat != parcours.Sorti || f.Suivis[0].Date != le2025(5, 20) {
		t.Errorf("%+v", f.Suivis)
	}
	h := must[*app.HistoriqueLu](t)(r.ListHistorique(t.Context(), r.qui, r.id))
	i := slices.IndexFunc(h.Lignes, func(l parcours.Ecriture) bool { return l.Acte == "corriger" && l.NomTable == "suivi" })
	if i < 0 || h.Lignes[i].Motif != "faute de frappe" {
		t.Fatalf("the history does not say why: %+v", h.Lignes)
	}
	if cs := h.Lignes[i].Changements(parcours.Mots{}); len(cs) != 1 || cs[0].Avant != "20/06/2025" || cs[0].Apres != "20/05/2025" {
		t.Errorf("the history says %+v", cs)
	}
}

// TestATrueAbsenceShowsAWrongEntry: the refusal names the other fact, and both go in one act.
func TestATrueAbsenceShowsAWrongEntry(t *testing.T) {
	t.Parallel()
	r := newRecit(t).to(parcours.EnDeroulement)
	s, x := r.absent(le2025(4, 28)), r.fiche().Presences[0]
	err := r.correct(typed("presence", x.ID, "date_entree", "12/05/2025"))
	e := wantCode(t, err, parcours.Bloque)
	if len(e.Bloquants) != 1 || e.Bloquants[0].Lien != parcours.LienCorrection(r.id, "suivi", s.ID) {
		t.Fatalf("blocked by %+v", e.Bloquants)
	}
	r.must(r.correct(typed("presence", x.ID, "date_entree", "12/05/2025"), typed("suivi", s.ID, "date", "13/05/2025")))
	f := r.fiche()
	if f.Presences[0].DateEntree != le2025(5, 12) || f.Parcours.EtatDepuis != le2025(5, 12) || f.DernierPassage().Date != le2025(5, 12) ||
		f.DernierPassage().Champs["date_entree"] != "2025-05-12" || f.Controles[0].Date != le2025(5, 12) {
		t.Errorf("what rested on the entry did not follow: %+v, %+v", f.Presences[0], f.DernierPassage())
	}
	r.must(r.correct(typed("presence", x.ID, "date_entree", "11/05/2025"))) // a correction of a correction
}

// TestAnEntryTwoPassagesBackWithAnImpactNoted is mended in one act, and undoing what came
// after does not bring the slip back.
func TestAnEntryTwoPassagesBackWithAnImpactNoted(t *testing.T) {
	t.Parallel()
	r := newRecit(t).to(parcours.Sorti)
	i := must[*parcours.Impact](t)(r.MeasureImpact(t.Context(), r.qui, r.id,
		parcours.Impact{Echeance: 3, Date: le2025(9, 1), Effets: []string{"embauche"}}, ""))
	x := r.fiche().Presences[0]
	r.must(r.correct(typed("presence", x.ID, "date_entree", "15/04/2025", "date_fin", "06/06/2025")))
	f := r.fiche()
	if h := f.Heures[0]; h.Debut != le2025(4, 15) || h.Fin != le2025(6, 6) || f.Evaluations[0].Date != le2025(6, 6) ||
		f.Parcours.EtatDepuis != le2025(6, 6) {
		t.Errorf("the hours are %+v, the state since %v", h, f.Parcours.EtatDepuis)
	}
	e := wantCode(t, r.correct(typed("presence", x.ID, "date_fin", "01/10/2025")), parcours.Bloque)
	if e.Bloquants[0].Lien != parcours.LienCorrection(r.id, "impact", i.ID) {
		t.Errorf("blocked by %+v", e.Bloquants)
	}
	r.must(r.correct(parcours.Correction{Objet: "impact", ID: i.ID, Retirer: true}))
	r.must(r.RectifyPassage(t.Context(), r.qui, r.id, r.fiche().Parcours.Version, "pas encore", ""))
	if f = r.fiche(); f.Parcours.Etat != parcours.EnDeroulement || f.Parcours.EtatDepuis != le2025(4, 15) {
		t.Errorf("after the undoing: %+v", f.Parcours)
	}
}

// TestAWithdrawalIsTakenBack, with the reminder that the row had settled.
func TestAWithdrawalIsTakenBack(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	r.log(le2025(3, 4), le2025(3, 11), "Rappeler.")
	id := r.log(le2025(3, 12), parcours.Date{}, "Sur une autre personne.")
	r.must(r.correct(parcours.Correction{Objet: "suivi", ID: id, Retirer: true}))
	f := r.fiche()
	if len(f.Suivis) != 1 || !f.Suivis[0].IsRappel() || f.DernierContact.ID == id {
		t.Fatalf("after the withdrawal: %+v", f.Suivis)
	}
	wantCode(t, r.correct(typed("suivi", id, "texte", "Encore.")), parcours.Introuvable)
	r.must(r.correct(parcours.Correction{Objet: "suivi", ID: id, Remettre: true}))
	if f = r.fiche(); len(f.Suivis) != 2 || f.Suivis[1].IsRappel() {
		t.Errorf("after it was taken back: %+v", f.Suivis)
	}
	wantCode(t, r.correct(parcours.Correction{Objet: "suivi", ID: id, Remettre: true}), parcours.Introuvable)
}

// TestAFirstDayAbsenceSignalledByMistake leaves the person expected, as before.
func TestAFirstDayAbsenceSignalledByMistake(t *testing.T) {
	t.Parallel()
	r := newRecit(t).to(parcours.EnEntree)
	n := must[*parcours.NonPresentation](t)(r.ReportNonPresentation(t.Context(), r.qui, r.id,
		parcours.NonPresentation{Date: le2025(4, 14), Motif: "sante"}, ""))
	r.must(r.correct(parcours.Correction{Objet: "non_presentation", ID: n.ID, Retirer: true}))
	f := r.fiche()
	if len(f.NonPresentations) != 0 || f.EntreePrevue().Devenue != "" {
		t.Errorf("%+v", f.EntreePrevue())
	}
	r.pass("confirmer_entree", le2025(4, 14), parcours.Saisie{"controle_venu": "oui"})
}

// TestAParcoursNotedTwiceLeavesEveryList, and comes back.
func TestAParcoursNotedTwiceLeavesEveryList(t *testing.T) {
	t.Parallel()
	r := newRecit(t).to(parcours.EnDeroulement)
	r.must(r.correct(parcours.Correction{Objet: "parcours", ID: r.id, Retirer: true}))
	liste := func() int {
		return must[*app.PageParcours](t)(r.ListParcours(t.Context(), r.qui, postgres.FiltreParcours{})).Total
	}
	if n := liste(); n != 0 {
		t.Errorf("%d parcours in the list", n)
	}
	f := r.fiche()
	if f.Parcours.RetireLe == nil || len(f.Transitions) != 0 || len(f.Lecture.Echeances) != 0 {
		t.Errorf("a withdrawn parcours offers %v, %v", f.Transitions, f.Lecture.Echeances)
	}
	e := wantCode(t, errOf(r.LogSuivi(t.Context(), r.qui, r.id, parcours.Suivi{Date: le2025(4, 20), Avec: "salarie", Canal: "telephone",
		Texte: "Non."}, "")), parcours.Bloque)
	if !strings.Contains(e.Message, "Remettez-le") {
		t.Error(e.Message)
	}
	r.must(r.correct(parcours.Correction{Objet: "parcours", ID: r.id, Remettre: true}))
	if n := liste(); n != 1 || r.fiche().Parcours.RetireLe != nil {
		t.Errorf("%d parcours in the list", n)
	}
}

// TestWhoMayMend: the directeur and the person's CIP always, the author for two days.
func TestWhoMayMend(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	autre := r.as(r.DoubleAci)
	id := must[*parcours.Suivi](t)(r.LogSuivi(t.Context(), autre.qui, r.id,
		parcours.Suivi{Date: le2025(3, 4), Avec: "salarie", Canal: "telephone", Texte: "Vu."}, "")).ID
	sien := r.log(le2025(3, 5), parcours.Date{}, "Vue aussi.")
	r.must(autre.correct(typed("suivi", id, "texte", "Vue.")))
	wantCode(t, autre.correct(typed("suivi", sien, "texte", "Non.")), parcours.Interdit)
	r.horloge.advance(49 * time.Hour)
	wantCode(t, autre.correct(typed("suivi", id, "texte", "Trop tard.")), parcours.Interdit)
	r.must(r.correct(typed("suivi", id, "texte", "Le CIP de la personne.")))
	r.must(r.as(r.Aci.Directeur).correct(typed("suivi", id, "texte", "La direction.")))
	wantCode(t, r.as(r.Etti.Directeur).correct(typed("suivi", id, "texte", "Volé.")), parcours.Introuvable)
	freeze(t, r.essai, r.salarie.ID)
	wantCode(t, r.correct(typed("suivi", id, "texte", "Gelé.")), parcours.Conflit)
}

// TestACorrectionFromAnOldPageIsTold who wrote what meanwhile; on another row both are kept.
func TestACorrectionFromAnOldPageIsTold(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	id, autre := r.log(le2025(3, 4), parcours.Date{}, "Un."), r.log(le2025(3, 5), parcours.Date{}, "Deux.")
	h := must[*app.HistoriqueLu](t)(r.ListHistorique(t.Context(), r.qui, r.id))
	vu := h.Lignes[0].ID
	r.must(r.as(r.Aci.Directeur).correct(typed("suivi", id, "texte", "Un, par la direction.")))
	mienne := typed("suivi", id, "texte", "Un, par moi.")
	mienne.Vu = vu
	e := wantCode(t, r.correct(mienne), parcours.Conflit)
	if len(e.Actuel) != 1 || e.Actuel[0].Valeur != "Un, par la direction." || e.Actuel[0].Auteur == "" {
		t.Errorf("told %+v", e.Actuel)
	}
	ailleurs := typed("suivi", autre, "texte", "Deux, par moi.")
	ailleurs.Vu = vu
	r.must(r.correct(ailleurs))
}

// TestWhatIsSaidOfAPersonIsMended: a frein, an observation of the encadrant's own, a contract.
func TestWhatIsSaidOfAPersonIsMended(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	ctx, id := t.Context(), r.salarie.ID
	o := must[*parcours.Observation](t)(r.LogObservation(ctx, r.Aci.Encadrant, id,
		parcours.Observation{Theme: "presence", Niveau: "difficile", Texte: "Trois retards."}, ""))
	c := must[*parcours.Contrat](t)(r.LogContrat(ctx, r.qui, id, parcours.Contrat{Debut: le2025(1, 6), FinPrevue: le2025(7, 5)}, ""))
	mend := func(qui parcours.Identite, cs ...parcours.Correction) error {
		return r.CorrectSalarie(ctx, qui, id, parcours.Reparation{Motif: "erreur", Corrections: cs}, "")
	}
	frein := r.fiche().Freins[0]
	r.must(mend(r.qui, typed("frein", frein.ID, "code", "logement"), typed("contrat", c.ID, "fin_prevue", "05/07/2026")))
	r.must(mend(r.Aci.Encadrant, typed("observation", o.ID, "texte", "Deux retards.")))
	wantCode(t, mend(r.Aci.Encadrant, typed("frein", frein.ID, "code", "sante")), parcours.Interdit)
	f := r.fiche()
	if f.Freins[0].Code != "logement" || f.Observations[0].Texte != "Deux retards." ||
		f.Contrats[0].FinPrevue != parcours.NewDate(2026, 7, 5) {
		t.Errorf("%+v %+v %+v", f.Freins, f.Observations, f.Contrats)
	}
	out := func(objet string, id int64) parcours.Correction {
		return parcours.Correction{Objet: objet, ID: id, Retirer: true}
	}
	r.must(mend(r.qui, out("frein", frein.ID), out("observation", o.ID), out("contrat", c.ID)))
	if f = r.fiche(); len(f.Freins)+len(f.Observations)+len(f.Contrats) != 0 {
		t.Errorf("%+v %+v %+v", f.Freins, f.Observations, f.Contrats)
	}
}

// TestASolutionThatOpenedATry: what is noted since stays, whether the try goes or comes back.
func TestASolutionThatOpenedATry(t *testing.T) {
	t.Parallel()
	r := newRecit(t).to(parcours.EnEntree)
	secure := func(code, detail string) {
		r.must(r.Secure(t.Context(), r.qui, r.id, nil,
			[]parcours.Securisation{{Code: code, Reponse: parcours.SecurisationAFaire, Detail: detail}}))
	}
	secured := func() (dit string) {
		for _, s := range r.fiche().Securisations {
			dit += s.Code + " " + s.Detail + " "
		}
		return dit
	}
	secure("pmsmp", "avant")
	secure("entretien", "avant")
	r.pass("confirmer_entree", le2025(4, 14), parcours.Saisie{"controle_venu": "oui"})
	r.pass("abandonner", le2025(5, 12), parcours.Saisie{"motifs": "sante", "heures": "35"})
	r.horloge.t.Store(time.Now().Add(-time.Minute).UnixNano()) // pass adds one; the history has the instants of the base
	r.pass("repositionner", le2025(5, 13), parcours.Saisie{"solution": "autre_of"})
	secure("pmsmp", "après")
	suivante := proprete
	suivante.Intitule, suivante.Cout = "Titre agent d'entretien", 0
	r.choose(suivante)
	r.fund("pic_iae", 100_00)
	p := r.fiche().DernierPassage().ID
	r.must(r.correct(typed("passage", p, "solution", "report")))
	f := r.fiche()
	if dit := secured(); dit != "entretien avant pmsmp après " {
		t.Errorf("secured after « report »: %s", dit)
	}
	if len(f.Tentatives) != 1 || f.Courante().Intitule != suivante.Intitule || f.Presences[0].Intitule != proprete.Intitule ||
		len(f.Financements) != 2 || len(f.Anciens) != 0 {
		t.Fatalf("after « report »: %+v, %+v", f.Tentatives, f.Financements)
	}
	r.must(r.correct(typed("passage", p, "solution", "autre_niveau")))
	if f = r.fiche(); len(f.Tentatives) != 2 || f.Courante().Intitule != suivante.Intitule || f.Tentatives[0].Intitule != proprete.Intitule {
		t.Errorf("after « autre niveau »: %+v", f.Tentatives)
	}
	if dit := secured(); dit != "pmsmp après " {
		t.Errorf("secured after « autre niveau »: %s", dit)
	}
}

// TestAPostponedEntryTakesItsPlace before the one that was planned since, in the base too: its passage still finds it.
func TestAPostponedEntryTakesItsPlace(t *testing.T) {
	t.Parallel()
	r := newRecit(t).to(parcours.EnEntree)
	r.pass("reporter_entree", le2025(4, 14), parcours.Saisie{"motif": "mobilite", "solution": "autre_of", "nouvelle_date": "2025-04-22"})
	p := r.fiche().DernierPassage().ID
	r.choose(proprete)
	r.fund("sans_cout", 0)
	r.pass("relancer_financement", le2025(4, 15), nil)
	r.pass("planifier_entree", le2025(4, 15), parcours.Saisie{"date_entree_prevue": "2025-05-05"})
	r.must(r.correct(typed("passage", p, "solution", "report")))
	f := r.fiche()
	if len(f.Tentatives) != 1 || len(f.Entrees) != 3 || f.Entrees[1].Date != le2025(4, 22) ||
		f.Entrees[1].Devenue != parcours.EntreeReportee || f.Entrees[2].Date != le2025(5, 5) || f.Entrees[2].Devenue != "" {
		t.Fatalf("after « report »: %+v", f.Entrees)
	}
	r.must(r.correct(typed("entree_prevue", f.Entrees[1].ID, "date", "23/04/2025"),
		typed("entree_prevue", f.Entrees[2].ID, "date", "06/05/2025")))
	var dits []string
	for _, x := range r.fiche().Passages {
		dits = append(dits, x.Champs["nouvelle_date"]+x.Champs["date_entree_prevue"])
	}
	if dit := strings.Join(dits, " "); dit != "  2025-04-14 2025-04-23  2025-05-06" {
		t.Errorf("the passages say %s", dit)
	}
}

func remettre(objet string, id int64) parcours.Correction {
	return parcours.Correction{Objet: objet, ID: id, Remettre: true}
}

func retirer(objet string, id int64) parcours.Correction {
	return parcours.Correction{Objet: objet, ID: id, Retirer: true}
}

// TestTheDirecteursWordIsMendedByHim alone: a CIP who may note a refusal does not make an accord of it.
func TestTheDirecteursWordIsMendedByHim(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	r.choose(proprete)
	ligne := app.LigneFinancement{ID: r.fund("fonds_propres", 60000)}
	r.must(r.RecordReponse(t.Context(), r.qui, r.id, ligne, parcours.Reponse{Reponse: "refuse", Date: le2025(3, 28)}))
	non := r.fiche().Reponses[0].ID
	wantCode(t, r.correct(typed("reponse", non, "reponse", "accorde")), parcours.Interdit)
	r.must(r.correct(typed("reponse", non, "date", "27/03/2025")))
	r.must(r.correct(retirer("reponse", non)))
	r.must(r.AgreeFondsPropres(t.Context(), r.Aci.Directeur, r.id, ligne, le2025(3, 29)))
	oui := r.fiche().Reponses[0].ID
	for _, c := range []parcours.Correction{retirer("reponse", oui), typed("reponse", oui, "reponse", "partiel", "montant", "900"),
		typed("reponse", oui, "reponse", "refuse")} {
		wantCode(t, r.correct(c), parcours.Interdit)
	}
	r.must(r.as(r.Aci.Directeur).correct(retirer("reponse", oui)))
}

// TestWhatWasTakenOutMovesWithItsTry: a solution corrected later opens or closes a try, and it may come back.
func TestWhatWasTakenOutMovesWithItsTry(t *testing.T) {
	t.Parallel()
	r := newRecit(t).to(parcours.EnDeroulement)
	r.pass("abandonner", le2025(5, 12), parcours.Saisie{"motifs": "sante", "heures": "35"})
	r.pass("repositionner", le2025(5, 13), parcours.Saisie{"solution": "autre_of"})
	p := r.fiche().DernierPassage().ID
	suivante := proprete
	suivante.DateDebutPrevue, suivante.DateFinPrevue = le2025(6, 1), le2025(12, 1)
	r.choose(suivante)
	r.fund("sans_cout", 0)
	r.pass("relancer_financement", le2025(5, 14), nil)
	r.pass("planifier_entree", le2025(5, 15), parcours.Saisie{"date_entree_prevue": "2025-06-02"})
	s := r.log(le2025(6, 1), parcours.Date{}, "Sur une autre personne.")
	r.must(r.correct(retirer("suivi", s)))
	r.must(r.RectifyPassage(t.Context(), r.qui, r.id, r.fiche().Parcours.Version, "Pas encore.", "")) // its entry goes with it
	for solution, tentative := range map[string]int{"report": 1, "autre_niveau": 2} {
		if solution != "report" {
			r.must(r.correct(typed("passage", p, "solution", "report")))
		}
		r.must(r.correct(typed("passage", p, "solution", solution)))
		r.must(r.correct(remettre("suivi", s)))
		if f := r.fiche(); len(f.Tentatives) != tentative || f.Suivis[0].Tentative != tentative {
			t.Errorf("after « %s »: %d tries, the suivi is of the try %d", solution, len(f.Tentatives), f.Suivis[0].Tentative)
		}
		r.must(r.correct(retirer("suivi", s)))
	}
}

// TestWhatWentWithAPassageComesBackWithIt, and not by itself.
func TestWhatWentWithAPassageComesBackWithIt(t *testing.T) {
	t.Parallel()
	r := newRecit(t).to(parcours.Sorti)
	f := r.fiche()
	parties := map[string]int64{"heures": f.Heures[0].ID, "evaluation": f.Evaluations[0].ID, "controle_entree": f.Controles[0].ID,
		"entree_prevue": f.Entrees[0].ID}
	for range 3 {
		r.must(r.RectifyPassage(t.Context(), r.Aci.Directeur, r.id, r.fiche().Parcours.Version, "Pas encore.", ""))
	}
	for objet, id := range parties {
		if e := wantCode(t, r.correct(remettre(objet, id)), parcours.Bloque); !strings.Contains(e.Message, "refaites plutôt ce passage") {
			t.Errorf("%s: %s", objet, e.Message)
		}
	}
}

// TestACorrectionIsRefusedInWords: an unknown row of any kind, what no form offers, a parcours that was withdrawn.
func TestACorrectionIsRefusedInWords(t *testing.T) {
	t.Parallel()
	r := newRecit(t).to(parcours.EnDeroulement)
	for _, f := range parcours.Faits {
		wantCode(t, errOf(r.FindCorrection(t.Context(), r.qui, r.id, 0, f.Objet+"-99999")), parcours.Introuvable)
		wantCode(t, r.correct(remettre(f.Objet, 99999)), parcours.Introuvable)
	}
	wantCode(t, r.correct(typed("presence", r.fiche().Presences[0].ID, "date_entree", "")), parcours.Invalide)
	r.pass("abandonner", le2025(5, 12), parcours.Saisie{"motifs": "sante", "heures": "35"})
	r.pass("repositionner", le2025(5, 13), parcours.Saisie{"solution": "autre_of"})
	p := r.fiche().DernierPassage().ID
	r.pass("relancer_besoin", le2025(5, 14), nil)
	wantCode(t, r.correct(typed("passage", p, "solution", parcours.SolutionRetourSiae)), parcours.Invalide)
	r.must(r.correct(retirer("parcours", r.id)))
	wantCode(t, r.RectifyPassage(t.Context(), r.qui, r.id, r.fiche().Parcours.Version, "Non.", ""), parcours.Bloque)
}

// TestACorrectedOrganismeIsAnother: the parcours leaves the centre that it was written under by mistake.
func TestACorrectedOrganismeIsAnother(t *testing.T) {
	t.Parallel()
	r := newRecit(t).to(parcours.EnDeroulement)
	f := r.fiche()
	r.must(r.correct(typed("presence", f.Presences[0].ID, "organisme", "AFPA Amiens"),
		typed("tentative", f.Courante().ID, "organisme", "AFPA Amiens")))
	f = r.fiche()
	if x, y := f.Presences[0].OrganismeID, f.Courante().OrganismeID; x == nil || y == nil || *x != *y {
		t.Fatalf("linked to %v and %v", x, y)
	}
	r.must(r.correct(typed("presence", f.Presences[0].ID, "organisme", ""), typed("tentative", f.Courante().ID, "organisme", "")))
	if f = r.fiche(); f.Presences[0].OrganismeID != nil || f.Courante().OrganismeID != nil {
		t.Errorf("nowhere, and linked to %v", f.Courante().OrganismeID)
	}
}

// TestUndoingAnEntryLeavesALaterAccord: the directeur's own word is not that of the passage.
func TestUndoingAnEntryLeavesALaterAccord(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	r.choose(proprete)
	ligne := app.LigneFinancement{ID: r.fund("fonds_propres", 210000)}
	r.pass("demander_financement", le2025(3, 10), nil)
	dir := r.as(r.Aci.Directeur)
	dir.pass("planifier_entree", le2025(4, 1), parcours.Saisie{"date_entree_prevue": "2025-04-14"})
	r.must(dir.correct(retirer("reponse", r.fiche().Reponses[0].ID)))
	r.horloge.advance(time.Minute)
	r.must(r.AgreeFondsPropres(t.Context(), dir.qui, r.id, ligne, le2025(4, 2)))
	r.must(r.RectifyPassage(t.Context(), dir.qui, r.id, r.fiche().Parcours.Version, "Pas encore.", ""))
	if f := r.fiche(); len(f.Reponses) != 1 || !f.Financements[0].AccordDirecteur {
		t.Errorf("his accord went with the entry: %+v", f.Financements[0])
	}
}
