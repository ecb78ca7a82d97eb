package postgres_test

import (
	"slices"
	"strings"
	"testing"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
	"parcours.example/internal/testdb"
)

func essaisListe(a *affaire) map[string]essaiCloison {
	list := func(f postgres.FiltreParcours) func(*postgres.Tx) error {
		return func(tx *postgres.Tx) error {
			f.Page, f.ParPage, f.Aujourdhui = 1, 50, jour
			ls, n, err := both(tx.ListParcours(f))
			return join2(shows(ls, err), shows(n, nil))
		}
	}
	return map[string]essaiCloison{
		"ListParcours":         {"", list(postgres.FiltreParcours{})},
		"ListParcours:search":  {"", list(postgres.FiltreParcours{Q: "benali"})},
		"ListParcours:cip":     {"", list(postgres.FiltreParcours{CipID: a.Aci.Cip.UtilisateurID})},
		"ListParcours:salarie": {"", list(postgres.FiltreParcours{SalarieID: a.salarie.ID})},
		"CountEtats":           {"", func(tx *postgres.Tx) error { m, err := countEtats(tx, 0); return shows(m, err) }},
		"CountEtats:cip":       {"", func(tx *postgres.Tx) error { m, err := countEtats(tx, a.Aci.Cip.UtilisateurID); return shows(m, err) }},
	}
}

// cortege is five parcours of five people, in as many states.
func cortege(t *testing.T) *testdb.Decor {
	t.Helper()
	d := testdb.NewDecor(t)
	for i, x := range []struct {
		prenom, nom, projet string
		etat                parcours.Etat
		clos                bool
		dernier, prochain   int // days from today; 99: none
	}{
		{"Zoé", "Éclair", "Gros œuvre", parcours.BesoinIdentifie, false, -40, 99},
		{"Nadia", "Benali", "ÉLECTRICITÉ du bâtiment", parcours.EnFinancement, false, -2, 5},
		{"Noël", "Œillet", "Agent d’entretien", parcours.EnDeroulement, false, -10, -1},
		{"Karim", "Zidi", "100% à distance", parcours.Sorti, true, 99, 99},
		{"Anna", "Petit", "Cariste", parcours.SansSuite, false, 99, 99},
	} {
		s := d.Salarie(t, d.Aci, x.prenom, x.nom)
		in(t, d.DB, d.Aci.Cip, func(tx *postgres.Tx) error {
			p := newDossier(d.Aci, s.ID, x.projet)
			p.Parcours.Etat, p.Parcours.EtatDepuis, p.Parcours.DateBesoin = x.etat, jour.AddDays(-i), jour.AddDays(-40)
			p.Tentatives[0].Formation = parcours.Formation{Intitule: "Formation " + x.prenom, Organisme: "OF"}
			if err := tx.CreateDossier(p); err != nil {
				return err
			}
			if x.dernier != 99 {
				suivi := parcours.Suivi{SiaeID: d.Aci.Siae.ID, ParcoursID: p.Parcours.ID, Tentative: 1,
					Date: jour.AddDays(x.dernier), Avec: "salarie", Canal: "telephone", Texte: "x", AuteurID: 1}
				if x.prochain != 99 {
					suivi.DateProchain = jour.AddDays(x.prochain)
				}
				if err := tx.CreateSuivi(&suivi); err != nil {
					return err
				}
			}
			if x.clos {
				return tx.CloseParcours(p, parcours.Cloture{Date: jour, Motif: "suivi_termine"})
			}
			if x.prenom == "Zoé" {
				s.CipID = nil
				return tx.Update(&s, "cip_id")
			}
			return nil
		})
	}
	return d
}

// prenoms lists who a filter shows, and the total.
func prenoms(t *testing.T, d *testdb.Decor, f postgres.FiltreParcours) (string, int) {
	t.Helper()
	var lus []string
	var total int
	if f.ParPage == 0 {
		f.Page, f.ParPage = 1, 50
	}
	f.Aujourdhui = jour
	in(t, d.DB, d.Aci.Cip, func(tx *postgres.Tx) error {
		ls, n, err := both(tx.ListParcours(f))
		total = n
		for _, l := range ls {
			lus = append(lus, l.SalariePrenom)
		}
		return err
	})
	return strings.Join(lus, " "), total
}

