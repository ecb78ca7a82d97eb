package parcours

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// What follows the correction of a planned entry: the days of the training, and the entries
// planned before and after it.

// carryEntree: an end that nobody typed keeps the length that the training had, whose days
// follow those of its planned entry.
func (d *Dossier) carryEntree(avant EntreePrevue, e *EntreePrevue, finDite bool) {
	suivait := avant.follows()
	if finDite {
		e.FinDite = !e.DateFin.IsZero()
	}
	if !e.FinDite && (finDite || suivait) {
		e.DateFin = e.daysBefore().EndFrom(e.Date)
	}
	d.moveDays(avant, *e)
	d.replan(avant, e)
	d.mergeEntree(e)
	d.splitEntree(avant, e.ID)
}

// splitEntree: a later passage planned the day that was typed wrong, and found the person
// already expected then: they are two entries, and the second put off the first.
func (d *Dossier) splitEntree(avant EntreePrevue, id int64) {
	i := slices.IndexFunc(d.Entrees, func(x EntreePrevue) bool { return x.ID == id })
	if i < 0 || d.Entrees[i].Date == avant.Date || slices.ContainsFunc(d.Entrees, func(x EntreePrevue) bool {
		return x.Tentative == avant.Tentative && x.Date == avant.Date
	}) {
		return
	}
	if p := d.foundBy(avant); p != nil {
		suivante := EntreePrevue{SiaeID: avant.SiaeID, ParcoursID: avant.ParcoursID, Tentative: avant.Tentative, Date: avant.Date,
			DateFin: cmp.Or(p.Champs.Date(champFinPrevue), p.Champs.Date(champNouvelleFin)), Devenue: avant.Devenue,
			AuteurID: p.AuteurID, CreeLe: p.CreeLe, FinDite: p.Avant != nil && p.Avant.FinDite}
		suivante.DebutAvant, suivante.FinAvant = d.Entrees[i].days()
		d.Entrees[i].Devenue = EntreeReportee
		d.insertEntree(suivante)
	}
}

// foundBy is the passage that planned a day on which the person was already expected, nil for none.
func (d *Dossier) foundBy(e EntreePrevue) *Passage {
	_, suivante := d.around(e)
	for i := range d.Passages {
		if p := &d.Passages[i]; p.plans() && p.RectifieLe == nil && p.Tentative == e.Tentative && !d.recorded(i, e.CreeLe) &&
			p.CreeLe.After(e.CreeLe) && p.CreeLe.Before(suivante.CreeLe) &&
			(p.Champs["date_entree_prevue"] == e.Date.String() || p.Champs["nouvelle_date"] == e.Date.String()) {
			return p
		}
	}
	return nil
}

// insertEntree adds an entry that was planned before others. Rows keep their numbers, by which absences name them: what
// they say moves on by one.
func (d *Dossier) insertEntree(e EntreePrevue) {
	d.DerniereEntree++
	e.Numero = d.DerniereEntree
	d.Entrees = append(slices.Clip(d.Entrees), e)
	for i := len(d.Entrees) - 1; i > 0 && d.Entrees[i-1].CreeLe.After(e.CreeLe); i-- {
		x, y := &d.Entrees[i-1], &d.Entrees[i]
		for j := range d.NonPresentations {
			if n := &d.NonPresentations[j]; n.Entree == x.Numero {
				n.Entree = y.Numero
			}
		}
		*x, *y = *y, *x
		x.ID, y.ID, x.Numero, y.Numero = y.ID, x.ID, y.Numero, x.Numero
	}
}

// plans tells whether a passage gave the day of an entry.
func (p Passage) plans() bool {
	return p.Champs["date_entree_prevue"] != "" || p.Champs["nouvelle_date"] != "" && p.Champs["solution"] == SolutionReport
}

// plannedByPassage tells whether a passage planned the entry, and not its own act.
func (d *Dossier) plannedByPassage(e EntreePrevue) bool {
	for i, p := range d.Passages {
		if p.plans() && p.RectifieLe == nil && d.recorded(i, e.CreeLe) {
			return true
		}
	}
	return false
}

// daysBefore are the days that the training had when the entry was planned.
func (e EntreePrevue) daysBefore() Formation {
	return Formation{DateDebutPrevue: e.DebutAvant, DateFinPrevue: e.FinAvant}
}

