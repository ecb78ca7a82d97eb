package parcours

import (
	"strings"
	"time"
)

// LigneSalarie is a person as lists show them, with their current parcours.
type LigneSalarie struct {
	ID                  int64
	Nom                 string
	Prenom              string
	Civilite            string
	Metier              string
	Telephone           string
	Email               string
	CipID               *int64
	CipNom              string
	TypeContrat         string
	DateDebutContrat    Date
	DateFinContrat      Date
	DateFinPass         Date
	Gele                bool
	Version             int
	ParcoursID          *int64
	Etat                Etat
	EtatDepuis          Date
	Intitule            string
	Clos                bool
	DernierSuivi        Date
	DerniereObservation *time.Time // the viewer's own, for the encadrant's list
	Encadre             bool       // supervised by EncadrantID
	Total               int
}

func (l LigneSalarie) NomComplet() string { return strings.TrimSpace(l.Prenom + " " + l.Nom) }

// FicheSalarie is a person with what their page shows.
type FicheSalarie struct {
	Salarie
	CipNom       string
	Encadrants   []Collegue
	Contrats     Contrats // those that stand, the newest first
	Freins       []Frein
	Observations []Observation
	// Parcours, that of the moment first.
	Parcours []Parcours
	// Reunions: the last file that this one took in, and that was not taken apart.
	Reunions []Rapprochement
	// Retrait: nil for somebody who stands. AjoutePar is who added them.
	Retrait   *RetraitFait
	AjoutePar int64
	// Noms of the colleagues, by id.
	Noms map[int64]string
}
