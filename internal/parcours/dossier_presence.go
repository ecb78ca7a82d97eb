package parcours

import (
	"cmp"
	"fmt"
	"slices"
)

// openPresence adds the stay that begins now, in the training as it is described now.
func (d *Dossier) openPresence() *Presence {
	d.DernierePresence++
	d.Presences = append(d.Presences, Presence{SiaeID: d.Parcours.SiaeID, ParcoursID: d.Parcours.ID,
		Numero: d.DernierePresence, Tentative: d.Parcours.Tentative, Formation: d.Courante().Formation})
	return d.lastPresence()
}

// lastPresence is the last stay of the file, nil before any.
func (d *Dossier) lastPresence() *Presence {
	if n := len(d.Presences); n > 0 {
		return &d.Presences[n-1]
	}
	return nil
}

// stayAt is the place of the stay of that number, -1 when the file has none.
func (d *Dossier) stayAt(numero int) int {
	return slices.IndexFunc(d.Presences, func(x Presence) bool { return x.Numero == numero })
}

// PresenceIn is the last stay of a try, an empty one when it was never entered.
func (d *Dossier) PresenceIn(tentative int) *Presence {
	for i, p := range slices.Backward(d.Presences) {
		if p.Tentative == tentative {
			return &d.Presences[i]
		}
	}
	return &Presence{Tentative: tentative}
}

// IssueOf tells how a stay ended, with its hours and its last assessment.
func (d *Dossier) IssueOf(x *Presence) Issue {
	i := Issue{DateFin: x.DateFin, Situation: x.Situation, AvisOf: x.AvisOf, AvisDetail: x.AvisDetail,
		DateAbandon: x.DateAbandon, MotifsAbandon: x.MotifsAbandon}
	for _, h := range FaitsOf(d.Heures, x) {
		if h.Heures != nil {
			if i.HeuresRealisees == nil {
				i.HeuresRealisees = new(0.0)
			}
			*i.HeuresRealisees += *h.Heures
		}
	}
	for _, e := range FaitsOf(d.Evaluations, x) { // the last by date counts
		i.Evaluation, i.Certification = e.Evaluation, cmp.Or(e.Certification, i.Certification)
	}
	return i
}

// FaitsOf keeps of these rows those about one stay.
func FaitsOf[T interface{ stay() int }](rows []T, x *Presence) []T {
	return keep(rows, func(r T) bool { return r.stay() == x.Numero })
}

// hasHeures: hours were noted of a stay, or that nobody knows them.
func (d *Dossier) hasHeures(x *Presence) bool {
	return len(FaitsOf(d.Heures, x)) > 0
}

// ControlesOf gives the answers of the first days of a stay, by code.
func (d *Dossier) ControlesOf(x *Presence) map[string]string {
	reponses := map[string]string{}
	for _, c := range FaitsOf(d.Controles, x) {
		reponses[c.Code] = c.Reponse
	}
	return reponses
}

// findPresence gives the stay that a fact is about: the one asked, or the current one, or
// the last that there was.
func (d *Dossier) findPresence(id int64) (*Presence, error) {
	x := d.Presence()
	switch i := slices.IndexFunc(d.Presences, func(x Presence) bool { return x.ID == id }); {
	case id != 0 && i < 0:
		return nil, NotFound("Présence")
	case id != 0:
		x = &d.Presences[i]
	case x.DateEntree.IsZero():
		if x = d.lastPresence(); x == nil {
			return nil, refuse("Personne n'est encore entré en formation dans ce parcours. Confirmez d'abord l'entrée.")
		}
	}
	return x, nil
}

