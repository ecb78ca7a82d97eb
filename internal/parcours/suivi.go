package parcours

import "time"

// Suivi is what was noted of a person on a day of a parcours: a contact, or
// another of GenresSuivi.
type Suivi struct {
	ID         int64
	SiaeID     int64
	ParcoursID int64
	Tentative  int
	Genre      string // GenresSuivi
	Date       Date
	Avec       string // Interlocuteurs
	Canal      string // Canaux
	Texte      string
	Absence    string // Absences
	Difficulte bool
	// DateProchain is the day of the next contact; it stays a reminder until a
	// contact of that day or later is logged, or the parcours leaves its state
	// for good.
	DateProchain  Date
	ProchainSolde bool
	AuteurID      int64
	CreeLe        time.Time `gorm:"default:now()"`
}

// IsContact: somebody was spoken to. An absence that is reported is none: the
// call that was promised is still to be made.
func (s Suivi) IsContact() bool { return s.Genre == SuiviContact }

// IsRappel: the next contact is still to be made.
func (s Suivi) IsRappel() bool { return !s.DateProchain.IsZero() && !s.ProchainSolde }

func (s Suivi) Validate(aujourdhui Date) error {
	var es Erreurs
	requirePast(&es, "date", s.Date, aujourdhui)
	requireCode(&es, "avec", s.Avec, Interlocuteurs, "Indiquez avec qui.")
	requireCode(&es, "canal", s.Canal, Canaux, "Indiquez par quel moyen.")
	requireText(&es, "texte", s.Texte, MaxNote, "Écrivez une phrase : ce qui a été dit, ce qui suit.")
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

// IsAbsence: a day missed in training. A first-day absence that was reported is
// none: nothing had begun (l. 897).
func (s Suivi) IsAbsence() bool {
	return s.Absence != "" && s.Absence != "aucune" && s.Genre != SuiviNonPresentation
}

// CheckSuivi holds « entry ≤ follow-ups ≤ end » for what happens in training: an
// absence. A talk before the entry or after the end is welcome, it belongs to
// another moment (docs/decisions/0018).
func CheckSuivi(d *Dossier, s Suivi) error {
	if !s.IsAbsence() || d.wasPresent(d.Parcours.Tentative, s.Date) {
		return nil
	}
	var derniere Presence
	for _, p := range d.Presences() {
		if p.Tentative == d.Parcours.Tentative {
			derniere = p
		}
	}
	var es Erreurs
	switch {
	case !derniere.Entree.IsZero() && s.Date.Before(derniere.Entree):
		es.Add("date", "Cette absence est avant l'entrée en formation, le "+derniere.Entree.Francais()+". Vérifiez la date.")
	case d.Parcours.Etat == EnEntree:
		es.Add("absence", "L'entrée n'est pas encore confirmée. Si la personne n'est pas venue, utilisez « Signaler une non-présentation » ; si elle est entrée, confirmez d'abord l'entrée.")
	case derniere.Entree.IsZero():
		es.Add("absence", "La personne n'est pas entrée en formation dans cette tentative : choisissez « Aucune » absence.")
	default:
		es.Add("date", "Cette absence est après la fin de la formation, le "+derniere.Fin.Francais()+". Vérifiez la date.")
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
