package composants_test

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"golang.org/x/net/html"

	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
	"parcours.example/web/vendored/icons"
)

func render(t *testing.T, c templ.Component) *html.Node {
	t.Helper()
	var b bytes.Buffer
	if err := c.Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(&b)
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func elements(root *html.Node) []*html.Node {
	var all []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			all = append(all, n)
		}
	}
	return all
}

// The first choice of a field made of several has the id of the field. Every page of internal/site is looked at too.
func TestErrorSummaryLeadsToEachField(t *testing.T) {
	t.Parallel()
	f := composants.Formulaire{Prefixe: "p", Erreurs: []composants.Erreur{
		{Champ: "nom", Message: "Indiquez le nom."}, {Champ: "canal", Message: "Choisissez."}, {Champ: "avis", Message: "Choisissez."},
	}}
	choix := []composants.Option{{Valeur: "a", Libelle: "A"}, {Valeur: "b", Libelle: "B"}}
	all := elements(render(t, textes(composants.ResumeErreurs(f.Resume()), composants.ChampTexte(f.Champ("nom", "Nom")),
		composants.ChampListe(f.Champ("canal", "Par"), choix, "Choisir…"),
		composants.ChampSegments(f.Champ("avis", "Avis"), choix, composants.Egale))))
	fields := map[string]bool{}
	for _, n := range all {
		fields[attr(n, "id")] = n.Data == "input" || n.Data == "select"
	}
	links := 0
	for _, n := range all {
		if cible, ok := strings.CutPrefix(attr(n, "href"), "#"); ok {
			links++
			if !fields[cible] {
				t.Errorf("%q does not lead to a field", cible)
			}
		}
	}
	if links != 3 {
		t.Errorf("%d links in the summary, want 3", links)
	}
}

func TestWrongValueStaysInItsField(t *testing.T) {
	t.Parallel()
	f := composants.Formulaire{
		Prefixe: "p",
		Valeurs: map[string][]string{"heures": {"sept"}},
		Erreurs: []composants.Erreur{{Champ: "heures", Message: "Un nombre."}},
	}
	for _, n := range elements(render(t, composants.ChampNombre(f.Champ("heures", "Durée")))) {
		if n.Data != "input" {
			continue
		}
		if attr(n, "value") != "sept" || attr(n, "aria-invalid") != "true" || attr(n, "aria-describedby") != "p-heures-erreur" {
			t.Errorf("the field lost what was typed, or its error: %v", n.Attr)
		}
	}
}

func TestPasswordIsNeverGivenBack(t *testing.T) {
	t.Parallel()
	for _, n := range elements(render(t, composants.ChampMotDePasse(composants.ChampProps{Nom: "mdp", Valeur: "secret"}))) {
		if attr(n, "value") != "" {
			t.Error("the password is in the page")
		}
	}
}

func TestAddressKeepsFiltersAndForgetsThePageWhenSorting(t *testing.T) {
	t.Parallel()
	a := composants.Adresse{Chemin: "/parcours", Requete: map[string][]string{"etat": {"sortie"}, "page": {"3"}}}
	if got := a.With("tri", "nom", "page", ""); got != "/parcours?etat=sortie&tri=nom" {
		t.Error(got)
	}
	if got := a.With("etat", "", "page", ""); got != "/parcours" {
		t.Error(got)
	}
	if a.Requete.Get("page") != "3" {
		t.Error("With changed the address it was given")
	}
}

// An unknown icon draws nothing, and nobody notices: every name written in a
// template must be a file.
func TestEveryIconNamedInATemplateExists(t *testing.T) {
	t.Parallel()
	call := regexp.MustCompile(`(?:Icone\(|Icone: *|EtatVide\(|icones\[)"([a-z0-9-]+)"`)
	found := 0
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".templ" {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, m := range call.FindAllSubmatch(content, -1) {
			found++
			if _, err := fs.Stat(icons.FS, string(m[1])+".svg"); err != nil {
				t.Errorf("%s: no icon %q in web/vendored/icons", path, m[1])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found == 0 {
		t.Error("no icon found: has the pattern aged?")
	}
}

// TestEveryStateHasItsBadge: a word alone would not be told from the others on a list.
func TestEveryStateHasItsBadge(t *testing.T) {
	t.Parallel()
	css, err := os.ReadFile("../static/src/composants.css")
	if err != nil {
		t.Fatal(err)
	}
	formes := map[string]parcours.Etat{}
	for _, e := range parcours.Etats {
		if !strings.Contains(string(css), "\n.etat-"+string(e.Code)+" {") {
			t.Errorf("the state %s has no colour: add .etat-%s to web/static/src/composants.css, then make generate", e.Code, e.Code)
		}
		var b bytes.Buffer
		if err := composants.BadgeEtat(string(e.Code), "").Render(context.Background(), &b); err != nil {
			t.Errorf("the state %s has no shape of its own: add it to iconeEtat (alerte.templ): %v", e.Code, err)
			continue
		}
		_, forme, _ := strings.Cut(b.String(), ">")
		if autre, deja := formes[forme]; deja || !strings.Contains(forme, "<svg") {
			t.Errorf("the state %s has no shape of its own (%s): add it to iconeEtat (alerte.templ)", e.Code, autre)
		}
		formes[forme] = e.Code
	}
}
