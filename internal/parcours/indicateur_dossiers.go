package parcours

// The sets of files behind a figure: what it is computed on, no more, no less.
const (
	DossiersEntrees     = "entrees"
	DossiersPremieres   = "premieres_entrees" // of their parcours
	DossiersFins        = "fins"
	DossiersFinsConnues = "fins_connues" // of a known duration
	DossiersEvaluations = "evaluations"  // ended with an assessment
	DossiersAbandons    = "abandons"
	DossiersFinies      = "finies"  // at their term or abandoned
	DossiersPrevues     = "prevues" // tries that had a planned entry
	DossiersPlans       = "plans"   // entered tries that have a plan
	DossiersBesoins     = "besoins" // needs, and how far they went
	DossiersEtats       = "etats"   // parcours by state on the last day
)

// EnsemblesDossiers lists them all.
var EnsemblesDossiers = []string{DossiersEntrees, DossiersPremieres, DossiersFins, DossiersFinsConnues, DossiersEvaluations,

	DossiersAbandons, DossiersFinies, DossiersPrevues, DossiersPlans, DossiersBesoins, DossiersEtats}

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
}
