package archi

import (
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// nommes are the packages that write the codes of the closed lists by their names.
var nommes = []string{"internal/parcours", "internal/app", "internal/postgres", "internal/site", "internal/api", "internal/importation",
	"web/pages"}

// closedCodes reads the codes of every parcours.Liste of internal/parcours, by
// value, with the name of their constant ("" when no code names them).
func closedCodes(lus []source) map[string]string {
	constantes := map[string]string{} // values by name
	var listes []*ast.CompositeLit
	for _, s := range lus {
		if s.paquet != "internal/parcours" {
			continue
		}
		ast.Inspect(s.ast, func(n ast.Node) bool {
			switch x := n.(type) {
			case *ast.ValueSpec:
				for i, v := range x.Values {
					if valeur, ok := bare(v); ok {
						constantes[x.Names[i].Name] = valeur
					}
				}
			case *ast.CompositeLit:
				if id, ok := x.Type.(*ast.Ident); ok && id.Name == "Liste" {
					listes = append(listes, x)
				}
			}
			return true
		})
	}
	codes := map[string]string{}
	for _, l := range listes {
		for _, e := range l.Elts {
			terme, ok := e.(*ast.CompositeLit)
			if !ok || len(terme.Elts) == 0 {
				continue
			}
			if code, ok := bare(terme.Elts[0]); ok {
				codes[code] += "" // keeps the name that a namesake has in another list
			} else if id, ok := terme.Elts[0].(*ast.Ident); ok {
				codes[constantes[id.Name]] = id.Name
			}
		}
	}
	for code := range codes { // « 5 », « 02 »: a number says enough, and is said elsewhere
		if strings.Trim(code, "0123456789") == "" {
			delete(codes, code)
		}
	}
	return codes
}

// bare reads a string written in place.
func bare(e ast.Expr) (string, bool) {
	b, ok := e.(*ast.BasicLit)
	if !ok || b.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(b.Value)
	return s, err == nil
}

// compared lists what a file compares, or gives to a variable or to a field of a
// value. The row of a field is no such value: its own names may be those of a code.
func compared(f *ast.File) []ast.Expr {
	var vus []ast.Expr
	ast.Inspect(f, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.BinaryExpr:
			if x.Op == token.EQL || x.Op == token.NEQ {
				vus = append(vus, x.X, x.Y)
			}
		case *ast.CaseClause:
			vus = append(vus, x.List...)
		case *ast.AssignStmt:
			vus = append(vus, x.Rhs...)
		case *ast.KeyValueExpr:
			if id, ok := x.Key.(*ast.Ident); ok && !slices.Contains([]string{"Code", "Colonne", "Mot"}, id.Name) {
				vus = append(vus, x.Value)
			}
		}
		return true
	})
	return vus
}

// TestCodesOfTheListsAreNamed: a code that the program knows has one name, beside
// its list; a slip of the pen is then no silent « false ».
func TestCodesOfTheListsAreNamed(t *testing.T) {
	t.Parallel()
	lus := sources(t)
	codes := closedCodes(lus)
	if len(codes) < 100 || codes["accorde"] != "FinancementAccorde" {
		t.Fatalf("%d codes, « accorde » is %q: the lists are not being read", len(codes), codes["accorde"])
	}
	for _, s := range lus {
		if !slices.Contains(nommes, s.paquet) {
			continue
		}
		for _, e := range compared(s.ast) {
			code, ok := bare(e)
			if nom, known := codes[code]; ok && known {
				if nom == "" {
					nom = "a constant beside its list, in internal/parcours"
				}
				t.Errorf("%s:%d writes the code %q of a closed list: use %s", s.chemin, s.jetons.Position(e.Pos()).Line, code, nom)
			}
		}
	}
}
