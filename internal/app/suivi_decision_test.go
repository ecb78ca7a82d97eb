package app_test

import (
	"strings"
	"testing"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

// TestOwnMoneyWaitsInSight: the directeur is told what waits for him, once, until
// he decides; nobody else is.
func TestOwnMoneyWaitsInSight(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	ctx := t.Context()
	attend := func() []parcours.Decision {
		return must[[]parcours.Decision](t)(r.ListDecisions(ctx, r.Aci.Directeur))
	}
	if ds := attend(); len(ds) != 0 {
		t.Fatalf("nothing was asked: %+v", ds)
	}
	r.choose(proprete)
	id, autre := r.fund("fonds_propres", 60000), r.fund("fonds_propres", 1050)
	r.fund("pic_iae", 100)
	if ds := attend(); len(ds) != 1 || ds[0].ParcoursID != r.id || ds[0].Salarie != "Nadia Benali" ||
		ds[0].Intitule != "Agent de propreté" || ds[0].Montant != 61050 || ds[0].Depuis != aujourdhui {
		t.Errorf("waiting: %+v", ds)
	}
	for _, qui := range []parcours.Identite{r.qui, r.Aci.Encadrant} {
		_, err := r.ListDecisions(ctx, qui)
		wantCode(t, err, parcours.Interdit)
	}
	if ds := must[[]parcours.Decision](t)(r.ListDecisions(ctx, r.Etti.Directeur)); len(ds) != 0 {
		t.Errorf("another SIAE sees %+v", ds)
	}
	r.must(r.RecordReponse(ctx, r.qui, r.id, app.LigneFinancement{ID: autre}, parcours.Reponse{Reponse: "refuse", Date: aujourdhui}))
	r.must(r.AgreeFondsPropres(ctx, r.Aci.Directeur, r.id, app.LigneFinancement{ID: id}, aujourdhui))
	if ds := attend(); len(ds) != 0 {
		t.Errorf("he decided: %+v", ds)
	}
	if as := r.fiche().Accords; len(as) != 1 || as[0].AuteurID != r.Aci.Directeur.UtilisateurID || as[0].Date != aujourdhui ||
		as[0].Montant != 60000 {
		t.Errorf("his word: %+v", as)
	}
}

// TestAnAgreementByPlanningSaysWho: he never pressed « Accorder ».
func TestAnAgreementByPlanningSaysWho(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	r.choose(proprete)
	r.fund("fonds_propres", 210000)
	r.pass("demander_financement", le2025(3, 10), nil)
	r.as(r.Aci.Directeur).pass("planifier_entree", le2025(4, 1), parcours.Saisie{"date_entree_prevue": "2025-04-14"})
	if as := r.fiche().Accords; len(as) != 1 || as[0].AuteurID != r.Aci.Directeur.UtilisateurID ||
		as[0].Date != le2025(4, 1) || as[0].Montant != 210000 || as[0].Acte != "planifier_entree" || as[0].Repris {
		t.Errorf("his word: %+v", as)
	}
	// Undone, the agreement that it gave is told to be taken back.
	r.must(r.RectifyPassage(t.Context(), r.Aci.Directeur, r.id, r.fiche().Parcours.Version, "Erreur de bouton.", ""))
	if as := r.fiche().Accords; len(as) != 2 || !as[1].Repris || as[1].Montant != 210000 || as[1].AuteurID != r.Aci.Directeur.UtilisateurID {
		t.Errorf("undone: %+v", as)
	}
}

// TestAFunderWhoGivesMore is asked about; the amount asked may be corrected on that occasion.
func TestAFunderWhoGivesMore(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	ctx := t.Context()
	r.choose(proprete)
	id := r.fund("pic_iae", 10000)
	rep := parcours.Reponse{Reponse: "partiel", Montant: 50000, Date: aujourdhui}
	if e := wantCode(t, r.RecordReponse(ctx, r.qui, r.id, app.LigneFinancement{ID: id}, rep), parcours.Bloque); len(e.AAcquitter) != 1 ||
		e.AAcquitter[0].Code != "accorde_au_dela" || !strings.Contains(e.AAcquitter[0].Message, "500\u00a0€ accordés pour 100\u00a0€ demandés") {
		t.Errorf("asked %+v", e.AAcquitter)
	}
	rep.MontantDemande = 50000
	r.must(r.RecordReponse(ctx, r.qui, r.id, app.LigneFinancement{ID: id}, rep))
	if f := r.line(id); f.MontantDemande != 50000 || f.Accorde() != 50000 {
		t.Errorf("corrected: %+v", f)
	}
	_, err := r.AddFinancement(ctx, r.qui, r.id, parcours.Financement{Dispositif: "sans_cout"}, "")
	if e := wantCode(t, err, parcours.Invalide); e.Champ != "dispositif" {
		t.Errorf("« sans coût » for 2 100 €: refused beside %q", e.Champ)
	}
}

// TestAnImpactThatIsDueIsOnTheList, until it is noted, the file closed or frozen.
func TestAnImpactThatIsDueIsOnTheList(t *testing.T) {
	t.Parallel()
	r := newRecit(t).to(parcours.Sorti) // on 30 May 2025: today it is nine months and a day
	ctx := t.Context()
	if lu := r.dues(r.qui, "impact_6"); lu != "2025-11-30" {
		t.Fatalf("due: %s", lu)
	}
	if lu := r.dues(r.qui, "impact_3"); lu != "" { // it is nine months and a day: too late for the first
		t.Fatalf("due: %s", lu)
	}
	if lu := r.dues(r.DoubleAci, ""); lu != "" {
		t.Errorf("a colleague is asked too: %s", lu)
	}
	// One person, two things to do.
	r.log(aujourdhui, aujourdhui.AddDays(7), "Rappeler dans 7 jours.")
	if l := r.listDues(r.qui, ""); len(l) != 1 || len(l[0].Raisons) < 2 {
		t.Errorf("one line, its reasons joined: %+v", l)
	}
	r.must(r.CloseParcours(ctx, r.qui, r.id, r.fiche().Parcours.Version, parcours.Cloture{Date: aujourdhui, Motif: "renoncement"}, ""))
	if lu := r.dues(r.qui, ""); lu != "" {
		t.Errorf("closed: %s", lu)
	}
	r.must(r.ReopenParcours(ctx, r.qui, r.id, r.fiche().Parcours.Version, ""))
	r.must(r.measure(r.qui, parcours.Impact{Echeance: 6, Date: aujourdhui, Effets: []string{"embauche"}}, ""))
	if lu := r.dues(r.qui, "impact_6"); lu != "" {
		t.Errorf("noted, and still asked: %s", lu)
	}
}

// listDues lists what is due within a week in the files of somebody's people, of one kind
// or of all.
func (r *recit) listDues(qui parcours.Identite, genre string) []parcours.LigneEcheances {
	r.t.Helper()
	return must[*app.PageEcheances](r.t)(r.ListEcheances(r.t.Context(), qui,
		app.FiltreEcheances{CipID: app.Miens, Genre: genre})).Lignes
}

// dues are the days of what is due.
func (r *recit) dues(qui parcours.Identite, genre string) string {
	r.t.Helper()
	var jours []string
	for _, l := range r.listDues(qui, genre) {
		for _, e := range l.Raisons {
			jours = append(jours, e.Date.String())
		}
	}
	return strings.Join(jours, " ")
}

// TestAnImpactIsDueThoughAnotherTryIsOpen: of each training that went to its term, until
// the parcours is of no use any more.
func TestAnImpactIsDueThoughAnotherTryIsOpen(t *testing.T) {
	t.Parallel()
	r := newRecit(t).to(parcours.Sorti)
	r.pass("repositionner", le2025(6, 15), parcours.Saisie{"solution": "autre_niveau"})
	for _, etat := range []string{"relancer_besoin", "classer_sans_suite"} {
		if l := r.listDues(r.qui, "impact_6"); len(l) != 1 || l[0].Raisons[0].ObjetID != r.fiche().Presences[0].ID {
			t.Fatalf("before %s: %+v", etat, l)
		}
		saisie := parcours.Saisie{}
		if etat == "classer_sans_suite" {
			r.must(r.measure(r.qui, parcours.Impact{Echeance: 6, Date: aujourdhui, Effets: []string{"embauche"}}, ""))
			saisie["motif"] = "renoncement"
		}
		r.pass(etat, le2025(6, 20), saisie)
	}
	f := r.fiche()
	if len(f.Impacts) != 1 || f.Impacts[0].Presence != f.Presences[0].Numero || f.Impacts[0].Tentative != 1 {
		t.Errorf("kept %+v", f.Impacts)
	}
	// What is learnt late is welcome in a closed file too.
	r.must(r.measure(r.qui, parcours.Impact{Date: aujourdhui, Effets: []string{"embauche"}}, ""))
}
