package postgres

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"parcours.example/internal/parcours"
)

// A base of real sizes is made of people whose files were written by the deeds themselves, then copied many times with
// other numbers, other days and other names: the rows go through COPY, their lines of history with them.

// Copie is one more person like another one.
type Copie struct {
	Modele      int64 // the salarié who is copied
	Jours       int   // by how many days their files move
	Prenom, Nom string
	Chiffres    int // what is written in the telephone and PASS numbers
}

// Lot is who is copied into a SIAE, and its accounts by role: each person is followed by one of each.
type Lot struct {
	SiaeID  int64
	Comptes map[parcours.Role][]int64
	Copies  []Copie
}

// Places are how the people to copy are called: PlacePrenom, PlaceNom and so on with two figures of their own.
const (
	PlacePrenom    = "Prénomdu"
	PlaceNom       = "Nomdu"
	PlaceTelephone = "06 39 98 30 "
	PlacePass      = "DEMO800000"
)

// copiees are the tables of a person and of their parcours, those that others name first, then the training centres.
// What is due is read again from the copies, keys of requests are nobody's, and no history is old enough to be put away.
const copiees = `WITH RECURSIVE t AS (
 SELECT c.oid, c.relname FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
    AND c.relname NOT IN ('echeance', 'idempotence', 'archive') AND (c.relname IN ('salarie', 'organisme') OR EXISTS (
    SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname IN ('salarie_id', 'parcours_id')))
), rang AS (
 SELECT oid, 0 AS n FROM t
 UNION SELECT f.conrelid, rang.n + 1 FROM rang JOIN pg_constraint f ON f.confrelid = rang.oid AND f.contype = 'f'
   AND f.conrelid <> f.confrelid JOIN t ON t.oid = f.conrelid
)
SELECT t.relname FROM t JOIN rang USING (oid) GROUP BY t.relname ORDER BY max(rang.n), t.relname`

// Copy writes the lots, and says after each how many are written. Nobody else may use the base meanwhile: the walls and
// the histories are lifted in the transaction, which only the owner of the tables may do.
func (db *DB) Copy(ctx context.Context, lots []Lot, dit func(lots int)) error {
	return db.atLength(ctx, func(conn *pgx.Conn) error {
		c := copieur{conn: conn}
		err := pgx.BeginFunc(ctx, conn, func(pgx.Tx) error { return c.copy(ctx, lots, dit) })
		if err == nil {
			_, err = conn.Exec(ctx, `VACUUM (ANALYZE)`)
		}
		return err
	})
}

// Compact gives back the place that the history took in such a base before it was put away.
func (db *DB) Compact(ctx context.Context) error {
	return db.atLength(ctx, func(conn *pgx.Conn) error {
		_, err := conn.Exec(ctx, `VACUUM (FULL, ANALYZE) historique, archive, echeance`)
		return err
	})
}

// copieur holds what is copied, table by table.
type copieur struct {
	conn    *pgx.Conn
	tables  []string
	modeles map[string]map[int64][]modele // by table, then by salarié; 0 for what belongs to the SIAE
	roles   map[int64]parcours.Role
	siae    int64 // where the people to copy are
	pas     int64 // between two numbers of copies: beyond all those that are copied
}

// modele is a row to copy: its number, and its text cut where copies differ.
type modele struct {
	id   int64
	bout []bout
}

// bout is a piece of a row: words as they are, then what is written anew.
type bout struct {
	texte string
	genre genre
	n     int64 // the number that is written anew
	jour  time.Time
}

type genre int

const (
	rien genre = iota
	numero
	numeroOrganisme
	numeroSiae
	numeroCompte
	jour
	prenom
	nom
	prenomPlie
	nomPlie
	telephone
	telephoneSerre
	pass
)

