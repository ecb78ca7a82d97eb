package parcours

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// missed is a day of absence noted in the current try.
func missed(d *Dossier, jour string) *Dossier {
	d.Suivis = append(slices.Clip(d.Suivis), Suivi{Tentative: d.Parcours.Tentative, Date: le(jour), Avec: "formateur",
		Canal: "telephone", Texte: "Absente.", Absence: "injustifiee"})
	return d
}

// twice is a file abandoned on 20/02, postponed, and entered again on 02/03 in
// the same try.
func twice(t *testing.T) *Dossier {
	t.Helper()
	d := mustApply(t, postponed(t), "relancer_entree", le("2026-02-28"), Saisie{"date_entree_prevue": "2026-03-02"})
	return mustApply(t, d, "confirmer_entree", le("2026-03-02"), nominalOf(t, "confirmer_entree").saisie)
}

func TestAnAbsenceFallsInsideTheTraining(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		nom     string
		d       *Dossier
		absence string
		date    string
		champ   string
	}{
		{"before the entry", pass(t, "confirmer_entree"), "injustifiee", "2026-02-01", "date"},
		{"on the first day", pass(t, "confirmer_entree"), "injustifiee", "2026-02-02", ""},
		{"a talk before the entry is welcome", pass(t, "confirmer_entree"), "aucune", "2026-02-01", ""},
		{"and one that says nothing of it", pass(t, "confirmer_entree"), "", "2026-02-01", ""},
		{"on the last day", pass(t, "terminer"), "justifiee", "2026-03-06", ""},
		{"after the end", pass(t, "terminer"), "justifiee", "2026-03-07", "date"},
		{"a debrief after the end", pass(t, "terminer"), "aucune", "2026-03-12", ""},
		{"after an abandonment", pass(t, "abandonner"), "justifiee", "2026-02-21", "date"},
		{"not entered yet", in(EnEntree)(t), "justifiee", "2026-02-02", "absence"},
		{"no training in sight", in(EnFinancement)(t), "justifiee", "2026-02-02", "absence"},
		{"the next try has no training yet", pass(t, "repositionner"), "justifiee", "2026-02-10", "absence"},
		{"in the first stay of a try", twice(t), "justifiee", "2026-02-20", ""},
		{"between two stays", twice(t), "justifiee", "2026-02-25", "date"},
		{"in the second", twice(t), "justifiee", "2026-03-02", ""},
	} {
		err := CheckSuivi(c.d, Suivi{Absence: c.absence, Date: le(c.date)})
		t.Log(c.nom)
		if c.champ == "" {
			if err != nil {
				t.Error(err)
			}
			continue
		}
		refusedFor(t, err, c.champ)
	}
	// The kind is data: words that begin as a report do escape no rule.
	dite := Suivi{Absence: "injustifiee", Date: le("2026-02-02"), Texte: "Non-présentation au premier jour : rappelée."}
	refusedFor(t, CheckSuivi(in(EnEntree)(t), dite), "absence")
}

