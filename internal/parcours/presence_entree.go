package parcours

import (
	"regexp"
	"slices"
	"time"
)

// EntreePrevue is one day on which somebody was expected in training, and what became
// of it. A try may have several: a report, or a person who did not come and is expected
// again.
type EntreePrevue struct {
	ID, SiaeID, ParcoursID int64
	Numero                 int // within the parcours, from 1
	Tentative              int
	Date                   Date
	Heure                  string // "08:30", or ""
	DateFin                Date   // last day of the training, as it was planned then
	Lieu, Contact          string
	Devenue                string // EntreesDevenues, "" while the person is expected
	AuteurID               int64
	CreeLe                 time.Time `gorm:"default:now()"`
	// RetireLe: it was noted by mistake; kept for the history, counted nowhere.
	RetireLe *time.Time
	// DebutAvant and FinAvant are the days of the training before it was planned; FinDite: its end was typed, and
	// does not follow the entry.
	DebutAvant, FinAvant Date
	FinDite              bool
}

// What became of a planned entry.
const (
	EntreeTenue    = "tenue"
	EntreeManquee  = "non_presentee"
	EntreeReportee = "reportee"
)

// EntreesDevenues lists it.
var EntreesDevenues = Liste{
	{EntreeTenue, "Tenue", "888-911", false},
	{EntreeManquee, "Non présentée", "897", false},
	{EntreeReportee, "Reportée", "951", false},
}

// IsExpected: the person is still to come.
func (e EntreePrevue) IsExpected() bool {
	return !e.Date.IsZero() && (e.Devenue == "" || e.Devenue == EntreeManquee)
}

var formeHeure = regexp.MustCompile(`^([01]?\d|2[0-3])[:hH]([0-5]\d)?$`)

// champHeure is the hour of what is planned, beside its day.
func champHeure(code, mot string) Champ {
	return Champ{Code: code, Libelle: "Heure", Mot: mot, Genre: GenreTexte, Rangee: true, Aide: "Par exemple 8:30.", Tidy: tidyHeure,
		Forme: formeHeure.MatchString, Invalide: "Indiquez une heure, par exemple 8:30."}
}

// ChampsEntreePrevue is what is known of a planned entry.
var ChampsEntreePrevue = Champs{
	{Code: "date", Libelle: "Date d'entrée prévue", Mot: "entrée prévue", Genre: GenreDate, Requis: true,
		Absent: "Indiquez la date d'entrée prévue."},
	champHeure("heure", "heure"),
	{Code: "date_fin", Libelle: "Fin prévue", Mot: "fin prévue", Genre: GenreDate, Aide: aideFin},
	{Code: "lieu", Libelle: "Lieu", Mot: "lieu d'entrée", Genre: GenreTexte, Aide: "Adresse, salle."},
	{Code: "contact", Libelle: "Contact sur place", Genre: GenreTexte},
}

// The fields that hold the planned end, in the forms that move the entry.
const (
	champFinPrevue   = "date_fin_prevue"
	champNouvelleFin = "nouvelle_fin"
	aideFin          = "Laissée vide, elle suit l'entrée : la formation garde sa durée."
)

// tidyHeure writes « 8h30 » and « 8 h » the way in which they are kept: 08:30.
func tidyHeure(texte string) string {
	m := formeHeure.FindStringSubmatch(withoutSpaces(texte))
	if m == nil {
		return texte
	}
	return ("0" + m[1])[len(m[1])-1:] + ":" + (m[2] + "00")[:2]
}

// Validate checks a planned entry as it was typed.
func (e EntreePrevue) Validate() error {
	es := ChampsEntreePrevue.Check(e, Controle{})
	es.order("date_fin", e.Date, e.DateFin, "La fin prévue est avant l'entrée prévue. Vérifiez les deux dates.")
	return es.Err()
}

// Quand says the day, with its hour when one is known: « 02/03/2026 à 08:30 ».
func (e EntreePrevue) Quand() string { return dayAt(e.Date, e.Heure) }

// dayAt says a day, with its hour when one is known.
func dayAt(jour Date, heure string) string {
	if heure == "" {
		return jour.Francais()
	}
	return jour.Francais() + " à " + heure
}

// NonPresentation is a first-day absence: not an abandonment (l. 897).
type NonPresentation struct {
	ID, SiaeID, ParcoursID int64
	Tentative              int
	Entree                 int // Numero of the planned entry that was missed, 0 when none is known
	Date                   Date
	Motif                  string
	Detail                 string
	// Absence is justified, not justified, or "" while nobody knows.
	Absence  string // Absences, but aucune
	AuteurID int64
	CreeLe   time.Time `gorm:"default:now()"`
	RetireLe *time.Time
}

// ChampsNonPresentation is what the report of a first-day absence asks.
var ChampsNonPresentation = Champs{
	champDate("Jour de l'absence"),
	{Code: "motif", Libelle: "Raison", Genre: GenreChoix, Liste: MotifsNonPresentation,
		Requis: true, Absent: "Indiquez la raison, même probable.", Choisir: choisir},
	{Code: "absence", Libelle: "Cette absence est", Mot: "absence", Genre: GenreChoix, Liste: Absences.Without(AbsenceAucune), Etale: true},
	{Code: "detail", Libelle: "Ce qui est prévu", Genre: GenreNote},
}

// Validate checks the report of a first-day absence as it was typed.
func (n NonPresentation) Validate(aujourdhui Date) error {
	return ChampsNonPresentation.Validate(n, aujourdhui)
}

var _ = declare(
	Objet{"entree_prevue", "Entrée prévue", true, slices.Concat(
		Champs{{Code: "numero", Libelle: "Numéro", Genre: GenreEntier}, champTentative}, ChampsEntreePrevue,
		Champs{{Code: "devenue", Libelle: "Devenue", Genre: GenreChoix, Liste: EntreesDevenues}, champRetire},
		internes("id", "siae_id", "parcours_id", "auteur_id", "cree_le", "debut_avant", "fin_avant", "fin_dite"))},
	Objet{"non_presentation", "Non-présentation", true, slices.Concat(Champs{champTentative,
		{Code: "entree", Libelle: "Entrée prévue n°", Genre: GenreEntier}}, ChampsNonPresentation, Champs{champRetire},
		internes("id", "siae_id", "parcours_id", "auteur_id", "cree_le"))},
	Acte{"prevoir_entree", ActionPlanEntree, ChampsEntreePrevue, EntreePrevue{}},
	Acte{"signaler_non_presentation", ActionReportAbsence, ChampsNonPresentation, NonPresentation{}},
)
