package app

import (
	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// The shapes of lists and files, named here for those who may not import
// postgres.
type (
	FiltreSalaries = postgres.FiltreSalaries
	FiltreParcours = postgres.FiltreParcours
	Importation    = postgres.Importation

	PageEcheances  = parcours.Page[parcours.LigneEcheances]
	PageGroupes    = parcours.Page[parcours.LigneGroupe]
	PageOrganismes = parcours.Page[parcours.LigneOrganisme]
	PageSalaries   = parcours.Page[parcours.LigneSalarie]
)

// Values of FiltreSalaries.Contrat.
const (
	ContratPresent = postgres.ContratPresent
	ContratTermine = postgres.ContratTermine
	DossierRetire  = postgres.DossierRetire
)

const (
	parPageDefaut = 50
	parPageMax    = 200
	pageMax       = 100_000 // one could page through the offsets of a huge number for ever
)

// clampPage keeps a page, and its size, within what is served.
func clampPage(page, parPage int) (int, int) {
	if parPage <= 0 {
		parPage = parPageDefaut
	}
	return min(max(page, 1), pageMax), min(parPage, parPageMax)
}

// lignesExport bounds an export: no SIAE has a tenth of it.
const lignesExport = 50_000

// TrisParcours lists the orders that a list of parcours knows.
func TrisParcours() []string { return postgres.TrisParcours() }

// Annulation is where the undoing of an import stands, and what the next step would do:
// undo it, or take its undoing back.
type Annulation struct {
	parcours.RetraitFait        // of the undoing; zero while the import stands
	Par                  string // who undid it
	Retires              int    // whom the undoing withdrew
	// Gardes are those whom the undoing leaves, with why.
	Gardes []DossierGarde
	// Dossiers is how many the next step would withdraw, or put back; NonRemis those whom
	// it would not put back.
	Dossiers int
	NonRemis []DossierGarde
	// Refus says why this person cannot take the next step; nil when they can.
	Refus *parcours.Erreur

	gens  []int64 // whom the import added
	suite parcours.Annulation
}

// DossierGarde is somebody who stays as they are.
type DossierGarde struct {
	SalarieID     int64
	Nom, Pourquoi string
}

// IsFaite: the import is undone.
func (x *Annulation) IsFaite() bool { return !x.Le.IsZero() }

func (x *Annulation) refus() error {
	if x.Refus == nil {
		return nil
	}
	return x.Refus
}
