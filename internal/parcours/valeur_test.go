package parcours

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/build"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestDatesAreReadAsPeopleAndMachinesWriteThem(t *testing.T) {
	t.Parallel()
	for texte, iso := range map[string]string{
		"2026-03-02": "2026-03-02", "02/03/2026": "2026-03-02", "2/3/2026": "2026-03-02", " 2026-03-02 ": "2026-03-02",
		"29/02/2024": "2024-02-29", "": "",
	} {
		if d, err := ParseDate(texte); err != nil || d.String() != iso {
			t.Errorf("%q: %q, %v", texte, d, err)
		}
	}
	for _, texte := range []string{"30/02/2026", "2026-02-29", "31/04/2026", "2026-13-01", "00/01/2026", "demain",
		"2026/03/02", "02-03-2026", "02/03/26", "2026-03-02T10:00:00Z"} {
		if d, err := ParseDate(texte); err == nil {
			t.Errorf("%q was read as %s", texte, d)
		}
	}
}

func TestADateIsACivilDay(t *testing.T) {
	t.Parallel()
	paris := time.FixedZone("Paris", 2*3600)
	if d := DateOf(time.Date(2026, 7, 1, 0, 30, 0, 0, paris)); d != le("2026-07-01") {
		t.Errorf("half past midnight in Paris is %s", d)
	}
	d := le("2026-03-02")
	if d.Francais() != "02/03/2026" || (Date{}).Francais() != "" || d.Year() != 2026 || d.Weekday() != time.Monday ||
		!d.Time().Equal(time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)) {
		t.Error("how a day is written")
	}
	if d.AddDays(-2) != le("2026-02-28") || d.AddMonths(3) != le("2026-06-02") || d.AddDays(30).DaysSince(d) != 30 {
		t.Error("how days are counted")
	}
	if !DateOf(time.Time{}).IsZero() || !d.After(d.AddDays(-1)) || d.Before(d) {
		t.Error("how days are compared")
	}
}

func TestADateTravelsThroughJSONAndSQL(t *testing.T) {
	t.Parallel()
	type fiche struct{ Le, Inconnue Date }
	b, err := json.Marshal(fiche{Le: le("2026-03-02")})
	if err != nil || string(b) != `{"Le":"2026-03-02","Inconnue":""}` {
		t.Fatalf("%s %v", b, err)
	}
	var f fiche
	if err := json.Unmarshal(b, &f); err != nil || f.Le != le("2026-03-02") || !f.Inconnue.IsZero() {
		t.Errorf("%+v %v", f, err)
	}
	if json.Unmarshal([]byte(`{"Le":"2026-02-30"}`), &f) == nil {
		t.Error("30 February was read")
	}
	if v, err := (Date{}).Value(); v != nil || err != nil {
		t.Error("unknown is NULL")
	}
	v, err := le("2026-03-02").Value()
	if err != nil {
		t.Fatal(err)
	}
	for _, src := range []any{v, "2026-03-02"} {
		var d Date
		if err := d.Scan(src); err != nil || d != le("2026-03-02") {
			t.Errorf("scan %v: %s %v", src, d, err)
		}
	}
	d := lundi
	if err := d.Scan(nil); err != nil || !d.IsZero() {
		t.Error("NULL is unknown")
	}
	if d.Scan(12) == nil || d.Scan("hier") == nil {
		t.Error("a number and a word are not dates")
	}
}

func TestAmountsAreReadAsPeopleTypeThem(t *testing.T) {
	t.Parallel()
	for texte, centimes := range map[string]int64{
		"1240": 1240_00, "1 240,50 €": 1240_50, "1\u202f240,5": 1240_50, "1\u00a0240.05€": 1240_05, "0": 0, "0,01": 1,
		"12,": 12_00, "999999999": 999999999_00,
	} {
		if c, err := ParseMontant(texte); err != nil || c != centimes {
			t.Errorf("%q: %d, %v", texte, c, err)
		}
	}
	for _, texte := range []string{"", "€", ",50", "-5", "1,234", "1.240,50", "12,5x", "douze", "1e3", "9999999999", "0x10"} {
		if c, err := ParseMontant(texte); err == nil {
			t.Errorf("%q was read as %d", texte, c)
		}
	}
}

