package postgres

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/gorm/schema"

	"parcours.example/internal/parcours"
)

// link is the connection of one transaction, with what waits to be sent on it:
// BEGIN and the settings leave with the first query, the writes leave together.
type link struct {
	*sql.Conn
	ctx     context.Context
	pending *pgx.Batch
	ouvert  bool  // BEGIN was sent
	failure error // of an earlier send: nothing more is sent
}

// send sends what waits, in one trip, and runs what was to be done with each result.
func (l *link) send() error {
	if l.failure == nil && l.pending.Len() > 0 {
		lot := l.pending
		l.pending, l.ouvert = &pgx.Batch{}, true
		l.failure = l.Raw(func(driver any) error {
			return driver.(*stdlib.Conn).Conn().SendBatch(l.ctx, lot).Close()
		})
	}
	return l.failure
}

// ExecContext, QueryContext and QueryRowContext are what gorm calls: what waits goes first.
func (l *link) ExecContext(ctx context.Context, requete string, args ...any) (sql.Result, error) {
	if err := l.send(); err != nil {
		return nil, err
	}
	return l.Conn.ExecContext(ctx, requete, args...)
}

func (l *link) QueryContext(ctx context.Context, requete string, args ...any) (*sql.Rows, error) {
	if err := l.send(); err != nil {
		return nil, err
	}
	return l.Conn.QueryContext(ctx, requete, args...)
}

func (l *link) QueryRowContext(ctx context.Context, requete string, args ...any) *sql.Row {
	_ = l.send() // a Row cannot carry it: transact answers failure
	return l.Conn.QueryRowContext(ctx, requete, args...)
}

// batch is a batch of reads of one transaction: a dozen queries, one round
// trip. gorm would send them one after the other.
type batch struct{ pgx.Batch }

// readAll queues a query whose rows become values of T, column by column.
func readAll[T any](l *batch, dans *[]T, requete string, args ...any) {
	l.Queue(requete, args...).Query(func(rows pgx.Rows) error {
		lues, err := pgx.CollectRows(rows, pgx.RowToStructByNameLax[T])
		if err != nil {
			return fmt.Errorf("read %T: %w", *dans, err)
		}
		*dans = lues
		return nil
	})
}

// read sends the batch on the connection of the transaction.
func (tx *Tx) read(l *batch) error {
	tx.link.pending.QueuedQueries = append(tx.link.pending.QueuedQueries, l.QueuedQueries...)
	return tx.link.send()
}

// list reads rows of T, from the words that follow WHERE. The wall keeps those
// of this SIAE.
func list[T any](tx *Tx, ou string, args ...any) ([]T, error) {
	var lues []T
	l := &batch{}
	queueList(l, &lues, ou, args...)
	return lues, tx.read(l)
}

func queueList[T any](l *batch, dans *[]T, ou string, args ...any) {
	readAll(l, dans, `SELECT `+columnsOf[T]("t")+` FROM `+schemaOf(new(T)).Table+` t WHERE `+ou, args...)
}

// find is list for one row; quoi names it in the refusal when there is none.
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

// findJSON reads a document of one row, whose keys are the fields of dans: lists
// of several tables in one statement.
func findJSON(tx *Tx, l *batch, dans any, quoi, requete string, args ...any) error {
	trouve := false
	l.Queue(`SELECT to_json(x) FROM (`+requete+`) x`, args...).Query(func(rows pgx.Rows) error {
		for rows.Next() {
			trouve = true
			if err := rows.Scan(dans); err != nil {
				return fmt.Errorf("read %s: %w", quoi, err)
			}
		}
		return rows.Err()
	})
	if err := tx.read(l); err != nil {
		return err
	}
	if !trouve {
		return parcours.NotFound(quoi)
	}
	return nil
}

// jsonRows is a subquery that gives rows of T as a list; the table is t, suite
// its WHERE and ORDER BY. jsonRow gives one of them.
func jsonRows[T any](suite string) string {
	return `(SELECT coalesce(json_agg(x), '[]') FROM (SELECT ` + fieldsOf[T]("t") + ` FROM ` + schemaOf(new(T)).Table + ` t ` + suite + `) x)`
}

func jsonRow[T any](suite string) string {
	return `(SELECT to_json(x) FROM (SELECT ` + fieldsOf[T]("t") + ` FROM ` + schemaOf(new(T)).Table + ` t ` + suite + `) x)`
}

// schemaOf tells how gorm names the table and the columns of a domain struct.
func schemaOf(ligne any) *schema.Schema {
	s, err := schema.Parse(ligne, schemas, schema.NamingStrategy{SingularTable: true})
	if err != nil {
		panic(err) // a domain struct that gorm cannot read: seen by any test
	}
	return s
}

// columnsOf lists the stored columns of a domain struct, as gorm names them, so
// that reads name their columns without repeating the struct.
func columnsOf[T any](alias string) string {
	return strings.Join(eachField[T](func(f *schema.Field) string { return alias + "." + f.DBName }), ", ")
}

// fieldsOf is columnsOf, each under the name of its Go field.
func fieldsOf[T any](alias string) string {
	return strings.Join(eachField[T](func(f *schema.Field) string { return alias + "." + f.DBName + ` AS "` + f.Name + `"` }), ", ")
}

// columnsBut lists the columns of a domain struct without some of them.
func columnsBut[T any](sans ...string) []string {
	return eachField[T](func(f *schema.Field) string { return f.DBName }, sans...)
}

func eachField[T any](name func(*schema.Field) string, sans ...string) []string {
	var noms []string
	for _, f := range schemaOf(new(T)).Fields {
		if f.DBName != "" && f.Creatable && !slices.Contains(sans, f.DBName) {
			noms = append(noms, name(f))
		}
	}
	return noms
}
