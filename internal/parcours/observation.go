package parcours

import (
	"slices"
	"time"
)

// Observation is what an encadrant saw: one theme, one level, one sentence.
type Observation struct {
	ID, SiaeID, SalarieID int64
	Date                  Date
	Theme                 string // ThemesObservation
	Niveau                string // NiveauxObservation
	Texte                 string
	AuteurID              int64
	CreeLe                time.Time  `gorm:"default:now()"`
	RetireLe              *time.Time // noted by mistake: counted nowhere
}

// ChampsObservation is what somebody saw.
var ChampsObservation = Champs{
	{Code: "theme", Libelle: "Thème", Genre: GenreChoix, Liste: ThemesObservation, Requis: true, Absent: "Choisissez un thème.", Etale: true},
	{Code: "niveau", Libelle: "Niveau", Genre: GenreChoix, Liste: NiveauxObservation,
		Requis: true, Absent: "Choisissez un niveau.", Etale: true},
	{Code: "texte", Libelle: "En une phrase", Mot: "texte", Genre: GenreNote, Max: 500, Requis: true, Absent: "Écrivez une phrase.",
		Aide: "Des faits neutres, que la personne pourra lire. Rien sur la santé, rien sur la justice."},
	champDate("Date"),
}

// Validate checks an observation as it was typed.
func (o Observation) Validate(aujourdhui Date) error {
	return ChampsObservation.Validate(o, aujourdhui)
}

var _ = declare(
	Objet{"observation", "Observation", true, slices.Concat(ChampsObservation, Champs{champRetire},
		internes("id", "siae_id", "salarie_id", "auteur_id", "cree_le"))},
	Acte{"consigner_observation", ActionLogObservation, ChampsObservation, Observation{}},
)
