package parcours

import (
	"fmt"
	"slices"
)

// CheckImpact validates the measure of an impact: each due date once, so that
// the answers can be counted; « autre date » as often as one likes.
func CheckImpact(d *Dossier, i Impact, aujourdhui Date) error {
	if err := CheckActe(d, ActionMeasureImpact); err != nil {
		return err
	}
	if err := i.Validate(d.Presence().DateFin, aujourdhui); err != nil {
		return err
	}
	if deja := d.FindImpact(i.Echeance); deja != nil {
		return invalid("echeance", fmt.Sprintf("L'impact à %d mois est déjà noté, le %s. "+
			"Choisissez une autre échéance, ou « Autre date » pour le compléter.", i.Echeance, deja.Date.Francais()))
	}
	return nil
}

// FindImpact is the one noted at a due date since the training of the current try
// ended, or nil.
func (d *Dossier) FindImpact(echeance int) *Impact {
	i := slices.IndexFunc(d.Impacts, func(i Impact) bool { return echeance != 0 && i.Echeance == echeance && d.followsEnd(i) })
	if i < 0 {
		return nil
	}
	return &d.Impacts[i]
}

// followsEnd: noted since the training of the current try ended.
func (d *Dossier) followsEnd(i Impact) bool {
	x := d.Presence()
	return i.Tentative == x.Tentative && !i.Date.Before(x.DateFin)
}

// measuredTwice tells whether a due date was noted twice after one end.
func (d *Dossier) measuredTwice() bool {
	type due struct {
		tentative, echeance int
		fin                 Date
	}
	vus := map[due]bool{}
	for _, i := range d.Impacts {
		x := due{i.Tentative, i.Echeance, Date{}}
		for _, p := range d.Presences {
			if p.Tentative == i.Tentative && !p.End().After(i.Date) {
				x.fin = p.End()
			}
		}
		if i.Echeance != 0 && vus[x] {
			return true
		}
		vus[x] = true
	}
	return false
}

// MeasuredImpacts lists the due dates already answered since the training of the
// current try ended.
func (d *Dossier) MeasuredImpacts() []int {
	return each(keep(d.Impacts, d.followsEnd), func(i Impact) int { return i.Echeance })
}
