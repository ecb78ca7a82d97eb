package parcours

import (
	"slices"
	"testing"
)

func TestADecisionAboutTheGuideIsChecked(t *testing.T) {
	t.Parallel()
	eachIsRefused(t, Conseil{Decision: "planifie", DatePrevue: lundi}, func(c Conseil) error { return c.Validate(lundi) }, []bad[Conseil]{
		{func(c *Conseil) { *c = Conseil{} }, []string{"decision"}},
		{func(c *Conseil) { c.DatePrevue = Date{} }, []string{"date_prevue"}},
		{func(c *Conseil) { c.DatePrevue = lundi.AddDays(-1) }, []string{"date_prevue"}},
		{func(c *Conseil) { c.DatePrevue = NewDate(2032, 1, 1) }, []string{"date_prevue"}},
		{func(c *Conseil) { c.Decision = "ecarte" }, []string{"motif"}},
		{func(c *Conseil) { c.Decision, c.Motif = "ecarte", "Déjà fait ailleurs." }, nil},
		{func(c *Conseil) { c.Decision = "fait" }, nil},
	})
	prevu := Conseil{Decision: "planifie", DatePrevue: lundi, Contact: "CTC-03", Motif: "Reste d'un autre choix."}
	ecarte := Conseil{Decision: "ecarte", Date: lundi, DatePrevue: lundi, Contact: "CTC-03", Motif: "Trop loin."}
	if p := prevu.Tidy(); p.Motif != "" || p.Contact == "" || p.IsSettled() || p.Texte() != "Prévu le 16/03/2026" {
		t.Errorf("%+v", p)
	}
	if e := ecarte.Tidy(); !e.DatePrevue.IsZero() || e.Contact != "" || !e.IsSettled() || e.Texte() != "Écarté le 16/03/2026 : Trop loin." {
		t.Errorf("%+v", e)
	}
	for voulu, err := range map[string]error{
		"aucune : elle a été reprise":  StaleConseil(nil, ""),
		"Fait le 16/03/2026 (Ana Roy)": StaleConseil(&Conseil{Decision: "fait", Date: lundi}, "Ana Roy"),
	} {
		if e := refused(t, err, Conflit); len(e.Actuel) != 1 || e.Actuel[0].Valeur != voulu {
			t.Errorf("a colleague decided: %v, want %q", e.Actuel, voulu)
		}
	}
}

func TestWhatIsSaidAgainstTheGuideIsChecked(t *testing.T) {
	t.Parallel()
	corrige := GuideSignalement{Genre: "correction", Texte: "Demandez à l'accueil.",
		Contact: &ContactCorrige{Organisme: "AKTO", Tel: []string{"03 22 00 00 00"}, Mel: "a@exemple.fr"}}
	eachIsRefused(t, corrige, GuideSignalement.Validate, []bad[GuideSignalement]{
		{func(s *GuideSignalement) { *s = GuideSignalement{} }, []string{"genre", "motif"}},
		{func(s *GuideSignalement) { s.Texte, s.Contact = "", nil }, []string{"texte"}},
		{func(s *GuideSignalement) { s.Contact = &ContactCorrige{} }, []string{"organisme"}},
		{func(s *GuideSignalement) {
			s.Contact = &ContactCorrige{Organisme: "AKTO", Mel: "akto", Tel: []string{"demain", "hier"}}
		}, []string{"mel", "tel"}},
		{func(s *GuideSignalement) { s.Genre, s.Motif = "perime", "Fermé." }, nil},
	})
	for genre, ote := range map[string][]string{"perime": {"perime"}, "masque": {"masque", "perime"}} {
		if got := (GuideSignalement{Genre: genre}).Replaces(); !slices.Equal(got, ote) {
			t.Errorf("%s ends %v", genre, got)
		}
	}
	eachIsRefused(t, NoteTerritoire{Rubrique: "besoins"}, NoteTerritoire.Validate, []bad[NoteTerritoire]{
		{func(n *NoteTerritoire) { n.Rubrique = "meteo" }, []string{"rubrique"}},
		{func(n *NoteTerritoire) { n.Texte = note() }, []string{"texte"}},
	})
}
