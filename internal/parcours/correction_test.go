package parcours

import (
	"slices"
	"testing"
)

// What is typed again: each way of mending, with the wrong field and the reason alone; every
// fact that was right is kept.

// maniere is a slip, what mends it, and what the file says then.
type maniere struct {
	dans  func(testing.TB) *Dossier
	gate  func(*Dossier)
	mend  []Correction
	champ int // how many fields are typed
	dit   func(*Dossier) bool
}

func onlyImpact(d *Dossier) {
	d.Impacts = []Impact{{ID: 6, ParcoursID: 70, Presence: 1, Tentative: 1, Echeance: 0, Date: lundi, Effets: []string{"embauche"}}}
}

// takenOver is a parcours that was taken over in a state, two months ago.
func takenOver(e Etat) func(testing.TB) *Dossier {
	return func(t testing.TB) *Dossier {
		r := aReprise(e)
		r.Acquittes = pointsAttention.Codes()
		d, err := Resume(nobodyYet(), r, cip, lundi, neufHeures)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
}

// then is the file after one more passage, read again: its lines go with their try.
func then(t testing.TB, d *Dossier, pas int64, code, jour string, saisie Saisie) *Dossier {
	g := geste{pas: pas, jour: lundi}
	apres := mustApply(t, d, code, le(jour), saisie, pointsAttention.Codes()...)
	apres.Passages[len(apres.Passages)-1].CreeLe = g.heure()
	for i := range apres.Entrees {
		if e := &apres.Entrees[i]; e.ID == 0 {
			e.CreeLe = g.heure()
		}
	}
	for i := range apres.Presences {
		if x := &apres.Presences[i]; x.ID == 0 {
			x.CreeLe = g.heure()
		}
	}
	return reread(d, apres, g)
}

// formerTry is a file whose first try was abandoned, and whose second is in training.
func formerTry(t testing.TB) *Dossier {
	d := then(t, numbered(in(Abandonne)(t)), 20, "repositionner", "2026-02-25", Saisie{"solution": "autre_of"})
	prepare(d)
	d.Financements[0].ID, d.Financements[0].TentativeID, d.Financements[0].Reponses[0].ID = 200, d.Courante().ID, 200
	d.Financements[0].CreeLe = geste{pas: 21, jour: lundi}.heure()
	d = then(t, d, 21, "relancer_financement", "2026-02-27", nil)
	d = then(t, d, 22, "planifier_entree", "2026-03-01", Saisie{"date_entree_prevue": "2026-03-02"})
	return then(t, d, 23, "confirmer_entree", "2026-03-02", nominal["confirmer_entree"].saisie)
}

// chosenNext is a file where the next training is described, after a solution.
func chosenNext(solution string) func(testing.TB) *Dossier {
	return func(t testing.TB) *Dossier {
		d := then(t, numbered(in(Abandonne)(t)), 20, "repositionner", "2026-02-25", Saisie{"solution": solution})
		f := aFormation()
		f.Intitule = "Titre agent d'entretien"
		d.Describe(f)
		return d
	}
}

// thirdTry is formerTry whose second try was abandoned too: a further training is to be found.
func thirdTry(t testing.TB) *Dossier {
	d := then(t, formerTry(t), 24, "abandonner", "2026-03-10", Saisie{"motifs": "sante", "heures": "10"})
	return then(t, d, 25, "repositionner", "2026-03-11", Saisie{"solution": "autre_of"})
}

// sameTwice is thirdTry once its first solution is said to be a report.
func sameTwice(t testing.TB) *Dossier {
	d, err := mends(typed("passage", 200, "solution", SolutionReport))(thirdTry(t))
	if err != nil {
		t.Fatal(details(err))
	}
	return d
}

// stoodOn tells the try of the second stay, how many tries there are, and whether the line of its plan is of that try.
func stoodOn(tentative, essais int) func(*Dossier) bool {
	return func(d *Dossier) bool {
		return d.Presences[1].Tentative == tentative && len(d.Tentatives) == essais && d.Parcours.Tentative == essais &&
			d.FindFinancement(200).TentativeID == d.Tentatives[tentative-1].ID && d.Passages[len(d.Passages)-1].Tentative == tentative &&
			len(d.Anciens) == 2
	}
}

func withFaits(d *Dossier) {
	onlyImpact(d)
	absent("2026-02-10")(d)
	d.Freins = []Frein{{ID: 8, SalarieID: 7, Code: "mobilite", Etat: FreinIdentifie, DateIdentifie: le("2026-01-05")}}
	d.Observations = []Observation{{ID: 9, SalarieID: 7, Theme: "presence", Niveau: "bien", Date: le("2026-02-10"), Texte: "Vu."}}
}

var manieres = map[string]maniere{
	"another training that was a report, a further try later": {thirdTry, nil,
		[]Correction{typed("passage", 6, "solution", SolutionReport)}, 1, stoodOn(1, 2)},
	"a report that was another training, a further try later": {sameTwice, nil,
		[]Correction{typed("passage", 6, "solution", "autre_of")}, 1, stoodOn(2, 3)},
	"a line of another dispositif": {in(EnFinancement), nil, []Correction{typed("financement", 1, "dispositif", "opco_pdc")}, 1,
		func(d *Dossier) bool {
			return d.Financements[0].Dispositif == "opco_pdc" && d.Financements[0].MontantAccorde == 1200_00
		}},
	"a follow-up typed wrong": {in(Sorti), withFaits, []Correction{typed("suivi", 41, "absence", "justifiee")}, 1,
		func(d *Dossier) bool {
			return d.Suivis[len(d.Suivis)-1].Absence == "justifiee" || d.Suivis[0].Absence == "justifiee"
		}},
	"a follow-up on the wrong person": {in(Sorti), withFaits, []Correction{out("suivi", 41)}, 0,
		func(d *Dossier) bool { return len(d.absences(1)) == 0 }},
	"an observation typed wrong": {in(Sorti), withFaits, []Correction{typed("observation", 9, "niveau", "difficile")}, 1,
		func(d *Dossier) bool { return d.Observations[0].Niveau == "difficile" }},
	"a frein typed wrong": {in(Sorti), withFaits, []Correction{typed("frein", 8, "code", "logement")}, 1,
		func(d *Dossier) bool { return d.Freins[0].Code == "logement" }},
	"an impact typed wrong": {in(Sorti), withFaits, []Correction{typed("impact", 6, "effets", "appetence")}, 1,
		func(d *Dossier) bool { return d.Impacts[0].Effets[0] == "appetence" }},
	"an absence at a wrong date": {in(EnDeroulement), absent("2026-03-10"), []Correction{typed("suivi", 41, "date", "10/02/2026")}, 1,
		func(d *Dossier) bool {
			return d.absences(1)[0].Date == le("2026-02-10")
		}},
	"a true absence that shows a wrong entry": {in(EnDeroulement), absent("2026-02-03"),
		[]Correction{typed("presence", 90, "date_entree", "03/02/2026")}, 1,
		func(d *Dossier) bool {
			return d.Parcours.EtatDepuis == le("2026-02-03") && d.Controles[0].Date == le("2026-02-03")
		}},
	"an entry two passages back, with an impact noted": {in(Sorti), onlyImpact,
		[]Correction{typed("presence", 90, "date_entree", "26/01/2026")}, 1,
		func(d *Dossier) bool {
			return d.Heures[0].Debut == le("2026-01-26") && len(d.Impacts) == 1 && d.Parcours.EtatDepuis == le("2026-03-06")
		}},
	"an end, with an impact noted": {in(Sorti), onlyImpact, []Correction{typed("presence", 90, "date_fin", "27/02/2026")}, 1,
		func(d *Dossier) bool {
			return d.Evaluations[0].Date == le("2026-02-27") && d.Heures[0].Fin == le("2026-02-27")
		}},
	"a takeover with a wrong date": {takenOver(Sorti), nil, []Correction{typed("presence", 90, "date_entree", "12/01/2026")}, 1,
		func(d *Dossier) bool { return d.Passages[0].Champs["date_entree"] == "2026-01-12" }},
	"the same takeover twice": {takenOver(EnDeroulement), nil, []Correction{out("parcours", 70)}, 0,
		func(d *Dossier) bool { return d.Parcours.IsClosed() && len(Lire(&Fiche{Dossier: *d}).Echeances) == 0 }},
	"a need with a wrong origin": {in(Sorti), nil, []Correction{typed("parcours", 70, "origine", "plie")}, 1,
		func(d *Dossier) bool { return d.Passages[0].Champs["origine"] == "plie" }},
	"a need with a wrong title": {in(Sorti), nil, []Correction{typed("parcours", 70, "intitule", "Agent d'entretien")}, 1,
		func(d *Dossier) bool { return d.Parcours.Intitule == "Agent d'entretien" }},
	"a need with a wrong date": {in(Sorti), nil, []Correction{typed("parcours", 70, "date", "02/01/2026")}, 1,
		func(d *Dossier) bool { return d.Passages[0].Date == le("2026-01-02") }},
	"a training extended while it runs": {in(EnDeroulement), nil, []Correction{typed("presence", 90, "date_fin_prevue", "20/03/2026")}, 1,
		func(d *Dossier) bool { return d.Courante().DateFinPrevue == le("2026-03-20") }},
	"a training shortened while it runs": {in(EnDeroulement), nil, []Correction{typed("presence", 90, "heures_prevues", "70")}, 1,
		func(d *Dossier) bool { return d.Courante().HeuresPrevues == 70 }},
	"a training made dearer while it runs": {in(EnDeroulement), nil, []Correction{typed("tentative", 90, "cout", "1500")}, 1,
		func(d *Dossier) bool {
			return d.Presences[0].Cout == 1500_00 && d.Financements[0].MontantAccorde == 1200_00
		}},
	"another training that was a report": {chosenNext("autre_of"), nil, []Correction{typed("passage", 6, "solution", SolutionReport)}, 1,
		func(d *Dossier) bool {
			return len(d.Tentatives) == 1 && d.Courante().Intitule == "Titre agent d'entretien" &&
				d.Presences[0].Intitule == aFormation().Intitule &&
				d.Financements[0].MontantAccorde == 1200_00
		}},
	"a report that was another training": {chosenNext(SolutionReport), nil, []Correction{typed("passage", 6, "solution", "autre_of")}, 1,
		func(d *Dossier) bool {
			return len(d.Tentatives) == 2 && d.Courante().Intitule == "Titre agent d'entretien" &&
				d.Tentatives[0].Intitule == aFormation().Intitule && len(d.Financements) == 0 && len(d.Anciens) == 1
		}},
	"a first-day absence by mistake": {in(EnEntree),
		func(d *Dossier) { d.Miss(NonPresentation{Date: le("2026-02-02"), Motif: "sante"}).ID = 5 },
		[]Correction{out("non_presentation", 5)}, 0, func(d *Dossier) bool { return d.EntreePrevue().Devenue == "" }},
	"an entry confirmed two weeks early": {in(EnDeroulement), nil, []Correction{typed("presence", 90, "date_entree", "16/02/2026")}, 1,
		func(d *Dossier) bool { return d.Passages[3].Date == le("2026-02-16") && len(d.Controles) == 5 }},
	"hours typed wrong": {in(Sorti), nil, []Correction{typed("heures", 90, "heures", "120,5")}, 1,
		func(d *Dossier) bool { return d.DernierPassage().Champs["heures"] == "120,5" }},
	"a certification typed wrong": {in(Sorti), nil, []Correction{typed("evaluation", 90, "certification", "CléA")}, 1,
		func(d *Dossier) bool { return d.DernierPassage().Champs["certification"] == "CléA" }},
	"a result typed wrong": {in(Sorti), nil, []Correction{typed("evaluation", 90, "evaluation", "partielle")}, 1,
		func(d *Dossier) bool { return d.IssueOf(&d.Presences[0]).Evaluation == "partielle" }},
	"hours of a former try": {formerTry, nil, []Correction{typed("heures", 90, "heures", "30")}, 1,
		func(d *Dossier) bool {
			return *d.IssueOf(&d.Presences[0]).HeuresRealisees == 30 && d.Parcours.Etat == EnDeroulement
		}},
	"an abandonment of a former try, at a wrong date": {formerTry, nil, []Correction{typed("presence", 90, "date_abandon", "19/02/2026")}, 1,
		func(d *Dossier) bool {
			return d.Presences[0].DateAbandon == le("2026-02-19") && d.Presences[1].DateEntree == le("2026-03-02")
		}},
	"hours that were of somebody else": {in(Sorti), nil, []Correction{out("heures", 90)}, 0,
		func(d *Dossier) bool { return d.DernierPassage().Champs["heures"] == HeuresInconnues }},
	"a result that was of somebody else": {in(Sorti), nil, []Correction{out("evaluation", 90)}, 0,
		func(d *Dossier) bool { return d.DernierPassage().Champs["evaluation"] == "" }},
	"an answer of a funder": {in(Sorti), nil, []Correction{typed("reponse", 90, "montant", "1100")}, 1,
		func(d *Dossier) bool { return d.Financements[0].MontantAccorde == 1100_00 }},
}

func TestEachSlipIsMendedByItsWrongFieldAlone(t *testing.T) {
	t.Parallel()
	for nom, m := range manieres {
		t.Run(nom, func(t *testing.T) {
			t.Parallel()
			d := numbered(m.dans(t))
			if m.gate != nil {
				m.gate(d)
			}
			tapes := 0
			for _, c := range m.mend {
				tapes += len(c.Champs)
			}
			if tapes != m.champ {
				t.Errorf("%d fields are typed, want %d", tapes, m.champ)
			}
			if m.dit(d) {
				t.Fatal("the file says it already: there is no slip")
			}
			apres, err := mends(m.mend...)(d)
			if err != nil {
				t.Fatal(details(err))
			}
			if !m.dit(apres) {
				t.Errorf("the file does not say it: %s", ecart(photo(t, d), photo(t, apres)))
			}
			keepsRows(t, d, apres, m.mend)
			if fautes := apres.Incoherences(lundi.AddDays(200)); len(fautes) > 0 {
				t.Error(fautes)
			}
			if _, err := Correct(d, Reparation{"", m.mend}, directeur, lundi, neufHeures); !IsCode(err, Invalide) {
				t.Errorf("without a reason: %v", err)
			}
		})
	}
}

// TestARowIsMendedOnceInADeed: twice, the last would hide the first.
func TestARowIsMendedOnceInADeed(t *testing.T) {
	t.Parallel()
	_, err := mends(typed("heures", 90, "heures", "30"), out("heures", 90))(numbered(in(Sorti)(t)))
	if es := ErreursOf(err); len(es) != 1 || es[0].Champ != "corrections.1.id" || es[0].Code != Invalide {
		t.Error(details(err))
	}
}

// keepsRows: no row goes but those that were withdrawn, and a try that should not be.
func keepsRows(t *testing.T, avant, apres *Dossier, cs []Correction) {
	t.Helper()
	restent := rowsOf(apres)
	for objet, lignes := range rowsOf(avant) {
		for id := range lignes {
			retiree := slices.ContainsFunc(cs, func(c Correction) bool { return c.Retirer && c.Objet == objet && c.ID == id })
			if _, la := restent[objet][id]; !la && !retiree && objet != "tentative" {
				t.Errorf("%s %d is lost", objet, id)
			}
		}
	}
}

// TestACorrectionIsCorrected, and a withdrawal taken back: the file is as it was.
func TestACorrectionIsCorrected(t *testing.T) {
	t.Parallel()
	d := numbered(in(Sorti)(t))
	for _, deux := range [][2]Correction{
		{typed("presence", 90, "date_entree", "26/01/2026"), typed("presence", 90, "date_entree", "02/02/2026")},
		{typed("heures", 90, "heures", "35"), typed("heures", 90, "heures", "140")},
		{out("heures", 90), {Objet: "heures", ID: 90, Remettre: true, Ligne: new(d.Heures[0])}},
		{out("evaluation", 90), {Objet: "evaluation", ID: 90, Remettre: true, Ligne: new(d.Evaluations[0])}},
		{out("parcours", 70), {Objet: "parcours", ID: 70, Remettre: true, Ligne: new(d.Parcours)}},
	} {
		faux, err := mends(deux[0])(d)
		if err != nil {
			t.Fatal(details(err))
		}
		apres, err := mends(deux[1])(faux)
		if err != nil {
			t.Fatal(details(err))
		}
		if imageOf(t, faux) == imageOf(t, d) || imageOf(t, apres) != imageOf(t, d) {
			t.Errorf("%+v: %s", deux[0], ecart(photo(t, d), photo(t, apres)))
		}
	}
}