// findCompleted gives the stay that an impact is about: the one asked, or the last that
// went to its term.
func (d *Dossier) findCompleted(id int64) (*Presence, error) {
	if id != 0 {
		x, err := d.findPresence(id)
		if err == nil && !x.IsCompleted() {
			err = refuse("Cette formation n'est pas allée à son terme : son impact ne se mesure pas. Choisissez une formation terminée.")
		}
		return x, err
	}
	for i := range slices.Backward(d.Presences) {
		if d.Presences[i].IsCompleted() {
			return &d.Presences[i], nil
		}
	}
	return nil, refuse("Aucune formation de ce parcours n'est encore allée à son terme : l'impact se mesure après. " +
		"Terminez d'abord la formation.")
}

// BesoinSuivant is the page on which a need that follows this parcours is noted; "" when
// no training of it went to its term.
func (d *Dossier) BesoinSuivant() string {
	if !slices.ContainsFunc(d.Presences, Presence.IsCompleted) {
		return ""
	}
	return fmt.Sprintf("/salaries/%d/parcours/nouveau?precedent=%d", d.Parcours.SalarieID, d.Parcours.ID)
}

// AnswerControle notes the answer to one point of the first days, from the entry on.
func (d *Dossier) AnswerControle(c ControleEntree, aujourdhui Date) (*ControleEntree, error) {
	x, err := d.findPresence(c.PresenceID)
	if err != nil {
		return nil, err
	}
	es := ErreursOf(c.Validate(aujourdhui))
	es.order("date", x.DateEntree, c.Date, "Cette vérification est avant l'entrée, le "+x.DateEntree.Francais()+". Vérifiez la date.")
	c.Presence = x.Numero
	return d.answer(c), es.Err()
}

// NoteHeures adds hours done during a stay.
func (d *Dossier) NoteHeures(h Heures, aujourdhui Date) (*Heures, error) {
	x, err := d.findPresence(h.PresenceID)
	if err != nil {
		return nil, err
	}
	es := ErreursOf(h.Validate(aujourdhui))
	es.order("debut", x.DateEntree, h.Debut, "Ces heures commencent avant l'entrée, le "+x.DateEntree.Francais()+". Vérifiez la date.")
	es.order("fin", h.Fin, x.End(), "Ces heures vont après la fin de la formation, le "+x.End().Francais()+". Vérifiez la date.")
	if h.Heures != nil && len(es) == 0 { // with those noted of the same days
		total, debut, fin := *h.Heures, h.Debut, h.Fin
		for _, y := range FaitsOf(d.Heures, x) {
			if y.Heures != nil && !y.Debut.After(fin) && !y.Fin.Before(debut) {
				total += *y.Heures
				if y.Debut.Before(debut) {
					debut = y.Debut
				}
				if y.Fin.After(fin) {
					fin = y.Fin
				}
			}
		}
		if refus := tooManyHours(total, debut, fin); refus != "" && total > *h.Heures {
			es.Add("heures", "Avec les heures déjà notées ces jours-là : "+refus)
		}
	}
	h.Presence = x.Numero
	return d.noteHeures(h), es.Err()
}

// NoteEvaluation adds the result of an assessment, months after the end too.
func (d *Dossier) NoteEvaluation(e Evaluation, aujourdhui Date) (*Evaluation, error) {
	x, err := d.findPresence(e.PresenceID)
	if err != nil {
		return nil, err
	}
	es := ErreursOf(e.Validate(aujourdhui))
	es.order("date", x.DateEntree, e.Date, "Ce résultat est avant l'entrée, le "+x.DateEntree.Francais()+". Vérifiez la date.")
	e.Presence = x.Numero
	return d.noteEvaluation(e), es.Err()
}

// answer notes one point of the first days of a stay; a later answer takes the place of
// the one before, which the history keeps.
func (d *Dossier) answer(c ControleEntree) *ControleEntree {
	i := slices.IndexFunc(d.Controles, func(x ControleEntree) bool { return x.Presence == c.Presence && x.Code == c.Code })
	if i < 0 {
		d.Controles = append(d.Controles, ControleEntree{
			SiaeID: d.Parcours.SiaeID, ParcoursID: d.Parcours.ID, Presence: c.Presence, Code: c.Code})
		i = len(d.Controles) - 1
	}
	d.Controles[i].Reponse, d.Controles[i].Date = c.Reponse, c.Date
	return &d.Controles[i]
}

