package parcours

import (
	"fmt"
	"slices"
)

// What seldom is of a person and of their contracts.

func contractsOverlap(_, d *Dossier, _ Date) []Constat {
	var constats []Constat
	for i, x := range d.Contrats {
		for _, y := range d.Contrats[:i] {
			premier, second := x, y
			if y.Debut.Before(x.Debut) {
				premier, second = y, x
			}
			// One that has no end, and that another followed, ended: nobody noted when.
			if premier.Debut.IsZero() || premier.Fin().IsZero() || premier.Fin().Before(second.Debut) {
				continue
			}
			constats = append(constats, Constat{Message: fmt.Sprintf("Deux contrats se chevauchent : %s et %s. Vérifiez les dates.",
				premier.Dates(), second.Dates())})
		}
	}
	return constats
}

// moisCddi is the longest that a CDDI lasts, renewals included (metier.md § 1.4). The
// exceptions of an ACI go up to 60 months.
const moisCddi = 24

func contractTooLong(_, d *Dossier, _ Date) []Constat {
	var constats []Constat
	for _, c := range d.Contrats {
		if c.Type == ContratCddi && !c.Debut.IsZero() && !c.Fin().Before(c.Debut.AddMonths(moisCddi)) {
			constats = append(constats, Constat{Message: fmt.Sprintf("CDD d'insertion du %s au %s : plus de %d mois, la durée maximale "+
				"sauf exception. Vérifiez les deux dates.", c.Debut.Francais(), c.Fin().Francais(), moisCddi)})
		}
	}
	return constats
}

// renewalOver: whoever renews a contract is there still.
func renewalOver(avant, d *Dossier, jour Date) []Constat {
	var constats []Constat
	for _, c := range d.Contrats {
		later := len(avant.Contrats) > 0 && !slices.ContainsFunc(avant.Contrats, func(x Contrat) bool { return !x.Debut.Before(c.Debut) })
		if fin := c.Fin(); c.ID == 0 && later && !fin.IsZero() && fin.Before(jour) {
			constats = append(constats, Constat{Message: fmt.Sprintf("Ce nouveau contrat finit le %s, avant aujourd'hui, le %s. Vérifiez l'année.",
				fin.Francais(), jour.Francais())})
		}
	}
	return constats
}

// moisContrat is how far ahead a contract is signed, in months.
const moisContrat = 12

func contractInYears(_, d *Dossier, jour Date) []Constat {
	var constats []Constat
	for _, c := range d.Contrats {
		if c.Debut.After(jour.AddMonths(moisContrat)) {
			constats = append(constats, Constat{Message: fmt.Sprintf("Ce contrat commencerait le %s, dans plus d'un an : nous sommes le %s. "+
				"Vérifiez l'année.", c.Debut.Francais(), jour.Francais())})
		}
	}
	return constats
}

// Somebody in insertion is seldom younger or older.
const ageMin, ageMax = 16, 75

func ageUnusual(_, d *Dossier, jour Date) []Constat {
	ne := d.Salarie.DateNaissance
	age := 0
	for !ne.IsZero() && !jour.Before(ne.AddMonths(12*(age+1))) {
		age++
	}
	if ne.IsZero() || age >= ageMin && age <= ageMax {
		return nil
	}
	return beside("date_naissance", fmt.Sprintf("La date de naissance, le %s, donne %d ans au %s. Vérifiez l'année.",
		ne.Francais(), age, jour.Francais()), "")
}
