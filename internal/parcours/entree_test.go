package parcours

import (
	"slices"
	"strings"
	"testing"
)

// The training of these tests runs from 02/02 to 06/03/2026; the contract ends
// on 31/08.

func TestAnEntryThatMovesTakesTheTrainingAlong(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		nom        string
		saisie     Saisie
		debut, fin string
	}{
		{"as it was chosen", Saisie{"date_entree_prevue": "2026-02-02"}, "2026-02-02", "2026-03-06"},
		{"a week later, same length", Saisie{"date_entree_prevue": "2026-02-09"}, "2026-02-09", "2026-03-13"},
		{"later, same end", Saisie{"date_entree_prevue": "2026-02-09", "date_fin_prevue": "06/03/2026"}, "2026-02-09", "2026-03-06"},
		{"twelve days", Saisie{"date_entree_prevue": "2026-02-23", "date_fin_prevue": "2026-03-06"}, "2026-02-23", "2026-03-06"},
	} {
		d := mustApply(t, in(EnFinancement)(t), "planifier_entree", le("2026-01-19"), c.saisie)
		if f := d.Courante().Formation; f.DateDebutPrevue != le(c.debut) || f.DateFinPrevue != le(c.fin) {
			t.Errorf("%s: the training runs from %s to %s", c.nom, f.DateDebutPrevue, f.DateFinPrevue)
		}
		if fin := d.DernierPassage().Champs["date_fin_prevue"]; fin != c.fin {
			t.Errorf("%s: the history keeps the end %q", c.nom, fin)
		}
	}
}

func TestTheContractIsComparedWithTheLastDayAsPlannedNow(t *testing.T) {
	t.Parallel()
	d := in(EnFinancement)(t)
	d.Salarie.DateFinPass = le("2026-09-01")
	_, err := Apply(d, ask(d, "planifier_entree", le("2026-01-19"), Saisie{"date_entree_prevue": "2026-08-01"}), cip, lundi, neufHeures)
	lus := refused(t, err, Bloque).AAcquitter
	if !slices.Equal(codesOf(lus), []string{"contrat_trop_court", "contrat_trop_court_2"}) {
		t.Fatalf("an entry after the end of the contract warns of %v", codesOf(lus))
	}
	for i, dit := range []string{"avant la fin prévue de la formation, le 02/09/2026",
		"Une prolongation « Fin d'une formation » est possible"} {
		if !strings.Contains(lus[i].Message, dit) || !strings.HasPrefix(lus[i].Lien, "/salaries/7/modifier#salarie-date_fin_") {
			t.Errorf("%q, which leads to %q", lus[i].Message, lus[i].Lien)
		}
	}
	// The same, after a report: the training is not the one of February any more.
	d = postponed(t)
	_, err = Apply(d, ask(d, "relancer_entree", le("2026-02-28"), Saisie{"date_entree_prevue": "2026-08-01"}), cip, lundi, neufHeures)
	if lus := codesOf(refused(t, err, Bloque).AAcquitter); !slices.Equal(lus, []string{"contrat_trop_court"}) {
		t.Errorf("a report past the contract warns of %v", lus)
	}
}

// The prolongation is asked from 12 months before to 6 months after the end of
// the PASS IAE.
func TestAProlongationIsNotPromisedTooLate(t *testing.T) {
	t.Parallel()
	for jour, possible := range map[string]bool{"2026-01-02": true, "2026-06-30": true, "2026-07-01": false} {
		if m := prolongation(le("2025-12-30"), le(jour)); strings.Contains(m, "est possible") != possible {
			t.Errorf("on %s: %s", jour, m)
		}
	}
}

