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
	if v, err := db.Version(t.Context()); err != nil || v < int64(faites) {
		t.Errorf("version %d after %d migrations: %v", v, faites, err)
	}
	if ok, err := db.IsMigrated(t.Context()); err != nil || !ok {
		t.Errorf("migrated: %v, %v", ok, err)
	}
	if n, err := postgres.Migrate(t.Context(), url); err != nil || n != 0 {
		t.Errorf("again: %d, %v", n, err)
	}
	if err := db.Ping(t.Context()); err != nil {
		t.Error(err)
	}
}
