package parcours

import "slices"

// Dossier is everything a rule may look at: one parcours, its person, its SIAE
// and its facts. Rules read it and never change it; Apply works on a copy.
type Dossier struct {
	Siae          Siae
	Salarie       Salarie
	Parcours      Parcours
	Tentatives    []Tentative    // all, by number
	Financements  []Financement  // of the current try, each with its Pieces
	Pieces        []Piece        // of every try
	Securisations []Securisation // of the current try
	Freins        []Frein
	Suivis        []Suivi
	Impacts       []Impact
	Passages      []Passage // all, oldest first
	// AutresOuverts counts the person's other parcours still open.
	AutresOuverts int
}

// Courante is the current try.
func (d *Dossier) Courante() *Tentative {
	for i := range d.Tentatives {
		if d.Tentatives[i].Numero == d.Parcours.Tentative {
			return &d.Tentatives[i]
		}
	}
	return &Tentative{Numero: d.Parcours.Tentative}
}

// DernierPassage is the last one that still counts, or nil.
func (d *Dossier) DernierPassage() *Passage {
	for i := len(d.Passages) - 1; i >= 0; i-- {
		if d.Passages[i].RectifieLe == nil {
			return &d.Passages[i]
		}
	}
	return nil
}

// Solution is the one chosen at the last repositionnement, "" before any.
func (d *Dossier) Solution() string {
	for i := len(d.Passages) - 1; i >= 0; i-- {
		p := &d.Passages[i]
		if p.RectifieLe == nil && p.Champs["solution"] != "" {
			return p.Champs["solution"]
		}
	}
	return ""
}

// Accorde is what the current plan grants, in centimes; with directeur, as if he
// agreed to the fonds propres.
func (d *Dossier) Accorde(directeur bool) int64 {
	var total int64
	for _, f := range d.Financements {
		if directeur && f.WaitsDirecteur() {
			f.AccordDirecteur = true // he commits the money by acting (l. 797)
		}
		total += f.Accorde()
	}
	return total
}

// StandingFinancements are the lines of the plan that may still pay: those that were not
// refused.
func (d *Dossier) StandingFinancements() []Financement {
	return slices.DeleteFunc(slices.Clone(d.Financements), func(f Financement) bool { return f.Etat == "refuse" })
}

// MissingPieces lists the papers not yet provided, funder by funder. A funder who
// refused waits for none.
func (d *Dossier) MissingPieces() []string {
	var manquent []string
	for _, f := range d.StandingFinancements() {
		for _, p := range f.Pieces {
			if p.FournieLe.IsZero() && slices.Contains(PiecesFor(f.Dispositif), p.Code) {
				manquent = append(manquent, Pieces.Libelle(p.Code))
			}
		}
	}
	return manquent
}

// UnansweredSecurisations lists the good practices not looked at yet.
func (d *Dossier) UnansweredSecurisations() Liste {
	var reste Liste
	for _, t := range Securisations {
		vu := slices.ContainsFunc(d.Securisations, func(s Securisation) bool {
			return s.Code == t.Code && s.Reponse != "a_faire"
		})
		if !vu {
			reste = append(reste, t)
		}
	}
	return reste
}

// Clone copies the file deeply enough for Apply to change the copy.
func (d *Dossier) Clone() *Dossier {
	c := *d
	c.Tentatives = make([]Tentative, len(d.Tentatives))
	for i, t := range d.Tentatives {
		c.Tentatives[i] = t.Clone()
	}
	c.Passages = slices.Clone(d.Passages)
	c.Financements = slices.Clone(d.Financements)
	return &c
}

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
		verify(d.Solution() != "" && d.Solution() != "retour_siae", "repositionnement sans solution")
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
	var avant *Passage
	for i := range d.Passages {
		p := &d.Passages[i]
		if p.RectifieLe != nil {
			continue
		}
		if avant != nil && p.De != avant.Vers {
			fautes = append(fautes, "passages sans suite : "+string(avant.Vers)+" puis "+string(p.De))
		}
		if avant != nil && p.Date.Before(avant.Date) {
			fautes = append(fautes, "passages dans le désordre")
		}
		avant = p
	}
	if avant != nil && avant.Vers != d.Parcours.Etat {
		fautes = append(fautes, "l'état n'est pas celui du dernier passage")
	}
	return fautes
}
