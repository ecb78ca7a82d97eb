package parcours

import (
	"time"
)

// Parcours is one salarié working towards one training project.
type Parcours struct {
	ID, SiaeID, SalarieID int64
	Etat                  Etat
	// EtatDepuis is the date of the fact that brought the parcours here.
	EtatDepuis Date
	// Version grows with every change of the file; a form sends back the one
	// it was filled from.
	Version int
	// Tentative is the number of the current try, from 1.
	Tentative    int
	Intitule     string // the project, in a few words
	Origine      string // Origines
	Description  string
	DateBesoin   Date
	Precedent    *int64 // the parcours that this one follows, after a completed training
	ClosLe       Date
	MotifCloture string
	// FreinsGestion hinder the structure here: never noted on the person.
	FreinsGestion []string  `gorm:"serializer:json"`
	CreeLe        time.Time `gorm:"default:now()"`
	CreePar       int64
	RetireLe      *time.Time // noted by mistake: in no list and no figure
	DernierSuivi  Date       `gorm:"->"` // read along in lists
	ProchainSuivi Date       `gorm:"->"` // the open reminder, if any
}

// IsClosed: an act closed the file, its state is final, or it was noted by mistake. It then
// accepts nothing but rights requests, corrections and being reopened.
func (p Parcours) IsClosed() bool { return !p.ClosLe.IsZero() || p.Etat.IsFinal() || p.RetireLe != nil }

// LigneParcours is a parcours as lists show it.
type LigneParcours struct {
	Parcours
	SalarieNom    string
	SalariePrenom string
	CipID         *int64
	CipNom        string
	Formation     string
	Organisme     string
}

// NomComplet names the person: first name, then name.
func (l LigneParcours) NomComplet() string { return l.SalariePrenom + " " + l.SalarieNom }
