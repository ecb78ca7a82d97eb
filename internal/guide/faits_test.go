package guide_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
)

// L. 95: « dans le cas des AI et ETTI notamment », hence elsewhere too when the
// need came from a client.
func TestADemandFromAClientIsAnsweredInEveryStructure(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	for _, c := range []struct {
		siae, origine string
		vu            bool
	}{
		{"AI", "", true}, {"ETTI", "salarie", true}, {"AI", "entreprise_cliente", true},
		{"EI", "entreprise_cliente", true}, {"ACI", "entreprise_cliente", true},
		{"EI", "salarie", false}, {"ACI", "", false},
	} {
		s := guide.Situation{Etat: parcours.BesoinIdentifie, TypeSiae: c.siae, Departement: "60", Origine: c.origine, Date: today}
		avis := g.For(s)
		if vu := slices.Contains(ids(avis), "ORI-04"); vu != c.vu {
			t.Errorf("ORI-04 for %s, origin %q: %v, want %v", c.siae, c.origine, vu, c.vu)
		}
		if c.origine != "entreprise_cliente" {
			continue
		}
		r := find(t, avis, "ORI-04")
		if !slices.Contains(r.Pourquoi, "origine du besoin : demande d'une entreprise cliente") {
			t.Errorf("reasons for %s: %q", c.siae, r.Pourquoi)
		}
		if vuType := strings.Contains(strings.Join(r.Pourquoi, " "), "votre structure est"); vuType != (c.siae == "AI") {
			t.Errorf("the type is a reason for %s: %v", c.siae, r.Pourquoi)
		}
	}
	if it := item(t, g, "ORI-04"); !slices.Contains(it.Pour(), "AI et ETTI, ou demande d'une entreprise cliente") {
		t.Errorf("ORI-04 is for %q", it.Pour())
	}
}

func TestReasonsTakeTheArticleOfTheType(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	for siae, want := range map[string]string{"ACI": "un ACI", "AI": "une AI", "EI": "une EI", "ETTI": "une ETTI", "EITI": "une EITI"} {
		var dits []string
		for _, etat := range parcours.Etats {
			for _, r := range g.For(guide.Situation{Etat: etat.Code, TypeSiae: siae, Departement: "59", Date: today}) {
				for _, p := range r.Pourquoi {
					if strings.HasPrefix(p, "votre structure est ") && !slices.Contains(dits, p) {
						dits = append(dits, p)
					}
				}
			}
		}
		if !slices.Equal(dits, []string{"votre structure est " + want}) {
			t.Errorf("%s: %q", siae, dits)
		}
	}
	for _, it := range g.Items() {
		if textes := strings.Join(allTexts(it), " "); strings.Contains(textes, "une ACI") || strings.Contains(textes, "un EI ") {
			t.Errorf("%s: wrong article: %s", it.ID, textes)
		}
	}
}

// The programme of the Région is for 2023-2027 (l. 565).
func TestCompetencesClesIsNoLongerAdvisedAfter2027(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	s := guide.Situation{Etat: parcours.EnFinancement, TypeSiae: "EI", Departement: "62", TypeFormation: "clea", Dispositifs: []string{"sieg"}}
	programme := []string{"FIN-03", "STP-03", "DIS-03"}
	s.Date = parcours.NewDate(2027, time.December, 31)
	shown(t, g.For(s), programme, nil)
	s.Date = parcours.NewDate(2028, time.January, 1)
	shown(t, g.For(s), []string{"FIN-01", "FIN-02"}, programme)
	perimes := contactIDs(g.Expired(s.Date))
	for _, id := range programme {
		if it, ok := g.Find(id); !ok || !slices.Contains(perimes, id) || !strings.Contains(it.Validite(), "31/12/2027") {
			t.Errorf("%s is not kept for reading with its dates", id)
		}
	}
}

func TestAnEitiIsNotSentToTheMerchantProgramme(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	s := guide.Situation{Etat: parcours.EnFinancement, TypeSiae: "EITI", Departement: "59", Date: parcours.NewDate(2023, 6, 1)}
	shown(t, g.For(s), nil, []string{"FIN-03.1", "FIN-03.2", "FIN-03"})
}

func allTexts(it *guide.Item) []string {
	l := append([]string{it.Titre, it.Texte}, it.Actions...)
	for _, d := range it.Depuis {
		l = append(l, d.Texte)
	}
	if it.Contact != nil {
		l = append(l, it.Contact.Note)
	}
	return l
}
