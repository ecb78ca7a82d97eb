package archi

import (
	"go/ast"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// facettes are the columns of the house that are no thing in a person's file: every
// other column is a type of docs/GLOSSAIRE.md (`Frein`: frein.go). The same word
// names a subject on every floor, alone or before a facet (frein_contrainte.templ).
var facettes = map[string]string{
	"connexion":   "accounts, signing in, sessions",
	"guide":       "the regional guide, and what a SIAE adds to it or puts right",
	"historique":  "who wrote what, when and why",
	"importation": "a file of people, read into the SIAE",
	"menage":      "what is swept away when it is no longer of use",
	"recherche":   "finding people by words that never stand in an address",
	"resultat":    "indicators, reports, and the files behind a figure",
	"transition":  "moving a file from one state to another, and undoing it",
}

// glossaire reads the words of the house: those of the first two columns of
// docs/GLOSSAIRE.md, and the types that are a single word, each a possible subject.
func glossaire(t *testing.T) (mots, sujets map[string]bool) {
	t.Helper()
	b, err := os.ReadFile("../../docs/GLOSSAIRE.md")
	if err != nil {
		t.Fatal(err)
	}
	mots, sujets = map[string]bool{}, map[string]bool{}
	for s := range facettes {
		mots[s], sujets[s] = true, true
	}
	for l := range strings.Lines(string(b)) {
		c := strings.Split(l, "|")
		if len(c) < 3 {
			continue
		}
		for _, m := range motsDuNom.FindAllString(sansAccents.Replace(c[1]+" "+c[2]), -1) {
			mots[strings.ToLower(m)] = true
		}
		for _, m := range typeDuGlossaire.FindAllStringSubmatch(c[2], -1) {
			mots[strings.ToLower(m[1])], sujets[strings.ToLower(m[1])] = true, true
		}
	}
	if len(sujets) < 30 {
		t.Fatalf("%d subjects in the glossary: nothing is being checked", len(sujets))
	}
	return mots, sujets
}

// techniques are the other first words, by floor: what serves every subject.
// Words of test files alone come after the bar.
var techniques = map[string]string{
	"internal/app":      "attente app erreur page | commande main",
	"internal/postgres": "acte batch copie db ecriture erreur migrate | aide cloison main porte",
	"internal/site": "annonce conflit erreur form marque navigation renvoi request routes site" +
		" | cout export main pages sigle",
	"internal/api": "api champ list openapi operation problem | acces client conflit cout donnees histoire main refus",
	"web/pages":    "aide champ erreur form marque renvoi telephone",
	"internal/parcours": "acte appliquer champ date doc dossier droit effet erreur etat garde identite impact" +
		" indicateur liste machine objet offre passage presence rectifier texte vocabulaire" +
		" | aide entree fonds golden plan propriete regle valeur",
}

var finFichier = regexp.MustCompile(`(_templ|_test)?\.(go|templ)$`)

// TestOneWordPerSubjectOnEveryFloor: find -name 'suivi*' shows a whole feature.
func TestOneWordPerSubjectOnEveryFloor(t *testing.T) {
	t.Parallel()
	_, sujets := glossaire(t)
	etages := map[string][]string{} // by subject
	for dossier, mots := range techniques {
		permis := strings.Fields(mots)
		vus := map[string]bool{"|": true}
		fichiers, err := os.ReadDir(filepath.Join("..", "..", dossier))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range fichiers {
			nom := finFichier.ReplaceAllString(f.Name(), "")
			if nom == f.Name() {
				continue // no Go, no page
			}
			mot, _, _ := strings.Cut(nom, "_")
			vus[mot] = true
			switch technique := slices.Contains(permis, mot); {
			case !technique && !sujets[mot]:
				t.Errorf("%s/%s: « %s » is not a subject. Call the file after a type of docs/GLOSSAIRE.md or one of facettes"+
					" (%s), with what it shows of it as a second word; what serves every subject has its word in techniques",
					dossier, f.Name(), mot, strings.Join(slices.Sorted(maps.Keys(facettes)), ", "))
			case !technique && !slices.Contains(etages[mot], dossier):
				etages[mot] = append(etages[mot], dossier)
			}
		}
		for _, mot := range permis {
			if !vus[mot] {
				t.Errorf("techniques[%q]: no file begins with « %s » any more, take the word out", dossier, mot)
			}
		}
	}
	for mot, sur := range etages {
		if len(sur) < 2 {
			t.Errorf("« %s » names files of one floor only (%v): a technical word, or a facet of another subject", mot, sur)
		}
	}
}

// typesTechniques are the only types whose name is no word of the trade: English
// ones, which docs/decisions/0024 explains.
var typesTechniques = map[string]string{
	"internal/app":      "App Options",
	"internal/postgres": "By DB Options Tx bout conditions copieur ecrite jsonb keptKey link modele row",
	"internal/site":     "Site Options Request Form route",
	"internal/api":      "Options ID Pagination Written",
	"web/pages":         "",
}

var (
	typeDuGlossaire = regexp.MustCompile("`([A-Z][a-z]+)`")
	motsDuNom       = regexp.MustCompile(`[A-Z]?[a-z]+|[A-Z]+`)
	sansAccents     = strings.NewReplacer("é", "e", "è", "e", "ê", "e", "à", "a", "â", "a", "ç", "c", "ô", "o", "û", "u")
	typeDePage      = regexp.MustCompile(`(?m)^type (\w+)`)
	composant       = regexp.MustCompile(`(?m)^templ ([A-Z]\w*)\(\w+ (\w+)\)`)
)

// TestTypesAreCalledAfterTheTrade: a newcomer finds each name in the glossary,
// among the subjects, or in a short list of English words.
func TestTypesAreCalledAfterTheTrade(t *testing.T) {
	t.Parallel()
	connus, _ := glossaire(t)
	vus := map[string]bool{}
	check := func(paquet, chemin, nom string) {
		techniques, lu := typesTechniques[paquet]
		tout := paquet != "internal/api" && paquet != "web/pages"
		if !lu || !tout && !ast.IsExported(nom) {
			return
		}
		vus[paquet+"."+nom] = true
		metier := slices.ContainsFunc(motsDuNom.FindAllString(nom, -1), func(m string) bool {
			m = strings.ToLower(m)
			return connus[m] || connus[strings.TrimSuffix(m, "s")]
		})
		if !metier && !slices.Contains(strings.Fields(techniques), nom) {
			t.Errorf("%s: the type %s has no word of the trade: give its noun a line in docs/GLOSSAIRE.md, or an English"+
				" name in typesTechniques", chemin, nom)
		}
	}
	for _, s := range sources(t) {
		for _, d := range s.ast.Decls {
			if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.TYPE {
				for _, sp := range g.Specs {
					check(s.paquet, s.chemin, sp.(*ast.TypeSpec).Name.Name)
				}
			}
		}
	}
	for chemin, texte := range templs(t) {
		for _, m := range typeDePage.FindAllStringSubmatch(texte, -1) {
			check("web/pages", chemin, m[1])
		}
	}
	for paquet, noms := range typesTechniques {
		for _, nom := range strings.Fields(noms) {
			if !vus[paquet+"."+nom] {
				t.Errorf("typesTechniques[%q]: there is no type %s any more, take it out", paquet, nom)
			}
		}
	}
}

// templs reads the pages: path → text.
func templs(t *testing.T) map[string]string {
	t.Helper()
	fichiers, err := filepath.Glob("../../web/pages/*.templ")
	if err != nil || len(fichiers) < 20 {
		t.Fatalf("%d pages, %v: nothing is being checked", len(fichiers), err)
	}
	textes := map[string]string{}
	for _, f := range fichiers {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		textes["web/pages/"+filepath.Base(f)] = string(b)
	}
	return textes
}

// TestWhatAPageIsHandedEndsInPage reads the components of web/pages that take one
// struct of their own.
func TestWhatAPageIsHandedEndsInPage(t *testing.T) {
	t.Parallel()
	lus := 0
	for chemin, texte := range templs(t) {
		for _, m := range composant.FindAllStringSubmatch(texte, -1) {
			if lus++; !strings.HasSuffix(m[2], "Page") {
				t.Errorf("%s: %s takes a %s; call the struct of a page %sPage", chemin, m[1], m[2], m[1])
			}
		}
	}
	if lus < 20 {
		t.Errorf("only %d pages: nothing is being checked", lus)
	}
}
