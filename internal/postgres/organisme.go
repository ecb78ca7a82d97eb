package postgres

import (
	"errors"
	"strings"

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
func (tx *Tx) ListOrganismes(f FiltreOrganismes) ([]parcours.LigneOrganisme, int, error) {
	tri, connu := trisOrganismes[f.Tri]
	if !connu {
		tri = trisOrganismes["nom"]
	}
	if f.Desc {
		tri += " DESC"
	}
	c := conditions{mots: []string{"t.siae_id = siae_courante()"}}
	for _, mot := range strings.Fields(parcours.Fold(f.Q)) {
		c.when(true, `(t.cle || ' ' || `+foldSQL("t.commune || ' ' || t.contact")+`) LIKE ?`, like(mot))
	}
	c.when(f.Qualiopi != "", "t.qualiopi = ?", f.Qualiopi)
	return page(tx, f.Page, f.ParPage, func(l parcours.LigneOrganisme) int { return l.Total }, `
SELECT `+columnsOf[parcours.Organisme]("t")+`, count(*) OVER () AS total,
       (SELECT count(*) FROM (`+parcoursChez("t.id")+`) n) AS nombre_parcours
  FROM organisme t WHERE `+c.sql()+` ORDER BY `+tri+`, t.cle`, c.args...)
}

// ListNomsOrganismes names the training centres of the SIAE.
func (tx *Tx) ListNomsOrganismes() (noms []string, err error) {
	lus, err := List[parcours.Organisme](tx, nil, "cle")
	for _, o := range lus {
		noms = append(noms, o.Nom)
	}
	return noms, err
}

// NameOrganisme gives the number of the training centre that a name means, and makes a row
// of a name that nobody had typed. Of two people who type it at once, the second finds the
// row of the first.
func (tx *Tx) NameOrganisme(nom string) (*int64, error) {
	o := parcours.Organisme{Nom: nom, Cle: parcours.Fold(nom)}
	connus, err := List[parcours.Organisme](tx, By{"cle": o.Cle})
	if err == nil && len(connus) == 0 {
		err = errors.Join(tx.insert(&o, "", `ON CONFLICT (siae_id, cle) DO UPDATE SET cle = excluded.cle`), tx.Flush())
		connus = append(connus, o)
	}
	if err != nil {
		return nil, err
	}
	return &connus[0].ID, nil
}
