package parcours

import (
	"cmp"
	"slices"
)

// Incoherence is what could never be true of a real file. Faute names it; Message says it
// to whoever mends a fact, and Objet with ID which row can be mended instead.
type Incoherence struct {
	Faute, Message string
	Objet          string
	ID             int64
}

// juge gathers what is wrong with a file.
type juge struct{ fautes []Incoherence }

// verify notes a fault that only a program can make: no sentence is needed.
func (j *juge) verify(ok bool, faute string) {
	j.of("", 0, ok, faute, "")
}

// of notes a fault of one row.
func (j *juge) of(objet string, id int64, ok bool, faute, message string) {
	if !ok {
		j.fautes = append(j.fautes, Incoherence{faute, cmp.Or(message, "Ce dossier ne tiendrait plus : "+faute+"."), objet, id})
	}
}

// Incoherences lists what could never be true of a real file. It must stay empty whatever
// people do: the property tests hold every act to it, and a fact is mended only when the
// file that it leaves has none that was not there before.
func (d *Dossier) Incoherences(aujourdhui Date) []Incoherence {
	j := &juge{}
	p, t, x := d.Parcours, d.Courante(), d.Presence()
	_, connu := FindEtat(p.Etat)
	j.verify(connu, "état inconnu")
	j.verify(!p.EtatDepuis.IsZero() && !p.EtatDepuis.After(aujourdhui), "état daté du futur ou sans date")
	for i, tt := range d.Tentatives {
		j.verify(tt.Numero == i+1, "tentatives non numérotées de 1 à n")
	}
	j.verify(p.Tentative == len(d.Tentatives), "la tentative courante n'est pas la dernière")
	d.judgePresences(j)
	d.judgeFaits(j)
	for i, e := range d.Entrees {
		j.verify(i == 0 || e.Numero > d.Entrees[i-1].Numero && e.Tentative >= d.Entrees[i-1].Tentative, "entrées prévues dans le désordre")
	}
	switch p.Etat {
	case EnEntree:
		e := d.EntreePrevue()
		j.of("", 0, e.IsExpected(), "entrée sans date prévue", "Plus aucune entrée ne serait prévue : corrigez plutôt sa date, "+
			"ou annulez le passage qui l'a planifiée.")
		j.verify(d.PresenceIn(p.Tentative).IsOver(), "entrée prévue mais déjà réelle")
		j.of("entree_prevue", e.ID, t.DateFinPrevue.IsZero() || !e.Date.After(t.DateFinPrevue), "entrée prévue après la fin prévue",
			"L'entrée prévue, le "+e.Date.Francais()+", serait après la fin prévue de la formation, le "+t.DateFinPrevue.Francais()+".")
	case EnDeroulement:
		j.verify(!x.DateEntree.IsZero(), "déroulement sans entrée réelle")
		j.of("presence", x.ID, x.End().IsZero(), "déroulement déjà terminé",
			"La formation est en cours : sa fin se note par « Terminer la formation » ou « Déclarer un abandon ».")
	case Sorti:
		j.of("presence", x.ID, !x.DateEntree.IsZero() && !x.DateFin.IsZero(), "sortie sans dates",
			"La formation est terminée : gardez sa date d'entrée et sa date de fin. "+
				"Si elle a été abandonnée, annulez plutôt ce passage, puis déclarez l'abandon.")
		j.of("presence", x.ID, x.Situation == "" || SituationsFor(d.Siae.Type).Has(x.Situation), "situation impossible pour ce type de SIAE", "")
	case Abandonne:
		j.of("presence", x.ID, !x.DateEntree.IsZero() && !x.DateAbandon.IsZero(), "abandon sans dates",
			"La formation est abandonnée : gardez sa date d'entrée et celle de l'abandon. "+
				"Si elle est allée à son terme, annulez plutôt ce passage, puis terminez-la.")
		j.of("presence", x.ID, len(x.MotifsAbandon) > 0, "abandon sans motif", "Gardez au moins un motif d'abandon.")
	case Repositionnement:
		j.of("", 0, d.Solution() != "" && d.Solution() != SolutionRetourSiae, "repositionnement sans solution",
			"Le parcours est en repositionnement : gardez une solution.")
	}
	j.verify(p.ClosLe.IsZero() || p.Etat.IsClosable(), "dossier clos dans un état qui ne se clôt pas")
	d.judgePassages(j)
	return j.fautes
}

// judgePresences: one stay after the other, each entered before it ends.
func (d *Dossier) judgePresences(j *juge) {
	for i, x := range d.Presences {
		j.verify(!x.DateEntree.IsZero(), "présence sans entrée")
		j.of("presence", x.ID, x.End().IsZero() || !x.End().Before(x.DateEntree), "fin avant entrée",
			"La formation finirait le "+x.End().Francais()+", avant son entrée, le "+x.DateEntree.Francais()+".")
		j.of("presence", x.ID, x.DateFin.IsZero() || x.DateAbandon.IsZero(), "fin et abandon à la fois",
			"La formation est terminée ou abandonnée : gardez une seule des deux dates.")
		if i == len(d.Presences)-1 {
			break
		}
		suivante := d.Presences[i+1]
		j.of("presence", x.ID, !x.End().IsZero(), "présence sans fin, suivie d'une autre",
			"Une autre formation a suivi celle-ci : gardez la date à laquelle elle a fini.")
		j.of("presence", suivante.ID, !suivante.DateEntree.Before(x.End()), "entrée avant la fin d'avant",
			"L'entrée du "+suivante.DateEntree.Francais()+" serait avant la fin de la formation d'avant, le "+x.End().Francais()+".")
		j.verify(x.Numero < suivante.Numero && x.Tentative <= suivante.Tentative, "présences dans le désordre")
	}
}

