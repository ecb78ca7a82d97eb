package parcours

import "slices"

// Tentative is one try at a training inside a parcours: its own formation,
// plan de financement, entry, hours and outcome.
type Tentative struct {
	ID, SiaeID, ParcoursID int64
	Numero                 int
	Formation              `gorm:"embedded"`
	Entree                 `gorm:"embedded"`
	Suite                  `gorm:"embedded"`
}

// Entree is how the try is to begin.
type Entree struct {
	DateEntreePrevue          Date
	LieuEntree, ContactEntree string
	// NonPresentations counts the first-day absences that were reported.
	NonPresentations int
}

// Suite is what was decided once the try was over.
type Suite struct {
	Solution       string // Solutions
	SolutionDetail string
}

// ChampsEntree is the planned entry.
var ChampsEntree = Champs{
	{Code: "date_entree_prevue", Libelle: "Date d'entrée prévue", Mot: "entrée prévue", Genre: GenreDate,
		Absent: "Indiquez la date d'entrée prévue."},
	{Code: "lieu_entree", Libelle: "Lieu", Mot: "lieu d'entrée", Genre: GenreTexte, Aide: "Adresse, salle, heure du premier jour."},
	{Code: "contact_entree", Libelle: "Contact sur place", Genre: GenreTexte},
	{Code: "non_presentations", Mot: "non-présentations", Genre: GenreReponses},
}

// ChampsSuite is what was decided once a try was over.
var ChampsSuite = Champs{
	{Code: "solution", Libelle: "Solution", Genre: GenreChoix, Liste: Solutions, Absent: "Choisissez la solution retenue."},
	{Code: "solution_detail", Libelle: "Précisions", Mot: "solution, précisions", Genre: GenreNote},
}

var _ = declare(
	Objet{"tentative", "Tentative", true, slices.Concat(Champs{{Code: "numero", Libelle: "Numéro", Genre: GenreEntier}},
		ChampsFormation, ChampsEntree, ChampsSuite, internes("id", "siae_id", "parcours_id", "cout_connu"))},
)
