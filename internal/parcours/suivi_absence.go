package parcours

// NonPresentation is a first-day absence: not an abandonment (l. 897).
type NonPresentation struct {
	Date   Date
	Motif  string
	Detail string
	// Absence is justified, not justified, or "" while nobody knows.
	Absence string // Absences, but aucune
}

// ChampsNonPresentation is what the report of a first-day absence asks.
var ChampsNonPresentation = Champs{
	champDate("Jour de l'absence"),
	{Code: "motif", Libelle: "Raison", Genre: GenreChoix, Liste: MotifsNonPresentation,
		Requis: true, Absent: "Indiquez la raison, même probable.", Choisir: choisir},
	{Code: "absence", Libelle: "Cette absence est", Genre: GenreChoix, Liste: Absences.Without(AbsenceAucune), Etale: true},
	{Code: "detail", Libelle: "Ce qui est prévu", Genre: GenreNote},
}

// Validate checks the report of a first-day absence as it was typed.
func (n NonPresentation) Validate(aujourdhui Date) error {
	return ChampsNonPresentation.Validate(n, aujourdhui)
}

var _ = declare(
	Acte{"signaler_non_presentation", ActionReportAbsence, ChampsNonPresentation, NonPresentation{}},
)