func TestEachEntryOpensAStayOfItsOwn(t *testing.T) {
	t.Parallel()
	d := postponed(t)
	d.Courante().HeuresPrevues = 70 // the same action is described otherwise before it is entered again
	d = mustApply(t, d, "relancer_entree", le("2026-02-28"), Saisie{"date_entree_prevue": "2026-03-02"})
	if x := d.Presence(); !x.DateEntree.IsZero() {
		t.Errorf("a training to be entered has a stay already: %+v", x)
	}
	d = mustApply(t, d, "confirmer_entree", le("2026-03-02"), nominalOf(t, "confirmer_entree").saisie)
	premiere := aFormation()
	want := []Presence{{Numero: 1, Tentative: 1, Formation: premiere, DateEntree: le("2026-02-02"),
		DateAbandon: le("2026-02-20"), MotifsAbandon: []string{"mobilite", "famille"}},
		{Numero: 2, Tentative: 1, Formation: d.Courante().Formation, DateEntree: le("2026-03-02")}}
	got := d.Presences
	if e := cmp.Diff(want, got, datesEgales, cmpopts.IgnoreFields(Presence{}, "SiaeID", "ParcoursID", "CreeLe")); e != "" {
		t.Errorf("(- want, + got)\n%s", e)
	}
	if got[1].HeuresPrevues != 70 || d.Presence().Numero != 2 || len(d.ControlesOf(&got[0])) != 5 ||
		*d.IssueOf(&got[0]).HeuresRealisees != 35.5 {
		t.Errorf("%+v", got)
	}
	undone, err := Rectify(d, d.Parcours.Version, "Erreur.", cip, lundi, neufHeures)
	if err != nil || len(undone.Presences) != 1 || undone.DernierePresence != 2 {
		t.Errorf("an entry that was undone is still a stay: %+v, %v", undone.Presences, err)
	}
	for e, fin := range map[Etat]Date{EnDeroulement: {}, Sorti: le("2026-03-06"), Abandonne: le("2026-02-20")} {
		if p := resume(t, e).Presences; len(p) != 1 || p[0].DateEntree != le("2026-02-02") || p[0].End() != fin {
			t.Errorf("taken over in %s: %+v", e, p)
		}
	}
}

func TestAnEndDoesNotComeBeforeAnAbsence(t *testing.T) {
	t.Parallel()
	d := missed(twice(t), "2026-03-04")
	d = missed(d, "2026-02-10") // in the stay before
	for code, saisie := range map[string]Saisie{
		"terminer":   {"heures": "10", "evaluation": "reussie", "situation": "emploi"},
		"abandonner": {"motifs": "famille", "solutions_cherchees": "Appels."},
	} {
		_, err := Apply(d, ask(d, code, le("2026-03-03"), saisie), cip, lundi, neufHeures)
		if e := refused(t, err, Bloque); e.Champ != "date" || !strings.Contains(e.Message, "04/03/2026") {
			t.Errorf("%s beside %q: %s", code, e.Champ, e.Message)
		}
		mustApply(t, d, code, le("2026-03-04"), saisie, "heures_inferieures", "sans_bilan")
	}
}

// An absence noted in the first days by a version that took it before the entry
// was confirmed.
func TestAnEntryDoesNotComeAfterAnAbsence(t *testing.T) {
	t.Parallel()
	d := missed(in(EnEntree)(t), "2026-02-04")
	n := nominalOf(t, "confirmer_entree")
	_, err := Apply(d, ask(d, "confirmer_entree", le("2026-02-05"), n.saisie), cip, lundi, neufHeures)
	if e := refused(t, err, Bloque); e.Champ != "date" || !strings.Contains(e.Message, "04/02/2026") {
		t.Errorf("beside %q: %s", e.Champ, e.Message)
	}
	mustApply(t, d, "confirmer_entree", le("2026-02-04"), n.saisie)
	d.Suivis = d.Suivis[:1]
	d.Miss(NonPresentation{Date: le("2026-02-04"), Motif: "sante"}) // is no absence in training
	mustApply(t, d, "confirmer_entree", le("2026-02-05"), n.saisie)
}

func TestAnEntryOnWhichAnAbsenceRestsIsNotUndone(t *testing.T) {
	t.Parallel()
	d := missed(pass(t, "confirmer_entree"), "2026-02-04")
	if m := refused(t, CheckRectify(d, cip, neufHeures), Bloque).Message; !strings.Contains(m, "04/02/2026") ||
		!strings.Contains(m, "retirez-la d'abord") {
		t.Errorf("%q", m)
	}
	// An absence of the stay before does not hold the entry of this one.
	if err := CheckRectify(missed(twice(t), "2026-02-10"), cip, neufHeures); err != nil {
		t.Error(err)
	}
	if got := fautesOf(missed(in(EnEntree)(t), "2026-02-04"), lundi); !slices.Equal(got,
		[]string{"absence hors de la formation"}) {
		t.Errorf("%v", got)
	}
}

