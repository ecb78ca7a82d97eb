package parcours

import (
	"maps"
	"slices"
	"testing"
)

// What one writes of a new transition in the tests stands together: its row as the
// trade wants it, the plain way through it, and what its rules refuse.

// The rows that the trade asked for: code, from, to. A row that appears,
// vanishes or moves must be changed here too, on purpose.
var lignesVoulues = []string{
	"identifier_besoin: ∅ → besoin_identifie",
	"demander_financement: besoin_identifie → financement",
	"revoir_besoin: financement → besoin_identifie",
	"planifier_entree: financement → entree",
	"confirmer_entree: entree → deroulement",
	"reporter_entree: entree → repositionnement",
	"terminer: deroulement → sortie",
	"abandonner: deroulement → abandon",
	"repositionner: abandon → repositionnement",
	"repositionner: sortie → repositionnement",
	"relancer_besoin: repositionnement → besoin_identifie",
	"relancer_financement: repositionnement → financement",
	"relancer_entree: repositionnement → entree",
	"classer_sans_suite: besoin_identifie → sans_suite",
	"classer_sans_suite: financement → sans_suite",
	"classer_sans_suite: entree → sans_suite",
	"reprendre: ∅ → *",
}

// nominal is the plain way through each row: from where, when, with what. No
// rule blocks it and none warns.
type passageNominal struct {
	depart func(testing.TB) *Dossier
	date   Date
	saisie Saisie
}

var nominal map[string]passageNominal

func init() {
	nominal = map[string]passageNominal{
		"demander_financement": {in(BesoinIdentifie), le("2026-01-12"), nil},
		"revoir_besoin":        {in(EnFinancement), le("2026-01-14"), Saisie{"motif": "test_niveau"}},
		"planifier_entree": {in(EnFinancement), le("2026-01-19"),
			Saisie{"date_entree_prevue": "02/02/2026", "lieu_entree": "Salle 3", "contact_entree": "Mme Roy"}},
		"confirmer_entree": {in(EnEntree), le("2026-02-02"), Saisie{"controle_venu": "oui", "controle_contact_salarie": "oui",
			"controle_contact_formateur": "oui", "controle_sans_alerte": "non", "controle_demarches_bouclees": "oui"}},
		"reporter_entree": {in(EnEntree), le("2026-02-03"), Saisie{"motif": "famille", "solution": "autre_niveau"}},
		"terminer": {in(EnDeroulement), le("2026-03-06"), Saisie{"heures": "140", "evaluation": "reussie", "certification": "Titre ADP",
			"situation": "mise_a_disposition", "avis_of": "4", "avis_detail": "Formateur présent."}},
		"abandonner": {in(EnDeroulement), le("2026-02-20"),
			Saisie{"motifs": "mobilite,famille", "heures": "35,5", "solutions_cherchees": "Covoiturage."}},
		"repositionner":        {in(Abandonne), le("2026-02-25"), Saisie{"solution": "autre_of", "solution_detail": "Plus près."}},
		"relancer_besoin":      {in(Repositionnement), le("2026-02-26"), nil},
		"relancer_financement": {in(Repositionnement), le("2026-02-27"), nil},
		"relancer_entree":      {postponed, le("2026-02-28"), Saisie{"date_entree_prevue": "2026-03-02"}},
		"classer_sans_suite":   {in(BesoinIdentifie), le("2026-01-20"), Saisie{"motif": "non_faisable"}},
	}
}

// nominalOf is the plain way through one row, which must be known.
func nominalOf(t testing.TB, code string) passageNominal {
	t.Helper()
	n, ok := nominal[code]
	if !ok {
		t.Fatalf("no plain way is known through %s: add its line to nominal (regle_test.go), with where it starts, its day and its answers", code)
	}
	return n
}

// casRegle spoils one thing of a nominal passage; one rule of its row must say
// so. That the same rule keeps silent otherwise is what the nominal passages
// prove: they go through without a blocker and without a warning.
type casRegle struct {
	transition, regle, nom string
	gate                   func(*Dossier)
	qui                    Identite
	date                   Date
	saisie                 Saisie // replaces these fields
}

