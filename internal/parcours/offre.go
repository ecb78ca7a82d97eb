package parcours

import (
	"cmp"
	"slices"
)

// Offre is a transition open to a person from where the file stands, with what
// blocks it today and what it warns of.
type Offre struct {
	*Transition
	Champs                    Champs   // with their lists narrowed to this SIAE
	Acquis                    []string // what the file already satisfies, in words
	Bloquants, Avertissements []Constat
	Annonces                  []Constat // what the form will want to know: nothing to acknowledge yet
}

// IsPossible: nothing in the file blocks it.
func (o Offre) IsPossible() bool { return len(o.Bloquants) == 0 }

// TransitionsFor lists what this person may do next, in the order of the table.
func TransitionsFor(d *Dossier, qui Identite, aujourdhui Date) []Offre {
	if CheckOpen(d) != nil {
		return nil
	}
	c := Contexte{Dossier: d, Date: aujourdhui, Qui: qui, Aujourdhui: aujourdhui}
	var offres []Offre
	for i := range Machine {
		if t := &Machine[i]; t.StartsFrom(d.Parcours.Etat) && qui.Can(t.Action) {
			offres = append(offres, t.offer(c))
		}
	}
	return offres
}

// offer says what the file already satisfies of a row, what it does not, and what
// the rules will look at once its form is open.
func (t *Transition) offer(c Contexte) Offre {
	o := Offre{Transition: t, Bloquants: check(t.Blocages, c), Avertissements: check(t.Avertissements, c)}
	deja := t.already(c.Dossier, c.Date)
	o.Champs = each(t.Champs, func(champ Champ) Champ {
		champ.Liste = champ.Options(c.Dossier.Siae)
		if dite := deja[champ.Code]; dite != "" {
			champ.Requis, champ.Aide = false, "Laissée vide : "+cmp.Or(deja.Date(champ.Code).Francais(), dite)+", déjà notée."
		}
		return champ
	})
	for _, r := range slices.Concat(t.Blocages, t.Avertissements) {
		if r.Annonce != nil {
			o.Annonces = append(o.Annonces, check([]Regle{{Code: r.Code, Check: r.Annonce}}, c)...)
		}
		switch {
		case len(r.Check(c)) > 0:
		case r.Dit != nil:
			o.Acquis = append(o.Acquis, r.Dit(c)...)
		case r.Fait != "":
			o.Acquis = append(o.Acquis, r.Fait)
		}
	}
	return o
}

// Rappele is what is true of a file now, whatever the next step, with the act that mends it.
type Rappele struct {
	Constat
	Acte string
}

// rappeles are looked at from the plan to the end of the training, as long as they are true:
// money, contract, PASS and papers.
var rappeles = []struct {
	Regle
	Acte string
	Dans []Etat
}{
	{accordLost, "ajouter_financement", []Etat{EnEntree, EnDeroulement}},
	{grantedBelowCost, "ajouter_financement", []Etat{EnEntree, EnDeroulement}},
	{grantedAboveCost, "enregistrer_reponse", []Etat{EnFinancement, EnEntree, EnDeroulement}},
	{piecesMissing, string(ActionEditFinancement), []Etat{EnFinancement, EnEntree, EnDeroulement}},
	{contractEndsBefore, "noter_contrat", []Etat{EnFinancement, EnEntree, EnDeroulement}},
	{dispositifsFit, "ajouter_financement", []Etat{EnFinancement, EnEntree}},
	{trainedElsewhere, "choisir_formation", []Etat{EnFinancement, EnEntree}},
}

// Rappeles lists what is true of an open file now.
func Rappeles(d *Dossier, qui Identite, aujourdhui Date) []Rappele {
	if CheckOpen(d) != nil {
		return nil
	}
	c := Contexte{Dossier: d, Date: aujourdhui, Qui: qui, Aujourdhui: aujourdhui}
	var vus []Rappele
	for _, r := range rappeles {
		if !slices.Contains(r.Dans, d.Parcours.Etat) {
			continue
		}
		for _, x := range check([]Regle{r.Regle}, c) {
			vus = append(vus, Rappele{x, r.Acte})
		}
	}
	return vus
}
