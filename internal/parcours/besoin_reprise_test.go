package parcours

import (
	"math"
	"slices"
	"strings"
	"testing"
)

func TestANeedOpensAParcours(t *testing.T) {
	t.Parallel()
	vide := nobodyYet()
	image := photo(t, vide)
	b := aNeed()
	b.Intitule, b.Description = "  Agent de propreté ", " Un titre. "
	precedent := int64(5)
	b.Precedent = &precedent
	d, err := Identify(vide, b, cip, lundi, neufHeures)
	if err != nil {
		t.Fatal(err)
	}
	if photo(t, vide) != image {
		t.Error("Identify changed the file that it was given")
	}
	p := d.Parcours
	if p.Etat != BesoinIdentifie || p.EtatDepuis != b.Date || p.DateBesoin != b.Date || p.Version != 1 || p.Tentative != 1 ||
		p.SiaeID != 1 || p.SalarieID != 7 ||
		p.CreePar != 11 || p.Intitule != "Agent de propreté" || p.Description != "Un titre." || p.Origine != "salarie" || *p.Precedent != 5 {
		t.Errorf("%+v", p)
	}
	if len(d.Passages) != 1 || d.Passages[0].Transition != IdentifierBesoin || d.Passages[0].De != "" || len(d.Tentatives) != 1 {
		t.Errorf("first line and first try: %+v", d)
	}
	if f := d.Incoherences(lundi); len(f) > 0 {
		t.Error(f)
	}
}

func TestANeedFollowsACompletedTrainingOfTheSamePerson(t *testing.T) {
	t.Parallel()
	for _, e := range Etats {
		d := in(e.Code)(t)
		err := CheckPrecedent(d.Parcours, d.Presences, 7)
		if e.Code == Sorti && err != nil {
			t.Error(err)
		} else if e.Code != Sorti {
			refusedFor(t, err, "precedent_id")
		}
		if offert := d.BesoinSuivant() != ""; offert != (err == nil) {
			t.Errorf("%s: a need that follows is offered: %v", e.Code, offert)
		}
		refusedFor(t, CheckPrecedent(d.Parcours, d.Presences, 8), "precedent_id")
	}
	clos := in(Sorti)(t)
	clos.Parcours.ClosLe = lundi
	if err := CheckPrecedent(clos.Parcours, clos.Presences, 7); err != nil {
		t.Errorf("closed, it went to its term all the same: %v", err)
	}
	autre := mustApply(t, in(Sorti)(t), "repositionner", lundi, Saisie{"solution": "autre_niveau"}, "formation_terminee")
	if err := CheckPrecedent(autre.Parcours, autre.Presences, 7); err != nil {
		t.Errorf("gone on to another try, it went to its term all the same: %v", err)
	}
	refusedFor(t, CheckPrecedent(Parcours{}, nil, 7), "precedent_id")
}

func TestWhoMayIdentifyANeed(t *testing.T) {
	t.Parallel()
	b := aNeed()
	for _, qui := range []Identite{cip, directeur} {
		if _, err := Identify(nobodyYet(), b, qui, lundi, neufHeures); err != nil {
			t.Errorf("%s: %v", qui.Role, err)
		}
	}
	_, err := Identify(nobodyYet(), b, encadrant, lundi, neufHeures)
	if e := refused(t, err, Interdit); e.Champ != "origine" {
		t.Errorf("beside %q", e.Champ)
	}
	b.Origine = "encadrant"
	if _, err := Identify(nobodyYet(), b, encadrant, lundi, neufHeures); err != nil {
		t.Errorf("an encadrant reports what he saw: %v", err)
	}
	_, err = Identify(nobodyYet(), b, Identite{UtilisateurID: 1, Role: Cip}, lundi, neufHeures)
	refused(t, err, Interdit)
	gele := nobodyYet()
	gele.Salarie.Gele = true
	_, err = Identify(gele, b, cip, lundi, neufHeures)
	refused(t, err, Conflit)
}