// judgeFaits: what is said of a stay is within it, what comes after is after.
func (d *Dossier) judgeFaits(j *juge) {
	for _, s := range d.Suivis {
		j.of("suivi", s.ID, !s.IsAbsence() || d.wasPresent(s.Tentative, s.Date), "absence hors de la formation",
			"L'absence du "+s.Date.Francais()+" ne serait dans aucune formation.")
	}
	for i := range d.Presences {
		x := &d.Presences[i]
		var total float64
		for _, h := range FaitsOf(d.Heures, x) {
			j.of("heures", h.ID, h.Heures == nil || *h.Heures >= 0, "heures négatives", "")
			j.of("heures", h.ID, !h.Debut.Before(x.DateEntree) && (x.End().IsZero() || !h.Fin.After(x.End())), "heures hors de la formation",
				"Les heures du "+h.Debut.Francais()+" au "+h.Fin.Francais()+" sortiraient des dates de la formation.")
			if h.Heures != nil {
				total += *h.Heures
				j.of("heures", h.ID, tooManyHours(*h.Heures, h.Debut, h.Fin) == "", "plus de 24 heures par jour",
					tooManyHours(*h.Heures, h.Debut, h.Fin))
			}
		}
		if !x.End().IsZero() {
			trop := tooManyHours(total, x.DateEntree, x.End())
			j.of("presence", x.ID, trop == "", "plus de 24 heures par jour de formation", trop)
		}
		for _, e := range FaitsOf(d.Evaluations, x) {
			j.of("evaluation", e.ID, !e.Date.Before(x.DateEntree), "évaluation avant l'entrée",
				"Le résultat du "+e.Date.Francais()+" serait avant l'entrée, le "+x.DateEntree.Francais()+".")
		}
		for _, c := range FaitsOf(d.Controles, x) {
			j.of("controle_entree", c.ID, !c.Date.Before(x.DateEntree), "contrôle avant l'entrée",
				"La vérification du "+c.Date.Francais()+" serait avant l'entrée, le "+x.DateEntree.Francais()+".")
		}
	}
	for _, i := range d.Impacts {
		n := d.stayAt(i.Presence)
		j.of("impact", i.ID, n >= 0 && d.Presences[n].IsCompleted(), "impact sans formation terminée",
			"L'impact du "+i.Date.Francais()+" ne serait celui d'aucune formation terminée.")
		if n >= 0 {
			fin := d.Presences[n].DateFin
			j.of("impact", i.ID, !i.Date.Before(fin), "impact avant la fin",
				"L'impact du "+i.Date.Francais()+" serait avant la fin de la formation, le "+fin.Francais()+".")
		}
	}
	j.of("", 0, !d.measuredTwice(), "impact noté deux fois à la même échéance",
		"Un impact est déjà noté à cette échéance : retirez l'un des deux, ou corrigez son échéance.")
	j.of("", 0, d.hasItsStays(), "fait sans formation", "La formation dont cela parle n'est plus notée : notez d'abord l'entrée.")
}

// hasItsStays: what was learnt of a stay names one that is noted.
func (d *Dossier) hasItsStays() bool {
	of := func(numero int) bool { return d.stayAt(numero) < 0 }
	return !slices.ContainsFunc(d.Heures, func(h Heures) bool { return of(h.Presence) }) &&
		!slices.ContainsFunc(d.Evaluations, func(e Evaluation) bool { return of(e.Presence) }) &&
		!slices.ContainsFunc(d.Controles, func(c ControleEntree) bool { return of(c.Presence) })
}

// judgePassages: those that count form one chain, the decisions are in order, and each
// entry has its stay.
func (d *Dossier) judgePassages(j *juge) {
	var avant, decision Passage
	entrees := 0
	for i, p := range keep(d.Passages, func(p Passage) bool { return p.RectifieLe == nil }) {
		j.verify(i == 0 || p.De == avant.Vers, "passages sans suite : "+string(avant.Vers)+" puis "+string(p.De))
		if p.IsEntree() {
			entrees++
		}
		j.of("passage", p.ID, p.IsFait() || !p.Date.Before(decision.Date), "décisions dans le désordre",
			"« "+LibelleTransition(p.Transition)+" », le "+p.Date.Francais()+", serait avant « "+
				LibelleTransition(decision.Transition)+" », le "+decision.Date.Francais()+".")
		if avant = p; !p.IsFait() {
			decision = p
		}
	}
	j.verify(avant.Transition == "" || avant.Vers == d.Parcours.Etat, "l'état n'est pas celui du dernier passage")
	j.verify(entrees == len(d.Presences), "autant de présences que d'entrées")
	if len(d.Passages) > 0 && d.Passages[0].Transition == Reprendre && len(d.Presences) > 0 { // as it was taken over
		x, besoin := d.Presences[0], d.Parcours.DateBesoin
		j.of("presence", x.ID, !x.DateEntree.Before(besoin), "entrée avant le besoin",
			"Le besoin, le "+besoin.Francais()+", serait après l'entrée, le "+x.DateEntree.Francais()+".")
	}
}