// noteHeures adds hours to a stay.
func (d *Dossier) noteHeures(h Heures) *Heures {
	h.SiaeID, h.ParcoursID, h.HeuresInconnu = d.Parcours.SiaeID, d.Parcours.ID, false // kept as hours that are not there
	d.Heures = append(d.Heures, h)
	return &d.Heures[len(d.Heures)-1]
}

// noteEvaluation adds a result to a stay, in the order of the calendar.
func (d *Dossier) noteEvaluation(e Evaluation) *Evaluation {
	e.SiaeID, e.ParcoursID = d.Parcours.SiaeID, d.Parcours.ID
	i := len(d.Evaluations)
	for i > 0 && d.Evaluations[i-1].Date.After(e.Date) {
		i--
	}
	d.Evaluations = slices.Insert(d.Evaluations, i, e)
	return &d.Evaluations[i]
}

// settle writes how a stay ended: a total of hours takes the place of those noted before.
func (d *Dossier) settle(x *Presence, i Issue, heuresDites bool) {
	if heuresDites {
		d.Heures = keep(d.Heures, func(h Heures) bool { return h.Presence != x.Numero })
		d.noteHeures(Heures{Presence: x.Numero, Debut: x.DateEntree, Fin: x.End(), Heures: i.HeuresRealisees})
	}
	if i.Evaluation != "" {
		d.noteEvaluation(Evaluation{Presence: x.Numero, Date: x.End(), Evaluation: i.Evaluation, Certification: i.Certification})
	}
}

// Presence is the stay that the state of the file is about, an empty one when a
// training is still to be entered.
func (d *Dossier) Presence() *Presence {
	for _, p := range slices.Backward(d.Passages) {
		switch {
		case p.RectifieLe != nil:
		case p.Transition == Reprendre, p.Vers == EnDeroulement, p.Vers == Sorti, p.Vers == Abandonne:
			return d.PresenceIn(d.Parcours.Tentative)
		case p.Vers != Repositionnement:
			return &Presence{Tentative: d.Parcours.Tentative}
		}
	}
	return &Presence{Tentative: d.Parcours.Tentative}
}

// isCompleted: the file stands after a training that went to its term, or has just left
// that state.
func (d *Dossier) isCompleted() bool {
	x, p := d.lastPresence(), d.DernierPassage()
	return x != nil && x.IsCompleted() && (d.Parcours.Etat == Sorti || p != nil && (p.De == Sorti || p.Transition == Reprendre))
}

// wasPresent tells whether a stay of that try holds that day.
func (d *Dossier) wasPresent(tentative int, jour Date) bool {
	return slices.ContainsFunc(d.Presences, func(p Presence) bool { return p.Tentative == tentative && p.Holds(jour) })
}

// absences lists the absences in training noted in a try, whatever its stays say of them.
func (d *Dossier) absences(tentative int) []Suivi {
	return keep(d.Suivis, func(s Suivi) bool { return s.Tentative == tentative && s.IsAbsence() })
}

// Describe writes the training of the current try; a stay that was taken over before
// anybody knew more than its days is described with it. Days that put it off are not those of the stay.
func (d *Dossier) Describe(f Formation) {
	x := d.Presence()
	jours := Formation{DateDebutPrevue: x.DateDebutPrevue, DateFinPrevue: x.DateFinPrevue}
	if x.Formation == jours {
		x.Formation = f
		if jours != (Formation{}) || d.Parcours.Etat == Repositionnement {
			x.DateDebutPrevue, x.DateFinPrevue = jours.DateDebutPrevue, jours.DateFinPrevue
		}
	}
	d.Courante().Formation = f
}
