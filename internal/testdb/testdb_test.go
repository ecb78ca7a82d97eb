package testdb_test

import (
	"os"
	"testing"

	"parcours.example/internal/testdb"
)

func TestMain(m *testing.M) { os.Exit(testdb.Main(m)) }

func TestEachTestHasItsOwnMigratedDatabase(t *testing.T) {
	t.Parallel()
	a, b := testdb.Open(t), testdb.Open(t)
	if ok, err := a.IsMigrated(t.Context()); err != nil || !ok {
		t.Fatalf("migrated: %v, %v", ok, err)
	}
	if une, autre := testdb.New(t), testdb.New(t); une == autre || a == b {
		t.Error("two tests share a database")
	}
}
