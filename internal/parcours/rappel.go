package parcours

import "slices"

// An impact is reminded of from the day on which it may be noted. Months later
// the answer would be about something else: the reminder stops. The number is
// ours, like the due dates.
const (
	joursAvantEcheance = 15
	moisApresEcheance  = 6
)

// DueImpacts lists the due dates of an impact to note on that day, given the end
// of the training and the due dates already answered. An answer stands for those
// before it: what happened later says more.
func DueImpacts(fin Date, mesures []int, jour Date) []int {
	if fin.IsZero() {
		return nil
	}
	derniere := slices.Max(append([]int{0}, mesures...))
	var dues []int
	for _, m := range Echeances {
		le := fin.AddMonths(m)
		if m > derniere && !jour.Before(le.AddDays(-joursAvantEcheance)) && jour.Before(le.AddMonths(moisApresEcheance)) {
			dues = append(dues, m)
		}
	}
	return dues
}

// NextImpact is the first due date still to come, and the day from which it may
// be noted; 0 when none is left.
func NextImpact(fin Date, mesures []int, jour Date) (echeance int, des Date) {
	for _, m := range Echeances {
		if le := fin.AddMonths(m).AddDays(-joursAvantEcheance); jour.Before(le) && m > slices.Max(append([]int{0}, mesures...)) {
			return m, le
		}
	}
	return 0, Date{}
}

// MeasuredImpacts lists the due dates already answered since the training of the
// current try ended.
func (d *Dossier) MeasuredImpacts() []int {
	t := d.Courante()
	var mesures []int
	for _, i := range d.Impacts {
		if i.Tentative == t.Numero && !i.Date.Before(t.DateFin) {
			mesures = append(mesures, i.Echeance)
		}
	}
	return mesures
}
