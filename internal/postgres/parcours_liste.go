package postgres

import (
	"slices"
	"strings"

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
}

var trisParcours = map[string]string{
	"etat":     `p.rang`,
	"salarie":  `s.nom COLLATE "fr-x-icu"`,
	"depuis":   `p.etat_depuis`,
	"suivi":    `dernier_suivi`,
	"prochain": `prochain_suivi`,
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

// conditions narrow a list of parcours, each with its values.
func (f FiltreParcours) conditions() conditions {
	c := conditions{mots: []string{"p.siae_id = siae_courante()"}}
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

// ListParcours lists parcours in one statement: the person, the CIP, the current
// formation, the last and the next contact come along. Total counts all pages. Colleagues
// are named one by one, for the lines of the page alone: their wall reads those of every SIAE.
func (tx *Tx) ListParcours(f FiltreParcours) (*parcours.Page[parcours.LigneParcours], error) {
	tri := orderOf(trisParcours, f.Tri, "etat", f.Desc)
	c := f.conditions()
	tx.joinByHash()
	return page(tx, f.Page, f.ParPage, func(l parcours.LigneParcours) int { return l.Total }, `
SELECT `+colonnesParcours+`, p.dernier_contact AS dernier_suivi, p.prochain_contact AS prochain_suivi,
       s.nom AS salarie_nom, s.prenom AS salarie_prenom, s.cip_id,
       coalesce((SELECT u.prenom || ' ' || u.nom FROM utilisateur u WHERE u.id = s.cip_id), '') AS cip_nom,
       coalesce(t.intitule, '') AS formation, coalesce(t.organisme, '') AS organisme, count(*) OVER () AS total
  FROM parcours_lu p
  JOIN salarie s ON s.siae_id = p.siae_id AND s.id = p.salarie_id AND s.retire_le IS NULL
  LEFT JOIN tentative t ON t.siae_id = p.siae_id AND t.parcours_id = p.id AND t.numero = p.tentative
 WHERE `+c.sql()+`
 ORDER BY `+tri+` NULLS LAST, s.nom COLLATE "fr-x-icu", s.prenom COLLATE "fr-x-icu", p.id`, c.args...)
}

// conditions are what narrows a list, each with its values.
type conditions struct {
	mots []string
	args []any
}

// when narrows the list, if somebody asked for it.
func (c *conditions) when(demande bool, condition string, valeurs ...any) {
	if demande {
		c.mots, c.args = append(c.mots, condition), append(c.args, valeurs...)
	}
}

// words narrows the list to what holds every word of a search, in texts that are folded.
func (c *conditions) words(q, textes string) {
	for _, mot := range strings.Fields(parcours.Fold(q)) {
		c.when(true, "("+textes+") LIKE ?", like(mot))
	}
}

func (c *conditions) sql() string { return strings.Join(c.mots, " AND ") }

// page reads one page of a list; each row tells how many there are.
func page[T any](tx *Tx, numero, parPage int, total func(T) int, requete string, args ...any) (*parcours.Page[T], error) {
	lignes, err := scan[T](tx.db, requete+" LIMIT ? OFFSET ?", append(slices.Clip(args), parPage, (numero-1)*parPage)...)
	p := &parcours.Page[T]{Lignes: lignes, Page: numero, ParPage: parPage}
	switch {
	case len(lignes) > 0:
		p.Total = total(lignes[0])
	case err == nil && numero > 1: // beyond the last page: nobody here, and yet they are counted
		var premiere *parcours.Page[T]
		if premiere, err = page(tx, 1, 1, total, requete, args...); err == nil {
			p.Total = premiere.Total
		}
	}
	return p, err
}

// CountEtats counts the open parcours by state, for the chips above a list.
func (tx *Tx) CountEtats(cipID int64) (map[parcours.Etat]int, error) {
	lignes, err := scan[struct {
		Etat   parcours.Etat
		Nombre int
	}](tx.db, `SELECT p.etat, count(*) AS nombre FROM parcours_lu p JOIN salarie s ON s.siae_id = p.siae_id AND s.id = p.salarie_id
 WHERE p.siae_id = siae_courante() AND p.clos_le IS NULL AND s.retire_le IS NULL AND (? = 0 OR s.cip_id = ?) GROUP BY p.etat`, cipID, cipID)
	compte := map[parcours.Etat]int{}
	for _, l := range lignes {
		compte[l.Etat] = l.Nombre
	}
	return compte, err
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
