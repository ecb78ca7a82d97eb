package pages

import (
	"fmt"

	"parcours/internal/parcours"
	"parcours/web/composants"
)

// accordEvent tells, in the timeline, that the directeur agreed to the SIAE's own
// money: who, when, for how much, and whether by planning the entry.
func (p Parcours) accordEvent(a parcours.AccordFondsPropres) composants.Evenement {
	e := composants.Evenement{ID: fmt.Sprintf("accord-%d", a.FinancementID), Genre: "passage", Date: jour(a.Date), Auteur: p.nom(a.AuteurID),
		Titre: "Accord de la direction · fonds propres : " + composants.FormatEuros(a.Montant)}
	if t, ok := parcours.FindTransition(a.Acte); ok {
		e.Details = []string{"Donné avec le passage « " + t.Libelle + " »"}
	}
	return e
}
