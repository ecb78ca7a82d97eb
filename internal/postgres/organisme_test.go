package postgres_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
	"parcours.example/internal/testdb"
)

func essaisOrganisme(a *affaire) map[string]essaiCloison {
	id := a.organisme
	return map[string]essaiCloison{
		"ListOrganismes": {"", func(tx *postgres.Tx) error {
			lignes, total, err := both(tx.ListOrganismes(postgres.FiltreOrganismes{Page: 1, ParPage: 50}))
			return join2(shows(lignes, err), shows(total, nil))
		}},
		"ListHistoriqueLigne": {"", func(tx *postgres.Tx) error {
			lignes, err := tx.ListHistoriqueLigne("organisme", id)
			return shows(lignes, err)
		}},
		"NameOrganisme": {refus, func(tx *postgres.Tx) error { // a row of one's own, undone for the lists above
			if autre, err := tx.NameOrganisme("Centre d'essai"); err != nil || *autre == id {
				return nil
			}
			return errors.New("its own")
		}},
		"ListGroupes": {"", func(tx *postgres.Tx) error {
			lignes, total, err := both(tx.ListGroupes(postgres.FiltreGroupes{Page: 1, ParPage: 50}))
			return join2(shows(lignes, err), shows(total, nil))
		}},
		"NameGroupe": {refus, func(tx *postgres.Tx) error {
			g := parcours.Groupe{Intitule: "CACES", Cle: "caces"}
			if err := tx.NameGroupe(&g); err != nil || g.ID == a.groupe.ID {
				return nil
			}
			return errors.New("its own")
		}},
		"Update:groupe": {parcours.Conflit, func(tx *postgres.Tx) error { g := a.groupe; return tx.Update(&g) }},
		"Update:organisme": {parcours.Conflit, func(tx *postgres.Tx) error {
			return tx.Update(&parcours.Organisme{ID: id, SiaeID: a.Aci.Siae.ID, Nom: "Pris", Cle: "pris", Version: 1})
		}},
	}
}

// TestTwoPeopleWhoTypeOneNameAtOnceShareItsRow: the second waits for the first.
func TestTwoPeopleWhoTypeOneNameAtOnceShareItsRow(t *testing.T) {
	t.Parallel()
	a := newAffaire(t)
	var premier int64
	second := make(chan int64, 1)
	in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error {
		id, err := tx.NameOrganisme("AFPA d'Amiens")
		if err != nil {
			return err
		}
		premier = *id
		go func() {
			defer close(second)
			err := a.DB.InSiae(context.Background(), a.DoubleAci, func(tx *postgres.Tx) error {
				id, err := tx.NameOrganisme("afpa d’amiens")
				if err == nil {
					second <- *id
				}
				return err
			})
			if err != nil {
				t.Error(err)
			}
		}()
		waitForLock(t, a.URL)
		return nil
	})
	n := 0
	for id := range second { // closed once it is committed
		if n++; id != premier {
			t.Errorf("two rows: %d and %d", premier, id)
		}
	}
	if n != 1 {
		t.Error("the second found no row")
	}
}

// TestNamesOfTheVersionBeforeBecomeRows: each name of a SIAE once, whatever its case and its
// accents, under its usual spelling; tries and stays keep theirs, and say which it is.
func TestNamesOfTheVersionBeforeBecomeRows(t *testing.T) {
	t.Parallel()
	url := testdb.NewFilled(t, 21, "")
	for _, siae := range []int64{1, 2} {
		if _, err := testdb.Connect(t, url, siae).Exec(t.Context(), `
INSERT INTO siae (nom, type, departement) VALUES ('S', 'ACI', '80');
INSERT INTO salarie (siae_id, nom, prenom) SELECT siae_courante(), 'Benali', 'Nadia';
INSERT INTO parcours (siae_id, salarie_id, etat, etat_depuis, intitule, origine, date_besoin, cree_par)
  SELECT siae_courante(), id, 'deroulement', '2026-01-05', 'Cuisine', 'salarie', '2026-01-05', 1 FROM salarie;
INSERT INTO tentative (siae_id, parcours_id, numero, organisme)
  SELECT siae_courante(), p.id, x.n, x.o FROM parcours p, (VALUES (1, 'GRÉTA  Somme'), (2, 'greta somme '), (3, 'GRÉTA  Somme'),
    (4, 'Cœur d’Œuvre'), (5, '  '), (6, 'coeur d''oeuvre')) x (n, o);
INSERT INTO presence (siae_id, parcours_id, numero, tentative, organisme, date_entree, auteur_id)
  SELECT siae_courante(), p.id, 1, 1, 'Greta'||U&'\00A0'||'Somme', '2026-01-05', 1 FROM parcours p;`); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := postgres.Migrate(t.Context(), url, nil); err != nil {
		t.Fatal(err)
	}
	db := testdb.OpenURL(t, url, nil)
	for _, siae := range []int64{1, 2} {
		err := db.ReadSiae(t.Context(), parcours.Identite{SiaeID: siae}, func(tx *postgres.Tx) error {
			os, errOs := postgres.List[parcours.Organisme](tx, nil, "cle")
			ts, errTs := postgres.List[parcours.Tentative](tx, nil, "numero")
			xs, errXs := postgres.List[parcours.Presence](tx, nil)
			if err := join2(errOs, join2(errTs, errXs)); err != nil {
				return err
			}
			noms := map[int64]string{}
			var dits []string
			for _, o := range os {
				noms[o.ID] = o.Nom
				if o.Cle != parcours.Fold(o.Nom) {
					t.Errorf("%q is kept under %q, the program looks for %q", o.Nom, o.Cle, parcours.Fold(o.Nom))
				}
			}
			for _, x := range ts {
				dits = append(dits, x.Organisme+" → "+noms[parcours.IDOr0(x.OrganismeID)])
			}
			dits = append(dits, xs[0].Organisme+" → "+noms[parcours.IDOr0(xs[0].OrganismeID)])
			want := []string{"GRÉTA  Somme → GRÉTA  Somme", "greta somme  → GRÉTA  Somme", "GRÉTA  Somme → GRÉTA  Somme",
				"Cœur d’Œuvre → Cœur d’Œuvre", "   → ",
				"coeur d'oeuvre → Cœur d’Œuvre", "Greta\u00a0Somme → GRÉTA  Somme"}
			if d := cmp.Diff(want, dits); d != "" || len(os) != 2 {
				t.Errorf("SIAE %d: %d rows (- wanted, + read)\n%s", siae, len(os), d)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		var n int
		if err := testdb.Connect(t, url, siae).QueryRow(t.Context(),
			`SELECT count(*) FROM historique WHERE avant IS NOT NULL`).Scan(&n); err != nil || n != 0 {
			t.Errorf("SIAE %d: %d lines of history of what nobody wrote, %v", siae, n, err)
		}
	}
}
