package guide

import "sort"

// Filtre narrows the directory; an empty field keeps everybody.
type Filtre struct {
	Opco        string
	Departement string
	Territoire  string
	Reseau      string
	Recherche   string // words, without accents
}

// Contacts is the directory: who is printed in the guide and fits the filter.
// Somebody without a criterion on a field fits any value of it.
func (g *Guide) Contacts(f Filtre) []*Item {
	var choix []*Item
	mots := words(f.Recherche)
	for _, it := range g.contacts {
		c := &it.Criteres
		if fits(c.Opcos, f.Opco) && fits(c.Departements, f.Departement) && fits(c.Territoires, f.Territoire) &&
			fits(g.reseaux[it.ID], f.Reseau) && it.recherche.hasAll(mots) {
			choix = append(choix, it)
		}
	}
	return choix
}

// Precision counts the fields of the filter that name this contact, rather than
// leave it open to everybody.
func (g *Guide) Precision(it *Item, f Filtre) int {
	n := 0
	for _, paire := range []struct {
		liste  []string
		valeur string
	}{
		{it.Criteres.Opcos, f.Opco}, {it.Criteres.Departements, f.Departement},
		{it.Criteres.Territoires, f.Territoire}, {g.reseaux[it.ID], f.Reseau},
	} {
		if has(paire.liste, paire.valeur) {
			n++
		}
	}
	return n
}

func fits(liste []string, valeur string) bool {
	return valeur == "" || len(liste) == 0 || has(liste, valeur)
}

// WhoToCall lists the contacts for a Situation. Their criteria hold as for any
// item, except the territory: among the people of one organisation, those of
// the SIAE's own zone hide the others, and all show when no zone is known. A
// contact with nothing in common is left to the directory. The most specific
// come first.
func (g *Guide) WhoToCall(s Situation) []Recommandation {
	var choix []*Item
	for _, it := range g.contacts {
		if (it.poids > 0 || it.Local) && it.Criteres.meetsBut("territoires", &s) {
			choix = append(choix, it)
		}
	}
	return explainAll(nearest(choix, &s), &s)
}

func explainAll(items []*Item, s *Situation) []Recommandation {
	avis := make([]Recommandation, 0, len(items))
	liens := make(map[string]int, len(items)) // how closely each is tied to the Situation
	for _, it := range items {
		c := &it.Criteres
		var pourquoi []string
		for i := range criteres {
			if k := &criteres[i]; k.champ != "etats" && k.meets(c, s) {
				pourquoi = k.explain(c, s, pourquoi)
			}
		}
		liens[it.ID] = len(pourquoi)
		if len(c.Opcos) > 0 {
			liens[it.ID]++ // the OPCO that the SIAE belongs to
		}
		if it.Local {
			liens[it.ID] += len(criteres) // its own contacts come first
		}
		avis = append(avis, Recommandation{Item: it, Pourquoi: pourquoi, Age: it.Age(s.Date)})
	}
	sort.SliceStable(avis, func(i, j int) bool { return liens[avis[i].ID] > liens[avis[j].ID] })
	return avis
}

// nearest drops the contacts of other départements, and those of other zones
// when the same organisation has somebody for the SIAE's own zone.
func nearest(items []*Item, s *Situation) []*Item {
	ici := map[string]bool{}
	for _, it := range items {
		if hasAny(it.Criteres.Territoires, s.Territoires) {
			ici[it.Contact.Organisme] = true
		}
	}
	var choix []*Item
	for _, it := range items {
		c := &it.Criteres
		if len(c.Departements) > 0 && !has(c.Departements, s.Departement) {
			continue
		}
		if len(c.Territoires) > 0 && ici[it.Contact.Organisme] && !hasAny(c.Territoires, s.Territoires) {
			continue
		}
		if len(c.Opcos) > 0 && !has(c.Opcos, s.Opco) {
			continue
		}
		choix = append(choix, it)
	}
	return choix
}

func hasAny(liste, valeurs []string) bool {
	for _, v := range valeurs {
		if has(liste, v) {
			return true
		}
	}
	return false
}
