package parcours

import (
	"time"
)

// Passage is one applied transition: a line of the chronology, whose answers follow the facts that it recorded.
type Passage struct {
	ID, SiaeID, ParcoursID int64
	Transition             string
	De                     Etat // "" for a creation
	Vers                   Etat
	Date                   Date // of the fact
	Tentative              int  // the try in which it happened
	// Champs is what was typed, as codes and ISO dates.
	Champs         Saisie `gorm:"serializer:json"`
	Commentaire    string
	Avertissements []string `gorm:"serializer:json"` // acknowledged
	// Avant allows "rectifier" to bring back what the passage changed.
	Avant    *Instantane `gorm:"serializer:json"`
	AuteurID int64
	CreeLe   time.Time `gorm:"default:now()"`
	// RectifieLe: undone later; kept for history, out of every figure.
	RectifieLe *time.Time
}

// IsFait: its date is that of a fact, an entry or an end.
func (p Passage) IsFait() bool {
	return p.Vers == EnDeroulement || p.Vers == Sorti || p.Vers == Abandonne
}

// stamp gives the rows that a passage recorded its instant: a correction of one finds the other.
func (d *Dossier) stamp(maintenant time.Time) {
	set := func(id int64, creeLe *time.Time) {
		if id == 0 && creeLe.IsZero() {
			*creeLe = maintenant
		}
	}
	for i := range d.Entrees {
		set(d.Entrees[i].ID, &d.Entrees[i].CreeLe)
	}
	for i := range d.Presences {
		set(d.Presences[i].ID, &d.Presences[i].CreeLe)
	}
	for i := range d.Controles {
		set(d.Controles[i].ID, &d.Controles[i].CreeLe)
	}
	for i := range d.Heures {
		set(d.Heures[i].ID, &d.Heures[i].CreeLe)
	}
	for i := range d.Evaluations {
		set(d.Evaluations[i].ID, &d.Evaluations[i].CreeLe)
	}
}

// IsEntree: somebody entered a training, now or before the parcours was taken over.
func (p Passage) IsEntree() bool { return p.Champs["date_entree"] != "" }

// Instantane is the part of a file that a passage may change.
type Instantane struct {
	Etat       Etat
	EtatDepuis Date
	Numero     int
	// Entrees tells what had become of each planned entry, by number.
	Entrees map[int]string
	// Heures and Evaluations are those of the stay that the passage ended.
	Heures      []Heures     `json:",omitempty"`
	Evaluations []Evaluation `json:",omitempty"`
	Suite       Suite        `json:"Issue"` // as the versions before called it
	// DebutPrevu and FinPrevue are the days of the training before the passage
	// moved them.
	DebutPrevu Date `json:",omitzero"`
	FinPrevue  Date `json:",omitzero"`
	// FinDite: the planned end was typed, and did not follow the entry.
	FinDite bool `json:",omitempty"`
	// Formation is the training of the try that a repositionnement left.
	Formation *Formation `json:",omitempty"`
	// Plan is how each line of the plan stood when money was asked for, by id.
	Plan map[int64]string `json:",omitempty"`
	// Accords are the lines of the plan that the passage agreed to, as they were.
	Accords []Financement `json:",omitempty"`
}

// The names of the rows that other code refers to.
const (
	IdentifierBesoin = "identifier_besoin"
	Reprendre        = "reprendre"
	Rectifier        = "rectifier"
)
