package parcours

import "slices"

// Unite is what a figure counts.
type Unite string

const (
	UniteNombre   Unite = "nombre"
	UnitePourcent Unite = "pourcent" // 0.42 is 42 %
	UniteHeures   Unite = "heures"
	UniteEuros    Unite = "euros"
	UniteJours    Unite = "jours"
)

// Presentation is where a report shows an indicator.
type Presentation string

const (
	PresentationTete      Presentation = "tete"      // one of the headline figures
	PresentationChiffre   Presentation = "chiffre"   // a figure among the others
	PresentationEntonnoir Presentation = "entonnoir" // how many reach each step
	PresentationBarres    Presentation = "barres"    // a breakdown
)

// SeuilDetail is the number of persons under which a breakdown is not shown: it
// could tell who somebody is. The threshold is ours.
const SeuilDetail = 5

// NonRenseigne is the line of a breakdown for what nobody wrote down: it stays
// in the denominator.
const NonRenseigne = "non_renseigne"

// Nom names what a number counts: « 1 abandon », « 3 abandons ».
type Nom struct{ Un, Plusieurs string }

// Indicateur is one figure of a report, with what it is made of. A nil value is
// not known or has nothing to be divided by: it is shown empty, never as 0.
type Indicateur struct {
	Code, Libelle string
	Unite         Unite
	Presentation  Presentation
	// Sens: "hausse" when more is better, "baisse" when less is, else "neutre".
	Sens       string
	Definition string
	Source     string // its formula, and the lines of the guide
	// Liste names the vocabulary of the breakdown, "" without one.
	Liste string
	// Dossiers names the list of files behind the figure, "" without one.
	Dossiers                       string
	Numerateur, Denominateur       *float64
	NomNumerateur, NomDenominateur Nom
	Valeur                         *float64
	// SansRapport: the value is the numerator; the denominator goes with it.
	SansRapport bool
	// Personnes is how many persons the figure is about; nil when not counted.
	Personnes   *int
	Completude  *Completude
	Ventilation []Part
	// NonDetaille: there is a breakdown, for too few persons to be shown.
	NonDetaille bool
}

// Completude says on how many of the files a sum rests.
type Completude struct{ Connus, Attendus int }

// Part is one line of a breakdown.
type Part struct {
	Code, Libelle            string
	Numerateur, Denominateur *float64
	Valeur                   *float64
}

// Rapport is the indicators of a period.
type Rapport struct {
	Debut, Fin  Date
	Options     OptionsRapport
	EtabliLe    Date
	Indicateurs []Indicateur
}

// IsEmpty: nothing happened in the period, and nothing was under way.
func (r Rapport) IsEmpty() bool {
	counts := func(n *float64) bool { return n != nil && *n != 0 }
	return !slices.ContainsFunc(r.Indicateurs, func(i Indicateur) bool { return counts(i.Numerateur) || counts(i.Denominateur) })
}

// Of lists the indicators shown in one place.
func (r Rapport) Of(p Presentation) []Indicateur {
	return keep(r.Indicateurs, func(i Indicateur) bool { return i.Presentation == p })
}

// Find gives an indicator by its code.
func (r Rapport) Find(code string) (Indicateur, bool) {
	return find(r.Indicateurs, func(i Indicateur) bool { return i.Code == code })
}

// OptionsRapport narrows or widens a report.
type OptionsRapport struct {
	// Obligations counts the mandatory trainings too; they are outside the
	// guide (l. 33) and left out by default.
	Obligations bool
}

// anneesRapport is the longest period of a report.
const anneesRapport = 5

// ChampsPeriode is the two days of a period, both included.
var ChampsPeriode = Champs{
	{Code: "debut", Libelle: "Du", Genre: GenreDate, Requis: true, Absent: "Indiquez le début de la période."},
	{Code: "fin", Libelle: "Au", Genre: GenreDate, Requis: true, Absent: "Indiquez la fin de la période."},
}

// CheckPeriode refuses a period that a report cannot cover.
func CheckPeriode(debut, fin, aujourdhui Date) error {
	es := ChampsPeriode.Check(Rapport{Debut: debut, Fin: fin}, Controle{})
	if debut.After(aujourdhui) {
		es.Add("debut", "La période ne peut pas commencer après aujourd'hui.")
	}
	if fin.After(aujourdhui) {
		es.Add("fin", "La période ne peut pas finir après aujourd'hui.")
	}
	switch {
	case len(es) > 0:
	case fin.Before(debut):
		es.Add("fin", "La fin de la période est avant son début. Vérifiez les deux dates.")
	case !fin.Before(debut.AddMonths(12 * anneesRapport)):
		es.Add("fin", "La période dépasse 5 ans. Choisissez-en une plus courte.")
	}
	return es.Err()
}

// DossiersFigure is the files behind a figure, or behind one line of its
// breakdown.
type DossiersFigure struct {
	Indicateur Indicateur // what it means; not computed
	Part       string     // label of the line, "" for the whole
	Lignes     []LigneFormation
}

// LigneFormation is a file behind the figures of a report: most often one real
// entry in a training, with its end if it has one. Some figures count what has
// no entry yet; they fill what they are about.
type LigneFormation struct {
	ParcoursID, SalarieID     int64
	Tentative                 int
	Nom, Prenom, Projet       string
	Intitule, Type, Organisme string
	DateBesoin, DateEntree    Date
	DateFin, DateAbandon      Date
	HeuresPrevues, Heures     *float64
	Evaluation, Situation     string
	Motifs                    []string
	// Etat on the last day of the period, since when.
	Etat       Etat
	EtatDepuis Date
	// DateEntreePrevue is the first planned entry of the try.
	DateEntreePrevue Date
	NonPresentations int
	Demande, Accorde *float64 // euros
	Compte           bool     // in the numerator, when the figure says so
}
