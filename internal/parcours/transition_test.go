package parcours

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestEachRowPassesOnAPreparedFileAndIsKept(t *testing.T) {
	t.Parallel()
	for _, tr := range Machine {
		if len(tr.De) == 0 {
			continue
		}
		for _, qui := range []Identite{cip, directeur} {
			t.Run(tr.Code+"/"+string(qui.Role), func(t *testing.T) {
				t.Parallel()
				n := nominalOf(t, tr.Code)
				avant := n.depart(t)
				dem := ask(avant, tr.Code, n.date, n.saisie)
				dem.Commentaire = "  Vu avec elle.  "
				image := photo(t, avant)
				apres, err := Apply(avant, dem, qui, lundi, neufHeures)
				if err != nil {
					t.Fatal(details(err))
				}
				if photo(t, avant) != image {
					t.Error("Apply changed the file that it was given")
				}
				p := apres.Passages[len(apres.Passages)-1]
				if p.Transition != tr.Code || p.De != avant.Parcours.Etat || p.Vers != tr.Vers || p.Date != n.date || p.AuteurID != qui.UtilisateurID ||
					!p.CreeLe.Equal(neufHeures) || p.Commentaire != "Vu avec elle." || p.Tentative != avant.Parcours.Tentative ||
					p.SiaeID != 1 || p.ParcoursID != 70 {
					t.Errorf("the line of history is wrong: %+v", p)
				}
				if apres.Parcours.Etat != tr.Vers || apres.Parcours.EtatDepuis != n.date || apres.Parcours.Version != avant.Parcours.Version+1 {
					t.Errorf("the file stands in %+v", apres.Parcours)
				}
				if fautes := apres.Incoherences(lundi); len(fautes) > 0 {
					t.Error(fautes)
				}
				if tr.Fait != "" && p.Champs[tr.Fait] != n.date.String() {
					t.Errorf("the fact %s is not kept with the passage: %v", tr.Fait, p.Champs)
				}
			})
		}
	}
}

func TestEachRowIsRefusedFromEveryOtherState(t *testing.T) {
	t.Parallel()
	for _, tr := range Machine {
		if len(tr.De) == 0 {
			continue
		}
		for _, e := range Etats {
			if tr.StartsFrom(e.Code) {
				continue
			}
			d := in(e.Code)(t)
			n := nominalOf(t, tr.Code)
			_, err := Apply(d, ask(d, tr.Code, lundi, n.saisie), cip, lundi, neufHeures)
			m := refused(t, err, Bloque).Message
			if e.Final && !strings.Contains(m, "identifiez un nouveau besoin") {
				t.Errorf("%s from %s: %q", tr.Code, e.Code, m)
			}
			if !e.Final && (!strings.Contains(m, "« "+e.Libelle+" »") || !strings.Contains(m, "D'ici, on peut : « ")) {
				t.Errorf("%s from %s does not say what can be done: %q", tr.Code, e.Code, m)
			}
		}
	}
}

func TestOnlyThoseWhoMayMoveAFileMoveIt(t *testing.T) {
	t.Parallel()
	for code, n := range nominal {
		d := n.depart(t)
		for _, qui := range []Identite{encadrant, {UtilisateurID: 11, Role: Cip}, {UtilisateurID: 9, SiaeID: 1, Role: "stagiaire"}} {
			_, err := Apply(d, ask(d, code, n.date, n.saisie), qui, lundi, neufHeures)
			refused(t, err, Interdit)
			if o := TransitionsFor(d, qui, lundi); len(o) > 0 {
				t.Errorf("%s is offered to %+v", o[0].Code, qui)
			}
		}
	}
}

func TestUnknownRowsAndCreationsAreNotPassages(t *testing.T) {
	t.Parallel()
	d := in(BesoinIdentifie)(t)
	for _, code := range []string{"", "abandoner", Rectifier, IdentifierBesoin, Reprendre} {
		_, err := Apply(d, ask(d, code, lundi, nil), cip, lundi, neufHeures)
		refused(t, err, Bloque)
	}
}

func TestTheDateOfAPassageIsAFactOfThePast(t *testing.T) {
	t.Parallel()
	for code, n := range nominal {
		for _, date := range []Date{{}, lundi.AddDays(1), NewDate(1999, 12, 31)} {
			d := n.depart(t)
			_, err := Apply(d, ask(d, code, date, n.saisie), cip, lundi, neufHeures)
			refusedFor(t, err, "date")
		}
	}
}

