package postgres

import (
	"database/sql"
	"fmt"
	"strings"
	"sync"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/gorm/schema"
)

// Hot reads go through pgx directly, as one batch: a dozen queries, one round
// trip. gorm would send them one after the other.

// batch is a batch of reads of one transaction.
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

// readOne queues a query for one row; no row leaves found false.
func readOne[T any](l *batch, dans *T, found *bool, requete string, args ...any) {
	l.Queue(requete, args...).Query(func(rows pgx.Rows) error {
		lues, err := pgx.CollectRows(rows, pgx.RowToStructByNameLax[T])
		if err != nil {
			return fmt.Errorf("read %T: %w", *dans, err)
		}
		if *found = len(lues) > 0; *found {
			*dans = lues[0]
		}
		return nil
	})
}

// scanInto reads a query of one value.
func scanInto(dans any) func(pgx.Row) error {
	return func(row pgx.Row) error { return row.Scan(dans) }
}

// read sends the batch on the connection of the transaction.
func (tx *Tx) read(l *batch) error {
	conn, ok := tx.db.Statement.ConnPool.(*sql.Conn)
	if !ok {
		return fmt.Errorf("postgres: transaction without its connection")
	}
	return conn.Raw(func(driver any) error {
		return driver.(*stdlib.Conn).Conn().SendBatch(tx.ctx, &l.Batch).Close()
	})
}

var schemas sync.Map

// columnsOf lists the stored columns of a domain struct, as gorm names them, so
// that reads name their columns without repeating the struct.
func columnsOf[T any](alias string) string {
	s, err := schema.Parse(new(T), &schemas, schema.NamingStrategy{SingularTable: true})
	if err != nil {
		panic(err) // a domain struct that gorm cannot read: seen by any test
	}
	var colonnes []string
	for _, f := range s.Fields {
		if f.DBName != "" && f.Creatable {
			colonnes = append(colonnes, alias+"."+f.DBName)
		}
	}
	return strings.Join(colonnes, ", ")
}
