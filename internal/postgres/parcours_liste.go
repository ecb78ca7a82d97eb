package postgres

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"parcours.example/internal/parcours"
)

// FiltreParcours narrows the list of parcours. Zero values do not narrow.
type FiltreParcours struct {
	Q         string // words of the person or of the project, accents ignored
	CipID     int64
	SansCip   bool
	Etat      parcours.Etat
	SalarieID int64
	// OrganismeID keeps those who go there, or went; GroupeID those of a group.
	OrganismeID, GroupeID int64
	Clos                  string // "" open ones and closed ones, "non", "oui"
	SansSuivi             int    // no contact for at least that many days
	SansRappel            bool   // work goes on, and no next contact is planned
	Aujourdhui            parcours.Date
	Tri                   string // etat, salarie, depuis, suivi, prochain
	Desc                  bool
	Page                  int // from 1
	ParPage               int
	Comptes               bool // with how many open ones are in each state
}

var trisParcours = map[string]string{
	"etat":     `e.rang`,
	"salarie":  `x.salarie_nom COLLATE "fr-x-icu"`,
	"depuis":   `x.etat_depuis`,
	"suivi":    `x.dernier_contact`,
	"prochain": `x.prochain_contact`,
}

// TrisParcours lists the sorts that a page or a client may ask for.
func TrisParcours() []string { return []string{"etat", "salarie", "depuis", "suivi", "prochain"} }

// orderOf is the order that was asked for, or the usual one of the list.
func orderOf(tris map[string]string, demande, usuel string, desc bool) string {
	tri, connu := tris[demande]
	if !connu {
		tri = tris[usuel]
	}
	if desc {
		tri += " DESC"
	}
	return tri
}

// conditions narrow a list of parcours, each with its values; $1 is the SIAE.
func (f FiltreParcours) conditions(siaeID int64) conditions {
	c := conditions{[]string{"p.siae_id = $1", "s.retire_le IS NULL"}, []any{siaeID}}
	for _, mot := range strings.Fields(parcours.Fold(f.Q)) {
		c.when(true, `(s.recherche LIKE ? OR `+foldSQL("p.intitule")+` LIKE ?)`, like(mot), like(mot))
	}
	c.when(f.CipID != 0, "s.cip_id = ?", f.CipID)
	c.when(f.SansCip, "s.cip_id IS NULL")
	c.when(f.Etat != "", "p.etat = ?", string(f.Etat))
	c.when(f.SalarieID != 0, "p.salarie_id = ?", f.SalarieID)
	c.when(f.OrganismeID != 0, "p.id IN ("+parcoursChez("?")+")", f.OrganismeID, f.OrganismeID)
	c.when(f.GroupeID != 0, "p.id IN ("+parcoursDuGroupe+"?)", f.GroupeID)
	c.when(f.Clos == parcours.Non, "NOT p.clos")
	c.when(f.Clos == parcours.Oui, "p.clos")
	c.when(f.SansSuivi > 0, "coalesce(p.dernier_contact, p.date_besoin) <= ? AND NOT s.gele", f.Aujourdhui.AddDays(-f.SansSuivi))
	c.when(f.SansRappel, "p.ouvert AND p.prochain_contact IS NULL")
	return c
}

// parcoursChez lists the parcours that go, or went, to a training centre; oui names it.
func parcoursChez(oui string) string {
	return `SELECT x.parcours_id FROM tentative x WHERE x.siae_id = siae_courante() AND x.organisme_id = ` + oui + `
 UNION SELECT x.parcours_id FROM presence x WHERE x.siae_id = siae_courante() AND x.retire_le IS NULL AND x.organisme_id = ` + oui
}

const parcoursDuGroupe = `SELECT x.parcours_id FROM tentative x WHERE x.siae_id = siae_courante() AND x.groupe_id = `

const parcoursListes = ` FROM parcours_lu p JOIN salarie s ON s.siae_id = p.siae_id AND s.id = p.salarie_id WHERE `

