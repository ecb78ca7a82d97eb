package parcours

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
