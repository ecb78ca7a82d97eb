package parcours

import (
	"cmp"
	"slices"
	"time"
)

// Echeance is a day from which something is due in a file. It does not depend on today:
// it can be kept, and lists compare it with the day that it is.
type Echeance struct {
	ID, SiaeID, SalarieID int64
	ParcoursID            *int64 // nil for a person without a parcours under way
	Genre                 string // GenresEcheance
	ObjetID               int64  // the row that it is about; 0 for the file itself
	Date                  Date
	// Prevue is the day before it was put off; the same as Date otherwise.
	Prevue Date
	// Heure of that day, "14:00"; "" when none is known, or once it was put off.
	Heure string
	// Fin is its last day, when something else takes its place then; zero when it stands
	// until it is settled.
	Fin   Date
	Rang  int // the most pressing first
	Texte string
	// Item of the guide that it is about, the version of what was decided of it, and the
	// telephone of whom it says to call, once NameItems read the guide.
	Item, ItemVersion, Telephone string `gorm:"-"`
}

// JoursAVenir is how far a list of what is due looks: « dans 7 jours » is in it.
const JoursAVenir = 7

// Standing keeps what still makes sense on that day.
func Standing(es []Echeance, aujourdhui Date) []Echeance {
	return keep(es, func(e Echeance) bool { return e.Fin.IsZero() || !aujourdhui.After(e.Fin) })
}

// Dues keeps of what stands what is to be seen on that day, the most pressing first.
func Dues(es []Echeance, aujourdhui Date) []Echeance {
	dues := keep(Standing(es, aujourdhui), func(e Echeance) bool { return !e.Date.After(aujourdhui.AddDays(JoursAVenir)) })
	slices.SortStableFunc(dues, func(a, b Echeance) int { return a.Rang - b.Rang })
	return dues
}

// hourOrEnd is its hour; without one, it comes after those that have one.
func (e Echeance) hourOrEnd() string { return cmp.Or(e.Heure, "24:00") }

// IsSame tells whether another one is the same deadline, on whatever day.
func (e Echeance) IsSame(x Echeance) bool {
	return e.Genre == x.Genre && e.ObjetID == x.ObjetID && IDOr0(e.ParcoursID) == IDOr0(x.ParcoursID)
}

// Ecart is what changed of what is due to a person. A deadline that moved is settled on one
// day, and new on the other.
type Ecart struct{ Reglees, Nouvelles []Echeance }

// CompareEcheances tells what is no longer due on its day, and what now is.
func CompareEcheances(avant, apres []Echeance) Ecart {
	missing := func(ici []Echeance) func(Echeance) bool {
		return func(e Echeance) bool {
			return !slices.ContainsFunc(ici, func(x Echeance) bool { return x.IsSame(e) && x.Date == e.Date })
		}
	}
	return Ecart{Reglees: keep(avant, missing(apres)), Nouvelles: keep(apres, missing(avant))}
}

// Lecture is what one reading of a file gives: what happened, and what is due. Lists,
// advice, warnings and reports read it, and nothing else.
type Lecture struct {
	Evenements []Evenement // the last first
	Echeances  []Echeance  // by day, then the most pressing first
}

// LigneEcheances is a file with what is due in it.
type LigneEcheances struct {
	ParcoursID *int64 // nil for a person without a parcours under way
	SalarieID  int64
	Salarie    string
	Telephone  string
	CipID      *int64
	Etat       Etat
	Intitule   string
	Date       Date       // of the first of its reasons
	Raisons    []Echeance // what is due by today first, then the most pressing first
}

// IDOr0 is a number that may be missing; 0 then.
func IDOr0(id *int64) int64 {
	if id == nil {
		return 0
	}
	return *id
}

// Evenement is a dated fact that changes what helps the person.
type Evenement struct {
	Genre   string // GenresEvenement
	Date    Date
	ObjetID int64 // the row that says it; 0 for a passage
	// Detail is what the row says: reasons, funder, solution, as codes.
	Detail []string
}

// What a funder's answer is, as an event.
const (
	evenementRefus   = "refus"
	evenementPartiel = "accord_partiel"
	evenementRetire  = "accord_retire"
)

// GenresEvenement are the facts that a file is read for.
var GenresEvenement = Liste{
	{"non_presentation", "Non-présentation", "897", false},
	{evenementRefus, "Refus d'un financeur", "774-822", false},
	{evenementPartiel, "Accord partiel d'un financeur", "774-822", false},
	{evenementRetire, "Accord retiré", "774-822", false},
	{"abandon", "Abandon", "925-931", false},
	{"absence", "Absence en formation", "913-940", false},
	{"difficulte", "Difficulté signalée", "913-940", false},
	{"evaluation_echouee", "Évaluation échouée", "955-973", false},
	{"solution_choisie", "Solution choisie", "942-951", false},
	{"entree", "Entrée en formation", "888-911", false},
	{"sortie", "Fin de la formation", "977-995", false},
}

// Differe puts a deadline off: « Plus tard ». It holds for the day that the deadline had;
// once that moves, the deadline is as new.
type Differe struct {
	ID, SiaeID, SalarieID int64
	ParcoursID            *int64
	Genre                 string // GenresEcheance
	ObjetID               int64
	Prevue                Date // of the deadline that is put off
	Remise
	AuteurID int64
	CreeLe   time.Time `gorm:"default:now()"`
}

// Remise is what one types to put a deadline off.
type Remise struct {
	Date  Date
	Motif string
}

// ChampsDiffere is what « Plus tard » asks.
var ChampsDiffere = Champs{
	{Code: "date", Libelle: "Jusqu'au", Genre: GenreDate, Requis: true, Absent: "Choisissez jusqu'à quel jour."},
	{Code: "motif", Libelle: "Pourquoi", Mot: "motif", Genre: GenreTexte, Max: 500, Aide: "Si vous le souhaitez."},
}

// Validate checks « Plus tard » as it was typed.
func (d Remise) Validate(aujourdhui Date) error {
	es := ChampsDiffere.Check(d, Controle{Aujourdhui: aujourdhui})
	switch {
	case d.Date.IsZero():
	case !d.Date.After(aujourdhui):
		es.Add("date", "Choisissez un jour à venir.")
	case d.Date.Year() > aujourdhui.Year()+1:
		es.Add("date", "Cette date est trop lointaine. Vérifiez l'année.")
	}
	return es.Err()
}

var _ = declare(
	Objet{"echeance", "Échéance", true, internes("id", "siae_id", "salarie_id", "parcours_id", "genre", "objet_id", "date",
		"prevue", "heure", "fin", "rang", "texte")},
)
