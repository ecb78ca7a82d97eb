package postgres_test

import (
	"testing"

	"parcours.example/internal/postgres"
	"parcours.example/internal/testdb"
)

// TestContractsOfTheVersionBeforeGetTheirTable: each SIAE keeps what was known of the
// contract of each person, whoever wrote their file is its author, and the history tells of
// nothing.
func TestContractsOfTheVersionBeforeGetTheirTable(t *testing.T) {
	t.Parallel()
	url := testdb.NewFilled(t, 15, "")
	for _, siae := range []int64{1, 2} {
		if _, err := testdb.Connect(t, url, siae).Exec(t.Context(), `
INSERT INTO siae (nom, type, departement) VALUES ('S', 'ACI', '80');
SET app.utilisateur_id = '7';
INSERT INTO salarie (siae_id, nom, prenom, type_contrat, date_debut_contrat, date_fin_contrat) VALUES
  (siae_courante(), 'A', 'Whole', 'cddi', '2025-09-01', '2026-08-31'), (siae_courante(), 'B', 'End', '', NULL, '2026-08-31'),
  (siae_courante(), 'C', 'Kind', 'mission', NULL, NULL), (siae_courante(), 'D', 'Nothing', '', NULL, NULL);`); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := postgres.Migrate(t.Context(), url, nil); err != nil {
		t.Fatal(err)
	}
	for _, siae := range []int64{1, 2} {
		var lus string
		var lignes int
		err := testdb.Connect(t, url, siae).QueryRow(t.Context(), `
SELECT string_agg(concat_ws('/', s.prenom, c.type, c.debut, c.fin_prevue, c.fin_reelle, c.auteur_id), ', ' ORDER BY s.nom),
       (SELECT count(*) FROM historique)
  FROM contrat c JOIN salarie s USING (siae_id) WHERE s.id = c.salarie_id`).Scan(&lus, &lignes)
		want := "Whole/cddi/2025-09-01/2026-08-31/7, End//2026-08-31/7, Kind/mission/7"
		if err != nil || lus != want || lignes != 4 {
			t.Errorf("SIAE %d: %q, %d lines of history, %v", siae, lus, lignes, err)
		}
	}
}
