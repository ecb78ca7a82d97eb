package site_test

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"

	"parcours.example/internal/app"
)

// fill writes what a structure of some years holds, faster than by its pages.
func (m *monde) fill(t *testing.T, sqls ...string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), m.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	for _, sql := range append([]string{`SELECT set_config('app.siae_id', (SELECT $1::bigint)::text, false)`}, sqls...) {
		var args []any
		if sql[0] == 'S' {
			args = append(args, m.Aci.Siae.ID)
		}
		if _, err := conn.Exec(t.Context(), sql, args...); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
}

// TestSilencesAreFoundBehindFinishedFiles: five hundred people who ended their
// training stand before those that nobody calls, and hide none of them.
func TestSilencesAreFoundBehindFinishedFiles(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	m.Salarie(t, m.Aci, "Nadia", "Benali")
	m.fill(t, `INSERT INTO parcours (siae_id, salarie_id, etat, etat_depuis, intitule, origine, date_besoin, cree_par)
 SELECT s.siae_id, s.id, CASE WHEN n <= 500 THEN 'sortie' ELSE 'deroulement' END, '2025-06-02', 'Projet ' || n, 'salarie', '2025-02-03', 1
   FROM salarie s, generate_series(1, 512) n`,
		`INSERT INTO suivi (siae_id, parcours_id, tentative, date, avec, canal, texte, date_prochain, auteur_id)
 SELECT siae_id, id, 1, '2025-06-02', 'salarie', 'telephone', 'Rappeler.', '2026-04-01', 1 FROM parcours WHERE intitule = 'Projet 501'`)
	if _, _, err := m.app.ReadEcheances(t.Context()); err != nil {
		t.Fatal(err)
	}
	p := m.as(t, "cip@aci.test")
	es, err := m.app.ListEcheances(t.Context(), m.Aci.Directeur, app.FiltreEcheances{Genre: "sans_contact"})
	if err != nil || es.Total != 11 {
		t.Errorf("%d files without news, want 11 (%v)", es.Total, err)
	}
	for _, vue := range []string{"moi", "tous"} {
		p.get("/aujourdhui?qui="+vue).wants(200, "Projet 502", "Projet 512", "Aucun échange noté depuis le besoin", "11 dossiers").
			lacks("Projet 501", "Projet 1 ")
	}
	p.get("/parcours?sans_suivi=30&vue=tous").wants(200, "11 parcours", "Projet 502", "Projet 512").lacks("Projet 501")
}

// TestAnEncadrantSeesHisOwnPeopleFirst, the last of the alphabet behind three
// hundred that nobody supervises, and can reach all the others.
func TestAnEncadrantSeesHisOwnPeopleFirst(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	zoe := m.Salarie(t, m.Aci, "Zoé", "Zola")
	m.fill(t, `INSERT INTO salarie (siae_id, nom, prenom) SELECT siae_id, 'Arnaud ' || to_char(n, 'FM000'), 'Ana' FROM salarie, generate_series(1, 300) n`)
	if err := m.app.SetEncadrants(t.Context(), m.Aci.Directeur, zoe.ID, nil, []int64{m.Aci.Encadrant.UtilisateurID}); err != nil {
		t.Fatal(err)
	}
	p := m.as(t, "encadrant@aci.test")
	p.get("/observations").wants(200, "Zoé Zola", "Sans encadrant", "Ana Arnaud 199", "1 à 200 sur 301 salariés").lacks("Arnaud 200")
	for _, page := range []string{"2", "99"} { // beyond the last page, the last one
		p.get("/observations?page="+page).wants(200, "Ana Arnaud 200", "Ana Arnaud 300", "201 à 301 sur 301 salariés").lacks("Zoé")
	}
}
