package bench

// FROZEN with the first bench on real sizes. This is the yardstick: each thing as one SQL statement, whose JSON answer
// net/http hands over, with no wall, no trigger, no rule and no page. To change it is to lose every earlier figure.

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

var requetesNues = map[string]string{
	"liste": `SELECT json_agg(x) FROM (
SELECT p.id, p.etat, p.etat_depuis, p.intitule, s.nom, s.prenom, s.cip_id, t.intitule AS formation, t.date_debut_prevue,
       (SELECT max(date) FROM suivi v WHERE v.siae_id = p.siae_id AND v.parcours_id = p.id) AS dernier_suivi
  FROM parcours p JOIN salarie s ON s.siae_id = p.siae_id AND s.id = p.salarie_id
  LEFT JOIN tentative t ON t.siae_id = p.siae_id AND t.parcours_id = p.id AND t.numero = p.tentative
 WHERE p.siae_id = $1 ORDER BY p.id DESC LIMIT 50) x`,
	"fiche": `SELECT json_build_object('parcours', p, 'salarie', (SELECT s FROM salarie s WHERE s.siae_id = $1 AND s.id = p.salarie_id),
 'tentatives', (SELECT json_agg(x) FROM tentative x WHERE x.siae_id = $1 AND x.parcours_id = $2),
 'financements', (SELECT json_agg(x) FROM financement x WHERE x.siae_id = $1 AND x.parcours_id = $2),
 'pieces', (SELECT json_agg(x) FROM piece x WHERE x.siae_id = $1 AND x.parcours_id = $2),
 'presences', (SELECT json_agg(x) FROM presence x WHERE x.siae_id = $1 AND x.parcours_id = $2),
 'freins', (SELECT json_agg(x) FROM frein x WHERE x.siae_id = $1 AND x.salarie_id = p.salarie_id),
 'observations', (SELECT json_agg(x) FROM observation x WHERE x.siae_id = $1 AND x.salarie_id = p.salarie_id),
 'contrats', (SELECT json_agg(x) FROM contrat x WHERE x.siae_id = $1 AND x.salarie_id = p.salarie_id),
 'suivis', (SELECT json_agg(x ORDER BY date DESC) FROM suivi x WHERE x.siae_id = $1 AND x.parcours_id = $2),
 'passages', (SELECT json_agg(x ORDER BY id) FROM passage x WHERE x.siae_id = $1 AND x.parcours_id = $2))
 FROM parcours p WHERE p.siae_id = $1 AND p.id = $2`,
	"suivi": `INSERT INTO suivi (siae_id, parcours_id, tentative, date, avec, canal, texte, date_prochain, auteur_id)
 SELECT $1, $2, p.tentative, CURRENT_DATE, 'salarie', 'telephone', 'Appel du banc', CURRENT_DATE + 14, 1
   FROM parcours p WHERE p.siae_id = $1 AND p.id = $2 RETURNING to_json(suivi)`,
	"passage": `WITH u AS (
 UPDATE parcours SET etat = CASE etat WHEN 'financement' THEN 'besoin_identifie' ELSE 'financement' END, version = version + 1
  WHERE siae_id = $1 AND id = $2 RETURNING *)
INSERT INTO passage (siae_id, parcours_id, transition, de, vers, date, tentative, auteur_id)
 SELECT $1, $2, 'banc', '', u.etat, CURRENT_DATE, u.tentative, 1 FROM u RETURNING to_json(passage)`,
	"resultats": `SELECT json_build_object('etats', (SELECT json_object_agg(etat, n) FROM (
   SELECT etat, count(*) AS n FROM parcours WHERE siae_id = $1 GROUP BY etat) e),
 'presences', (SELECT json_build_object('entrees', count(*), 'fins', count(date_fin), 'abandons', count(date_abandon))
   FROM presence WHERE siae_id = $1 AND date_entree >= CURRENT_DATE - 365),
 'heures', (SELECT sum(heures) FROM heures WHERE siae_id = $1 AND fin >= CURRENT_DATE - 365),
 'accorde', (SELECT sum(montant_accorde) FROM financement WHERE siae_id = $1 AND date_reponse >= CURRENT_DATE - 365))`,
	"aujourdhui": `SELECT json_agg(x) FROM (
SELECT e.date, e.genre, e.texte, s.nom, s.prenom, s.telephone, p.intitule, p.etat
  FROM echeance e JOIN salarie s ON s.siae_id = e.siae_id AND s.id = e.salarie_id
  LEFT JOIN parcours p ON p.siae_id = e.siae_id AND p.id = e.parcours_id
 WHERE e.siae_id = $1 AND e.date <= CURRENT_DATE + 7 ORDER BY e.rang, e.date LIMIT 50) x`,
	"historique": `SELECT json_agg(x) FROM (
 SELECT * FROM historique WHERE siae_id = $1 AND parcours_id = $2 ORDER BY id DESC LIMIT 50) x`,
	"recherche": `SELECT json_agg(x) FROM (
 SELECT id, nom, prenom, metier FROM salarie WHERE siae_id = $1 AND recherche LIKE '%' || $2 || '%' ORDER BY nom LIMIT 50) x`,
	"export": `SELECT json_agg(x) FROM (
SELECT p.*, s.nom, s.prenom, t.intitule AS formation
  FROM parcours p JOIN salarie s ON s.siae_id = p.siae_id AND s.id = p.salarie_id
  LEFT JOIN tentative t ON t.siae_id = p.siae_id AND t.parcours_id = p.id AND t.numero = p.tentative
 WHERE p.siae_id = $1 ORDER BY p.id) x`,
}

// startNu serves /nom?siae=…&id=…&q=… until the benchmark ends, from as many connections as the program's.
func startNu(b *testing.B, admin string) (adresse string) {
	b.Helper()
	config, err := pgxpool.ParseConfig(admin)
	if err != nil {
		b.Fatal(err)
	}
	config.MaxConns = 10
	config.AfterConnect = func(ctx context.Context, c *pgx.Conn) error {
		_, err := c.Exec(ctx, `SET session_replication_role = replica`) // no trigger
		return err
	}
	bassin, err := pgxpool.NewWithConfig(b.Context(), config)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(bassin.Close)
	serveur := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		var reponse json.RawMessage
		args := []any{q.Get("siae")}
		for _, nom := range []string{"id", "q"} {
			if q.Has(nom) {
				args = append(args, q.Get(nom))
			}
		}
		err := bassin.QueryRow(r.Context(), requetesNues[r.URL.Path[1:]], args...).Scan(&reponse)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(reponse)
	}))
	b.Cleanup(serveur.Close)
	return serveur.URL
}
