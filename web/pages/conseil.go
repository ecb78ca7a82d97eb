package pages

import (
	"fmt"
	"strings"

	"parcours/internal/parcours"
	"parcours/web/composants"
)

// ConseilDecide is a decision about an advice, with the advice's title.
type ConseilDecide struct {
	parcours.Conseil
	Titre string
}

// FormConseil names the form of one advice. Ids of the guide hold dots, which a
// selector reads as classes.
func FormConseil(item string) string { return "conseil-" + strings.ReplaceAll(item, ".", "_") }

// decision is what was decided about an item, or nil.
func (p Parcours) decision(item string) *ConseilDecide {
	for i := range p.Conseils {
		if p.Conseils[i].Item == item {
			return &p.Conseils[i]
		}
	}
	return nil
}

// texte says a decision in one line.
func (c ConseilDecide) texte() string {
	switch c.Decision {
	case "planifie":
		return "Prévu le " + c.DatePrevue.Francais()
	case "ecarte":
		return "Écarté le " + c.Date.Francais() + " : " + c.Motif
	}
	return "Fait le " + c.Date.Francais()
}

// conseilEvent is a decision in the timeline.
func (p Parcours) conseilEvent(c ConseilDecide) composants.Evenement {
	e := composants.Evenement{ID: fmt.Sprintf("decision-%d", c.ID), Genre: "conseil", Date: jour(c.Date), Auteur: p.nom(c.AuteurID),
		Titre: "Guide · " + parcours.DecisionsConseil.Libelle(c.Decision), Texte: c.Titre}
	switch c.Decision {
	case "planifie":
		e.Details = []string{"Prévu le " + c.DatePrevue.Francais()}
	case "ecarte":
		e.Details = []string{c.Motif}
	}
	return e
}
