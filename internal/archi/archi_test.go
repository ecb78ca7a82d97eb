package archi

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// paquet is what go list says of one package of ours.
type paquet struct {
	ImportPath     string
	Dir            string
	GoFiles        []string
	IgnoredGoFiles []string
	TestGoFiles    []string
	XTestGoFiles   []string
	Imports        []string
	Module         struct{ Path, Dir string }
	nom            string // without the module: "internal/app"
}

// house lists the packages once. -e: a package that does not compile still has
// imports, and those are what is judged here.
var house = sync.OnceValues(func() ([]paquet, error) {
	racine, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		return nil, fmt.Errorf("go list -m: %w", err)
	}
	// What go list reads is hidden from the test cache; looking at each folder
	// here makes a new file run the test again.
	for _, d := range []string{"cmd", "config", "internal", "migrations", "web"} {
		err := filepath.WalkDir(filepath.Join(strings.TrimSpace(string(racine)), d), func(string, fs.DirEntry, error) error { return nil })
		if err != nil {
			return nil, err
		}
	}
	cmd := exec.Command("go", "list", "-e", "-json=ImportPath,Dir,GoFiles,IgnoredGoFiles,TestGoFiles,XTestGoFiles,Imports,Module", "./...")
	cmd.Dir = strings.TrimSpace(string(racine))
	sortie, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	var paquets []paquet
	for dec := json.NewDecoder(strings.NewReader(string(sortie))); ; {
		var p paquet
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return paquets, nil
		} else if err != nil {
			return nil, err
		}
		p.nom = strings.TrimPrefix(p.ImportPath, p.Module.Path+"/")
		paquets = append(paquets, p)
	}
})

func packages(t *testing.T) []paquet {
	t.Helper()
	paquets, err := house()
	if err != nil {
		t.Fatal(err)
	}
	if len(paquets) < 5 {
		t.Fatalf("only %d packages: the plan is not being compared with anything", len(paquets))
	}
	return paquets
}

// matches: "gorm.io/" covers what lies below it, other names are exact.
func matches(motifs []string, nom string) bool {
	return slices.ContainsFunc(motifs, func(m string) bool {
		return m == nom || (strings.HasSuffix(m, "/") && strings.HasPrefix(nom+"/", m))
	})
}

// roomOf finds the row of a package: the exact name first, then its floor.
func roomOf(nom string) (salle, bool) {
	for _, s := range plan {
		if s.nom == nom {
			return s, true
		}
	}
	for _, s := range plan {
		if matches([]string{s.nom}, nom) {
			return s, true
		}
	}
	return salle{}, false
}

func isStandard(chemin string) bool {
	premier, _, _ := strings.Cut(chemin, "/")
	return !strings.Contains(premier, ".")
}

// wrongImports lists what a package imports against the plan.
func wrongImports(p paquet) []string {
	s, ok := roomOf(p.nom)
	if !ok {
		return []string{p.nom + " is not in the plan: add its row to internal/archi/plan_test.go, with what it may import"}
	}
	var fautes []string
	for _, i := range p.Imports {
		notre, estNotre := strings.CutPrefix(i, p.Module.Path+"/")
		switch {
		case estNotre && matches(reserved, notre) && !matches(programmes, p.nom):
			fautes = append(fautes, p.nom+" imports "+notre+", which is for tests and programs only")
		case estNotre && !matches(s.notres, notre):
			fautes = append(fautes, p.nom+" imports "+notre+": this arrow is not in the plan")
		case !estNotre && isStandard(i) && matches(s.jamais, i):
			fautes = append(fautes, p.nom+" imports "+i+", which this room never does")
		case !estNotre && !isStandard(i) && !matches(s.autres, i):
			fautes = append(fautes, p.nom+" imports "+i+": this library has no door here")
		}
	}
	return fautes
}

func TestArrowsOnlyGoDown(t *testing.T) {
	t.Parallel()
	for _, p := range packages(t) {
		for _, faute := range wrongImports(p) {
			t.Error(faute)
		}
	}
}

