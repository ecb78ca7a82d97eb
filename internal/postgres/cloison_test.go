package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
	"parcours.example/internal/testdb"
)

// sansCloison are the tables that hold no data of a SIAE.
var sansCloison = map[string]string{
	"rang_etat":           "the states of etat.go: no data of anybody",
	"goose_db_version":    "the migrations applied: no data of anybody",
	"tentative_connexion": "counters by hash: they exist before anybody is known",
}

// autrePolitique are the tables whose wall is not cloisonner's own.
var autrePolitique = map[string]string{
	"siae":         "its id is the tenant; also seen by the sign-in door",
	"utilisateur":  "a person may belong to several SIAE: seen by colleagues and by the sign-in door",
	"appartenance": "also seen by the sign-in door",
	"session":      "seen by the sign-in door only",
	"historique":   "written and read, never changed: no policy for UPDATE, and DELETE only to put lines away",
	"archive":      "the history put away: never changed either",
	"echeance":     "no history: read from the files again by each deed",
	"idempotence":  "keys of requests: no history wanted",
	"importation":  "no history: it would copy the whole file",
}

func query[T any](t *testing.T, url, sql string) []T {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	rows, err := conn.Query(t.Context(), sql)
	if err != nil {
		t.Fatal(err)
	}
	lignes, err := pgx.CollectRows(rows, pgx.RowToStructByPos[T])
	if err != nil {
		t.Fatal(err)
	}
	return lignes
}

func TestEveryTableOfASiaeHasAForcedWall(t *testing.T) {
	t.Parallel()
	type table struct {
		Nom                string
		Active, Forcee     bool
		Politique, Journal bool
	}
	for _, r := range query[table](t, testdb.New(t), `
		SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity,
		  EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid),
		  EXISTS (SELECT 1 FROM pg_trigger g WHERE g.tgrelid = c.oid AND g.tgname = 'historiser')
		FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') ORDER BY 1`) {
		if raison := sansCloison[r.Nom]; raison != "" {
			continue
		}
		if !r.Active || !r.Forcee || !r.Politique {
			t.Errorf("%s: row security %v, forced %v, policy %v: call cloisonner('%s') in its migration, or say here why not", r.Nom,
				r.Active, r.Forcee, r.Politique, r.Nom)
		}
		if autrePolitique[r.Nom] == "" && !r.Journal {
			t.Errorf("%s has no history trigger: cloisonner('%s') sets it too", r.Nom, r.Nom)
		}
	}
}

func TestKeysOfASiaeAreComposite(t *testing.T) {
	t.Parallel()
	type cle struct{ Table, Nom, Genre, Colonnes, Vers string }
	// siae and utilisateur have one-column keys: they are not inside a SIAE.
	racines := []string{"siae", "utilisateur", "session", "tentative_connexion", "rang_etat", "goose_db_version"}
	for _, k := range query[cle](t, testdb.New(t), `
		SELECT c.conrelid::regclass::text, c.conname, c.contype::text,
		  (SELECT string_agg(a.attname, ',' ORDER BY x.n) FROM unnest(c.conkey) WITH ORDINALITY x(k, n) JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = x.k),
		  coalesce(c.confrelid::regclass::text, '')
		FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
		WHERE n.nspname = 'public' AND c.contype IN ('p', 'u', 'f')`) {
		if slices.Contains(racines, k.Table) || slices.Contains([]string{"siae", "utilisateur"}, k.Vers) {
			continue
		}
		if !slices.Contains(strings.Split(k.Colonnes, ","), "siae_id") {
			t.Errorf("%s.%s (%s): columns %s do not include siae_id, and a foreign key ignores row security: make it (siae_id, %s)",
				k.Table, k.Nom, k.Genre, k.Colonnes, k.Colonnes)
		}
	}
	for _, i := range query[cle](t, testdb.New(t), `
		SELECT i.indrelid::regclass::text, i.indexrelid::regclass::text, 'index', pg_get_indexdef(i.indexrelid), ''
		FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE n.nspname = 'public' AND i.indisunique`) {
		if !slices.Contains(racines, i.Table) && !strings.Contains(i.Colonnes, "siae_id") {
			t.Errorf("unique index %s is not by SIAE, and would tell what others have: put siae_id first in it", i.Nom)
		}
	}
}