func casRegles() []casRegle {
	noFormation := func(d *Dossier) { d.Courante().Lieu = "" }
	noCost := func(d *Dossier) { d.Courante().Cout, d.Courante().CoutConnu = 0, false }
	refus := func(d *Dossier) { d.Financements[0].Etat, d.Financements[0].MontantAccorde = "refuse", 0 }
	leftSiae := func(d *Dossier) { d.Contrats[0].FinReelle = le("2026-02-13") }
	completed := func(d *Dossier) {
		x := d.lastPresence()
		x.DateFin, x.DateAbandon, x.MotifsAbandon = x.DateAbandon, Date{}, nil
		d.Parcours.Etat, d.DernierPassage().Vers = Sorti, Sorti
	}
	waiting := func(d *Dossier) { d.Freins[0].Etat = "identifie" }
	pays := func(dispositif string) func(*Dossier) {
		return func(d *Dossier) { d.Financements[0].Dispositif = dispositif }
	}
	cas := []casRegle{
		{transition: IdentifierBesoin, regle: "absent_de_la_siae", nom: "contract over",
			gate: func(d *Dossier) { d.Contrats[0].FinPrevue = le("2026-01-04") }},
		{transition: IdentifierBesoin, regle: "absent_de_la_siae", nom: "contract far from begun, end unknown",
			gate: func(d *Dossier) { d.Contrats = Contrats{{Debut: le("2026-02-05")}} }},
		{transition: IdentifierBesoin, regle: "autre_parcours_ouvert", gate: func(d *Dossier) { d.AutresOuverts = 1 }},

		{transition: "demander_financement", regle: "formation_choisie", gate: noFormation},
		{transition: "demander_financement", regle: "cout_inconnu", gate: noCost},
		{transition: "relancer_financement", regle: "cout_inconnu", gate: noCost},
		{transition: "demander_financement", regle: "plan_commence", gate: func(d *Dossier) { d.Financements = nil }},
		{transition: "demander_financement", regle: "plan_commence", nom: "refused lines only", gate: refus},
		{transition: "demander_financement", regle: "freins_sans_solution", gate: waiting},
		{transition: "demander_financement", regle: "dispositif_non_applicable", nom: "50 declared to the OPCO", gate: func(d *Dossier) {
			pays("opco_pdc")(d)
			d.Siae.EffectifOpco = 50
		}},
		{transition: "demander_financement", regle: "dispositif_non_applicable", nom: "IRIAE in the Nord", gate: func(d *Dossier) {
			pays("iriae")(d)
			d.Siae.Departement = "59"
		}},
		{transition: "demander_financement", regle: "dispositif_non_applicable", nom: "SIEG for an ACI before July 2023", gate: func(d *Dossier) {
			pays("sieg")(d)
			d.Siae.Type, d.Courante().DateDebutPrevue = "ACI", le("2023-06-30")
		}},

		{transition: "planifier_entree", regle: "accord_obtenu", gate: refus},
		{transition: "planifier_entree", regle: "accord_obtenu", nom: "own funds without the directeur", gate: pays("fonds_propres")},
		{transition: "planifier_entree", regle: "entree_apres_fin",
			saisie: Saisie{"date_entree_prevue": "2026-09-01", "date_fin_prevue": "2026-03-06"}},
		{transition: "relancer_entree", regle: "entree_apres_fin",
			saisie: Saisie{"date_entree_prevue": "2026-03-09", "date_fin_prevue": "2026-03-06"}},
		{transition: "reporter_entree", regle: "entree_apres_fin", saisie: Saisie{"nouvelle_date": "2026-09-01", "nouvelle_fin": "2026-03-06"}},
		{transition: "reporter_entree", regle: "entree_apres_fin", nom: "an end without an entry", saisie: Saisie{"nouvelle_fin": "2026-03-06"}},
		{transition: "confirmer_entree", regle: "entree_sans_venue", saisie: Saisie{"controle_venu": "non", "controle_absence_comprise": "oui"}},
		{transition: "confirmer_entree", regle: "controle_incomplet", saisie: Saisie{"controle_contact_formateur": ""}},
		{transition: "confirmer_entree", regle: "accord_perdu", nom: "refused since", gate: refus},
		{transition: "confirmer_entree", regle: "accord_perdu", nom: "taken back since", gate: func(d *Dossier) {
			d.Financements[0].Etat, d.Financements[0].MontantAccorde = "retire", 0
		}},
		{transition: "confirmer_entree", regle: "demarches_ouvertes", saisie: Saisie{"controle_demarches_bouclees": "non"}},
		{transition: "confirmer_entree", regle: "absence_avant_entree", gate: func(d *Dossier) { missed(d, "2026-02-01") }},
		{transition: "terminer", regle: "absence_apres_fin", gate: func(d *Dossier) { missed(d, "2026-03-07") }},
		{transition: "abandonner", regle: "absence_apres_fin", gate: func(d *Dossier) { missed(d, "2026-02-21") }},
		{transition: "terminer", regle: "apres_entree", gate: func(d *Dossier) { d.Presence().DateEntree = le("2026-03-07") }},
		{transition: "terminer", regle: "heures_dites", saisie: Saisie{"heures": ""}},
		{transition: "terminer", regle: "heures_remplacees", gate: hoursNoted},
		{transition: "abandonner", regle: "heures_remplacees", gate: hoursNoted},
		{transition: "terminer", regle: "heures_inferieures", saisie: Saisie{"heures": "139,5"}},
		{transition: "terminer", regle: "maintien_hors_contrat", saisie: Saisie{"situation": SituationMaintien},
			gate: func(d *Dossier) { d.Contrats[0].FinPrevue = le("2026-03-05") }},
		{transition: "terminer", regle: "maintien_hors_contrat", nom: "left before the planned day",
			saisie: Saisie{"situation": SituationMaintien},
			gate:   func(d *Dossier) { d.Contrats[0].FinReelle = le("2026-03-05") }},
		{transition: "terminer", regle: "contrat_fini", gate: leftSiae},
		{transition: "abandonner", regle: "contrat_fini", gate: leftSiae},
		{transition: "confirmer_entree", regle: "contrat_trop_court", gate: func(d *Dossier) { d.Contrats[0].FinPrevue = le("2026-03-05") }},
		{transition: "terminer", regle: "sans_bilan", gate: func(d *Dossier) { d.Suivis[0].Date = le("2026-02-26") }},
		{transition: "terminer", regle: "sans_bilan", nom: "a talk with the OF is not one", gate: func(d *Dossier) { d.Suivis[0].Avec = "of" }},
		{transition: "abandonner", regle: "apres_entree", gate: func(d *Dossier) { d.Presence().DateEntree = le("2026-02-21") }},
		{transition: "abandonner", regle: "sans_recherche_solution", gate: func(d *Dossier) { d.Suivis[0].Difficulte = false },
			saisie: Saisie{"solutions_cherchees": " "}},
		{transition: "repositionner", regle: "solution_pas_retour", saisie: Saisie{"solution": "retour_siae"}},
		{transition: "repositionner", regle: "formation_terminee", gate: completed},
		{transition: "repositionner", regle: "report_apres_terme", gate: completed, saisie: Saisie{"solution": "report"}},
		{transition: "relancer_besoin", regle: "solution_autre", gate: func(d *Dossier) { d.DernierPassage().Champs["solution"] = "report" }},
		{transition: "relancer_financement", regle: "formation_choisie", gate: noFormation},
		{transition: "relancer_financement", regle: "freins_sans_solution", gate: waiting},
		{transition: "relancer_financement", regle: "dispositif_non_applicable", gate: func(d *Dossier) {
			pays("opco_pdc")(d)
			d.Siae.EffectifOpco = 120
		}},
		{transition: "relancer_entree", regle: "solution_report", gate: func(d *Dossier) {
			d.DernierPassage().Champs["solution"] = "autre_niveau"
		}},
		{transition: "relancer_entree", regle: "accord_obtenu", gate: refus},
	}
	cas = append(cas, casPlausibles()...)
	for _, code := range []string{"planifier_entree", "relancer_entree"} {
		cas = append(cas,
			casRegle{transition: code, regle: "accorde_insuffisant", gate: func(d *Dossier) { d.Financements[0].MontantAccorde = 1199_99 }},
			casRegle{transition: code, regle: "pieces_manquantes", gate: func(d *Dossier) { d.Financements[0].Pieces[0].FournieLe = Date{} }},
			casRegle{transition: code, regle: "securisation_incomplete", gate: func(d *Dossier) { d.Securisations[2].Reponse = "a_faire" }},
			casRegle{transition: code, regle: "contrat_trop_court", nom: "an entry moved past the contract",
				saisie: Saisie{"date_entree_prevue": "2026-08-01"}},
			casRegle{transition: code, regle: "contrat_trop_court", nom: "a new end past the contract",
				saisie: Saisie{"date_fin_prevue": "2026-09-02"}},
			casRegle{transition: code, regle: "contrat_trop_court", nom: "contract",
				gate: func(d *Dossier) { d.Contrats[0].FinPrevue = le("2026-03-05") }},
			casRegle{transition: code, regle: "contrat_trop_court", nom: "PASS IAE",
				gate: func(d *Dossier) { d.Salarie.DateFinPass = le("2026-03-05") }})
	}
	for _, tr := range Machine {
		if len(tr.De) > 0 && tr.Fait == "" {
			cas = append(cas, casRegle{transition: tr.Code, regle: "dates_en_ordre", gate: func(d *Dossier) { d.lastDecision().Date = lundi },
				date: lundi.AddDays(-1)})
		}
	}
	cas = append(cas, casRegle{transition: "confirmer_entree", regle: "entree_en_ordre", nom: "before the need",
		gate: func(d *Dossier) { d.Parcours.DateBesoin = le("2026-02-03") }},
		casRegle{transition: "confirmer_entree", regle: "entree_en_ordre", nom: "before the end of the stay before",
			gate: func(d *Dossier) {
				d.Presences = []Presence{{Numero: 1, Tentative: 1, DateEntree: le("2026-01-26"), DateAbandon: le("2026-02-03")}}
			}})
	return cas
}

