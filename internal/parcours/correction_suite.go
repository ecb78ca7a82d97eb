package parcours

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// What follows a correction: what was derived from the former value is derived again, so
// that the file is the one that it would have been without the slip.

// carry takes the correction of a row to what rested on it.
func (d *Dossier) carry(avant, ligne any, c Correction) error {
	switch x := ligne.(type) {
	case *Presence:
		d.carryPresence(*avant.(*Presence), x)
	case *Tentative:
		for i := range d.Presences {
			if p := &d.Presences[i]; p.Tentative == x.Numero {
				followChamps(ChampsFormation, avant, x, &p.Formation)
			}
		}
	case *EntreePrevue:
		_, finDite := c.Champs["date_fin"]
		d.carryEntree(*avant.(*EntreePrevue), x, finDite)
	case *Heures:
		d.recall(func(i *Instantane) { i.Heures = replaced(i.Heures, x.ID, x) })
		d.retell(x.Presence)
	case *Evaluation:
		d.recall(func(i *Instantane) { i.Evaluations = replaced(i.Evaluations, x.ID, x) })
		d.retell(x.Presence)
	case *ControleEntree:
		d.retell(x.Presence)
	case *Passage:
		return d.carryPassage(*avant.(*Passage), x)
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
	for i := range d.Heures {
		if h := &d.Heures[i]; h.Presence == x.Numero {
			move(&h.Debut, avant.DateEntree, x.DateEntree)
			move(&h.Fin, avant.End(), x.End())
		}
	}
	for i := range d.Evaluations {
		if e := &d.Evaluations[i]; e.Presence == x.Numero {
			move(&e.Date, avant.End(), x.End())
		}
	}
	for i := range d.Controles {
		if c := &d.Controles[i]; c.Presence == x.Numero {
			move(&c.Date, avant.DateEntree, x.DateEntree)
		}
	}
	if d.PresenceIn(x.Tentative).Numero == x.Numero {
		followChamps(ChampsFormation, &avant, x, &d.Tentatives[x.Tentative-1].Formation)
	}
	d.retell(x.Numero)
}

// carryEntree: an end that nobody typed keeps the length of the training, whose days follow
// those of its planned entry.
func (d *Dossier) carryEntree(avant EntreePrevue, e *EntreePrevue, finDite bool) {
	jours := e.Date.DaysSince(avant.Date)
	if !finDite && !e.DateFin.IsZero() {
		e.DateFin = e.DateFin.AddDays(jours)
	}
	suivent := []*Formation{&d.Tentatives[e.Tentative-1].Formation}
	for i := range d.Presences {
		if x := &d.Presences[i]; x.Tentative == e.Tentative {
			suivent = append(suivent, &x.Formation)
		}
	}
	for _, f := range suivent {
		if f.DateDebutPrevue != avant.Date {
			continue
		}
		f.DateDebutPrevue = e.Date
		if f.DateFinPrevue = f.DateFinPrevue.AddDays(jours); !e.DateFin.IsZero() {
			f.DateFinPrevue = e.DateFin
		}
	}
	for i := range d.Passages {
		p := &d.Passages[i]
		if p.Tentative != e.Tentative || p.RectifieLe != nil {
			continue
		}
		for champ, fin := range map[string]string{"date_entree_prevue": champFinPrevue, "nouvelle_date": champNouvelleFin} {
			if p.Champs[champ] != avant.Date.String() {
				continue
			}
			p.Champs = maps.Clone(p.Champs)
			p.Champs[champ] = e.Date.String()
			if p.Champs[fin] != "" && !e.DateFin.IsZero() {
				p.Champs[fin] = e.DateFin.String()
			}
			for _, c := range champsEntreePrevue.Only("heure_entree", "lieu_entree", "contact_entree") {
				if champ == "date_entree_prevue" {
					tell(p, c, e)
				}
			}
		}
	}
}

// retell makes the passages that recorded a stay say what is known of it now.
func (d *Dossier) retell(numero int) {
	n := slices.IndexFunc(d.Presences, func(x Presence) bool { return x.Numero == numero })
	if n < 0 {
		return
	}
	x := &d.Presences[n]
	issue := d.IssueOf(x)
	entree, fin := d.recordedBy(n)
	for _, i := range []int{entree, fin} {
		if i < 0 {
			continue
		}
		p := &d.Passages[i]
		p.Champs = maps.Clone(p.Champs)
		tell(p, ChampsPresence[0], x)
		for _, c := range append(ChampsFin.Without("motifs_abandon"), champMotifs, champHeures, ChampsIssue.Get("evaluation"),
			ChampsIssue.Get("certification")) {
			tell(p, c, &issue)
		}
		for code, reponse := range d.ControlesOf(x) {
			if _, dite := p.Champs["controle_"+code]; dite {
				p.Champs["controle_"+code] = reponse
			}
		}
		if p.IsFait() {
			p.Date = cmp.Or(x.End(), x.DateEntree)
			if i == entree && entree != fin {
				p.Date = x.DateEntree
			}
		}
	}
}

// tell writes in a passage what a struct says of one field that the passage holds.
func tell(p *Passage, c Champ, v any) {
	if _, dite := p.Champs[c.Code]; !dite {
		return
	}
	textes := c.Textes(v)
	if len(textes) == 0 && c.Inconnu != "" {
		textes = []string{c.Inconnu}
	}
	p.Champs[c.Code] = c.canonical(strings.Join(textes, ","))
}

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

// recall edits what the passages would bring back when they are undone.
func (d *Dossier) recall(edit func(*Instantane)) {
	for i := range d.Passages {
		if avant := d.Passages[i].Avant; avant != nil {
			copie := *avant
			edit(&copie)
			d.Passages[i].Avant = &copie
		}
	}
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

// carryPassage takes an answer of a passage to the try that it was about.
func (d *Dossier) carryPassage(avant Passage, p *Passage) error {
	t := &d.Tentatives[p.Tentative-1]
	if t.Solution == avant.Champs["solution"] {
		t.Solution = p.Champs["solution"]
	}
	if t.SolutionDetail == avant.Champs["solution_detail"] {
		t.SolutionDetail = p.Champs["solution_detail"]
	}
	if avant.Champs["solution"] == SolutionReport && p.Champs["solution"] != SolutionReport && p.Transition != Reprendre {
		return d.openTentativeAt(p)
	}
	return nil
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
	slices.SortStableFunc(d.NonPresentations, func(x, y NonPresentation) int {
		return cmp.Or(x.Date.t.Compare(y.Date.t), cmp.Compare(x.ID, y.ID))
	})
	slices.SortStableFunc(d.Suivis, func(x, y Suivi) int { return cmp.Or(y.Date.t.Compare(x.Date.t), cmp.Compare(y.ID, x.ID)) })
	slices.SortStableFunc(d.Impacts, func(x, y Impact) int { return cmp.Or(x.Date.t.Compare(y.Date.t), cmp.Compare(x.ID, y.ID)) })
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

// followRappels says again which reminders stand: a talk of that day or later, noted after
// it, settles one, and so does the end of the file.
func (d *Dossier) followRappels() {
	fini := d.Parcours.IsClosed()
	for i := range d.Suivis {
		s := &d.Suivis[i]
		s.ProchainSolde = !s.DateProchain.IsZero() && (fini || slices.ContainsFunc(d.Suivis, func(x Suivi) bool {
			return x.ID > s.ID && !x.Date.Before(s.Date)
		}))
	}
}

// followReponses hands each line its answers again.
func (d *Dossier) followReponses() {
	for _, lignes := range [][]Financement{d.Financements, d.Anciens} {
		for i := range lignes {
			f := &lignes[i]
			restent := keep(d.Reponses, func(r Reponse) bool { return r.FinancementID == f.ID })
			if !reflect.DeepEqual(restent, f.Reponses) && len(restent)+len(f.Reponses) > 0 {
				f.Reponses = restent
				f.stand()
			}
		}
	}
}

// forget takes a row out of what a passage would bring back when it is undone.
func (d *Dossier) forget(ligne any) {
	switch x := ligne.(type) {
	case *Heures:
		d.recall(func(i *Instantane) { i.Heures = replaced(i.Heures, x.ID, nil) })
		d.retell(x.Presence)
	case *Evaluation:
		d.recall(func(i *Instantane) { i.Evaluations = replaced(i.Evaluations, x.ID, nil) })
		d.retell(x.Presence)
	}
}
