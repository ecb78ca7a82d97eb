package parcours

import "slices"

// LogContrat adds a contract to those of the person: a renewal, or one that was forgotten.
func (d *Dossier) LogContrat(c Contrat) (*Contrat, error) {
	c.SalarieID = d.Salarie.ID
	d.Contrats = append(d.Contrats, c)
	return &d.Contrats[len(d.Contrats)-1], d.Contrats.checkTwice("debut")
}

// EndContrat notes the real end of a contract.
func (d *Dossier) EndContrat(id int64, f FinContrat) (*Contrat, error) {
	i := slices.IndexFunc(d.Contrats, func(c Contrat) bool { return c.ID == id })
	if i < 0 {
		return nil, NotFound("Contrat")
	}
	if f.FinReelle.Before(d.Contrats[i].Debut) {
		return nil, invalid("fin_reelle", finAvantDebut)
	}
	d.Contrats[i].FinContrat = f
	return &d.Contrats[i], nil
}

// FollowSalarie writes what the form of the person says of the contract of the moment on
// its row: the first one when none is known. Emptied, the contract is withdrawn.
func (d *Dossier) FollowSalarie(jour Date) error {
	voulu, known := d.Salarie.Contrat()
	courant := d.Contrats.Courant(jour)
	i := slices.IndexFunc(d.Contrats, func(c Contrat) bool { return c.ID == courant.ID })
	switch {
	case i >= 0 && !known:
		d.Contrats = slices.Delete(d.Contrats, i, i+1)
		return nil
	case i < 0 && known:
		d.Contrats = append(d.Contrats, voulu)
	case known:
		c := &d.Contrats[i]
		c.Type, c.Debut = voulu.Type, voulu.Debut
		c.setFin(voulu.FinPrevue, jour)
	}
	return d.Contrats.checkTwice("date_debut_contrat")
}

// setFin moves the end that is shown: the real one once it is noted, unless the contract
// goes on.
func (c *Contrat) setFin(fin, jour Date) {
	switch {
	case fin == c.Fin():
	case c.FinReelle.IsZero() || fin.IsZero() || fin.After(jour):
		c.FinPrevue, c.FinContrat = fin, FinContrat{}
	default:
		c.FinReelle = fin
	}
}

// checkTwice refuses two contracts that begin on the same day; others may overlap.
func (cs Contrats) checkTwice(champ string) error {
	for i, c := range cs {
		if !c.Debut.IsZero() && slices.ContainsFunc(cs[:i], func(x Contrat) bool { return x.Debut == c.Debut }) {
			return &Erreur{Code: Conflit, Champ: champ,
				Message: "Ce contrat est déjà noté : un contrat commence le " + c.Debut.Francais() + "."}
		}
	}
	return nil
}