// ListParcours lists parcours: the person, the CIP, the current formation, the last and the
// next contact come along, once those of the page are chosen. They are chosen state by state:
// the usual order is the one of the states, and reads no further than the page. « OFFSET 0 »
// keeps it so: the planner would read all of them, then sort.
func (tx *Tx) ListParcours(f FiltreParcours) (*parcours.Page[parcours.LigneParcours], error) {
	c := f.conditions(tx.qui.SiaeID)
	ordre := ` ORDER BY ` + orderOf(trisParcours, f.Tri, "etat", f.Desc) + ` NULLS LAST,
 x.salarie_nom COLLATE "fr-x-icu", x.salarie_prenom COLLATE "fr-x-icu", x.id`
	return page[parcours.LigneParcours](tx, f.Page, f.ParPage, `
SELECT `+columnsOf[parcours.Parcours]("l")+`, l.salarie_nom, l.salarie_prenom, l.cip_id, d.*,
       coalesce((SELECT u.prenom || ' ' || u.nom FROM utilisateur u WHERE u.id = l.cip_id), '') AS cip_nom
  FROM (SELECT x.*, row_number() OVER (`+ordre+`) AS ordre
          FROM (SELECT etat, rang FROM rang_etat ORDER BY rang OFFSET 0) e
         CROSS JOIN LATERAL (SELECT p.*, s.nom AS salarie_nom, s.prenom AS salarie_prenom, s.cip_id`+parcoursListes+c.sql()+`
           AND p.etat = e.etat OFFSET 0) x`+ordre, `) l
 CROSS JOIN LATERAL (SELECT p.dernier_contact AS dernier_suivi, p.prochain_contact AS prochain_suivi,
                            coalesce(t.intitule, '') AS formation, coalesce(t.organisme, '') AS organisme
                       FROM parcours_lu p
                       LEFT JOIN tentative t ON t.siae_id = p.siae_id AND t.parcours_id = p.id AND t.numero = p.tentative
                      WHERE p.siae_id = $1 AND p.id = l.id OFFSET 0) d ORDER BY l.ordre`, parcoursListes+c.sql(), c.args...)
}

// conditions are what narrows a list, each with its values: « ? » is the next of them.
type conditions struct {
	mots []string
	args []any
}

// when narrows the list, if somebody asked for it.
func (c *conditions) when(demande bool, condition string, valeurs ...any) {
	if !demande {
		return
	}
	for _, v := range valeurs {
		c.args = append(c.args, v)
		condition = strings.Replace(condition, "?", "$"+strconv.Itoa(len(c.args)), 1)
	}
	c.mots = append(c.mots, condition)
}

// words narrows the list to what holds every word of a search, in texts that are folded.
func (c *conditions) words(q, textes string) {
	for _, mot := range strings.Fields(parcours.Fold(q)) {
		c.when(true, "("+textes+") LIKE ?", like(mot))
	}
}

func (c *conditions) sql() string { return strings.Join(c.mots, " AND ") }

// page reads one page of a list, and counts the whole of it apart, in one trip: choix ends
// with its order, suite is what is done with the chosen rows, de (FROM…) what is counted. How
// many are wanted stands in the text: the planner would plan for a tenth of the list.
func page[T any](tx *Tx, numero, parPage int, choix, suite, de string, args ...any) (*parcours.Page[T], error) {
	p := &parcours.Page[T]{Page: numero, ParPage: parPage}
	queue(tx, &p.Lignes, fmt.Sprintf("%s LIMIT %d OFFSET %d%s", choix, parPage, (numero-1)*parPage, suite), args...)
	tx.joinByHash()
	type compte struct{ Total int }
	comptes, err := read[compte](tx, `SELECT count(*) AS total`+de, args...)
	if err == nil {
		p.Total = comptes[0].Total
	}
	return p, err
}

// CountEtats counts the open parcours by state, for the chips above a list; it leaves with the next trip. « IS TRUE »
// looks the people up in one list, where a join would be planned for a SIAE of another size.
func (tx *Tx) CountEtats(cipID int64, dans *map[parcours.Etat]int) {
	const requete = `SELECT p.etat, count(*) FROM parcours p WHERE p.siae_id = $1 AND p.clos_le IS NULL AND p.retire_le IS NULL
 AND (p.salarie_id IN (SELECT s.id FROM salarie s WHERE s.siae_id = $1 AND s.retire_le IS NULL
                                                  AND ($2::bigint = 0 OR s.cip_id = $2))) IS TRUE GROUP BY p.etat`
	tx.link.pending.Queue(requete, tx.qui.SiaeID, cipID).Query(func(rows pgx.Rows) error {
		*dans = map[parcours.Etat]int{}
		var etat parcours.Etat
		var n int
		_, err := pgx.ForEachRow(rows, []any{&etat, &n}, func() error { (*dans)[etat] = n; return nil })
		return err
	})
}

// foldSQL is parcours.Fold for a column. The collation is named: lower() alone
// follows the cluster's, which may know no accents.
func foldSQL(colonne string) string {
	return `translate(replace(replace(lower(` + colonne + ` COLLATE "fr-x-icu"), 'œ', 'oe'), 'æ', 'ae'), ` +
		`'àâäáãåçéèêëîïíìñôöóòõùûüúÿý’‑', 'aaaaaaceeeeiiiinooooouuuuyy''-')`
}

// like makes a LIKE pattern of a word, whose own % and _ mean nothing.
func like(mot string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(storable(mot)) + "%"
}

// storable drops what PostgreSQL refuses in a text: a NUL, a broken character.
// It is for what is compared or noted on the way; what is kept is refused by
// the rules, in words.
func storable(texte string) string {
	return strings.ToValidUTF8(strings.ReplaceAll(texte, "\x00", ""), "")
}
