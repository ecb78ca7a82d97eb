package parcours

// What the rows of the machine write besides the state and their own fields.

func planEntry(d *Dossier, c Contexte) {
	moveFormation(d.Courante(), c, champFinPrevue)
	if c.Qui.Role != Directeur {
		return
	}
	for i := range d.Financements { // the directeur commits the money by acting (l. 797), unless he said no
		if f := &d.Financements[i]; f.WaitsDirecteur() {
			f.AgreeFondsPropres(c.Date)
		}
	}
}

// moveFormation gives the training the days of its planned entry, and keeps with
// the passage an end that was left to follow it.
func moveFormation(t *Tentative, c Contexte, champFin string) {
	entree, fin := plannedEntry(c)
	if fin.IsZero() {
		return // a training that nobody has described yet
	}
	t.DateDebutPrevue, t.DateFinPrevue = entree, fin
	c.Saisie[champFin] = fin.String()
}

func postpone(d *Dossier, c Contexte) {
	if c.Saisie["solution"] != SolutionReport {
		return
	}
	t := d.Courante()
	if t.DateEntreePrevue = c.Saisie.Date("nouvelle_date"); !t.DateEntreePrevue.IsZero() {
		moveFormation(t, c, champNouvelleFin)
	}
}

func enter(d *Dossier, c Contexte) {
	d.openPresence().Controles = controlesOf(c.Saisie)
}

// startAgain clears how the same action was planned the time before: its stay, if
// there was one, and the passages keep it.
func startAgain(t *Tentative) {
	t.Entree, t.Suite = Entree{NonPresentations: t.NonPresentations}, Suite{}
}