// casPlausibles are what can be but seldom is; the names are those of the cases that were
// lived.
func casPlausibles() []casRegle {
	ailleurs := func(d *Dossier) {
		d.Ailleurs = []Presence{{ParcoursID: 71, DateEntree: le("2026-03-02"), Formation: Formation{DateFinPrevue: le("2026-03-13")}}}
	}
	cas := []casRegle{
		{transition: "terminer", regle: "heures_impossibles", nom: "17-heures-impossibles", saisie: Saisie{"heures": "793"}},
		{transition: "abandonner", regle: "heures_impossibles", saisie: Saisie{"heures": "457"}},
		{transition: "terminer", regle: "heures_apres_fin", gate: hoursTooLate, saisie: Saisie{"heures": ""}},
		{transition: "abandonner", regle: "heures_apres_fin", gate: hoursTooLate, saisie: Saisie{"heures": ""}},
		{transition: "terminer", regle: "heures_superieures", nom: "17-heures-impossibles", saisie: Saisie{"heures": "500"}},
		{transition: "abandonner", regle: "heures_superieures", saisie: Saisie{"heures": "355"}},
		{transition: "confirmer_entree", regle: "entree_loin", gate: func(d *Dossier) { d.EntreePrevue().Date = le("2026-03-05") }},
		{transition: "confirmer_entree", regle: "entree_loin", nom: "long after", gate: func(d *Dossier) {
			d.EntreePrevue().Date = le("2026-01-02")
		}},
		{transition: "confirmer_entree", regle: "deja_en_formation", nom: "19-deux-formations-en-meme-temps", gate: ailleurs},
		{transition: "reporter_entree", regle: "report_en_arriere", nom: "30-report-vers-le-passe",
			saisie: Saisie{"solution": "report", "nouvelle_date": "2026-02-01"}},
		{transition: "relancer_entree", regle: "report_en_arriere", saisie: Saisie{"date_entree_prevue": "2026-02-01"}},
	}
	for _, code := range []string{"planifier_entree", "relancer_entree"} {
		cas = append(cas, casRegle{transition: code, regle: "deja_en_formation", nom: "19-deux-formations-en-meme-temps", gate: ailleurs},
			casRegle{transition: code, regle: "accorde_superieur", nom: "18-plus-accorde-que-le-cout",
				gate: func(d *Dossier) { d.Financements[0].MontantAccorde = 1700_00 }})
	}
	return cas
}