// Money that was asked or answered since holds the passage that asked for it; a
// line that stood so before does not.
func TestAFundingRequestIsNotUndoneOnceAFunderWasAsked(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"demander_financement", "relancer_financement"} {
		d := pass(t, code) // its line was granted before
		if err := CheckRectify(d, cip, neufHeures); err != nil {
			t.Errorf("%s: %v", code, err)
		}
		for nom, f := range map[string]Financement{
			"a deposit": {ID: 9, Dispositif: "prf", Etat: "depose"}, "an accord": {ID: 9, Dispositif: "prf",
				Etat: "accorde"}, "a refusal of what was granted": {ID: 1, Dispositif: "pic_iae", Etat: "refuse"},
		} {
			e := *d
			e.Financements = append(slices.Clip(d.Financements), f)
			if m := refused(t, CheckRectify(&e, cip, neufHeures), Bloque).Message; !strings.Contains(m, "« Revoir le besoin »") {
				t.Errorf("%s, %s: %q", code, nom, m)
			}
		}
		d.Financements = append(slices.Clip(d.Financements), Financement{ID: 9, Dispositif: "prf", Etat: "prevu"})
		if err := CheckRectify(d, cip, neufHeures); err != nil {
			t.Errorf("%s: a line that is only planned holds nothing: %v", code, err)
		}
	}
}

// Last week's planning and entry, typed today with the defaults of the page: a decision is
// of today, a fact of its own day, and the two are never compared.
func TestFactsAndDecisionsKeepTwoOrders(t *testing.T) {
	t.Parallel()
	d := mustApply(t, in(EnFinancement)(t), "planifier_entree", lundi, Saisie{"date_entree_prevue": "2026-03-09",
		"date_fin_prevue": "2026-04-10"})
	d = mustApply(t, d, "confirmer_entree", le("2026-03-09"), nominalOf(t, "confirmer_entree").saisie)
	d = mustApply(t, d, "abandonner", le("2026-03-12"), nominalOf(t, "abandonner").saisie)
	_, err := Apply(d, ask(d, "repositionner", le("2026-03-15"), Saisie{"solution": "report"}), cip, lundi, neufHeures)
	if e := refused(t, err, Bloque); e.Champ != "date" || !strings.Contains(e.Message,
		"16/03/2026") { // before the planning
		t.Errorf("beside %q: %s", e.Champ, e.Message)
	}
	d = mustApply(t, d, "repositionner", lundi, Saisie{"solution": "report"})
	d = mustApply(t, d, "relancer_entree", lundi, Saisie{"date_entree_prevue": "2026-03-13",
		"date_fin_prevue": "2026-04-10"})
	_, err = Apply(d, ask(d, "confirmer_entree", le("2026-03-11"), nominalOf(t, "confirmer_entree").saisie), cip, lundi,
		neufHeures)
	if e := refused(t, err, Bloque); e.Champ != "date" || !strings.Contains(e.Message,
		"12/03/2026") { // before the end of the stay before
		t.Errorf("beside %q: %s", e.Champ, e.Message)
	}
	_, err = Apply(d, ask(d, "confirmer_entree", Date{}, nominalOf(t, "confirmer_entree").saisie), cip, lundi, neufHeures)
	refusedFor(t, err, "date")
}

// TestHoursOfTheSameDaysAddUp: a day has 24 of them, however many rows tell it.
func TestHoursOfTheSameDaysAddUp(t *testing.T) {
	t.Parallel()
	d := in(EnDeroulement)(t)
	d.Heures = nil
	note := func(debut, fin string, heures float64) error {
		avant := d.Clone()
		_, err := d.NoteHeures(Heures{Debut: le(debut), Fin: le(fin), Heures: &heures}, lundi)
		if err != nil {
			d = avant
		}
		return err
	}
	for _, err := range []error{note("2026-02-02", "2026-02-03", 24), note("2026-02-04", "2026-02-04", 24),
		note("2026-02-03", "2026-02-03", 7)} {
		if err != nil {
			t.Error(err)
		}
	}
	refusedFor(t, note("2026-02-02", "2026-02-04", 20), "heures")
}