func TestANeedIsChecked(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		gate   func(*Besoin)
		champs []string
	}{
		{func(b *Besoin) {}, nil},
		{func(b *Besoin) { *b = Besoin{} }, []string{"origine", "intitule", "date"}},
		{func(b *Besoin) { b.Origine = "voisin" }, []string{"origine"}},
		{func(b *Besoin) { b.Intitule = strings.Repeat("x", 161) }, []string{"intitule"}},
		{func(b *Besoin) { b.Intitule = "185057800608436" }, []string{"intitule"}},
		{func(b *Besoin) { b.Description = strings.Repeat("x", 10_000) }, []string{"description"}},
		{func(b *Besoin) { b.Date = lundi.AddDays(1) }, []string{"date"}},
		{func(b *Besoin) { b.Date = NewDate(1999, 1, 1) }, []string{"date"}},
		{func(b *Besoin) { b.Freins = []string{"mobilite", "justice"} }, []string{"freins"}},
		{func(b *Besoin) { b.Freins = []string{"mobilite", "sante"} }, nil},
	} {
		b := aNeed()
		c.gate(&b)
		refusedFor(t, b.Validate(lundi), c.champs...)
		if len(c.champs) > 0 {
			_, err := Identify(nobodyYet(), b, cip, lundi, neufHeures)
			refusedFor(t, err, c.champs...)
		}
	}
}

// aReprise is a parcours as a spreadsheet tells it, complete for every state.
func aReprise(e Etat) Reprise {
	h := 120.5
	r := Reprise{Etat: e, Depuis: le("2026-01-20"), Besoin: aNeed(), Formation: aFormation(),
		DateEntreePrevue: le("2026-02-02"), LieuEntree: "Amiens", DateEntree: le("2026-02-02"),
		Issue: Issue{DateFin: le("2026-03-06"), HeuresRealisees: &h, Evaluation: "reussie", Situation: "emploi", AvisOf: 3,
			DateAbandon: le("2026-02-20"), MotifsAbandon: []string{"mobilite", "famille"}},
		Suite:          Suite{Solution: "autre_of", SolutionDetail: "Plus près."},
		MotifSansSuite: "doublon"}
	if e == Repositionnement { // a training was abandoned before, the month after
		r.Depuis = le("2026-03-01")
		r.Issue.DateFin, r.Issue.Evaluation, r.Issue.Situation = Date{}, "", ""
	}
	return r
}

// aReprisePostponed is a repositionnement of which nobody entered anything.
func aReprisePostponed(solution string) Reprise {
	r := aReprise(Repositionnement)
	r.DateEntreePrevue, r.LieuEntree, r.DateEntree, r.Issue = Date{}, "", Date{}, Issue{}
	r.Suite = Suite{Solution: solution, SolutionDetail: "Plus près."}
	return r
}

func resume(t testing.TB, e Etat) *Dossier {
	t.Helper()
	d, err := Resume(nobodyYet(), aReprise(e), cip, lundi, neufHeures)
	if err != nil {
		t.Fatalf("%s: %s", e, details(err))
	}
	return d
}

func TestAParcoursIsTakenOverInEachState(t *testing.T) {
	t.Parallel()
	depuis := map[Etat]string{BesoinIdentifie: "2026-01-05", EnDeroulement: "2026-02-02", Sorti: "2026-03-06", Abandonne: "2026-02-20"}
	facts := map[Etat][]string{
		BesoinIdentifie: {}, EnFinancement: {}, EnEntree: {"date_entree_prevue"}, EnDeroulement: {"date_entree", "date_entree_prevue"},
		Sorti:            {"date_entree", "date_entree_prevue", "date_fin", "evaluation", "heures", "situation"},
		Abandonne:        {"date_abandon", "date_entree", "date_entree_prevue", "heures", "motifs"},
		Repositionnement: {"date_abandon", "date_entree", "date_entree_prevue", "heures", "motifs", "solution"}, SansSuite: {"motif"},
	}
	for _, e := range Etats {
		d := resume(t, e.Code)
		voulu := depuis[e.Code]
		if e.Code == Repositionnement {
			voulu = "2026-03-01"
		}
		if voulu == "" {
			voulu = "2026-01-20"
		}
		if d.Parcours.Etat != e.Code || d.Parcours.EtatDepuis.String() != voulu || d.Parcours.Version != 1 {
			t.Errorf("%s: %+v", e.Code, d.Parcours)
		}
		if f := d.Incoherences(lundi); len(f) > 0 {
			t.Errorf("%s: %v", e.Code, f)
		}
		p := d.Passages[0]
		if p.Transition != Reprendre || p.Vers != e.Code || p.De != "" || p.Avertissements != nil {
			t.Errorf("%s: %+v", e.Code, p)
		}
		var champs []string
		// With a known entry comes a stay, in the training as it is told.
		if entree := p.Champs["date_entree"]; (entree != "") != (len(d.Presences) == 1 && d.Presences[0].Formation == aFormation()) {
			t.Errorf("%s, entered on %q: %+v", e.Code, entree, d.Presences)
		}
		for c := range p.Champs {
			if c != "origine" {
				champs = append(champs, c)
			}
		}
		slices.Sort(champs)
		if !slices.Equal(champs, facts[e.Code]) {
			t.Errorf("%s keeps the facts %v, want %v", e.Code, champs, facts[e.Code])
		}
	}
	if p := resume(t, Sorti).Passages[0].Champs; p["heures"] != "120,5" {
		t.Errorf("hours %q", p["heures"])
	}
}

