package site

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"

	"parcours.example/internal/parcours"
	"parcours.example/web/pages"
)

// Fill gives the form its values, by field, and remembers them (pages.Avant).
func (f *Form) Fill(valeurs map[string][]string) {
	for code, textes := range valeurs {
		f.Set(code, textes...)
		f.Set(pages.Avant+code, strings.Join(textes, ","))
	}
}

// Merge brings a form that lost a race up to date with what is there now, by
// field: it takes over what a colleague changed in the fields that the person did
// not touch, keeps what they typed in the others, and lets the next click
// through. Where the history does not tell what changed, with who and when, Actuel
// lists the values.
func (f *Form) Merge(champs parcours.Champs, actuel map[string][]string, version int) {
	var changes []parcours.ValeurActuelle
	for _, c := range champs {
		avant, ici := f.before(c), actuel[c.Code]
		if sameTexts(avant, ici) {
			continue
		}
		valeur := cmp.Or(c.TypedWords(ici, parcours.Mots{}), "vide")
		changes = append(changes, parcours.ValeurActuelle{Champ: c.Code, Libelle: c.Libelle, Valeur: valeur})
		if sameTexts(f.Liste(c.Code), avant) {
			f.Set(c.Code, ici...)
		}
		f.Set(pages.Avant+c.Code, strings.Join(ici, ","))
	}
	f.Set("version", strconv.Itoa(version))
	if len(f.Actuel) == 0 {
		f.Actuel = changes
	}
}

// before is what the form was filled with.
func (f *Form) before(c parcours.Champ) []string {
	avant := f.Valeurs.Get(pages.Avant + c.Code)
	if c.Genre == parcours.GenreMulti {
		return strings.FieldsFunc(avant, func(r rune) bool { return r == ',' })
	}
	return f.Liste(pages.Avant + c.Code)
}

// sameTexts: the same boxes, whatever their order; an empty one is none.
func sameTexts(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// joinErrors puts what could not be read before what the rules refuse: all is
// told at once.
func joinErrors(errs ...error) error {
	var tout parcours.Erreurs
	for _, err := range errs {
		if err == nil {
			continue
		}
		es := parcours.ErreursOf(err)
		if es == nil {
			return errors.Join(errs...)
		}
		tout = append(tout, es...)
	}
	return tout.Err()
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
