package app_test

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"parcours.example/internal/app"
	"parcours.example/internal/auth"
	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
	"parcours.example/internal/testdb"
	"parcours.example/migrations"
)

func jetonsEssai(t *testing.T) *auth.Jetons {
	t.Helper()
	return must[*auth.Jetons](t)(auth.NewJetons("un secret d'essai assez long pour signer"))
}

func motsDePasseEssai() *auth.MotsDePasse { return auth.NewMotsDePasse(auth.CoutTest) }

// TestSweepingTouchesNoFile: only what is no longer of use goes, when its time
// has come, in every SIAE.
func TestSweepingTouchesNoFile(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	// The rows are dated by PostgreSQL, hence by the real day.
	r.horloge.t.Store(time.Now().UnixNano())
	must[*app.Apercu](t)(r.PreviewImport(t.Context(), r.qui, "liste.csv", []byte("Nom;Prénom\nPetit;Léa\n"), ""))
	autre := r.Salarie(t, r.Etti, "Karim", "Zidi")
	must[int64](t)(r.IdentifyBesoin(t.Context(), r.Etti.Cip, autre.ID, besoinDeNadia, "clé"))
	must[*parcours.Suivi](t)(r.LogSuivi(t.Context(), r.qui, r.id, appel("x"), "clé"))
	r.signInOK(t, "cip@aci.test", auth.Site)
	for _, pas := range []struct {
		avance time.Duration
		veut   int64
		quoi   string
	}{
		{0, 0, "today"},
		{8 * 24 * time.Hour, 4, "after eight days: two keys, a session, the attempts of its address"},
		{23 * 24 * time.Hour, 1, "after thirty-one days: a preview"},
		{24 * time.Hour, 0, "the day after"},
	} {
		r.horloge.advance(pas.avance)
		if n := must[int64](t)(r.Purge(t.Context())); n != pas.veut {
			t.Errorf("%s: %d rows swept away, want %d", pas.quoi, n, pas.veut)
		}
	}
	if f := r.fiche(); len(f.Suivis) != 1 || len(f.Freins) != 1 || f.Parcours.Etat != parcours.BesoinIdentifie {
		t.Errorf("the file lost something: %+v", f)
	}
}

// historiser is the trigger that wrote whole rows, before migration 0028.
var historiser = sync.OnceValue(func() string {
	b, _ := fs.ReadFile(migrations.FS, "0012_version_dans_l_historique.sql")
	_, suite, _ := strings.Cut(string(b), "-- +goose StatementBegin")
	requete, _, _ := strings.Cut(suite, "-- +goose StatementEnd")
	return requete
})

// rereads holds every story of this package to one thing: whatever was done, the history tells it word for word when it is
// put away, be it in the form of before (two stories out of three), in that of today, or in both.
func (e *essai) rereads(t *testing.T) {
	forme := len(t.Name()) % 3
	if forme > 0 {
		_, err := testdb.Connect(t, e.URL, 0).Exec(t.Context(), historiser())
		must[int](t)(0, err)
	}
	t.Cleanup(func() {
		if t.Failed() {
			return
		}
		db := e.DB
		e.App = app.New(app.Options{DB: db, Jetons: jetonsEssai(t), MotsDePasse: motsDePasseEssai(),
			Maintenant: func() time.Time { return time.Now().AddDate(1, 0, 0) }, Aujourdhui: func() parcours.Date { return aujourdhui }})
		avant := e.allWords(t, db)
		same := func(quand string) {
			t.Helper()
			if diff := gocmp.Diff(avant, e.allWords(t, db)); diff != "" {
				t.Errorf("the history no longer says the same %s (- before, + now)\n%.4000s", quand, diff)
			}
		}
		if forme == 1 { // as the trigger of today would have written them
			e.asOwner(t, `UPDATE historique SET apres = NULL WHERE avant IS NULL AND apres ->> 'accord_directeur' IS DISTINCT FROM 'true'`)
			same("when it keeps no copy of new rows")
		}
		coupe := errors.New("cut")
		err := db.InSiae(context.Background(), e.Aci.Cip, func(tx *postgres.Tx) error {
			_, err := tx.PutAway(time.Now())
			return cmp.Or(err, coupe)
		})
		if !errors.Is(err, coupe) {
			t.Error(err)
		}
		if forme == 0 {
			same("once putting it away was cut")
		}
		n := must[int](t)(e.PutAway(context.Background()))
		same("once it was put away")
		if encore := must[int](t)(e.PutAway(context.Background())); n == 0 && avant["all 0"] != nil || encore != 0 {
			t.Errorf("%d lines put away, and %d the next time", n, encore)
		}
	})
}