// TestAFileIsReadByIndexes: the rows of a parcours and of a person are found by an index, which knows
// at least those that stand: else a large SIAE reads its whole table for each file.
func TestAFileIsReadByIndexes(t *testing.T) {
	t.Parallel()
	type colonne struct{ Table, Nom string }
	sans := query[colonne](t, testdb.New(t), `
		SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
		WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attname IN ('salarie_id', 'parcours_id')
		  AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indkey[1] = a.attnum
		    AND coalesce(pg_get_expr(i.indpred, i.indrelid), '(retire_le IS NULL)') = '(retire_le IS NULL)') ORDER BY 1, 2`)
	// A securisation is read by its try.
	if want := []colonne{{"securisation", "parcours_id"}}; !slices.Equal(sans, want) {
		t.Errorf("no index starts with siae_id and these columns: %v, want %v", sans, want)
	}
}

// TestEtatsOfTheSchemaAreThoseOfTheRules compares the CHECK with etat.go.
func TestEtatsOfTheSchemaAreThoseOfTheRules(t *testing.T) {
	t.Parallel()
	type texte struct{ Definition string }
	lignes := query[texte](t, testdb.New(t), `SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'parcours_etat_check'`)
	if len(lignes) != 1 {
		t.Fatal("the CHECK parcours_etat_check is gone")
	}
	for _, e := range parcours.Etats {
		if !strings.Contains(lignes[0].Definition, "'"+string(e.Code)+"'") {
			t.Errorf("the schema refuses the state %s: a migration adds it to the CHECK parcours_etat_check", e.Code)
		}
	}
	if n := strings.Count(lignes[0].Definition, "::text"); n != len(parcours.Etats)+1 && n != len(parcours.Etats) &&
		n != len(parcours.Etats)+2 {
		t.Errorf("the schema lists other states than etat.go: %s", lignes[0].Definition)
	}
}

// TestFreinsGestionOfTheSchemaAreThoseOfTheRules tries what the CHECK lets in.
func TestFreinsGestionOfTheSchemaAreThoseOfTheRules(t *testing.T) {
	t.Parallel()
	type reponse struct{ OK bool }
	url := testdb.New(t)
	condition := query[struct{ Definition string }](t, url, `SELECT pg_get_expr(conbin, conrelid) AS definition FROM pg_constraint WHERE conname = 'parcours_freins_gestion_check'`)
	if len(condition) != 1 {
		t.Fatal("the CHECK parcours_freins_gestion_check is gone")
	}
	passe := func(valeur string) bool {
		return query[reponse](t, url, `SELECT `+condition[0].Definition+` AS ok FROM (SELECT '`+valeur+`'::jsonb AS freins_gestion) x`)[0].OK
	}
	for _, ok := range []string{`[]`, `["` + strings.Join(parcours.FreinsGestion.Codes(), `", "`) + `"]`} {
		if !passe(ok) {
			t.Errorf("the schema refuses %s", ok)
		}
	}
	for _, non := range []string{`["mobilite"]`, `["calendrier", ""]`, `"calendrier"`, `{}`, `null`, `[1]`} {
		if passe(non) {
			t.Errorf("the schema lets %s in", non)
		}
	}
}

func TestSuperuserIsRefused(t *testing.T) {
	t.Parallel()
	url := testdb.AdminURL(t)
	if url == "" {
		t.Skip("this server hands out no superuser")
	}
	db, err := postgres.Open(t.Context(), url, postgres.Options{})
	if err == nil {
		db.Close()
		t.Fatal("a superuser, whom row security does not bind, was accepted")
	}
	if !strings.Contains(err.Error(), "« postgres »") || !strings.Contains(err.Error(), "superutilisateur") {
		t.Errorf("the message does not name the role: %v", err)
	}
}

func TestBadURLDoesNotRepeatThePassword(t *testing.T) {
	t.Parallel()
	_, err := postgres.Open(t.Context(), "postgres://moi:tres-secret@[::1", postgres.Options{})
	if err == nil || strings.Contains(err.Error(), "tres-secret") {
		t.Errorf("got %v", err)
	}
}

func TestNoTransactionWithoutASiae(t *testing.T) {
	t.Parallel()
	db := testdb.Open(t)
	err := db.InSiae(t.Context(), parcours.Identite{UtilisateurID: 1}, func(*postgres.Tx) error {
		t.Error("a transaction opened without a SIAE")
		return nil
	})
	if err == nil {
		t.Error("no error")
	}
}

func TestReadOnlyTransactionRefusesToWrite(t *testing.T) {
	t.Parallel()
	d := testdb.NewDecor(t)
	err := d.DB.ReadSiae(t.Context(), d.Aci.Cip, func(tx *postgres.Tx) error {
		return tx.Create(&parcours.Salarie{Nom: "Petit", Prenom: "Léa"})
	})
	if err == nil {
		t.Error("ReadSiae let a row be written")
	}
}

