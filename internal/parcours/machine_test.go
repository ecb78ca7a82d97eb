package parcours

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestEveryRowOfTheTradeIsInTheTable(t *testing.T) {
	t.Parallel()
	var lignes []string
	for _, tr := range Machine {
		vers := string(tr.Vers)
		if vers == "" {
			vers = "*"
		}
		if len(tr.De) == 0 {
			lignes = append(lignes, tr.Code+": ∅ → "+vers)
		}
		for _, de := range tr.De {
			lignes = append(lignes, tr.Code+": "+string(de)+" → "+vers)
		}
	}
	for _, l := range lignes {
		if !slices.Contains(lignesVoulues, l) {
			t.Errorf("%s is not asked for by the trade: add it to lignesVoulues (regle_test.go) once the guide says it, or take its "+
				"row out of Machine", l)
		}
	}
	for _, l := range lignesVoulues {
		if !slices.Contains(lignes, l) {
			t.Errorf("%s is asked for by the trade, and is no row of Machine: write it, or take it out of lignesVoulues on purpose", l)
		}
	}
	slices.Sort(lignes)
	for i := 1; i < len(lignes); i++ {
		if lignes[i] == lignes[i-1] {
			t.Errorf("%s is there twice: keep one row", lignes[i])
		}
	}
}

var (
	codeAscii    = regexp.MustCompile(`^[a-z0-9]+(_[a-z0-9]+)*$`)
	lignesGuide  = regexp.MustCompile(`^\d+(-\d+)?(, \d+(-\d+)?)*$`)
	actionsDroit = func() (actions []Action) {
		for _, d := range Droits {
			actions = append(actions, d.Action)
		}
		return actions
	}()
)

func TestEachRowIsWhole(t *testing.T) {
	t.Parallel()
	codes := map[string]bool{}
	for _, tr := range Machine {
		if codes[tr.Code] || !codeAscii.MatchString(tr.Code) {
			t.Errorf("%s: duplicate or badly written code", tr.Code)
		}
		codes[tr.Code] = true
		if tr.Libelle == "" || sentenceFault(tr.Aide) != "" {
			t.Errorf("%s: a label and a sentence of help are needed", tr.Code)
		}
		if !slices.Contains(actionsDroit, tr.Action) {
			t.Errorf("%s: its action %q is not in the table of rights", tr.Code, tr.Action)
		}
		if tr.Code != Reprendre && !lignesGuide.MatchString(tr.Lignes) {
			t.Errorf("%s: guide lines %q", tr.Code, tr.Lignes)
		}
		if _, ok := FindEtat(tr.Vers); !ok && tr.Code != Reprendre {
			t.Errorf("%s leads to an unknown state %q", tr.Code, tr.Vers)
		}
		if (tr.Fait == "") != (tr.DateLibelle == "") {
			t.Errorf("%s: a fact has a label for its date, a mere decision has none", tr.Code)
		}
		vus := map[Etat]bool{}
		for _, de := range tr.De {
			if _, ok := FindEtat(de); !ok || de == tr.Vers || vus[de] || de.IsFinal() {
				t.Errorf("%s starts from %q: unknown, final, twice, or a loop", tr.Code, de)
			}
			vus[de] = true
		}
		checkChamps(t, &tr)
	}
}

func checkChamps(t *testing.T, tr *Transition) {
	vus := map[string]bool{"date": true, "commentaire": true, "version": true, "transition": true}
	for _, c := range tr.Champs {
		if vus[c.Code] || !codeAscii.MatchString(c.Code) || c.Libelle == "" {
			t.Errorf("%s: field %q is a duplicate, badly written or without a label", tr.Code, c.Code)
		}
		vus[c.Code] = true
		if liste := c.Genre == GenreChoix || c.Genre == GenreMulti; liste != (len(c.Liste) > 0) {
			t.Errorf("%s.%s: a choice has a list, and only a choice", tr.Code, c.Code)
		}
		if c.Requis && sentenceFault(c.Absent) != "" {
			t.Errorf("%s.%s is required: say so in a sentence, not %q", tr.Code, c.Code, c.Absent)
		}
		if !slices.Contains([]Genre{GenreTexte, GenreNote, GenreDate, GenreHeures, GenreChoix, GenreMulti}, c.Genre) {
			t.Errorf("%s.%s: unknown kind %q", tr.Code, c.Code, c.Genre)
		}
		for _, s := range TypesSiae {
			if o := c.Options(Siae{Type: s.Code}); len(c.Liste) > 0 && len(o) == 0 {
				t.Errorf("%s.%s offers nothing to an %s", tr.Code, c.Code, s.Code)
			}
		}
	}
}

