package parcours

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// No dead end: each case builds the file that triggers a rule, reads what the refusal advises,
// does it, and the refused act passes.

// impasse is a refusal, and what it advises.
type impasse struct {
	dans  func(testing.TB) *Dossier
	gate  func(*Dossier)
	tente func(*Dossier) (*Dossier, error)
	// conseil is a part of what is said, or the end of the link that is given.
	conseil string
	// suit does what is advised; nil when another answer is typed: puis.
	suit func(*Dossier) (*Dossier, error)
	puis func(*Dossier) (*Dossier, error) // tente again when nil
}

func applies(code, jour string, saisie Saisie) func(*Dossier) (*Dossier, error) {
	return func(d *Dossier) (*Dossier, error) {
		return Apply(d, ask(d, code, le(jour), saisie, pointsAttention.Codes()...), cip, lundi.AddDays(200), neufHeures.AddDate(0, 0, 200))
	}
}

func undoes(qui Identite, heures int) func(*Dossier) (*Dossier, error) {
	return func(d *Dossier) (*Dossier, error) {
		return Rectify(d, d.Parcours.Version, "Erreur.", qui, lundi, neufHeures.Add(time.Duration(heures)*time.Hour))
	}
}

func mends(cs ...Correction) func(*Dossier) (*Dossier, error) {
	return func(d *Dossier) (*Dossier, error) {
		apres, err := Correct(d, Reparation{"faute de frappe", cs}, directeur, lundi.AddDays(200), neufHeures.AddDate(0, 0, 200))
		if err == nil {
			apres = reread(d, apres, geste{pas: 900, jour: lundi})
		}
		return apres, err
	}
}

func typed(objet string, id int64, champs ...string) Correction {
	c := Correction{Objet: objet, ID: id, Champs: map[string][]string{}}
	for i := 0; i+1 < len(champs); i += 2 {
		c.Champs[champs[i]] = []string{champs[i+1]}
	}
	return c
}

func out(objet string, id int64) Correction { return Correction{Objet: objet, ID: id, Retirer: true} }

// does is an act that writes in the file.
func does(write func(*Dossier) error) func(*Dossier) (*Dossier, error) {
	return func(d *Dossier) (*Dossier, error) {
		d = d.Clone()
		return d, write(d)
	}
}

// numbered is a file as the database gives it: each row has its number.
func numbered(d *Dossier) *Dossier {
	d.Securisations = nil
	d.Salarie.SiaeID = 1
	for i := range d.Passages {
		d.Passages[i].ID = int64(i + 1)
	}
	return reread(d, d, geste{pas: 9, jour: lundi})
}

func absent(jour string) func(*Dossier) {
	return func(d *Dossier) {
		d.Suivis = append(d.Suivis, Suivi{ID: 41, ParcoursID: 70, Tentative: 1, Date: le(jour), Avec: "salarie", Canal: "telephone",
			Texte: "Absente.", Absence: "injustifiee"})
	}
}

var saisieFin = Saisie{"heures": "140", "evaluation": "reussie", "situation": "emploi"}

