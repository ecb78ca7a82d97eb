package parcours

import "time"

// Parcours is one salarié working towards one training project.
type Parcours struct {
	ID        int64
	SiaeID    int64
	SalarieID int64
	Etat      Etat
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
	DernierSuivi  Date `gorm:"->"` // read along in lists
	ProchainSuivi Date `gorm:"->"` // the open reminder, if any
}

// IsClosed: an act closed the file, or its state is final. It then accepts
// nothing but rights requests and being reopened.
func (p Parcours) IsClosed() bool { return !p.ClosLe.IsZero() || p.Etat.IsFinal() }

// CheckFreinsGestion puts ticked constraints of the structure in the order of
// the list, each once; none at all is an answer too.
func CheckFreinsGestion(codes []string) ([]string, error) {
	var es Erreurs
	for _, code := range codes {
		if !FreinsGestion.Has(code) {
			es.Add("freins_gestion", "Une de ces réponses n'est pas possible ici. Choisissez dans la liste.")
			return nil, es.Err()
		}
	}
	choix := []string{}
	for _, code := range FreinsGestion.Codes() {
		if contains(codes, code) {
			choix = append(choix, code)
		}
	}
	return choix, nil
}

// Besoin is what one must say to identify a need.
type Besoin struct {
	Origine     string
	Intitule    string
	Description string
	Date        Date
	Freins      []string
	// Acquittes are the codes of the warnings that the person has read.
	Acquittes []string
	Precedent *int64
}

func (b Besoin) Validate(aujourdhui Date) error {
	var es Erreurs
	requireCode(&es, "origine", b.Origine, Origines, "Indiquez d'où vient le besoin.")
	requireText(&es, "intitule", b.Intitule, 160, "Indiquez le projet en quelques mots, par exemple « Agent de propreté ».")
	limitNote(&es, "description", b.Description)
	requirePastOr(&es, "date", b.Date, aujourdhui, "Indiquez la date du besoin.")
	for _, f := range b.Freins {
		requireCode(&es, "freins", f, Freins, "")
	}
	return es.Err()
}