// attempt runs the passage of a case, spoilt or not.
func (c casRegle) attempt(t *testing.T, acquittes ...string) (avant, apres *Dossier, err error) {
	qui := c.qui
	if qui.SiaeID == 0 {
		qui = cip
	}
	if c.transition == IdentifierBesoin {
		avant = nobodyYet()
		c.gate(avant)
		b := aNeed()
		b.Acquittes = acquittes
		apres, err = Identify(avant, b, qui, lundi, neufHeures)
		return avant, apres, err
	}
	n := nominalOf(t, c.transition)
	avant = n.depart(t)
	if c.gate != nil {
		c.gate(avant)
	}
	dem := ask(avant, c.transition, n.date, n.saisie, acquittes...)
	if !c.date.IsZero() {
		dem.Date = c.date
	}
	if dem.Champs == nil {
		dem.Champs = Saisie{}
	}
	maps.Copy(dem.Champs, c.saisie)
	apres, err = Apply(avant, dem, qui, lundi, neufHeures)
	return avant, apres, err
}

func isWarning(t *testing.T, transition, regle string) bool {
	t.Helper()
	tr, ok := FindTransition(transition)
	if !ok {
		t.Fatalf("a case of casRegles is about %s, which is no row of the machine: rename it there", transition)
	}
	return slices.ContainsFunc(tr.Avertissements, func(r Regle) bool { return r.Code == regle }) ||
		slices.ContainsFunc(Soupcons, func(s Soupcon) bool { return s.Code == regle && slices.Contains(s.Actes, transition) })
}