// impasses are those of the machine, by rule.
var impasses = map[string]impasse{
	"formation_choisie": {in(BesoinIdentifie), func(d *Dossier) { d.Courante().Formation = Formation{} },
		applies("demander_financement", "2026-01-12", nil), "#formation",
		does(func(d *Dossier) error { d.Describe(aFormation()); return CheckFormation(d, aFormation()) }), nil},
	"plan_commence": {in(BesoinIdentifie), func(d *Dossier) { d.Financements = nil },
		applies("demander_financement", "2026-01-12", nil), "#financement", does(func(d *Dossier) error {
			f := Financement{ID: 8, Dispositif: "prf", MontantDemande: 1200_00, Etat: FinancementPrevu}
			d.Financements = append(d.Financements, f)
			return d.CheckLigne(f, lundi)
		}), nil},
	"accord_obtenu": {in(EnFinancement), func(d *Dossier) { d.Financements[0].Reponses = nil; d.Financements[0].stand() },
		applies("planifier_entree", "2026-01-19", Saisie{"date_entree_prevue": "02/02/2026"}), "#financement",
		does(func(d *Dossier) error {
			return d.Financements[0].Answer(Reponse{Reponse: FinancementAccorde, Date: lundi}, cip, lundi)
		}), nil},
	"dates_en_ordre": {in(EnFinancement), nil, applies("revoir_besoin", "2026-01-04", Saisie{"motif": "autre"}), "Changez la date", nil,
		applies("revoir_besoin", "2026-01-14", Saisie{"motif": "autre"})},
	"entree_apres_fin": {in(EnFinancement), nil,
		applies("planifier_entree", "2026-01-19", Saisie{"date_entree_prevue": "02/02/2026", "date_fin_prevue": "01/02/2026"}), "laissez-la vide",
		nil, applies("planifier_entree", "2026-01-19", Saisie{"date_entree_prevue": "02/02/2026"})},
	"entree_sans_venue": {in(EnEntree), nil, applies("confirmer_entree", "2026-02-02", Saisie{"controle_venu": "non"}), "#non-presentation",
		does(func(d *Dossier) error {
			d.Miss(NonPresentation{Date: le("2026-02-02"), Motif: "sante"})
			return CheckActe(d, ActionReportAbsence)
		}), applies("confirmer_entree", "2026-02-09", Saisie{"controle_venu": "oui"})},
	"absence_avant_entree": {in(EnEntree), absent("2026-02-01"), applies("confirmer_entree", "2026-02-02", nil), "/suivi/41",
		mends(out("suivi", 41)), nil},
	"entree_en_ordre": {in(EnEntree), nil, applies("confirmer_entree", "2026-01-02", nil), "/corriger/parcours/70",
		mends(typed("parcours", 70, "date", "01/01/2026")), nil},
	"heures_dites": {in(EnDeroulement), nil, applies("terminer", "2026-03-06", Saisie{"evaluation": "reussie", "situation": "emploi"}),
		"inconnues", nil, applies("terminer", "2026-03-06", Saisie{"heures": "inconnues", "evaluation": "reussie", "situation": "emploi"})},
	"heures_impossibles": {in(EnDeroulement), nil, applies("terminer", "2026-02-03", saisieFin), "Vérifiez les heures", nil,
		applies("terminer", "2026-03-06", saisieFin)},
	"heures_apres_fin": {in(EnDeroulement), func(d *Dossier) {
		d.Heures = []Heures{{ID: 4, Presence: 1, Debut: le("2026-02-02"), Fin: le("2026-02-26"), Heures: new(30.0)}}
	}, applies("abandonner", "2026-02-20", Saisie{"motifs": "sante"}), "/heures/4", mends(typed("heures", 4, "fin", "20/02/2026")), nil},
	"apres_entree": {in(EnDeroulement), nil, applies("abandonner", "2026-01-30", Saisie{"motifs": "sante"}), "/corriger/presence/90",
		mends(typed("presence", 90, "date_entree", "26/01/2026")), nil},
	"absence_apres_fin": {in(EnDeroulement), absent("2026-03-10"), applies("terminer", "2026-03-06", saisieFin), "/suivi/41",
		mends(typed("suivi", 41, "date", "10/02/2026")), nil},
	"solution_pas_retour": {in(Abandonne), nil, applies("repositionner", "2026-02-25", Saisie{"solution": SolutionRetourSiae}), "#clore", nil,
		does(func(d *Dossier) error { return CheckClose(d, Cloture{Date: lundi, Motif: SolutionRetourSiae}, lundi) })},
	"report_apres_terme": {in(Sorti), nil, applies("repositionner", "2026-03-09", Saisie{"solution": SolutionReport}),
		"/parcours/nouveau?precedent=70", nil, func(d *Dossier) (*Dossier, error) {
			if err := CheckPrecedent(d.Parcours, d.Presences, 7); err != nil {
				return nil, err
			}
			return Identify(nobodyYet(), aNeed(), cip, lundi, neufHeures)
		}},
	"solution_autre": {postponed, nil, applies("relancer_besoin", "2026-02-26", nil), "relancez plutôt l'entrée", nil,
		applies("relancer_entree", "2026-02-28", Saisie{"date_entree_prevue": "2026-03-02"})},
	"solution_report": {in(Repositionnement), nil, applies("relancer_entree", "2026-02-28", Saisie{"date_entree_prevue": "2026-03-02"}),
		"relancez plutôt la recherche", nil, applies("relancer_besoin", "2026-02-28", nil)},
	"absent_de_la_siae": {func(testing.TB) *Dossier { return nobodyYet() }, func(d *Dossier) { d.Contrats[0].FinPrevue = le("2025-12-31") },
		func(d *Dossier) (*Dossier, error) { return Identify(d, aNeed(), cip, lundi, neufHeures) }, "les dates du contrat",
		func(d *Dossier) (*Dossier, error) {
			return Correct(d, Reparation{"faute de frappe", []Correction{typed("contrat", 1, "fin_prevue", "31/12/2026")}}, directeur,
				lundi, neufHeures)
		}, nil},
}

