package testdb

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
)

// Connect opens a connection that sees what a SIAE sees; 0 for nobody.
func Connect(t testing.TB, url string, siaeID int64) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	if _, err := conn.Exec(t.Context(), `SELECT set_config('app.siae_id', $1::bigint::text, false)`, siaeID); err != nil {
		t.Fatal(err)
	}
	return conn
}

// Imprint sums up every row of a SIAE, history included, as the wall shows it.
func (d *Decor) Imprint(t testing.TB, siaeID int64) map[string]string {
	t.Helper()
	conn := Connect(t, d.URL, siaeID)
	rows, err := conn.Query(t.Context(), `SELECT table_name FROM information_schema.columns
 WHERE table_schema = 'public' AND column_name = 'siae_id' UNION SELECT 'siae' ORDER BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil || len(tables) < 15 {
		t.Fatalf("only %d tables: %v", len(tables), err)
	}
	var parts []string
	for _, table := range tables {
		parts = append(parts, fmt.Sprintf(`SELECT '%[1]s', coalesce(string_agg(x::text, E'\n' ORDER BY x::text), '') FROM %[1]s x`, table))
	}
	type ligne struct{ Table, Contenu string }
	rows, _ = conn.Query(t.Context(), strings.Join(parts, " UNION ALL "))
	lignes, err := pgx.CollectRows(rows, pgx.RowToStructByPos[ligne])
	if err != nil {
		t.Fatal(err)
	}
	m := map[string]string{}
	for _, l := range lignes {
		m[l.Table] = l.Contenu
	}
	return m
}

// Withdraw takes somebody out of the lists, whatever hangs from them: no deed does that to
// a person who has a parcours.
func (d *Decor) Withdraw(t testing.TB, salarieID int64) {
	t.Helper()
	s, err := Connect(t, d.URL, d.Aci.Siae.ID).Exec(t.Context(), `UPDATE salarie SET retire_le = now() WHERE id = $1`, salarieID)
	if err != nil || s.RowsAffected() != 1 {
		t.Fatalf("withdraw %d: %v, %v", salarieID, s, err)
	}
}
