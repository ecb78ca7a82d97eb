package parcours

// Incoherences lists what could never be true of a real file. It must stay
// empty whatever people do: the property tests hold every act to it.
func (d *Dossier) Incoherences(aujourdhui Date) []string {
	var fautes []string
	verify := func(ok bool, faute string) {
		if !ok {
			fautes = append(fautes, faute)
		}
	}
	p, t, x := d.Parcours, d.Courante(), d.Presence()
	_, connu := FindEtat(p.Etat)
	verify(connu, "état inconnu")
	verify(!p.EtatDepuis.IsZero() && !p.EtatDepuis.After(aujourdhui), "état daté du futur ou sans date")
	for i, tt := range d.Tentatives {
		verify(tt.Numero == i+1, "tentatives non numérotées de 1 à n")
	}
	for i, x := range d.Presences {
		derniere := i == len(d.Presences)-1
		verify(!x.DateEntree.IsZero(), "présence sans entrée")
		verify(x.End().IsZero() || !x.End().Before(x.DateEntree), "fin avant entrée")
		verify(derniere || !x.End().IsZero(), "présence sans fin, suivie d'une autre")
		verify(x.DateFin.IsZero() || x.DateAbandon.IsZero(), "fin et abandon à la fois")
		verify(derniere || !d.Presences[i+1].DateEntree.Before(x.End()), "entrée avant la fin d'avant")
		verify(derniere || x.Numero < d.Presences[i+1].Numero && x.Tentative <= d.Presences[i+1].Tentative, "présences dans le désordre")
	}
	verify(p.Tentative == len(d.Tentatives), "la tentative courante n'est pas la dernière")
	for i, e := range d.Entrees {
		verify(i == 0 || e.Numero > d.Entrees[i-1].Numero && e.Tentative >= d.Entrees[i-1].Tentative, "entrées prévues dans le désordre")
	}
	for _, h := range d.Heures {
		verify(h.Heures == nil || *h.Heures >= 0, "heures négatives")
	}
	switch p.Etat {
	case EnEntree:
		e := d.EntreePrevue()
		verify(e.IsExpected(), "entrée sans date prévue")
		verify(d.PresenceIn(p.Tentative).IsOver(), "entrée prévue mais déjà réelle")
		verify(t.DateFinPrevue.IsZero() || !e.Date.After(t.DateFinPrevue), "entrée prévue après la fin prévue")
	case EnDeroulement:
		verify(!x.DateEntree.IsZero(), "déroulement sans entrée réelle")
		verify(x.End().IsZero(), "déroulement déjà terminé")
	case Sorti:
		verify(!x.DateEntree.IsZero() && !x.DateFin.IsZero(), "sortie sans dates")
		verify(x.Situation == "" || SituationsFor(d.Siae.Type).Has(x.Situation), "situation impossible pour ce type de SIAE")
	case Abandonne:
		verify(!x.DateEntree.IsZero() && !x.DateAbandon.IsZero(), "abandon sans dates")
		verify(len(x.MotifsAbandon) > 0, "abandon sans motif")
	case Repositionnement:
		verify(d.Solution() != "" && d.Solution() != SolutionRetourSiae, "repositionnement sans solution")
	}
	for _, s := range d.Suivis {
		verify(!s.IsAbsence() || d.wasPresent(s.Tentative, s.Date), "absence hors de la formation")
	}
	verify(!d.measuredTwice(), "impact noté deux fois à la même échéance")
	verify(p.ClosLe.IsZero() || p.Etat.IsClosable(), "dossier clos dans un état qui ne se clôt pas")
	return append(fautes, d.chainFaults()...)
}

// chainFaults checks that the passages that count form one chain, in order.
func (d *Dossier) chainFaults() []string {
	var fautes []string
	var avant, decision Passage
	for i, p := range keep(d.Passages, func(p Passage) bool { return p.RectifieLe == nil }) {
		if i > 0 && p.De != avant.Vers {
			fautes = append(fautes, "passages sans suite : "+string(avant.Vers)+" puis "+string(p.De))
		}
		if !p.IsFait() && p.Date.Before(decision.Date) {
			fautes = append(fautes, "décisions dans le désordre")
		}
		if avant = p; !p.IsFait() {
			decision = p
		}
	}
	if avant.Transition != "" && avant.Vers != d.Parcours.Etat {
		fautes = append(fautes, "l'état n'est pas celui du dernier passage")
	}
	return fautes
}
