// Package pages holds one file per column: what a person sees on each page. A
// page is a templ component that takes one struct and makes no decision that
// the rules could make. It imports the rules' types, never internal/app.
package pages

import (
	"slices"
	"strings"

	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
)

// MaxNote is the limit told under a free text.
const MaxNote = parcours.MaxNote

// Neutre reminds, at every free text about a person, what may stand there.
const Neutre = "Des faits neutres, que la personne pourra lire. Rien sur la santé, rien sur la justice."

type param struct{ nom, valeur string }

// otherParams lists the parameters of an address, but some, in a fixed order.
func otherParams(a composants.Adresse, sauf []string) []param {
	var ps []param
	for nom, valeurs := range a.Requete {
		if !slices.Contains(sauf, nom) && len(valeurs) > 0 {
			ps = append(ps, param{nom, valeurs[0]})
		}
	}
	slices.SortFunc(ps, func(x, y param) int { return strings.Compare(x.nom, y.nom) })
	return ps
}

// Avant prefixes the hidden fields that say what a form was filled with.
const Avant = "avant."

func isAvant(nom string) bool { return strings.HasPrefix(nom, Avant) }
