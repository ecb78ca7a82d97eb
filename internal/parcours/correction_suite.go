package parcours

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
	"time"
)

// What follows a correction: what was derived from the former value is derived again, so
// that the file is the one that it would have been without the slip.

// carry takes the correction of a row to what rested on it.
func (d *Dossier) carry(avant, ligne any) error {
	switch x := ligne.(type) {
	case *Presence:
		d.carryPresence(*avant.(*Presence), x)
	case *Tentative:
		d.recallFormation(x.Numero, avant, x)
		for i := range d.Presences {
			if p := &d.Presences[i]; p.Tentative == x.Numero && p.Intitule == avant.(*Tentative).Intitule { // the same training
				followChamps(ChampsFormation, avant, x, &p.Formation)
			}
		}
	case *Heures:
		d.recall(func(i *Instantane) { i.Heures = replaced(i.Heures, x.ID, x) })
		d.retellFait(x, avant, x)
	case *Evaluation:
		d.recall(func(i *Instantane) { i.Evaluations = replaced(i.Evaluations, x.ID, x) })
		d.retellFait(x, avant, x)
	case *ControleEntree:
		if n := d.stayAt(x.Presence); n < 0 || avant.(*ControleEntree).Date != d.Presences[n].DateEntree {
			return nil // it was answered again since
		}
		d.retellRow(x.Presence, Champs{{Code: "controle_" + x.Code, Colonne: "reponse", Genre: GenreChoix}}, x.CreeLe, avant, x)
	case *Financement: // an accord in full is of what was asked
		for i := range d.Reponses {
			r := &d.Reponses[i]
			plein := r.Montant == avant.(*Financement).MontantDemande || r.Montant == 0 // nobody knew what was asked
			if r.FinancementID == x.ID && r.Reponse == FinancementAccorde && plein {
				r.Montant = x.MontantDemande
			}
		}
	case *Passage:
		return d.carrySolution(*avant.(*Passage), x)
	case *Parcours:
		p := &d.Passages[0]
		p.Champs = maps.Clone(p.Champs)
		p.Champs["origine"] = x.Origine
		if p.Date == avant.(*Parcours).DateBesoin && p.Vers == BesoinIdentifie {
			p.Date = x.DateBesoin
		}
	}
	return nil
}

// follow is where the frein stands once its solution is corrected: with one it is under way,
// from the day on which it was noted unless another is said.
func (f *Frein) follow(avant Frein, c Correction) {
	_, dit := c.Champs["etat"]
	switch seul := f.Solution+f.SolutionRef == ""; {
	case dit:
	case avant.Etat == FreinIdentifie && !seul:
		f.Etat, f.DateSolution = FreinEnCours, cmp.Or(f.DateSolution, DateOf(f.CreeLe.In(Paris)))
	case avant.Etat == FreinEnCours && seul && avant.Solution+avant.SolutionRef != "":
		f.Etat, f.DateSolution = FreinIdentifie, Date{}
	}
}

// followChamps gives vers what the correction made of each field, where it still said what
// stood before.
func followChamps(champs Champs, avant, apres, vers any) {
	for _, c := range champs {
		un := Champs{c}
		if !un.Equal(avant, apres) && un.Equal(avant, vers) {
			un.Copy(vers, apres)
		}
	}
}

// carryPresence: the days noted with the entry or with the end follow it, and so does the
// training of the try, when it is still that one.
func (d *Dossier) carryPresence(avant Presence, x *Presence) {
	move := func(jour *Date, de, vers Date) {
		if *jour == de && !de.IsZero() && !vers.IsZero() {
			*jour = vers
		}
	}
	entree, fin := d.recordedBy(d.stayAt(x.Numero))
	for i := range d.Heures {
		if h := &d.Heures[i]; h.Presence == x.Numero && d.recorded(fin, h.CreeLe) {
			move(&h.Debut, avant.DateEntree, x.DateEntree)
			move(&h.Fin, avant.End(), x.End())
		}
	}
	for i := range d.Evaluations {
		if e := &d.Evaluations[i]; e.Presence == x.Numero && d.recorded(fin, e.CreeLe) {
			move(&e.Date, avant.End(), x.End())
		}
	}
	for i := range d.Controles {
		if c := &d.Controles[i]; c.Presence == x.Numero && d.recorded(entree, c.CreeLe) &&
			d.Passages[entree].Champs["controle_"+c.Code] == c.Reponse { // not answered otherwise since
			move(&c.Date, avant.DateEntree, x.DateEntree)
		}
	}
	if d.PresenceIn(x.Tentative).Numero == x.Numero && d.Tentatives[x.Tentative-1].Intitule == avant.Intitule {
		followChamps(ChampsFormation, &avant, x, &d.Tentatives[x.Tentative-1].Formation)
		d.recallFormation(x.Tentative, &avant, x)
	}
	d.retell(x.Numero)
}

