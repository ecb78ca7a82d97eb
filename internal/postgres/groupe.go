package postgres

import (
	"parcours.example/internal/parcours"
)

// FiltreGroupes narrows the list of groups. Zero values do not narrow.
type FiltreGroupes struct {
	Q             string // words of the name or of the training centre, accents ignored
	Tri           string // debut, intitule, parcours
	Desc          bool
	Page, ParPage int
}

var trisGroupes = map[string]string{"debut": `t.date_debut`, "intitule": `t.cle`, "parcours": `nombre_parcours`}

// ListGroupes lists the groups of the SIAE, with how many parcours are of each.
func (tx *Tx) ListGroupes(f FiltreGroupes) (*parcours.Page[parcours.LigneGroupe], error) {
	tri := orderOf(trisGroupes, f.Tri, "debut", f.Desc)
	c := conditions{mots: []string{"t.siae_id = $1"}, args: []any{tx.qui.SiaeID}}
	c.words(f.Q, `t.cle || ' ' || coalesce(o.cle, '')`)
	de := ` FROM groupe t LEFT JOIN organisme o ON o.siae_id = t.siae_id AND o.id = t.organisme_id WHERE ` + c.sql()
	return page[parcours.LigneGroupe](tx, f.Page, f.ParPage, `
SELECT `+columnsOf[parcours.Groupe]("t")+`, coalesce(o.nom, '') AS organisme,
       (SELECT count(*) FROM (`+parcoursDuGroupe+`t.id GROUP BY 1) n) AS nombre_parcours`+de+`
 ORDER BY `+tri+` NULLS LAST, t.cle`, "", de, c.args...)
}

// NameGroupe reads into g the group of its name, and makes it if there is none.
func (tx *Tx) NameGroupe(g *parcours.Groupe) error { return named(tx, g, g.Cle) }
