package parcours

import "slices"

// openPresence adds the stay that begins now, in the training as it is described now.
func (d *Dossier) openPresence() *Presence {
	d.DernierePresence++
	d.Presences = append(d.Presences, Presence{SiaeID: d.Parcours.SiaeID, ParcoursID: d.Parcours.ID,
		Numero: d.DernierePresence, Tentative: d.Parcours.Tentative, Formation: d.Courante().Formation})
	return d.lastPresence()
}

// lastPresence is the last stay of the file, nil before any.
func (d *Dossier) lastPresence() *Presence {
	if n := len(d.Presences); n > 0 {
		return &d.Presences[n-1]
	}
	return nil
}

// PresenceIn is the last stay of a try, an empty one when it was never entered.
func (d *Dossier) PresenceIn(tentative int) *Presence {
	for i, p := range slices.Backward(d.Presences) {
		if p.Tentative == tentative {
			return &d.Presences[i]
		}
	}
	return &Presence{Tentative: tentative}
}

// Presence is the stay that the state of the file is about, an empty one when a
// training is still to be entered.
func (d *Dossier) Presence() *Presence {
	for _, p := range slices.Backward(d.Passages) {
		switch {
		case p.RectifieLe != nil:
		case p.Transition == Reprendre, p.Vers == EnDeroulement, p.Vers == Sorti, p.Vers == Abandonne:
			return d.PresenceIn(d.Parcours.Tentative)
		case p.Vers != Repositionnement:
			return &Presence{Tentative: d.Parcours.Tentative}
		}
	}
	return &Presence{Tentative: d.Parcours.Tentative}
}

// wasPresent tells whether a stay of that try holds that day.
func (d *Dossier) wasPresent(tentative int, jour Date) bool {
	return slices.ContainsFunc(d.Presences, func(p Presence) bool { return p.Tentative == tentative && p.Holds(jour) })
}

// absences lists the days of absence in training noted in a try, whatever its
// stays say of them.
func (d *Dossier) absences(tentative int) []Date {
	notees := keep(d.Suivis, func(s Suivi) bool { return s.Tentative == tentative && s.IsAbsence() })
	return each(notees, func(s Suivi) Date { return s.Date })
}

// Describe writes the training of the current try; a stay that was taken over before
// anybody knew it is described with it.
func (d *Dossier) Describe(f Formation) {
	if x := d.Presence(); x.Formation == (Formation{}) {
		x.Formation = f
	}
	d.Courante().Formation = f
}
