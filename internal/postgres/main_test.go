package postgres_test

import (
	"os"
	"testing"

	"parcours.example/internal/testdb"
)

func TestMain(m *testing.M) { os.Exit(testdb.Main(m)) }
