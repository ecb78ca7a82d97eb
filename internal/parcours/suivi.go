package parcours

import "time"

// Suivi is one contact logged on a parcours.
type Suivi struct {
	ID         int64
	SiaeID     int64
	ParcoursID int64
	Tentative  int
	Date       Date
	Avec       string // Interlocuteurs
	Canal      string // Canaux
	Texte      string
	Absence    string // Absences
	Difficulte bool
	// DateProchain is the day of the next contact; it stays a reminder until a
	// later suivi is logged or the parcours leaves its state for good.
	DateProchain  Date
	ProchainSolde bool
	AuteurID      int64
	CreeLe        time.Time `gorm:"default:now()"`
}

func (s Suivi) Validate(aujourdhui Date) error {
	var es Erreurs
	requirePast(&es, "date", s.Date, aujourdhui)
	requireCode(&es, "avec", s.Avec, Interlocuteurs, "Indiquez avec qui.")
	requireCode(&es, "canal", s.Canal, Canaux, "Indiquez par quel moyen.")
	requireText(&es, "texte", s.Texte, MaxNote, "Écrivez une phrase : ce qui a été dit, ce qui suit.")
	refuseNir(&es, "texte", s.Texte)
	requireCode(&es, "absence", s.Absence, Absences, "")
	// After a suivi in the future, the next one only looks too early: the first
	// date is what is wrong, and is told.
	if !s.DateProchain.IsZero() && !s.Date.After(aujourdhui) {
		if s.DateProchain.Before(s.Date) {
			es.Add("date_prochain", "Le prochain suivi est avant celui-ci. Vérifiez la date.")
		} else if s.DateProchain.Year() > aujourdhui.Year()+5 {
			es.Add("date_prochain", "Cette date est trop lointaine. Vérifiez l'année.")
		}
	}
	return es.Err()
}

// CheckSuivi holds the general rule "entry ≤ follow-ups ≤ end" of a training,
// for contacts about it: those before the entry or after the end are welcome
// too, they simply belong to another moment; only absences must fall inside.
func CheckSuivi(t Tentative, s Suivi) error {
	if s.Absence == "" || s.Absence == "aucune" {
		return nil
	}
	var es Erreurs
	if !t.DateEntree.IsZero() && s.Date.Before(t.DateEntree) {
		es.Add("date", "Cette absence est avant l'entrée en formation, le "+t.DateEntree.Francais()+". Vérifiez la date.")
	}
	for _, fin := range []Date{t.DateFin, t.DateAbandon} {
		if !fin.IsZero() && s.Date.After(fin) {
			es.Add("date", "Cette absence est après la fin de la formation, le "+fin.Francais()+". Vérifiez la date.")
		}
	}
	return es.Err()
}

// Observation is what an encadrant saw: one theme, one level, one sentence.
type Observation struct {
	ID        int64
	SiaeID    int64
	SalarieID int64
	Date      Date
	Theme     string // ThemesObservation
	Niveau    string // NiveauxObservation
	Texte     string
	AuteurID  int64
	CreeLe    time.Time `gorm:"default:now()"`
}

func (o Observation) Validate(aujourdhui Date) error {
	var es Erreurs
	requirePast(&es, "date", o.Date, aujourdhui)
	requireCode(&es, "theme", o.Theme, ThemesObservation, "Choisissez un thème.")
	requireCode(&es, "niveau", o.Niveau, NiveauxObservation, "Choisissez un niveau.")
	requireText(&es, "texte", o.Texte, 500, "Écrivez une phrase.")
	refuseNir(&es, "texte", o.Texte)
	return es.Err()
}

// Frein is an obstacle of a person, with what is done about it.
type Frein struct {
	ID        int64
	SiaeID    int64
	SalarieID int64
	Code      string // Freins
	Etat      string // EtatsFrein
	// Solution under way, in words; SolutionRef is the guide's item, if any.
	Solution      string
	SolutionRef   string
	DateIdentifie Date
	DateSolution  Date
	DateLeve      Date
	Version       int
	AuteurID      int64
	CreeLe        time.Time `gorm:"default:now()"`
}

// IsWaiting: identified, and nothing done yet.
func (f Frein) IsWaiting() bool { return f.Etat == "identifie" }

func (f Frein) Validate(aujourdhui Date) error {
	var es Erreurs
	requireCode(&es, "code", f.Code, Freins, "Choisissez le frein.")
	requireCode(&es, "etat", f.Etat, EtatsFrein, "Choisissez où en est ce frein.")
	requirePast(&es, "date_identifie", f.DateIdentifie, aujourdhui)
	if !f.DateLeve.IsZero() {
		requirePast(&es, "date_leve", f.DateLeve, aujourdhui)
		requireOrder(&es, "date_leve", f.DateIdentifie, f.DateLeve, "Ce frein est levé avant d'être identifié. Vérifiez les deux dates.")
	}
	limitNote(&es, "solution", f.Solution)
	limitText(&es, "solution_ref", f.SolutionRef, 120)
	if f.Code == "sante" && f.Solution != "" {
		es.Add("solution", "Pour la santé, aucun texte n'est gardé. Choisissez une solution du guide, ou laissez vide.")
	}
	if f.Etat == "solution_en_cours" && f.Solution == "" && f.SolutionRef == "" && f.Code != "sante" {
		es.Add("solution", "Indiquez la solution engagée.")
	}
	return es.Err()
}

// Impact is what became of the training, some months later (l. 1001-1011).
type Impact struct {
	ID         int64
	SiaeID     int64
	ParcoursID int64
	Tentative  int
	Echeance   int // months after the end: 3, 6, 12, or 0 for another date
	Date       Date
	Effets     []string `gorm:"serializer:json"` // Impacts
	Texte      string
	AuteurID   int64
	CreeLe     time.Time `gorm:"default:now()"`
}

// Echeances are the months at which impact is asked (our convention: the guide
// says « sur le long terme »).
var Echeances = []int{3, 6, 12}

func (i Impact) Validate(fin, aujourdhui Date) error {
	var es Erreurs
	requirePast(&es, "date", i.Date, aujourdhui)
	if len(i.Effets) == 0 {
		es.Add("effets", "Choisissez au moins une réponse.")
	}
	for _, e := range i.Effets {
		requireCode(&es, "effets", e, Impacts, "")
	}
	limitNote(&es, "texte", i.Texte)
	switch i.Echeance {
	case 0:
		requireOrder(&es, "date", fin, i.Date, "Cette date est avant la fin de la formation.")
	case 3, 6, 12:
		if tot := fin.AddMonths(i.Echeance).AddDays(-15); !i.Date.IsZero() && i.Date.Before(tot) {
			es.Add("date", "C'est trop tôt pour cette échéance : elle peut être notée à partir du "+tot.Francais()+".")
		}
	default:
		es.Add("echeance", "Choisissez 3, 6 ou 12 mois, ou une autre date.")
	}
	return es.Err()
}
