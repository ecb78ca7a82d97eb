package postgres_test

import (
	"errors"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"parcours.example/internal/postgres"
	"parcours.example/internal/testdb"
)

// TestWhatIsDueIsWrittenByOneDeedAtATime: whoever reads the files of a person again holds
// the person until the end, so that the next deed reads what this one wrote.
func TestWhatIsDueIsWrittenByOneDeedAtATime(t *testing.T) {
	t.Parallel()
	a := newAffaire(t)
	autre := testdb.Connect(t, a.URL, a.Aci.Siae.ID)
	in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error {
		if _, _, err := tx.SaveEcheances(a.salarie.ID); err != nil {
			return err
		}
		if err := tx.Flush(); err != nil {
			return err
		}
		_, err := autre.Exec(t.Context(), `SELECT FROM salarie WHERE id = $1 FOR NO KEY UPDATE NOWAIT`, a.salarie.ID)
		var pg *pgconn.PgError
		if !errors.As(err, &pg) || pg.Code != "55P03" { // lock_not_available
			t.Errorf("another deed takes the person: %v", err)
		}
		return nil
	})
}
