package postgres

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/gorm"
	"gorm.io/gorm/schema"

	"parcours.example/internal/parcours"
)

// Tx is a transaction in which one person acts for one SIAE. Every query on
// the data of a SIAE is one of its methods.
type Tx struct {
	db   *gorm.DB
	link *link
	qui  parcours.Identite
	le   time.Time // the instant of the rows that are created; zero: the database's
	ctx  context.Context
	// avant is asked once, before the first write.
	avant func() error
	// crees are the rows that were created, as pointers.
	crees []any
}

// Created are the rows that the transaction created, as pointers; their ids are known once
// they were sent.
func (tx *Tx) Created() []any { return tx.crees }

// BeforeWrite asks fn before the first write of the transaction; what it refuses is not
// written.
func (tx *Tx) BeforeWrite(fn func() error) { tx.avant = fn }

// ready asks what there is to ask before a write.
func (tx *Tx) ready() error {
	fn := tx.avant
	if tx.avant = nil; fn == nil {
		return nil
	}
	return fn()
}

// link is the connection of one transaction, with what waits to be sent on it:
// BEGIN and the settings leave with the first query, the writes leave together.
type link struct {
	*sql.Conn
	ctx      context.Context
	settings *pgx.QueuedQuery // who acts, and where
	// lecture: nothing is written, so that each trip, with the settings at its
	// head, is a transaction of its own, without BEGIN and COMMIT.
	lecture bool
	pending pgx.Batch
	ouvert  bool  // BEGIN was sent
	fini    bool  // COMMIT was sent, and done
	failure error // of an earlier send: nothing more is sent
}

// send sends what waits, in one trip, and runs what was to be done with each
// result. reste: more comes behind it in the same transaction.
func (l *link) send(reste bool) error {
	if l.fini {
		return errFini
	}
	if l.failure != nil || l.pending.Len() == 0 && (l.ouvert || !reste) {
		return l.failure
	}
	lot := &pgx.Batch{}
	if !l.ouvert && reste {
		lot.Queue("BEGIN")
	}
	if !l.ouvert {
		lot.QueuedQueries = append(lot.QueuedQueries, l.settings)
	}
	lot.QueuedQueries = append(lot.QueuedQueries, l.pending.QueuedQueries...)
	l.pending, l.ouvert = pgx.Batch{}, l.ouvert || reste
	l.failure = l.Raw(func(driver any) error {
		return driver.(*stdlib.Conn).Conn().SendBatch(l.ctx, lot).Close()
	})
	return l.failure
}

var errFini = errors.New("postgres: a query after the end of the deed (Keep)")

// commit ends the transaction in the trip of its last writes. PostgreSQL skips what follows
// a refusal, COMMIT included: what is refused here only must refuse there (exec).
func (l *link) commit() error {
	if l.pending.Len() > 0 {
		l.pending.Queue("COMMIT")
		err := l.send(true)
		l.fini, l.ouvert = err == nil, err != nil
		return err
	}
	return nil
}

// ExecContext, QueryContext and QueryRowContext are what gorm calls: what waits goes first.
func (l *link) ExecContext(ctx context.Context, requete string, args ...any) (sql.Result, error) {
	if err := l.send(true); err != nil {
		return nil, err
	}
	return l.Conn.ExecContext(ctx, requete, args...)
}

func (l *link) QueryContext(ctx context.Context, requete string, args ...any) (*sql.Rows, error) {
	if err := l.send(true); err != nil {
		return nil, err
	}
	return l.Conn.QueryContext(ctx, requete, args...)
}

func (l *link) QueryRowContext(ctx context.Context, requete string, args ...any) *sql.Row {
	_ = l.send(true) // a Row cannot carry it: transact answers failure
	return l.Conn.QueryRowContext(ctx, requete, args...)
}

// Flush sends what waits: the writes, and the reads that leave with them.
func (tx *Tx) Flush() error { return tx.link.send(!tx.link.lecture) }

