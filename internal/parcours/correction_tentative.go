package parcours

import (
	"maps"
	"slices"
)

// A solution that was chosen wrong opened a try that should not be, or none. Once it is
// corrected, what was noted since goes to the try of the right solution.

// carrySolution takes the solution of a passage to the try that it was about.
func (d *Dossier) carrySolution(avant Passage, p *Passage) error {
	choisie, voulue := avant.Champs["solution"], p.Champs["solution"]
	suite := Suite{voulue, p.Champs["solution_detail"]}
	i := d.indexOf(p)
	switch reporte := voulue == SolutionReport; {
	case choisie == voulue && avant.Champs["solution_detail"] == suite.SolutionDetail:
		return nil
	case p.Transition == Reprendre || (choisie == SolutionReport) == reporte:
	case d.Parcours.Tentative != avant.after():
		return &Erreur{Code: Bloque, Message: "Une autre formation a suivi celle de ce repositionnement : sa solution ne change plus " +
			"d'un report à une autre formation, ni l'inverse. Notez la précision dans son détail.", Champ: "solution"}
	case reporte && d.isCompletedBefore(i):
		return invalid("solution", "Cette formation est allée à son terme : elle ne se reporte pas. Gardez une autre solution.")
	case reporte:
		d.closeTentativeAt(i)
	default:
		d.openTentativeAt(i)
	}
	t := &d.Tentatives[p.Tentative-1]
	if p.Transition == "reporter_entree" {
		suite.SolutionDetail = t.SolutionDetail
	}
	switch {
	case d.startedAgain(i):
		d.recallSuite(i, suite)
		fallthrough
	case voulue == "":
		suite = Suite{}
	}
	if !slices.ContainsFunc(d.Passages[i+1:], func(x Passage) bool { // the last one stands
		return x.RectifieLe == nil && x.Tentative == p.Tentative && x.Champs["solution"] != ""
	}) {
		t.Suite = suite
	}
	return nil
}

// startedAgain tells whether the same try went on after the ith passage.
func (d *Dossier) startedAgain(i int) bool {
	return slices.ContainsFunc(d.Passages[i+1:], func(p Passage) bool {
		return p.RectifieLe == nil && p.Tentative == d.Passages[i].Tentative && p.De == Repositionnement && p.Vers != BesoinIdentifie
	})
}

// after is the try that a passage left the file in.
func (p Passage) after() int {
	if p.OpensTentative() {
		return p.Tentative + 1
	}
	return p.Tentative
}

// wentOn tells whether another passage followed the ith.
func (d *Dossier) wentOn(i int) bool {
	return slices.ContainsFunc(d.Passages[i+1:], func(p Passage) bool { return p.RectifieLe == nil })
}

// isCompletedBefore tells whether the ith passage followed a training that went to its term.
func (d *Dossier) isCompletedBefore(i int) bool { return d.Passages[i].De == Sorti }

// recallSuite tells the passage that went on from the ith what to bring back of the solution.
func (d *Dossier) recallSuite(i int, suite Suite) {
	for j := range d.Passages[i+1:] {
		if p := &d.Passages[i+1+j]; p.RectifieLe == nil && p.Avant != nil && p.De == Repositionnement {
			avant := *p.Avant
			avant.Suite = suite
			p.Avant = &avant
			return
		}
	}
}

// moveSince moves to another try what was noted of a try since the ith passage.
func (d *Dossier) moveSince(i, de, vers int) {
	p := d.Passages[i]
	d.Passages = slices.Clone(d.Passages)
	for j := i + 1; j < len(d.Passages); j++ {
		if x := &d.Passages[j]; x.Tentative == de {
			x.Tentative = vers
		}
	}
	moved := func(tentative *int, apres bool) {
		if *tentative == de && apres {
			*tentative = vers
		}
	}
	for j := range d.Entrees {
		moved(&d.Entrees[j].Tentative, d.Entrees[j].CreeLe.After(p.CreeLe))
	}
	for j := range d.Presences {
		moved(&d.Presences[j].Tentative, d.Presences[j].CreeLe.After(p.CreeLe))
	}
	for j := range d.NonPresentations {
		moved(&d.NonPresentations[j].Tentative, d.NonPresentations[j].CreeLe.After(p.CreeLe))
	}
	for j := range d.Suivis {
		moved(&d.Suivis[j].Tentative, d.Suivis[j].CreeLe.After(p.CreeLe))
	}
	for j := range d.Impacts { // of a stay, which may have moved
		if k := d.stayAt(d.Impacts[j].Presence); k >= 0 {
			d.Impacts[j].Tentative = d.Presences[k].Tentative
		}
	}
}