func TestHoursAreReadAsPeopleTypeThem(t *testing.T) {
	t.Parallel()
	for texte, h := range map[string]float64{"35": 35, "3,5": 3.5, "3.5": 3.5, " 0 ": 0, "5000": 5000} {
		if v, err := ParseHeures(texte); err != nil || v != h {
			t.Errorf("%q: %v, %v", texte, v, err)
		}
	}
	for _, texte := range []string{"", "-1", "5000,1", "NaN", "Inf", "35 h", "1 000", "trois"} {
		if v, err := ParseHeures(texte); err == nil {
			t.Errorf("%q was read as %v", texte, v)
		}
	}
}

func TestASiretHasFourteenDigitsAndItsKey(t *testing.T) {
	t.Parallel()
	for siret, bon := range map[string]bool{
		"73282932000074": true, "732 829 320 00074": true, "73282932000075": false, "7328293200007": false,
		"732829320000744": false, "7328293200007A": false, "": false,
		"35600000000048": true, // La Poste, head office: the usual key
		"35600000049837": true, // an office of La Poste: sum of digits a multiple of 5
		"35600000049838": false,
	} {
		if IsSiret(siret) != bon {
			t.Errorf("SIRET %q: want %v", siret, bon)
		}
	}
}

func TestDepartements(t *testing.T) {
	t.Parallel()
	for code, bon := range map[string]bool{"01": true, "80": true, "95": true, "2A": true, "2B": true, "971": true, "978": true,
		"00": false, "20": false, "96": false, "979": false, "8": false, "2a": false, "": false} {
		if IsDepartement(code) != bon {
			t.Errorf("%q: want %v", code, bon)
		}
	}
	for _, d := range DepartementsHdf {
		if !IsDepartement(d.Code) {
			t.Errorf("%s is of the region", d.Code)
		}
	}
}

func TestASocialSecurityNumberIsSpotted(t *testing.T) {
	t.Parallel()
	for texte, trouve := range map[string]bool{
		"185057800608436":                             true,
		"NIR 1 85 05 78 006 084 36, noté":             true,
		"1.85.05.78.006.084":                          true,
		"1-85-05-78-006-084-36":                       true,
		"2\u00a085\u00a005\u00a02A\u00a0006\u00a0084": true,
		"285052b006084":                               true,
		"785057800608436":                             true, // provisional
		"1855078006084":                               true, // month 50: unknown date of birth
		"06 12 34 56 78":                              false,
		"SIRET 732 829 320 00074":                     false,
		"73282932000074":                              false,
		"le 12/03/2026 à 9 h, 140 heures, 1 200 €":    false,
		"dossier 2026030212":                          false,
		"185137800608436":                             false, // month 13
	} {
		if HasNir(texte) != trouve {
			t.Errorf("%q: want %v", texte, trouve)
		}
	}
}

func TestTextsAreComparedWithoutAccentsNorCase(t *testing.T) {
	t.Parallel()
	for a, b := range map[string]string{"  Éléonore  NOËL ": "eleonore noel", "Œuvre\u00a0d’Aÿ": "oeuvre d'ay", "ÇA": "ca", "": ""} {
		if Fold(a) != b {
			t.Errorf("%q folds to %q", a, Fold(a))
		}
	}
}

func TestAmountsAndHoursAreWrittenInFrench(t *testing.T) {
	t.Parallel()
	if euros(1240_50) != "1\u202f240,50\u00a0€" || euros(200_00) != "200\u00a0€" ||
		euros(1200000_00) != "1\u202f200\u202f000\u00a0€" || heures(35.5) != "35,5 h" || heures(140) != "140 h" {
		t.Error(euros(1240_50), euros(1200_00), heures(35.5), heures(140))
	}
}

func TestAnUnknownDayOfTheContractIsSaidSo(t *testing.T) {
	t.Parallel()
	d := &Dossier{Contrats: Contrats{{Debut: lundi.AddDays(31)}}}
	constats := notPresent.Check(Contexte{Dossier: d, Date: lundi})
	if len(constats) != 1 || !strings.Contains(constats[0].Message, "("+lundi.AddDays(31).Francais()+" – ?)") {
		t.Error(constats)
	}
}

