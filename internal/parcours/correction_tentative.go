package parcours

import (
	"cmp"
	"maps"
	"slices"
	"time"
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
	case reporte && p.De == Sorti:
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
	d.recallSuite(i, choisie, suite)
	if voulue == "" || d.startedAgain(i) {
		suite = Suite{}
	}
	if !d.choseSince(i) { // the last one stands
		t.Suite = suite
	}
	return nil
}

// choseSince tells whether a later passage of its try chose a solution.
func (d *Dossier) choseSince(i int) bool {
	return slices.ContainsFunc(d.Passages[i+1:], func(x Passage) bool {
		return x.RectifieLe == nil && x.Tentative == d.Passages[i].Tentative && x.Champs["solution"] != ""
	})
}

// startedAgain tells whether the same try went on after the ith passage.
func (d *Dossier) startedAgain(i int) bool {
	return slices.ContainsFunc(d.Passages[i+1:], func(p Passage) bool {
		return p.RectifieLe == nil && p.Tentative == d.Passages[i].Tentative && p.De == Repositionnement && p.Vers != BesoinIdentifie
	})
}

// recallSuite tells the passages that followed the ith in the same try, until one chose again, what to bring back of
// its solution.
func (d *Dossier) recallSuite(i int, choisie string, suite Suite) {
	for j, p := range d.Passages[i+1:] {
		if p.RectifieLe != nil || p.Avant == nil || p.Tentative != d.Passages[i].Tentative {
			continue
		}
		if p.Avant.Suite.Solution == choisie {
			d.recallAt(i+1+j, func(a *Instantane) { a.Suite = suite })
		}
		if p.Champs["solution"] != "" {
			return
		}
	}
}

// shift moves by one try what came after the try of the ith passage: up, with what was noted of that try since, or
// down, into it. The rows of the tries keep their numbers, by which others name them: what they say moves.
func (d *Dossier) shift(i, pas int, essais []Tentative) {
	p := d.Passages[i]
	moved := func(tentative int, creeLe time.Time) int {
		if tentative > p.Tentative || pas > 0 && tentative == p.Tentative && creeLe.After(p.CreeLe) {
			return tentative + pas
		}
		return tentative
	}
	ids := map[int]int64{}
	for _, t := range d.Tentatives {
		ids[t.Numero] = t.ID
	}
	for _, lignes := range [][]Financement{d.Financements, d.Anciens} {
		for j := range lignes {
			f := &lignes[j]
			n := slices.IndexFunc(d.Tentatives, func(t Tentative) bool { return t.ID == f.TentativeID })
			f.TentativeID = ids[moved(n+1, f.CreeLe)] // 0 is the new try: known once it is written
		}
	}
	d.Tentatives, d.Parcours.Tentative = essais, len(essais)
	for j := range essais {
		essais[j].ID, essais[j].Numero = ids[j+1], j+1
	}
	d.Passages = slices.Clone(d.Passages)
	for j := range d.Passages {
		x := &d.Passages[j]
		if n := moved(x.Tentative, x.CreeLe); j > i && n != x.Tentative {
			x.Tentative = n
			d.recallAt(j, func(a *Instantane) { a.Numero = n })
		}
	}
	for j := range d.Entrees {
		d.Entrees[j].Tentative = moved(d.Entrees[j].Tentative, d.Entrees[j].CreeLe)
	}
	for j := range d.Presences {
		d.Presences[j].Tentative = moved(d.Presences[j].Tentative, d.Presences[j].CreeLe)
	}
	for j := range d.NonPresentations {
		d.NonPresentations[j].Tentative = moved(d.NonPresentations[j].Tentative, d.NonPresentations[j].CreeLe)
	}
	for j := range d.Suivis {
		d.Suivis[j].Tentative = moved(d.Suivis[j].Tentative, d.Suivis[j].CreeLe)
	}
	for j := range d.Impacts { // of a stay, which may have moved
		if k := d.stayAt(d.Impacts[j].Presence); k >= 0 {
			d.Impacts[j].Tentative = d.Presences[k].Tentative
		}
	}
	toutes := slices.Concat(d.Financements, d.Anciens)
	slices.SortStableFunc(toutes, func(x, y Financement) int { return cmp.Compare(x.ID, y.ID) })
	courante := d.Courante().ID
	d.Financements = keep(toutes, func(f Financement) bool { return f.TentativeID == courante })
	d.Anciens = keep(toutes, func(f Financement) bool { return f.TentativeID != courante })
	d.Securisations = nil // they are moved where they are kept
	d.Glissements = append(slices.Clip(d.Glissements), Glissement{p.Tentative, pas, p.CreeLe})
}

