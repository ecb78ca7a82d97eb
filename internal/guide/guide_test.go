package guide_test

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"parcours.example/config"
	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
)

// embedded is the guide as it is shipped.
func embedded(t testing.TB) *guide.Guide {
	t.Helper()
	racine, err := fs.Sub(config.Guide, "guide")
	if err != nil {
		t.Fatal(err)
	}
	g, err := guide.Load(racine)
	if err != nil {
		t.Fatalf("the embedded guide is refused:\n%v", err)
	}
	return g
}

// item finds an item that a test speaks of, and says which one when it left the guide.
func item(t testing.TB, g *guide.Guide, id string) *guide.Item {
	t.Helper()
	it, ok := g.Find(id)
	if !ok {
		t.Fatalf("the guide has no item %s any more", id)
	}
	return it
}

var today = parcours.NewDate(2026, time.September, 14)

func TestEtapesAreElevenInOrder(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	etapes := g.Etapes()
	if len(etapes) != 11 {
		t.Fatalf("étapes: %d, want 11", len(etapes))
	}
	for i, e := range etapes {
		if e.Rang != i+1 || len(e.Items) == 0 {
			t.Errorf("étape %s: rang %d, %d items", e.ID, e.Rang, len(e.Items))
		}
	}
	if etapes[4].Titre != "Financement de la formation" {
		t.Errorf("fifth étape: %s", etapes[4].Titre)
	}
	if len(g.Annexe().Items) == 0 {
		t.Error("the annexes are empty")
	}
}

// Every state, for every kind of SIAE in every département, gets advice, and
// nothing that its own criteria forbid.
func TestEverySituationGetsAdvice(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	for _, etat := range parcours.Etats {
		for _, siae := range parcours.TypesSiae {
			for _, dep := range parcours.DepartementsHdf {
				s := guide.Situation{Etat: etat.Code, TypeSiae: siae.Code, Departement: dep.Code, Date: today}
				avis := g.For(s)
				utiles := 0
				for _, r := range avis {
					checkAllowed(t, r, s)
					if r.Type != guide.TypeActeur && !strings.HasPrefix(r.ID, "HOR-") {
						utiles++
					}
				}
				if utiles < 3 {
					t.Errorf("%s, %s, %s: %d pieces of advice, want 3", etat.Code, siae.Code, dep.Code, utiles)
				}
			}
		}
	}
}

func checkAllowed(t *testing.T, r guide.Recommandation, s guide.Situation) {
	t.Helper()
	c := r.Criteres
	in := func(liste []string, v string) bool {
		return strings.Contains("|"+strings.Join(liste, "|")+"|", "|"+v+"|")
	}
	if slices.Equal(c.UnSuffit, []string{"types_siae", "origines"}) && in(c.TypesSiae, s.TypeSiae) {
		c.Origines = nil // the type is enough
	}
	switch {
	case len(c.Etats) > 0 && !in(c.Etats, string(s.Etat)),
		len(c.TypesSiae) > 0 && !in(c.TypesSiae, s.TypeSiae),
		in(c.HorsTypesSiae, s.TypeSiae),
		len(c.Departements) > 0 && !in(c.Departements, s.Departement),
		in(c.HorsDepartements, s.Departement),
		c.EffectifMax > 0, c.EffectifMin > 0, c.Structure,
		len(c.Opcos)+len(c.Freins)+len(c.Dispositifs)+len(c.TypesFormation)+len(c.Lieux)+len(c.Origines) > 0:
		t.Errorf("%s is shown to %+v although its criteria forbid it", r.ID, s)
	}
	if len(r.Pourquoi) == 0 || r.Source() == "" || r.Age == "" {
		t.Errorf("%s: no reason, no source or no age", r.ID)
	}
	for _, p := range r.Pourquoi {
		if p == "" || strings.Contains(p, "_") || strings.Contains(p, "%!") {
			t.Errorf("%s: reason %q", r.ID, p)
		}
	}
}

// The four things that the page of a parcours promises in every state.
func TestEveryStateHasAdviceEnjeuPracticeAndChecklist(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	for _, etat := range parcours.Etats {
		p := g.Panel(guide.Situation{Etat: etat.Code, TypeSiae: "ACI", Departement: "62", Date: today}, 5, nil)
		if len(p.Avis) == 0 || len(p.Avis) > 5 {
			t.Errorf("%s: %d pieces of advice in sight, want 1 to 5: write one in config/guide with this state", etat.Code, len(p.Avis))
		}
		if len(p.Enjeux) == 0 || len(p.Controles) == 0 {
			t.Errorf("%s: %d enjeux, %d things to check, want one of each at least: write them in config/guide with this state",
				etat.Code, len(p.Enjeux), len(p.Controles))
		}
		if len(p.BonnesPratiques) == 0 {
			t.Errorf("%s: no good practice: write one in config/guide with this state", etat.Code)
		}
	}
}