func TestARequiredFieldThatIsEmptySaysSo(t *testing.T) {
	t.Parallel()
	for _, tr := range Machine {
		for _, c := range tr.Champs {
			if !c.Requis {
				continue
			}
			for _, vide := range []string{"", "  ", "\t\n"} {
				n := nominalOf(t, tr.Code)
				d := n.depart(t)
				dem := ask(d, tr.Code, n.date, n.saisie)
				dem.Champs[c.Code] = vide
				_, err := Apply(d, dem, cip, lundi, neufHeures)
				refusedFor(t, err, c.Code)
				if es := ErreursOf(err); len(es) == 1 && es[0].Message != c.Absent {
					t.Errorf("%s.%s: %q", tr.Code, c.Code, es[0].Message)
				}
			}
		}
	}
}

func TestBadValuesAreRefusedBesideTheirField(t *testing.T) {
	t.Parallel()
	mauvais := map[Genre][]string{
		GenreChoix:  {"inconnu", "REPORT", "report,autre_of", "'; DROP TABLE passage"},
		GenreMulti:  {"inconnu", "mobilite,inconnu"},
		GenreDate:   {"31/02/2026", "2026-13-01", "bientôt", "01/01/1999", "2101-01-01", "0001-01-01"},
		GenreHeures: {"-1", "abc", "5001", "NaN", "Inf", "12h"},
		GenreTexte:  {strings.Repeat("é", 201), "a\x00b", "a\xffb", "NIR 1 85 05 78 006 084 36"},
		GenreNote:   {strings.Repeat("é", 10_000), "a\x00b", "2850578006084"},
	}
	for _, tr := range Machine {
		for _, c := range tr.Champs {
			if mauvais[c.Genre] == nil && c.Genre != GenreCase {
				t.Errorf("%s.%s: no bad value is known of the genre %q: add some to mauvais", tr.Code, c.Code, c.Genre)
			}
			for _, v := range mauvais[c.Genre] {
				n := nominalOf(t, tr.Code)
				d := n.depart(t)
				dem := ask(d, tr.Code, n.date, n.saisie)
				dem.Champs[c.Code] = v
				image := photo(t, d)
				_, err := Apply(d, dem, cip, lundi, neufHeures)
				if es := ErreursOf(err); len(es) == 0 || es[0].Champ != c.Code || es[0].Code != Invalide || len(es) > 2 {
					t.Errorf("%s.%s = %.30q: %v", tr.Code, c.Code, v, err)
				} else {
					checkSentences(t, err)
				}
				if photo(t, d) != image {
					t.Errorf("%s.%s: a refusal changed the file", tr.Code, c.Code)
				}
			}
		}
	}
}

func TestCommentsAreBoundedAndUnaskedFieldsRefused(t *testing.T) {
	t.Parallel()
	d := in(EnFinancement)(t)
	dem := ask(d, "revoir_besoin", le("2026-01-14"), Saisie{"motif": "autre", "siae_id": "2", "etat": "sortie"})
	dem.Commentaire = strings.Repeat("x", 10_000)
	_, err := Apply(d, dem, cip, lundi, neufHeures)
	refusedFor(t, err, "commentaire", "etat", "siae_id")
	if e := ErreursOf(err)[0]; e.Message != "Ce texte compte 10\u202f000 caractères, la limite est de 4\u202f000. "+
		"Raccourcissez-le : rien n'est perdu." {
		t.Errorf("%q", e.Message)
	}
}

func TestAnAbandonWithOnlyCommasHasNoMotif(t *testing.T) {
	t.Parallel()
	d := in(EnDeroulement)(t)
	_, err := Apply(d, ask(d, "abandonner", le("2026-02-20"), Saisie{"motifs": " , ,", "solutions_cherchees": "Rien."}), cip,
		lundi, neufHeures)
	refusedFor(t, err, "motifs")
}

func TestSituationAtTheEndDependsOnTheTypeOfSiae(t *testing.T) {
	t.Parallel()
	for _, s := range TypesSiae {
		for _, situation := range Situations.Codes() {
			d := in(EnDeroulement)(t)
			d.Siae.Type = s.Code
			n := nominalOf(t, "terminer")
			dem := ask(d, "terminer", n.date, n.saisie)
			dem.Champs["situation"] = situation
			_, err := Apply(d, dem, cip, lundi, neufHeures)
			permise := situation != "mise_a_disposition" || s.Code == "AI" || s.Code == "ETTI"
			if permise && err != nil {
				t.Errorf("%s in an %s: %s", situation, s.Code, details(err))
			} else if !permise {
				refusedFor(t, err, "situation")
			}
		}
	}
}