// queue adds a query to the next trip; its rows become values of T, column by column.
func queue[T any](tx *Tx, dans *[]T, requete string, args ...any) {
	tx.link.pending.Queue(requete, args...).Query(func(rows pgx.Rows) error {
		lues, err := pgx.CollectRows(rows, pgx.RowToStructByNameLax[T])
		if err != nil {
			return fmt.Errorf("read %T: %w", *dans, err)
		}
		*dans = lues
		return nil
	})
}

// read is queue, and the trip.
func read[T any](tx *Tx, requete string, args ...any) (lues []T, err error) {
	queue(tx, &lues, requete, args...)
	return lues, tx.Flush()
}

// scan reads rows by gorm: $1 is written « ? » or « @nom ».
func scan[T any](db *gorm.DB, requete string, args ...any) (lues []T, err error) {
	if err := db.Raw(requete, args...).Scan(&lues).Error; err != nil {
		return nil, fmt.Errorf("read %T: %w", lues, err)
	}
	return lues, nil
}

// joinByHash is for a statement that joins whole lists of the SIAE. Its wall and the joins both say which SIAE: the
// planner expects one row of each list, and would read a list again for every row of another. On a SIAE of 2,700
// parcours, the report took 9.3 s, and takes 0.2.
func (tx *Tx) joinByHash() {
	tx.link.pending.Queue(`SELECT set_config('enable_nestloop', 'off', true)`)
}

// planOnce is for statements of many parts, of which the next trip of a reading is made: planning one each time takes
// longer than running it.
func (tx *Tx) planOnce() {
	if tx.link.lecture {
		tx.link.pending.Queue(`SELECT set_config('plan_cache_mode', 'force_generic_plan', true)`)
	}
}

// By says which rows are meant: each column with its value.
type By map[string]any

// List reads the rows of T that stand and that By means, by id, or in the order of some
// columns: « -date » is the newest first.
func List[T any](tx *Tx, by By, ordre ...string) ([]T, error) {
	s := schemaOf(new(T))
	conditions, args := []string{"true"}, []any{}
	if s.LookUpField("RetireLe") != nil {
		conditions[0] = "t.retire_le IS NULL"
	}
	for _, c := range slices.Sorted(maps.Keys(by)) {
		args = append(args, by[c])
		conditions = append(conditions, fmt.Sprintf("t.%s = $%d", columnOf(s, c), len(args)))
	}
	var tri []string
	for _, c := range append(ordre, "id") {
		nom, desc := strings.CutPrefix(c, "-")
		if tri = append(tri, "t."+columnOf(s, nom)); desc {
			tri[len(tri)-1] += " DESC"
		}
	}
	return list[T](tx, strings.Join(conditions, " AND ")+" ORDER BY "+strings.Join(tri, ", "), args...)
}

// Find reads the row of T that has this id; quoi names it in the refusal when
// there is none here.
func Find[T any](tx *Tx, quoi string, id int64) (*T, error) {
	return find[T](tx, quoi, "id = $1", id)
}

// list reads rows of T, from the words that follow WHERE. The wall keeps those
// of this SIAE.
func list[T any](tx *Tx, ou string, args ...any) ([]T, error) {
	return read[T](tx, selectOf[T](ou), args...)
}

// find is list for one row.
func find[T any](tx *Tx, quoi, ou string, args ...any) (*T, error) {
	lues, err := list[T](tx, ou, args...)
	if err == nil && len(lues) == 0 {
		err = parcours.NotFound(quoi)
	}
	if err != nil {
		return nil, err
	}
	return &lues[0], nil
}

func selectOf[T any](ou string) string {
	return `SELECT ` + columnsOf[T]("t") + ` FROM ` + schemaOf(new(T)).Table + ` t WHERE ` + ou
}

