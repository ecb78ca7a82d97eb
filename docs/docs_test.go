// Package docs_test keeps the documentation true to the code.
package docs_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"parcours.example/internal/parcours"
)

const racine = ".."

// pages reads every Markdown page that we write: path from the root → text.
func pages(t *testing.T) map[string]string {
	t.Helper()
	textes := map[string]string{}
	for _, p := range append(glob(t, "*.md"), walk(t, "docs", ".md")...) {
		textes[p] = read(t, p)
	}
	if len(textes) < 10 {
		t.Fatalf("only %d pages: nothing is being checked", len(textes))
	}
	return textes
}

func read(t *testing.T, chemin string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(racine, chemin))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func glob(t *testing.T, motif string) []string {
	t.Helper()
	noms, err := filepath.Glob(filepath.Join(racine, motif))
	if err != nil {
		t.Fatal(err)
	}
	for i := range noms {
		noms[i], _ = filepath.Rel(racine, noms[i])
	}
	return noms
}

func walk(t *testing.T, dossier, suffixe string) (chemins []string) {
	t.Helper()
	err := filepath.WalkDir(filepath.Join(racine, dossier), func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(p, suffixe) {
			p, err = filepath.Rel(racine, p)
			chemins = append(chemins, p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return chemins
}

var lien = regexp.MustCompile(`\]\(([^)\s]+)\)`)

func TestLinksAndImagesLeadSomewhere(t *testing.T) {
	t.Parallel()
	_, err := os.Stat("captures")
	sansCaptures := os.IsNotExist(err)
	for page, texte := range pages(t) {
		for _, m := range lien.FindAllStringSubmatch(texte, -1) {
			u, err := url.Parse(m[1])
			if err != nil || u.Scheme != "" || u.Path == "" {
				continue
			}
			cible := filepath.Join(filepath.Dir(page), u.Path)
			if sansCaptures && strings.HasPrefix(cible, filepath.Join("docs", "captures")) {
				continue // not taken yet: make captures
			}
			if _, err := os.Stat(filepath.Join(racine, cible)); err != nil {
				t.Errorf("%s leads to %s, which does not exist", page, cible)
			}
		}
	}
}

// exported lists the types of the rules, and their closed lists.
func exported(t *testing.T) (noms []string) {
	t.Helper()
	for _, chemin := range glob(t, "internal/parcours/*.go") {
		if strings.HasSuffix(chemin, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(racine, chemin), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				return false
			case *ast.TypeSpec:
				noms = append(noms, n.Name.Name)
			case *ast.ValueSpec:
				for i, v := range n.Values {
					c, ok := v.(*ast.CompositeLit)
					if !ok {
						continue
					}
					if genre, ok := c.Type.(*ast.Ident); ok && genre.Name == "Liste" {
						noms = append(noms, n.Names[i].Name)
					}
				}
			}
			return true
		})
	}
	return noms
}

func TestGlossaireHasEveryTypeListAndTable(t *testing.T) {
	t.Parallel()
	glossaire := read(t, "docs/GLOSSAIRE.md")
	mots := exported(t)
	for _, m := range glob(t, "migrations/*.sql") {
		for _, table := range regexp.MustCompile(`CREATE TABLE (\w+)`).FindAllStringSubmatch(read(t, m), -1) {
			mots = append(mots, table[1])
		}
	}
	if len(mots) < 50 {
		t.Fatalf("only %d names: nothing is being checked", len(mots))
	}
	for _, mot := range mots {
		if ast.IsExported(mot) || strings.ToLower(mot) == mot { // lower case: a table
			if !strings.Contains(glossaire, "`"+mot+"`") {
				t.Errorf("`%s` is not in GLOSSAIRE.md: add its line there, with what it means", mot)
			}
		}
	}
}

// TestGlossaireHasEveryDeadline: clients of the API read its codes there.
func TestGlossaireHasEveryDeadline(t *testing.T) {
	t.Parallel()
	glossaire := read(t, "docs/GLOSSAIRE.md")
	for _, g := range parcours.GenresEcheance {
		ligne := fmt.Sprintf("| `%s` | %s | `%s` |", g.Code, g.Libelle, parcours.Echeance{Genre: g.Code}.Acte())
		if !strings.Contains(glossaire, ligne) {
			t.Errorf("« %s » is not in GLOSSAIRE.md, § 5 bis: add « %s », in the order of genresEcheance", g.Code, ligne)
		}
	}
}

var (
	codeLong  = regexp.MustCompile("(?s)```.*?```")
	codeCourt = regexp.MustCompile("`[^`\n]+`")
	cible     = regexp.MustCompile(`\bmake ([a-z]+)`)
	commande  = regexp.MustCompile(`(?:^|[\s/` + "`" + `])(?:parcours|--rm (?:-T )?app) ([a-z]+)`)
)

func TestCommandsNamedExist(t *testing.T) {
	t.Parallel()
	makefile := read(t, "Makefile")
	var cmd strings.Builder
	for _, p := range glob(t, "cmd/parcours/*.go") {
		cmd.WriteString(read(t, p))
	}
	for page, texte := range pages(t) {
		for _, code := range append(codeLong.FindAllString(texte, -1), codeCourt.FindAllString(codeLong.ReplaceAllString(texte, ""), -1)...) {
			for _, m := range cible.FindAllStringSubmatch(code, -1) {
				if !strings.Contains(makefile, "\n"+m[1]+":") {
					t.Errorf("%s names « make %s », which the Makefile does not have", page, m[1])
				}
			}
			for _, m := range commande.FindAllStringSubmatch(code, -1) {
				if !strings.Contains(cmd.String(), `Use: "`+m[1]+`"`) {
					t.Errorf("%s names « parcours %s », which is not a command", page, m[1])
				}
			}
		}
	}
}

// TestQuotedMessagesAreSaid: a person looks up in the guides the sentence that
// the screen shows. « … » stands for what changes in it.
func TestQuotedMessagesAreSaid(t *testing.T) {
	t.Parallel()
	var sources strings.Builder
	for _, p := range append(walk(t, "internal", ".go"), walk(t, "web", ".templ")...) {
		if !strings.HasSuffix(p, "_test.go") {
			sources.WriteString(read(t, p))
		}
	}
	for _, page := range glob(t, "docs/guide/*.md") {
		for _, m := range regexp.MustCompile(`(?m)^\| (« .*? ») \|`).FindAllStringSubmatch(read(t, page), -1) {
			for _, phrase := range regexp.MustCompile(`« (.*?) »`).FindAllStringSubmatch(m[1], -1) {
				for _, morceau := range strings.Split(phrase[1], "…") {
					if morceau = strings.TrimSpace(morceau); morceau != "" && !strings.Contains(sources.String(), morceau) {
						t.Errorf("%s quotes « %s », which the program never says", page, morceau)
					}
				}
			}
		}
	}
}
