package app_test

import (
	"bytes"
	"cmp"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"go.yaml.in/yaml/v3"

	"parcours.example/internal/parcours"
)

func (b *bilan) report(debut, fin string, o parcours.OptionsRapport) *parcours.Rapport {
	b.Helper()
	r, err := b.ReportResultats(context.Background(), b.Aci.Directeur, day(b.T, debut), day(b.T, fin), o)
	if err != nil {
		b.Fatal(err)
	}
	return r
}

// figure is the numerator and the denominator of an indicator, -1 when empty.
func figure(t *testing.T, r *parcours.Rapport, code string) [2]float64 {
	t.Helper()
	i, ok := r.Find(code)
	if !ok {
		t.Fatalf("no indicator %q", code)
	}
	f := [2]float64{-1, -1}
	for j, v := range []*float64{i.Numerateur, i.Denominateur} {
		if v != nil {
			f[j] = *v
		}
	}
	return f
}

// decompte is what one counts by hand for one indicator on the files of cast, over
// 2025: testdata/resultats/<code>.yaml holds one or several.
type decompte struct {
	Compte                   string // who is counted, in words
	Fin                      string // the last day, the end of the year when it is empty
	Obligations              bool   // mandatory trainings too
	Numerateur, Denominateur *float64
	Completude               *parcours.Completude
	NonDetaille              bool     `yaml:"non_detaille"`
	Parts                    []string // of the breakdown
}

// decomptes reads the hand counts of an indicator.
func decomptes(t *testing.T, code string) []decompte {
	t.Helper()
	chemin := filepath.Join("testdata", "resultats", code+".yaml")
	texte, err := os.ReadFile(chemin)
	if err != nil {
		t.Errorf("the indicator %s has no hand count: write internal/app/%s, what it must be on the files of cast "+
			"(resultat_bilan_test.go), as its neighbours do", code, chemin)
		return nil
	}
	var ds []decompte
	lecteur := yaml.NewDecoder(bytes.NewReader(texte))
	lecteur.KnownFields(true)
	if err := lecteur.Decode(&ds); err != nil {
		t.Errorf("%s: %v", chemin, err)
	}
	if !slices.ContainsFunc(ds, func(d decompte) bool { return d.Fin == "" && !d.Obligations && d.Numerateur != nil }) {
		t.Errorf("%s does not count the whole of 2025: give it a count without fin nor obligations, with its numerateur", chemin)
	}
	return ds
}

// TestIndicatorsMatchWhatOneCountsByHand asks a hand count of every indicator that
// is loaded, and holds it to each.
func TestIndicatorsMatchWhatOneCountsByHand(t *testing.T) {
	t.Parallel()
	b := newBilan(t)
	b.cast()
	rapports := map[[2]string]*parcours.Rapport{}
	report := func(d decompte) *parcours.Rapport {
		fin := cmp.Or(d.Fin, "2025-12-31")
		cle := [2]string{fin, strconv.FormatBool(d.Obligations)}
		if rapports[cle] == nil {
			rapports[cle] = b.report("2025-01-01", fin, parcours.OptionsRapport{Obligations: d.Obligations})
		}
		return rapports[cle]
	}
	charges := report(decompte{}).Indicateurs
	for _, i := range charges {
		for _, d := range decomptes(t, i.Code) {
			calcule, _ := report(d).Find(i.Code)
			lu := decompte{d.Compte, d.Fin, d.Obligations, calcule.Numerateur, calcule.Denominateur,
				calcule.Completude, calcule.NonDetaille, parts(calcule)}
			if ecart := gocmp.Diff(d, lu); ecart != "" {
				t.Errorf("%s is not what one counts by hand, « %s » (- by hand, + computed)\n%s", i.Code, d.Compte, ecart)
			}
		}
	}
	chemins, err := filepath.Glob("testdata/resultats/*.yaml")
	if err != nil || len(chemins) == 0 {
		t.Fatalf("no hand count is found: %v", err)
	}
	for _, c := range chemins {
		code := strings.TrimSuffix(filepath.Base(c), ".yaml")
		if !slices.ContainsFunc(charges, func(i parcours.Indicateur) bool { return i.Code == code }) {
			t.Errorf("%s counts an indicator that is not loaded: rename it as its file of internal/postgres/indicateurs, or delete it", c)
		}
	}
}

// again abandons, or ends, in 2025, and gets ready to go on.
func (b *bilan) again(prenom, transition, solution string, champs parcours.Saisie) int64 {
	b.Helper()
	cip := b.lieu.Cip
	id := b.identify(prenom, "2025-01-10")
	b.plan(id, "2025-01-15", "2025-02-03", 70)
	b.apply(id, cip, "2025-02-03", "confirmer_entree", parcours.Saisie{"controle_venu": "oui"})
	b.apply(id, cip, "2025-03-03", transition, champs)
	b.apply(id, cip, "2025-03-10", "repositionner", parcours.Saisie{"solution": solution})
	return id
}