// findJSON reads a document of one row, whose keys are the fields of dans: lists
// of several tables in one statement.
func findJSON(tx *Tx, dans any, quoi, requete string, args ...any) error {
	trouve := false
	tx.link.pending.Queue(`SELECT to_json(x) FROM (`+requete+`) x`, args...).Query(func(rows pgx.Rows) error {
		for rows.Next() {
			trouve = true
			if err := rows.Scan(dans); err != nil {
				return fmt.Errorf("read %s: %w", quoi, err)
			}
		}
		return rows.Err()
	})
	if err := tx.Flush(); err != nil {
		return err
	}
	if !trouve {
		return parcours.NotFound(quoi)
	}
	return nil
}

// jsonRows is a subquery that gives the rows of T that stand as a list; the table is t,
// suite its WHERE and ORDER BY. jsonRow gives one row, withdrawn or not.
func jsonRows[T any](suite string) string {
	return jsonList(fieldsOf[T]("t") + ` FROM ` + standing[T]() + ` t ` + suite)
}

func jsonRow[T any](suite string) string {
	return `(SELECT to_json(x) FROM (SELECT ` + fieldsOf[T]("t") + fromOf[T](suite) + `) x)`
}

// jsonList is a subquery that gives what a SELECT gives, as a list.
func jsonList(requete string) string {
	return `(SELECT coalesce(json_agg(x), '[]') FROM (SELECT ` + requete + `) x)`
}

// standing is the table of T without the rows that were withdrawn.
func standing[T any]() string {
	table := schemaOf(new(T))
	if table.LookUpField("RetireLe") == nil {
		return table.Table
	}
	return `(SELECT * FROM ` + table.Table + ` WHERE retire_le IS NULL)`
}

func fromOf[T any](suite string) string { return ` FROM ` + schemaOf(new(T)).Table + ` t ` + suite }

// schemaOf tells how gorm names the table and the columns of a domain struct.
func schemaOf(ligne any) *schema.Schema {
	s, err := schema.Parse(ligne, schemas, schema.NamingStrategy{SingularTable: true})
	if err != nil {
		panic(err) // a domain struct that gorm cannot read: seen by any test
	}
	return s
}

// columnOf is a column that the struct has: no other text reaches a query.
func columnOf(s *schema.Schema, nom string) string {
	f := s.LookUpField(nom)
	if f == nil {
		panic("postgres: " + s.Table + " has no column " + nom)
	}
	return f.DBName
}

// columnsOf lists the stored columns of a domain struct, as gorm names them, so
// that reads name their columns without repeating the struct.
func columnsOf[T any](alias string) string {
	return eachField[T](func(f *schema.Field) string { return alias + "." + f.DBName })
}

// fieldsOf is columnsOf, each under the name of its Go field.
func fieldsOf[T any](alias string) string {
	return eachField[T](func(f *schema.Field) string { return alias + "." + f.DBName + ` AS "` + f.Name + `"` })
}

func eachField[T any](write func(*schema.Field) string) string {
	var colonnes []string
	for _, f := range schemaOf(new(T)).Fields {
		if f.DBName != "" && f.Creatable {
			colonnes = append(colonnes, write(f))
		}
	}
	return strings.Join(colonnes, ", ")
}

// jsonb replaces gorm's serializer of the same name: a nil slice is kept as []
// and a nil map as {}, where gorm writes NULL into columns that refuse it.
type jsonb struct{ schema.JSONSerializer }

func (jsonb) Value(_ context.Context, _ *schema.Field, _ reflect.Value, v any) (any, error) {
	switch r := reflect.ValueOf(v); r.Kind() {
	case reflect.Slice:
		if r.IsNil() {
			return "[]", nil
		}
	case reflect.Map:
		if r.IsNil() {
			return "{}", nil
		}
	case reflect.Pointer, reflect.Invalid:
		if r.Kind() == reflect.Invalid || r.IsNil() {
			return nil, nil
		}
	}
	b, err := json.Marshal(v)
	return string(b), err
}

// schemas keeps what gorm read of each domain struct; the serializer must be known
// before the first of them is read.
var schemas = func() *sync.Map {
	schema.RegisterSerializer("json", jsonb{})
	return &sync.Map{}
}()