func TestAReportWithItsNewDateMovesTheTraining(t *testing.T) {
	t.Parallel()
	report := func(champs Saisie) *Dossier {
		champs["motif"] = "sante"
		return mustApply(t, in(EnEntree)(t), "reporter_entree", le("2026-02-03"), champs)
	}
	for _, c := range []struct {
		nom             string
		d               *Dossier
		prevue          Date
		debut, fin, dit string
	}{
		{"the end follows", report(Saisie{"solution": "report", "nouvelle_date": "2026-03-09"}), le("2026-03-09"), "2026-03-09",
			"2026-04-10", "2026-04-10"},
		{"another end", report(Saisie{"solution": "report", "nouvelle_date": "2026-03-09", "nouvelle_fin": "2026-05-01"}),
			le("2026-03-09"), "2026-03-09", "2026-05-01", "2026-05-01"},
		{"no date yet", report(Saisie{"solution": "report"}), Date{}, "2026-02-02", "2026-03-06", ""},
	} {
		e := c.d.Courante()
		if c.d.EntreePrevue().Date != c.prevue || e.DateDebutPrevue != le(c.debut) || e.DateFinPrevue != le(c.fin) ||
			c.d.DernierPassage().Champs["nouvelle_fin"] != c.dit {
			t.Errorf("%s: %+v, %s to %s", c.nom, c.d.Entrees, e.DateDebutPrevue, e.DateFinPrevue)
		}
	}
	autre := report(Saisie{"solution": "autre_of", "nouvelle_date": "2026-03-09"})
	if f := autre.Tentatives[0].Formation; f.DateDebutPrevue != le("2026-02-02") {
		t.Errorf("another training leaves the days of this one alone: %s", f.DateDebutPrevue)
	}
	// Undone, the training has its days again; not when they were changed since.
	d := report(Saisie{"solution": "report", "nouvelle_date": "2026-03-09"})
	rectify := func() Formation {
		apres, err := Rectify(d, d.Parcours.Version, "Erreur.", cip, lundi, neufHeures)
		if err != nil {
			t.Fatal(err)
		}
		return apres.Courante().Formation
	}
	if f := rectify(); f != aFormation() {
		t.Errorf("undone: %s to %s", f.DateDebutPrevue, f.DateFinPrevue)
	}
	d.Courante().DateFinPrevue = le("2026-06-30")
	if f := rectify(); f.DateFinPrevue != le("2026-06-30") {
		t.Errorf("undoing a report took back an end chosen since: %s", f.DateFinPrevue)
	}
	d.Courante().DateDebutPrevue, d.Courante().DateFinPrevue = le("2026-01-05"), le("2026-02-01")
	refused(t, CheckRectify(d, cip, neufHeures), Bloque) // the entry of 02/02 would come back after that end
}

func TestATrainingThatNobodyDescribedHasNoEndToMove(t *testing.T) {
	t.Parallel()
	r := aReprisePostponed("report")
	r.Formation, r.Acquittes = Formation{}, []string{"formation_inconnue"}
	d, err := Resume(nobodyYet(), r, cip, lundi, neufHeures)
	if err != nil {
		t.Fatal(details(err))
	}
	d.Financements = []Financement{{Dispositif: "sans_cout"}}
	d = mustApply(t, d, "relancer_entree", lundi, Saisie{"date_entree_prevue": "2026-04-01"}, "securisation_incomplete")
	if f := d.Courante().Formation; f != (Formation{}) || d.DernierPassage().Champs["date_fin_prevue"] != "" {
		t.Errorf("%+v", f)
	}
}

func TestAPlannedEntryFallsBeforeTheEndOfTheTraining(t *testing.T) {
	t.Parallel()
	d := in(EnEntree)(t)
	f := aFormation()
	if err := CheckFormation(d, f); err != nil {
		t.Error(err)
	}
	f.DateDebutPrevue, f.DateFinPrevue = le("2026-01-05"), le("2026-02-01")
	refusedFor(t, CheckFormation(d, f), "date_fin_prevue")
	if err := CheckFormation(in(EnFinancement)(t), f); err != nil {
		t.Errorf("no entry is planned yet: %v", err)
	}
	refused(t, CheckFormation(in(EnDeroulement)(t), aFormation()), Bloque)
	f.Intitule = ""
	refusedFor(t, CheckFormation(in(EnFinancement)(t), f), "intitule")

	r := aReprise(EnEntree)
	r.DateEntreePrevue = le("2026-03-07")
	_, err := Resume(nobodyYet(), r, cip, lundi, neufHeures)
	refusedFor(t, err, "date_entree_prevue")
}

func TestARefusalAboutOneFieldStandsBesideIt(t *testing.T) {
	t.Parallel()
	d := in(EnEntree)(t)
	n := nominalOf(t, "confirmer_entree")
	dem := ask(d, "confirmer_entree", n.date, n.saisie)
	dem.Champs["controle_venu"] = "non"
	_, err := Apply(d, dem, cip, lundi, neufHeures)
	e := refused(t, err, Bloque)
	for _, dit := range []string{"« Signaler une non-présentation »", "« Reporter l'entrée »"} {
		if e.Champ != "controle_venu" || !strings.Contains(e.Message, dit) {
			t.Errorf("beside %q: %s", e.Champ, e.Message)
		}
	}
}

// The six points are told of before the form is open, and only acknowledged once
// it was sent with a hole.
func TestTheEntryCheckIsAnnouncedBeforeItsForm(t *testing.T) {
	t.Parallel()
	for _, o := range TransitionsFor(in(EnEntree)(t), cip, lundi) {
		if o.Code != "confirmer_entree" {
			if len(o.Annonces) > 0 {
				t.Errorf("%s announces %v", o.Code, o.Annonces)
			}
			continue
		}
		if len(o.Annonces) != 1 || o.Annonces[0].Code != "controle_incomplet" ||
			o.Annonces[0].Lien != "#passage-confirmer_entree" || sentenceFault(o.Annonces[0].Message) != "" {
			t.Errorf("announced: %+v", o.Annonces)
		}
		if slices.Contains(codesOf(o.Avertissements), "controle_incomplet") || !o.IsPossible() {
			t.Error("nothing to acknowledge yet")
		}
	}
}
