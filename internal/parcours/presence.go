package parcours

import (
	"cmp"
	"slices"
	"time"
)

// Presence is one stay in a training, from a real entry to its end. A report keeps
// the try, and its next entry opens another stay: one try may have several, and
// nothing of a former one moves.
type Presence struct {
	ID, SiaeID, ParcoursID int64
	Numero                 int               // within the parcours, from 1
	Tentative              int               // the try in which it was entered
	Formation              `gorm:"embedded"` // as it was entered
	DateEntree             Date
	DateFin                Date
	Situation              string // Situations
	AvisOf                 int    // 1 to 5, 0 when not given
	AvisDetail             string
	DateAbandon            Date
	MotifsAbandon          []string `gorm:"serializer:json"`
	AuteurID               int64
	CreeLe                 time.Time `gorm:"default:now()"`
	// RetireLe: it was noted by mistake; kept for the history, counted nowhere.
	RetireLe *time.Time
}

// ChampsPresence is the beginning of a stay.
var ChampsPresence = Champs{
	{Code: "date_entree", Libelle: "Date d'entrée réelle", Mot: "entrée réelle", Genre: GenreDate, Passe: true,
		Absent: "Indiquez la date d'entrée."},
}

// Issue is how a stay ended, at its term or by an abandonment, as one reads it: its hours
// and its assessment are rows.
type Issue struct {
	DateFin                              Date
	HeuresRealisees                      *float64
	Evaluation, Certification, Situation string
	AvisOf                               int // 1 to 5, 0 when not given
	AvisDetail                           string
	DateAbandon                          Date
	MotifsAbandon                        []string `gorm:"serializer:json"`
}

// HeuresInconnues is the answer of whoever knows that nobody knows.
const (
	HeuresInconnues = "inconnues"
	aideHeures      = "« inconnues » si personne ne les connaît encore."
)

// ChampsIssue is the end of a stay, at its term or by an abandonment.
var ChampsIssue = Champs{
	{Code: "date_fin", Libelle: "Date de fin", Mot: "fin réelle", Genre: GenreDate, Passe: true, Absent: "Indiquez la date de fin."},
	{Code: "heures_realisees", Libelle: "Heures réalisées", Genre: GenreHeures, Inconnu: HeuresInconnues, Aide: aideHeures},
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
}

// ChampsFin are those of its end that a stay itself keeps: hours and results are rows.
var ChampsFin = ChampsIssue.Without("heures_realisees", "evaluation", "certification")

// End is the day on which the stay ended, zero while the person is in training.
func (p Presence) End() Date { return cmp.Or(p.DateAbandon, p.DateFin) }

// IsOver: the person is not in that training, any more or at all.
func (p Presence) IsOver() bool { return p.DateEntree.IsZero() || !p.End().IsZero() }

// IsCompleted: the training went to its term.
func (p Presence) IsCompleted() bool { return !p.DateFin.IsZero() && p.RetireLe == nil }

// Holds tells whether the person was in training that day.
func (p Presence) Holds(jour Date) bool {
	return !jour.Before(p.DateEntree) && (p.End().IsZero() || !jour.After(p.End()))
}

// Clone copies the stay deeply enough that changing the copy leaves it alone.
func (p Presence) Clone() Presence {
	p.MotifsAbandon = slices.Clone(p.MotifsAbandon)
	return p
}

var _ = declare(
	Objet{"presence", "Présence", true, slices.Concat(
		Champs{{Code: "numero", Libelle: "Numéro", Genre: GenreEntier}, champTentative},
		ChampsPresence, ChampsFin, ChampsFormation, Champs{champRetire},
		internes("id", "siae_id", "parcours_id", "organisme_id", "cout_connu", "auteur_id", "cree_le"))},
)