func TestAParcoursTakenOverGoesOnLikeAnyOther(t *testing.T) {
	t.Parallel()
	d, err := Resume(nobodyYet(), aReprisePostponed("autre_of"), cip, lundi, neufHeures)
	if err != nil || d.Parcours.Tentative != 1 || d.Solution() != "autre_of" {
		t.Fatalf("%+v, %v", d.Parcours, err)
	}
	d = mustApply(t, d, "relancer_besoin", lundi, nil)
	mustApply(t, d, "classer_sans_suite", lundi, Saisie{"motif": "renoncement"})
	mustApply(t, resume(t, EnDeroulement), "abandonner", le("2026-02-02"), Saisie{"motifs": "autre", "solutions_cherchees": "Appel."})
}

// What is known of the training before a repositionnement counts: its try keeps
// it, and the next one is blank, except for a report.
func TestTheTrainingBeforeARepositionnementIsKept(t *testing.T) {
	t.Parallel()
	for _, solution := range []string{"autre_of", "report"} {
		r := aReprise(Repositionnement)
		r.Solution = solution
		d, err := Resume(nobodyYet(), r, cip, lundi, neufHeures)
		if err != nil {
			t.Fatal(details(err))
		}
		if a := d.IssueOf(&d.Presences[0]); d.Presences[0].DateEntree != le("2026-02-02") || a.DateAbandon != le("2026-02-20") ||
			*a.HeuresRealisees != 120.5 || len(a.MotifsAbandon) != 2 || d.Tentatives[0].Solution != solution || !a.DateFin.IsZero() {
			t.Errorf("%s: %+v", solution, a)
		}
		if p := d.Presences; len(p) != 1 || p[0].End() != le("2026-02-20") || p[0].Tentative != 1 || d.Passages[0].Tentative != 1 {
			t.Errorf("%s: %+v", solution, p)
		}
		if f := d.Incoherences(lundi); len(f) > 0 {
			t.Errorf("%s: %v", solution, f)
		}
		if report := solution == "report"; report != (d.Parcours.Tentative == 1) || report != (len(d.Tentatives) == 1) ||
			report != (d.Courante().Formation != Formation{}) {
			t.Errorf("%s: try %d of %d", solution, d.Parcours.Tentative, len(d.Tentatives))
		}
		d.Financements = []Financement{{Dispositif: "pic_iae", MontantDemande: 1200_00, MontantAccorde: 1200_00, Etat: "accorde"}}
		if solution == "report" {
			d = mustApply(t, d, "relancer_entree", le("2026-03-02"), Saisie{"date_entree_prevue": "2026-03-09"}, "securisation_incomplete")
			mustApply(t, d, "confirmer_entree", le("2026-03-09"), nominalOf(t, "confirmer_entree").saisie)
			continue
		}
		prepare(d)
		mustApply(t, mustApply(t, d, "relancer_financement", le("2026-03-02"), nil), "planifier_entree", le("2026-03-03"),
			Saisie{"date_entree_prevue": "2026-03-09"})
	}
	// It may also have gone to its term.
	r := aReprise(Repositionnement)
	r.Issue.DateFin, r.Issue.Evaluation, r.Issue.DateAbandon, r.Issue.MotifsAbandon = le("2026-02-27"), "echouee", Date{}, nil
	_, err := Resume(nobodyYet(), r, cip, lundi, neufHeures)
	if got := codesOf(refused(t, err, Bloque).AAcquitter); !slices.Equal(got, []string{"situation_inconnue"}) {
		t.Errorf("warns of %v", got)
	}
	r.Issue.Situation = "emploi"
	d, err := Resume(nobodyYet(), r, cip, lundi, neufHeures)
	if err != nil || d.Evaluations[0].Evaluation != "echouee" || d.Presences[0].DateFin != le("2026-02-27") ||
		d.Passages[0].Champs["situation"] != "emploi" {
		t.Errorf("%+v, %v", d, err)
	}
}

