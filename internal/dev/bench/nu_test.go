package bench

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// nu is the yardstick: the same data, read and written by bare pgx behind
// net/http, as JSON, with no rule, no right and no page.
type nu struct {
	bassin *pgxpool.Pool
	jeu    *jeu
}

// startNu serves until the benchmark ends, and tells where.
func startNu(b *testing.B, base string, j *jeu) (adresse string) {
	b.Helper()
	bassin, err := pgxpool.New(b.Context(), base)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(bassin.Close)
	n := &nu{bassin: bassin, jeu: j}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /liste", n.handle(n.list))
	mux.HandleFunc("GET /fiche", n.handle(n.file))
	mux.HandleFunc("POST /suivi", n.handle(n.log))
	mux.HandleFunc("POST /passage", n.handle(n.pass))
	serveur := httptest.NewServer(mux)
	b.Cleanup(serveur.Close)
	return serveur.URL
}

// handle opens the transaction that the wall between SIAE needs.
func (n *nu) handle(fn func(context.Context, pgx.Tx) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var resultat any
		err := pgx.BeginFunc(r.Context(), n.bassin, func(tx pgx.Tx) (err error) {
			_, err = tx.Exec(r.Context(), `SELECT set_config('app.siae_id', $1, true), set_config('app.utilisateur_id', $2, true)`,
				strconv.FormatInt(n.jeu.siae, 10), strconv.FormatInt(n.jeu.utilisateur, 10))
			if err == nil {
				resultat, err = fn(r.Context(), tx)
			}
			return err
		})
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(resultat)
	}
}

func rows(ctx context.Context, tx pgx.Tx, requete string, args ...any) ([]map[string]any, error) {
	lues, err := tx.Query(ctx, requete, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(lues, pgx.RowToMap)
}

func (n *nu) list(ctx context.Context, tx pgx.Tx) (any, error) {
	return rows(ctx, tx, `
SELECT p.*, s.nom, s.prenom, u.nom AS cip, t.intitule AS formation,
       (SELECT max(date) FROM suivi v WHERE v.siae_id = p.siae_id AND v.parcours_id = p.id) AS dernier_suivi
  FROM parcours p JOIN salarie s ON s.siae_id = p.siae_id AND s.id = p.salarie_id
  LEFT JOIN tentative t ON t.siae_id = p.siae_id AND t.parcours_id = p.id AND t.numero = p.tentative
  LEFT JOIN utilisateur u ON u.id = s.cip_id
 ORDER BY p.etat, s.nom COLLATE "fr-x-icu" LIMIT 50`)
}

// file reads the tables that the page of a parcours shows, one by one.
func (n *nu) file(ctx context.Context, tx pgx.Tx) (any, error) {
	fiche := map[string]any{}
	for _, q := range []struct{ nom, requete string }{
		{"parcours", `SELECT * FROM parcours WHERE id = $1`},
		{"salarie", `SELECT s.* FROM salarie s JOIN parcours p ON p.siae_id = s.siae_id AND p.salarie_id = s.id
			WHERE p.id = $1`},
		{"tentative", `SELECT * FROM tentative WHERE parcours_id = $1`},
		{"financement", `SELECT * FROM financement WHERE parcours_id = $1`},
		{"piece", `SELECT * FROM piece WHERE parcours_id = $1`},
		{"securisation", `SELECT * FROM securisation WHERE parcours_id = $1`},
		{"frein", `SELECT f.* FROM frein f JOIN parcours p ON p.siae_id = f.siae_id AND p.salarie_id = f.salarie_id
			WHERE p.id = $1`},
		{"suivi", `SELECT * FROM suivi WHERE parcours_id = $1 ORDER BY date DESC`},
		{"observation", `SELECT o.* FROM observation o JOIN parcours p ON p.siae_id = o.siae_id AND p.salarie_id = o.salarie_id
			WHERE p.id = $1`},
		{"impact", `SELECT * FROM impact WHERE parcours_id = $1`},
		{"passage", `SELECT * FROM passage WHERE parcours_id = $1 ORDER BY id`},
	} {
		lues, err := rows(ctx, tx, q.requete, n.jeu.fiche)
		if err != nil {
			return nil, err
		}
		fiche[q.nom] = lues
	}
	return fiche, nil
}

func (n *nu) log(ctx context.Context, tx pgx.Tx) (any, error) {
	_, err := tx.Exec(ctx, `UPDATE suivi SET prochain_solde = true
  WHERE parcours_id = $1 AND NOT prochain_solde AND date_prochain IS NOT NULL`, n.jeu.fiche)
	if err != nil {
		return nil, err
	}
	var id int64
	err = tx.QueryRow(ctx, `INSERT INTO suivi
        (siae_id, parcours_id, tentative, date, avec, canal, texte, date_prochain, auteur_id)
 VALUES ($1, $2, 1, CURRENT_DATE, 'salarie', 'telephone', 'Appel du bench', CURRENT_DATE + 14, $3)
 RETURNING id`, n.jeu.siae, n.jeu.fiche, n.jeu.utilisateur).Scan(&id)
	return id, err
}

// pass moves a parcours back and forth between two states.
func (n *nu) pass(ctx context.Context, tx pgx.Tx) (any, error) {
	var etat, vers string
	err := tx.QueryRow(ctx, `SELECT etat FROM parcours WHERE id = $1 FOR UPDATE`, n.jeu.mobileNu).Scan(&etat)
	if err != nil {
		return nil, err
	}
	if vers = "financement"; etat == vers {
		vers = "besoin_identifie"
	}
	_, err = tx.Exec(ctx, `UPDATE parcours SET etat = $2, version = version + 1 WHERE id = $1`, n.jeu.mobileNu, vers)
	if err != nil {
		return nil, err
	}
	_, err = tx.Exec(ctx, `INSERT INTO passage (siae_id, parcours_id, transition, de, vers, date, tentative, auteur_id)
 VALUES ($1, $2, 'bench', $3, $4, CURRENT_DATE, 1, $5)`, n.jeu.siae, n.jeu.mobileNu, etat, vers, n.jeu.utilisateur)
	return vers, err
}
