package parcours

import (
	"maps"
	"slices"
)

// Tentative is one try at a training inside a parcours: its own formation,
// plan de financement, entry, hours and outcome.
type Tentative struct {
	ID, SiaeID, ParcoursID int64
	Numero                 int
	Formation              `gorm:"embedded"`
	Entree                 `gorm:"embedded"`
	Issue                  `gorm:"embedded"`
}

// Entree is how the try begins.
type Entree struct {
	DateEntreePrevue          Date
	LieuEntree, ContactEntree string
	DateEntree                Date
	// Controles holds the answers of the six-item check, by code.
	Controles map[string]string `gorm:"serializer:json"`
	// NonPresentations counts the first-day absences that were reported.
	NonPresentations int
}

// ChampsEntree is the entry: planned, then real.
var ChampsEntree = Champs{
	{Code: "date_entree_prevue", Libelle: "Date d'entrée prévue", Mot: "entrée prévue", Genre: GenreDate,
		Absent: "Indiquez la date d'entrée prévue."},
	{Code: "lieu_entree", Libelle: "Lieu", Mot: "lieu d'entrée", Genre: GenreTexte, Aide: "Adresse, salle, heure du premier jour."},
	{Code: "contact_entree", Libelle: "Contact sur place", Genre: GenreTexte},
	{Code: "date_entree", Libelle: "Date d'entrée réelle", Mot: "entrée réelle", Genre: GenreDate, Passe: true,
		Absent: "Indiquez la date d'entrée."},
	{Code: "controles", Libelle: "Contrôle de l'entrée", Genre: GenreReponses, Liste: ControlesEntree},
	{Code: "non_presentations", Mot: "non-présentations", Genre: GenreReponses},
}

// Issue is how the try ends: at its term, or by an abandonment.
type Issue struct {
	DateFin                              Date
	HeuresRealisees                      *float64
	Evaluation, Certification, Situation string
	AvisOf                               int // 1 to 5, 0 when not given
	AvisDetail                           string
	DateAbandon                          Date
	MotifsAbandon                        []string `gorm:"serializer:json"`
	Solution                             string   // Solutions, once a repositionnement is decided
	SolutionDetail                       string
}

// ChampsIssue is the end of a try, at its term or by an abandonment.
var ChampsIssue = Champs{
	{Code: "date_fin", Libelle: "Date de fin", Mot: "fin réelle", Genre: GenreDate, Passe: true, Absent: "Indiquez la date de fin."},
	{Code: "heures_realisees", Libelle: "Heures réalisées", Genre: GenreHeures},
	{Code: "evaluation", Libelle: "Évaluation", Genre: GenreChoix, Liste: Evaluations, Choisir: "Inconnue"},
	{Code: "certification", Libelle: "Certification obtenue", Mot: "certification", Genre: GenreTexte,
		Aide: "Titre, bloc, CQP ou attestation, si elle est obtenue."},
	{Code: "situation", Libelle: "Situation à la sortie", Mot: "situation", Genre: GenreChoix, Liste: Situations, Choisir: "Inconnue",
		ParSiae: func(s Siae) Liste { return SituationsFor(s.Type) }},
	{Code: "avis_of", Libelle: "Avis sur l'organisme, de 1 à 5", Mot: "avis sur l'organisme", Genre: GenreChoix,
		Liste: NotesAvis, Nombre: true},
	{Code: "avis_detail", Libelle: "Ce qu'il faut retenir de l'organisme", Mot: "avis détaillé", Genre: GenreNote},
	{Code: "date_abandon", Libelle: "Date de l'abandon", Mot: "abandon le", Genre: GenreDate, Passe: true,
		Absent: "Indiquez la date de l'abandon."},
	{Code: "motifs_abandon", Libelle: "Motifs de l'abandon", Genre: GenreMulti, Liste: MotifsAbandon, Absent: "Choisissez au moins un motif."},
	{Code: "solution", Libelle: "Solution", Genre: GenreChoix, Liste: Solutions, Absent: "Choisissez la solution retenue."},
	{Code: "solution_detail", Libelle: "Précisions", Mot: "solution, précisions", Genre: GenreNote},
}

// UnansweredControles lists the items of the entry check without an answer.
func (e Entree) UnansweredControles() Liste {
	return keep(ControlesEntree, func(c Terme) bool {
		// An absence is only asked about when the person did not come (l. 897).
		came := c.Code == ControleAbsence && e.Controles[ControleVenu] == Oui
		return !came && e.Controles[c.Code] == ""
	})
}

// Clone copies the try deeply enough that changing the copy leaves it alone.
func (t Tentative) Clone() Tentative {
	t.Controles = maps.Clone(t.Controles)
	t.MotifsAbandon = slices.Clone(t.MotifsAbandon)
	if t.HeuresRealisees != nil {
		t.HeuresRealisees = new(*t.HeuresRealisees)
	}
	return t
}

var _ = declare(
	Objet{"tentative", "Tentative", true, slices.Concat(Champs{{Code: "numero", Libelle: "Numéro", Genre: GenreEntier}},
		ChampsFormation, ChampsEntree, ChampsIssue, internes("id", "siae_id", "parcours_id", "cout_connu"))},
)
