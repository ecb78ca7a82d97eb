package guide

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"parcours.example/internal/parcours"
)

// Edition says which state of the whole guide this is. Each item keeps the edition that its own text comes from.
type Edition struct {
	Numero int    `yaml:"numero"` // grows with each change that is put in place
	Date   string `yaml:"date"`   // the month of the change: 2026-11
	Titre  string `yaml:"titre"`  // « Guide régional 2023 »
}

// FichierEdition is the file that says it, anywhere in the guide's folder.
const FichierEdition = "edition.yaml"

var moisCourts = []string{"janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
	"déc."}

// Libelle is « Guide régional 2023, mise à jour n° 1 (nov. 2026) ».
func (e Edition) Libelle() string {
	quand := e.Date
	if t, err := time.Parse("2006-01", e.Date); err == nil {
		quand = fmt.Sprintf("%s %d", moisCourts[t.Month()-1], t.Year())
	}
	return fmt.Sprintf("%s, mise à jour n° %d (%s)", e.Titre, e.Numero, quand)
}

// MoisAncien is the age, in months, at which a text is to be read again.
const MoisAncien = 24

// Old lists the items whose edition is at least so many months old.
func (g *Guide) Old(d parcours.Date, mois int) []*Item {
	return filter(g.items, func(it *Item) bool { return !it.Local && it.AgeMois(d) >= mois })
}

// Expired lists the items past their validity: read, no longer advised.
func (g *Guide) Expired(d parcours.Date) []*Item {
	return filter(g.items, func(it *Item) bool { return it.IsExpired(d) })
}

// WithLiens lists the items that point to the web; nothing is called.
func (g *Guide) WithLiens() []*Item {
	return filter(g.items, func(it *Item) bool { return len(it.Liens) > 0 })
}

// Editions lists the editions of the guide that are present, oldest first.
func (g *Guide) Editions() []string {
	var vues []string
	for _, it := range g.items {
		if it.Edition != "" && !it.HorsGuide {
			vues = append(vues, it.Edition)
		}
	}
	slices.Sort(vues)
	return slices.Compact(vues)
}

// Changement is one item that differs between two guides.
type Changement struct {
	ID     string
	Titre  string
	Genre  string
	Champs []string // YAML names of what differs
}

// What happens to an item from one edition to the next.
const (
	GenreAjoute  = "ajouté"
	GenreModifie = "modifié"
	GenreRetire  = "retiré"
)

// Diff says what changed from one edition to the next, in the order of the guide; what was taken away comes last.
func Diff(avant, apres *Guide) []Changement {
	var l []Changement
	for _, it := range apres.items {
		ancien, ok := avant.parID[it.ID]
		if !ok {
			l = append(l, Changement{ID: it.ID, Titre: it.Titre, Genre: GenreAjoute})
		} else if champs := diffItem(ancien, it); len(champs) > 0 {
			l = append(l, Changement{ID: it.ID, Titre: it.Titre, Genre: GenreModifie, Champs: champs})
		}
	}
	for _, it := range avant.items {
		if _, ok := apres.parID[it.ID]; !ok {
			l = append(l, Changement{ID: it.ID, Titre: it.Titre, Genre: GenreRetire})
		}
	}
	return l
}

// diffItem compares what is written, field by field; what is computed has no name in YAML.
func diffItem(a, b *Item) []string {
	va, vb := reflect.ValueOf(*a), reflect.ValueOf(*b)
	var champs []string
	for f, valeur := range va.Fields() {
		nom, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		if nom != "" && nom != "-" && !reflect.DeepEqual(valeur.Interface(), vb.FieldByIndex(f.Index).Interface()) {
			champs = append(champs, nom)
		}
	}
	return champs
}