func TestEveryFreinIsAnswered(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	for _, liste := range []parcours.Liste{parcours.Freins, parcours.FreinsGestion} {
		for _, f := range liste {
			for _, dep := range parcours.DepartementsHdf {
				s := guide.Situation{Etat: parcours.BesoinIdentifie, TypeSiae: "EI", Departement: dep.Code, Freins: []string{f.Code}, Date: today}
				rep := g.Freins(s)
				if len(rep) != 1 || len(rep[0].Solutions) == 0 || len(rep[0].Freins) == 0 {
					t.Errorf("frein %s in %s: %d answers", f.Code, dep.Code, len(rep))
				}
			}
		}
	}
}

func TestVocabulariesAreAnswered(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	cases := []struct {
		typ   string
		liste parcours.Liste
	}{
		{guide.TypeOrigine, parcours.Origines},
		{guide.TypeSolutionSortie, parcours.Solutions},
		{guide.TypeSituation, parcours.Situations.Without("autre")},
		{guide.TypeControle, parcours.ControlesEntree},
		{guide.TypeBonnePratique, parcours.Securisations},
		{guide.TypeImpact, parcours.Impacts.Without("sans_effet_constate", "injoignable")},
		{guide.TypeLieu, parcours.LieuxFormation},
		{guide.TypeReseau, parcours.Reseaux},
		{guide.TypeTypeFormation, parcours.TypesFormation.Without("attestation", "permis", "bilan_competences")},
		{guide.TypeFinancement, parcours.Dispositifs.Without("cpf", "sans_cout", "autre")},
	}
	for _, c := range cases {
		for _, terme := range c.liste {
			if len(g.ByCode(c.typ, terme.Code)) == 0 {
				t.Errorf("%s %s: the guide says nothing of it", c.typ, terme.Code)
			}
		}
	}
}

// What is written for people's eyes.
func TestDisplayedTextsKeepTheHouseWords(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	asp := regexp.MustCompile(`\bASP\b`)
	poleEmploi := regexp.MustCompile(`(?i)p[ôo]le[ -]emploi`)
	permis := regexp.MustCompile(`Pôle emploi en 2023|Pôle emploi est devenu France Travail`)
	for _, it := range g.Items() {
		for _, texte := range append([]string{it.Titre, it.Texte}, it.Actions...) {
			if asp.MatchString(texte) {
				t.Errorf("%s: « ASP » alone: %s", it.ID, texte)
			}
			if poleEmploi.MatchString(permis.ReplaceAllString(texte, "")) {
				t.Errorf("%s: Pôle emploi without France Travail: %s", it.ID, texte)
			}
			if len([]rune(texte)) > 420 {
				t.Errorf("%s: %d characters, too long to be read", it.ID, len([]rune(texte)))
			}
		}
		if strings.HasSuffix(it.Titre, ".") || len([]rune(it.Titre)) > 130 {
			t.Errorf("%s: title %q", it.ID, it.Titre)
		}
	}
}

// Names are 2023's: they stand in contacts only, which all carry the mention.
func TestNamesStandOnlyInContacts(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	contacts := g.Contacts(guide.Filtre{})
	if len(contacts) != 59+30+6 {
		t.Errorf("%d contacts, want 95", len(contacts))
	}
	for _, c := range contacts {
		if c.Contact.Mention() == "" {
			t.Errorf("%s does not say that it must be checked", c.ID)
		}
		if c.Contact.Nom == "" {
			continue
		}
		for _, it := range g.Items() {
			if strings.Contains(it.Titre+" "+it.Texte+" "+strings.Join(it.Actions, " "), c.Contact.Nom) {
				t.Errorf("%s names the person of %s", it.ID, c.ID)
			}
		}
	}
}

func TestAgeIsNeverOverstated(t *testing.T) {
	t.Parallel()
	it := item(t, embedded(t), "BP-03")
	for _, c := range []struct {
		jour parcours.Date
		want string
	}{
		{parcours.NewDate(2024, 6, 1), "édition 2023, moins d'un an"},
		{parcours.NewDate(2025, 1, 1), "édition 2023, plus d'un an"},
		{today, "édition 2023, plus de 2 ans"},
		{parcours.Date{}, "édition 2023"},
	} {
		if got := it.Age(c.jour); got != c.want {
			t.Errorf("age on %s: %q, want %q", c.jour, got, c.want)
		}
	}
}
