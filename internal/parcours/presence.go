package parcours

import (
	"cmp"
	"slices"
)

// Presence is one stay in a training, from a real entry to its end. A report
// keeps the try: one try may then have several.
type Presence struct {
	Tentative int
	Entree    Date
	Fin       Date     // zero while the person is in training
	Motifs    []string // of an abandonment
}

// IsAbandon: left before the end.
func (p Presence) IsAbandon() bool { return len(p.Motifs) > 0 }

// Holds tells whether the person was in training that day.
func (p Presence) Holds(jour Date) bool {
	return !jour.Before(p.Entree) && (p.Fin.IsZero() || !jour.After(p.Fin))
}

// Presences reads the stays in the passages that count, oldest first: a try that
// started again no longer says how it began and ended the time before.
func (d *Dossier) Presences() []Presence {
	var presences []Presence
	for _, p := range d.Passages {
		if p.RectifieLe != nil {
			continue
		}
		if entree := p.Champs.Date("date_entree"); !entree.IsZero() {
			presences = append(presences, Presence{Tentative: p.Tentative, Entree: entree})
		}
		fin := cmp.Or(p.Champs.Date("date_abandon"), p.Champs.Date("date_fin"))
		if n := len(presences); n > 0 && !fin.IsZero() {
			presences[n-1].Fin, presences[n-1].Motifs = fin, p.Champs.Liste("motifs")
		}
	}
	return presences
}

// wasPresent tells whether a stay of that try holds that day.
func (d *Dossier) wasPresent(tentative int, jour Date) bool {
	return slices.ContainsFunc(d.Presences(), func(p Presence) bool { return p.Tentative == tentative && p.Holds(jour) })
}

// absences lists the days of absence in training noted in a try, whatever its
// stays say of them.
func (d *Dossier) absences(tentative int) []Date {
	notees := keep(d.Suivis, func(s Suivi) bool { return s.Tentative == tentative && s.IsAbsence() })
	return each(notees, func(s Suivi) Date { return s.Date })
}
