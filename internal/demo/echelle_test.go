package demo_test

import (
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"parcours.example/internal/demo"
	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
	"parcours.example/internal/testdb"
)

// TestABaseOfRealSizesIsOneThatPeopleWrote: every copy is a file that the rules know, with its history and what is due.
func TestABaseOfRealSizesIsOneThatPeopleWrote(t *testing.T) {
	t.Parallel()
	jour := parcours.NewDate(2026, time.December, 1)
	url := testdb.New(t)
	e := &espion{}
	db := testdb.OpenURL(t, url, e)
	a := on(t, db, jour)
	var lignes int
	dit := func(string, ...any) error { lignes++; return nil }
	if err := demo.Echelles["structure"].Fill(t.Context(), a, db, jour, dit); err != nil {
		t.Fatal(err)
	}
	if lignes < 4 {
		t.Errorf("only %d lines of progress", lignes)
	}
	if n, ecarts, err := a.ReadEcheances(t.Context()); n < 800 || ecarts != 0 || err != nil {
		t.Errorf("%d people read again: %d differences (%v)", n, ecarts, err)
	}
	if _, err := testdb.Connect(t, url, 0).Exec(t.Context(), `VACUUM (ANALYZE)`); err != nil { // what is due came after
		t.Fatal(err)
	}
	for i, email := range []string{"directeur@siae1.demo", "directeur@siae2.demo"} {
		conn, qui := testdb.Connect(t, url, int64(i+1)), signIn(t, a, email)
		checkSizes(t, conn, []int{116, 800}[i], []int{195, 2700}[i])
		checkHistory(t, conn)
		var ids []int64
		rows, _ := conn.Query(t.Context(), `SELECT id FROM parcours ORDER BY id % 97, id LIMIT 200`)
		ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
		if err != nil || len(ids) < 195 {
			t.Fatalf("%d parcours: %v", len(ids), err)
		}
		for _, id := range ids {
			err := db.ReadSiae(t.Context(), qui, func(tx *postgres.Tx) error {
				d, err := tx.FindDossier(id)
				if err == nil {
					for _, faute := range d.Incoherences(jour) {
						t.Errorf("parcours %d of SIAE %d: %s", id, i+1, faute.Faute)
					}
					for _, s := range d.Suivis {
						if s.Date.After(jour) {
							t.Errorf("parcours %d of SIAE %d: a follow-up of tomorrow", id, i+1)
						}
					}
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		checkPlans(t, a, e, conn, qui)
	}
	// The walls stand again, and the histories are written again.
	var ouverts []string
	err := testdb.Connect(t, url, 0).QueryRow(t.Context(), `SELECT coalesce(array_agg(relname::text), '{}') FROM pg_class c
 WHERE relkind = 'r' AND (relrowsecurity <> relforcerowsecurity OR EXISTS (
 SELECT 1 FROM pg_trigger g WHERE g.tgrelid = c.oid AND g.tgenabled <> 'O'))`).Scan(&ouverts)
	if err != nil || len(ouverts) > 0 {
		t.Errorf("left open: %v (%v)", ouverts, err)
	}
}

// checkSizes: a SIAE has what was asked, and its files are of the length of real ones.
func checkSizes(t *testing.T, conn *pgx.Conn, personnes, dossiers int) {
	t.Helper()
	var p, s, etats, meconnus int
	var passages, suivis, essais, financements, pieces, freins, observations float64
	err := conn.QueryRow(t.Context(), `SELECT count(*), (SELECT count(*) FROM salarie), count(DISTINCT etat),
 (SELECT count(*) FROM salarie WHERE nom || prenom || recherche ~ 'du[0-9]' OR cip_id IS NULL),
 (SELECT count(*) FROM passage)::float / count(*), (SELECT count(*) FROM suivi)::float / count(*),
 (SELECT count(*) FROM tentative)::float / count(*),
 (SELECT count(*) FROM financement)::float / (SELECT count(*) FROM tentative), (SELECT count(*) FROM piece)::float / count(*),
 (SELECT count(*) FROM frein)::float / (SELECT count(*) FROM salarie),
 (SELECT count(*) FROM observation)::float / (SELECT count(*) FROM salarie)
 FROM parcours`).Scan(&p, &s, &etats, &meconnus, &passages, &suivis, &essais, &financements, &pieces, &freins, &observations)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d people, %d parcours: %.1f passages, %.1f follow-ups, %.2f tries, %.1f funders, %.1f pieces; %.1f freins, %.1f observations",
		s, p, passages, suivis, essais, financements, pieces, freins, observations)
	// The models who are played keep their names.
	if s != personnes || p != dossiers || etats != len(parcours.Etats) || meconnus > 40 {
		t.Errorf("%d people, %d parcours in %d states, %d without a name or a CIP", s, p, etats, meconnus)
	}
	for nom, x := range map[string][3]float64{"passages": {passages, 10, 14}, "follow-ups": {suivis, 18, 22}, "tries": {essais, 1.1, 1.5},
		"funders of a try": {financements, 1.8, 2.2}, "freins": {freins, 1.5, 2.1}, "observations": {observations, 2.9, 3.1}} {
		if x[0] < x[1] || x[0] > x[2] {
			t.Errorf("%.2f %s, between %v and %v wanted", x[0], nom, x[1], x[2])
		}
	}
}

// checkHistory takes each row that stands back through its lines of history: each must have led to what it then was.
func checkHistory(t *testing.T, conn *pgx.Conn) {
	t.Helper()
	for _, table := range strings.Fields(`salarie encadrement contrat frein observation parcours tentative financement piece reponse
 securisation suivi passage presence entree_prevue non_presentation controle_entree heures evaluation organisme`) {
		rows, _ := conn.Query(t.Context(), `SELECT to_jsonb(x), h.lignes FROM (SELECT * FROM `+table+` ORDER BY id % 101, id LIMIT 300) x
 JOIN (SELECT ligne_id, jsonb_agg(jsonb_build_object('avant', avant, 'apres', apres) ORDER BY id DESC) AS lignes
  FROM historique_lu WHERE nom_table = $1 GROUP BY ligne_id) h ON h.ligne_id = x.id`, table)
		type ligne struct {
			Debout  map[string]any
			Ecrites []struct{ Avant, Apres map[string]any }
		}
		lignes, err := pgx.CollectRows(rows, pgx.RowToStructByPos[ligne])
		if err != nil || len(lignes) == 0 {
			t.Errorf("%s: %d rows (%v)", table, len(lignes), err)
		}
		var dernier, plus int64
		err = conn.QueryRow(t.Context(), `SELECT pg_sequence_last_value(pg_get_serial_sequence($1, 'id')::regclass), max(id) FROM `+table,
			table).Scan(&dernier, &plus)
		if err != nil || dernier < plus {
			t.Errorf("%s: the next number follows %d, and %d is there (%v)", table, dernier, plus, err)
		}
		for _, l := range lignes {
			for _, e := range l.Ecrites {
				for c, v := range e.Apres {
					if diff := cmp.Diff(v, l.Debout[c]); diff != "" {
						t.Fatalf("%s, %s: the history does not lead to the row that stands:\n%s", table, c, diff)
					}
				}
				maps.Copy(l.Debout, e.Avant)
			}
			if naissance := l.Ecrites[len(l.Ecrites)-1]; naissance.Avant != nil {
				t.Fatalf("%s: a row that no line adds: %v", table, l.Debout)
			}
		}
	}
}
