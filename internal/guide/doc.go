// Package guide evaluates the regional guide: it tells which of its items help here and now, and why.
//
// The content is YAML (config/guide), one file per étape. An Item carries its source (lines of the guide's text and
// edition), what it says, and its Criteres: closed lists joined by "et" (un_suffit names those of which one is
// enough), each value checked against the vocabularies of internal/parcours when the files are read. There is no
// expression language: a misspelt state would pass in one.
//
// One file holds no item: edition.yaml, the number and the month of the guide as a whole.
//
// What the guide said in 2023 (Texte) and what changed since (Depuis, dated and sourced) stay apart, so that nobody
// takes the one for the other.
//
// Identifiers are those of the inventory of the guide (BP-03, SOL-04.5, …). Ours, for what the guide says without
// listing it, are CSL-… (advice), CTL-… (things to check), HOR-… (what the guide does not cover, with hors_guide when
// none of its lines speaks of it), FRE-/SOL- with a word instead of a number, GLO- with the acronym, and an id of the
// inventory with a suffix (FIN-03.1).
//
// The package is pure: it reads the fs.FS that it is handed, and the date is part of the Situation.
package guide
