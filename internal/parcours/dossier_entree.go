package parcours

import (
	"cmp"
	"slices"
)

// EntreePrevue is the entry that the state of the file is about: the one where the
// person is expected, or the one that was held; an empty one when none is.
func (d *Dossier) EntreePrevue() *EntreePrevue {
	e := d.entreeIn(d.Parcours.Tentative)
	if e.IsExpected() || e.Devenue == EntreeTenue && !d.Presence().DateEntree.IsZero() {
		return e
	}
	return &EntreePrevue{Tentative: d.Parcours.Tentative}
}

// entreeIn is the last planned entry of a try, an empty one before any.
func (d *Dossier) entreeIn(tentative int) *EntreePrevue {
	for i, e := range slices.Backward(d.Entrees) {
		if e.Tentative == tentative {
			return &d.Entrees[i]
		}
	}
	return &EntreePrevue{Tentative: tentative}
}

// EntreeIn is the last planned entry of a try.
func (d *Dossier) EntreeIn(tentative int) EntreePrevue { return *d.entreeIn(tentative) }

// expect plans an entry. One that was planned for another day, and that nobody missed,
// is put off.
func (d *Dossier) expect(jour Date) *EntreePrevue {
	avant := d.entreeIn(d.Parcours.Tentative)
	switch {
	case avant.IsExpected() && avant.Date == jour:
		return avant
	case avant.Devenue == "":
		avant.Devenue = EntreeReportee
	}
	d.DerniereEntree++
	d.Entrees = append(d.Entrees, EntreePrevue{SiaeID: d.Parcours.SiaeID, ParcoursID: d.Parcours.ID,
		Numero: d.DerniereEntree, Tentative: d.Parcours.Tentative, Date: jour})
	return d.entreeIn(d.Parcours.Tentative)
}

// Plan expects the person on another day, without a change of state: after a missed one,
// or because the OF moved it. An end left blank follows the entry: the training keeps its
// length.
func (d *Dossier) Plan(e EntreePrevue) *EntreePrevue {
	t := d.Courante()
	if fin := cmp.Or(e.DateFin, t.EndFrom(e.Date)); !fin.IsZero() {
		t.DateDebutPrevue, t.DateFinPrevue, e.DateFin = e.Date, fin, fin
	}
	prevue := d.expect(e.Date)
	avant := *prevue
	ChampsEntreePrevue.Copy(prevue, e)
	d.replan(avant, prevue) // of the same day: it is known better
	return prevue
}

// Miss notes a first-day absence on the entry that was planned.
func (d *Dossier) Miss(n NonPresentation) *NonPresentation {
	e := d.entreeIn(d.Parcours.Tentative)
	if e.Devenue == "" {
		e.Devenue = EntreeManquee
	}
	n.ParcoursID, n.Tentative, n.Entree = d.Parcours.ID, d.Parcours.Tentative, e.Numero
	d.NonPresentations = append(slices.Clip(d.NonPresentations), n)
	return &d.NonPresentations[len(d.NonPresentations)-1]
}

// NonPresentationsIn are the first-day absences of a try.
func (d *Dossier) NonPresentationsIn(tentative int) []NonPresentation {
	return keep(d.NonPresentations, func(n NonPresentation) bool { return n.Tentative == tentative })
}

// becameOf tells what had become of each planned entry, by number.
func (d *Dossier) becameOf() map[int]string {
	devenues := map[int]string{}
	for _, e := range d.Entrees {
		devenues[e.Numero] = e.Devenue
	}
	return devenues
}
