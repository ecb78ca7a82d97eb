package app_test

import (
	"context"
	"reflect"
	"strconv"
	"testing"
	"time"

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

func TestIndicatorsMatchWhatOneCountsByHand(t *testing.T) {
	t.Parallel()
	b := newBilan(t)
	b.cast()
	r := b.report("2025-01-01", "2025-12-31", parcours.OptionsRapport{})
	for code, want := range map[string][2]float64{
		"entrees":               {5, -1},     // Aya twice, Bao, Driss, Inès; not Chloé (2024), Hugo (struck out), Élise (mandatory)
		"fins":                  {3, -1},     // Aya's second try, Bao, Inès on the last day
		"abandons":              {2, -1},     // Aya's first try, Chloé
		"taux_abandon":          {2, 5},      //
		"taux_reussite":         {1, 3},      // Aya yes, Bao in part, Inès no
		"heures":                {187.5, -1}, // 12,5 + 35 + 40 + 100, Chloé unknown
		"duree_moyenne":         {175, 3},    //
		"assiduite":             {175, 185},  // 35/35, 40/50, 100/100
		"taux_repositionnement": {1, 2},      // Aya, nine days later
		"delai_entree":          {17, 4},     // 24, 10, 35, 10 days: the middle is (10+24)/2
		"taux_non_presentation": {1, 4},      // Fanta, of Aya twice, Fanta, Hugo
		"entonnoir":             {7, -1},     // Aya, Bao, Driss, Fanta, Hugo, Inès, Jade
		"parcours_par_etat":     {8, -1},     // all but Gaël (closed in 2024) and Élise
		"situations":            {2, 3},      // Bao's is not known
		"financements":          {1100, 1300},
	} {
		if got := figure(t, r, code); got != want {
			t.Errorf("%s = %v, want %v", code, got, want)
		}
	}
	h, _ := r.Find("heures")
	if h.Completude == nil || *h.Completude != (parcours.Completude{Connus: 4, Attendus: 5}) {
		t.Errorf("hours known: %+v", h.Completude)
	}
	wantParts(t, r, "entonnoir", "Besoin identifié 7", "Financement 6", "Entrée 4", "Sortie 3")
	wantParts(t, r, "parcours_par_etat", "Besoin identifié 1", "Entrée 1", "Déroulement 1", "Sortie 3", "Abandon 1", "Sans suite 1")
	for _, code := range []string{"abandons", "situations", "financements", "taux_reussite"} {
		if i, _ := r.Find(code); !i.NonDetaille || len(i.Ventilation) > 0 {
			t.Errorf("%s is broken down for fewer than 5 persons", code)
		}
	}
}

func TestLaterTriesDoNotMoveEarlierFigures(t *testing.T) {
	t.Parallel()
	b := newBilan(t)
	b.cast()
	r := b.report("2025-01-01", "2025-03-31", parcours.OptionsRapport{})
	if got := figure(t, r, "taux_abandon"); got != [2]float64{2, 2} {
		t.Errorf("first quarter: %v, want Aya's and Chloé's abandonments and no end", got)
	}
	wantParts(t, r, "entonnoir", "Besoin identifié 4", "Financement 3", "Entrée 3", "Sortie 0") // Aya, Bao, Inès, Jade
}

// postponed abandons, or ends, in 2025, and gets ready to do the same action
// again.
func (b *bilan) postponed(prenom, transition string, champs parcours.Saisie) int64 {
	b.Helper()
	cip := b.lieu.Cip
	id := b.identify(prenom, "2025-01-10")
	b.plan(id, "2025-01-15", "2025-02-03", 70)
	b.apply(id, cip, "2025-02-03", "confirmer_entree", parcours.Saisie{"controle_venu": "oui"})
	b.apply(id, cip, "2025-03-03", transition, champs)
	b.apply(id, cip, "2025-03-10", "repositionner", parcours.Saisie{"solution": "report"})
	return id
}

// The same action, described otherwise when it is postponed (mandatory now, and
// shorter), leaves the year of the first stay alone.
func TestAReportThatIsDescribedAgainDoesNotMoveThePast(t *testing.T) {
	t.Parallel()
	b := newBilan(t)
	ids := []int64{
		b.postponed("Aya", "abandonner", parcours.Saisie{"motifs": "mobilite", "heures": "12,5"}),
		b.postponed("Bao", "terminer", parcours.Saisie{"heures": "63", "evaluation": "echouee", "situation": "maintien_meme_siae"}),
	}
	avant := b.report("2025-01-01", "2025-12-31", parcours.OptionsRapport{})
	listed := func() []parcours.LigneFormation {
		return must[[]parcours.LigneFormation](t)(b.ListFormations(context.Background(), b.Aci.Directeur, day(t, "2025-01-01"), day(t, "2025-12-31"), parcours.OptionsRapport{}))
	}
	lignes := listed()
	for code, want := range map[string][2]float64{"entrees": {2, -1}, "abandons": {1, -1}, "assiduite": {63, 70}, "parcours_par_etat": {2, -1}} {
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
		if !reflect.DeepEqual(avant.Indicateurs, apres.Indicateurs) {
			t.Errorf("%s: the figures of 2025 moved\n%+v\n%+v", quand, avant.Indicateurs, apres.Indicateurs)
		}
		if l := listed(); !reflect.DeepEqual(lignes, l) || l[0].Intitule != "Formation d'essai" {
			t.Errorf("%s: the files behind them moved\n%+v\n%+v", quand, lignes, l)
		}
	}
	same("described again")
	for _, id := range ids {
		b.apply(id, b.lieu.Cip, "2026-01-06", "relancer_entree", parcours.Saisie{"date_entree_prevue": "2026-01-12"})
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
	b.resume("Aya", parcours.Reprise{Etat: parcours.Repositionnement, Besoin: parcours.Besoin{Date: day(t, "2025-01-10")}, Depuis: day(t, "2025-03-10"),
		Entree: parcours.Entree{DateEntree: day(t, "2025-02-03")}, Issue: parcours.Issue{Solution: "autre_of", DateAbandon: day(t, "2025-03-03"),
			MotifsAbandon: []string{"mobilite"}, HeuresRealisees: f64(12.5)}})
	r := b.report("2025-01-01", "2025-12-31", parcours.OptionsRapport{})
	for code, want := range map[string][2]float64{"entrees": {1, -1}, "abandons": {1, -1}, "taux_abandon": {1, 1}, "heures": {12.5, -1}, "taux_repositionnement": {1, 1}, "delai_entree": {24, 1}} {
		if got := figure(t, r, code); got != want {
			t.Errorf("%s = %v, want %v", code, got, want)
		}
	}
}

func TestMandatoryTrainingsAreCountedOnDemandOnly(t *testing.T) {
	t.Parallel()
	b := newBilan(t)
	b.cast()
	r := b.report("2025-01-01", "2025-12-31", parcours.OptionsRapport{Obligations: true})
	for code, want := range map[string][2]float64{"entrees": {6, -1}, "fins": {4, -1}, "taux_reussite": {2, 4}, "heures": {201.5, -1}} {
		if got := figure(t, r, code); got != want {
			t.Errorf("%s = %v, want %v", code, got, want)
		}
	}
	lignes, err := b.ListFormations(context.Background(), b.Aci.Directeur, day(t, "2025-01-01"), day(t, "2025-12-31"), parcours.OptionsRapport{})
	if err != nil || len(lignes) != 6 { // Aya twice, Bao, Chloé, Driss, Inès
		t.Fatalf("%d files (%v), want 6", len(lignes), err)
	}
	if l := lignes[0]; l.Prenom != "Aya" || l.Heures == nil || *l.Heures != 12.5 || l.DateAbandon != day(t, "2025-02-20") || len(l.Motifs) != 2 {
		t.Errorf("first file: %+v", l)
	}
}

func TestBreakdownAppearsFromFivePersons(t *testing.T) {
	t.Parallel()
	b := newBilan(t)
	for i, motifs := range [][]string{{"mobilite"}, {"mobilite", "famille"}, {"mobilite"}, {"famille"}, {"autre"}} {
		d := parcours.NewDate(2025, time.May, 1+i)
		b.resume("Prénom"+string(rune('A'+i)), parcours.Reprise{Etat: parcours.Abandonne, Besoin: parcours.Besoin{Date: d},
			Entree: parcours.Entree{DateEntree: d}, Issue: parcours.Issue{DateAbandon: d, MotifsAbandon: motifs}})
	}
	r := b.report("2025-01-01", "2025-12-31", parcours.OptionsRapport{})
	wantParts(t, r, "abandons", "Mobilité 3", "Famille 2", "Autre motif 1")
	if h, _ := r.Find("heures"); h.Numerateur != nil || h.Valeur != nil {
		t.Errorf("unknown hours are shown as %v", *h.Numerateur)
	}
}

// wantParts checks a breakdown, line by line.
func wantParts(t *testing.T, r *parcours.Rapport, code string, want ...string) {
	t.Helper()
	i, _ := r.Find(code)
	var got []string
	for _, p := range i.Ventilation {
		got = append(got, p.Libelle+" "+strconv.FormatFloat(*p.Numerateur, 'f', -1, 64))
	}
	if len(got) != len(want) {
		t.Fatalf("%s: %q, want %q", code, got, want)
	}
	for j := range want {
		if got[j] != want[j] {
			t.Errorf("%s: %q, want %q", code, got, want)
			return
		}
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