func TestRefusalsCanBeFoundThroughWraps(t *testing.T) {
	t.Parallel()
	var es Erreurs
	if es.Err() != nil || IsCode(es, Invalide) {
		t.Error("no refusal is no error")
	}
	es.Add("date", "Indiquez une date.")
	es.Add("motif", "Indiquez un motif.")
	err := fmt.Errorf("log suivi: %w", es.Err())
	if !IsCode(err, Invalide) || IsCode(err, Conflit) || len(ErreursOf(err)) != 2 {
		t.Error("several refusals")
	}
	if err.Error() != "log suivi: invalide: Indiquez une date.; invalide: Indiquez un motif." {
		t.Errorf("%q", err)
	}
	une := fmt.Errorf("find: %w", NotFound("Parcours"))
	if !IsCode(une, Introuvable) || len(ErreursOf(une)) != 1 ||
		ErreursOf(une)[0].Message != "Parcours introuvable. Vérifiez le lien, ou revenez à la liste." {
		t.Error("one refusal")
	}
	checkSentences(t, une)
	panne := errors.New("connection refused")
	if IsCode(panne, Introuvable) || ErreursOf(panne) != nil {
		t.Error("a failure is not a refusal")
	}
}

func TestEachVocabularyIsClean(t *testing.T) {
	t.Parallel()
	for nom, l := range declaredListes(t) {
		if len(l) == 0 {
			t.Errorf("%s is empty", nom)
		}
		for i, terme := range l {
			if terme.Libelle == "" || strings.TrimSpace(terme.Libelle) != terme.Libelle || strings.HasSuffix(terme.Libelle, ".") {
				t.Errorf("%s: label %q of %s", nom, terme.Libelle, terme.Code)
			}
			if terme.Lignes != "" && !lignesGuide.MatchString(terme.Lignes) {
				t.Errorf("%s: lines %q of %s", nom, terme.Lignes, terme.Code)
			}
			if slices.Contains(l.Codes()[:i], terme.Code) {
				t.Errorf("%s: %s is there twice", nom, terme.Code)
			}
			if capitales := nom == "TypesSiae" || nom == "Civilites"; !capitales && !codeAscii.MatchString(terme.Code) {
				t.Errorf("%s: code %q", nom, terme.Code)
			}
		}
	}
}