// TestThePlanItselfHasNoCycle: a table that allowed an arrow up would prove
// nothing.
func TestThePlanItselfHasNoCycle(t *testing.T) {
	t.Parallel()
	var visit func(nom string, chemin []string)
	visit = func(nom string, chemin []string) {
		if slices.Contains(chemin, nom) {
			t.Fatalf("the plan turns in a circle: %v", append(chemin, nom))
		}
		for _, s := range plan {
			if s.nom != nom || strings.HasSuffix(nom, "/") {
				continue
			}
			for _, n := range s.notres {
				visit(n, append(slices.Clone(chemin), nom))
			}
		}
	}
	for _, s := range plan {
		visit(s.nom, nil)
	}
	portes := map[string][]string{"gorm.io/": nil, "github.com/looplab/fsm": nil, "github.com/golang-jwt/jwt/v5": nil}
	for _, s := range plan {
		for lib := range portes {
			if slices.Contains(s.autres, lib) {
				portes[lib] = append(portes[lib], s.nom)
			}
		}
	}
	for lib, salles := range portes {
		if len(salles) != 1 {
			t.Errorf("%s must have one door, the plan gives it %v", lib, salles)
		}
	}
}

// TestTheCheckerSeesAWrongArrow: a guard that never bites is no guard.
func TestTheCheckerSeesAWrongArrow(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		nom, importe string
		faute        bool
	}{
		{"internal/parcours", "database/sql/driver", false},
		{"internal/parcours", "database/sql", true},
		{"internal/parcours", "net/http", true},
		{"internal/parcours", "gorm.io/gorm", true},
		{"internal/parcours", "m/internal/app", true},
		{"internal/postgres", "gorm.io/driver/postgres", false},
		{"internal/postgres", "m/internal/app", true},
		{"internal/site", "gorm.io/gorm", true},
		{"internal/site", "m/internal/postgres", true},
		{"internal/site", "m/internal/demo", true},
		{"internal/api", "m/internal/site", true},
		{"cmd/parcours", "m/internal/demo", false},
		{"cmd/parcours", "gorm.io/gorm", true},
		{"web/pages", "m/internal/app", true},
		{"web/pages", "m/web/composants", false},
		{"web/pages", "github.com/gin-gonic/gin", true},
		{"internal/utils", "fmt", true},
	} {
		p := paquet{nom: c.nom, Imports: []string{c.importe}}
		p.Module.Path = "m"
		if fautes := wrongImports(p); (len(fautes) > 0) != c.faute {
			t.Errorf("%s → %s: %v", c.nom, c.importe, fautes)
		}
	}
}

// TestThePureCoreStaysPure looks at everything that parcours pulls in, not only
// at what it names.
func TestThePureCoreStaysPure(t *testing.T) {
	t.Parallel()
	paquets := packages(t)
	i := slices.IndexFunc(paquets, func(p paquet) bool { return p.nom == "internal/parcours" })
	if i < 0 {
		t.Fatal("no package internal/parcours")
	}
	sortie, err := exec.Command("go", "list", "-deps", paquets[i].ImportPath).Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, dep := range strings.Fields(string(sortie)) {
		if dep == "net/http" || dep == "database/sql" || (!isStandard(dep) && dep != "github.com/looplab/fsm" && dep != paquets[i].ImportPath) {
			t.Errorf("internal/parcours pulls in %s", dep)
		}
	}
}

// source is one file of ours, parsed.
type source struct {
	paquet string
	chemin string // from the root
	lignes int
	jetons *token.FileSet
	ast    *ast.File
}

