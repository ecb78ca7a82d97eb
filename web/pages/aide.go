// Package pages holds one file per column: what a person sees on each page. A
// page is a templ component that takes one struct and makes no decision that
// the rules could make. It imports the rules' types, never internal/app.
package pages

import "parcours/internal/parcours"

// MaxNote is the limit told under a free text.
const MaxNote = parcours.MaxNote

// Neutre reminds, at every free text about a person, what may stand there.
const Neutre = "Des faits neutres, que la personne pourra lire. Rien sur la santé, rien sur la justice."