func (c *copieur) copy(ctx context.Context, lots []Lot, dit func(int)) error {
	rows, _ := c.conn.Query(ctx, copiees)
	var err error
	if c.tables, err = pgx.CollectRows(rows, pgx.RowTo[string]); err != nil {
		return fmt.Errorf("list the tables to copy: %w", err)
	}
	if err := c.onTables(ctx, `ALTER TABLE %[1]s NO FORCE ROW LEVEL SECURITY; ALTER TABLE %[1]s DISABLE TRIGGER USER`); err != nil {
		return err
	}
	// The history is written at the hour of the machine: here, at that of the deeds, as the rows that they add know it.
	_, err = c.conn.Exec(ctx, `UPDATE historique SET instant = '-infinity'`)
	err = errors.Join(err, c.onTables(ctx, `UPDATE historique h SET instant = (to_jsonb(t) ->> 'cree_le')::timestamptz FROM %[1]s t
 WHERE h.nom_table = '%[1]s' AND h.siae_id = t.siae_id AND h.ligne_id = t.id AND h.avant IS NULL
  AND to_jsonb(t) ->> 'cree_le' IS NOT NULL`))
	if err != nil {
		return fmt.Errorf("date the history: %w", err)
	}
	if _, err := c.conn.Exec(ctx, `UPDATE historique h SET instant = x.le FROM (SELECT siae_id, id, greatest(max(instant) OVER (ORDER BY id),
   min(instant) FILTER (WHERE instant > '-infinity') OVER ()) AS le FROM historique) x
 WHERE x.siae_id = h.siae_id AND x.id = h.id`); err != nil {
		return fmt.Errorf("date the history: %w", err)
	}
	if err := c.read(ctx); err != nil {
		return err
	}
	avant := 0
	for _, l := range lots {
		avant += len(l.Copies) + 1
	}
	c.pas, avant = max(c.pas, int64(avant))+1, 0
	for i, l := range lots {
		if err := c.write(ctx, l, int64(avant)); err != nil {
			return err
		}
		avant += len(l.Copies) + 1
		dit(i + 1)
	}
	// The numbers first: behind the wall, no row would be seen.
	return c.onTables(ctx, `SELECT setval(pg_get_serial_sequence('%[1]s', 'id'), (SELECT coalesce(max(id), 1) FROM %[1]s));
 ALTER TABLE %[1]s FORCE ROW LEVEL SECURITY; ALTER TABLE %[1]s ENABLE TRIGGER USER`)
}

func (c *copieur) onTables(ctx context.Context, requete string) error {
	for _, t := range c.tables {
		if _, err := c.conn.Exec(ctx, fmt.Sprintf(requete, t)); err != nil {
			return fmt.Errorf("prepare %s: %w", t, err)
		}
	}
	return nil
}

// read cuts every row of the base into what stays and what is written anew.
func (c *copieur) read(ctx context.Context) error {
	c.modeles, c.roles = map[string]map[int64][]modele{}, map[int64]parcours.Role{}
	if _, err := c.conn.Exec(ctx, `SELECT set_config('app.porte', 'connexion', true)`); err != nil {
		return fmt.Errorf("open the door of accounts: %w", err)
	}
	rows, _ := c.conn.Query(ctx, `SELECT utilisateur_id, role, (SELECT min(siae_id) FROM salarie) FROM appartenance`)
	var qui int64
	var role parcours.Role
	if _, err := pgx.ForEachRow(rows, []any{&qui, &role, &c.siae}, func() error { c.roles[qui] = role; return nil }); err != nil {
		return fmt.Errorf("read the roles: %w", err)
	}
	for _, t := range c.tables {
		var colonnes, types []string
		err := c.conn.QueryRow(ctx, `SELECT array_agg(attname::text ORDER BY attnum), array_agg(format_type(atttypid, NULL) ORDER BY attnum)
 FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped`, t).Scan(&colonnes, &types)
		if err != nil {
			return fmt.Errorf("read the columns of %s: %w", t, err)
		}
		duParcours, personne := `(SELECT p.salarie_id FROM parcours p WHERE p.siae_id = t.siae_id AND p.id = t.parcours_id)`, `t.id`
		switch du := slices.Contains(colonnes, "parcours_id"); {
		case slices.Contains(colonnes, "salarie_id") && du:
			personne = `coalesce(t.salarie_id, ` + duParcours + `, 0)`
		case slices.Contains(colonnes, "salarie_id"):
			personne = `t.salarie_id`
		case du:
			personne = duParcours
		case t == "organisme":
			personne = `0`
		}
		var lu bytes.Buffer
		_, err = c.conn.PgConn().CopyTo(ctx, &lu, `COPY (SELECT `+personne+`, t.id, t.* FROM `+t+` t ORDER BY t.id) TO STDOUT`)
		if err != nil {
			return fmt.Errorf("read %s: %w", t, err)
		}
		c.modeles[t] = map[int64][]modele{}
		for ligne := range strings.Lines(lu.String()) {
			cases := strings.Split(strings.TrimSuffix(ligne, "\n"), "\t")
			qui, _ := strconv.ParseInt(cases[0], 10, 64)
			m := modele{}
			m.id, _ = strconv.ParseInt(cases[1], 10, 64)
			c.pas = max(c.pas, m.id)
			for i, v := range cases[2:] {
				m.bout = append(m.bout, cut(t, colonnes[i], types[i], v)...)
				m.bout = append(m.bout, bout{texte: "\t"})
			}
			m.bout[len(m.bout)-1].texte = "\n"
			c.modeles[t][qui] = append(c.modeles[t][qui], m)
		}
	}
	return nil
}

