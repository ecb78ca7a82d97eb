package parcours

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// The little world of these tests: one SIAE, its people, and a Monday morning.
var (
	lundi      = NewDate(2026, 3, 16)
	neufHeures = time.Date(2026, 3, 16, 9, 0, 0, 0, time.UTC)

	cip       = Identite{UtilisateurID: 11, SiaeID: 1, Role: Cip}
	autreCip  = Identite{UtilisateurID: 12, SiaeID: 1, Role: Cip}
	directeur = Identite{UtilisateurID: 21, SiaeID: 1, Role: Directeur}
	encadrant = Identite{UtilisateurID: 31, SiaeID: 1, Role: Encadrant}
)

func le(iso string) Date {
	d, err := ParseDate(iso)
	if err != nil || d.IsZero() {
		panic("bad date in a test: " + iso)
	}
	return d
}

// nobodyYet is a person of an AI for whom nothing has begun.
func nobodyYet() *Dossier {
	return &Dossier{
		Siae: Siae{ID: 1, Nom: "Les Ateliers du Lys", Type: "AI", Departement: "80", Opco: "uniformation", EffectifOpco: 32},
		Salarie: Salarie{ID: 7, SiaeID: 1, Nom: "Diallo", Prenom: "Awa",
			DateFinPass: le("2027-08-31")},
		Contrats: Contrats{{ID: 1, SalarieID: 7, Type: "cddi", Debut: le("2025-09-01"), FinPrevue: le("2026-08-31")}},
	}
}

func aNeed() Besoin {
	return Besoin{Origine: "salarie", Intitule: "Agent de propreté", Description: "Veut un titre.", Date: le("2026-01-05")}
}

func aFormation() Formation {
	return Formation{Intitule: "Titre agent de propreté", Type: "certifiante", Lieu: "of", Organisme: "OF du Lys",
		DateDebutPrevue: le("2026-02-02"), DateFinPrevue: le("2026-03-06"), HeuresPrevues: 140, Cout: 1200_00, CoutConnu: true}
}

// prepare gives the current try all that a CIP would want before an entry: no
// rule has anything left to say.
func prepare(d *Dossier) {
	d.Courante().Formation = aFormation()
	d.Financements = []Financement{{ID: 1, Dispositif: "pic_iae", Etat: "accorde", MontantDemande: 1200_00, MontantAccorde: 1200_00,
		Reponses: []Reponse{{FinancementID: 1, Reponse: "accorde", Montant: 1200_00}},
		Pieces:   []Piece{{Code: "devis", FournieLe: le("2026-01-10")}, {Code: "facture"}}}}
	d.Securisations = nil
	for _, s := range Securisations {
		d.Securisations = append(d.Securisations, Securisation{Code: s.Code, Reponse: "fait", Date: le("2026-01-15")})
	}
	d.Freins = []Frein{{Code: "mobilite", Etat: "solution_en_cours", Solution: "Scooter prêté", DateIdentifie: le("2026-01-05")}}
	d.Suivis = []Suivi{{Tentative: d.Parcours.Tentative, Date: le("2026-03-05"), Avec: "salarie", Difficulte: true}}
}

// leadsTo is how a test reaches each state, by real passages.
var leadsTo = map[Etat]string{EnFinancement: "demander_financement", EnEntree: "planifier_entree", EnDeroulement: "confirmer_entree",
	Sorti: "terminer", Abandonne: "abandonner", Repositionnement: "repositionner", SansSuite: "classer_sans_suite"}

// in gives a file standing in a state, reached by the nominal path.
func in(e Etat) func(testing.TB) *Dossier {
	return func(t testing.TB) *Dossier {
		t.Helper()
		if e == BesoinIdentifie {
			d, err := Identify(nobodyYet(), aNeed(), cip, lundi, neufHeures)
			if err != nil {
				t.Fatal(err)
			}
			d.Parcours.ID = 70
			prepare(d)
			return d
		}
		if leadsTo[e] == "" {
			t.Fatalf("no passage is known that leads to « %s »: add its line to leadsTo (aide_test.go)", e)
		}
		d := pass(t, leadsTo[e])
		if e == Repositionnement {
			prepare(d)
		}
		return d
	}
}

// postponed gives a file in repositionnement for a mere report of the action.
func postponed(t testing.TB) *Dossier {
	t.Helper()
	return mustApply(t, in(Abandonne)(t), "repositionner", le("2026-02-25"), Saisie{"solution": "report"})
}

// pass runs the nominal passage of a row, without a single warning.
func pass(t testing.TB, code string) *Dossier {
	t.Helper()
	n := nominalOf(t, code)
	return mustApply(t, n.depart(t), code, n.date, n.saisie)
}

