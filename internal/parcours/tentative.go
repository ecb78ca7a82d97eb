package parcours

import "slices"

// Tentative is one try at a training inside a parcours: its own formation,
// plan de financement, entry, hours and outcome.
type Tentative struct {
	ID, SiaeID, ParcoursID int64
	Numero                 int
	Formation              `gorm:"embedded"`
	GroupeID               *int64 // the same action as others
	Suite                  `gorm:"embedded"`
}

// Suite is what was decided once the try was over.
type Suite struct {
	Solution       string // Solutions
	SolutionDetail string
}

// ChampsSuite is what was decided once a try was over.
var ChampsSuite = Champs{
	{Code: "solution", Libelle: "Solution", Genre: GenreChoix, Liste: Solutions, Absent: "Choisissez la solution retenue."},
	{Code: "solution_detail", Libelle: "Précisions", Mot: "solution, précisions", Genre: GenreNote},
}

// ChampPresence says which stay a fact is about, and champRang is its number in the row.
var (
	ChampPresence = Champ{Code: "presence_id", Libelle: "Formation", Genre: GenreCollegue, Choisir: "Celle en cours"}
	champRang     = Champ{Code: "presence", Libelle: "Présence n°", Genre: GenreEntier}
)

var _ = declare(
	Objet{"tentative", "Tentative", true, slices.Concat(Champs{{Code: "numero", Libelle: "Numéro", Genre: GenreEntier}},
		ChampsFormation, ChampsSuite, internes("id", "siae_id", "parcours_id", "organisme_id", "groupe_id", "cout_connu"))},
)
