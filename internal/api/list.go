package api

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"parcours.example/internal/parcours"
)

// Pagination is what every list takes.
type Pagination struct {
	Page    int    `query:"page" minimum:"1" maximum:"100000" default:"1" doc:"Numéro de la page, à partir de 1."`
	ParPage int    `query:"par_page" minimum:"1" maximum:"200" default:"50" doc:"Taille d'une page : 200 au plus."`
	Q       string `query:"q" maxLength:"200" doc:"Mots cherchés, sans tenir compte des accents ni des majuscules."`
}

// liste is one page of something.
type liste[T any] struct {
	Elements []T `json:"elements" doc:"Les éléments de cette page."`
	Total    int `json:"total" doc:"Le nombre d'éléments, toutes pages comprises."`
	Page     int `json:"page" doc:"Le numéro de cette page."`
}

// listeOf answers a page that was read.
func listeOf[T, O any](show func(T) O) func(*parcours.Page[T], error) (*liste[O], error) {
	return as(func(p *parcours.Page[T]) liste[O] { return liste[O]{each(p.Lignes, show), p.Total, p.Page} })
}

// tris compares two elements, by name of an order.
type tris[T any] = map[string]func(x, y T) int

// choose answers one page of what garde keeps of a list that is short enough to be
// read whole. In an order that tris does not name, its elements stay as they come.
func choose[T, O any](tous []T, p Pagination, tri string, par tris[T], garde func(T) bool, show func(T) O) *liste[O] {
	gardes := slices.DeleteFunc(slices.Clone(tous), func(x T) bool { return !garde(x) })
	champ, desc := strings.CutPrefix(tri, "-") // « -date » is the reverse of « date »
	if compare := par[champ]; compare != nil {
		slices.SortStableFunc(gardes, func(x, y T) int {
			if desc {
				x, y = y, x
			}
			return compare(x, y)
		})
	}
	debut := min((p.Page-1)*p.ParPage, len(gardes))
	fin := min(debut+p.ParPage, len(gardes))
	return &liste[O]{Elements: each(gardes[debut:fin], show), Total: len(gardes), Page: p.Page}
}

// byDate compares by a day.
func byDate[T any](date func(T) parcours.Date) func(x, y T) int {
	return func(x, y T) int { return date(x).Time().Compare(date(y).Time()) }
}

// asked tells whether x is what a filter asks for; an empty one asks for nothing.
func asked[T comparable](filtre, x T) bool { return filtre == *new(T) || filtre == x }

// matches tells whether every word of q stands in one of the texts.
func matches(q string, textes ...string) bool {
	foin := parcours.Fold(strings.Join(textes, " "))
	for _, mot := range strings.Fields(parcours.Fold(q)) {
		if !strings.Contains(foin, mot) {
			return false
		}
	}
	return true
}

// What is not known is null or absent in JSON: never 0, never "".

// Written is what each fact tells besides its fields.
type Written struct {
	ID     int64     `json:"id"`
	Auteur *personne `json:"auteur,omitempty"`
	CreeLe time.Time `json:"cree_le"`
}

func writtenOf(id, auteurID int64, creeLe time.Time, noms map[int64]string) Written {
	return Written{id, colleague(&auteurID, noms), creeLe.UTC()}
}

// jour is a civil day, "2026-03-02".
type jour struct{ parcours.Date }

func (j jour) MarshalJSON() ([]byte, error) { return json.Marshal(known(j.String())) }

func (jour) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Format: "date", Nullable: true}
}

// euros writes centimes as euros, with two decimals.
func euros(centimes int64) json.Number {
	return json.Number(strconv.FormatFloat(float64(centimes)/100, 'f', 2, 64))
}

// known is null when the zero of a type means that it is not known.
func known[T comparable](x T) *T {
	if x == *new(T) {
		return nil
	}
	return &x
}

// each converts a list; the result is never null.
func each[A, B any](as []A, f func(A) B) []B {
	bs := make([]B, len(as))
	for i, x := range as {
		bs[i] = f(x)
	}
	return bs
}

// named is each for what tells who wrote it.
func named[A, B any](as []A, noms map[int64]string, show func(A, map[int64]string) B) []B {
	return each(as, func(x A) B { return show(x, noms) })
}

// full is a list that is never null.
func full[T any](xs []T) []T { return append([]T{}, xs...) }
