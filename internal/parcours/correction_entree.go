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
	base, known := d.daysBefore(avant)
	i := d.plannedBy(avant)
	deja := i >= 0 && d.Passages[i].Avant != nil && d.Passages[i].Avant.FinDite
	if i >= 0 && finDite && deja == e.DateFin.IsZero() {
		d.recallAt(i, func(a *Instantane) { a.FinDite = !deja })
	}
	if known && (finDite && e.DateFin.IsZero() || !finDite && !deja && avant.DateFin == base.EndFrom(avant.Date)) {
		e.DateFin = base.EndFrom(e.Date)
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
	if i < 0 || d.Entrees[i].Date == avant.Date {
		return
	}
	for j, p := range d.Passages {
		planned := p.Champs["date_entree_prevue"] == avant.Date.String() ||
			p.Champs["nouvelle_date"] == avant.Date.String() && p.Champs["solution"] == SolutionReport
		if !planned || p.RectifieLe != nil || p.Tentative != avant.Tentative || d.recorded(j, avant.CreeLe) ||
			slices.ContainsFunc(d.Entrees, func(x EntreePrevue) bool { return x.Tentative == avant.Tentative && x.Date == avant.Date }) {
			continue
		}
		d.DerniereEntree++
		suivante := EntreePrevue{SiaeID: avant.SiaeID, ParcoursID: avant.ParcoursID, Numero: d.DerniereEntree, Tentative: avant.Tentative,
			Date: avant.Date, DateFin: cmp.Or(p.Champs.Date(champFinPrevue), p.Champs.Date(champNouvelleFin)), Devenue: avant.Devenue,
			AuteurID: p.AuteurID, CreeLe: p.CreeLe}
		d.Entrees[i].Devenue = EntreeReportee
		d.Entrees = append(slices.Clip(d.Entrees), suivante)
		return
	}
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

// plannedBy is the place of the passage that planned an entry, -1 for one planned by its own act.
func (d *Dossier) plannedBy(e EntreePrevue) int {
	for i, p := range d.Passages {
		if p.Champs["date_entree_prevue"]+p.Champs["nouvelle_date"] != "" && p.RectifieLe == nil && d.recorded(i, e.CreeLe) {
			return i
		}
	}
	return -1
}

// daysBefore are the days that the training had when an entry was planned.
func (d *Dossier) daysBefore(e EntreePrevue) (f Formation, known bool) {
	if i := d.plannedBy(e); i >= 0 {
		avant := d.Passages[i].Avant
		if avant == nil {
			return f, false
		}
		return Formation{DateDebutPrevue: avant.DebutPrevu, DateFinPrevue: avant.FinPrevue}, true
	}
	for _, x := range slices.Backward(d.Entrees) {
		if x.Tentative == e.Tentative && x.Numero < e.Numero {
			if !x.DateFin.IsZero() { // nobody had described the training yet
				f.DateDebutPrevue, f.DateFinPrevue = x.Date, x.DateFin
			}
			return f, true
		}
	}
	return f, false
}

// moveDays gives the training, as it is and as it was entered, the days of its planned entry
// where it had them; so do the passages that would bring them back, and the entry that was
// planned next, when its end followed.
func (d *Dossier) moveDays(avant, e EntreePrevue) {
	base, _ := d.daysBefore(avant)
	move := func(debut, fin *Date) {
		switch {
		case *debut == avant.Date && *fin == avant.DateFin && !e.DateFin.IsZero(),
			avant.DateFin.IsZero() && *debut == base.DateDebutPrevue && *fin == base.DateFinPrevue && !e.DateFin.IsZero():
			*debut, *fin = e.Date, e.DateFin
		case *debut == avant.Date && *fin == avant.DateFin && e.DateFin.IsZero():
			*debut, *fin = base.DateDebutPrevue, base.DateFinPrevue
		}
	}
	d.recall(func(i *Instantane) {
		if i.Numero == e.Tentative {
			move(&i.DebutPrevu, &i.FinPrevue)
		}
	})
	t := &d.Tentatives[e.Tentative-1].Formation
	move(&t.DateDebutPrevue, &t.DateFinPrevue)
	for i := range d.Presences {
		if x := &d.Presences[i]; x.Tentative == e.Tentative {
			move(&x.DateDebutPrevue, &x.DateFinPrevue)
		}
	}
	for i := range d.Entrees {
		x := &d.Entrees[i]
		if x.Tentative != e.Tentative || x.Numero <= e.Numero {
			continue
		}
		former := Formation{DateDebutPrevue: avant.Date, DateFinPrevue: avant.DateFin}
		if suivante := *x; !avant.DateFin.IsZero() && x.DateFin == former.EndFrom(x.Date) {
			x.DateFin = Formation{DateDebutPrevue: e.Date, DateFinPrevue: e.DateFin}.EndFrom(x.Date)
			d.moveDays(suivante, *x)
			d.replan(suivante, x)
		}
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
		d.replan(premiere, &x)
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
	base, known := d.daysBefore(x)
	reportee := false // by a passage: it stays so, to a day that is not known
	for i := range d.Passages {
		if p := &d.Passages[i]; d.recorded(i, x.CreeLe) && p.Champs["nouvelle_date"] == x.Date.String() {
			reportee, p.Champs = true, maps.Clone(p.Champs)
			delete(p.Champs, "nouvelle_date")
			delete(p.Champs, champNouvelleFin)
		}
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
	if known {
		d.moveDays(x, EntreePrevue{Numero: x.Numero, Tentative: x.Tentative, Date: base.DateDebutPrevue, DateFin: base.DateFinPrevue,
			CreeLe: x.CreeLe})
	}
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

// replan makes the passages that planned an entry say what is known of it now.
func (d *Dossier) replan(avant EntreePrevue, e *EntreePrevue) {
	for i := range d.Passages {
		p := &d.Passages[i]
		if p.Tentative != e.Tentative || p.RectifieLe != nil || !d.recorded(i, e.CreeLe) {
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