func ask(d *Dossier, code string, date Date, saisie Saisie, acquittes ...string) Demande {
	return Demande{Transition: code, Version: d.Parcours.Version, Date: date, Champs: maps.Clone(saisie), Acquittes: acquittes}
}

func mustApply(t testing.TB, d *Dossier, code string, date Date, saisie Saisie, acquittes ...string) *Dossier {
	t.Helper()
	apres, err := Apply(d, ask(d, code, date, saisie, acquittes...), cip, lundi, neufHeures)
	if err != nil {
		t.Fatalf("%s: %v", code, details(err))
	}
	if fautes := apres.Incoherences(lundi); len(fautes) > 0 {
		t.Fatalf("%s leads to an incoherent file: %v", code, fautes)
	}
	return apres
}

// details shows an error with the warnings and blockers it carries.
func details(err error) string {
	s := err.Error()
	for _, e := range ErreursOf(err) {
		for _, c := range append(slices.Clone(e.Bloquants), e.AAcquitter...) {
			s += "\n  - " + c.Code + ": " + c.Message
		}
	}
	return s
}

func codesOf(constats []Constat) []string {
	var codes []string
	for _, c := range constats {
		codes = append(codes, c.Code)
	}
	return codes
}

// refused demands an Erreur of this code whose every sentence can be shown.
func refused(t testing.TB, err error, code Code) *Erreur {
	t.Helper()
	var e *Erreur
	if !errors.As(err, &e) {
		t.Fatalf("want a refusal %q, got %v", code, err)
	}
	if e.Code != code {
		t.Fatalf("want a refusal %q, got %s", code, details(err))
	}
	checkSentences(t, err)
	return e
}

// refusedFor demands a refusal beside each of these fields, and no other.
func refusedFor(t testing.TB, err error, champs ...string) {
	t.Helper()
	var vus []string
	for _, e := range ErreursOf(err) {
		if len(e.Bloquants)+len(e.AAcquitter) > 0 && len(vus) > 0 {
			continue // what the rules found besides
		}
		if e.Code != Invalide {
			t.Errorf("want invalide, got %v", e)
		}
		vus = append(vus, e.Champ)
	}
	slices.Sort(vus)
	slices.Sort(champs)
	if !slices.Equal(vus, champs) {
		t.Errorf("refused fields: got %v, want %v (%v)", vus, champs, err)
	}
	if err != nil {
		checkSentences(t, err)
	}
}

var anglais = regexp.MustCompile(`(?i)(^|\PL)(the|is|are|not|must|cannot|invalid|error|with|unknown|missing|field)(\PL|$)`)

// sentenceFault says what keeps a message from being shown as it stands.
func sentenceFault(s string) string {
	switch {
	case strings.TrimSpace(s) == "":
		return "empty"
	case !strings.ContainsAny(s[len(s)-1:], ".!?:"):
		return "does not end like a sentence"
	case anglais.MatchString(s):
		return "holds an English word"
	case strings.Contains(s, "%!") || strings.Contains(s, "  "):
		return "badly formatted"
	}
	return ""
}

type failer interface {
	Helper()
	Errorf(string, ...any)
}

func checkSentences(t failer, err error) {
	t.Helper()
	es := ErreursOf(err)
	if len(es) == 0 {
		t.Errorf("not a refusal that a person can read: %v", err)
	}
	for _, e := range es {
		messages := []string{e.Message}
		for _, c := range append(slices.Clone(e.Bloquants), e.AAcquitter...) {
			messages = append(messages, c.Message)
		}
		for _, m := range messages {
			if faute := sentenceFault(m); faute != "" {
				t.Errorf("message %q: %s", m, faute)
			}
		}
	}
}

// photo is the whole of a file, to prove that nothing in it moved.
func photo(t interface{ Fatal(...any) }, d *Dossier) string {
	b, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// ecart is what differs between two photos, line by line; empty when nothing does.
func ecart(avant, apres string) string {
	if avant == apres {
		return ""
	}
	unfold := func(photo string) string {
		var b bytes.Buffer
		_ = json.Indent(&b, []byte(photo), "", "  ") // a photo is JSON
		return b.String()
	}
	return cmp.Diff(unfold(avant), unfold(apres))
}

var datesEgales = cmpopts.EquateComparable(Date{})

// fautesOf names what is wrong with a file.
func fautesOf(d *Dossier, jour Date) []string {
	return each(d.Incoherences(jour), func(i Incoherence) string { return i.Faute })
}