func TestEachRuleSpeaksWhenItShould(t *testing.T) {
	t.Parallel()
	for _, c := range casRegles() {
		t.Run(c.transition+"/"+c.regle+"/"+c.nom, func(t *testing.T) {
			t.Parallel()
			_, _, err := c.attempt(t)
			e := refused(t, err, Bloque)
			if !isWarning(t, c.transition, c.regle) {
				if !slices.Contains(codesOf(e.Bloquants), c.regle) {
					t.Errorf("want %s to block, got %s", c.regle, details(err))
				}
				if _, _, err := c.attempt(t, c.regle); err == nil {
					t.Error("acknowledging a blocker got round it")
				}
				return
			}
			if got := codesOf(e.AAcquitter); !slices.Equal(got, []string{c.regle}) {
				t.Fatalf("want the warning %s alone, got %s", c.regle, details(err))
			}
			_, apres, err := c.attempt(t, c.regle, "jamais_montre")
			if err != nil {
				t.Fatalf("acknowledged, yet refused: %s", details(err))
			}
			p := apres.Passages[len(apres.Passages)-1]
			if !slices.Equal(p.Avertissements, []string{c.regle}) {
				t.Errorf("the history keeps %v, want the one warning that was raised", p.Avertissements)
			}
		})
	}
}

func TestTheDirecteurPlansOnOwnFunds(t *testing.T) {
	t.Parallel()
	ownFunds := func(d *Dossier) {
		d.Financements[0] = Financement{Dispositif: "fonds_propres", MontantDemande: 1200_00}
	}
	c := casRegle{transition: "planifier_entree", gate: ownFunds}
	_, _, err := c.attempt(t)
	if e := refused(t, err, Bloque); e.Bloquants[0].Message != "Les fonds propres attendent l'accord du directeur." {
		t.Errorf("the CIP reads %q", e.Bloquants[0].Message)
	}
	c.qui = directeur
	if _, _, err := c.attempt(t); err != nil {
		t.Errorf("the directeur commits the money by planning himself: %s", details(err))
	}
	agreed := casRegle{transition: "planifier_entree", gate: func(d *Dossier) {
		ownFunds(d)
		d.Financements[0].AccordDirecteur = true
	}}
	if _, _, err := agreed.attempt(t); err != nil {
		t.Errorf("once agreed, the CIP plans: %s", details(err))
	}
	free := casRegle{transition: "planifier_entree", gate: func(d *Dossier) {
		d.Courante().Cout = 0
		d.Financements = []Financement{{Dispositif: "sans_cout"}}
	}}
	if _, _, err := free.attempt(t); err != nil {
		t.Errorf("« sans coût » needs no accord: %s", details(err))
	}
}

