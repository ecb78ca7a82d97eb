package parcours

import "reflect"

// What the rows of the machine write besides the state and their own fields.

func planEntry(d *Dossier, c Contexte) {
	avant, finDite := d.Courante().Formation, c.Saisie[champFinPrevue] != ""
	moveFormation(d.Courante(), c, champFinPrevue)
	d.expect(c.Saisie.Date("date_entree_prevue"), avant, finDite)
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
	d.EntreePrevue().Devenue = EntreeReportee
	if c.Saisie["solution"] != SolutionReport {
		return
	}
	if jour := c.Saisie.Date("nouvelle_date"); !jour.IsZero() {
		avant, finDite := d.Courante().Formation, c.Saisie[champNouvelleFin] != ""
		moveFormation(d.Courante(), c, champNouvelleFin)
		d.expect(jour, avant, finDite).DateFin = c.Saisie.Date(champNouvelleFin)
	}
}

// expectedAgain is the day that a report gave, until it has gone by.
func expectedAgain(d *Dossier, jour Date) Saisie {
	if e := d.EntreePrevue(); e.IsExpected() && !e.Date.Before(jour) {
		return Saisie{"date_entree_prevue": e.Date.String()}
	}
	return nil
}

func enter(d *Dossier, c Contexte) {
	d.EntreePrevue().Devenue = EntreeTenue
	x := d.openPresence()
	for _, t := range ControlesEntree {
		if r := c.Saisie["controle_"+t.Code]; r != "" {
			d.answer(ControleEntree{Presence: x.Numero, Code: t.Code, Reponse: r, Date: c.Date})
		}
	}
}

// leave ends the stay: its day first, on which its hours and its assessment rest.
func leave(d *Dossier, c Contexte) {
	x, i := d.lastPresence(), Issue{Evaluation: c.Saisie["evaluation"], Certification: c.Saisie["certification"]}
	ChampsIssue.Get("heures_realisees").set(reflect.ValueOf(&i).Elem(), []string{c.Saisie["heures"]})
	ended := *x
	ended.DateFin = c.Date
	d.settle(&ended, i, c.Saisie["heures"] != "")
}

// startAgain forgets what was decided of the same action the time before: the passages
// keep it.
func startAgain(t *Tentative) { t.Suite = Suite{} }
