package parcours

import (
	"cmp"
	"fmt"
)

// What can be, but seldom is: a slip of the finger reads like a fact. Each names the two
// values and is read at every door, the takeover of a parcours included; none blocks, but
// for more hours than a day has.

// plausiblesReprise are those of a parcours that is taken over.
var plausiblesReprise = []Regle{hoursAbovePlan, trainedElsewhere}

var hoursImpossible = Regle{Code: "heures_impossibles", Check: func(c Contexte) []Constat {
	x := c.Dossier.lastPresence()
	if c.Saisie == nil || x == nil {
		return nil
	}
	if total, known := c.hours(x); known {
		if refus := tooManyHours(total, x.DateEntree, c.Date); refus != "" {
			return beside("heures", refus, "")
		}
	}
	return nil
}}

// hoursAfterEnd: hours that were noted day by day are within the stay; a total takes their place.
var hoursAfterEnd = Regle{Code: "heures_apres_fin", Check: func(c Contexte) []Constat {
	x := c.Dossier.lastPresence()
	if c.Saisie == nil || x == nil || c.Saisie["heures"] != "" {
		return nil
	}
	h, trop := find(FaitsOf(c.Dossier.Heures, x), func(h Heures) bool { return h.Fin.After(c.Date) })
	if !trop {
		return nil
	}
	constats := beside("date", "Des heures sont notées jusqu'au "+h.Fin.Francais()+", après cette date. "+
		"Vérifiez la date, ou corrigez ces heures.", "")
	constats[0].Lien = LienCorrection(c.Dossier.Parcours.ID, "heures", h.ID)
	return constats
}}

var hoursAbovePlan = Regle{Code: "heures_superieures", Check: func(c Contexte) []Constat {
	x := c.Dossier.lastPresence()
	if c.Saisie == nil || x == nil || x.HeuresPrevues == 0 {
		return nil
	}
	total, known := c.hours(x)
	if !known || total <= x.HeuresPrevues {
		return nil
	}
	return one(fmt.Sprintf("%s réalisées pour %s prévues. Vérifiez les heures.", heures(total), heures(x.HeuresPrevues)), "", "921")
}}

var grantedAboveCost = Regle{Code: "accorde_superieur", Check: func(c Contexte) []Constat {
	t, accorde := c.Dossier.Courante(), c.Dossier.Accorde(c.Qui.Role == Directeur)
	if !t.CoutConnu || accorde <= t.CoutTotal() {
		return nil
	}
	return one(fmt.Sprintf("Le montant accordé (%s) dépasse le coût (%s) : %s de trop. Vérifiez les montants.", euros(accorde),
		euros(t.CoutTotal()), euros(accorde-t.CoutTotal())), "#financement", "797")
}}

// ecartEntree is how many days an entry may be away from the day that was planned before
// one asks. The number is ours.
const ecartEntree = 30

var entryFarAway = Regle{Code: "entree_loin", Check: func(c Contexte) []Constat {
	prevue := c.Dossier.EntreePrevue().Date
	jours := c.Date.DaysSince(prevue)
	if c.Saisie == nil || prevue.IsZero() || max(jours, -jours) <= ecartEntree {
		return nil
	}
	return one(fmt.Sprintf("L'entrée est notée le %s, alors qu'elle était prévue le %s. Vérifiez la date.", c.Date.Francais(),
		prevue.Francais()), "", "")
}}

// postponedBackwards: a report goes to a later day than the one it replaces.
var postponedBackwards = Regle{Code: "report_en_arriere", Check: func(c Contexte) []Constat {
	nouvelle, _ := plannedEntry(c)
	avant := c.Dossier.lastEntreeBefore()
	if nouvelle.IsZero() || !nouvelle.Before(avant) {
		return nil
	}
	return one(fmt.Sprintf("La nouvelle entrée, le %s, est avant celle qu'elle remplace, le %s. Vérifiez la date.",
		nouvelle.Francais(), avant.Francais()), "", "951")
}}

// days are those of the training that a form plans, confirms or takes over.
func (c Contexte) days() (debut, fin Date) {
	t, s := c.Dossier.Courante(), c.Saisie
	if debut = s.Date("date_entree"); !debut.IsZero() {
		return debut, cmp.Or(s.Date("date_fin"), s.Date("date_abandon"), t.DateFinPrevue)
	}
	debut, fin = plannedEntry(c)
	switch {
	case !debut.IsZero():
	case c.Dossier.Parcours.Etat == EnEntree && s != nil:
		debut = c.Date
	default:
		debut = cmp.Or(c.Dossier.EntreePrevue().Date, t.DateDebutPrevue)
	}
	return debut, fin
}

// trainedElsewhere: nobody is in two trainings on one day; one that is taken over twice is
// counted twice.
var trainedElsewhere = Regle{Code: "deja_en_formation", Check: func(c Contexte) []Constat {
	debut, fin := c.days()
	var constats []Constat
	for _, x := range c.Dossier.Ailleurs {
		derniere := cmp.Or(x.End(), x.DateFinPrevue, x.DateEntree)
		if debut.IsZero() || derniere.Before(debut) || x.DateEntree.After(cmp.Or(fin, debut)) {
			continue
		}
		dates := "du " + x.DateEntree.Francais() + " au " + derniere.Francais()
		message := "Déjà en formation " + dates + " dans un autre parcours. Vérifiez les dates."
		if x.Intitule != "" && Fold(x.Intitule) == Fold(c.Dossier.Courante().Intitule) {
			message = "« " + x.Intitule + " » " + dates + " est déjà noté dans un autre parcours. Vérifiez que ce n'est pas la même formation."
		}
		constats = append(constats, Constat{Message: message, Lien: fmt.Sprintf("/parcours/%d", x.ParcoursID)})
	}
	return constats
}}
