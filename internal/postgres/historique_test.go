package postgres_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
	"parcours.example/internal/testdb"
)

func essaisHistorique(a *affaire) map[string]essaiCloison {
	return map[string]essaiCloison{
		"ListHistorique":        {"", func(tx *postgres.Tx) error { ls, err := tx.ListHistorique(a.id); return shows(ls, err) }},
		"ListHistoriqueSalarie": {"", func(tx *postgres.Tx) error { ls, err := tx.ListHistoriqueSalarie(a.salarie.ID); return shows(ls, err) }},
		"ListChangesSince": {"", func(tx *postgres.Tx) error {
			ls, err := tx.ListChangesSince(parcours.Vu{Table: "salarie", ID: a.salarie.ID})
			return shows(ls, err)
		}},
		"ListEcritures": {"", func(tx *postgres.Tx) error { ls, err := tx.ListEcritures(a.salarie.ID); return shows(ls, err) }},
		"PutAway": {"", func(tx *postgres.Tx) error {
			n, err := tx.PutAway(jour.Time().AddDate(100, 0, 0))
			return shows(n > 100, err)
		}},
		"TakeBack": {parcours.Introuvable, func(tx *postgres.Tx) error {
			return tx.TakeBack(parcours.Withdraw(a.salarie, nil, jour.Time()))
		}},
		"ListNoms": {"", func(tx *postgres.Tx) error {
			noms, err := tx.ListNoms()
			return shows(noms[a.Aci.Cip.UtilisateurID], err)
		}},
	}
}

// TestTheHistoryOfAParcoursTellsWhoWhatBeforeAfterAndWhy, and of no other.
func TestTheHistoryOfAParcoursTellsWhoWhatBeforeAfterAndWhy(t *testing.T) {
	t.Parallel()
	a := newAffaire(t)
	autre := newDossier(a.Aci, a.salarie.ID, "Cariste")
	in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error { return tx.CreateDossier(autre) })
	in(t, a.DB, a.Aci.Directeur, func(tx *postgres.Tx) error {
		d, err := tx.FindDossier(a.id)
		if err != nil {
			return err
		}
		if err := tx.Acte(parcours.ActionCloseParcours, "elle déménage"); err != nil {
			return err
		}
		return tx.CloseParcours(d, parcours.Cloture{Date: jour, Motif: "depart"})
	})
	in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error {
		lignes, err := tx.ListHistorique(a.id)
		if err != nil {
			return err
		}
		l := lignes[0]
		if *l.UtilisateurID != a.Aci.Directeur.UtilisateurID || l.Acte != "clore" || l.Motif != "elle déménage" ||
			l.NomTable != "parcours" || *l.LigneID != a.id {
			t.Errorf("who, what, why: %+v", l)
		}
		var avant, apres map[string]any
		if err := json.Unmarshal(l.Avant, &avant); err != nil {
			return err
		}
		if err := json.Unmarshal(l.Apres, &apres); err != nil {
			return err
		}
		if len(avant) != 2 || avant["clos_le"] != nil || apres["clos_le"] != "2026-03-02" || apres["motif_cloture"] != "depart" {
			t.Errorf("before %v, after %v: want only what changed", avant, apres)
		}
		tables := map[string]int{}
		for _, l := range lignes {
			tables[l.NomTable]++
		}
		// The version that moves on alone is no change to tell.
		for table, veut := range map[string]int{"parcours": 2, "tentative": 1, "financement": 1, "piece": 4, "securisation": 1,
			"suivi": 2, "impact": 1, "passage": 1} {
			if tables[table] != veut {
				t.Errorf("%d lines about %s, want %d", tables[table], table, veut)
			}
		}
		if n := tables["salarie"] + tables["frein"]; n != 0 {
			t.Errorf("%d lines are about the person, not the parcours", n)
		}
		suite, err := tx.ListHistorique(autre.Parcours.ID)
		if len(suite) != 3 {
			t.Errorf("%d lines for the other parcours, want its creation", len(suite))
		}
		noms, errNoms := tx.ListNoms()
		if noms[a.Aci.Directeur.UtilisateurID] != "Directeur ACI" {
			t.Errorf("names: %v", noms)
		}
		return join2(err, errNoms)
	})
}

// TestALongHistoryIsWhole: a file of many years loses none of its lines.
func TestALongHistoryIsWhole(t *testing.T) {
	t.Parallel()
	a := newAffaire(t)
	if _, err := testdb.Connect(t, a.URL, a.Aci.Siae.ID).Exec(t.Context(), fmt.Sprintf(`INSERT INTO historique (siae_id, nom_table, salarie_id, parcours_id)
 SELECT siae_courante(), 'suivi', %d, CASE WHEN n %% 2 = 0 THEN %d END FROM generate_series(1, 2400) n`, a.salarie.ID, a.id)); err != nil {
		t.Fatal(err)
	}
	in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error {
		du, err := tx.ListHistorique(a.id)
		elle, errElle := tx.ListHistoriqueSalarie(a.salarie.ID)
		if len(du) <= 1200 || len(elle) <= 1200 {
			t.Errorf("%d lines of the parcours and %d of the person, out of more than 1200 each", len(du), len(elle))
		}
		return join2(err, errElle)
	})
}

// TestNobodyChangesALineOfHistory: put away or not, it is read and no more, but for what puts lines away.
func TestNobodyChangesALineOfHistory(t *testing.T) {
	t.Parallel()
	a := newAffaire(t) // some of its lines are put away
	conn := testdb.Connect(t, a.URL, a.Aci.Siae.ID)
	for _, requete := range []string{`DELETE FROM historique`, `DELETE FROM archive`, `INSERT INTO archive (siae_id, lignes) VALUES (1, '{}')`,
		`SELECT set_config('app.porte', 'rangement', false)`, `UPDATE historique SET motif = 'x'`, `UPDATE archive SET salarie_id = 1`} {
		if fait, err := conn.Exec(t.Context(), requete); err == nil && fait.RowsAffected() > 0 && !fait.Select() {
			t.Errorf("%s: %s", requete, fait)
		}
	}
	var la, rangees int
	err := conn.QueryRow(t.Context(), `SELECT (SELECT count(*) FROM historique), (SELECT count(*) FROM archive)`).Scan(&la, &rangees)
	if err != nil || la == 0 || rangees == 0 {
		t.Errorf("%d lines and %d files: the test has gone blind (%v)", la, rangees, err)
	}
}