func TestWhatEachPassageWritesOnTheTry(t *testing.T) {
	t.Parallel()
	if e := pass(t, "planifier_entree").EntreePrevue(); e.Date != le("2026-02-02") || e.Lieu != "Salle 3" ||
		e.Contact != "Mme Roy" || e.DateFin != le("2026-03-06") || e.Devenue != "" {
		t.Errorf("planifier: %+v", e)
	}
	if p := pass(t, "planifier_entree").DernierPassage(); p.Champs["date_entree_prevue"] != "2026-02-02" {
		t.Errorf("a date is kept as an ISO date: %v", p.Champs)
	}
	if d := pass(t, "confirmer_entree"); d.Presence().DateEntree != le("2026-02-02") || len(d.Controles) != 5 ||
		d.ControlesOf(d.Presence())["sans_alerte"] != "non" || d.Controles[0].Date != le("2026-02-02") {
		t.Errorf("confirmer: %+v", d.Controles)
	}
	if f := pass(t, "confirmer_entree").Presence().Formation; f != aFormation() {
		t.Errorf("an entry keeps what was entered: %v", f)
	}
	if f := issue(pass(t, "terminer")); f.DateFin != le("2026-03-06") || *f.HeuresRealisees != 140 || f.Evaluation != "reussie" ||
		f.Certification != "Titre ADP" || f.Situation != "mise_a_disposition" || f.AvisOf != 4 || f.AvisDetail == "" {
		t.Errorf("terminer: %+v", f)
	}
	if f := issue(pass(t, "abandonner")); f.DateAbandon != le("2026-02-20") || *f.HeuresRealisees != 35.5 ||
		!slices.Equal(f.MotifsAbandon, []string{"mobilite", "famille"}) {
		t.Errorf("abandonner: %+v", f)
	}
}

// issue is how the stay of the file ended.
func issue(d *Dossier) Issue { return d.IssueOf(d.Presence()) }

func TestOptionalAnswersLeftBlankStayUnknown(t *testing.T) {
	t.Parallel()
	d := in(EnDeroulement)(t)
	apres := mustApply(t, d, "terminer", le("2026-03-06"), Saisie{"heures": "140", "evaluation": "non_passee",
		"situation": "emploi", "avis_of": " ", "certification": "  "})
	if i := issue(apres); i.AvisOf != 0 || i.Certification != "" {
		t.Errorf("blanks became facts: %+v", i)
	}
	if _, garde := apres.DernierPassage().Champs["avis_of"]; garde {
		t.Error("a blank is kept in the history")
	}
	d = mustApply(t, in(EnDeroulement)(t), "abandonner", le("2026-02-20"), Saisie{"motifs": "sante,sante", "solutions_cherchees": "Appels."})
	if i := issue(d); i.HeuresRealisees != nil || len(i.MotifsAbandon) != 1 {
		t.Errorf("hours unknown and one motif expected: %+v", i)
	}
}

func TestARepositionnementOpensTheNextTryExceptForAReport(t *testing.T) {
	t.Parallel()
	for _, depart := range []Etat{Abandonne, Sorti} {
		for _, s := range Solutions.Without("retour_siae") {
			d := in(depart)(t)
			saisie := Saisie{"solution": s.Code, "solution_detail": "Noté."}
			if depart == Sorti && s.Code == "report" {
				_, err := Apply(d, ask(d, "repositionner", lundi, saisie, "formation_terminee"), cip, lundi, neufHeures)
				e := refused(t, err, Bloque)
				if e.Champ != "solution" || e.Bloquants[0].Lien != d.BesoinSuivant() {
					t.Errorf("a completed training is put off: %+v", e)
				}
				continue
			}
			apres := mustApply(t, d, "repositionner", lundi, saisie, "formation_terminee")
			if apres.Tentatives[0].Solution != s.Code || apres.Tentatives[0].SolutionDetail != "Noté." {
				t.Errorf("%s: the try that ended does not say what came next", s.Code)
			}
			if s.Code == "report" {
				if len(apres.Tentatives) != 1 || len(apres.Financements) != 1 {
					t.Error("a report keeps the try and its plan")
				}
				continue
			}
			if apres.Parcours.Tentative != 2 || apres.Courante().Numero != 2 || apres.Courante().Formation != (Formation{}) ||
				apres.Financements != nil || apres.Securisations != nil {
				t.Errorf("%s: the second try must start blank: %+v", s.Code, apres.Courante())
			}
			if apres.DernierPassage().Tentative != 1 {
				t.Error("the passage belongs to the try that it closes")
			}
		}
	}
}