func TestARepriseIsChecked(t *testing.T) {
	t.Parallel()
	nan, trop := math.NaN(), 5001.0
	for _, c := range []struct {
		nom    string
		etat   Etat
		gate   func(*Reprise)
		champs []string
	}{
		{"unknown state", "perdu", func(r *Reprise) {}, []string{"etat"}},
		{"no need", EnFinancement, func(r *Reprise) { r.Besoin = Besoin{} }, []string{"origine", "intitule", "date"}},
		{"state before the need", EnFinancement, func(r *Reprise) { r.Depuis = le("2026-01-04") }, []string{"depuis"}},
		{"state in the future", SansSuite, func(r *Reprise) { r.Depuis = lundi.AddDays(1) }, []string{"depuis"}},
		{"state without a date", EnEntree, func(r *Reprise) { r.Depuis = Date{} }, []string{"depuis"}},
		{"half a formation", EnFinancement, func(r *Reprise) { r.Formation.Type = "" }, []string{"type"}},
		{"entry without a planned date", EnEntree, func(r *Reprise) { r.DateEntreePrevue = Date{} }, []string{"date_entree_prevue"}},
		{"entry planned in 2222", EnEntree, func(r *Reprise) { r.DateEntreePrevue = NewDate(2222, 1, 1) }, []string{"date_entree_prevue"}},
		{"in training without an entry", EnDeroulement, func(r *Reprise) { r.DateEntree = Date{} }, []string{"date_entree"}},
		{"entry in the future", EnDeroulement, func(r *Reprise) { r.DateEntree = lundi.AddDays(3) }, []string{"date_entree"}},
		{"entry before the need", EnDeroulement, func(r *Reprise) { r.DateEntree = le("2026-01-04") }, []string{"date_entree"}},
		{"end before entry", Sorti, func(r *Reprise) { r.Issue.DateFin = le("2026-02-01") }, []string{"date_fin"}},
		{"end unknown", Sorti, func(r *Reprise) { r.Issue.DateFin = Date{} }, []string{"date_fin"}},
		{"bad outcome", Sorti, func(r *Reprise) { r.Issue.Situation, r.Issue.Evaluation = "riche", "bof" }, []string{"situation", "evaluation"}},
		{"abandonment before entry", Abandonne, func(r *Reprise) { r.Issue.DateAbandon = le("2026-02-01") }, []string{"date_abandon"}},
		{"abandonment without a motif", Abandonne, func(r *Reprise) { r.Issue.MotifsAbandon = nil }, []string{"motifs"}},
		{"unknown motif", Abandonne, func(r *Reprise) { r.Issue.MotifsAbandon = []string{"flemme"} }, []string{"motifs"}},
		{"return is not a solution", Repositionnement, func(r *Reprise) { r.Solution = "retour_siae" }, []string{"solution"}},
		{"no solution", Repositionnement, func(r *Reprise) { r.Solution = "" }, []string{"solution"}},
		{"hours without an entry", Repositionnement, func(r *Reprise) { r.DateEntree = Date{} }, []string{"date_entree"}},
		{"an entry that never ended", Repositionnement, func(r *Reprise) { r.Issue.DateAbandon = Date{} }, []string{"date_abandon"}},
		{"ended and abandoned", Repositionnement, func(r *Reprise) { r.Issue.DateFin = le("2026-02-27") }, []string{"date_abandon"}},
		{"abandoned without a motif, before", Repositionnement, func(r *Reprise) { r.Issue.MotifsAbandon = nil }, []string{"motifs"}},
		{"abandoned after the repositionnement", Repositionnement, func(r *Reprise) { r.Depuis = le("2026-02-19") }, []string{"depuis"}},
		{"entry before the need, and before", Repositionnement, func(r *Reprise) { r.DateEntree = le("2026-01-04") },
			[]string{"date_entree"}},
		{"no motif", SansSuite, func(r *Reprise) { r.MotifSansSuite = "" }, []string{"motif"}},
		{"hours NaN", Sorti, func(r *Reprise) { r.Issue.HeuresRealisees = &nan }, []string{"heures"}},
		{"too many hours", Sorti, func(r *Reprise) { r.Issue.HeuresRealisees = &trop }, []string{"heures"}},
		{"opinion of 6", Sorti, func(r *Reprise) { r.Issue.AvisOf = 6 }, []string{"avis_of"}},
		{"long texts", Sorti, func(r *Reprise) {
			r.Issue.Certification, r.Issue.AvisDetail = strings.Repeat("x", 201), strings.Repeat("x", 10_000)
			r.LieuEntree = strings.Repeat("x", 201)
		}, []string{"certification", "avis_detail", "lieu_entree"}},
	} {
		t.Run(c.nom, func(t *testing.T) {
			r := aReprise(c.etat)
			c.gate(&r)
			_, err := Resume(nobodyYet(), r, cip, lundi, neufHeures)
			refusedFor(t, err, c.champs...)
		})
	}
	r := aReprise(Sorti)
	r.Issue.Situation = "mise_a_disposition"
	aci := nobodyYet()
	aci.Siae.Type = "ACI"
	_, err := Resume(aci, r, cip, lundi, neufHeures)
	refusedFor(t, err, "situation")
}