// The same action, described otherwise when it is postponed (mandatory now, and
// shorter), leaves the year of the first stay alone; so does another try.
func TestAReportThatIsDescribedAgainDoesNotMoveThePast(t *testing.T) {
	t.Parallel()
	b := newBilan(t)
	ids := []int64{
		b.again("Aya", "abandonner", "report", parcours.Saisie{"motifs": "mobilite", "heures": "12,5"}),
		b.again("Bao", "terminer", "autre_niveau", parcours.Saisie{"heures": "63", "evaluation": "echouee", "situation": "maintien_meme_siae"}),
	}
	avant := b.report("2025-01-01", "2025-12-31", parcours.OptionsRapport{})
	listed := func() []parcours.LigneFormation {
		return must[[]parcours.LigneFormation](t)(b.ListFormations(context.Background(), b.Aci.Directeur, day(t, "2025-01-01"),
			day(t, "2025-12-31"), parcours.OptionsRapport{}))
	}
	lignes := listed()
	if len(lignes) == 0 || lignes[0].Intitule != "Formation d'essai" {
		t.Fatalf("the files of 2025: %+v", lignes)
	}
	for code, want := range map[string][2]float64{"entrees": {2, -1}, "abandons": {1, -1}, "assiduite": {63, 70},
		"parcours_par_etat": {2, -1}} {
		if got := figure(t, avant, code); got != want {
			t.Errorf("before: %s = %v, want %v", code, got, want)
		}
	}
	for _, id := range ids {
		f := parcours.Formation{Intitule: "Recyclage", Type: "certifiante", Organisme: "Autre", Lieu: "of", DateDebutPrevue: day(t, "2026-01-12"),
			DateFinPrevue: day(t, "2026-01-30"), HeuresPrevues: 35, CoutConnu: true, ObligationEmployeur: true}
		if err := b.at("2026-01-05").ChooseFormation(context.Background(), b.lieu.Cip, id, 0, f, ""); err != nil {
			t.Fatal(err)
		}
	}
	same := func(quand string) {
		t.Helper()
		apres := b.report("2025-01-01", "2025-12-31", parcours.OptionsRapport{})
		if ecart := gocmp.Diff(avant.Indicateurs, apres.Indicateurs); ecart != "" {
			t.Errorf("%s: the figures of 2025 moved (- before, + now)\n%s", quand, ecart)
		}
		if ecart := gocmp.Diff(lignes, listed(), cmpopts.EquateComparable(parcours.Date{})); ecart != "" {
			t.Errorf("%s: the files behind them moved (- before, + now)\n%s", quand, ecart)
		}
	}
	same("described again")
	for _, id := range ids {
		entree := parcours.Saisie{"date_entree_prevue": "2026-01-12"}
		if id == ids[0] {
			b.apply(id, b.lieu.Cip, "2026-01-06", "relancer_entree", entree)
		} else {
			b.finance(id, b.lieu.Cip, parcours.Financement{Dispositif: "sans_cout"}, parcours.Reponse{})
			b.apply(id, b.lieu.Cip, "2026-01-06", "relancer_financement", nil)
			b.apply(id, b.lieu.Cip, "2026-01-06", "planifier_entree", entree)
		}
		b.apply(id, b.lieu.Cip, "2026-01-12", "confirmer_entree", parcours.Saisie{"controle_venu": "oui"})
		b.apply(id, b.lieu.Cip, "2026-01-30", "terminer", parcours.Saisie{"heures": "35", "evaluation": "reussie", "situation": "emploi"})
	}
	same("entered again")
	for obligations, want := range map[bool][2]float64{false: {-1, -1}, true: {70, 70}} {
		if got := figure(t, b.report("2026-01-01", "2026-02-28", parcours.OptionsRapport{Obligations: obligations}), "assiduite"); got != want {
			t.Errorf("2026, mandatory ones %v: %v, want %v", obligations, got, want)
		}
	}
}

