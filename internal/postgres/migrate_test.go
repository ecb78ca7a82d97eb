package postgres_test

import (
	"sync"
	"testing"

	"parcours/internal/postgres"
	"parcours/internal/testdb"
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
	v, err := db.Version(t.Context())
	if err != nil || int64(faites) != v || v == 0 {
		t.Errorf("%d migrations applied to reach version %d: %v", faites, v, err)
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
