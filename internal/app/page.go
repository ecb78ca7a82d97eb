package app

import "parcours.example/internal/postgres"

// The shapes of lists and files, named here for those who may not import
// postgres.
type (
	FiltreSalaries = postgres.FiltreSalaries
	FiltreParcours = postgres.FiltreParcours
	Importation    = postgres.Importation
)

// Values of FiltreSalaries.Contrat.
const (
	ContratPresent = postgres.ContratPresent
	ContratTermine = postgres.ContratTermine
)

const (
	parPageDefaut = 50
	parPageMax    = 200
)

// clampPage keeps the size of a page within what is served.
func clampPage(parPage int) int {
	if parPage <= 0 {
		return parPageDefaut
	}
	return min(parPage, parPageMax)
}

// TrisParcours lists the orders that a list of parcours knows.
func TrisParcours() []string { return postgres.TrisParcours() }