// declaredListes reads the vocabularies from the source, by name: a new one is written
// nowhere else.
func declaredListes(t *testing.T) map[string]Liste {
	t.Helper()
	paquet, err := build.ImportDir(".", 0)
	if err != nil {
		t.Fatal(err)
	}
	jetons, lus := token.NewFileSet(), []*ast.File{}
	for _, nom := range paquet.GoFiles {
		f, err := parser.ParseFile(jetons, nom, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		lus = append(lus, f)
	}
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
	sansImport := types.Config{Error: func(error) {}} // constants of the package are enough
	_, _ = sansImport.Check("parcours", jetons, lus, info)
	listes := map[string]Liste{}
	for _, f := range lus {
		ast.Inspect(f, func(n ast.Node) bool {
			v, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			for i, valeur := range v.Values {
				if lit, ok := valeur.(*ast.CompositeLit); ok && lit.Type != nil && types.ExprString(lit.Type) == "Liste" {
					listes[v.Names[i].Name] = listeOf(t, info, lit)
				}
			}
			return true
		})
	}
	if len(listes) < 46 {
		t.Fatalf("only %d vocabularies read: has their shape changed?", len(listes))
	}
	return listes
}

func listeOf(t *testing.T, info *types.Info, lit *ast.CompositeLit) (l Liste) {
	t.Helper()
	for _, e := range lit.Elts {
		var terme Terme
		for i, x := range e.(*ast.CompositeLit).Elts {
			champ := reflect.ValueOf(&terme).Elem().Field(i)
			if kv, ok := x.(*ast.KeyValueExpr); ok {
				champ, x = reflect.ValueOf(&terme).Elem().FieldByName(kv.Key.(*ast.Ident).Name), kv.Value
			}
			switch v := info.Types[x].Value; {
			case v == nil:
				t.Fatalf("%s is no constant", types.ExprString(x))
			case champ.Kind() == reflect.Bool:
				champ.SetBool(constant.BoolVal(v))
			default:
				champ.SetString(constant.StringVal(v))
			}
		}
		l = append(l, terme)
	}
	return l
}

// TestVocabulairesGolden prints the closed lists: a value comes, goes or changes its name on
// purpose only, and none is ever removed.
func TestVocabulairesGolden(t *testing.T) {
	t.Parallel()
	var w strings.Builder
	w.WriteString("Generated from the lists of each file: go test ./internal/parcours -update\n")
	listes := declaredListes(t)
	for _, nom := range slices.Sorted(maps.Keys(listes)) {
		w.WriteString("\n" + nom + "\n")
		for _, terme := range listes[nom] {
			fmt.Fprintf(&w, "  %-30s %s%s\n", terme.Code, terme.Libelle, map[bool]string{true: " (retired)"}[terme.Retire])
		}
	}
	w.WriteString("\nSoupcons\n")
	for _, s := range Soupcons {
		fmt.Fprintf(&w, "  %-30s %s : %s\n", s.Code, s.Libelle, strings.Join(s.Actes, " "))
	}
	compare(t, "vocabulaires.golden", w.String())
	if Freins.Has("justice") || MotifsAbandon.Has("justice") {
		t.Error("no criminal data, ever")
	}
}

func TestAListFindsItsValues(t *testing.T) {
	t.Parallel()
	if !Solutions.Has("report") || Solutions.Has("REPORT") || Solutions.Libelle("report") != "Report de la même formation" ||
		Solutions.Libelle("ancien") != "ancien" {
		t.Error("find and label")
	}
	if l := Solutions.Without("report", "retour_siae"); len(l) != 3 || len(Solutions) != 5 {
		t.Errorf("%v", l.Codes())
	}
}

func TestEveryActionHasOneLineInTheTableOfRights(t *testing.T) {
	t.Parallel()
	for _, d := range Droits {
		switch {
		case d.Libelle == "" || len(d.Roles) == 0:
			t.Errorf("%s has no label, or no role: give permit both", d.Action)
		case !codeAscii.MatchString(string(d.Action)):
			t.Errorf("%s: an action is a code in small letters", d.Action)
		}
		for _, r := range d.Roles {
			if !Roles.Has(string(r)) {
				t.Errorf("%s is given to %q, which is no role: choose among Roles", d.Action, r)
			}
		}
	}
	if len(Droits) < 20 {
		t.Errorf("%d rights: nothing is being checked", len(Droits))
	}
}

// TestEveryActionIsPermitted: an Action that is only named opens nothing to anybody.
func TestEveryActionIsPermitted(t *testing.T) {
	t.Parallel()
	fichiers, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, nom := range fichiers {
		f, err := parser.ParseFile(token.NewFileSet(), nom, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if v, ok := n.(*ast.ValueSpec); ok && !strings.HasSuffix(nom, "_test.go") {
				if genre, ok := v.Type.(*ast.Ident); ok && genre.Name == "Action" {
					t.Errorf("%s: nobody may do %s: declare it with permit, its label and its roles", nom, v.Names[0].Name)
				}
			}
			return true
		})
	}
}

func TestRightsAreNoUnlessWritten(t *testing.T) {
	t.Parallel()
	if Role("stagiaire").Can(ActionReadSiae) || Cip.Can("effacer_tout") || (Identite{Role: Directeur}).Can(ActionReadGuide) {
		t.Error("an unknown role, an unknown action or no SIAE gives no right")
	}
	if !cip.Can(ActionLogSuivi) || encadrant.Can(ActionReadSalarie) || cip.Can(ActionReadResultats) || !directeur.Can(ActionAgreeFondsPropre) {
		t.Error("rights of the three roles")
	}
	refused(t, encadrant.Require(ActionImport), Interdit)
	if cip.Require(ActionImport) != nil {
		t.Error("a CIP imports")
	}
	if Cip.Libelle() != "CIP" || (Utilisateur{Nom: "Roy", Prenom: "Ana"}).NomComplet() != "Ana Roy" {
		t.Error("names")
	}
}

func TestAReportCoversAPastPeriod(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		debut, fin Date
		champs     []string
	}{
		{le("2026-01-01"), lundi, nil},
		{lundi, lundi, nil},
		{Date{}, Date{}, []string{"debut", "fin"}},
		{lundi, lundi.AddDays(1), []string{"fin"}},
		{lundi, lundi.AddDays(-1), []string{"fin"}},
		{le("2021-03-16"), lundi, []string{"fin"}},
		{le("2021-03-17"), lundi, nil},
	} {
		refusedFor(t, CheckPeriode(c.debut, c.fin, lundi), c.champs...)
	}
}

