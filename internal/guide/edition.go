package guide

import (
	"reflect"
	"sort"
	"strings"

	"parcours/internal/parcours"
)

// Old lists the items whose edition is at least so many months old.
func (g *Guide) Old(d parcours.Date, mois int) []*Item {
	return g.filter(func(it *Item) bool { return !it.Local && it.AgeMois(d) >= mois })
}

// Expired lists the items past their validity: read, no longer advised.
func (g *Guide) Expired(d parcours.Date) []*Item {
	return g.filter(func(it *Item) bool { return it.IsExpired(d) })
}

// WithLiens lists the items that point to the web; nothing is called.
func (g *Guide) WithLiens() []*Item {
	return g.filter(func(it *Item) bool { return len(it.Liens) > 0 })
}

func (g *Guide) filter(keep func(*Item) bool) []*Item {
	var choix []*Item
	for _, it := range g.items {
		if keep(it) {
			choix = append(choix, it)
		}
	}
	return choix
}

// Editions lists the editions of the guide that are present, oldest first.
func (g *Guide) Editions() []string {
	vues := map[string]bool{}
	var editions []string
	for _, it := range g.items {
		if it.Edition != "" && !it.HorsGuide && !vues[it.Edition] {
			vues[it.Edition] = true
			editions = append(editions, it.Edition)
		}
	}
	sort.Strings(editions)
	return editions
}

// Changement is one item that differs between two guides.
type Changement struct {
	ID     string
	Titre  string
	Genre  string   // ajouté, retiré, modifié
	Champs []string // YAML names of what differs
}

// Diff says what changed from one edition to the next, in the order of the
// guide; what was taken away comes last.
func Diff(avant, apres *Guide) []Changement {
	var l []Changement
	for _, it := range apres.items {
		ancien, ok := avant.parID[it.ID]
		if !ok {
			l = append(l, Changement{ID: it.ID, Titre: it.Titre, Genre: "ajouté"})
		} else if champs := diffItem(ancien, it); len(champs) > 0 {
			l = append(l, Changement{ID: it.ID, Titre: it.Titre, Genre: "modifié", Champs: champs})
		}
	}
	for _, it := range avant.items {
		if _, ok := apres.parID[it.ID]; !ok {
			l = append(l, Changement{ID: it.ID, Titre: it.Titre, Genre: "retiré"})
		}
	}
	return l
}

// diffItem compares what is written, field by field; what is computed has no
// name in YAML.
func diffItem(a, b *Item) []string {
	va, vb := reflect.ValueOf(*a), reflect.ValueOf(*b)
	var champs []string
	for i := range va.NumField() {
		nom, _, _ := strings.Cut(va.Type().Field(i).Tag.Get("yaml"), ",")
		if nom == "" || nom == "-" {
			continue
		}
		if !reflect.DeepEqual(va.Field(i).Interface(), vb.Field(i).Interface()) {
			champs = append(champs, nom)
		}
	}
	return champs
}
