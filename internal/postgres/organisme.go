package postgres

import (
	"errors"

	"parcours.example/internal/parcours"
)

// FiltreOrganismes narrows the list of training centres. Zero values do not narrow.
type FiltreOrganismes struct {
	Q             string // words of the name, the commune or the contact, accents ignored
	Qualiopi      string
	Tri           string // nom, parcours
	Desc          bool
	Page, ParPage int
}

var trisOrganismes = map[string]string{"nom": `t.cle`, "parcours": `nombre_parcours`}

// ListOrganismes lists the training centres of the SIAE, with how many parcours go there.
func (tx *Tx) ListOrganismes(f FiltreOrganismes) (*parcours.Page[parcours.LigneOrganisme], error) {
	tri := orderOf(trisOrganismes, f.Tri, "nom", f.Desc)
	c := conditions{mots: []string{"t.siae_id = $1"}, args: []any{tx.qui.SiaeID}}
	c.words(f.Q, `t.cle || ' ' || `+foldSQL("t.commune || ' ' || t.contact"))
	c.when(f.Qualiopi != "", "t.qualiopi = ?", f.Qualiopi)
	de := ` FROM organisme t WHERE ` + c.sql()
	return page[parcours.LigneOrganisme](tx, f.Page, f.ParPage, `
SELECT `+columnsOf[parcours.Organisme]("t")+`,
       (SELECT count(*) FROM (`+parcoursChez("t.id")+`) n) AS nombre_parcours`+de+` ORDER BY `+tri+`, t.cle`, "", de, c.args...)
}

// NameOrganisme gives the number of the training centre that a name means, and makes a row
// of a name that nobody had typed.
func (tx *Tx) NameOrganisme(nom string) (*int64, error) {
	o := parcours.Organisme{Nom: nom, Cle: parcours.Fold(nom)}
	err := named(tx, &o, o.Cle)
	return &o.ID, err
}

// named reads into x the row of this key, and makes it of x if there is none. Of two people
// who type it at once, the second finds the row of the first.
func named[T any](tx *Tx, x *T, cle string) error {
	connus, err := List[T](tx, By{"cle": cle})
	if err == nil && len(connus) == 0 {
		return errors.Join(tx.insert(x, "", `ON CONFLICT (siae_id, cle) DO UPDATE SET cle = excluded.cle`), tx.Flush())
	}
	if err == nil {
		*x = connus[0]
	}
	return err
}
