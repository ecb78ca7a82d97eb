package postgres_test

import (
	"strings"
	"testing"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
	"parcours.example/internal/testdb"
)

// in runs a transaction and fails the test on an error.
func in(t *testing.T, db *postgres.DB, qui parcours.Identite, fn func(*postgres.Tx) error) {
	t.Helper()
	if err := db.InSiae(t.Context(), qui, fn); err != nil {
		t.Fatal(err)
	}
}

// TestOthersSeeAndChangeNothing tries every storage method of these files with
// the ids of another SIAE.
func TestOthersSeeAndChangeNothing(t *testing.T) {
	t.Parallel()
	d := testdb.NewDecor(t)
	s := d.Salarie(t, d.Aci, "Léa", "Petit")
	var frein parcours.Frein
	imp := postgres.Importation{Fichier: "liste.xlsx", Feuille: []byte(`{"Nom":"x"}`), Colonnes: map[string]int{"nom": 0}, Etat: "apercu"}
	in(t, d.DB, d.Aci.Cip, func(tx *postgres.Tx) error {
		frein = parcours.Frein{SalarieID: s.ID, Code: "mobilite", Etat: "identifie", DateIdentifie: parcours.NewDate(2026, 3, 1)}
		if err := tx.Create(&frein); err != nil {
			return err
		}
		if err := tx.SetEncadrants(s.ID, []int64{d.Aci.Encadrant.UtilisateurID}); err != nil {
			return err
		}
		if err := tx.SaveCorrespondance("abc", map[string]int{"nom": 2}); err != nil {
			return err
		}
		return tx.CreateImportation(&imp, frein.CreeLe.AddDate(-1, 0, 0))
	})

	copie := s
	refus := map[string]func(*postgres.Tx) error{
		"FindSalarie": func(tx *postgres.Tx) error {
			_, err := postgres.Find[parcours.Salarie](tx, "Salarié", s.ID)
			return err
		},
		"FindPersonne":     func(tx *postgres.Tx) error { _, err := tx.FindPersonne(s.ID); return err },
		"FindFicheSalarie": func(tx *postgres.Tx) error { _, err := tx.FindFicheSalarie(s.ID); return err },
		"UpdateSalarie":    func(tx *postgres.Tx) error { copie.Nom = "Volé"; return tx.Update(&copie) },
		"TransferSalarie":  func(tx *postgres.Tx) error { return tx.Update(&s, "cip_id") },
		"SetEncadrants":    func(tx *postgres.Tx) error { return tx.SetEncadrants(s.ID, []int64{d.Etti.Encadrant.UtilisateurID}) },
		"LoadFrein":        func(tx *postgres.Tx) error { _, _, err := tx.Load(postgres.Acte{Frein: frein.ID}); return err },
		"UpdateFrein":      func(tx *postgres.Tx) error { f := frein; f.Etat = "leve"; return tx.Update(&f) },
		"CreateFrein": func(tx *postgres.Tx) error {
			return tx.Create(&parcours.Frein{SalarieID: s.ID, Code: "logement", Etat: "identifie", DateIdentifie: frein.DateIdentifie})
		},
		"CreateObservation": func(tx *postgres.Tx) error {
			return tx.Create(&parcours.Observation{SalarieID: s.ID, Date: frein.DateIdentifie, Theme: "envie", Niveau: "bien", Texte: "x"})
		},
		"FindImportation":   func(tx *postgres.Tx) error { _, err := tx.FindImportation(imp.ID, false); return err },
		"UpdateImportation": func(tx *postgres.Tx) error { return tx.Update(&imp) },
	}
	for nom, essai := range refus {
		t.Run(nom, func(t *testing.T) {
			err := d.DB.InSiae(t.Context(), d.Etti.Directeur, essai)
			if err == nil {
				t.Error("another SIAE was let through")
			} else if strings.HasPrefix(nom, "Find") && !parcours.IsCode(err, parcours.Introuvable) {
				t.Errorf("got %v, want introuvable", err)
			}
		})
	}
	t.Run("lists are empty", func(t *testing.T) {
		in(t, d.DB, d.Etti.Directeur, func(tx *postgres.Tx) error {
			lignes, total, err := both(tx.ListSalaries(postgres.FiltreSalaries{Page: 1, ParPage: 50}))
			if err != nil || total != 0 || len(lignes) != 0 {
				t.Errorf("ListSalaries: %d, %v", total, err)
			}
			if ss, err := postgres.List[parcours.Salarie](tx, nil); err != nil || len(ss) != 0 {
				t.Errorf("ListSalariesToMatch: %v, %v", ss, err)
			}
			if os, err := postgres.List[parcours.Observation](tx, postgres.By{"salarie_id": s.ID}, "-date", "-id"); err != nil || len(os) != 0 {
				t.Errorf("ListObservations: %v, %v", os, err)
			}
			if es, err := tx.ListEncadrants(s.ID); err != nil || len(es) != 0 {
				t.Errorf("ListEncadrants: %v, %v", es, err)
			}
			if cs, err := tx.ListChangesSince(parcours.Vu{Table: "salarie", ID: s.ID}); err != nil || len(cs) != 0 {
				t.Errorf("ListChangesSince: %v, %v", cs, err)
			}
			if is, err := tx.ListImportations(); err != nil || len(is) != 0 {
				t.Errorf("ListImportations: %v, %v", is, err)
			}
			if c, err := tx.FindCorrespondance("abc"); err != nil || c != nil {
				t.Errorf("FindCorrespondance: %v, %v", c, err)
			}
			if us, err := tx.ListUtilisateurs(""); err != nil || len(us) != 4 {
				t.Errorf("ListUtilisateurs: %d, %v", len(us), err)
			}
			if oui, err := tx.HasUtilisateur(d.Aci.Cip.UtilisateurID, parcours.Cip); err != nil || oui {
				t.Errorf("HasUtilisateur: %v, %v", oui, err)
			}
			return nil
		})
	})
	t.Run("nothing has changed", func(t *testing.T) {
		in(t, d.DB, d.Aci.Cip, func(tx *postgres.Tx) error {
			f, err := tx.FindFicheSalarie(s.ID)
			if err != nil {
				return err
			}
			if f.Nom != "Petit" || f.Version != 1 || len(f.Freins) != 1 || len(f.Encadrants) != 1 || f.CipNom != "CIP ACI" {
				t.Errorf("the file is now %+v", f)
			}
			if c, err := tx.FindCorrespondance("abc"); err != nil || c["nom"] != 2 {
				t.Errorf("FindCorrespondance: %v, %v", c, err)
			}
			return nil
		})
	})
}

