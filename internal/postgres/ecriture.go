package postgres

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm/schema"

	"parcours.example/internal/parcours"
)

// Writes wait in the transaction and leave together, in one trip: before a read,
// at Flush, or at the end. What PostgreSQL refuses is told then, and so is a row
// that somebody changed meanwhile; nothing is committed. As with bufio.Writer, the
// error of a write is that of what was sent before it.
//
// A table that a deed only lists, finds, creates and updates needs no code here:
// List, Find, Create and Update take its struct of internal/parcours.

// Create queues a new row of this SIAE; its id is known once it was sent. Where,
// who, when and the first version are set here and nowhere else.
func (tx *Tx) Create(ligne any) error { return tx.insert(ligne, "", "") }

// insert is Create with words before INSERT, which may name args as $1, $2 …,
// and words after the values.
func (tx *Tx) insert(ligne any, avant, apres string, args ...any) error {
	if err := tx.ready(); err != nil {
		return err
	}
	l := tx.rowOf(ligne)
	l.set("SiaeID", tx.qui.SiaeID)
	for _, auteur := range []string{"AuteurID", "CreePar", "MajPar"} {
		l.set(auteur, tx.qui.UtilisateurID)
	}
	if !tx.le.IsZero() {
		l.set("CreeLe", tx.le)
		l.set("MajLe", tx.le)
	}
	if v := l.LookUpField("Version"); v != nil && v.ReflectValueOf(tx.ctx, l.valeur).IsZero() {
		l.set("Version", 1)
	}
	var colonnes, places []string
	for _, f := range l.Fields {
		if f.DBName == "" || !f.Creatable || f.DBName == "id" {
			continue
		}
		v, zero := f.ValueOf(tx.ctx, l.valeur)
		if zero && f.HasDefaultValue {
			continue
		}
		args, colonnes = append(args, v), append(colonnes, f.DBName)
		places = append(places, fmt.Sprintf("$%d", len(args)))
	}
	id := l.LookUpField("ID").ReflectValueOf(tx.ctx, l.valeur).Addr().Interface()
	tx.crees = append(tx.crees, ligne)
	requete := fmt.Sprintf(`%s INSERT INTO %s (%s) VALUES (%s) %s RETURNING id`,
		avant, l.Table, strings.Join(colonnes, ", "), strings.Join(places, ", "), apres)
	tx.link.pending.Queue(requete, args...).QueryRow(func(r pgx.Row) error {
		if err := r.Scan(id); err != nil {
			return fmt.Errorf("insert into %s: %w", l.Table, err)
		}
		return nil
	})
	return tx.link.failure
}

// Update queues the change of some columns of a row that was read, or of all that
// may change. A row with a version moves it on, and must still have the one that
// was read, else it is a Conflit; any other must still be there.
func (tx *Tx) Update(ligne any, colonnes ...string) error {
	l := tx.rowOf(ligne)
	if version, id := l.value("version"), l.value("id"); version != nil {
		return tx.update(ligne, parcours.Stale(l.Table, id.(int64), version.(int)), colonnes...)
	}
	return tx.update(ligne, l.absent(), colonnes...)
}

// CheckVersion refuses to change a row from another version than the one that stands; 0
// takes whatever it is now.
func (tx *Tx) CheckVersion(ligne any, lue int) error {
	if l := tx.rowOf(ligne); lue != 0 && lue != l.value("version") {
		return parcours.Stale(l.Table, l.value("id").(int64), lue)
	}
	return nil
}

// Delete queues the removal of a row that was read; the history keeps it.
func (tx *Tx) Delete(ligne any) error {
	l := tx.rowOf(ligne)
	ou, args := l.where("id")
	return tx.exec(l.absent(), `DELETE FROM `+l.Table+` WHERE `+ou, args...)
}

// IDOf is the number of a row that was sent.
func (tx *Tx) IDOf(ligne any) int64 { return tx.rowOf(ligne).value("id").(int64) }

// saveRows writes what became of rows that a deed read: new ones are created, those
// that changed are updated, those that are gone are withdrawn, or deleted where a row
// cannot be withdrawn. New ones are of that parcours, 0 for those of a person.
func saveRows[T any](tx *Tx, parcoursID int64, avant, apres []T) (err error) {
	id := func(x *T) int64 { return tx.IDOf(x) }
	sameID := func(x *T) func(T) bool { return func(y T) bool { return id(&y) == id(x) } }
	for i := range avant {
		if !slices.ContainsFunc(apres, sameID(&avant[i])) {
			err = errors.Join(err, tx.withdraw(&avant[i]))
		}
	}
	for i := range apres {
		x := &apres[i]
		switch j := slices.IndexFunc(avant, sameID(x)); {
		case id(x) == 0:
			if parcoursID != 0 {
				tx.rowOf(x).set("ParcoursID", parcoursID)
			}
			err = errors.Join(err, tx.Create(x))
		case j < 0 || !reflect.DeepEqual(avant[j], *x):
			err = errors.Join(err, tx.Update(x))
			if j >= 0 && tx.rowOf(x).value("cree_le") != tx.rowOf(&avant[j]).value("cree_le") { // it takes the place of another
				err = errors.Join(err, tx.Update(x, "cree_le", "auteur_id"))
			}
		}
	}
	return err
}