// aRefaire finds, within a text, a numbered key of JSON, the numbers of the plan of a passage, a day, a place.
var aRefaire = regexp.MustCompile(`"(\w*(?i:id)|precedent|\w+(?i:_?par))": "?(\d+)|"Plan": \{[^}]*\}|\d{4}-\d\d-\d\d|` +
	PlacePrenom + `\d\d|` + PlaceNom + `\d\d|` +
	parcours.Fold(PlacePrenom) + `\d\d|` + parcours.Fold(PlaceNom) + `\d\d|` + PlaceTelephone + `\d\d|` +
	strings.ReplaceAll(PlaceTelephone, " ", "") + `\d\d|(?i:` + PlacePass + `)\d\d`)

var cleDuPlan = regexp.MustCompile(`"(\d+)":`)

// cut cuts the text of one column, as COPY writes it.
func cut(table, colonne, genreSQL, v string) (bouts []bout) {
	switch genreSQL {
	case "bigint":
		if n, err := strconv.ParseInt(v, 10, 64); err == nil && n > 0 {
			return []bout{{genre: numberOf(table, colonne), n: n, texte: v}}
		}
		return []bout{{texte: v}}
	case "text", "jsonb", "date", "timestamp with time zone":
	default:
		return []bout{{texte: v}}
	}
	fin := 0
	keep := func(jusqu int) {
		if jusqu > fin {
			bouts = append(bouts, bout{texte: v[fin:jusqu]})
		}
	}
	for _, x := range aRefaire.FindAllStringSubmatchIndex(v, -1) {
		trouve := v[x[0]:x[1]]
		if x[2] >= 0 {
			if n, _ := strconv.ParseInt(v[x[4]:x[5]], 10, 64); n > 0 && genreSQL == "jsonb" {
				keep(x[4])
				bouts, fin = append(bouts, bout{genre: numberOf(table, v[x[2]:x[3]]), n: n, texte: v[x[4]:x[5]]}), x[5]
			}
			continue
		}
		if strings.HasPrefix(trouve, `"Plan"`) {
			for _, k := range cleDuPlan.FindAllStringSubmatchIndex(trouve, -1) {
				keep(x[0] + k[2])
				n, _ := strconv.ParseInt(trouve[k[2]:k[3]], 10, 64)
				bouts, fin = append(bouts, bout{genre: numero, n: n}), x[0]+k[3]
			}
			continue
		}
		keep(x[0])
		bouts, fin = append(bouts, placeOf(trouve)), x[1]
	}
	keep(len(v))
	return bouts
}

// numberOf tells what a number is, by the name of its column or of its key in JSON; its text is kept when it is none.
func numberOf(table, nom string) genre {
	switch nom = strings.ReplaceAll(strings.ToLower(nom), "_", ""); {
	case nom == "siaeid":
		return numeroSiae
	case slices.Contains([]string{"auteurid", "utilisateurid", "cipid", "creepar", "majpar", "levepar"}, nom):
		return numeroCompte
	case nom == "organismeid", table == "organisme" && nom == "id":
		return numeroOrganisme
	case strings.HasSuffix(nom, "id"), nom == "precedent":
		return numero
	}
	return rien
}

