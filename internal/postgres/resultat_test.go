package postgres

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"parcours.example/internal/parcours"
)

func TestEveryIndicatorFileIsLoaded(t *testing.T) {
	t.Parallel()
	chemins, err := fs.Glob(fichiersIndicateurs, "indicateurs/*.sql")
	if err != nil || len(chemins) != len(indicateurs)+1 { // + faits.sql
		t.Fatalf("%d files, %d indicators (%v)", len(chemins), len(indicateurs), err)
	}
	tete := 0
	for _, r := range indicateurs {
		if r.Presentation == parcours.PresentationTete {
			tete++
		}
		if !strings.Contains(r.Definition, "Ne compte") && !strings.Contains(r.Definition, "n'y sont pas") {
			t.Errorf("%s: the definition must say what is left out", r.Code)
		}
		if strings.Contains(strings.ToUpper(r.sql), " ASP ") || strings.Contains(r.Definition, "ASP") {
			t.Errorf("%s: « ASP » alone means two things", r.Code)
		}
	}
	if tete != 4 {
		t.Errorf("%d headline figures, want 4", tete)
	}
}

// entete is a complete header; a test spoils one line of it.
const entete = `-- code: essai
-- libelle: Essai
-- unite: pourcent
-- presentation: chiffre
-- sens: hausse
-- numerateur: {un: seul, plusieurs: divers}
-- denominateur: {un: seul, plusieurs: divers}
-- dossiers: fins
-- definition: "Ce que c'est,
--   et ce que ce n'est pas."
-- source: formule 1
SELECT 1 AS numerateur
`

func parseOne(nom, texte string) ([]requeteIndicateur, error) {
	return parseIndicateurs(fstest.MapFS{"indicateurs/" + nom: {Data: []byte(texte)}})
}

func TestHeaderIsReadStrictly(t *testing.T) {
	t.Parallel()
	rs, err := parseOne("010_essai.sql", entete)
	if err != nil {
		t.Fatal(err)
	}
	if r := rs[0]; r.Definition != "Ce que c'est, et ce que ce n'est pas." || r.NomDenominateur.Plusieurs != "divers" ||
		r.sql != "SELECT 1 AS numerateur" {
		t.Errorf("read %+v", r)
	}
	for _, c := range []struct{ avant, apres, dit string }{
		{"-- libelle: Essai\n", "", "lacks"},
		{"-- source:", "-- sources:", "field sources not found"},
		{"-- sens: hausse", "-- sens: mieux", "sens"},
		{"-- unite: pourcent", "-- unite: pour cent", "unite"},
		{"-- presentation: chiffre", "-- presentation: barres", "needs a liste"},
		{"-- source: formule 1", "-- source: formule 1\n-- liste: motifs", "unknown vocabulary"},
		{"-- source: formule 1", "-- source: formule 1\n-- ordre_liste: alphabet", "bool"},
		{"-- source: formule 1", "-- source: formule 1\n-- code: essai", "already defined"},
		{"-- source: formule 1", "-- source formule 1", "could not find expected"},
		{"-- denominateur: {un: seul, plusieurs: divers}\n", "", "percentage"},
		{"un: seul, ", "", "plusieurs"},
		{"{un: seul, plusieurs: divers}", "divers", "cannot unmarshal"},
		{"-- dossiers: fins\n", "", "unknown set"},
		{"-- dossiers: fins", "-- dossiers: tous", "unknown set"},
		{"-- dossiers: fins", "-- dossiers: ici\n-- liste: situations", "unknown set"},
		{"n'est pas.", "n'est pas", "complete sentences"},
		{"SELECT 1 AS numerateur", "", "no query"},
		{"-- code: essai", "-- code: autre", "named"},
	} {
		_, err := parseOne("010_essai.sql", strings.Replace(entete, c.avant, c.apres, 1))
		if err == nil || !strings.Contains(err.Error(), c.dit) {
			t.Errorf("%q for %q: got %v, want %q", c.apres, c.avant, err, c.dit)
		}
	}
	for _, nom := range []string{"essai.sql", "01_essai.sql", "010_Essai.sql"} {
		if _, err := parseOne(nom, entete); err == nil {
			t.Errorf("a file named %s is accepted", nom)
		}
	}
}

func ptr[T any](v T) *T { return &v }

func TestComputeKeepsWhatIsNotKnownEmpty(t *testing.T) {
	t.Parallel()
	r := requeteIndicateur{Indicateur: parcours.Indicateur{Liste: "motifs_abandon", NomDenominateur: parcours.Nom{Un: "abandon"}}}
	for nom, lignes := range map[string][]ligneIndicateur{
		"nothing to divide by": {{Numerateur: ptr(0.0), Denominateur: ptr(0.0)}},
		"not known":            {{Denominateur: ptr(3.0)}},
	} {
		if i, err := r.compute(lignes); err != nil || i.Valeur != nil {
			t.Errorf("%s: value %v (%v), want nothing", nom, i.Valeur, err)
		}
	}
	if _, err := r.compute(nil); err == nil {
		t.Error("an indicator without a total passes")
	}
}

func TestBreakdownIsHeldBackUnderFivePersons(t *testing.T) {
	t.Parallel()
	r := requeteIndicateur{Indicateur: parcours.Indicateur{Liste: "motifs_abandon"}}
	lignes := func(personnes int) []ligneIndicateur {
		return []ligneIndicateur{
			{Numerateur: ptr(9.0), Personnes: &personnes},
			{Numerateur: ptr(1.0), Ventilation: ptr("mobilite")},
			{Numerateur: ptr(5.0), Ventilation: ptr(parcours.NonRenseigne)},
			{Numerateur: ptr(3.0), Ventilation: ptr("famille")},
		}
	}
	if i, _ := r.compute(lignes(4)); !i.NonDetaille || len(i.Ventilation) > 0 || *i.Numerateur != 9 {
		t.Errorf("4 persons: %+v", i)
	}
	i, _ := r.compute(lignes(5))
	if i.NonDetaille || len(i.Ventilation) != 3 {
		t.Fatalf("5 persons: %+v", i)
	}
	// The largest first, and what is not known last.
	if v := i.Ventilation; v[0].Libelle != "Famille" || v[1].Libelle != "Mobilité" || v[2].Libelle != "Non renseigné" {
		t.Errorf("order: %+v", v)
	}
	r.detailToujours, r.ordreListe = true, true
	if i, _ := r.compute(lignes(1)); len(i.Ventilation) != 3 || i.Ventilation[0].Code != "mobilite" {
		t.Errorf("in the order of the vocabulary, always: %+v", i.Ventilation)
	}
}
