package guide

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"parcours/internal/parcours"
)

// Partie is one of the parts that a long étape is read in (SUB-01 to SUB-16),
// with the items whose text stands there.
type Partie struct {
	*Item
	Items []*Item
}

// Parties cuts an étape into its parts, in the order of the guide, and gives
// what stands in none of them. An étape without parts leaves everything.
func (e Etape) Parties() (parties []Partie, reste []*Item) {
	for _, it := range e.Items {
		if it.Type == TypeRubrique {
			parties = append(parties, Partie{Item: it})
		}
	}
	for _, it := range e.Items {
		switch i := partOf(parties, it); {
		case it.Type == TypeRubrique:
		case i < 0:
			reste = append(reste, it)
		default:
			parties[i].Items = append(parties[i].Items, it)
		}
	}
	return parties, reste
}

// partOf finds the part in which an item begins: the narrowest, for a few lines
// that one part prints inside another. What begins elsewhere in the guide and
// is only named in a part does not belong to it.
func partOf(parties []Partie, it *Item) int {
	choix, taille := -1, lastLigne+1
	for i, p := range parties {
		for _, plage := range p.plages {
			if l := it.start(); !it.Local && l >= plage.de && l <= plage.a && plage.a-plage.de < taille {
				choix, taille = i, plage.a-plage.de
			}
		}
	}
	return choix
}

// Pour says whom an item concerns, apart from the étape and the freins under
// which it is read: « ACI », « Somme », « moins de 50 salariés ». Nothing when
// it concerns everybody.
func (it *Item) Pour() []string {
	c := &it.Criteres
	var dits []string
	if len(c.TypesSiae) > 0 {
		dits = append(dits, join(c.TypesSiae, "et"))
	}
	if len(c.Departements) > 0 && len(c.Departements) < len(parcours.DepartementsHdf) {
		dits = append(dits, join(labels(parcours.DepartementsHdf, c.Departements), "et"))
	}
	if len(c.HorsDepartements) > 0 {
		dits = append(dits, "hors des Hauts-de-France")
	}
	if len(c.Territoires) > 0 {
		dits = append(dits, join(labels(Territoires.liste(), c.Territoires), "et"))
	}
	if len(c.Opcos) > 0 {
		dits = append(dits, join(labels(parcours.Opcos, c.Opcos), "et"))
	}
	if len(c.Reseaux) > 0 {
		dits = append(dits, join(labels(parcours.Reseaux, c.Reseaux), "et"))
	}
	if c.EffectifMin > 0 {
		dits = append(dits, strconv.Itoa(c.EffectifMin)+" salariés ou plus")
	}
	if c.EffectifMax > 0 {
		dits = append(dits, "moins de "+strconv.Itoa(c.EffectifMax+1)+" salariés")
	}
	if len(c.HorsTypesSiae) > 0 {
		dits = append(dits, "sauf "+join(c.HorsTypesSiae, "et"))
	}
	return dits
}

// Suits tells whether an item concerns this kind of structure, there. What the
// criteria leave open concerns everybody.
func (it *Item) Suits(s Situation) bool {
	c := &it.Criteres
	return fits(c.TypesSiae, s.TypeSiae) && !has(c.HorsTypesSiae, s.TypeSiae) &&
		fits(c.Departements, s.Departement) && !has(c.HorsDepartements, s.Departement) && fits(c.Opcos, s.Opco)
}

// Validite says from when, or until when: « jusqu'au 30/06/2023 ».
func (it *Item) Validite() string {
	c := &it.Criteres
	switch {
	case !c.du.IsZero() && !c.au.IsZero():
		return "du " + c.du.Francais() + " au " + c.au.Francais()
	case !c.du.IsZero():
		return "depuis le " + c.du.Francais()
	case !c.au.IsZero():
		return "jusqu'au " + c.au.Francais()
	}
	return ""
}

func labels(l parcours.Liste, codes []string) []string {
	noms := make([]string, len(codes))
	for i, code := range codes {
		noms[i] = l.Libelle(code)
	}
	return noms
}

var moisFrancais = []string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}

// Quand writes the date of a change: « 2026 », « janvier 2026 », « le 01/07/2023 ».
func (d Depuis) Quand() string {
	if t, err := time.Parse(time.DateOnly, d.Date); err == nil {
		return "le " + parcours.DateOf(t).Francais()
	}
	if t, err := time.Parse("2006-01", d.Date); err == nil {
		return moisFrancais[t.Month()-1] + " " + strconv.Itoa(t.Year())
	}
	return d.Date
}

// IsLater: the change came after the edition of the item. The rest is a
// precision that the guide left out.
func (it *Item) IsLater(d Depuis) bool {
	annee, _, _ := strings.Cut(it.Edition, "-")
	return len(d.Date) >= 4 && d.Date[:4] >= annee
}

// Precedes: the item is printed before another one.
func (it *Item) Precedes(autre *Item) bool { return it.start() < autre.start() }

// Appeler lists the people whom the item names.
func (it *Item) Appeler() []*Item { return it.contacts }

// CanCall tells whether this id is somebody whom the item says to call; a
// contact says itself.
func (it *Item) CanCall(id string) bool {
	return it.Type == TypeContact && it.ID == id || slices.ContainsFunc(it.contacts, func(c *Item) bool { return c.ID == id })
}