// follows: the end of the training was not typed, and keeps its length.
func (e EntreePrevue) follows() bool {
	return !e.FinDite && e.DateFin == e.daysBefore().EndFrom(e.Date)
}

// days are those of the training once the entry is planned.
func (e EntreePrevue) days() (debut, fin Date) {
	if e.DateFin.IsZero() {
		return e.DebutAvant, e.FinAvant
	}
	return e.Date, e.DateFin
}

// moveDays gives the training, as it is and as it was entered, the days of its planned entry
// where it had them, until the next was planned; so do the passages that would bring them
// back, and the next, whose end follows when nobody typed it.
func (d *Dossier) moveDays(avant, e EntreePrevue) {
	debutAvant, finAvant := avant.days()
	debutApres, finApres := e.days()
	move := func(debut, fin *Date) {
		if *debut == debutAvant && *fin == finAvant {
			*debut, *fin = debutApres, finApres
		}
	}
	_, apres := d.around(e)
	jusque := apres.CreeLe.Add(memeActe)
	for i, p := range d.Passages {
		if p.Tentative == e.Tentative && p.CreeLe.After(e.CreeLe.Add(memeActe)) && p.CreeLe.Before(jusque) {
			d.recallAt(i, func(a *Instantane) { move(&a.DebutPrevu, &a.FinPrevue) })
		}
	}
	for i := range d.Presences {
		if x := &d.Presences[i]; x.Tentative == e.Tentative && x.CreeLe.After(e.CreeLe.Add(-memeActe)) && x.CreeLe.Before(jusque) {
			move(&x.DateDebutPrevue, &x.DateFinPrevue)
		}
	}
	if t := &d.Tentatives[e.Tentative-1].Formation; apres.Numero == 0 {
		move(&t.DateDebutPrevue, &t.DateFinPrevue)
	}
	for i := range d.Entrees {
		x := &d.Entrees[i]
		if x.Numero != apres.Numero {
			continue
		}
		suivante := *x
		move(&x.DebutAvant, &x.FinAvant)
		if suivante.follows() && !x.follows() {
			x.DateFin = x.daysBefore().EndFrom(x.Date)
			d.replan(suivante, x)
		}
		d.moveDays(suivante, *x)
		return
	}
}

// mergeEntree: two entries of a try that follow each other on one day are one; a day typed
// wrong had put off the first.
func (d *Dossier) mergeEntree(e *EntreePrevue) {
	i := slices.IndexFunc(d.Entrees, func(x EntreePrevue) bool { return x.ID == e.ID })
	for _, j := range []int{i - 1, i} {
		if j < 0 || j+1 >= len(d.Entrees) {
			continue
		}
		x, suivante := d.Entrees[j], d.Entrees[j+1]
		if x.Tentative != suivante.Tentative || x.Date != suivante.Date || x.Devenue != EntreeReportee || d.postponed(x, suivante) {
			continue
		}
		premiere := x
		ChampsEntreePrevue.Copy(&x, suivante)
		if !d.plannedByPassage(suivante) { // which tells its end itself
			d.replan(premiere, &x)
		}
		x.Devenue = suivante.Devenue
		for k := range d.NonPresentations {
			if n := &d.NonPresentations[k]; n.Entree == suivante.Numero {
				n.Entree = x.Numero
			}
		}
		d.Entrees = slices.Delete(slices.Clone(d.Entrees), j, j+1)
		d.Entrees[j] = x
		return
	}
}

// postponed: somebody decided to put an entry off before the next one was planned.
func (d *Dossier) postponed(x, suivante EntreePrevue) bool {
	return slices.ContainsFunc(d.Passages, func(p Passage) bool {
		return p.Transition == "reporter_entree" && p.RectifieLe == nil && p.Tentative == x.Tentative &&
			p.CreeLe.After(x.CreeLe) && !p.CreeLe.After(suivante.CreeLe)
	})
}