func TestAPostponedEntryKeepsItsTryAndItsNewDate(t *testing.T) {
	t.Parallel()
	d := in(EnEntree)(t)
	apres := mustApply(t, d, "reporter_entree", le("2026-02-03"),
		Saisie{"motif": "sante", "solution": "report", "nouvelle_date": "09/03/2026"})
	if apres.Parcours.Tentative != 1 || apres.EntreePrevue().Date != le("2026-03-09") || apres.Entrees[0].Devenue != EntreeReportee {
		t.Errorf("%+v", apres.Entrees)
	}
	autre := mustApply(t, d, "reporter_entree", le("2026-02-03"), Saisie{"motif": "sante", "solution": "autre_of"})
	if autre.Parcours.Tentative != 2 {
		t.Error("another training is another try")
	}
}

// The day given with a report is not asked again, until it has gone by.
func TestTheDayGivenWithAReportIsKnown(t *testing.T) {
	t.Parallel()
	d := mustApply(t, in(EnEntree)(t), "reporter_entree", le("2026-02-03"),
		Saisie{"motif": "sante", "solution": "report", "nouvelle_date": "2026-03-20"})
	o := offer(t, d, cip, "relancer_entree")
	if c := o.Champs.Get("date_entree_prevue"); c.Requis || c.Aide != "Laissée vide : 20/03/2026, déjà notée." {
		t.Errorf("offered: %+v", c)
	}
	if e := mustApply(t, d, "relancer_entree", lundi, nil).EntreePrevue(); e.Date != le("2026-03-20") || e.DateFin != le("2026-04-21") {
		t.Errorf("planned: %+v", e)
	}
	if e := mustApply(t, d, "relancer_entree", lundi, Saisie{"date_entree_prevue": "2026-03-23"}).EntreePrevue(); e.Date != le("2026-03-23") {
		t.Errorf("another day: %+v", e)
	}
	_, err := Apply(d, ask(d, "relancer_entree", le("2026-03-21"), nil), cip, le("2026-03-21"), neufHeures)
	refusedFor(t, err, "date_entree_prevue")
	_, err = Apply(postponed(t), ask(postponed(t), "relancer_entree", lundi, nil), cip, lundi, neufHeures)
	refusedFor(t, err, "date_entree_prevue") // after an abandonment, no day was given
}

func TestRelancingAReportClearsHowTheActionEndedBefore(t *testing.T) {
	t.Parallel()
	d := postponed(t)
	d.NonPresentations = []NonPresentation{{Tentative: 1}, {Tentative: 1}}
	apres := mustApply(t, d, "relancer_entree", le("2026-02-28"), Saisie{"date_entree_prevue": "2026-03-02"})
	if c, x := apres.Courante(), apres.Presence(); !x.DateEntree.IsZero() || c.Solution != "" || len(apres.NonPresentationsIn(1)) != 2 {
		t.Errorf("the same action starts again, its no-shows counted: %+v %+v", c, x)
	}
	if x := apres.Presences; len(x) != 1 || x[0].DateAbandon != le("2026-02-20") {
		t.Errorf("the stay before stays: %+v", x)
	}
	if p := apres.Passages[4]; p.Transition != "abandonner" || p.Champs["motifs"] != "mobilite,famille" {
		t.Error("the passages keep what happened")
	}
	financement := mustApply(t, postponed(t), "relancer_financement", le("2026-02-28"), nil)
	if c := financement.Presence(); financement.Parcours.Etat != EnFinancement || !c.DateAbandon.IsZero() {
		t.Errorf("a report whose money must be found again: %+v", c)
	}
}