// impassesRectifier are those of the undoing of a passage, and of a file that is closed.
var impassesRectifier = map[string]impasse{
	"nouvelle tentative": {in(Repositionnement), nil, undoes(cip, 0), "/corriger/passage/", func(d *Dossier) (*Dossier, error) {
		return mends(typed("passage", d.DernierPassage().ID, "solution", SolutionReport))(d)
	}, nil},
	"plan": {in(EnFinancement), func(d *Dossier) { d.DernierPassage().Avant.Plan = nil }, undoes(cip, 0), "« Revoir le besoin »", nil,
		applies("revoir_besoin", "2026-01-14", Saisie{"motif": "autre"})},
	"non-présentation": {in(EnEntree), func(d *Dossier) { d.Miss(NonPresentation{Date: le("2026-02-02"), Motif: "sante"}).ID = 5 },
		undoes(cip, 0), "/non_presentation/5", mends(out("non_presentation", 5)), nil},
	"fin prévue": {in(EnDeroulement), func(d *Dossier) {
		d.Tentatives[0].DateFinPrevue = le("2026-01-31")
		d.Tentatives[0].DateDebutPrevue = le("2026-01-05")
	}, undoes(cip, 0), "/tentative/90", mends(typed("tentative", 90, "date_fin_prevue", "06/03/2026")), nil},
	"impact": {in(Sorti), func(d *Dossier) {
		d.Impacts = []Impact{{ID: 6, Presence: 1, Tentative: 1, Date: lundi, Effets: []string{"embauche"}}}
	},
		undoes(cip, 0), "/impact/6", mends(out("impact", 6)), nil},
	"absence": {in(EnDeroulement), absent("2026-02-04"), undoes(cip, 0), "/suivi/41", mends(out("suivi", 41)), nil},
	"heures": {in(EnDeroulement), func(d *Dossier) {
		d.Heures = []Heures{{ID: 4, Presence: 1, Debut: le("2026-02-02"), Fin: le("2026-02-06"), Heures: new(30.0)}}
	}, undoes(cip, 0), "/heures/4", mends(out("heures", 4)), nil},
	"résultat": {in(EnDeroulement), func(d *Dossier) {
		d.Evaluations = []Evaluation{{ID: 4, Presence: 1, Date: le("2026-02-06"), Evaluation: "reussie"}}
	}, undoes(cip, 0), "/evaluation/4", mends(out("evaluation", 4)), nil},
	"aucun passage":     {in(BesoinIdentifie), nil, undoes(cip, 0), "/corriger/parcours/70", nil, mends(out("parcours", 70))},
	"quelqu'un d'autre": {in(EnEntree), nil, undoes(autreCip, 0), "le directeur", nil, undoes(directeur, 0)},
	"plus de 48 heures": {in(EnEntree), nil, undoes(cip, 72), "directeur", nil, undoes(directeur, 72)},
	"clos": {in(Sorti), func(d *Dossier) { d.Parcours.ClosLe = lundi }, undoes(cip, 0), "Rouvrez-le",
		does(func(d *Dossier) error { err := CheckReopen(d); d.Parcours.ClosLe = Date{}; return err }), nil},
	"retiré": {in(EnEntree), func(d *Dossier) { d.Parcours.RetireLe = &neufHeures }, applies("confirmer_entree", "2026-02-02", nil),
		"Remettez-le", func(d *Dossier) (*Dossier, error) {
			p := d.Parcours
			return mends(Correction{Objet: "parcours", ID: 70, Remettre: true, Ligne: &p})(d)
		}, nil},
	"sans suite": {in(SansSuite), nil, applies("demander_financement", "2026-02-02", nil), "identifiez un nouveau besoin", nil,
		func(*Dossier) (*Dossier, error) { return Identify(nobodyYet(), aNeed(), cip, lundi, neufHeures) }},
	"impact sans terme": {in(EnDeroulement), nil, does(func(d *Dossier) error { return CheckActe(d, ActionMeasureImpact) }),
		"Terminez d'abord",
		applies("terminer", "2026-03-06", saisieFin), nil},
}