func TestEveryStateCanBeReachedAndOnlySansSuiteIsADeadEnd(t *testing.T) {
	t.Parallel()
	atteints := map[Etat]bool{BesoinIdentifie: true}
	for range Etats {
		for _, tr := range Machine {
			for _, de := range tr.De {
				atteints[tr.Vers] = atteints[tr.Vers] || atteints[de]
			}
		}
	}
	for _, e := range Etats {
		if !atteints[e.Code] {
			t.Errorf("%s cannot be reached: give Machine a row that leads to it", e.Code)
		}
		sortant := slices.ContainsFunc(Machine, func(tr Transition) bool { return tr.StartsFrom(e.Code) })
		if sortant == e.Final {
			t.Errorf("%s: final is %v, and « a row leaves it » is %v: give Machine a row that leaves it, or mark it final in etat.go",
				e.Code, e.Final, sortant)
		}
		if e.Libelle == "" || sentenceFault(e.Sens) != "" || !lignesGuide.MatchString(e.Lignes) || !codeAscii.MatchString(string(e.Code)) {
			t.Errorf("%s: its line of etat.go wants a label, a whole sentence, the lines of the guide and a code in small letters", e.Code)
		}
	}
}

// rules lists each rule of the table by code.
func rules(t *testing.T) map[string]bool {
	codes := map[string]bool{}
	for _, tr := range Machine {
		vus := map[string]bool{}
		for _, r := range append(slices.Clone(tr.Blocages), tr.Avertissements...) {
			if r.Check == nil || !codeAscii.MatchString(r.Code) || vus[r.Code] {
				t.Errorf("%s: rule %q is empty, badly named or there twice", tr.Code, r.Code)
			}
			vus[r.Code], codes[r.Code] = true, true
		}
	}
	return codes
}

// readRules notes each rule that a source file declares: code → name.
func readRules(t *testing.T, fichier string, nommees map[string]string) {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), fichier, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(f, func(n ast.Node) bool {
		v, ok := n.(*ast.ValueSpec)
		if !ok || len(v.Values) != 1 {
			return true
		}
		lit, ok := v.Values[0].(*ast.CompositeLit)
		if !ok {
			return true
		}
		if id, ok := lit.Type.(*ast.Ident); !ok || id.Name != "Regle" {
			return true
		}
		code := codeOf(lit)
		if autre := nommees[code]; code == "" || autre != "" {
			t.Errorf("rule %s has the code %q, which is empty or that of %q", v.Names[0].Name, code, autre)
		}
		nommees[code] = v.Names[0].Name
		return true
	})
}

func TestEveryRuleIsUsedAndHasATestCase(t *testing.T) {
	t.Parallel()
	utilisees := rules(t)
	nommees := map[string]string{}
	fichiers, err := filepath.Glob("garde*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, nom := range fichiers {
		readRules(t, nom, nommees)
	}

	if len(nommees) < 15 {
		t.Fatalf("only %d rules read from garde*.go: has its shape changed?", len(nommees))
	}
	for code, nom := range nommees {
		if !utilisees[code] {
			t.Errorf("%s (%s) is in no row", nom, code)
		}
	}
	for code := range utilisees {
		if nommees[code] == "" {
			t.Errorf("rule %s is not declared in garde*.go", code)
		}
	}
	for _, tr := range Machine {
		for _, r := range append(slices.Clone(tr.Blocages), tr.Avertissements...) {
			if !slices.ContainsFunc(casRegles(), func(c casRegle) bool { return c.transition == tr.Code && c.regle == r.Code }) {
				t.Errorf("%s: no case in casRegles proves that %s bites", tr.Code, r.Code)
			}
		}
	}
}

// codeOf reads the Code of a Regle written in source.
func codeOf(lit *ast.CompositeLit) string {
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		if k, ok := kv.Key.(*ast.Ident); ok && k.Name == "Code" {
			return strings.Trim(kv.Value.(*ast.BasicLit).Value, `"`)
		}
	}
	return ""
}

func TestFindTransitionAndLabels(t *testing.T) {
	t.Parallel()
	if _, ok := FindTransition("abandoner"); ok {
		t.Error("a misspelt transition was found")
	}
	for code, libelle := range map[string]string{"abandonner": "Déclarer un abandon", Rectifier: "Annuler le dernier passage",
		"ancien": "ancien"} {
		if l := LibelleTransition(code); l != libelle {
			t.Errorf("%s: label %q, want %q", code, l, libelle)
		}
	}
	if BesoinIdentifie.Libelle() != "Besoin identifié" || Etat("ancien").Libelle() != "ancien" {
		t.Error("labels of states")
	}
	if Sorti.IsOpen() || SansSuite.IsOpen() || !Abandonne.IsOpen() || Etat("x").IsClosable() {
		t.Error("which states are open")
	}
}