func TestSuitesSettleTheRemindersOfAFileThatEnds(t *testing.T) {
	t.Parallel()
	if p := pass(t, "classer_sans_suite").DernierPassage(); !p.SettlesRappels() || p.OpensTentative() {
		t.Errorf("%+v", p)
	}
	if pass(t, "abandonner").DernierPassage().SettlesRappels() {
		t.Error("an abandonment is exactly when one must call back")
	}
}

func TestTheLoserOfARaceSeesWhatChanged(t *testing.T) {
	t.Parallel()
	d := in(BesoinIdentifie)(t)
	dem := ask(d, "demander_financement", le("2026-01-12"), nil)
	apres, err := Apply(d, dem, cip, lundi, neufHeures)
	if err != nil {
		t.Fatal(err)
	}
	_, err = Apply(apres, dem, autreCip, lundi, neufHeures)
	e := refused(t, err, Conflit)
	want := []ValeurActuelle{{Champ: "etat", Libelle: "État", Valeur: "Financement, depuis le 12/01/2026"},
		{Champ: "passage", Libelle: "Dernier passage", Valeur: "Demander le financement, le 12/01/2026"}}
	if !slices.Equal(e.Actuel, want) {
		t.Errorf("what stands now: %v", e.Actuel)
	}

	// Even when the other one closed the file, or ended it for good.
	d = in(Abandonne)(t)
	n := nominalOf(t, "repositionner")
	dem = ask(d, "repositionner", n.date, n.saisie)
	d.Parcours.ClosLe, d.Parcours.MotifCloture, d.Parcours.Version = le("2026-02-24"), "retour_siae", d.Parcours.Version+1
	_, err = Apply(d, dem, cip, lundi, neufHeures)
	if e := refused(t, err, Conflit); !slices.Contains(e.Actuel,
		ValeurActuelle{Champ: "cloture", Libelle: "Clôture", Valeur: "Retour dans la SIAE, le 24/02/2026"}) {
		t.Errorf("the closing is not shown: %v", e.Actuel)
	}
	d = in(BesoinIdentifie)(t)
	n = nominalOf(t, "classer_sans_suite")
	dem = ask(d, "classer_sans_suite", n.date, n.saisie)
	if apres, err = Apply(d, dem, cip, lundi, neufHeures); err != nil {
		t.Fatal(err)
	}
	_, err = Apply(apres, dem, cip, lundi, neufHeures)
	refused(t, err, Conflit)
}

func TestClosedAndFrozenFilesAcceptNothing(t *testing.T) {
	t.Parallel()
	for _, e := range Etats {
		frozen := in(e.Code)(t)
		frozen.Salarie.Gele = true
		refused(t, CheckOpen(frozen), Conflit)
		if len(TransitionsFor(frozen, directeur, lundi)) > 0 {
			t.Errorf("%s: buttons on a frozen file", e.Code)
		}
		if !e.Closable {
			continue
		}
		closed := in(e.Code)(t)
		closed.Parcours.ClosLe = lundi
		if m := refused(t, CheckOpen(closed), Bloque).Message; !strings.Contains(m, "16/03/2026") || !closed.Parcours.IsClosed() {
			t.Errorf("%q", m)
		}
	}
	d := in(Abandonne)(t)
	d.Parcours.ClosLe = lundi
	_, err := Apply(d, ask(d, "repositionner", lundi, Saisie{"solution": "autre_of"}), directeur, lundi, neufHeures)
	refused(t, err, Bloque)
}

func TestOffersFollowTheTableAndSayWhatIsMissing(t *testing.T) {
	t.Parallel()
	d := in(EnFinancement)(t)
	offres := TransitionsFor(d, cip, lundi)
	var codes []string
	for _, o := range offres {
		codes = append(codes, o.Code)
		if !o.IsPossible() || len(o.Avertissements) > 0 {
			t.Errorf("%s: nothing should stand in the way of a prepared file: %v %v", o.Code, o.Bloquants, o.Avertissements)
		}
	}
	if !slices.Equal(codes, []string{"revoir_besoin", "planifier_entree", "classer_sans_suite"}) {
		t.Errorf("offers: %v", codes)
	}
	if a := offres[1].Acquis; !slices.Contains(a, "Financement obtenu") || slices.Contains(a, "") {
		t.Errorf("what is already done: %v", a)
	}
	d.Financements = nil
	for _, o := range TransitionsFor(d, cip, lundi) {
		if o.Code == "planifier_entree" && (o.IsPossible() || o.Bloquants[0].Lien != "#financement" || o.Bloquants[0].Code != "accord_obtenu") {
			t.Errorf("planifier_entree: %+v", o.Bloquants)
		}
	}
	// The lists of an offer are narrowed to the SIAE; the table is left alone.
	d = in(EnDeroulement)(t)
	d.Siae.Type = "EI"
	for _, o := range TransitionsFor(d, cip, lundi) {
		for _, c := range o.Champs {
			if c.Code == "situation" && c.Liste.Has("mise_a_disposition") {
				t.Error("a mise à disposition is offered to an EI")
			}
		}
	}
	if tr, ok := FindTransition("terminer"); !ok || !tr.Champs.Get("situation").Liste.Has("mise_a_disposition") {
		t.Error("an offer changed the table")
	}
}