func placeOf(trouve string) bout {
	if j, err := time.Parse(time.DateOnly, trouve); err == nil {
		return bout{genre: jour, jour: j}
	}
	for debut, g := range map[string]genre{PlacePrenom: prenom, PlaceNom: nom, parcours.Fold(PlacePrenom): prenomPlie,
		parcours.Fold(PlaceNom): nomPlie, PlaceTelephone: telephone, strings.ReplaceAll(PlaceTelephone, " ", ""): telephoneSerre} {
		if strings.HasPrefix(trouve, debut) {
			return bout{genre: g}
		}
	}
	return bout{genre: pass, texte: trouve[:len("DEMO")]} // in lower case where it is searched
}

// ecrite is a row of a copy, by its new number.
type ecrite struct {
	id     int64
	modele *modele
	copie  *Copie // nil for the rows of the SIAE itself
	rang   int64
}

// write copies a lot, in the order of the new numbers: those of one person lie among the others, as a year leaves them.
func (c *copieur) write(ctx context.Context, l Lot, avant int64) error {
	for _, t := range c.tables {
		var lignes []ecrite
		add := func(qui int64, copie *Copie, rang int64) {
			for i := range c.modeles[t][qui] {
				m := &c.modeles[t][qui][i]
				lignes = append(lignes, ecrite{m.id*c.pas + rang, m, copie, rang})
			}
		}
		if l.SiaeID != c.siae {
			add(0, nil, avant)
		}
		for i := range l.Copies {
			add(l.Copies[i].Modele, &l.Copies[i], avant+int64(i)+1)
		}
		slices.SortFunc(lignes, func(a, b ecrite) int { return cmp.Compare(a.id, b.id) })
		r, w := io.Pipe()
		go func() {
			var b []byte
			for _, x := range lignes {
				if b = c.appendRow(b, l, avant, x); len(b) > 64<<10 {
					if _, err := w.Write(b); err != nil {
						return
					}
					b = b[:0]
				}
			}
			_, _ = w.Write(b)
			_ = w.Close()
		}()
		_, err := c.conn.PgConn().CopyFrom(ctx, r, `COPY `+t+` FROM STDIN`)
		_ = r.CloseWithError(err)
		if err != nil {
			return fmt.Errorf("copy into %s: %w", t, err)
		}
	}
	return nil
}

func (c *copieur) appendRow(b []byte, l Lot, siae int64, x ecrite) []byte {
	copie := cmp.Or(x.copie, &Copie{})
	for _, p := range x.modele.bout {
		switch p.genre {
		case rien:
			b = append(b, p.texte...)
		case numero:
			b = strconv.AppendInt(b, p.n*c.pas+x.rang, 10)
		case numeroOrganisme:
			if l.SiaeID != c.siae {
				p.n = p.n*c.pas + siae
			}
			b = strconv.AppendInt(b, p.n, 10)
		case numeroSiae:
			b = strconv.AppendInt(b, l.SiaeID, 10)
		case numeroCompte:
			comptes := l.Comptes[c.roles[p.n]]
			b = strconv.AppendInt(b, comptes[int(x.rang)%len(comptes)], 10)
		case jour:
			b = p.jour.AddDate(0, 0, copie.Jours).AppendFormat(b, time.DateOnly)
		case prenom:
			b = append(b, copie.Prenom...)
		case nom:
			b = append(b, copie.Nom...)
		case prenomPlie:
			b = append(b, parcours.Fold(copie.Prenom)...)
		case nomPlie:
			b = append(b, parcours.Fold(copie.Nom)...)
		case telephone:
			b = fmt.Appendf(b, "06 39 98 %02d %02d", copie.Chiffres/100%100, copie.Chiffres%100)
		case telephoneSerre:
			b = fmt.Appendf(b, "063998%04d", copie.Chiffres%10_000)
		case pass:
			b = fmt.Appendf(b, "%s%08d", p.texte, copie.Chiffres)
		}
	}
	return b
}
