package guide

import (
	"sort"

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
	n := 0
	c := &it.Criteres
	if has(c.Opcos, f.Opco) {
		n++
	}
	if has(c.Departements, f.Departement) && len(c.Departements) < len(parcours.DepartementsHdf) {
		n++
	}
	if has(c.Territoires, f.Territoire) {
		n++
	}
	if has(g.reseaux[it.ID], f.Reseau) {
		n++
	}
	return n
}

func fits(liste []string, valeur string) bool {
	return valeur == "" || len(liste) == 0 || has(liste, valeur)
}

// WhoToCall lists the contacts for a Situation, those who are closest to it first. A contact with nothing in common
// is left to the directory.
func (g *Guide) WhoToCall(s Situation) []Recommandation {
	return explainAll(filter(g.contacts, func(it *Item) bool {
		return (it.Local || !it.Criteres.isOpen()) && it.Criteres.meets(&s) && !it.isFar(s.Departement)
	}), &s)
}

// isFar: the people whom the guide names work in the Hauts-de-France (l. 21-23), whatever else their criteria say.
func (it *Item) isFar(departement string) bool {
	return it.Contact != nil && !it.Local && departement != "" && !parcours.DepartementsHdf.Has(departement)
}

func explainAll(items []*Item, s *Situation) []Recommandation {
	avis := make([]Recommandation, 0, len(items))
	liens := make(map[string]int, len(items)) // how closely each is tied to the Situation
	for _, it := range items {
		c := &it.Criteres
		var pourquoi []string
		for i := range criteres {
			k := &criteres[i]
			if k.champ == "etats" || !k.meets(c, s) {
				continue
			}
			avant := len(pourquoi)
			if pourquoi = k.explain(c, s, pourquoi); k.isNarrow(c) {
				liens[it.ID] += len(pourquoi) - avant
			}
		}
		if len(c.Opcos) > 0 {
			liens[it.ID]++ // the OPCO that the SIAE belongs to
		}
		if hasAny(c.Reseaux, s.Reseaux) {
			liens[it.ID]++ // named for its network, before who serves its département
		}
		if it.Local {
			liens[it.ID] += len(criteres) // its own contacts come first
		}
		avis = append(avis, Recommandation{Item: it, Pourquoi: pourquoi, Age: it.Age(s.Date)})
	}
	sort.SliceStable(avis, func(i, j int) bool { return liens[avis[i].ID] > liens[avis[j].ID] })
	return avis
}

// nearest keeps the contacts of an item who serve this structure, there. Their states and freins are not asked: the
// item speaks for them.
func nearest(items []*Item, s *Situation) []*Item {
	return filter(items, func(it *Item) bool {
		return !it.isFar(s.Departement) && it.Criteres.meetsOf(s, deLaStructure)
	})
}
