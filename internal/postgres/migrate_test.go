package postgres_test

import (
	"io/fs"
	"sync"
	"testing"

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
	var (
		wg     sync.WaitGroup
		mu     sync.Mutex
		faites int
	)
	for range 4 {
		wg.Go(func() {
			n, err := postgres.Migrate(t.Context(), url)
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			faites += n
		})
	}
	wg.Wait()
	// A number may be missing: two people who add one at once take two numbers.
	fichiers, err := fs.Glob(migrations.FS, "*.sql")
	if err != nil || faites != len(fichiers) || faites == 0 {
		t.Errorf("%d migrations applied, of %d: %v", faites, len(fichiers), err)
	}
	if ok, err := db.IsMigrated(t.Context()); err != nil || !ok {
		t.Errorf("migrated: %v, %v", ok, err)
	}
	if n, err := postgres.Migrate(t.Context(), url); err != nil || n != 0 {
		t.Errorf("again: %d, %v", n, err)
	}
	// A later migration does not stand for one that is missing.
	query[struct{ X int }](t, url, "DELETE FROM goose_db_version WHERE version_id = 5 RETURNING 1")
	if ok, err := db.IsMigrated(t.Context()); err != nil || ok {
		t.Errorf("one is missing, and it is migrated: %v, %v", ok, err)
	}
	if _, err := postgres.Migrate(t.Context(), url); err == nil {
		t.Error("one is missing under those applied, and nothing says so")
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
	if _, err := postgres.Migrate(t.Context(), url); err != nil {
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
