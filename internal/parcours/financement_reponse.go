package parcours

import (
	"slices"
	"time"
)

// Reponse is one answer about a line of the plan: of its funder, or of the directeur
// for the SIAE's own money. A prorata or a withdrawal is a new one: nothing of a former
// answer is overwritten.
type Reponse struct {
	ID, SiaeID, ParcoursID, FinancementID int64
	Date                                  Date
	Reponse                               string // reponsesFinanceur
	Montant                               int64  // granted from then on, in centimes
	MontantNul                            bool   `gorm:"-"` // 0 was typed, and is no way to leave it out
	Motif                                 string
	AuteurID                              int64
	CreeLe                                time.Time `gorm:"default:now()"`
	// RetireLe: it was noted by mistake; kept for the history, counted nowhere.
	RetireLe *time.Time
	// MontantDemande corrects what the line asks, on this occasion; 0 leaves it.
	MontantDemande int64 `gorm:"-"`
}

// ChampsReponse is one answer.
var ChampsReponse = Champs{
	champDate("Date de la réponse"),
	{Code: "reponse", Libelle: "Réponse", Genre: GenreChoix, Liste: reponsesFinanceur, Requis: true,
		Absent: "Choisissez la réponse : accord, accord partiel, refus, accord retiré ou prorata."},
	{Code: "montant", Libelle: "Montant accordé (€)", Mot: "montant accordé", Genre: GenreMontant,
		Aide: "Pour un accord ou un prorata", Rangee: true,
		RequisSi: Cas{"reponse", FinancementPartiel}, Absent: "Indiquez le montant accordé."},
	{Code: "motif", Libelle: "Motif", Genre: GenreTexte, Max: 500, Aide: "D'un refus, d'un retrait ou d'un prorata"},
}

// ChampsReponseLigne is an answer as the form of a line asks it, with where the request
// stands.
var ChampsReponseLigne = func() Champs {
	etat := ChampsReponse.Get("reponse").As("etat", "Où en est la demande ?")
	etat.Etale = true
	return Champs{etat, champDate("Date du dépôt ou de la réponse"), ChampsReponse.Get("montant"),
		{Code: "montant_demande", Libelle: "Montant demandé (€)", Genre: GenreMontant, Aide: "À corriger si besoin",
			Rangee: true},
		ChampsReponse.Get("motif")}
}()

// reponsesFinanceur are the states of a line that are answers.
var reponsesFinanceur = Liste{
	{Code: FinancementAccorde, Libelle: "Accord"},
	{Code: FinancementPartiel, Libelle: "Accord partiel"},
	{Code: FinancementRefuse, Libelle: "Refus"},
	{Code: FinancementRetire, Libelle: "Accord retiré"},
	{Code: FinancementProrata, Libelle: "Prorata des heures faites"},
}

// grants tells whether an answer leaves money to count on.
func grants(reponse string) bool {
	return reponse == FinancementAccorde || reponse == FinancementPartiel || reponse == FinancementProrata
}

// Resume says an answer in a few words: « Accord partiel le 02/03/2026 : 900 € · Plafond ».
func (r Reponse) Resume() string {
	texte := reponsesFinanceur.Libelle(r.Reponse) + " le " + r.Date.Francais()
	if grants(r.Reponse) {
		texte += " : " + euros(r.Montant)
	}
	if r.Motif != "" {
		texte += " · " + r.Motif
	}
	return texte
}

var _ = declare(
	Objet{"reponse", "Réponse", true, slices.Concat(ChampsReponse, Champs{champRetire},
		internes("id", "siae_id", "parcours_id", "financement_id", "auteur_id", "cree_le"))},
	Acte{"enregistrer_reponse", ActionRecordReponse, ChampsReponseLigne, Reponse{}},
	Acte{"noter_reponse", ActionRecordReponse, ChampsReponse, Reponse{}},
)
