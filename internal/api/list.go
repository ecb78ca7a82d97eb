package api

import (
	"slices"
	"strings"

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

// paginate cuts one page out of a list that is short enough to be read whole.
func paginate[T any](tous []T, p Pagination) *response[liste[T]] {
	debut := min((p.Page-1)*p.ParPage, len(tous))
	fin := min(debut+p.ParPage, len(tous))
	return &response[liste[T]]{liste[T]{Elements: append([]T{}, tous[debut:fin]...), Total: len(tous), Page: p.Page}}
}

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

// keep filters a list and never returns null.
func keep[T any](tous []T, garde func(T) bool) []T {
	gardes := []T{}
	for _, x := range tous {
		if garde(x) {
			gardes = append(gardes, x)
		}
	}
	return gardes
}

// order reads « -date » as the reverse of « date ».
func order(tri string) (champ string, desc bool) {
	champ, desc = strings.CutPrefix(tri, "-")
	return champ, desc
}

// sortBy sorts a list by one key.
func sortBy[T any](xs []T, desc bool, compare func(a, b T) int) {
	slices.SortStableFunc(xs, func(a, b T) int {
		if desc {
			return compare(b, a)
		}
		return compare(a, b)
	})
}

// withListes documents, and holds to their vocabulary, the fields of a shape
// that are codes.
func withListes(s *huma.Schema, listes map[string]parcours.Liste) *huma.Schema {
	for champ, l := range listes {
		p, ok := s.Properties[champ]
		if !ok {
			panic("api: no field " + champ)
		}
		cible := p
		if p.Type == huma.TypeArray {
			cible = p.Items
		}
		cible.Enum = enum(l)
		if cible.Nullable {
			cible.Enum = append(cible.Enum, nil)
		}
		cible.PrecomputeMessages()
	}
	return s
}

func enum(l parcours.Liste) []any {
	return each(l.Codes(), func(c string) any { return c })
}

func schemaOf(l parcours.Liste) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Enum: enum(l)}
}

// Codes that a filter may hold.
type (
	codeEtat            string
	codeOpco            string
	codeTheme           string
	codeInterlocuteur   string
	codeEtatFrein       string
	codeEtatFinancement string
)

func (codeEtat) Schema(huma.Registry) *huma.Schema          { return schemaOf(listeEtats()) }
func (codeOpco) Schema(huma.Registry) *huma.Schema          { return schemaOf(parcours.Opcos) }
func (codeTheme) Schema(huma.Registry) *huma.Schema         { return schemaOf(parcours.ThemesObservation) }
func (codeInterlocuteur) Schema(huma.Registry) *huma.Schema { return schemaOf(parcours.Interlocuteurs) }
func (codeEtatFrein) Schema(huma.Registry) *huma.Schema     { return schemaOf(parcours.EtatsFrein) }
func (codeEtatFinancement) Schema(huma.Registry) *huma.Schema {
	return schemaOf(parcours.EtatsFinancement)
}

func listeEtats() parcours.Liste {
	return each(parcours.Etats, func(e parcours.EtatInfo) parcours.Terme {
		return parcours.Terme{Code: string(e.Code), Libelle: e.Libelle}
	})
}