// openTentativeAt parts the current try in two: what was chosen was another training, and
// not the same one put off.
func (d *Dossier) openTentativeAt(i int) {
	p, essai := d.Passages[i], d.Courante()
	n, x := essai.Numero, d.PresenceIn(p.Tentative)
	laisse, choisie := essai.Formation, essai.Formation
	switch {
	case p.Avant != nil && p.Avant.Formation != nil:
		laisse = *p.Avant.Formation
	case x.Numero != 0:
		laisse = x.Formation
	}
	reportee := laisse
	if fin := p.Champs.Date(champNouvelleFin); !fin.IsZero() {
		reportee.DateDebutPrevue, reportee.DateFinPrevue = p.Champs.Date("nouvelle_date"), fin
		if fin == laisse.EndFrom(reportee.DateDebutPrevue) { // nobody typed it
			delete(d.Passages[i].Champs, champNouvelleFin)
		}
	}
	switch {
	case !d.wentOn(i) && (choisie == laisse || choisie == reportee):
		choisie = Formation{} // nobody has described another one yet
	case laisse == Formation{} && x.Formation == choisie && !x.CreeLe.After(p.CreeLe):
		x.Formation = laisse
	}
	d.Entrees = slices.DeleteFunc(d.Entrees, func(e EntreePrevue) bool {
		return e.Tentative == n && d.recorded(i, e.CreeLe) && e.Date == p.Champs.Date("nouvelle_date")
	})
	d.moveSince(i, n, n+1)
	d.recallSuite(i, Suite{})
	essai.Formation = laisse
	d.Tentatives = append(d.Tentatives, Tentative{SiaeID: essai.SiaeID, ParcoursID: essai.ParcoursID, Numero: n + 1, Formation: choisie})
	var restent []Financement
	for _, f := range d.Financements {
		if f.CreeLe.After(p.CreeLe) {
			f.TentativeID = 0 // of the new try: known once it is written
			restent = append(restent, f)
		} else {
			d.Anciens = append(d.Anciens, f)
		}
	}
	d.Financements, d.Securisations = restent, nil
	d.Parcours.Tentative++
}

// closeTentativeAt makes one of the current try and of the one before: the same training was
// put off, and no other was chosen.
func (d *Dossier) closeTentativeAt(i int) {
	p, suivant := &d.Passages[i], *d.Courante()
	n := p.Tentative
	d.moveSince(i, n+1, n)
	p = &d.Passages[i]
	d.Tentatives = d.Tentatives[:n]
	d.Parcours.Tentative = n
	essai, x := d.Courante(), d.PresenceIn(n)
	if jour := p.Champs.Date("nouvelle_date"); !jour.IsZero() && d.entreeIn(n).Devenue != "" {
		fin := p.Champs.Date(champNouvelleFin)
		if fin.IsZero() {
			fin = essai.EndFrom(jour)
		}
		if !fin.IsZero() {
			essai.DateDebutPrevue, essai.DateFinPrevue = jour, fin
			p.Champs = maps.Clone(p.Champs)
			p.Champs[champNouvelleFin] = fin.String()
		}
		e := d.expect(jour)
		e.DateFin, e.CreeLe = p.Champs.Date(champNouvelleFin), p.CreeLe
	}
	if suivant.Formation != (Formation{}) {
		essai.Formation = suivant.Formation
		if x.Formation == (Formation{}) {
			x.Formation = suivant.Formation
		}
	}
	for _, lignes := range []*[]Financement{&d.Financements, &d.Anciens} {
		for j := range *lignes {
			if f := &(*lignes)[j]; f.TentativeID == suivant.ID {
				f.TentativeID = essai.ID
			}
		}
	}
	toutes := slices.Concat(d.Financements, d.Anciens)
	slices.SortStableFunc(toutes, func(x, y Financement) int { return int(x.ID - y.ID) })
	d.Financements = keep(toutes, func(f Financement) bool { return f.TentativeID == essai.ID })
	d.Anciens = keep(toutes, func(f Financement) bool { return f.TentativeID != essai.ID })
}