// retell makes the passages that recorded a stay say what is known of it now.
func (d *Dossier) retell(numero int) {
	n := d.stayAt(numero)
	if n < 0 {
		return
	}
	x := &d.Presences[n]
	entree, fin := d.recordedBy(n)
	d.retellAt(entree, x.DateEntree, ChampsPresence, x)
	d.retellAt(fin, x.End(), append(ChampsFin.Without("motifs_abandon"), champMotifs), x)
}

// retellAt makes the ith passage say what is known of these fields, and of its day.
func (d *Dossier) retellAt(i int, jour Date, champs Champs, x *Presence) {
	if i < 0 {
		return
	}
	p := &d.Passages[i]
	p.Champs = maps.Clone(p.Champs)
	for _, c := range champs {
		tell(p, c, x)
	}
	if p.IsFait() && !jour.IsZero() {
		p.Date = jour
	}
}

// champsResultat are the answers of a passage that a row of results keeps.
var champsResultat = ChampsIssue.Only("evaluation", "certification")

// issueOf is a row of hours as a passage says it.
func issueOf(h any) *Issue { return &Issue{HeuresRealisees: h.(*Heures).Heures} }

// retellRow makes the passages that recorded a stay say what a row says now, where they said
// what it said before: what was noted later is no answer of theirs.
func (d *Dossier) retellRow(numero int, champs Champs, creeLe time.Time, avant, apres any) {
	n := d.stayAt(numero)
	if n < 0 {
		return
	}
	entree, fin := d.recordedBy(n)
	for _, i := range []int{entree, fin} {
		if !d.recorded(i, creeLe) {
			continue
		}
		p := &d.Passages[i]
		p.Champs = maps.Clone(p.Champs)
		for _, c := range champs {
			if p.Champs[c.Code] == c.said(avant) {
				tell(p, c, apres)
			}
		}
	}
}

// retellFait is retellRow for hours and results: what the passages answered of them.
func (d *Dossier) retellFait(ligne, avant, apres any) {
	switch x := ligne.(type) {
	case *Heures:
		d.retellRow(x.Presence, Champs{champHeures}, x.CreeLe, issueOf(avant), issueOf(apres))
	case *Evaluation:
		d.retellRow(x.Presence, champsResultat, x.CreeLe, avant, apres)
	}
}

// emptied is a row of the same kind that says nothing.
func emptied(ligne any) any { return reflect.New(reflect.TypeOf(ligne).Elem()).Interface() }

// recordedBy gives the passages that recorded the entry and the end of the nth stay: one
// and the same for a parcours taken over, -1 for none.
func (d *Dossier) recordedBy(n int) (entree, fin int) {
	entree, fin = -1, -1
	for i, p := range d.Passages {
		switch {
		case p.RectifieLe != nil:
			continue
		case p.IsEntree():
			n--
		}
		switch {
		case p.IsEntree() && n == -1:
			entree = i
			if p.Champs["date_fin"]+p.Champs["date_abandon"] != "" {
				return entree, entree
			}
		case n == -1 && fin < 0 && p.Champs["date_fin"]+p.Champs["date_abandon"] != "":
			return entree, i
		}
	}
	return entree, fin
}

// recallFormation follows a training in the passages that left it.
func (d *Dossier) recallFormation(tentative int, avant, apres any) {
	d.recall(func(i *Instantane) {
		if i.Formation != nil && i.Numero == tentative {
			f := *i.Formation
			followChamps(ChampsFormation, avant, apres, &f)
			i.Formation = &f
		}
	})
}