// stayBefore is the last stay of the try of a passage that was entered before it, nil for none.
func (d *Dossier) stayBefore(p Passage) (x *Presence) {
	for j := range d.Presences {
		if y := &d.Presences[j]; y.Tentative == p.Tentative && !y.CreeLe.After(p.CreeLe) {
			x = y
		}
	}
	return x
}

// openTentativeAt parts the try of the ith passage in two: what was chosen was another training, and not the same one
// put off.
func (d *Dossier) openTentativeAt(i int) {
	p, essai := d.Passages[i], d.Tentatives[d.Passages[i].Tentative-1]
	x, suivant := d.stayBefore(p), Tentative{SiaeID: essai.SiaeID, ParcoursID: essai.ParcoursID, Formation: essai.Formation}
	laisse := essai.Formation
	switch {
	case p.Avant != nil && p.Avant.Formation != nil:
		laisse = *p.Avant.Formation
	case x != nil:
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
	case d.DernierPassage().ID == p.ID && (essai.Formation == laisse || essai.Formation == reportee):
		suivant.Formation = Formation{} // nobody has described another one yet
	case laisse == Formation{} && x != nil && x.Formation == essai.Formation:
		x.Formation = laisse
	}
	if d.choseSince(i) {
		suivant.Suite = essai.Suite
	}
	d.Entrees = slices.DeleteFunc(d.Entrees, func(e EntreePrevue) bool {
		return e.Tentative == p.Tentative && d.recorded(i, e.CreeLe) && e.Date == p.Champs.Date("nouvelle_date")
	})
	essais := slices.Insert(slices.Clone(d.Tentatives), p.Tentative, suivant)
	essais[p.Tentative-1].Formation = laisse
	d.recallSuite(i, SolutionReport, Suite{})
	d.shift(i, 1, essais)
}

// closeTentativeAt makes one of the try of the ith passage and of the next: the same training was put off, and no
// other was chosen.
func (d *Dossier) closeTentativeAt(i int) {
	n := d.Passages[i].Tentative
	suivant := d.Tentatives[n]
	d.shift(i, -1, slices.Delete(slices.Clone(d.Tentatives), n, n+1))
	p := &d.Passages[i]
	essai, x := &d.Tentatives[p.Tentative-1], d.stayBefore(*p)
	d.postpone(p, essai)
	if suivant.Formation != (Formation{}) {
		essai.Formation = suivant.Formation
		if x != nil && x.Formation == (Formation{}) {
			x.Formation = suivant.Formation
		}
	}
	essai.Suite = suivant.Suite
}

// postpone plans the entry that a passage put off, where nothing was planned when it was another solution; the days of
// the training follow, unless it was planned again since.
func (d *Dossier) postpone(p *Passage, essai *Tentative) {
	jour, avant, suivante := p.Champs.Date("nouvelle_date"), EntreePrevue{}, (*EntreePrevue)(nil)
	for i := range d.Entrees {
		switch e := &d.Entrees[i]; {
		case e.Tentative != p.Tentative:
		case !e.CreeLe.After(p.CreeLe):
			avant = *e
		case suivante == nil:
			suivante = e
		}
	}
	switch {
	case jour.IsZero(), avant.Devenue == "":
		return
	case suivante != nil && suivante.Date == jour: // the person was expected that day already
		suivante.CreeLe = p.CreeLe
		return
	case suivante == nil && p.Tentative != d.Parcours.Tentative:
		return
	}
	e := EntreePrevue{SiaeID: p.SiaeID, ParcoursID: d.Parcours.ID, Tentative: p.Tentative, Date: jour,
		DateFin: cmp.Or(p.Champs.Date(champNouvelleFin), essai.EndFrom(jour)), AuteurID: p.AuteurID, CreeLe: p.CreeLe,
		DebutAvant: essai.DateDebutPrevue, FinAvant: essai.DateFinPrevue, FinDite: p.Avant != nil && p.Avant.FinDite}
	if !e.DateFin.IsZero() {
		p.Champs = maps.Clone(p.Champs)
		p.Champs[champNouvelleFin] = e.DateFin.String()
	}
	if suivante != nil {
		e.Devenue = EntreeReportee
	} else if !e.DateFin.IsZero() {
		essai.DateDebutPrevue, essai.DateFinPrevue = jour, e.DateFin
	}
	d.insertEntree(e)
}
