package parcours

import (
	"fmt"
	"slices"
	"time"
)

// What is learnt of a stay, sometimes long after: each is a row that names its stay.

// ControleEntree is the answer to one of the six points of the first days (l. 888-911).
type ControleEntree struct {
	ID, SiaeID, ParcoursID int64
	Presence               int    // Numero of the stay
	PresenceID             int64  `gorm:"-"` // as it is asked: the current stay when 0
	Code                   string // ControlesEntree
	Reponse                string // ReponsesControle
	Date                   Date
	AuteurID               int64
	CreeLe                 time.Time `gorm:"default:now()"`
	RetireLe               *time.Time
}

// Heures are the hours done from a day to another, both included; nil when the answer is
// that nobody knows them.
type Heures struct {
	ID, SiaeID, ParcoursID int64
	Presence               int
	PresenceID             int64 `gorm:"-"`
	Debut, Fin             Date
	Heures                 *float64
	HeuresInconnu          bool   `gorm:"-"` // as it was typed
	Source                 string // SourcesHeures
	AuteurID               int64
	CreeLe                 time.Time `gorm:"default:now()"`
	RetireLe               *time.Time
}

// Evaluation is what came of an assessment, on a day that may be long after the end.
type Evaluation struct {
	ID, SiaeID, ParcoursID int64
	Presence               int
	PresenceID             int64 `gorm:"-"`
	Date                   Date
	Evaluation             string // Evaluations
	Certification          string
	AuteurID               int64
	CreeLe                 time.Time `gorm:"default:now()"`
	RetireLe               *time.Time
}

// SourcesHeures says what the hours are read from.
var SourcesHeures = Liste{
	{"emargement", "Feuilles d'émargement", "", false},
	{"attestation", "Attestation de l'organisme", "921", false},
	{"estimation", "Estimation", "", false},
}

// The fields of what is learnt of a stay.
var (
	ChampsControle = Champs{
		{Code: "code", Libelle: "Point", Genre: GenreChoix, Liste: ControlesEntree,
			Requis: true, Absent: "Choisissez le point.", Choisir: choisir},
		{Code: "reponse", Libelle: "Réponse", Genre: GenreChoix, Liste: ReponsesControle, Requis: true, Absent: "Choisissez la réponse."},
		{Code: "date", Libelle: "Vérifié le", Genre: GenreDate, Passe: true, Requis: true, Absent: "Indiquez le jour."},
	}
	ChampsHeures = Champs{
		{Code: "debut", Libelle: "Du", Genre: GenreDate, Passe: true, Requis: true, Absent: "Indiquez le premier jour compté."},
		{Code: "fin", Libelle: "Au", Genre: GenreDate, Passe: true, Requis: true, Absent: "Indiquez le dernier jour compté.", Rangee: true},
		{Code: "heures", Libelle: "Heures", Genre: GenreHeures, Inconnu: HeuresInconnues, Requis: true, Aide: aideHeures,
			Absent: "Indiquez les heures, ou « inconnues »."},
		{Code: "source", Libelle: "D'après", Genre: GenreChoix, Liste: SourcesHeures, Rangee: true, Choisir: nonRenseigne},
	}
	ChampsEvaluation = Champs{
		{Code: "date", Libelle: "Date du résultat", Genre: GenreDate, Passe: true, Requis: true, Absent: "Indiquez le jour du résultat."},
		{Code: "evaluation", Libelle: "Évaluation", Genre: GenreChoix, Liste: Evaluations, Requis: true,
			Absent: "Indiquez le résultat de l'évaluation."},
		{Code: "certification", Libelle: "Certification obtenue", Mot: "certification", Genre: GenreTexte,
			Aide: "Titre, bloc, CQP ou attestation, si elle est obtenue."},
	}
)

// Validate checks an answer of the first days as it was typed.
func (c ControleEntree) Validate(aujourdhui Date) error {
	return ChampsControle.Validate(c, aujourdhui)
}

// Validate checks a result as it was typed.
func (e Evaluation) Validate(aujourdhui Date) error { return ChampsEvaluation.Validate(e, aujourdhui) }

// Validate checks hours as they were typed: a day has 24 of them.
func (h Heures) Validate(aujourdhui Date) error {
	es := ChampsHeures.Check(h, Controle{Aujourdhui: aujourdhui})
	es.order("fin", h.Debut, h.Fin, "Le dernier jour est avant le premier. Vérifiez les deux dates.")
	if h.Heures != nil && len(es) == 0 {
		if refus := tooManyHours(*h.Heures, h.Debut, h.Fin); refus != "" {
			es.Add("heures", refus)
		}
	}
	return es.Err()
}

// tooManyHours says that days cannot hold those hours; "" when they can.
func tooManyHours(total float64, debut, fin Date) string {
	jours := fin.DaysSince(debut) + 1
	if debut.IsZero() || fin.Before(debut) || total <= float64(24*jours) {
		return ""
	}
	return fmt.Sprintf("%s en %s : un jour n'a que 24 heures. Vérifiez les heures ou les dates.", heures(total),
		plural(jours, "jour", "jours"))
}

// UnansweredControles lists the items of the entry check without an answer.
func UnansweredControles(reponses map[string]string) Liste {
	return keep(ControlesEntree, func(c Terme) bool {
		// An absence is only asked about when the person did not come (l. 897).
		came := c.Code == ControleAbsence && reponses[ControleVenu] == Oui
		return !came && reponses[c.Code] == ""
	})
}

var _ = declare(
	Objet{"controle_entree", "Contrôle de l'entrée", false, slices.Concat(Champs{champRang}, ChampsControle, Champs{champRetire},
		internes("id", "siae_id", "parcours_id", "auteur_id", "cree_le"))},
	Objet{"heures", "Heures", true, slices.Concat(Champs{champRang}, ChampsHeures, Champs{champRetire},
		internes("id", "siae_id", "parcours_id", "auteur_id", "cree_le"))},
	Objet{"evaluation", "Évaluation", true, slices.Concat(Champs{champRang}, ChampsEvaluation, Champs{champRetire},
		internes("id", "siae_id", "parcours_id", "auteur_id", "cree_le"))},
	Acte{"controler_entree", ActionCheckEntree, ChampsControle.With(ChampPresence), ControleEntree{}},
	Acte{"noter_heures", ActionNoteHeures, ChampsHeures.With(ChampPresence), Heures{}},
	Acte{"noter_evaluation", ActionNoteEvaluation, ChampsEvaluation.With(ChampPresence), Evaluation{}},
)

// stay is the number of the stay that the fact is about.
func (c ControleEntree) stay() int { return c.Presence }
func (h Heures) stay() int         { return h.Presence }
func (e Evaluation) stay() int     { return e.Presence }
