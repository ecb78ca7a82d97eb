// Package parcours holds every rule of Parcours, and nothing else.
//
// A Parcours is one Salarie working towards one training project. It stands in
// one Etat at a time. Each try at an action is a Tentative (1, 2, …) with its
// own Formation, plan de financement, entry, hours and outcome. Moving from a
// state to the next is a Transition: a row of the table in machine.go, which
// says who may do it, what it asks, what blocks it and what it warns about.
// Applying a row yields a Passage: one line of history, with its author, its
// date and its reason. A state is decided and logged, never deduced.
//
// The package is pure: it imports the standard library and looplab/fsm, it
// never asks the time, and it knows neither SQL nor HTTP. What the regional
// guide says is quoted as "l. N", the line of the guide's text (edition 2023).
package parcours