func (i impasse) check(t *testing.T) {
	d := i.dans(t)
	if d.Parcours.ID != 0 {
		d = numbered(d)
	}
	if i.gate != nil {
		i.gate(d)
	}
	_, err := i.tente(d)
	if err == nil {
		t.Fatal("nothing is refused: build the file that triggers the rule")
	}
	checkSentences(t, err)
	if !strings.Contains(saidBy(err), i.conseil) {
		t.Errorf("the refusal does not advise « %s »:\n%s", i.conseil, saidBy(err))
	}
	if i.suit != nil {
		if d, err = i.suit(d); err != nil {
			t.Fatalf("the advice is refused: %s", details(err))
		}
	}
	if i.puis == nil {
		i.puis = i.tente
	}
	if _, err := i.puis(d); err != nil {
		t.Errorf("the advice was followed, yet: %s", details(err))
	}
}

// saidBy is all that a refusal says, and where it leads.
func saidBy(err error) string {
	var dits []string
	for _, e := range ErreursOf(err) {
		dits = append(dits, e.Message)
		for _, c := range e.Bloquants {
			dits = append(dits, c.Message, c.Lien)
		}
	}
	return strings.Join(dits, "\n")
}

func TestNoRuleIsADeadEnd(t *testing.T) {
	t.Parallel()
	for _, tr := range Machine {
		for _, r := range tr.Blocages {
			if _, ok := impasses[r.Code]; !ok {
				t.Errorf("the rule %s of %s has no case: add to impasses (correction_refus_test.go) the file that triggers it, "+
					"what its refusal advises, and that act", r.Code, tr.Code)
			}
		}
	}
	for _, cas := range []map[string]impasse{impasses, impassesRectifier} {
		for nom, i := range cas {
			t.Run(nom, func(t *testing.T) {
				t.Parallel()
				i.check(t)
			})
		}
	}
}

// TestARefusalSaysWhereToMend: what rests on a passage is named row by row, each with its link.
func TestARefusalSaysWhereToMend(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile("rectifier.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`first\("([a-z_]+)"`).FindAllStringSubmatch(string(source), -1) {
		if !slices.ContainsFunc(keysIn(impassesRectifier), func(i impasse) bool { return strings.Contains(i.conseil, "/"+m[1]+"/") }) {
			t.Errorf("no case of impassesRectifier follows the link to a %s", m[1])
		}
	}
	for _, a := range []Action{ActionChooseFormation, ActionSecure, ActionPlanEntree, ActionReportAbsence} {
		for _, e := range Etats {
			d := in(e.Code)(t)
			if err := CheckActe(d, a); err != nil && !e.Final {
				for _, la := range etatsActe[a] {
					if !strings.Contains(err.Error(), "« "+la.Libelle()+" »") || CheckActe(in(la)(t), a) != nil {
						t.Errorf("%s in %s: %v does not lead to %s", a, e.Code, err, la)
					}
				}
			}
		}
	}
}

// later is a file whose training went to its term, then was followed by another: its impact is measured.
func later(t testing.TB) *Dossier {
	d := then(t, numbered(in(Sorti)(t)), 20, "repositionner", "2026-03-09", Saisie{"solution": "autre_of"})
	onlyImpact(d)
	return d
}

// asRead numbers what was taken over.
func asRead(d *Dossier) {
	d.Parcours.ID = 70
	*d = *numbered(d)
}

