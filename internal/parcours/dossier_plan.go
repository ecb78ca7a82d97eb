package parcours

import "slices"

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
// refused, nor taken back.
func (d *Dossier) StandingFinancements() []Financement {
	return keep(d.Financements, func(f Financement) bool { return !f.IsLost() })
}

// FindFinancement finds a line of the plan of any try; nil when there is none.
func (d *Dossier) FindFinancement(id int64) *Financement {
	for _, lignes := range [][]Financement{d.Financements, d.Anciens} {
		if i := slices.IndexFunc(lignes, func(f Financement) bool { return f.ID == id }); i >= 0 {
			return &lignes[i]
		}
	}
	return nil
}

// FinancementsOf is the plan of a try.
func (d *Dossier) FinancementsOf(tentativeID int64) []Financement {
	lignes := slices.Concat(d.Financements, d.Anciens)
	return keep(lignes, func(f Financement) bool { return f.TentativeID == tentativeID })
}

// planOf is the plan of a try, the current one included.
func (d *Dossier) planOf(t *Tentative) []Financement {
	if t.Numero == d.Parcours.Tentative {
		return d.Financements
	}
	return keep(d.Anciens, func(f Financement) bool { return f.TentativeID == t.ID })
}

// MissingPieces lists the papers not yet provided, funder by funder. A funder who
// does not pay waits for none.
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

// CheckFormation validates the choice of a training: an entry that is planned
// already must fall before its end.
func CheckFormation(d *Dossier, f Formation) error {
	if err := CheckActe(d, ActionChooseFormation); err != nil {
		return err
	}
	if err := f.Validate(); err != nil {
		return err
	}
	if f.CoutTotal() > 0 && d.hasSansCout() {
		return invalid("cout", "Le plan de financement dit « Sans coût » : retirez d'abord cette ligne, ou laissez le coût à 0.")
	}
	var es Erreurs
	if e := d.EntreePrevue(); d.Parcours.Etat == EnEntree {
		es.order("date_fin_prevue", e.Date, f.DateFinPrevue,
			"La fin prévue est avant l'entrée prévue, le "+e.Date.Francais()+". Corrigez-la, ou reportez d'abord l'entrée.")
	}
	return es.Err()
}

// CheckLigne validates a line that is added to the plan of the current try.
func (d *Dossier) CheckLigne(f Financement, aujourdhui Date) error {
	if err := f.Validate(aujourdhui); err != nil {
		return err
	}
	if cout := d.Courante().CoutTotal(); f.Dispositif == DispositifSansCout && cout > 0 {
		return invalid("dispositif", "La formation coûte "+euros(cout)+" : "+
			"choisissez le dispositif qui la paie, ou corrigez d'abord le coût de la formation.")
	}
	return nil
}

func (d *Dossier) hasSansCout() bool {
	return slices.ContainsFunc(d.Financements, func(f Financement) bool { return f.Dispositif == DispositifSansCout })
}

// Counts tells whether a line of the plan opens the way to the entry: « sans
// coût » says nothing of a training that costs.
func (d *Dossier) Counts(f Financement) bool {
	return f.IsGranted() && (f.Dispositif != DispositifSansCout || d.Courante().CoutTotal() == 0)
}

// WaitingFondsPropres adds up the SIAE's own money that the directeur has
// neither agreed to nor refused, in centimes.
func (d *Dossier) WaitingFondsPropres() (total int64, attend bool) {
	for _, f := range d.Financements {
		if f.WaitsDirecteur() {
			total, attend = total+f.MontantDemande, true
		}
	}
	return total, attend
}

// agreed lists, as they were, the lines of the plan that a passage agreed to.
func agreed(avant, apres *Dossier) []Financement {
	var accords []Financement
	for i, f := range avant.Financements {
		if f.AccordDirecteur != apres.Financements[i].AccordDirecteur {
			f.Pieces, f.Reponses = nil, nil
			accords = append(accords, f)
		}
	}
	return accords
}
