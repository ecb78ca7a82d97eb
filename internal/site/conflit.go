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

// formField is a field of a form that several people may edit: its name, its
// label, and how its value reads.
type formField struct {
	nom, libelle string
	liste        parcours.Liste
}

func (x formField) readable(valeur string) string {
	if valeur == "" {
		return "vide"
	}
	if x.liste != nil {
		return x.liste.Libelle(valeur)
	}
	if d, err := parcours.ParseDate(valeur); err == nil {
		return d.Francais()
	}
	return valeur
}

// fill gives the form what stands, and remembers it (pages.Avant).
func (f *Form) fill(valeurs map[string]string) {
	for nom, v := range valeurs {
		f.Set(nom, v)
		f.Set(pages.Avant+nom, v)
	}
}

// merge brings a form that lost a race up to date: it lists what a colleague
// changed, takes those changes over in the fields that the person did not touch,
// keeps what they typed in the others, and lets the next click through.
func (f *Form) merge(champs []formField, actuel map[string]string, version int) []parcours.ValeurActuelle {
	var changes []parcours.ValeurActuelle
	for _, x := range champs {
		avant, stands := f.Valeurs.Get(pages.Avant+x.nom), actuel[x.nom]
		if stands == avant {
			continue
		}
		changes = append(changes, parcours.ValeurActuelle{Champ: x.nom, Libelle: x.libelle, Valeur: x.readable(stands)})
		if f.Texte(x.nom) == avant {
			f.Set(x.nom, stands)
		}
		f.Set(pages.Avant+x.nom, stands)
	}
	f.Set("version", strconv.Itoa(version))
	return changes
}

// fillListe is fill for boxes: what stands is remembered in one value.
func (f *Form) fillListe(nom string, codes []string) {
	f.Set(nom, codes...)
	f.Set(pages.Avant+nom, strings.Join(codes, ","))
}

// mergeListe is merge for boxes.
func (f *Form) mergeListe(x formField, stands []string) []parcours.ValeurActuelle {
	avant := strings.FieldsFunc(f.Valeurs.Get(pages.Avant+x.nom), func(r rune) bool { return r == ',' })
	if sameCodes(stands, avant) {
		return nil
	}
	libelles := make([]string, len(stands))
	for i, code := range stands {
		libelles[i] = x.liste.Libelle(code)
	}
	if sameCodes(f.Liste(x.nom), avant) {
		f.Set(x.nom, stands...)
	}
	f.Set(pages.Avant+x.nom, strings.Join(stands, ","))
	return []parcours.ValeurActuelle{{Champ: x.nom, Libelle: x.libelle, Valeur: cmp.Or(strings.Join(libelles, " · "), "vide")}}
}

// sameCodes: the same boxes, whatever their order.
func sameCodes(a, b []string) bool {
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
