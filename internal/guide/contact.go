package guide

import (
	"slices"

	"parcours.example/internal/parcours"
)

// Filtre narrows the directory; an empty field keeps everybody.
type Filtre struct {
	Opco        string
	Departement string
	Territoire  string
	Reseau      string
	Recherche   string // words, without accents
}

// Contacts is the directory: who is printed in the guide and fits the filter. A contact without a criterion on a
// field fits any value of it.
func (g *Guide) Contacts(f Filtre) []*Item {
	mots := words(f.Recherche)
	return filter(g.contacts, func(it *Item) bool {
		return g.covers(it, f) && fits(it.Criteres.Opcos, f.Opco) && fits(it.Criteres.Territoires, f.Territoire) &&
			it.recherche.hasAll(mots)
	})
}

// covers: the contact serves this département, and this network; or one of the two, where one is enough.
func (g *Guide) covers(it *Item, f Filtre) bool {
	c := &it.Criteres
	ici := fits(c.Departements, f.Departement)
	if has(c.UnSuffit, "departements") {
		return ici || has(c.Reseaux, f.Reseau)
	}
	return ici && fits(g.reseaux[it.ID], f.Reseau) && !has(c.HorsReseaux, f.Reseau)
}

// Precision counts the fields of the filter that name this contact, rather than leave it open to everybody: the whole
// region is everybody.
func (g *Guide) Precision(it *Item, f Filtre) int {
	c := &it.Criteres
	toute := len(c.Departements) == len(parcours.DepartementsHdf)
	return count(has(c.Opcos, f.Opco), has(c.Departements, f.Departement) && !toute, has(c.Territoires, f.Territoire),
		has(g.reseaux[it.ID], f.Reseau))
}

// count counts what holds; of one condition, it makes a number to sort by.
func count(vrais ...bool) (n int) {
	for _, vrai := range vrais {
		if vrai {
			n++
		}
	}
	return n
}

func fits(liste []string, valeur string) bool {
	return valeur == "" || len(liste) == 0 || has(liste, valeur)
}

// WhoToCall lists the contacts for a Situation, those who are closest to it first. A contact with nothing in common
// is left to the directory.
func (g *Guide) WhoToCall(s Situation) []Recommandation {
	avis := []Recommandation{}
	for _, it := range g.contacts {
		if (it.Local || !it.Criteres.isOpen()) && it.Criteres.meets(&s) && !it.isFar(s.Departement) {
			avis = append(avis, it.call(&s))
		}
	}
	slices.SortStableFunc(avis, func(a, b Recommandation) int { return b.poids[deLaStructure] - a.poids[deLaStructure] })
	return avis
}

// call says why a contact is one to call, and weighs how closely it is tied to the Situation.
func (it *Item) call(s *Situation) Recommandation {
	c := &it.Criteres
	r := Recommandation{Item: it, Age: it.Age(s.Date)}
	// The OPCO that the SIAE belongs to, and its network, come before who serves its département.
	liens := count(len(c.Opcos) > 0, hasAny(c.Reseaux, s.Reseaux))
	if it.Local {
		liens += len(criteres) // its own contacts come first
	}
	for _, k := range criteres {
		if k.champ == "etats" || !k.meets(c, s) {
			continue
		}
		avant := len(r.Pourquoi)
		if r.Pourquoi = k.explain(c, s, r.Pourquoi); k.isNarrow(c) {
			liens += len(r.Pourquoi) - avant
		}
	}
	r.poids[deLaStructure] = liens
	return r
}

// isFar: the people whom the guide names work in the Hauts-de-France (l. 21-23), whatever else their criteria say.
func (it *Item) isFar(departement string) bool {
	return it.Contact != nil && !it.Local && departement != "" && !parcours.DepartementsHdf.Has(departement)
}