func TestAReportKnowsItsFigures(t *testing.T) {
	t.Parallel()
	zero, deux := 0.0, 2.0
	r := Rapport{Indicateurs: []Indicateur{{Code: "abandons", Presentation: PresentationTete, Numerateur: &zero},
		{Code: "motifs", Presentation: PresentationBarres}}}
	if !r.IsEmpty() || len(r.Of(PresentationTete)) != 1 {
		t.Error("nothing happened")
	}
	r.Indicateurs[0].Denominateur = &deux
	if i, ok := r.Find("abandons"); r.IsEmpty() || !ok || i.Code != "abandons" {
		t.Error("two files, no abandonment: not empty")
	}
	if _, ok := r.Find("x"); ok {
		t.Error("an unknown figure was found")
	}
}

func TestIncoherencesSeeEachFault(t *testing.T) {
	t.Parallel()
	moins := -1.0
	for _, c := range []struct {
		etat  Etat
		gate  func(*Dossier)
		faute string
	}{
		{BesoinIdentifie, func(d *Dossier) { d.Parcours.Etat = "perdu" }, "état inconnu"},
		{BesoinIdentifie, func(d *Dossier) { d.Parcours.EtatDepuis = lundi.AddDays(1) }, "état daté du futur ou sans date"},
		{BesoinIdentifie, func(d *Dossier) { d.Tentatives[0].Numero = 3 }, "tentatives non numérotées de 1 à n"},
		{BesoinIdentifie, func(d *Dossier) { d.Parcours.Tentative = 2 }, "la tentative courante n'est pas la dernière"},
		{BesoinIdentifie, func(d *Dossier) { d.Parcours.ClosLe = lundi }, "dossier clos dans un état qui ne se clôt pas"},
		{EnEntree, func(d *Dossier) { d.EntreePrevue().Date = Date{} }, "entrée sans date prévue"},
		{EnEntree, func(d *Dossier) { d.openPresence().DateEntree = lundi }, "entrée prévue mais déjà réelle"},
		{EnDeroulement, func(d *Dossier) { d.Presence().DateEntree = Date{} }, "déroulement sans entrée réelle"},
		{EnDeroulement, func(d *Dossier) { d.Presence().DateAbandon = lundi }, "déroulement déjà terminé"},
		{Sorti, func(d *Dossier) { d.Presence().DateFin = Date{} }, "sortie sans dates"},
		{Sorti, func(d *Dossier) { d.Presence().DateFin = le("2026-02-01") }, "fin avant entrée"},
		{Sorti, func(d *Dossier) { d.Presence().DateAbandon = lundi }, "fin et abandon à la fois"},
		{Sorti, func(d *Dossier) { d.Heures[0].Heures = &moins }, "heures négatives"},
		{Sorti, func(d *Dossier) { d.Siae.Type = "ACI" }, "situation impossible pour ce type de SIAE"},
		{Abandonne, func(d *Dossier) { d.Presence().DateAbandon = Date{} }, "abandon sans dates"},
		{Abandonne, func(d *Dossier) { d.Presence().DateAbandon = le("2026-02-01") }, "fin avant entrée"},
		{Abandonne, func(d *Dossier) { d.Presence().MotifsAbandon = nil }, "abandon sans motif"},
		{Repositionnement, func(d *Dossier) { delete(d.DernierPassage().Champs, "solution") }, "repositionnement sans solution"},
		{EnEntree, func(d *Dossier) { d.DernierPassage().De = Sorti }, "passages sans suite : financement puis sortie"},
		{EnEntree, func(d *Dossier) { d.DernierPassage().Date = le("2026-01-01") }, "décisions dans le désordre"},
		{EnEntree, func(d *Dossier) { d.Parcours.Etat = EnFinancement }, "l'état n'est pas celui du dernier passage"},
	} {
		d := in(c.etat)(t)
		c.gate(d)
		if fautes := fautesOf(d, lundi); !slices.Contains(fautes, c.faute) {
			t.Errorf("want %q, got %v", c.faute, fautes)
		}
	}
}

func TestAFileWithoutATryOrAPassageStillAnswers(t *testing.T) {
	t.Parallel()
	d := nobodyYet()
	if d.DernierPassage() != nil || d.Solution() != "" || d.Courante().Numero != 0 || len(d.UnansweredSecurisations()) != len(Securisations) {
		t.Error("an empty file")
	}
	var e *Erreur
	if !errors.As(StaleParcours(d, 1), &e) || len(e.Actuel) != 1 {
		t.Errorf("%v", e.Actuel)
	}
}
