// Package pages holds one file per column: what a person sees on each page. A
// page is a templ component that takes one struct and makes no decision that
// the rules could make. It imports the rules' types, never internal/app.
package pages

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
)

// Neutre reminds, at every free text about a person, what may stand there.
const Neutre = "Des faits neutres, que la personne pourra lire. Rien sur la santé, rien sur la justice."

// Avant prefixes the hidden fields that say what a form was filled with.
const Avant = "avant."

func isAvant(nom string) bool { return strings.HasPrefix(nom, Avant) }

// Retourne is a form that came back to be corrected and, on a conflict, what a
// colleague wrote meanwhile.
type Retourne struct {
	composants.Formulaire
	Actuel []parcours.ValeurActuelle
}

// form gives a form its values: those typed if it came back, else the file's.
func (r Retourne) form(nom string, defaut url.Values) composants.Formulaire {
	f := composants.Formulaire{Valeurs: defaut}
	if r.isOpen(nom) {
		f = r.Formulaire
	}
	f.Prefixe = nom
	return f
}

// isOpen: that form came back, and is shown open.
func (r Retourne) isOpen(nom string) bool { return r.Prefixe == nom }

// variante is the weight of a button: there is one Primaire a page.
func variante(principale bool) composants.Variante {
	return either(principale, composants.Primaire, composants.Secondaire)
}

// either is the first value if so, the second if not.
func either[T any](ok bool, oui, non T) T {
	if ok {
		return oui
	}
	return non
}

// each converts a list.
func each[A, B any](as []A, f func(A) B) []B {
	bs := make([]B, len(as))
	for i, a := range as {
		bs[i] = f(a)
	}
	return bs
}

// found is the first that is so, or the zero value.
func found[T any](xs []T, is func(T) bool) (zero T) {
	if i := slices.IndexFunc(xs, is); i >= 0 {
		return xs[i]
	}
	return zero
}

func joinNonEmpty(sep string, mots ...string) string {
	return strings.Join(slices.DeleteFunc(mots, func(m string) bool { return m == "" }), sep)
}

// dated says what happened on a day, "" when it did not.
func dated(quoi string, le parcours.Date) string { return either(le.IsZero(), "", quoi+le.Francais()) }

func entier(n int) string { return strconv.Itoa(n) }

func idString(id int64) string { return strconv.FormatInt(id, 10) }
