package guide_test

import (
	"slices"
	"strings"
	"testing"

	"parcours.example/internal/guide"
)

func TestSearchFindsWithoutAccents(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	for _, c := range []struct{ mots, premier string }{
		{"iae", "GLO-20"},
		{"plateforme iriae", ""},
		{"VAE", "GLO-38"},
		{"mobilité pas-de-calais", ""},
		{"mobilite PAS-DE-CALAIS", ""},
		{"test niveau", "BP-03"},
		{"0 800 11 10 35", ""},
		{"sophrologie", "BP-08"},
	} {
		trouves := g.Search(c.mots)
		if len(trouves) == 0 {
			t.Errorf("« %s » finds nothing", c.mots)
			continue
		}
		r := trouves[0]
		if c.premier != "" && r.ID != c.premier {
			t.Errorf("« %s » finds %s first, want %s", c.mots, r.ID, c.premier)
		}
		if r.EtapeTitre == "" || r.Pourquoi == "" {
			t.Errorf("« %s »: no étape or no reason", c.mots)
		}
	}
	if a, b := len(g.Search("mobilité")), len(g.Search("MOBILITE")); a != b {
		t.Errorf("accents matter: %d and %d", a, b)
	}
	if got := g.Search("zzz introuvable"); len(got) != 0 {
		t.Errorf("nonsense finds %d items", len(got))
	}
	if got := g.Search("  "); got != nil {
		t.Error("an empty search lists something")
	}
}

func TestATelephoneIsFoundHoweverItIsTyped(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	for q, id := range map[string]string{
		"0684288842": "OPC-05", "06.84.28.88.42": "OPC-05", "06-84-28-88-42": "OPC-05", "06 84 28 88 42": "OPC-05", "+33684288842": "OPC-05",
		"0359930249": "OPC-07", "03 59 93 02 49": "OPC-07", "0374270437": "CTC-20", "0800111035": "SOL-06.7", "uniformation 0684288842": "OPC-05",
	} {
		if trouves := g.Search(q); !slices.ContainsFunc(trouves, func(r guide.Resultat) bool { return r.ID == id }) {
			t.Errorf("« %s » does not find %s, but %d items", q, id, len(trouves))
		}
		if strings.HasPrefix(id, "SOL") {
			continue
		}
		if gens := g.Contacts(guide.Filtre{Recherche: q}); len(gens) != 1 || gens[0].ID != id {
			t.Errorf("the directory gives %v for « %s »", contactIDs(gens), q)
		}
	}
	if r := g.Search("0684288842")[0]; r.Pourquoi != "trouvé dans un numéro" {
		t.Errorf("found: %q", r.Pourquoi)
	}
	if trouves := g.Search("231-236"); len(trouves) == 0 {
		t.Error("lines of the guide are no longer found")
	}
}

func TestDirectoryFilters(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	for _, c := range []struct {
		filtre guide.Filtre
		id     string
		dedans bool
	}{
		{guide.Filtre{Opco: "ocapiat"}, "OPC-54", true},
		{guide.Filtre{Opco: "ocapiat"}, "OPC-01", false},
		{guide.Filtre{Departement: "62"}, "OPC-54", true},
		{guide.Filtre{Departement: "59"}, "OPC-54", false},
		{guide.Filtre{Territoire: "calaisis"}, "CTC-04", true},
		{guide.Filtre{Territoire: "calaisis"}, "CTC-10", false},
		{guide.Filtre{Recherche: "wimoov"}, "CTC-14", true},
		{guide.Filtre{Recherche: "wimoov"}, "CTC-15", false},
	} {
		dedans := false
		for _, it := range g.Contacts(c.filtre) {
			dedans = dedans || it.ID == c.id
		}
		if dedans != c.dedans {
			t.Errorf("%+v: %s %v, want %v", c.filtre, c.id, dedans, c.dedans)
		}
	}
}

func TestGlossaireIsSortedAndMended(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	sigles := g.Glossaire()
	if len(sigles) < 38 || sigles[0].Titre != "ACI" {
		t.Fatalf("%d acronyms, first %s", len(sigles), sigles[0].Titre)
	}
	for titre, sens := range map[string]string{
		"ACI":  "Atelier et chantier d'insertion.",
		"EITI": "Entreprise d'insertion par le travail indépendant.",
		"ETTI": "Entreprise de travail temporaire d'insertion.",
		"PE":   "France Travail (Pôle emploi en 2023).",
	} {
		for _, s := range sigles {
			if s.Titre == titre && s.Texte != sens {
				t.Errorf("%s: %q, want %q", titre, s.Texte, sens)
			}
		}
	}
}