func TestAFailureUndoesTheWholeTransaction(t *testing.T) {
	t.Parallel()
	d := testdb.NewDecor(t)
	panne := fmt.Errorf("panne")
	err := d.DB.InSiae(t.Context(), d.Aci.Cip, func(tx *postgres.Tx) error {
		if err := tx.Create(&parcours.Salarie{Nom: "Petit", Prenom: "Léa"}); err != nil {
			return err
		}
		return panne
	})
	if !errors.Is(err, panne) {
		t.Fatalf("got %v", err)
	}
	func() {
		defer func() { _ = recover() }()
		_ = d.DB.InSiae(t.Context(), d.Aci.Cip, func(tx *postgres.Tx) error {
			_ = tx.Create(&parcours.Salarie{Nom: "Petit", Prenom: "Léo"})
			panic("faute")
		})
	}()
	err = d.DB.ReadSiae(t.Context(), d.Aci.Cip, func(tx *postgres.Tx) error {
		_, total, err := both(tx.ListSalaries(postgres.FiltreSalaries{Page: 1, ParPage: 50}))
		if total != 0 {
			t.Errorf("%d salariés were kept", total)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if n := d.DB.Stat().AcquiredConns(); n != 0 {
		t.Errorf("%d connections were not given back", n)
	}
}

// TestNoSettingSurvivesItsTransaction: a pooled connection must not remember
// for whom it worked.
func TestNoSettingSurvivesItsTransaction(t *testing.T) {
	t.Parallel()
	url := testdb.New(t)
	db, err := postgres.Open(t.Context(), url, postgres.Options{MaxConns: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	var siae parcours.Siae
	err = db.InConnexion(t.Context(), func(tx *postgres.TxConnexion) error {
		siae = parcours.Siae{Nom: "A", Type: "ACI", Departement: "80", Version: 1}
		return tx.CreateSiae(&siae, false)
	})
	if err != nil {
		t.Fatal(err)
	}
	// The same connection, now for a SIAE that does not exist: the door is shut.
	err = db.ReadSiae(t.Context(), parcours.Identite{SiaeID: siae.ID + 1}, func(tx *postgres.Tx) error {
		_, err := tx.FindSiae()
		return err
	})
	if !parcours.IsCode(err, parcours.Introuvable) {
		t.Errorf("another SIAE reads it: %v", err)
	}
}

// sansLigne are the tables whose columns nobody reads in a history.
var sansLigne = []string{"utilisateur", "appartenance", "session", "historique", "archive", "idempotence"}

// TestEveryColumnHasItsRowAndEveryRowItsColumn: a column that no row declares
// would be read as the database writes it, and a row without a column would be
// asked and never kept.
func TestEveryColumnHasItsRowAndEveryRowItsColumn(t *testing.T) {
	t.Parallel()
	type colonne struct{ Table, Nom string }
	base := map[string][]string{}
	for _, c := range query[colonne](t, testdb.New(t), `
		SELECT c.table_name, c.column_name FROM information_schema.columns c
		JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name AND t.table_type = 'BASE TABLE'
		WHERE c.table_schema = 'public' AND (c.table_name = 'siae' OR EXISTS (
		  SELECT 1 FROM information_schema.columns s WHERE s.table_name = c.table_name AND s.table_schema = 'public' AND s.column_name = 'siae_id'))`) {
		base[c.Table] = append(base[c.Table], c.Nom)
	}
	if len(base) < 20 {
		t.Fatalf("only %d tables read: the test has gone blind", len(base))
	}
	for table, colonnes := range base {
		o, connu := parcours.FindObjet(table)
		if slices.Contains(sansLigne, table) {
			continue
		}
		if !connu {
			t.Errorf("table %s has no rows: declare its Objet in the file of its subject, in internal/parcours", table)
			continue
		}
		for _, nom := range colonnes {
			if n := len(rowsOf(o, nom)); n != 1 {
				t.Errorf("%s.%s has %d rows: declare it once in its Objet (in internes when only the program reads it)", table, nom, n)
			}
		}
	}
	for _, o := range parcours.Objets {
		for _, c := range o.Champs {
			if !slices.Contains(base[o.Nom], c.Column()) {
				t.Errorf("the row %s of %s has no column %s: add a migration, or give the row its Colonne", c.Code, o.Nom, c.Column())
			}
			if c.Genre != parcours.GenreInterne && c.Word() == "" {
				t.Errorf("the row %s of %s has no word: give it a Libelle", c.Code, o.Nom)
			}
		}
	}
}

func rowsOf(o parcours.Objet, colonne string) parcours.Champs {
	return slices.DeleteFunc(slices.Clone(o.Champs), func(c parcours.Champ) bool { return c.Column() != colonne })
}
