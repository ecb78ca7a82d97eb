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
	p, t := d.Parcours, d.Courante()
	_, connu := FindEtat(p.Etat)
	verify(connu, "état inconnu")
	verify(!p.EtatDepuis.IsZero() && !p.EtatDepuis.After(aujourdhui), "état daté du futur ou sans date")
	for i, tt := range d.Tentatives {
		verify(tt.Numero == i+1, "tentatives non numérotées de 1 à n")
		verify(tt.DateFin.IsZero() || !tt.DateFin.Before(tt.DateEntree), "fin avant entrée")
		verify(tt.DateAbandon.IsZero() || !tt.DateAbandon.Before(tt.DateEntree), "abandon avant entrée")
		verify(tt.DateFin.IsZero() || tt.DateAbandon.IsZero(), "fin et abandon à la fois")
		verify(tt.HeuresRealisees == nil || *tt.HeuresRealisees >= 0, "heures négatives")
	}
	verify(p.Tentative == len(d.Tentatives), "la tentative courante n'est pas la dernière")
	switch p.Etat {
	case EnEntree:
		verify(!t.DateEntreePrevue.IsZero(), "entrée sans date prévue")
		verify(t.DateEntree.IsZero(), "entrée prévue mais déjà réelle")
		verify(t.DateFinPrevue.IsZero() || !t.DateEntreePrevue.After(t.DateFinPrevue), "entrée prévue après la fin prévue")
	case EnDeroulement:
		verify(!t.DateEntree.IsZero(), "déroulement sans entrée réelle")
		verify(t.DateFin.IsZero() && t.DateAbandon.IsZero(), "déroulement déjà terminé")
	case Sorti:
		verify(!t.DateEntree.IsZero() && !t.DateFin.IsZero(), "sortie sans dates")
		verify(t.Situation == "" || SituationsFor(d.Siae.Type).Has(t.Situation), "situation impossible pour ce type de SIAE")
	case Abandonne:
		verify(!t.DateEntree.IsZero() && !t.DateAbandon.IsZero(), "abandon sans dates")
		verify(len(t.MotifsAbandon) > 0, "abandon sans motif")
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
	var avant Passage
	for i, p := range keep(d.Passages, func(p Passage) bool { return p.RectifieLe == nil }) {
		if i > 0 && p.De != avant.Vers {
			fautes = append(fautes, "passages sans suite : "+string(avant.Vers)+" puis "+string(p.De))
		}
		if p.Date.Before(avant.Date) {
			fautes = append(fautes, "passages dans le désordre")
		}
		avant = p
	}
	if avant.Transition != "" && avant.Vers != d.Parcours.Etat {
		fautes = append(fautes, "l'état n'est pas celui du dernier passage")
	}
	return fautes
}
