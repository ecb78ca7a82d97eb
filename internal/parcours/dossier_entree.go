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
// is put off. It keeps the days that the training had before, and whether its end was typed.
func (d *Dossier) expect(jour Date, f Formation, finDite bool) *EntreePrevue {
	avant := d.entreeIn(d.Parcours.Tentative)
	switch {
	case avant.IsExpected() && avant.Date == jour:
		return avant
	case avant.Devenue == "":
		avant.Devenue = EntreeReportee
	}
	d.DerniereEntree++
	d.Entrees = append(d.Entrees, EntreePrevue{SiaeID: d.Parcours.SiaeID, ParcoursID: d.Parcours.ID,
		Numero: d.DerniereEntree, Tentative: d.Parcours.Tentative, Date: jour,
		DebutAvant: f.DateDebutPrevue, FinAvant: f.DateFinPrevue, FinDite: finDite})
	return d.entreeIn(d.Parcours.Tentative)
}

// Plan expects the person on another day, without a change of state: after a missed one,
// or because the OF moved it. An end left blank follows the entry: the training keeps its
// length.
func (d *Dossier) Plan(e EntreePrevue) *EntreePrevue {
	t, finDite := d.Courante(), !e.DateFin.IsZero()
	f := t.Formation
	if fin := cmp.Or(e.DateFin, t.EndFrom(e.Date)); !fin.IsZero() {
		t.DateDebutPrevue, t.DateFinPrevue, e.DateFin = e.Date, fin, fin
	}
	prevue := d.expect(e.Date, f, finDite)
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

// LogContrat adds a contract to those of the person: a renewal, or one that was forgotten.
func (d *Dossier) LogContrat(c Contrat) (*Contrat, error) {
	c.SalarieID = d.Salarie.ID
	d.Contrats = append(d.Contrats, c)
	return &d.Contrats[len(d.Contrats)-1], d.Contrats.checkTwice("debut")
}

// EndContrat notes the real end of a contract.
func (d *Dossier) EndContrat(id int64, f FinContrat) (*Contrat, error) {
	i := slices.IndexFunc(d.Contrats, func(c Contrat) bool { return c.ID == id })
	if i < 0 {
		return nil, NotFound("Contrat")
	}
	if f.FinReelle.Before(d.Contrats[i].Debut) {
		return nil, invalid("fin_reelle", finAvantDebut)
	}
	d.Contrats[i].FinContrat = f
	return &d.Contrats[i], nil
}

// FollowSalarie writes what the form of the person says of the contract of the moment on
// its row: the first one when none is known. Emptied, the contract is withdrawn.
func (d *Dossier) FollowSalarie(jour Date) error {
	voulu, known := d.Salarie.Contrat()
	courant := d.Contrats.Courant(jour)
	i := slices.IndexFunc(d.Contrats, func(c Contrat) bool { return c.ID == courant.ID })
	switch {
	case i >= 0 && !known:
		d.Contrats = slices.Delete(d.Contrats, i, i+1)
		return nil
	case i < 0 && known:
		d.Contrats = append(d.Contrats, voulu)
	case known:
		c := &d.Contrats[i]
		c.Type, c.Debut = voulu.Type, voulu.Debut
		c.setFin(voulu.FinPrevue, jour)
	}
	return d.Contrats.checkTwice("date_debut_contrat")
}

// setFin moves the end that is shown: the real one once it is noted, unless the contract
// goes on.
func (c *Contrat) setFin(fin, jour Date) {
	switch {
	case fin == c.Fin():
	case c.FinReelle.IsZero() || fin.IsZero() || fin.After(jour):
		c.FinPrevue, c.FinContrat = fin, FinContrat{}
	default:
		c.FinReelle = fin
	}
}

// checkTwice refuses two contracts that begin on the same day; others may overlap.
func (cs Contrats) checkTwice(champ string) error {
	for i, c := range cs {
		if !c.Debut.IsZero() && slices.ContainsFunc(cs[:i], func(x Contrat) bool { return x.Debut == c.Debut }) {
			return &Erreur{Code: Conflit, Champ: champ,
				Message: "Ce contrat est déjà noté : un contrat commence le " + c.Debut.Francais() + "."}
		}
	}
	return nil
}