func TestRetiredValuesAreNoLongerOfferedButStayReadable(t *testing.T) {
	t.Parallel()
	c := Champ{Code: "x", Genre: GenreChoix, Liste: Liste{{"neuf", "Neuf", "", false}, {"vieux", "Vieux", "", true}}}
	if o := c.Options(Siae{}); !slices.Equal(o.Codes(), []string{"neuf"}) || c.Liste.Libelle("vieux") != "Vieux" {
		t.Errorf("%v", o)
	}
}

func TestAnAttemptAfterAnAbandonReachesItsOutcome(t *testing.T) {
	t.Parallel()
	d := in(Repositionnement)(t)
	if d.Parcours.Tentative != 2 || len(d.Passages) != 6 {
		t.Fatalf("second try expected: %+v", d.Parcours)
	}
	d = mustApply(t, d, "relancer_financement", le("2026-02-26"), nil)
	d = mustApply(t, d, "planifier_entree", le("2026-02-27"), Saisie{"date_entree_prevue": "2026-03-02"})
	saisie := maps.Clone(nominalOf(t, "confirmer_entree").saisie)
	d = mustApply(t, d, "confirmer_entree", le("2026-03-02"), saisie)
	d = mustApply(t, d, "terminer", le("2026-03-13"), Saisie{"heures": "30", "evaluation": "partielle", "situation": "emploi"},
		"heures_inferieures", "sans_bilan")
	if d.Parcours.Etat != Sorti || d.Presences[0].DateAbandon.IsZero() || d.Presences[1].Situation != "emploi" ||
		len(d.Passages) != 10 || d.Parcours.Version != 10 {
		t.Errorf("%+v", d.Parcours)
	}
	if CheckClose(d, Cloture{Date: lundi, Motif: "suivi_termine"}, lundi) != nil {
		t.Error("the file can be closed")
	}
}

func TestRectifyIsForTheAuthorDuring48HoursAndForTheDirecteur(t *testing.T) {
	t.Parallel()
	d := pass(t, "abandonner")
	for _, c := range []struct {
		nom   string
		qui   Identite
		apres time.Duration
		code  Code
	}{
		{"author at once", cip, 0, ""},
		{"author at 48 h", cip, DelaiAuteur, ""},
		{"author after 48 h", cip, DelaiAuteur + time.Second, Bloque},
		{"another CIP", autreCip, 0, Bloque},
		{"directeur", directeur, 0, ""},
		{"directeur a year later", directeur, 365 * 24 * time.Hour, ""},
		{"encadrant", encadrant, 0, Interdit},
	} {
		instant := neufHeures.Add(c.apres)
		apres, err := Rectify(d, d.Parcours.Version, "Erreur de dossier", c.qui, DateOf(instant), instant)
		if c.code != "" {
			refused(t, err, c.code)
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", c.nom, err)
			continue
		}
		if apres.Parcours.Etat != EnDeroulement {
			t.Errorf("%s: back in %s", c.nom, apres.Parcours.Etat)
		}
	}
}