// forgetEntree: the person is expected on the day that was planned before, and the training
// has its days again.
func (d *Dossier) forgetEntree(x EntreePrevue) {
	reportee := false // by a passage: it stays so, to a day that is not known
	for i := range d.Passages {
		if p := &d.Passages[i]; d.recorded(i, x.CreeLe) && p.Champs["nouvelle_date"] == x.Date.String() {
			reportee, p.Champs = true, maps.Clone(p.Champs)
			delete(p.Champs, "nouvelle_date")
			delete(p.Champs, champNouvelleFin)
		}
	}
	if p := d.foundBy(x); p != nil { // planned again since, it is that of this passage
		x.ID, x.AuteurID, x.CreeLe, x.RetireLe = 0, p.AuteurID, p.CreeLe, nil
		for i := range d.NonPresentations {
			if n := &d.NonPresentations[i]; n.Entree == x.Numero {
				n.Entree = d.DerniereEntree + 1
			}
		}
		d.insertEntree(x)
		return
	}
	avant, suivante := d.around(x)
	switch parti := x.Devenue == EntreeTenue || x.Devenue == EntreeReportee && d.postponed(x, suivante); {
	case reportee || avant == nil:
	case avant.Devenue == EntreeReportee && x.Devenue == EntreeManquee:
		avant.Devenue = ""
	case avant.Devenue == EntreeReportee || parti: // what was done of it, was done of the one before
		avant.Devenue = x.Devenue
	}
	for i := range d.NonPresentations {
		if n := &d.NonPresentations[i]; !reportee && avant != nil && n.Entree == x.Numero && n.Tentative == x.Tentative {
			n.Entree = avant.Numero
		}
	}
	if avant != nil && !reportee {
		d.recall(func(i *Instantane) { // nor had it been put off when they were done
			if devenue, la := i.Entrees[x.Numero]; la && i.Entrees[avant.Numero] == EntreeReportee {
				i.Entrees = maps.Clone(i.Entrees)
				i.Entrees[avant.Numero] = devenue
			}
		})
	}
	sans := x
	sans.DateFin = Date{}
	d.moveDays(x, sans)
}

// around are the entries of its try that were planned just before and after one that goes: nil for none before, for
// none after one that never comes.
func (d *Dossier) around(x EntreePrevue) (avant *EntreePrevue, suivante EntreePrevue) {
	for i := range d.Entrees {
		switch e := &d.Entrees[i]; {
		case e.Tentative != x.Tentative:
		case e.Numero < x.Numero:
			avant = e
		case e.Numero > x.Numero:
			return avant, *e
		}
	}
	return avant, EntreePrevue{CreeLe: time.Unix(1<<40, 0)}
}

// followEntrees says again what became of each planned entry: one that nobody missed is
// still expected, or was put off.
func (d *Dossier) followEntrees() {
	for i := range d.Entrees {
		e := &d.Entrees[i]
		manquee := slices.ContainsFunc(d.NonPresentations, func(n NonPresentation) bool {
			return n.Tentative == e.Tentative && n.Entree == e.Numero
		})
		derniere := d.entreeIn(e.Tentative).Numero == e.Numero
		switch {
		case manquee && e.Devenue == "":
			e.Devenue = EntreeManquee
		case !manquee && e.Devenue == EntreeManquee && derniere && e.Tentative == d.Parcours.Tentative && d.Parcours.Etat == EnEntree:
			e.Devenue = ""
		case !manquee && e.Devenue == EntreeManquee:
			e.Devenue = EntreeReportee
		}
	}
}

// replan makes the passages that planned an entry, or found the person expected that day already, say what is known of
// it now.
func (d *Dossier) replan(avant EntreePrevue, e *EntreePrevue) {
	_, suivante := d.around(*e)
	for i := range d.Passages {
		p := &d.Passages[i]
		found := avant.Date == e.Date && p.plans() && !e.CreeLe.IsZero() && p.CreeLe.After(e.CreeLe) && p.CreeLe.Before(suivante.CreeLe)
		if p.Tentative != e.Tentative || p.RectifieLe != nil || !found && !d.recorded(i, e.CreeLe) {
			continue
		}
		for champ, fin := range map[string]string{"date_entree_prevue": champFinPrevue, "nouvelle_date": champNouvelleFin} {
			if p.Champs[champ] != avant.Date.String() {
				continue
			}
			p.Champs = maps.Clone(p.Champs)
			p.Champs[champ] = e.Date.String()
			if p.Transition == Reprendre {
				continue // the end is that of the training
			}
			p.Champs[fin] = e.DateFin.String()
			for _, c := range champsEntreePrevue.Only("heure_entree", "lieu_entree", "contact_entree") {
				if champ == "date_entree_prevue" {
					tell(p, c, e)
				}
			}
		}
	}
}