// replaced are the rows with one of them as it is now, or without it for nil.
func replaced[T any](lignes []T, id int64, par *T) []T {
	lignes = slices.Clone(lignes)
	if par == nil {
		return slices.DeleteFunc(lignes, func(x T) bool { return entier(x, "ID") == id })
	}
	for i := range lignes {
		if entier(lignes[i], "ID") == id {
			lignes[i] = *par
		}
	}
	return lignes
}

// follow derives again what is read from several rows.
func (d *Dossier) follow() {
	d.sortFaits()
	d.followEntrees()
	d.followRappels()
	d.followReponses()
	if p := d.DernierPassage(); p != nil {
		d.Parcours.EtatDepuis = p.Date
	}
}

// sortFaits puts the rows in the order in which they are read.
func (d *Dossier) sortFaits() {
	slices.SortStableFunc(d.Entrees, func(x, y EntreePrevue) int { return cmp.Compare(x.Numero, y.Numero) })
	slices.SortStableFunc(d.Heures, func(x, y Heures) int {
		return cmp.Or(cmp.Compare(x.Presence, y.Presence), x.Debut.t.Compare(y.Debut.t), cmp.Compare(x.ID, y.ID))
	})
	slices.SortStableFunc(d.Evaluations, func(x, y Evaluation) int { return cmp.Or(x.Date.t.Compare(y.Date.t), cmp.Compare(x.ID, y.ID)) })
	slices.SortStableFunc(d.Reponses, func(x, y Reponse) int { return cmp.Or(x.Date.t.Compare(y.Date.t), cmp.Compare(x.ID, y.ID)) })
	slices.SortStableFunc(d.NonPresentations, func(x, y NonPresentation) int {
		return cmp.Or(x.Date.t.Compare(y.Date.t), cmp.Compare(x.ID, y.ID))
	})
	slices.SortStableFunc(d.Suivis, func(x, y Suivi) int { return cmp.Or(y.Date.t.Compare(x.Date.t), cmp.Compare(y.ID, x.ID)) })
	slices.SortStableFunc(d.Impacts, func(x, y Impact) int { return cmp.Or(x.Date.t.Compare(y.Date.t), cmp.Compare(x.ID, y.ID)) })
}

// followRappels says again which reminders stand.
func (d *Dossier) followRappels() {
	for i := range d.Suivis {
		s := &d.Suivis[i]
		s.ProchainSolde = !s.DateProchain.IsZero() && d.isSettled(*s)
	}
}

// isSettled: a reminder is settled by a contact of its day or later that was logged after
// it, and by whatever ends the file.
func (d *Dossier) isSettled(s Suivi) bool {
	return d.Parcours.IsClosed() ||
		slices.ContainsFunc(d.Suivis, func(x Suivi) bool { return x.ID > s.ID && !x.Date.Before(s.Date) })
}

// followReponses hands each line its answers again.
func (d *Dossier) followReponses() {
	for _, lignes := range [][]Financement{d.Financements, d.Anciens} {
		for i := range lignes {
			f := &lignes[i]
			restent := keep(d.Reponses, func(r Reponse) bool { return r.FinancementID == f.ID })
			if !reflect.DeepEqual(restent, f.Reponses) && len(restent)+len(f.Reponses) > 0 {
				avant := f.standing()
				f.Reponses = restent
				f.stand()
				d.recall(func(i *Instantane) {
					if i.Plan[f.ID] == avant {
						i.Plan = maps.Clone(i.Plan)
						i.Plan[f.ID] = f.standing()
					}
				})
			}
		}
	}
}

// forget takes a row out of what a passage says, and would bring back when it is undone.
func (d *Dossier) forget(ligne any) {
	switch x := ligne.(type) {
	case *EntreePrevue:
		d.forgetEntree(*x)
	case *Heures:
		d.recall(func(i *Instantane) { i.Heures = replaced(i.Heures, x.ID, nil) })
	case *Evaluation:
		d.recall(func(i *Instantane) { i.Evaluations = replaced(i.Evaluations, x.ID, nil) })
	}
	d.retellFait(ligne, ligne, emptied(ligne))
}
