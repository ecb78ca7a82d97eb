package archi

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"parcours.example/internal/parcours"
)

var formeCheck = regexp.MustCompile(`CHECK \((?:\w+ = '' OR )?(\w+) IN \(('[^)]*')\)`)

// TestTheSchemaRepeatsTheVocabularies: a closed list is written twice, in Go and
// in a CHECK. Every CHECK must be one of the lists, whole.
func TestTheSchemaRepeatsTheVocabularies(t *testing.T) {
	t.Parallel()
	var etats []string
	for _, e := range parcours.Etats {
		etats = append(etats, string(e.Code))
	}
	listes := map[string][]string{
		"parcours.etat":             etats,
		"frein.etat":                parcours.EtatsFrein.Codes(),
		"financement.etat":          parcours.EtatsFinancement.Codes(),
		"financement.etat (< 0019)": {"prevu", "depose", "accorde", "partiel", "refuse"},
		"securisation":              parcours.ReponsesSecurisation.Codes(),
		"conseil.decision":          parcours.DecisionsConseil.Codes(),
		"signalement.genre":         parcours.GenresSignalement.Codes(),
		"siae.type":                 parcours.TypesSiae.Codes(),
		"appartenance.role":         parcours.Roles.Codes(),
		"session (technical)":       {"site", "api"},
		"suivi.genre (before 0015)": {"contact", "non_presentation"},
		"importation.etat":          {"colonnes", "apercu", "importee"},
	}
	for _, o := range parcours.Objets { // a new column has its list in its row
		for _, c := range o.Champs {
			if c.Liste != nil {
				listes[o.Nom+"."+c.Column()] = c.Liste.Codes()
			}
		}
	}
	fichiers, err := filepath.Glob("../../migrations/*.sql")
	if err != nil || len(fichiers) == 0 {
		t.Fatalf("no migration: %v", err)
	}
	vues := map[string]bool{}
	for _, f := range fichiers {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range formeCheck.FindAllStringSubmatch(string(b), -1) {
			codes := strings.Split(strings.ReplaceAll(strings.ReplaceAll(m[2], "'", ""), " ", ""), ",")
			codes = slices.DeleteFunc(codes, func(code string) bool { return code == "" }) // not known
			trouvee := ""
			for nom, l := range listes {
				if slices.Equal(slices.Sorted(slices.Values(l)), slices.Sorted(slices.Values(codes))) {
					trouvee, vues[nom] = nom, true
				}
			}
			if trouvee == "" {
				t.Errorf("%s: CHECK (%s IN %v) is none of the vocabularies", filepath.Base(f), m[1], codes)
			}
		}
	}
	if !vues["parcours.etat"] {
		t.Error("no CHECK holds the states of a parcours")
	}
}
