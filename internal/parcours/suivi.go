package parcours

import (
	"slices"
	"time"
)

// Suivi is one contact about a parcours.
type Suivi struct {
	ID, SiaeID, ParcoursID int64
	Tentative              int
	Date                   Date
	Avec                   string // Interlocuteurs
	Canal                  string // Canaux
	Texte                  string
	Absence                string // Absences
	Difficulte             bool
	// DateProchain is the day of the next contact; it stays a reminder until a
	// contact of that day or later is logged, or the parcours leaves its state
	// for good. HeureProchain is its hour, "14:00", or "".
	DateProchain  Date
	HeureProchain string
	ProchainSolde bool
	AuteurID      int64
	CreeLe        time.Time  `gorm:"default:now()"`
	RetireLe      *time.Time // noted by mistake: counted nowhere
}

// IsRappel: the next contact is still to be made.
func (s Suivi) IsRappel() bool { return !s.DateProchain.IsZero() && !s.ProchainSolde }

// Prochain says when the next contact is: « 02/03/2026 à 14:00 ».
func (s Suivi) Prochain() string { return dayAt(s.DateProchain, s.HeureProchain) }

// IsWithPersonne: the salarié took part in it.
func (s Suivi) IsWithPersonne() bool { return s.Avec == AvecSalarie || s.Avec == AvecTripartite }

// ChampsSuivi is what one logs of a contact.
var ChampsSuivi = Champs{
	{Code: "texte", Libelle: "Ce qui a été dit, ce qui suit", Mot: "texte", Genre: GenreNote,
		Requis: true, Absent: "Écrivez une phrase : ce qui a été dit, ce qui suit.",
		Aide: "Des faits neutres. Pas de détail de santé ni de justice."},
	{Code: "avec", Libelle: "Avec", Genre: GenreChoix, Liste: Interlocuteurs, Requis: true, Absent: "Indiquez avec qui."},
	{Code: "canal", Libelle: "Par", Genre: GenreChoix, Liste: Canaux, Requis: true, Absent: "Indiquez par quel moyen.", Rangee: true},
	champDate("Le").Beside(),
	{Code: "absence", Libelle: "Absence en formation", Mot: "absence", Genre: GenreChoix, Liste: Absences, Etale: true},
	{Code: "date_prochain", Libelle: "Prochain contact le", Mot: "prochain contact", Genre: GenreDate},
	champHeure("heure_prochain", "heure du prochain contact"),
	{Code: "difficulte", Libelle: "Signaler une difficulté", Mot: "difficulté", Genre: GenreCase},
}

// Validate checks a contact as it was typed.
func (s Suivi) Validate(aujourdhui Date) error {
	es := ChampsSuivi.Check(s, Controle{Aujourdhui: aujourdhui})
	// After a suivi in the future, the next one only looks too early: the first
	// date is what is wrong, and is told.
	switch {
	case s.DateProchain.IsZero() && s.HeureProchain != "":
		es.Add("date_prochain", "Indiquez aussi le jour du prochain contact, ou effacez son heure.")
	case s.DateProchain.IsZero(), s.Date.After(aujourdhui):
	case s.DateProchain.Before(s.Date):
		es.Add("date_prochain", "Le prochain suivi est avant celui-ci. Vérifiez la date.")
	case s.DateProchain.Year() > aujourdhui.Year()+5:
		es.Add("date_prochain", "Cette date est trop lointaine. Vérifiez l'année.")
	}
	return es.Err()
}

// IsAbsence: a day missed in training. A first-day absence is none: nothing had begun
// (l. 897).
func (s Suivi) IsAbsence() bool { return s.Absence != "" && s.Absence != AbsenceAucune }

// CheckRappel refuses a reminder of a file in which nobody works any more: a contact is
// noted there late, and calls for nothing.
func CheckRappel(p Parcours, s Suivi) error {
	if s.DateProchain.IsZero() || !p.IsClosed() {
		return nil
	}
	return invalid("date_prochain", ""+
		"Ce parcours est terminé : un suivi oublié s'y note encore, mais sans rappel. Laissez « prochain contact » vide.")
}

// CheckSuivi holds « entry ≤ follow-ups ≤ end » for what happens in training: an
// absence. A talk before the entry or after the end is welcome, it belongs to
// another moment (docs/decisions/0018).
func CheckSuivi(d *Dossier, s Suivi) error {
	if !s.IsAbsence() || d.wasPresent(d.Parcours.Tentative, s.Date) {
		return nil
	}
	derniere := d.PresenceIn(d.Parcours.Tentative)
	switch {
	case !derniere.DateEntree.IsZero() && s.Date.Before(derniere.DateEntree):
		return invalid("date", "Cette absence est avant l'entrée en formation, le "+derniere.DateEntree.Francais()+". Vérifiez la date.")
	case d.Parcours.Etat == EnEntree:
		return invalid("absence", "L'entrée n'est pas encore confirmée. "+
			"Si la personne n'est pas venue, utilisez « Signaler une non-présentation » ; si elle est entrée, confirmez d'abord l'entrée.")
	case derniere.DateEntree.IsZero():
		return invalid("absence", "La personne n'est pas entrée en formation dans cette tentative : choisissez « Aucune » absence.")
	}
	return invalid("date", "Cette absence est après la fin de la formation, le "+derniere.End().Francais()+". Vérifiez la date.")
}

// CheckSuiviDate refuses a suivi that no need can have called for. Facts may be
// dated far back, files being taken over, and people talk before they write a
// need down; but more than a year before it, the year was mistyped.
func CheckSuiviDate(p Parcours, s Suivi) error {
	if !s.Date.IsZero() && s.Date.Before(p.DateBesoin.AddMonths(-12)) {
		return invalid("date", "Ce suivi est daté plus d'un an avant le besoin, exprimé le "+p.DateBesoin.Francais()+". Vérifiez l'année.")
	}
	return nil
}

var _ = declare(
	Objet{"suivi", "Suivi", false, slices.Concat(ChampsSuivi, Champs{
		champTentative,
		{Code: "prochain_solde", Libelle: "Rappel soldé", Genre: GenreCase}, champRetire,
	}, internes("id", "siae_id", "parcours_id", "auteur_id", "cree_le"))},
	Acte{"consigner_suivi", ActionLogSuivi, ChampsSuivi, Suivi{}},
)