func TestAPoorSpreadsheetIsWarnedOfThenTaken(t *testing.T) {
	t.Parallel()
	for e, voulus := range map[Etat][]string{
		BesoinIdentifie: nil, SansSuite: nil,
		EnFinancement: {"formation_inconnue"}, Repositionnement: {"formation_inconnue", "heures_inconnues"},
		Abandonne: {"formation_inconnue", "heures_inconnues"},
		Sorti:     {"formation_inconnue", "heures_inconnues", "situation_inconnue"},
	} {
		r := aReprise(e)
		r.Formation, r.Issue.HeuresRealisees, r.Issue.Situation = Formation{}, nil, ""
		_, err := Resume(nobodyYet(), r, cip, lundi, neufHeures)
		if voulus == nil {
			if err != nil {
				t.Errorf("%s: %s", e, details(err))
			}
			continue
		}
		if got := codesOf(refused(t, err, Bloque).AAcquitter); !slices.Equal(got, voulus) {
			t.Errorf("%s warns of %v, want %v", e, got, voulus)
		}
		r.Acquittes = append([]string{"jamais_montre"}, voulus...)
		d, err := Resume(nobodyYet(), r, cip, lundi, neufHeures)
		if err != nil {
			t.Errorf("%s: %s", e, details(err))
			continue
		}
		if !slices.Equal(d.Passages[0].Avertissements, voulus) {
			t.Errorf("%s keeps %v", e, d.Passages[0].Avertissements)
		}
	}
}

func TestWhoMayTakeOver(t *testing.T) {
	t.Parallel()
	_, err := Resume(nobodyYet(), aReprise(Sorti), encadrant, lundi, neufHeures)
	refused(t, err, Interdit)
	if _, err := Resume(nobodyYet(), aReprise(Sorti), directeur, lundi, neufHeures); err != nil {
		t.Error(err)
	}
	gele := nobodyYet()
	gele.Salarie.Gele = true
	_, err = Resume(gele, aReprise(Sorti), cip, lundi, neufHeures)
	refused(t, err, Conflit)
}

// Case 29-reprise-deux-fois: the second is asked, and goes on only if it was read. What
// is taken over is held to the same suspicions as what is lived.
func TestATakeoverIsHeldToWhatCanBe(t *testing.T) {
	t.Parallel()
	d, r := nobodyYet(), aReprise(Sorti)
	une, err := Resume(d, r, cip, lundi, neufHeures)
	if err != nil {
		t.Fatal(details(err))
	}
	d.Ailleurs = une.Presences
	_, err = Resume(d, r, cip, lundi, neufHeures)
	e := refused(t, err, Bloque)
	if got := codesOf(e.AAcquitter); !slices.Equal(got, []string{"deja_en_formation"}) || !strings.Contains(e.AAcquitter[0].Message,
		"« "+r.Formation.Intitule+" » du ") || !strings.Contains(e.AAcquitter[0].Message, "est déjà noté") {
		t.Errorf("asked %+v", e.AAcquitter)
	}
	r.Acquittes = []string{"deja_en_formation"}
	if bis, err := Resume(d, r, cip, lundi, neufHeures); err != nil || !slices.Equal(bis.Passages[0].Avertissements, r.Acquittes) {
		t.Errorf("read: %v", err)
	}
	d.Ailleurs[0].DateEntree, d.Ailleurs[0].DateFin = r.DateEntree.AddMonths(-3), r.DateEntree.AddDays(-1)
	r.Acquittes = nil
	if _, err := Resume(d, r, cip, lundi, neufHeures); err != nil {
		t.Errorf("the day after: %s", details(err))
	}
	trop := 500.0
	r.HeuresRealisees = &trop
	_, err = Resume(nobodyYet(), r, cip, lundi, neufHeures)
	if got := codesOf(refused(t, err, Bloque).AAcquitter); !slices.Equal(got, []string{"heures_superieures"}) {
		t.Errorf("500 hours: %v", got)
	}
	trop = 4999
	_, err = Resume(nobodyYet(), r, cip, lundi, neufHeures)
	refusedFor(t, err, "heures")
}
