package postgres_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"parcours.example/internal/postgres"
	"parcours.example/internal/testdb"
	"parcours.example/migrations"
)

// TestInstancesThatStartTogetherMigrateOnce: several may share one database.
func TestInstancesThatStartTogetherMigrateOnce(t *testing.T) {
	t.Parallel()
	url := testdb.NewEmpty(t)
	db, err := postgres.Open(t.Context(), url, postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	if ok, err := db.IsMigrated(t.Context()); err != nil || ok {
		t.Fatalf("an empty database is migrated: %v, %v", ok, err)
	}
	// A number may be missing: two people who add one at once take two numbers.
	fichiers, err := fs.Glob(migrations.FS, "*.sql")
	if faites := migrateTogether(t, url); err != nil || faites != len(fichiers) || faites == 0 {
		t.Errorf("%d migrations applied, of %d: %v", faites, len(fichiers), err)
	}
	if faites := migrateTogether(t, testdb.NewFilled(t, 1, "")); faites != len(fichiers)-1 {
		t.Errorf("%d migrations applied, of %d", faites, len(fichiers)-1)
	}
	if ok, err := db.IsMigrated(t.Context()); err != nil || !ok {
		t.Errorf("migrated: %v, %v", ok, err)
	}
	if n, err := postgres.Migrate(t.Context(), url, nil); err != nil || n != 0 {
		t.Errorf("again: %d, %v", n, err)
	}
	// A later migration does not stand for one that is missing.
	query[struct{ X int }](t, url, "DELETE FROM goose_db_version WHERE version_id = 5 RETURNING 1")
	if ok, err := db.IsMigrated(t.Context()); err != nil || ok {
		t.Errorf("one is missing, and it is migrated: %v, %v", ok, err)
	}
	if _, err := postgres.Migrate(t.Context(), url, nil); err == nil {
		t.Error("one is missing under those applied, and nothing says so")
	}
}

// migrateTogether tells how many migrations four instances applied.
func migrateTogether(t *testing.T, url string) (faites int) {
	t.Helper()
	var wg sync.WaitGroup
	var mu sync.Mutex
	for range 4 {
		wg.Go(func() {
			n, err := postgres.Migrate(t.Context(), with(t, url, "lock_timeout", "50ms"), nil) // for tables, not for its turn
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			faites += n
		})
	}
	wg.Wait()
	return faites
}

// TestAMigrationThatIsInterruptedLeavesNothingAndIsTakenUpAgain: the program is stopped in the
// middle of one, or somebody else keeps a table too long.
func TestAMigrationThatIsInterruptedLeavesNothingAndIsTakenUpAgain(t *testing.T) {
	t.Parallel()
	const avant, coupee = 13, 16 // 16 makes its table, then changes salarie
	for nom, limite := range map[string]string{"stopped": "1h", "locked": "100ms"} {
		t.Run(nom, func(t *testing.T) {
			t.Parallel()
			url := testdb.NewFilled(t, avant, "")
			autre := testdb.Connect(t, url, 0)
			if _, err := autre.Exec(t.Context(), `BEGIN; LOCK TABLE salarie IN ACCESS SHARE MODE`); err != nil {
				t.Fatal(err)
			}
			ctx, stop := context.WithTimeout(t.Context(), time.Minute)
			fini := make(chan error)
			go func() {
				_, err := postgres.Migrate(ctx, with(t, url, "lock_timeout", limite), nil)
				fini <- err
			}()
			if nom == "stopped" {
				waitForALock(t, autre)
				stop()
			}
			err := <-fini
			stop()
			if err == nil || !strings.Contains(err.Error(), "relancez « parcours migrate »") ||
				strings.Contains(err.Error(), "Une autre connexion garde une table") != (nom == "locked") {
				t.Errorf("it says: %v", err)
			}
			if _, err := autre.Exec(t.Context(), `COMMIT`); err != nil {
				t.Fatal(err)
			}
			// The server may still be undoing it: whoever migrates waits.
			var journal bytes.Buffer
			log := slog.New(slog.NewJSONHandler(&journal, nil))
			n, err := postgres.Migrate(t.Context(), with(t, url, "statement_timeout", "1"), log)
			fichiers, _ := fs.Glob(migrations.FS, "*.sql")
			reste := slices.DeleteFunc(fichiers, func(f string) bool { return f < fmt.Sprintf("%04d", coupee) })
			if err != nil || n != len(reste) {
				t.Errorf("again: %d migrations, want %d: %v", n, len(reste), err)
			}
			// One line for each, which says how long it took and nothing else.
			dite := regexp.MustCompile(`"migration appliquée","fichier":"([0-9a-z_]+\.sql)","secondes":[0-9.e-]+}`)
			lignes := dite.FindAllStringSubmatch(journal.String(), -1)
			for i, l := range lignes {
				if l[1] != reste[i] {
					t.Errorf("line %d: %s, want %s", i, l[1], reste[i])
				}
			}
			if len(lignes) != len(reste) || strings.Count(journal.String(), "\n") != len(reste) {
				t.Errorf("%d migrations, and it says\n%s", len(reste), &journal)
			}
		})
	}
}

// with gives a connection one more setting.
func with(t *testing.T, adresse, nom, valeur string) string {
	t.Helper()
	u, err := url.Parse(adresse)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set(nom, valeur)
	u.RawQuery = q.Encode()
	return u.String()
}

// waitForALock waits until another connection waits for what this one holds.
func waitForALock(t *testing.T, conn *pgx.Conn) {
	t.Helper()
	for attendue := false; !attendue; {
		err := conn.QueryRow(t.Context(), `SELECT EXISTS (SELECT FROM pg_locks
 WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid)))`).Scan(&attendue)
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestPlannedEntriesOfTheVersionBeforeKnowTheDaysBefore: from the passage that planned them, or from the entry before.
func TestPlannedEntriesOfTheVersionBeforeKnowTheDaysBefore(t *testing.T) {
	t.Parallel()
	url := testdb.NewFilled(t, 26, "")
	if _, err := testdb.Connect(t, url, 1).Exec(t.Context(), `
INSERT INTO siae (nom, type, departement) VALUES ('S', 'ACI', '80');
INSERT INTO salarie (siae_id, nom, prenom) VALUES (1, 'Benali', 'Nadia');
INSERT INTO parcours (siae_id, salarie_id, etat, etat_depuis, intitule, origine, date_besoin, cree_par)
  SELECT 1, id, 'entree', '2026-01-05', 'Cuisine', 'salarie', '2026-01-05', 1 FROM salarie;
INSERT INTO tentative (siae_id, parcours_id, numero) SELECT 1, id, 1 FROM parcours;
INSERT INTO passage (siae_id, parcours_id, transition, de, vers, date, tentative, champs, avant, auteur_id, cree_le)
  SELECT 1, id, 'planifier_entree', 'financement', 'entree', '2026-01-05', 1, '{"date_entree_prevue": "2026-02-02"}',
         '{"DebutPrevu": "2026-01-12", "FinPrevue": "2026-01-16", "FinDite": true}', 1, '2026-01-05 10:00' FROM parcours;
INSERT INTO entree_prevue (siae_id, parcours_id, numero, tentative, date, date_fin, devenue, auteur_id, cree_le)
  SELECT 1, id, x.numero, 1, x.date, x.date + 4, x.devenue, 1, x.le FROM parcours,
  (VALUES (1, date '2026-02-02', 'reportee', timestamptz '2026-01-05 10:00:01'),
          (2, '2026-02-09', '', '2026-01-06 10:00')) x (numero, date, devenue, le)`); err != nil {
		t.Fatal(err)
	}
	if _, err := postgres.Migrate(t.Context(), url, nil); err != nil {
		t.Fatal(err)
	}
	var dit string
	err := testdb.Connect(t, url, 1).QueryRow(t.Context(), `
SELECT string_agg(concat_ws(' ', debut_avant, fin_avant, fin_dite), ', ' ORDER BY numero) FROM entree_prevue`).Scan(&dit)
	if want := "2026-01-12 2026-01-16 t, 2026-02-02 2026-02-06 f"; err != nil || dit != want {
		t.Errorf("%s, want %s: %v", dit, want, err)
	}
}

// TestFirstDayAbsencesOfTheVersionBeforeGetTheirTable: the migrations reach the rows of
// every SIAE behind their walls, and write no history of their own.
func TestFirstDayAbsencesOfTheVersionBeforeGetTheirTable(t *testing.T) {
	t.Parallel()
	url := testdb.NewFilled(t, 9, "")
	for _, siae := range []int64{1, 2} {
		conn := testdb.Connect(t, url, siae)
		if _, err := conn.Exec(t.Context(), `
INSERT INTO siae (nom, type, departement) VALUES ('S', 'ACI', '80');
INSERT INTO salarie (siae_id, nom, prenom) SELECT siae_courante(), 'Benali', 'Nadia';
INSERT INTO parcours (siae_id, salarie_id, etat, etat_depuis, intitule, origine, date_besoin, cree_par)
  SELECT siae_courante(), id, 'entree', '2026-01-05', 'Cuisine', 'salarie', '2026-01-05', 1 FROM salarie;
INSERT INTO suivi (siae_id, parcours_id, tentative, date, avec, canal, texte, auteur_id)
  SELECT siae_courante(), p.id, 1, '2026-02-02', x.avec, x.canal, x.texte, 1 FROM parcours p,
  (VALUES ('salarie', 'telephone', 'Non-présentation au premier jour : elle en parle.'), ('', '', 'Non-présentation au premier jour : Mobilité.')) x (avec, canal, texte);`); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := postgres.Migrate(t.Context(), url, nil); err != nil {
		t.Fatal(err)
	}
	for _, siae := range []int64{1, 2} {
		var suivis, absences string
		var lignes int
		err := testdb.Connect(t, url, siae).QueryRow(t.Context(), `SELECT string_agg(canal, ', '),
 (SELECT string_agg(concat_ws('/', date, motif, detail, entree), ', ') FROM non_presentation),
 (SELECT count(*) FROM historique WHERE nom_table IN ('suivi', 'non_presentation')) FROM suivi`).Scan(&suivis, &absences, &lignes)
		if err != nil || suivis != "telephone" || absences != "2026-02-02/mobilite//0" || lignes != 2 {
			t.Errorf("SIAE %d: %q, %q, %d lines of history, %v", siae, suivis, absences, lignes, err)
		}
	}
}