func TestListOfParcoursFiltersAndSearches(t *testing.T) {
	t.Parallel()
	d := cortege(t)
	for _, c := range []struct {
		nom  string
		f    postgres.FiltreParcours
		veut string
	}{
		{"all, by state", postgres.FiltreParcours{}, "Zoé Nadia Noël Karim Anna"},
		{"a name without its accent", postgres.FiltreParcours{Q: "eclair"}, "Zoé"},
		{"a name with its accent", postgres.FiltreParcours{Q: "ÉCLAIR"}, "Zoé"},
		{"a project in capitals", postgres.FiltreParcours{Q: "electricite"}, "Nadia"},
		{"two words, one of each", postgres.FiltreParcours{Q: "bâtiment nadia"}, "Nadia"},
		{"œ typed oe", postgres.FiltreParcours{Q: "gros oeuvre"}, "Zoé"},
		{"œ typed œ", postgres.FiltreParcours{Q: "Gros œuvre"}, "Zoé"},
		{"a straight apostrophe for a curly one", postgres.FiltreParcours{Q: "agent d'entretien"}, "Noël"},
		{"percent means percent", postgres.FiltreParcours{Q: "100%"}, "Karim"},
		{"underscore means underscore", postgres.FiltreParcours{Q: "_"}, ""},
		{"a backslash", postgres.FiltreParcours{Q: `\`}, ""},
		{"what no text holds", postgres.FiltreParcours{Q: "a\x00b \xff"}, ""},
		{"nobody's", postgres.FiltreParcours{SansCip: true}, "Zoé"},
		{"one CIP's", postgres.FiltreParcours{CipID: d.Aci.Cip.UtilisateurID}, "Nadia Noël Karim Anna"},
		{"one state", postgres.FiltreParcours{Etat: parcours.EnFinancement}, "Nadia"},
		{"under way", postgres.FiltreParcours{Clos: "non"}, "Zoé Nadia Noël"},
		{"over", postgres.FiltreParcours{Clos: "oui"}, "Karim Anna"},
		{"no contact for 30 days", postgres.FiltreParcours{Clos: "non", SansSuivi: 30}, "Zoé"},
		{"no contact for 10 days, that day included", postgres.FiltreParcours{Clos: "non", SansSuivi: 10}, "Zoé Noël"},
		{"by name", postgres.FiltreParcours{Tri: "salarie"}, "Nadia Zoé Noël Anna Karim"},
		{"by name, backwards", postgres.FiltreParcours{Tri: "salarie", Desc: true}, "Karim Anna Noël Zoé Nadia"},
		{"by age of the state", postgres.FiltreParcours{Tri: "depuis"}, "Anna Karim Noël Nadia Zoé"},
		{"by last contact, none at the end", postgres.FiltreParcours{Tri: "suivi"}, "Zoé Noël Nadia Anna Karim"},
		{"by last contact backwards, none still at the end", postgres.FiltreParcours{Tri: "suivi", Desc: true}, "Nadia Noël Zoé Anna Karim"},
		{"by next contact", postgres.FiltreParcours{Tri: "prochain"}, "Noël Nadia Zoé Anna Karim"},
		{"an unknown sort is the usual one", postgres.FiltreParcours{Tri: "1; DROP TABLE parcours"}, "Zoé Nadia Noël Karim Anna"},
	} {
		if lu, n := prenoms(t, d, c.f); lu != c.veut || n != len(strings.Fields(c.veut)) {
			t.Errorf("%s: %q (%d), want %q", c.nom, lu, n, c.veut)
		}
	}
}

func TestListOfParcoursIsCutInPages(t *testing.T) {
	t.Parallel()
	d := cortege(t)
	for _, tri := range postgres.TrisParcours() {
		var vus []string
		for page := 1; page <= 3; page++ {
			lu, total := prenoms(t, d, postgres.FiltreParcours{Tri: tri, Page: page, ParPage: 2})
			if total != 5 {
				t.Errorf("page %d by %s: total %d", page, tri, total)
			}
			vus = append(vus, strings.Fields(lu)...)
		}
		if slices.Sort(vus); strings.Join(vus, " ") != "Anna Karim Nadia Noël Zoé" {
			t.Errorf("by %s the pages show %v", tri, vus)
		}
	}
	// Beyond the last page there is nobody, and there are still five.
	if lu, total := prenoms(t, d, postgres.FiltreParcours{Page: 9, ParPage: 2}); lu != "" || total != 5 {
		t.Errorf("page 9 of 3: %q, total %d", lu, total)
	}
}

func countEtats(tx *postgres.Tx, cipID int64) (m map[parcours.Etat]int, err error) {
	tx.CountEtats(cipID, &m)
	err = tx.Flush()
	return m, err
}

func TestALineOfTheListSaysTheEssential(t *testing.T) {
	t.Parallel()
	d := cortege(t)
	in(t, d.DB, d.Aci.Directeur, func(tx *postgres.Tx) error {
		ls, _, err := both(tx.ListParcours(postgres.FiltreParcours{Etat: parcours.EnFinancement, Page: 1, ParPage: 10}))
		if err != nil {
			return err
		}
		l := ls[0]
		if l.SalarieNom != "Benali" || l.CipNom != "CIP ACI" || l.Formation != "Formation Nadia" || l.Organisme != "OF" ||
			l.DernierSuivi != jour.AddDays(-2) || l.ProchainSuivi != jour.AddDays(5) {
			t.Errorf("the line says %+v", l)
		}
		compte, err := countEtats(tx, 0)
		if compte[parcours.BesoinIdentifie] != 1 || compte[parcours.Sorti] != 0 || compte[parcours.SansSuite] != 1 {
			t.Errorf("counts %v: a closed file is not open", compte)
		}
		des, errDes := countEtats(tx, d.Aci.Cip.UtilisateurID)
		if des[parcours.BesoinIdentifie] != 0 || des[parcours.EnDeroulement] != 1 {
			t.Errorf("counts of one CIP %v", des)
		}
		return join2(err, errDes)
	})
}