// sources parses the code that runs: no test, nothing generated.
func sources(t *testing.T) []source {
	t.Helper()
	var lus []source
	for _, p := range packages(t) {
		for _, nom := range slices.Concat(p.GoFiles, p.IgnoredGoFiles) {
			if strings.HasSuffix(nom, "_test.go") {
				continue
			}
			complet := filepath.Join(p.Dir, nom)
			b, err := os.ReadFile(complet)
			if errors.Is(err, os.ErrNotExist) {
				continue // being moved while the test runs
			} else if err != nil {
				t.Fatal(err)
			}
			jetons := token.NewFileSet()
			f, err := parser.ParseFile(jetons, complet, b, parser.ParseComments|parser.SkipObjectResolution)
			if err != nil {
				t.Errorf("%s/%s: %v", p.nom, nom, err)
				continue
			}
			if !ast.IsGenerated(f) {
				lus = append(lus, source{p.nom, p.nom + "/" + nom, strings.Count(string(b), "\n"), jetons, f})
			}
		}
	}
	return lus
}

// uses finds the mentions of some names of a package, whatever it is called in
// the file, called or handed over as a value.
func (s source) uses(chemin string, noms ...string) []string {
	local := ""
	for _, i := range s.ast.Imports {
		if c, _ := strconv.Unquote(i.Path.Value); c == chemin {
			local = chemin
			if i.Name != nil {
				local = i.Name.Name
			}
		}
	}
	if local == "" {
		return nil
	}
	var vus []string
	ast.Inspect(s.ast, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if id, ok := sel.X.(*ast.Ident); ok && id.Name == local && slices.Contains(noms, sel.Sel.Name) {
			vus = append(vus, fmt.Sprintf("%s:%d uses %s.%s", s.chemin, s.jetons.Position(n.Pos()).Line, chemin, sel.Sel.Name))
		}
		return true
	})
	return vus
}

func TestTheClockIsSeenUnderAnyName(t *testing.T) {
	t.Parallel()
	for code, n := range map[string]int{
		`import "time"; var h = time.Now`:                              1,
		`import h "time"; func f() { _ = h.Now(); h.Since(h.Time{}) }`: 2,
		`import "time"; var d = time.Second`:                           0,
		`import time "strings"; var d = time.Now`:                      0,
	} {
		jetons := token.NewFileSet()
		f, err := parser.ParseFile(jetons, "a.go", "package a; "+code, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		if vus := (source{ast: f, jetons: jetons}).uses("time", "Now", "Since", "Until"); len(vus) != n {
			t.Errorf("%s: %v", code, vus)
		}
	}
}

func allowed(exceptions map[string]string, nom string) bool {
	for motif := range exceptions {
		if matches([]string{motif}, nom) {
			return true
		}
	}
	return false
}

func TestOnlyCmdAsksTheTime(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		if allowed(horloges, s.paquet) {
			continue
		}
		for _, vu := range s.uses("time", "Now", "Since", "Until") {
			t.Errorf("%s: take the instant as an argument, or the clock as a func() time.Time", vu)
		}
	}
}

func TestOnlyConfigReadsTheEnvironment(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		if allowed(environnements, s.paquet) {
			continue
		}
		for _, vu := range slices.Concat(s.uses("os", "Getenv", "LookupEnv", "Environ", "ExpandEnv"), s.uses("syscall", "Getenv", "Environ")) {
			t.Errorf("%s: config reads it and hands it over", vu)
		}
	}
}

func TestFilesAndFunctionsStayShort(t *testing.T) {
	t.Parallel()
	vus := map[string]bool{}
	limit := func(nom string, lignes, max int) {
		if lignes <= max {
			return
		}
		if longs[nom] == "" {
			t.Errorf("%s has %d lines, the limit is %d: split it by subject, or give a reason in longs", nom, lignes, max)
		}
		vus[nom] = true
	}
	for _, s := range sources(t) {
		limit(s.chemin, s.lignes, linesOfFile)
		for _, d := range s.ast.Decls {
			if f, ok := d.(*ast.FuncDecl); ok {
				limit(s.chemin+":"+f.Name.Name, s.jetons.Position(f.End()).Line-s.jetons.Position(f.Pos()).Line+1, linesOfFunction)
			}
		}
	}
	for nom, raison := range longs {
		if raison == "" || !vus[nom] {
			t.Errorf("longs[%q]: no reason, or no longer too long", nom)
		}
	}
}
