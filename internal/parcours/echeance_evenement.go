package parcours

import "slices"

// readEvents fills the events, the last first.
func (l *lecture) readEvents() {
	add := func(genre string, jour Date, objet int64, detail ...string) {
		if !jour.IsZero() {
			l.Evenements = append(l.Evenements, Evenement{genre, jour, objet, slices.DeleteFunc(detail, func(s string) bool { return s == "" })})
		}
	}
	for _, n := range l.NonPresentations {
		add("non_presentation", n.Date, n.ID, n.Motif)
	}
	answers := map[string]string{FinancementRefuse: evenementRefus, FinancementPartiel: evenementPartiel, FinancementRetire: evenementRetire}
	for _, f := range slices.Concat(l.Financements, l.Anciens) {
		for _, r := range f.Reponses {
			if genre := answers[r.Reponse]; genre != "" {
				add(genre, r.Date, r.ID, f.Dispositif)
			}
		}
	}
	for _, x := range l.Presences {
		add("entree", x.DateEntree, x.ID)
		add("abandon", x.DateAbandon, x.ID, x.MotifsAbandon...)
		add("sortie", x.DateFin, x.ID, x.Situation)
	}
	for _, e := range l.Evaluations {
		if e.Evaluation == evaluationEchouee {
			add("evaluation_echouee", e.Date, e.ID)
		}
	}
	for _, s := range l.Suivis {
		if s.IsAbsence() {
			add("absence", s.Date, s.ID, s.Absence)
		}
		if s.Difficulte {
			add("difficulte", s.Date, s.ID)
		}
	}
	for _, p := range l.Passages {
		if p.RectifieLe == nil {
			add("solution_choisie", p.solutionDate(), 0, p.Champs["solution"])
		}
	}
	slices.SortStableFunc(l.Evenements, func(a, b Evenement) int { return b.Date.t.Compare(a.Date.t) })
}

// solutionDate is the day of a passage that chose a solution, zero for any other.
func (p Passage) solutionDate() Date {
	if p.Champs["solution"] == "" {
		return Date{}
	}
	return p.Date
}
