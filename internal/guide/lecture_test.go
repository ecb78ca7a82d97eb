package guide_test

import (
	"slices"
	"strings"
	"testing"

	"parcours.example/internal/guide"
)

func TestIdentificationReadsInSixteenPartsInOrder(t *testing.T) {
	t.Parallel()
	e, ok := embedded(t).FindEtape("ETP-04")
	if !ok {
		t.Fatal("the guide has no étape ETP-04: rename it in this test")
	}
	parties, reste := e.Parties()
	if len(parties) != 16 {
		t.Fatalf("%d parts, want 16", len(parties))
	}
	total := len(reste)
	dans := map[string]string{}
	for i, p := range parties {
		if want := "SUB-" + string(rune('0'+(i+1)/10)) + string(rune('0'+(i+1)%10)); p.ID != want {
			t.Errorf("part %d is %s, want %s", i+1, p.ID, want)
		}
		if len(p.Items) == 0 {
			t.Errorf("%s is empty", p.ID)
		}
		total += 1 + len(p.Items)
		for _, it := range p.Items {
			dans[it.ID] = p.ID
		}
	}
	if total != len(e.Items) {
		t.Errorf("%d items in the parts and beside them, want %d", total, len(e.Items))
	}
	for id, want := range map[string]string{"RES-27": "SUB-01", "FRE-08": "SUB-03", "SOL-08.1": "SUB-03",
		"OPC-30": "SUB-05", "TYP-01": "SUB-06", "DIS-08": "SUB-07", "NET-01": "SUB-12", "NET-03": "SUB-14", "CSL-04": ""} {
		if dans[id] != want {
			t.Errorf("%s stands in %q, want %q", id, dans[id], want)
		}
	}
	if p, r := embedded(t).Etapes()[4].Parties(); len(p) != 0 || len(r) == 0 {
		t.Error("an étape without parts keeps its items together")
	}
}

func TestSearchSaysWhereTheWordsAre(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	for _, c := range []struct{ q, id, dit string }{
		{"zubrzycki", "OPC-03", "dans les coordonnées"},
		{"mamobilite62", "CTC-03", "dans le titre"},
		{"chabe", "", ""},
		{"cerfa 13912", "DIS-07", "dans ce qui a changé depuis"},
		{"siren adresse", "", ""},
		{"akto.fr/contact", "RES-31", "dans un lien"},
	} {
		trouves := g.Search(c.q)
		i := slices.IndexFunc(trouves, func(r guide.Resultat) bool { return r.ID == c.id })
		switch {
		case c.id == "":
		case i < 0:
			t.Errorf("« %s » does not find %s", c.q, c.id)
		case !strings.Contains(trouves[i].Pourquoi, c.dit):
			t.Errorf("« %s » finds %s: %q, want %q", c.q, c.id, trouves[i].Pourquoi, c.dit)
		}
	}
}

func TestMarkKeepsTheTextAndItsAccents(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ texte, q, want string }{
		{"Mobilité : la mobilité", "mobilite", "[Mobilité] : la [mobilité]"},
		{"main-d'œuvre (BMO)", "OEUVRE bmo", "main-d'[œuvre] ([BMO])"},
		{"l'été", "ete", "l'[été]"},
		{"Rien", "mobilité", "Rien"},
		{"cœur", "e", "c[œ]ur"},
		{"", "x", ""},
	} {
		got := ""
		for _, m := range guide.Mark(c.texte, c.q) {
			if m.Trouve {
				got += "[" + m.Texte + "]"
			} else {
				got += m.Texte
			}
		}
		if got != c.want {
			t.Errorf("%q in %q: %q, want %q", c.q, c.texte, got, c.want)
		}
	}
}

func TestAnItemSaysWhomItConcernsAndUntilWhen(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	for id, want := range map[string]string{
		"OPC-03": "Aisne, Oise et Somme · Uniformation", "DIS-13": "ACI", "RES-27": "", "CSL-04": "",
		"RES-37": "Nord et Pas-de-Calais · sauf EITI",
	} {
		it, ok := g.Find(id)
		if got := strings.Join(it.Pour(), " · "); !ok || got != want {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
	fini := item(t, g, "FIN-03.1")
	if got := fini.Validite(); !strings.Contains(got, "30/06/2023") {
		t.Errorf("FIN-03.1: %q", got)
	}
	for date, want := range map[string]string{"2026": "2026", "2026-01": "janvier 2026", "2026-01-01": "le 01/01/2026"} {
		if got := (guide.Depuis{Date: date}).Quand(); got != want {
			t.Errorf("%s is written %q, want %q", date, got, want)
		}
	}
	if fini.IsLater(guide.Depuis{Date: "2016-12"}) || !fini.IsLater(guide.Depuis{Date: "2026"}) {
		t.Error("what came before the edition is a precision, not a change")
	}
}

func TestDirectoryKnowsTheNetworks(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	f := guide.Filtre{Reseau: "coorace", Departement: "62"}
	precis := map[string]int{}
	for _, it := range g.Contacts(f) {
		precis[it.ID] = g.Precision(it, f)
	}
	if _, ok := precis["NET-01"]; ok {
		t.Error("the delegate of CHANTIER école answers for COORACE")
	}
	if precis["NET-05"] != 1 || precis["CTC-03"] != 1 {
		t.Errorf("NET-05 %d, CTC-03 %d, want 1 each", precis["NET-05"], precis["CTC-03"])
	}
}
