package parcours

import (
	"fmt"
	"slices"
)

// MeasureImpact notes what became of a training that went to its term, whatever the
// parcours did since: each due date once, so that the answers can be counted; « autre
// date » as often as one likes.
func (d *Dossier) MeasureImpact(i Impact, aujourdhui Date) (*Impact, error) {
	x, err := d.findCompleted(i.PresenceID)
	if err != nil {
		return nil, err
	}
	if err := i.Validate(x.DateFin, aujourdhui); err != nil {
		return nil, err
	}
	if deja := d.FindImpact(x, i.Echeance); deja != nil {
		return nil, invalid("echeance", fmt.Sprintf("L'impact à %d mois est déjà noté, le %s. "+
			"Choisissez une autre échéance, ou « Autre date » pour le compléter.", i.Echeance, deja.Date.Francais()))
	}
	i.SiaeID, i.ParcoursID, i.Tentative, i.Presence = d.Parcours.SiaeID, d.Parcours.ID, x.Tentative, x.Numero
	d.Impacts = append(slices.Clip(d.Impacts), i)
	return &d.Impacts[len(d.Impacts)-1], nil
}

// Completed are the last stays of the tries that went to their term, those of which an
// impact is asked.
func (d *Dossier) Completed() []*Presence {
	var xs []*Presence
	for _, t := range d.Tentatives {
		if x := d.PresenceIn(t.Numero); x.IsCompleted() {
			xs = append(xs, x)
		}
	}
	return xs
}

// FindImpact is the one noted at a due date of a stay, or nil.
func (d *Dossier) FindImpact(x *Presence, echeance int) *Impact {
	i := slices.IndexFunc(d.Impacts, func(i Impact) bool { return echeance != 0 && i.Echeance == echeance && i.Presence == x.Numero })
	if i < 0 {
		return nil
	}
	return &d.Impacts[i]
}

// measuredTwice tells whether a due date of a stay was noted twice.
func (d *Dossier) measuredTwice() bool {
	vus := map[[2]int]bool{}
	for _, i := range d.Impacts {
		x := [2]int{i.Presence, i.Echeance}
		if i.Echeance != 0 && vus[x] {
			return true
		}
		vus[x] = true
	}
	return false
}

// MeasuredImpacts lists the due dates already answered of a stay.
func (d *Dossier) MeasuredImpacts(x *Presence) []int {
	return each(keep(d.Impacts, func(i Impact) bool { return i.Presence == x.Numero }), func(i Impact) int { return i.Echeance })
}
