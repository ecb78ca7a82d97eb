package api

import (
	"log/slog"
	"os"
	"testing"
	"time"

	"parcours.example/internal/postgres"
	"parcours.example/internal/testdb"
)

// copies makes of each parcours of version 13 as many as are asked, each with its person
// and all that hangs on it.
const copies = `DO $$ DECLARE t text; cols text; vals text; BEGIN
  FOREACH t IN ARRAY ARRAY['salarie', 'frein', 'observation', 'parcours', 'tentative', 'passage', 'suivi', 'financement', 'piece',
      'securisation', 'impact', 'conseil', 'historique'] LOOP
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum), string_agg(CASE
        WHEN attname IN ('id', 'salarie_id', 'parcours_id', 'tentative_id', 'financement_id', 'ligne_id', 'precedent')
          THEN quote_ident(attname) || ' + n * 100000' ELSE quote_ident(attname) END, ', ' ORDER BY attnum)
      INTO cols, vals FROM pg_attribute WHERE attrelid = t::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '';
    EXECUTE format('INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM (SELECT * FROM %s) x, generate_series(1, 800) n',
      t, cols, vals, t);
    EXECUTE format('ANALYZE %s', t); -- else each foreign key is looked for in the whole of a table thought small
  END LOOP;
END $$`

// TestPreuveTheUpdateOfALargeBase prints how long the update that makes rows of facts stops
// the service: make preuves.
func TestPreuveTheUpdateOfALargeBase(t *testing.T) {
	if os.Getenv("PARCOURS_PREUVES") == "" {
		t.Skip("make preuves")
	}
	url := testdb.NewFilled(t, version13, string(unzip(t, "version13.sql"))+"\n"+copies)
	debut := time.Now()
	if _, err := postgres.Migrate(t.Context(), url, slog.New(slog.NewTextHandler(t.Output(), nil))); err != nil {
		t.Fatal(err)
	}
	migre := time.Since(debut)
	e := newEssaiOn(t, &testdb.Decor{DB: testdb.OpenURL(t, url, nil), URL: url})
	debut = time.Now()
	personnes, ecarts, err := e.app.ReadEcheances(t.Context())
	if err != nil || ecarts == 0 {
		t.Fatalf("%d deadlines: %v", ecarts, err)
	}
	t.Logf("migrations: %.1f s; deadlines of %d people, %d rows: %.1f s", migre.Seconds(), personnes, ecarts, time.Since(debut).Seconds())
}
