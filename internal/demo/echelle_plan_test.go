package demo_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

// formeEcriture is a write that says whether it found its row, by its number: done again, it finds none.
var formeEcriture = regexp.MustCompile(`^WITH \w+ AS \((INSERT|UPDATE|DELETE) `)

// espion keeps the statements that the program sends, while it is told to.
type espion struct {
	mu     sync.Mutex
	ecoute bool
	dits   []instruction
}

type instruction struct {
	requete string
	args    []any
}

func (e *espion) keep(requete string, args []any) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.ecoute {
		e.dits = append(e.dits, instruction{requete, args})
	}
}

func (e *espion) TraceQueryStart(ctx context.Context, _ *pgx.Conn, d pgx.TraceQueryStartData) context.Context {
	e.keep(d.SQL, d.Args)
	return ctx
}

func (e *espion) TraceBatchStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceBatchStartData) context.Context {
	return ctx
}
func (e *espion) TraceBatchQuery(_ context.Context, _ *pgx.Conn, d pgx.TraceBatchQueryData) {
	e.keep(d.SQL, d.Args)
}
func (*espion) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}
func (*espion) TraceBatchEnd(context.Context, *pgx.Conn, pgx.TraceBatchEndData) {}

// during gives what is sent while something is done.
func (e *espion) during(fait func() error) ([]instruction, error) {
	e.ecoute, e.dits = true, nil
	err := fait()
	e.ecoute = false
	return e.dits, err
}

// noeud is a step of a plan, as EXPLAIN tells it; rows are those of one loop.
type noeud struct {
	Genre   string  `json:"Node Type"`
	Table   string  `json:"Relation Name"`
	Index   string  `json:"Index Name"`
	Lignes  float64 `json:"Actual Rows"`
	Tours   float64 `json:"Actual Loops"`
	Ecarte  float64 `json:"Rows Removed by Filter"`
	Filtre  string  `json:"Filter"`
	Dessous []noeud `json:"Plans"`
}

// gaspille is how many rows a step may read for nothing before it matters.
const gaspille = 1000

// wastes tells where a plan reads a table, whole or by an index, to drop more than nine rows of ten, and nine each time.
func (n noeud) wastes(dit func(string)) {
	ecartes, gardes := n.Ecarte*n.Tours, n.Lignes*n.Tours
	if n.Table != "" && ecartes > gaspille && ecartes > 9*max(gardes, n.Tours) {
		dit(fmt.Sprintf("%s %s (%s): reads %.0f rows and keeps %.0f, by %s", n.Genre, n.Table, n.Index, ecartes+gardes, gardes, n.Filtre))
	}
	for _, d := range n.Dessous {
		d.wastes(dit)
	}
}

// checkPlans: each path by which a hot page reads a table has its index. What the program really sends is explained, in
// a small SIAE beside a large one, where an index that is missing shows, and in the large one.
func checkPlans(t *testing.T, a *app.App, e *espion, conn *pgx.Conn, qui parcours.Identite) {
	t.Helper()
	ctx := t.Context()
	var id, salarieID int64
	err := conn.QueryRow(ctx, `SELECT id, salarie_id FROM parcours_lu WHERE ouvert ORDER BY id DESC LIMIT 1`).Scan(&id, &salarieID)
	if err != nil {
		t.Fatal(err)
	}
	var nom string
	if err := conn.QueryRow(ctx, `SELECT nom FROM salarie WHERE id = $1`, salarieID).Scan(&nom); err != nil {
		t.Fatal(err)
	}
	chaudes := map[string]func() error{
		"the list of parcours": func() error {
			_, err := a.ListParcours(ctx, qui, app.FiltreParcours{Clos: parcours.Non, Comptes: true})
			return err
		},
		"the list of parcours, by last contact": func() error {
			_, err := a.ListParcours(ctx, qui, app.FiltreParcours{Tri: "suivi"})
			return err
		},
		"the list of people": func() error {
			_, err := a.ListSalaries(ctx, qui, app.FiltreSalaries{Contrat: app.ContratPresent})
			return err
		},
		"somebody looked for": func() error {
			_, err := a.ListSalaries(ctx, qui, app.FiltreSalaries{Q: nom})
			return err
		},
		"« Aujourd'hui »": func() error {
			_, err := a.ListEcheances(ctx, qui, app.FiltreEcheances{})
			_, echec := a.ListDecisions(ctx, qui)
			return errors.Join(err, echec)
		},
		"a file": func() error {
			_, err := a.FindParcours(ctx, qui, id)
			return err
		},
		"a person": func() error {
			_, err := a.FindSalarie(ctx, qui, salarieID)
			return err
		},
		"the history of a file": func() error {
			_, err := a.ListHistorique(ctx, qui, id)
			return err
		},
		"the history of a person": func() error {
			_, err := a.ListHistoriqueSalarie(ctx, qui, salarieID)
			return err
		},
		"a follow-up, and what is due after it": func() error {
			_, err := a.LogSuivi(ctx, qui, id, parcours.Suivi{Date: a.Aujourdhui(), Avec: "salarie", Canal: "telephone", Texte: "Un point."}, "")
			return err
		},
	}
	for quoi, fait := range chaudes {
		dits, err := e.during(fait)
		if err != nil {
			t.Fatalf("%s: %v", quoi, err)
		}
		lus := 0
		for _, i := range dits {
			mot, _, _ := strings.Cut(strings.TrimSpace(i.requete), " ")
			if mot != "SELECT" && mot != "WITH" || strings.HasPrefix(i.requete, "SELECT set_config") || formeEcriture.MatchString(i.requete) {
				continue
			}
			lus++
			var plans []struct{ Plan noeud }
			var texte []byte
			if err := conn.QueryRow(ctx, "EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) "+i.requete, i.args...).Scan(&texte); err != nil {
				t.Fatalf("%s: %v\n%s", quoi, err, i.requete)
			}
			if err := json.Unmarshal(texte, &plans); err != nil {
				t.Fatal(err)
			}
			plans[0].Plan.wastes(func(quoiLu string) {
				t.Errorf("SIAE %d, %s: %s. Give this path an index (a migration), or let the statement say more:\n%.2000s",
					qui.SiaeID, quoi, quoiLu, i.requete)
			})
		}
		if lus == 0 {
			t.Errorf("%s reads nothing: the statements are seen no more", quoi)
		}
	}
}
