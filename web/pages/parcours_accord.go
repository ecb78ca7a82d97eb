package pages

import (
	"fmt"

	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
)

// accordEvent tells, in the timeline, that the directeur agreed to the SIAE's own
// money, or took his word back: who, when, for how much, and whether by planning.
func (p ParcoursPage) accordEvent(a parcours.AccordFondsPropres) composants.Evenement {
	e := composants.Evenement{ID: fmt.Sprintf("accord-%d", a.ID), Genre: "passage", Date: jour(a.Date), Ecrit: a.Instant, Auteur: p.nom(a.AuteurID),
		Titre: "Accord de la direction · fonds propres : " + composants.FormatEuros(a.Montant)}
	if a.Repris {
		e.Titre = "Accord de la direction repris · fonds propres : " + composants.FormatEuros(a.Montant)
	} else if t, ok := parcours.FindTransition(a.Acte); ok {
		e.Details = []string{"Donné avec le passage « " + t.Libelle + " »"}
	}
	return e
}
