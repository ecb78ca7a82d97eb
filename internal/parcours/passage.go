package parcours

import (
	"strings"
	"time"
)

// Saisie is what a form of a transition holds, by field name. A field with
// several values joins their codes with commas (codes never hold one).
type Saisie map[string]string

// Date reads a field; an unreadable date was refused before.
func (s Saisie) Date(champ string) Date {
	d, _ := ParseDate(s[champ])
	return d
}

// tidy returns a copy with trimmed values and without the blank ones: a field
// of spaces is an empty field, for rules, effects and history alike.
func (s Saisie) tidy() Saisie {
	nette := Saisie{}
	for champ, v := range s {
		if v = strings.TrimSpace(v); v != "" {
			nette[champ] = v
		}
	}
	return nette
}

// Liste reads a field of several codes, each once.
func (s Saisie) Liste(champ string) []string {
	var codes []string
	for _, c := range strings.Split(s[champ], ",") {
		if c = strings.TrimSpace(c); c != "" && !contains(codes, c) {
			codes = append(codes, c)
		}
	}
	return codes
}

// Passage is one applied transition: one line of history that is never
// rewritten.
type Passage struct {
	ID         int64
	SiaeID     int64
	ParcoursID int64
	Transition string
	De         Etat // "" for a creation
	Vers       Etat
	Date       Date // of the fact
	Tentative  int  // the try in which it happened
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

// Instantane is the part of a file that a passage may change.
type Instantane struct {
	Etat       Etat
	EtatDepuis Date
	Numero     int
	Entree     Entree
	Issue      Issue
	// DebutPrevu and FinPrevue are the days of the training before the passage
	// moved them.
	DebutPrevu Date `json:",omitzero"`
	FinPrevue  Date `json:",omitzero"`
	// Plan is how each line of the plan stood when money was asked for, by id.
	Plan map[int64]string `json:",omitempty"`
	// Accords are the lines of the plan that the passage agreed to, as they were.
	Accords []Financement `json:",omitempty"`
}

// Constat is something that a rule found: what blocks, or what it warns of.
type Constat struct {
	Code    string
	Message string // French: what is missing, what to do
	Lien    string // where it is filled: an anchor of the file's page, or a page
	Champ   string // the field of the sent form that it is about, if any
	Lignes  string // the guide's lines, "" when the rule is ours
}