func TestACipOfAnotherSiaeCannotBeGivenASalarie(t *testing.T) {
	t.Parallel()
	d := testdb.NewDecor(t)
	s := d.Salarie(t, d.Aci, "Léa", "Petit")
	err := d.DB.InSiae(t.Context(), d.Aci.Directeur, func(tx *postgres.Tx) error {
		s.CipID = &d.Etti.Cip.UtilisateurID
		return tx.Update(&s, "cip_id")
	})
	if err == nil {
		t.Error("the composite key let a stranger in")
	}
}

func TestSearchIgnoresAccentsCaseAndSpaces(t *testing.T) {
	t.Parallel()
	d := testdb.NewDecor(t)
	in(t, d.DB, d.Aci.Cip, func(tx *postgres.Tx) error {
		for _, s := range []parcours.Salarie{
			{Nom: "Éclair", Prenom: "Zoé", Metier: "Agent d'entretien", Telephone: "06 12 34 56 78"},
			{Nom: "Œuf", Prenom: "Noël", Metier: "Cuisine", PassNumero: "XXXXX1234567"},
			{Nom: "100%", Prenom: "a_b"},
		} {
			if err := tx.Create(&s); err != nil {
				return err
			}
		}
		return nil
	})
	for q, veut := range map[string]string{
		"eclair": "Éclair", "ÉCLAIR zoe": "Éclair", "zoe ecl": "Éclair", "oeuf": "Œuf", "noel CUISINE": "Œuf",
		"0612345678": "Éclair", "06 12 34": "Éclair", "xxxxx1234567": "Œuf", "100%": "100%", "a_b": "100%",
		"%": "100%", "_": "100%", "eclair noel": "", `\`: "", "'; DROP TABLE salarie; --": "",
	} {
		in(t, d.DB, d.Aci.Cip, func(tx *postgres.Tx) error {
			lignes, total, err := both(tx.ListSalaries(postgres.FiltreSalaries{Q: q, Page: 1, ParPage: 50}))
			switch {
			case err != nil:
				return err
			case veut == "" && total != 0, veut != "" && (total != 1 || lignes[0].Nom != veut):
				t.Errorf("search %q finds %d: %+v", q, total, lignes)
			}
			return nil
		})
	}
}

// TestNamesSortAsInFrench is R8: the order is asked for, never the cluster's.
func TestNamesSortAsInFrench(t *testing.T) {
	t.Parallel()
	d := testdb.NewDecor(t)
	for _, nom := range []string{"Zoé", "œuf", "côté", "zèbre", "coté", "Éclair", "cote", "côte"} {
		d.Salarie(t, d.Aci, "A", nom)
	}
	for sens, veut := range map[bool]string{
		false: "cote coté côte côté Éclair œuf zèbre Zoé",
		true:  "Zoé zèbre œuf Éclair côté côte coté cote",
	} {
		in(t, d.DB, d.Aci.Cip, func(tx *postgres.Tx) error {
			lignes, _, err := both(tx.ListSalaries(postgres.FiltreSalaries{Desc: sens, Page: 1, ParPage: 50}))
			var noms []string
			for _, l := range lignes {
				noms = append(noms, l.Nom)
			}
			if lu := strings.Join(noms, " "); lu != veut {
				t.Errorf("got %s, want %s", lu, veut)
			}
			return err
		})
	}
}

func TestEverySortAndPageKeepsEverybody(t *testing.T) {
	t.Parallel()
	d := testdb.NewDecor(t)
	for _, nom := range []string{"a", "b", "c", "d", "e"} {
		d.Salarie(t, d.Aci, nom, nom)
	}
	for _, tri := range []string{"nom", "cip", "etat", "contrat", "suivi", "", "inconnu; --"} {
		vus := map[int64]bool{}
		for page := 1; page <= 3; page++ {
			in(t, d.DB, d.Aci.Cip, func(tx *postgres.Tx) error {
				lignes, total, err := both(tx.ListSalaries(postgres.FiltreSalaries{Tri: tri, Desc: page%2 == 0 && tri == "", Page: page, ParPage: 2}))
				if total != 5 && err == nil {
					t.Errorf("sort %q, page %d: total %d", tri, page, total)
				}
				for _, l := range lignes {
					vus[l.ID] = true
				}
				return err
			})
		}
		if tri != "" && len(vus) != 5 {
			t.Errorf("sort %q shows %d of 5 people", tri, len(vus))
		}
	}
}

func TestHistoryTellsWhoWhatAndWhy(t *testing.T) {
	t.Parallel()
	d := testdb.NewDecor(t)
	s := d.Salarie(t, d.Aci, "Léa", "Petit")
	in(t, d.DB, d.Aci.Directeur, func(tx *postgres.Tx) error {
		if err := tx.Acte(parcours.ActionUpdateSalarie, "numéro changé"); err != nil {
			return err
		}
		s.Telephone = "06 00 00 00 01"
		return tx.Update(&s)
	})
	in(t, d.DB, d.Aci.Cip, func(tx *postgres.Tx) error {
		lignes, err := tx.ListHistoriqueSalarie(s.ID)
		if err != nil {
			return err
		}
		if len(lignes) != 2 {
			t.Fatalf("%d lines, want the creation and the change", len(lignes))
		}
		l := lignes[0]
		if *l.UtilisateurID != d.Aci.Directeur.UtilisateurID || l.Acte != string(parcours.ActionUpdateSalarie) || l.Motif != "numéro changé" {
			t.Errorf("who, what, why: %+v", l)
		}
		if a := string(l.Avant); !strings.Contains(a, `"telephone": ""`) || strings.Contains(a, "nom") {
			t.Errorf("before: %s, want what changed only", a)
		}
		if !strings.Contains(string(l.Apres), `"telephone": "06 00 00 00 01"`) {
			t.Errorf("after: %s", l.Apres)
		}
		return nil
	})
	// The settings of a deed do not colour the next transaction.
	in(t, d.DB, d.Aci.Cip, func(tx *postgres.Tx) error { s.CipID = nil; return tx.Update(&s, "cip_id") })
	in(t, d.DB, d.Aci.Cip, func(tx *postgres.Tx) error {
		lignes, err := tx.ListHistoriqueSalarie(s.ID)
		if l := lignes[0]; l.Acte != "" || l.Motif != "" || *l.UtilisateurID != d.Aci.Cip.UtilisateurID {
			t.Errorf("the next change says %+v", l)
		}
		return err
	})
}

func TestAStaleVersionWritesNothing(t *testing.T) {
	t.Parallel()
	d := testdb.NewDecor(t)
	s := d.Salarie(t, d.Aci, "Léa", "Petit")
	vieille := s
	in(t, d.DB, d.Aci.Cip, func(tx *postgres.Tx) error { s.Nom = "Grand"; return tx.Update(&s) })
	vieille.Nom = "Moyen"
	err := d.DB.InSiae(t.Context(), d.Aci.Cip, func(tx *postgres.Tx) error { return tx.Update(&vieille) })
	if !parcours.IsCode(err, parcours.Conflit) {
		t.Fatalf("got %v", err)
	}
	in(t, d.DB, d.Aci.Cip, func(tx *postgres.Tx) error {
		lu, err := postgres.Find[parcours.Salarie](tx, "Salarié", s.ID)
		if lu.Nom != "Grand" || lu.Version != 2 {
			t.Errorf("kept %s v%d", lu.Nom, lu.Version)
		}
		return err
	})
}

func TestTheSameFreinIsNotOpenTwice(t *testing.T) {
	t.Parallel()
	d := testdb.NewDecor(t)
	s := d.Salarie(t, d.Aci, "Léa", "Petit")
	create := func() error {
		return d.DB.InSiae(t.Context(), d.Aci.Cip, func(tx *postgres.Tx) error {
			return tx.Create(&parcours.Frein{SalarieID: s.ID, Code: "mobilite", Etat: "identifie", DateIdentifie: parcours.NewDate(2026, 3, 1)})
		})
	}
	if err := create(); err != nil {
		t.Fatal(err)
	}
	err := create()
	if !parcours.IsCode(err, parcours.Conflit) || !strings.Contains(err.Error(), "déjà suivi") {
		t.Errorf("got %v", err)
	}
}
