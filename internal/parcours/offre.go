package parcours

import "slices"

// Offre is a transition open to a person from where the file stands, with what
// blocks it today and what it warns of.
type Offre struct {
	*Transition
	Champs         Champs   // with their lists narrowed to this SIAE
	Acquis         []string // what the file already satisfies, in words
	Bloquants      []Constat
	Avertissements []Constat
	Annonces       []Constat // what the form will want to know: nothing to acknowledge yet
}

// IsPossible: nothing in the file blocks it.
func (o Offre) IsPossible() bool { return len(o.Bloquants) == 0 }

// TransitionsFor lists what this person may do next, in the order of the table.
func TransitionsFor(d *Dossier, qui Identite, aujourdhui Date) []Offre {
	if CheckOpen(d) != nil {
		return nil
	}
	var offres []Offre
	for i := range Machine {
		t := &Machine[i]
		if !t.StartsFrom(d.Parcours.Etat) || !qui.Can(t.Action) {
			continue
		}
		c := Contexte{Dossier: d, Date: aujourdhui, Qui: qui, Aujourdhui: aujourdhui}
		champs := slices.Clone(t.Champs)
		for j := range champs {
			champs[j].Liste = champs[j].Options(d.Siae)
		}
		offres = append(offres, Offre{
			Transition: t, Champs: champs, Acquis: satisfied(t, c),
			Bloquants: check(t.Blocages, c), Avertissements: check(t.Avertissements, c), Annonces: announce(t, c),
		})
	}
	return offres
}

// announce says, before the form of a row is open, what its rules will look at.
func announce(t *Transition, c Contexte) []Constat {
	var constats []Constat
	for _, r := range slices.Concat(t.Blocages, t.Avertissements) {
		if r.Annonce != nil {
			constats = append(constats, check([]Regle{{Code: r.Code, Check: r.Annonce}}, c)...)
		}
	}
	return constats
}

// satisfied says, in words, which rules of a row the file already meets.
func satisfied(t *Transition, c Contexte) []string {
	var acquis []string
	for _, r := range slices.Concat(t.Blocages, t.Avertissements) {
		if len(r.Check(c)) == 0 {
			acquis = append(acquis, r.said(c)...)
		}
	}
	return acquis
}