func (e *essai) asOwner(t *testing.T, requete string) {
	t.Helper()
	conn := must[*pgx.Conn](t)(pgx.Connect(context.Background(), e.URL))
	defer conn.Close(context.Background())
	_, err := conn.Exec(context.Background(),
		`ALTER TABLE historique NO FORCE ROW LEVEL SECURITY;`+requete+`; ALTER TABLE historique FORCE ROW LEVEL SECURITY`)
	must[int](t)(0, err)
}

// allWords is all that the history says of the two structures, page by page, with what else reads it.
func (e *essai) allWords(t *testing.T, db *postgres.DB) map[string][]string {
	t.Helper()
	pages := map[string][]string{}
	for _, qui := range []parcours.Identite{e.Aci.Directeur, e.Etti.Directeur} {
		err := db.ReadSiae(context.Background(), qui, func(tx *postgres.Tx) error {
			keep := func(quoi string, id int64, lignes []parcours.Ecriture, err error) {
				t.Helper()
				if err != nil {
					t.Errorf("%s %d: %v", quoi, id, err)
				}
				for _, l := range lignes {
					pages[fmt.Sprint(quoi, " ", id)] = append(pages[fmt.Sprint(quoi, " ", id)], wordsOf(l))
				}
			}
			kept := func(quoi string, id int64, fiche any, err error) {
				b, echec := json.Marshal(fiche)
				pages[fmt.Sprint(quoi, " ", id)] = []string{string(b), fmt.Sprint(err, echec)}
			}
			var gens []int64
			for table, ids := range e.rowsOf(t, qui.SiaeID) {
				for _, id := range ids {
					switch table {
					case "parcours":
						ls, err := tx.ListHistorique(id)
						keep("parcours", id, ls, err)
						f, err := tx.FindFiche(id)
						kept("fiche", id, f, err)
					case "salarie":
						gens = append(gens, id)
						ls, err := tx.ListHistoriqueSalarie(id)
						keep("salarié", id, ls, err)
						f, err := tx.FindFicheSalarie(id)
						kept("personne", id, f, err)
					case "organisme", "groupe":
						ls, err := tx.ListHistoriqueLigne(table, id)
						keep(table, id, ls, err)
					}
					if slices.Contains([]string{"parcours", "salarie", "financement", "suivi", "contrat", "observation"}, table) {
						ls, err := tx.ListChangesSince(parcours.Vu{Table: table, ID: id, Ligne: -1})
						keep("since ever "+table, id, ls, err)
						ls, err = tx.ListChangesSince(parcours.Vu{Table: table, ID: id, Version: 1})
						keep("since the first "+table, id, ls, err)
					}
				}
			}
			ls, err := tx.ListEcritures(gens...)
			keep("all", 0, ls, err)
			for _, l := range ls {
				a := parcours.Undo(ls, l.Transaction, time.Unix(0, 0))
				for i := range a.Restes {
					keep(fmt.Sprint("what stays of ", l.Transaction), a.Restes[i].SalarieID, a.Restes[i].Depuis, nil)
				}
				kept("taken back", int64(l.Transaction), a.Retours, nil)
			}
			return err
		})
		must[int](t)(0, err)
	}
	return pages
}

// rowsOf are the numbers of the rows of a structure whose history may be asked.
func (e *essai) rowsOf(t *testing.T, siae int64) map[string][]int64 {
	t.Helper()
	conn := must[*pgx.Conn](t)(pgx.Connect(context.Background(), e.URL))
	defer conn.Close(context.Background())
	rows, _ := conn.Query(context.Background(), `SELECT nom_table, array_agg(DISTINCT ligne_id ORDER BY ligne_id) FROM historique_lu,
 set_config('app.siae_id', $1::bigint::text, false) WHERE siae_id = $1 AND ligne_id IS NOT NULL GROUP BY 1`, siae)
	tables := map[string][]int64{}
	var table string
	var ids []int64
	_, err := pgx.ForEachRow(rows, []any{&table, &ids}, func() error { tables[table] = slices.Clone(ids); return nil })
	must[int](t)(0, err)
	return tables
}

// wordsOf is a line as the pages and the API tell it.
func wordsOf(l parcours.Ecriture) string {
	b := &strings.Builder{}
	fmt.Fprint(b, l.ID, l.Instant.UTC(), parcours.IDOr0(l.UtilisateurID), parcours.IDOr0(l.LigneID), parcours.IDOr0(l.SalarieID),
		l.Transaction, " ", l.NomTable, " ", l.Acte, " ", l.Motif, " ", l.Titre())
	for _, c := range l.Changements(parcours.Mots{}) {
		fmt.Fprintf(b, "; %s: %s → %s", c.Champ.Word(), c.Avant, c.Apres)
	}
	for _, v := range l.Valeurs() {
		if v.Apres != nil && v.Apres != "" || v.Avant != nil {
			fmt.Fprintf(b, "; %s %v → %v", v.Champ.Code, v.Avant, v.Apres)
		}
	}
	return b.String()
}
