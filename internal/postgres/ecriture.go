package postgres

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm/schema"
)

// Writes wait in the transaction and leave together, in one trip: before a read,
// at Flush, or at the end. What PostgreSQL refuses is told then, and so is a row
// that somebody changed meanwhile; nothing is committed. As with bufio.Writer, the
// error of a write is that of what was sent before it.

// Create queues a new row of this SIAE; its id is known once it was sent. Where,
// who, when and the first version are set here and nowhere else.
func (tx *Tx) Create(ligne any) error { return tx.insert(ligne, "", "") }

// Flush sends the writes that wait.
func (tx *Tx) Flush() error { return tx.link.send() }

// insert is Create with words before INSERT, which may name args as $1, $2 …,
// and words after the values.
func (tx *Tx) insert(ligne any, avant, apres string, args ...any) error {
	s, rv := schemaOf(ligne), reflect.ValueOf(ligne)
	tx.stamp(s, rv)
	var colonnes, places []string
	for _, f := range s.Fields {
		if f.DBName == "" || !f.Creatable || f.DBName == "id" {
			continue
		}
		v, zero := f.ValueOf(tx.ctx, rv)
		if zero && f.HasDefaultValue {
			continue
		}
		args, colonnes = append(args, v), append(colonnes, f.DBName)
		places = append(places, fmt.Sprintf("$%d", len(args)))
	}
	id := s.LookUpField("ID").ReflectValueOf(tx.ctx, rv).Addr().Interface()
	requete := fmt.Sprintf(`%s INSERT INTO %s (%s) VALUES (%s) %s RETURNING id`,
		avant, s.Table, strings.Join(colonnes, ", "), strings.Join(places, ", "), apres)
	tx.link.pending.Queue(requete, args...).QueryRow(func(r pgx.Row) error {
		if err := r.Scan(id); err != nil {
			return fmt.Errorf("insert into %s: %w", s.Table, err)
		}
		return nil
	})
	return tx.link.failure
}

// stamp writes on a new row what no rule has to say: its SIAE, its author, its
// instant, its first version.
func (tx *Tx) stamp(s *schema.Schema, rv reflect.Value) {
	pose := map[string]any{"SiaeID": tx.qui.SiaeID, "AuteurID": tx.qui.UtilisateurID,
		"CreePar": tx.qui.UtilisateurID, "MajPar": tx.qui.UtilisateurID}
	if !tx.le.IsZero() {
		pose["CreeLe"], pose["MajLe"] = tx.le, tx.le
	}
	if v := s.LookUpField("Version"); v != nil && v.ReflectValueOf(tx.ctx, rv).IsZero() {
		pose["Version"] = 1
	}
	for nom, v := range pose {
		if f := s.LookUpField(nom); f != nil {
			if err := f.Set(tx.ctx, rv, v); err != nil {
				panic(err) // a field of another type: seen by any test
			}
		}
	}
}

// update queues the change of some columns of a row that was read. A row with a
// version moves it on, and must still have the one that was read; one of a parcours
// must still be of it. absent is the answer when no such row is there any more.
func (tx *Tx) update(ligne any, absent error, colonnes ...string) error {
	return tx.updateBy("id", ligne, absent, colonnes...)
}

// updateBy is update for a row that another column than its id names.
func (tx *Tx) updateBy(cle string, ligne any, absent error, colonnes ...string) error {
	s, rv := schemaOf(ligne), reflect.ValueOf(ligne)
	args, ou := []any{valueOf(tx.ctx, s, cle, rv)}, cle+" = $1"
	if s.LookUpField("ParcoursID") != nil {
		args, ou = append(args, valueOf(tx.ctx, s, "parcours_id", rv)), ou+" AND parcours_id = $2"
	}
	if v := s.LookUpField("Version"); v != nil {
		version := v.ReflectValueOf(tx.ctx, rv)
		args, ou = append(args, version.Int()), fmt.Sprintf("%s AND version = $%d", ou, len(args)+1)
		version.SetInt(version.Int() + 1)
		colonnes = append(slices.Clone(colonnes), "version")
	}
	var poses []string
	for _, c := range colonnes {
		args = append(args, valueOf(tx.ctx, s, c, rv))
		poses = append(poses, fmt.Sprintf("%s = $%d", c, len(args)))
	}
	return tx.exec(absent, `UPDATE `+s.Table+` SET `+strings.Join(poses, ", ")+` WHERE `+ou, args...)
}

func valueOf(ctx context.Context, s *schema.Schema, colonne string, rv reflect.Value) any {
	v, _ := s.LookUpField(colonne).ValueOf(ctx, rv)
	return v
}

// exec queues a statement; absent, unless it is nil, is the answer when it
// reached no row.
func (tx *Tx) exec(absent error, requete string, args ...any) error {
	tx.link.pending.Queue(requete, args...).Exec(func(fait pgconn.CommandTag) error {
		if absent != nil && fait.RowsAffected() == 0 {
			return absent
		}
		return nil
	})
	return tx.link.failure
}