// A funder who said no has no say any more: neither its papers nor its
// conditions stand in the way, and another line carries the plan.
func TestARefusedLineOfThePlanNoLongerWeighs(t *testing.T) {
	t.Parallel()
	refused := func(d *Dossier) {
		d.Siae.EffectifOpco = 120
		d.Financements = append(d.Financements, Financement{ID: 2, Dispositif: "opco_pdc", Etat: "refuse",
			Pieces: []Piece{{Code: "devis"}, {Code: "convention"}}})
	}
	for _, code := range []string{"demander_financement", "planifier_entree", "relancer_financement", "relancer_entree"} {
		if _, _, err := (casRegle{transition: code, gate: refused}).attempt(t); err != nil {
			t.Errorf("%s: %s", code, details(err))
		}
	}
}

func TestTwoWarningsOfOneRuleAreAcknowledgedApart(t *testing.T) {
	t.Parallel()
	c := casRegle{transition: "planifier_entree", gate: func(d *Dossier) {
		d.Contrats[0].FinPrevue, d.Salarie.DateFinPass = le("2026-03-01"), le("2026-03-02")
	}}
	_, _, err := c.attempt(t, "contrat_trop_court")
	if e := refused(t, err, Bloque); !slices.Equal(codesOf(e.AAcquitter), []string{"contrat_trop_court_2"}) {
		t.Errorf("left to read: %v", codesOf(e.AAcquitter))
	}
	if _, _, err := c.attempt(t, "contrat_trop_court", "contrat_trop_court_2"); err != nil {
		t.Error(details(err))
	}
}

func TestMisfitIsSilentWhenTheGuideOpensTheDispositif(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		dispositif string
		siae       Siae
		le         Date
		gene       bool
	}{
		{"opco_pdc", Siae{EffectifOpco: 49}, Date{}, false},
		{"opco_pdc", Siae{}, Date{}, false}, // not known: say nothing
		{"opco_pdc", Siae{EffectifOpco: 50}, Date{}, true},
		{"iriae", Siae{Departement: "02"}, Date{}, false},
		{"iriae", Siae{Departement: "60"}, Date{}, false},
		{"iriae", Siae{Departement: "80"}, Date{}, false},
		{"iriae", Siae{}, Date{}, false},
		{"iriae", Siae{Departement: "62"}, Date{}, true},
		{"sieg", Siae{Type: "ACI"}, le("2023-07-01"), false},
		{"sieg", Siae{Type: "ACI"}, Date{}, false},
		{"sieg", Siae{Type: "EI"}, le("2023-01-01"), false},
		{"sieg", Siae{Type: "ACI"}, le("2023-06-30"), true},
		{"pic_iae", Siae{Type: "ACI", EffectifOpco: 400}, Date{}, false},
	} {
		raison, lignes := Misfit(c.dispositif, c.siae, c.le)
		if (raison != "") != c.gene || (raison != "") != (lignes != "") {
			t.Errorf("%s for %+v on %s: %q (l. %s)", c.dispositif, c.siae, c.le, raison, lignes)
		}
	}
}

// hoursNoted: a week was noted before the end.
func hoursNoted(d *Dossier) {
	d.noteHeures(Heures{Presence: 1, Debut: le("2026-02-02"), Fin: le("2026-02-06"), Heures: new(30.0)})
}

// hoursTooLate: hours were noted beyond the end that is typed.
func hoursTooLate(d *Dossier) {
	d.noteHeures(Heures{Presence: 1, Debut: le("2026-02-02"), Fin: le("2026-03-09"), Heures: new(30.0)})
}