// What a spreadsheet knew of the training before a repositionnement counts like
// any other.
func TestAParcoursTakenOverInRepositionnementReachesTheFigures(t *testing.T) {
	t.Parallel()
	b := newBilan(t)
	b.resume("Aya", parcours.Reprise{Etat: parcours.Repositionnement, Besoin: parcours.Besoin{Date: day(t, "2025-01-10")},
		Depuis:     day(t, "2025-03-10"),
		DateEntree: day(t, "2025-02-03"), Suite: parcours.Suite{Solution: "autre_of"}, Issue: parcours.Issue{DateAbandon: day(t, "2025-03-03"),
			MotifsAbandon: []string{"mobilite"}, HeuresRealisees: f64(12.5)}})
	r := b.report("2025-01-01", "2025-12-31", parcours.OptionsRapport{})
	for code, want := range map[string][2]float64{"entrees": {1, -1}, "abandons": {1, -1}, "taux_abandon": {1, 1},
		"heures": {12.5, -1}, "taux_repositionnement": {1, 1}, "delai_entree": {24, 1}} {
		if got := figure(t, r, code); got != want {
			t.Errorf("%s = %v, want %v", code, got, want)
		}
	}
}

// The figures with the mandatory ones are among those that are counted by hand.
func TestMandatoryTrainingsAreListedOnDemandOnly(t *testing.T) {
	t.Parallel()
	b := newBilan(t)
	b.cast()
	lignes, err := b.ListFormations(context.Background(), b.Aci.Directeur, day(t, "2025-01-01"), day(t, "2025-12-31"),
		parcours.OptionsRapport{})
	if err != nil || len(lignes) != 6 { // Aya twice, Bao, Chloé, Driss, Inès
		t.Fatalf("%d files (%v), want 6", len(lignes), err)
	}
	if l := lignes[0]; l.Prenom != "Aya" || l.Heures == nil || *l.Heures != 12.5 || l.DateAbandon != day(t, "2025-02-20") ||
		len(l.Motifs) != 2 {
		t.Errorf("first file: %+v", l)
	}
}

func TestBreakdownAppearsFromFivePersons(t *testing.T) {
	t.Parallel()
	b := newBilan(t)
	for i, motifs := range [][]string{{"mobilite"}, {"mobilite", "famille"}, {"mobilite"}, {"famille"}, {"autre"}} {
		d := parcours.NewDate(2025, time.May, 1+i)
		b.resume("Prénom"+string(rune('A'+i)), parcours.Reprise{Etat: parcours.Abandonne, Besoin: parcours.Besoin{Date: d},
			DateEntree: d, Issue: parcours.Issue{DateAbandon: d, MotifsAbandon: motifs}})
	}
	r := b.report("2025-01-01", "2025-12-31", parcours.OptionsRapport{})
	wantParts(t, r, "abandons", "Mobilité 3", "Famille 2", "Autre motif 1")
	if h, _ := r.Find("heures"); h.Numerateur != nil || h.Valeur != nil {
		t.Errorf("unknown hours are shown as %v", *h.Numerateur)
	}
}

// parts is a breakdown, line by line.
func parts(i parcours.Indicateur) []string {
	var lignes []string
	for _, p := range i.Ventilation {
		lignes = append(lignes, p.Libelle+" "+strconv.FormatFloat(*p.Numerateur, 'f', -1, 64))
	}
	return lignes
}

// wantParts checks a breakdown.
func wantParts(t *testing.T, r *parcours.Rapport, code string, want ...string) {
	t.Helper()
	i, ok := r.Find(code)
	if !ok {
		t.Fatalf("no indicator %q", code)
	}
	if ecart := gocmp.Diff(want, parts(i)); ecart != "" {
		t.Errorf("%s (- wanted, + computed)\n%s", code, ecart)
	}
}

func TestPeriodOfAReport(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	for _, c := range []struct{ debut, fin, champ string }{
		{"2025-02-01", "2025-01-31", "fin"},
		{"2021-03-02", "2026-03-02", "fin"}, // five years and a day
		{"2026-01-01", "2026-03-03", "fin"}, // tomorrow
	} {
		_, err := e.ReportResultats(context.Background(), e.Aci.Directeur, day(t, c.debut), day(t, c.fin), parcours.OptionsRapport{})
		if es := wantCode(t, err, parcours.Invalide); es.Champ != c.champ {
			t.Errorf("%s to %s: %v", c.debut, c.fin, err)
		}
	}
	_, err := e.ReportResultats(context.Background(), e.Aci.Directeur, parcours.Date{}, aujourdhui, parcours.OptionsRapport{})
	wantCode(t, err, parcours.Invalide)
	r, err := e.ReportResultats(context.Background(), e.Aci.Directeur, day(t, "2021-03-03"), aujourdhui, parcours.OptionsRapport{})
	if err != nil || !r.IsEmpty() || r.EtabliLe != aujourdhui {
		t.Errorf("empty report: %v, %+v", err, r)
	}
	for _, qui := range []parcours.Identite{e.Aci.Cip, e.Aci.Encadrant} {
		_, err := e.ReportResultats(context.Background(), qui, day(t, "2026-01-01"), aujourdhui, parcours.OptionsRapport{})
		wantCode(t, err, parcours.Interdit)
	}
}
