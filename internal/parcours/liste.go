package parcours

import "slices"

// Terme is one value of a closed list: its code as stored, its label as read,
// and where it comes from. Lignes are lines of the guide's text ("" when the
// value is an addition of ours).
type Terme struct {
	Code    string
	Libelle string
	Lignes  string
	// Retire: still readable in old files, no longer offered.
	Retire bool
}

// Liste is a closed vocabulary, in the order in which it is offered.
type Liste []Terme

// Has tells whether the code belongs to the list, retired values included.
func (l Liste) Has(code string) bool {
	_, ok := l.Find(code)
	return ok
}

// Find gives a value by its code.
func (l Liste) Find(code string) (Terme, bool) {
	return find(l, func(t Terme) bool { return t.Code == code })
}

// Libelle is the label of a code, or the code itself when it is unknown: an
// old file must stay readable.
func (l Liste) Libelle(code string) string {
	if t, ok := l.Find(code); ok {
		return t.Libelle
	}
	return code
}

// Codes lists the values in order.
func (l Liste) Codes() []string {
	return each(l, func(t Terme) string { return t.Code })
}

// Without returns the list minus some codes.
func (l Liste) Without(codes ...string) Liste {
	return keep(l, func(t Terme) bool { return !slices.Contains(codes, t.Code) })
}

// find gives the first value that a test accepts.
func find[T any](xs []T, ok func(T) bool) (T, bool) {
	if i := slices.IndexFunc(xs, ok); i >= 0 {
		return xs[i], true
	}
	var aucun T
	return aucun, false
}

// keep gives the values that a test accepts, in a slice of their own.
func keep[S ~[]T, T any](xs S, ok func(T) bool) S {
	return slices.DeleteFunc(slices.Clone(xs), func(x T) bool { return !ok(x) })
}

// each gives what a function makes of each value.
func each[T, U any](xs []T, f func(T) U) []U {
	faits := make([]U, len(xs))
	for i, x := range xs {
		faits[i] = f(x)
	}
	return faits
}

// Page is one page of a list, and how many rows there are on all of them.
type Page[T any] struct {
	Lignes               []T
	Total, Page, ParPage int
}

// Last is the page to show in place of one that is no more, which an address kept from a
// longer list asks for: an empty table over « 33 salariés » would say that they are lost.
func (p Page[T]) Last() (page int, beyond bool) {
	return (p.Total + p.ParPage - 1) / p.ParPage, len(p.Lignes) == 0 && p.Total > 0
}