// withdraw takes a row out of the file; it stays readable when its table says when.
func (tx *Tx) withdraw(ligne any) error {
	if tx.rowOf(ligne).set("RetireLe", &tx.le) {
		return tx.Update(ligne, "retire_le")
	}
	return tx.Delete(ligne)
}

// fixes are the columns that no change of a row touches.
var fixes = []string{"id", "siae_id", "parcours_id", "auteur_id", "cree_par", "cree_le", "maj_par", "maj_le", "version"}

// update is Update, with what is answered when no such row is there any more.
func (tx *Tx) update(ligne any, absent error, colonnes ...string) error {
	return tx.updateBy("id", ligne, absent, colonnes...)
}

// updateBy is update for a row that another column than its id names.
func (tx *Tx) updateBy(cle string, ligne any, absent error, colonnes ...string) error {
	l := tx.rowOf(ligne)
	if colonnes = slices.Clone(colonnes); len(colonnes) == 0 {
		for _, f := range l.Fields {
			if f.DBName != "" && f.Updatable && !slices.Contains(fixes, f.DBName) {
				colonnes = append(colonnes, f.DBName)
			}
		}
	}
	if l.set("MajPar", tx.qui.UtilisateurID) {
		colonnes = append(colonnes, "maj_par")
	}
	if !tx.le.IsZero() && l.set("MajLe", tx.le) {
		colonnes = append(colonnes, "maj_le")
	}
	ou, args := l.where(cle)
	if v := l.LookUpField("Version"); v != nil {
		version := v.ReflectValueOf(tx.ctx, l.valeur)
		args, ou = append(args, version.Int()), fmt.Sprintf("%s AND version = $%d", ou, len(args)+1)
		version.SetInt(version.Int() + 1)
		colonnes = append(colonnes, "version")
	}
	var poses []string
	for _, c := range colonnes {
		args = append(args, l.value(c))
		poses = append(poses, fmt.Sprintf("%s = $%d", c, len(args)))
	}
	return tx.exec(absent, `UPDATE `+l.Table+` SET `+strings.Join(poses, ", ")+` WHERE `+ou, args...)
}

// row is a struct as gorm knows its table.
type row struct {
	*schema.Schema
	tx     *Tx
	valeur reflect.Value
}

func (tx *Tx) rowOf(ligne any) row {
	if s, ok := ligne.(*parcours.Salarie); ok {
		ligne = newLigneSalarie(s)
	}
	return row{schemaOf(ligne), tx, reflect.ValueOf(ligne)}
}

// where names the row by a column; one of a parcours must still be of it.
func (r row) where(cle string) (ou string, args []any) {
	ou, args = cle+" = $1", []any{r.value(cle)}
	if r.LookUpField("ParcoursID") != nil {
		ou, args = ou+" AND parcours_id IS NOT DISTINCT FROM $2", append(args, r.value("parcours_id"))
	}
	return ou, args
}

// absent is the answer when the row is not there.
func (r row) absent() error {
	o, _ := parcours.FindObjet(r.Table)
	return parcours.NotFound(o.Libelle)
}

// ligneSalarie is a salarie as it is written: with the text that searches read.
type ligneSalarie struct {
	*parcours.Salarie `gorm:"embedded"`
	Recherche         string
}

func (ligneSalarie) TableName() string { return "salarie" }

// newLigneSalarie adds the telephone in one piece too: people type it with and
// without spaces.
func newLigneSalarie(s *parcours.Salarie) *ligneSalarie {
	chiffres := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s.Telephone)
	mots := []string{s.Nom, s.Prenom, s.Metier, s.Telephone, chiffres, s.PassNumero}
	return &ligneSalarie{s, parcours.Fold(strings.Join(mots, " "))}
}

// set writes a field, if the struct has it.
func (r row) set(nom string, v any) bool {
	f := r.LookUpField(nom)
	if f == nil {
		return false
	}
	if err := f.Set(r.tx.ctx, r.valeur, v); err != nil {
		panic(err) // a field of another type: seen by any test
	}
	return true
}

// value is what goes into a column; nil when the struct has none.
func (r row) value(colonne string) any {
	f := r.LookUpField(colonne)
	if f == nil {
		return nil
	}
	v, _ := f.ValueOf(r.tx.ctx, r.valeur)
	return v
}

const divisionParZero = "22012"

// exec queues a statement; absent, unless it is nil, is the answer when it
// reached no row.
func (tx *Tx) exec(absent error, requete string, args ...any) error {
	if err := tx.ready(); err != nil {
		return err
	}
	if absent != nil { // 0 rows fail in PostgreSQL too: nothing that was queued behind is done
		requete = `WITH fait AS (` + requete + ` RETURNING 1) SELECT 1 / count(*) FROM fait`
	}
	tx.link.pending.Queue(requete, args...).Fn = func(r pgx.BatchResults) error {
		_, err := r.Exec()
		switch code, _ := errors.AsType[*pgconn.PgError](err); {
		case err == nil:
			return nil
		case absent != nil && code != nil && code.Code == divisionParZero:
			return absent
		}
		return fmt.Errorf("%.60s: %w", requete, err)
	}
	return tx.link.failure
}
