package parcours

import "reflect"

// What a passage writes besides the state.

// settle lets the row act, then writes what was typed of the current try, and the
// day of the fact.
func settle(d *Dossier, t *Transition, c Contexte) {
	if t.Effet != nil {
		t.Effet(d, c)
	}
	essai := reflect.ValueOf(d.Courante()).Elem()
	for _, champ := range t.Champs {
		if ou, _ := champ.in(essai); ou.IsValid() {
			champ.set(essai, []string{c.Saisie[champ.Code]}) // it was read before: nothing is refused
		}
	}
	if t.Fait != "" {
		c.Saisie[t.Fait] = c.Date.String()
		Champ{Code: t.Fait, Genre: GenreDate}.set(essai, []string{c.Saisie[t.Fait]})
	}
}

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
	t := d.Courante()
	t.Controles = controlesOf(c.Saisie)
	keepFormation(c.Saisie, t.Formation)
}

// keepFormation keeps with an entry the training that was entered. A report keeps
// the try, and may describe it otherwise: the figures of the time before must not
// follow (docs/decisions/0004).
func keepFormation(s Saisie, f Formation) {
	s["heures_prevues"], s["obligation_employeur"] = "0", Non
	s.put(ChampsFormation.Only("heures_prevues", "obligation_employeur", "intitule", "type", "organisme"), f)
}

// startAgain clears how the same action began and ended the time before: the
// passages keep it.
func startAgain(t *Tentative) {
	t.Entree, t.Issue = Entree{NonPresentations: t.NonPresentations}, Issue{}
}
