package guide_test

import (
	"slices"
	"strings"
	"testing"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
)

func garage() guide.Item {
	return guide.Item{
		ID: "LOC-1", Type: guide.TypeSolution, Etape: "ETP-03", Edition: "2026-09",
		Titre: "Appeler le garage solidaire", Texte: "Il loue une voiture à la semaine.",
		Criteres: guide.Criteres{Freins: []string{"mobilite"}},
	}
}

func TestSiaeReadsItsOwnAdditionsAndNobodyElseDoes(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	s := guide.Situation{Etat: parcours.BesoinIdentifie, TypeSiae: "EI", Departement: "59", Freins: []string{"mobilite"}, Date: today}
	sien := g.With(guide.Surcharge{
		Ajouts:  []guide.Item{garage()},
		Masques: []string{"SOL-04.4", "ETP-03", "OPC-05"},
		Corrections: map[string]guide.Correction{"SOL-04.1": {Texte: "Voir le tableau du covoiturage au vestiaire.",
			Auteur: "Directeur", Date: today}},
	})
	shown(t, sien.For(s), []string{"LOC-1", "SOL-04.1"}, []string{"SOL-04.4"})
	shown(t, g.For(s), []string{"SOL-04.4"}, []string{"LOC-1"})
	if r := find(t, sien.For(s), "LOC-1"); r.Source() != "Ajout de votre structure" {
		t.Errorf("source of an addition: %q", r.Source())
	}
	corrige := item(t, sien, "SOL-04.1")
	if !strings.Contains(corrige.Texte, "vestiaire") || corrige.Correction.Auteur != "Directeur" {
		t.Errorf("correction: %q", corrige.Texte)
	}
	if origine := item(t, g, "SOL-04.1"); strings.Contains(origine.Texte, "vestiaire") {
		t.Error("the region's guide was changed")
	}
	if len(sien.Search("vestiaire")) != 1 || len(sien.Search("garage solidaire")) == 0 || len(g.Search("vestiaire")) != 0 {
		t.Error("the search does not follow the SIAE's own guide")
	}
	if len(sien.Etapes()) != 11 {
		t.Error("an étape can be hidden")
	}
}

func TestOwnContactComesFirst(t *testing.T) {
	t.Parallel()
	sien := embedded(t).With(guide.Surcharge{Ajouts: []guide.Item{{
		ID: "LOC-2", Type: guide.TypeContact, Etape: "ETP-04", Titre: "Notre conseiller OPCO", Texte: "Joignable le matin.",
		Contact: &guide.Contact{ContactCorrige: parcours.ContactCorrige{Organisme: "OPCO 2i", Fonction: "conseiller"}},
	}}})
	s := guide.Situation{Etat: parcours.EnFinancement, TypeSiae: "EI", Departement: "80", Opco: "opco_2i", Date: today}
	if premier := sien.WhoToCall(s)[0]; premier.ID != "LOC-2" {
		t.Errorf("first to call: %s, want the SIAE's own contact", premier.ID)
	}
}

func TestAdditionsAreCheckedLikeTheGuide(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	if err := g.ValidateAjout(garage()); err != nil {
		t.Fatalf("a good addition is refused: %v", err)
	}
	for champ, gate := range map[string]func(*guide.Item){
		"titre":             func(it *guide.Item) { it.Titre = " " },
		"texte":             func(it *guide.Item) { it.Texte = strings.Repeat("a", 1001) },
		"type":              func(it *guide.Item) { it.Type = guide.TypeEtape },
		"etape":             func(it *guide.Item) { it.Etape = "BP-01" },
		"criteres.freins":   func(it *guide.Item) { it.Criteres.Freins = []string{"mobilité"} },
		"criteres.du":       func(it *guide.Item) { it.Criteres.Du = "30/02/2026" },
		"liens":             func(it *guide.Item) { it.Liens = []guide.Lien{{Libelle: "x", URL: "javascript:alert(1)"}} },
		"contact.organisme": func(it *guide.Item) { it.Type = guide.TypeContact },
	} {
		it := garage()
		gate(&it)
		trouve := slices.ContainsFunc(parcours.ErreursOf(g.ValidateAjout(it)), func(e *parcours.Erreur) bool { return e.Champ == champ })
		if !trouve {
			t.Errorf("a bad %s is accepted: %v", champ, g.ValidateAjout(it))
		}
	}
}

func TestDiffSaysWhatChanged(t *testing.T) {
	t.Parallel()
	avant, err := load(map[string]string{"05.yaml": bon})
	if err != nil {
		t.Fatal(err)
	}
	apres, err := load(map[string]string{"05.yaml": strings.NewReplacer(
		"Appelez votre OPCO.", "Appelez votre OPCO avant juin.", "id: ETP-05", "id: ETP-06", "etape: ETP-05", "etape: ETP-06").Replace(bon)})
	if err != nil {
		t.Fatal(err)
	}
	var dits []string
	for _, c := range guide.Diff(avant, apres) {
		dits = append(dits, c.Genre+" "+c.ID+" "+strings.Join(c.Champs, ","))
	}
	want := []string{"ajouté ETP-06 ", "modifié FIN-01 etape,texte", "retiré ETP-05 "}
	if !slices.Equal(dits, want) {
		t.Errorf("diff: %q, want %q", dits, want)
	}
	if d := guide.Diff(avant, avant); len(d) != 0 {
		t.Errorf("a guide differs from itself: %v", d)
	}
}

func TestFreshnessLists(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	recents := 0
	for _, it := range g.Items() {
		if it.HorsGuide {
			recents++ // what we added in 2026
		}
	}
	if n := len(g.Old(today, 24)); recents == 0 || n != len(g.Items())-recents {
		t.Errorf("%d items older than 24 months in 2026, want %d", n, len(g.Items())-recents)
	}
	if n := len(g.Old(parcours.NewDate(2024, 6, 1), 24)); n != 0 {
		t.Errorf("%d items older than 24 months in 2024", n)
	}
	var perimes []string
	for _, it := range g.Expired(today) {
		perimes = append(perimes, it.ID)
	}
	slices.Sort(perimes)
	if !slices.Equal(perimes, []string{"FIN-03.1", "FIN-03.2"}) {
		t.Errorf("past their validity: %v", perimes)
	}
	if len(g.WithLiens()) < 5 || !slices.Equal(g.Editions(), []string{"2023"}) {
		t.Errorf("%d items with links, editions %v", len(g.WithLiens()), g.Editions())
	}
}