func TestRectifyBringsBackWhatEachPassageChanged(t *testing.T) {
	t.Parallel()
	for code, n := range nominal {
		avant := n.depart(t)
		d, err := Apply(avant, ask(avant, code, n.date, n.saisie), cip, lundi, neufHeures)
		if err != nil {
			t.Fatal(err)
		}
		image := photo(t, d)
		apres, err := Rectify(d, d.Parcours.Version, "  Mauvais dossier.  ", cip, lundi, neufHeures.Add(time.Hour))
		if err != nil {
			t.Errorf("%s: %v", code, err)
			continue
		}
		if e := ecart(image, photo(t, d)); e != "" {
			t.Errorf("%s: Rectify changed the file that it was given (- before, + after)\n%s", code, e)
		}
		if apres.Parcours.Etat != avant.Parcours.Etat || apres.Parcours.EtatDepuis != avant.Parcours.EtatDepuis ||
			apres.Parcours.Tentative != avant.Parcours.Tentative || apres.Parcours.Version != avant.Parcours.Version+2 {
			t.Errorf("%s: back to %+v", code, apres.Parcours)
		}
		if e := ecart(photo(t, &Dossier{Tentatives: avant.Tentatives}), photo(t, &Dossier{Tentatives: apres.Tentatives})); e != "" {
			t.Errorf("%s: the tries are not what they were (- before, + undone)\n%s", code, e)
		}
		p, ligne := apres.Passages[len(apres.Passages)-2], apres.Passages[len(apres.Passages)-1]
		if p.Transition != code || p.RectifieLe == nil || ligne.Transition != Rectifier || ligne.Commentaire != "Mauvais dossier." ||
			ligne.De != p.Vers || ligne.Vers != p.De || ligne.RectifieLe == nil {
			t.Errorf("%s: the history must keep both lines: %+v %+v", code, p, ligne)
		}
		if fautes := apres.Incoherences(lundi); len(fautes) > 0 {
			t.Errorf("%s: %v", code, fautes)
		}
		if dernier := apres.DernierPassage(); dernier.Transition != avant.DernierPassage().Transition {
			t.Errorf("%s: the last passage that counts is %s", code, dernier.Transition)
		}
	}
}

func TestRectifyRefusesWhatLaterFactsRestOn(t *testing.T) {
	t.Parallel()
	instant := neufHeures
	for nom, gate := range map[string]func() *Dossier{
		"a creation": func() *Dossier { return in(BesoinIdentifie)(t) },
		"a reprise":  func() *Dossier { return resume(t, Sorti) },
		"a try already begun": func() *Dossier {
			return in(Repositionnement)(t) // prepared: its formation is chosen
		},
		"a plan already begun": func() *Dossier {
			d := pass(t, "repositionner")
			d.Financements = []Financement{{Dispositif: "autre"}}
			return d
		},
		"a sécurisation already begun": func() *Dossier {
			d := pass(t, "repositionner")
			d.Securisations = []Securisation{{Code: "pmsmp"}}
			return d
		},
		"an impact measured": func() *Dossier {
			d := pass(t, "terminer")
			d.Impacts = []Impact{{Presence: 1, Date: lundi}}
			return d
		},
		"a no-show noted": func() *Dossier {
			d := pass(t, "planifier_entree")
			d.Miss(NonPresentation{Date: lundi, Motif: "sante"})
			return d
		},
		"a closed file": func() *Dossier {
			d := pass(t, "abandonner")
			d.Parcours.ClosLe = lundi
			return d
		},
	} {
		d := gate()
		_, err := Rectify(d, d.Parcours.Version, "Erreur.", directeur, lundi, instant)
		t.Log(nom)
		refused(t, err, Bloque)
	}
	frozen := pass(t, "abandonner")
	frozen.Salarie.Gele = true
	refused(t, CheckRectify(frozen, directeur, instant), Conflit)
	other := pass(t, "terminer")
	other.Impacts = []Impact{{Presence: 2, Date: lundi}}
	if err := CheckRectify(other, cip, instant); err != nil {
		t.Errorf("an impact of another stay does not hold this one: %v", err)
	}
}

func TestRectifyWantsAReasonAndTheRightVersion(t *testing.T) {
	t.Parallel()
	d := pass(t, "classer_sans_suite")
	for _, motif := range []string{"", "   ", strings.Repeat("x", 501), "NIR 185057800608436"} {
		_, err := Rectify(d, d.Parcours.Version, motif, cip, lundi, neufHeures)
		refusedFor(t, err, "motif")
	}
	apres, err := Rectify(d, d.Parcours.Version, "Mauvais dossier.", cip, lundi, neufHeures)
	if err != nil {
		t.Fatalf("a slip of the finger on sans suite is mendable: %v", err)
	}
	_, err = Rectify(apres, d.Parcours.Version, "Mauvais dossier.", cip, lundi, neufHeures)
	refused(t, err, Conflit)
}
