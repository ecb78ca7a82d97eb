package pages

import (
	"parcours.example/internal/parcours"
)

// lienDit says how another parcours of the person is linked to this one.
func (p ParcoursPage) lienDit(lie parcours.Parcours) string {
	if suivi := p.Dossier.Parcours.Precedent; suivi != nil && *suivi == lie.ID {
		return "Suite de"
	}
	return "Suivi par"
}

// besoinSuivant is where a need that follows a completed training is noted, ""
// when none can.
func (p ParcoursPage) besoinSuivant() string {
	if p.Dossier.Parcours.Etat != parcours.Sorti || p.Salarie.Gele || !p.Qui.Can(parcours.ActionIdentifyBesoin) {
		return ""
	}
	return "/salaries/" + idString(p.Salarie.ID) + "/parcours/nouveau?precedent=" + idString(p.Dossier.Parcours.ID)
}