// incoherences are the files that a correction would make false, by fault: what is advised is done, and the file holds.
var incoherences = map[string]impasse{
	"entrée prévue après la fin prévue": {in(EnEntree), nil,
		mends(typed("tentative", 90, "date_debut_prevue", "05/01/2026", "date_fin_prevue", "20/01/2026")), "/entree_prevue/90",
		mends(typed("entree_prevue", 90, "date", "19/01/2026")), nil},
	"déroulement déjà terminé": {in(EnDeroulement), nil, mends(typed("presence", 90, "date_fin", "06/03/2026")),
		"ne se corrige pas ici", nil, applies("terminer", "2026-03-06", saisieFin)},
	"sortie sans dates": {in(Sorti), nil, mends(typed("presence", 90, "date_fin", "")), "gardez sa date d'entrée et sa date de fin", nil,
		mends(typed("presence", 90, "date_fin", "05/03/2026"))},
	"a completed training that was abandoned": {in(Sorti), nil,
		mends(typed("presence", 90, "date_fin", "", "date_abandon", "20/02/2026", "motifs_abandon", "sante")),
		"annulez plutôt ce passage", undoes(directeur, 1), applies("abandonner", "2026-02-20", Saisie{"motifs": "sante", "heures": "30"})},
	"an abandoned training that was completed": {in(Abandonne), nil,
		mends(typed("presence", 90, "date_abandon", "", "date_fin", "06/03/2026", "motifs_abandon", "")),
		"annulez plutôt ce passage", undoes(directeur, 1), applies("terminer", "2026-03-06", saisieFin)},
	"situation impossible pour ce type de SIAE": {in(Sorti), func(d *Dossier) { d.Siae.Type, d.Presences[0].Situation = SiaeAci, "emploi" },
		mends(typed("presence", 90, "situation", SituationMiseADisposition)),
		"dans la liste", nil, mends(typed("presence", 90, "situation", "autre"))},
	"abandon sans dates": {in(Abandonne), nil, mends(typed("presence", 90, "date_abandon", "")), "celle de l'abandon", nil,
		mends(typed("presence", 90, "date_abandon", "19/02/2026"))},
	"abandon sans motif": {in(Abandonne), nil, mends(typed("presence", 90, "motifs_abandon", "")), "au moins un motif", nil,
		mends(typed("presence", 90, "motifs_abandon", "sante"))},
	"fin avant entrée": {in(Sorti), nil, mends(typed("presence", 90, "date_fin", "20/01/2026")), "avant son entrée", nil,
		mends(typed("presence", 90, "date_entree", "12/01/2026", "date_fin", "20/01/2026"))},
	"fin et abandon à la fois": {in(Sorti), nil, mends(typed("presence", 90, "date_abandon", "01/03/2026")), "une seule des deux dates", nil,
		mends(typed("presence", 90, "date_fin", "01/03/2026"))},
	"présence sans fin, suivie d'une autre": {formerTry, nil, mends(typed("presence", 90, "date_abandon", "")),
		"gardez la date à laquelle elle a fini", nil, mends(typed("presence", 90, "date_abandon", "19/02/2026"))},
	"entrée avant la fin d'avant": {formerTry, nil, mends(typed("presence", 230, "date_entree", "10/02/2026")),
		"avant la fin de la formation d'avant", mends(typed("presence", 90, "date_abandon", "09/02/2026")), nil},
	"absence hors de la formation": {in(EnDeroulement), absent("2026-02-10"), mends(typed("presence", 90, "date_entree", "16/02/2026")),
		"/suivi/41", mends(typed("suivi", 41, "date", "17/02/2026")), nil},
	"heures négatives": {in(Sorti), nil, mends(typed("heures", 90, "heures", "-5")), "heures", nil,
		mends(typed("heures", 90, "heures", "5"))},
	"heures hors de la formation": {in(Sorti), nil, mends(typed("heures", 90, "fin", "10/03/2026")), "sortiraient des dates",
		mends(typed("presence", 90, "date_fin", "11/03/2026")), nil},
	"plus de 24 heures par jour": {in(Sorti), nil, mends(typed("heures", 90, "debut", "05/03/2026")), "Vérifiez les heures ou les dates", nil,
		mends(typed("heures", 90, "debut", "05/03/2026", "heures", "30"))},
	"plus de 24 heures par jour de formation": {in(Sorti), nil, mends(typed("presence", 90, "date_fin", "03/02/2026")),
		"Vérifiez les heures ou les dates", mends(typed("heures", 90, "heures", "30")), nil},
	"évaluation avant l'entrée": {in(EnDeroulement), func(d *Dossier) {
		d.Evaluations = []Evaluation{{ID: 4, Presence: 1, Date: le("2026-02-06"), Evaluation: "reussie"}}
	}, mends(typed("presence", 90, "date_entree", "09/02/2026")), "/evaluation/4", mends(typed("evaluation", 4, "date", "10/02/2026")), nil},
	"contrôle avant l'entrée": {in(EnDeroulement), func(d *Dossier) {
		d.Controles = append(d.Controles, ControleEntree{ID: 4, Presence: 1, Code: ControleAbsence, Reponse: "non", Date: le("2026-02-06")})
	}, mends(typed("presence", 90, "date_entree", "09/02/2026")), "/controle_entree/4",
		mends(typed("controle_entree", 4, "date", "10/02/2026")), nil},
	"impact sans formation terminée": {later, nil,
		mends(typed("presence", 90, "date_fin", "", "date_abandon", "05/03/2026", "motifs_abandon", "sante")), "/impact/6",
		mends(out("impact", 6)), nil},
	"impact avant la fin": {in(Sorti), onlyImpact, mends(typed("presence", 90, "date_fin", "20/03/2026")), "/impact/6",
		mends(typed("impact", 6, "date", "21/03/2026")), nil},
	"entrée sans date prévue": {in(EnEntree), nil, mends(out("entree_prevue", 90)), "corrigez plutôt sa date", nil,
		mends(typed("entree_prevue", 90, "date", "03/02/2026"))},
	"repositionnement sans solution": {takenOver(Repositionnement), asRead, mends(typed("passage", 1, "solution", "")), "solution", nil,
		mends(typed("passage", 1, "solution", "autre_niveau"))},
	"impact noté deux fois à la même échéance": {in(Sorti), func(d *Dossier) {
		d.Presences[0].DateEntree, d.Presences[0].DateFin = le("2025-06-02"), le("2025-07-04")
		d.Impacts = []Impact{{ID: 6, Presence: 1, Tentative: 1, Date: lundi, Effets: []string{"embauche"}, Echeance: 3},
			{ID: 7, Presence: 1, Tentative: 1, Date: lundi, Effets: []string{"embauche"}, Echeance: 6}}
	}, mends(typed("impact", 7, "echeance", "3")), "retirez l'un des deux", mends(out("impact", 6)), nil},
	"fait sans formation": {in(EnEntree), nil, mends(Correction{Objet: "heures", ID: 4, Remettre: true, Ligne: &Heures{ID: 4, ParcoursID: 70,
		Presence: 1, Debut: le("2026-02-02"), Fin: le("2026-02-06"), Heures: new(30.0), RetireLe: &neufHeures}}),
		"notez d'abord l'entrée", applies("confirmer_entree", "2026-02-02", nil), nil},
	"entrée avant le besoin": {takenOver(EnDeroulement), asRead, mends(typed("parcours", 70, "date", "10/02/2026")), "/presence/90",
		mends(typed("presence", 90, "date_entree", "11/02/2026")), nil},
	"décisions dans le désordre": {in(EnEntree), nil, mends(typed("passage", 2, "date", "01/02/2026")), "/passage/3",
		mends(typed("passage", 3, "date", "01/02/2026")), nil},
}

// TestNoIncoherenceIsADeadEnd: each fault of a row has a case.
func TestNoIncoherenceIsADeadEnd(t *testing.T) {
	t.Parallel()
	f, err := parser.ParseFile(token.NewFileSet(), "dossier_incoherence.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(f, func(n ast.Node) bool {
		appel, ok := n.(*ast.CallExpr)
		if !ok || len(appel.Args) != 5 {
			return true
		}
		if faute, ok := appel.Args[3].(*ast.BasicLit); ok {
			if _, vue := incoherences[strings.Trim(faute.Value, `"`)]; !vue {
				t.Errorf("the fault %s has no case: add to incoherences (correction_refus_test.go) the correction that meets it, "+
					"what its sentence advises, and that act", faute.Value)
			}
		}
		return true
	})
	for nom, i := range incoherences {
		t.Run(nom, func(t *testing.T) {
			t.Parallel()
			i.check(t)
		})
	}
}

func keysIn(m map[string]impasse) (vs []impasse) {
	for _, v := range m {
		vs = append(vs, v)
	}
	return vs
}
