package parcours

import (
	"cmp"
	"fmt"
)

// plannedEntry reads the entry that a form plans: when it begins, and its last
// day. An end left blank follows the entry: the training keeps its length.
func plannedEntry(c Contexte) (entree, fin Date) {
	// The form of a report has names of its own.
	entree = cmp.Or(c.Saisie.Date("date_entree_prevue"), c.Saisie.Date("nouvelle_date"))
	fin = cmp.Or(c.Saisie.Date(champFinPrevue), c.Saisie.Date(champNouvelleFin))
	if fin.IsZero() {
		fin = c.Dossier.Courante().Formation.EndFrom(entree)
	}
	return entree, fin
}

var entryAfterEnd = Regle{Code: "entree_apres_fin", Check: func(c Contexte) []Constat {
	entree, fin := plannedEntry(c)
	if c.Saisie == nil {
		return nil
	}
	if entree.IsZero() && c.Saisie[champNouvelleFin] != "" {
		return beside("nouvelle_date", "Indiquez aussi la nouvelle date d'entrée, ou laissez la nouvelle fin vide.", "")
	}
	if fin.IsZero() || !entree.After(fin) {
		return nil
	}
	champ := champFinPrevue
	if c.Saisie["nouvelle_date"] != "" {
		champ = champNouvelleFin
	}
	return beside(champ, fmt.Sprintf("La fin prévue, le %s, est avant l'entrée prévue, le %s. "+
		"Corrigez-la, ou laissez-la vide : la formation garde alors sa durée.",
		fin.Francais(), entree.Francais()), "")
}}

// contractEndsBefore compares the last contract and the PASS IAE with the last day of
// the training as it is planned now, not as it was when it was chosen.
var contractEndsBefore = Regle{Code: "contrat_trop_court", Check: func(c Contexte) []Constat {
	_, fin := plannedEntry(c)
	return c.Dossier.endsBefore(fin, c.Aujourdhui)
}}

// endsBefore tells which of the contract and the PASS IAE end before a training does.
func (d *Dossier) endsBefore(fin, aujourdhui Date) []Constat {
	s := d.Salarie
	var constats []Constat
	warn := func(quoi, champ string, f Date, suite string) {
		if !f.IsZero() && f.Before(fin) {
			constats = append(constats, Constat{Lien: fmt.Sprintf("/salaries/%d/modifier#salarie-%s", s.ID, champ), Message: fmt.Sprintf(
				"%s finit le %s, avant la fin prévue de la formation, le %s.%s", quoi, f.Francais(), fin.Francais(), suite)})
		}
	}
	warn("Le contrat", "date_fin_contrat", d.Contrats.LastDay(), "")
	warn("Le PASS IAE", "date_fin_pass", s.DateFinPass, " "+prolongation(s.DateFinPass, aujourdhui))
	return constats
}

// moisProlongation is until when after its end a PASS IAE may be prolonged.
const moisProlongation = 6

// prolongation tells what can be done about a PASS IAE that ends too early. The
// rule is that of the national platform, read in August 2026 (metier.md § 1.5):
// no prescriber is asked, twelve months at most each time.
func prolongation(finPass, aujourdhui Date) string {
	if aujourdhui.After(finPass.AddMonths(moisProlongation)) {
		return "Le délai pour demander une prolongation « Fin d'une formation » est passé : " +
			"six mois après la fin du PASS (les Emplois de l'inclusion, août 2026). Vérifiez cette date."
	}
	return "Une prolongation « Fin d'une formation » est possible : " +
		"12 mois au plus par demande, à faire entre 12 mois avant et 6 mois après la fin du PASS (les Emplois de l'inclusion, août 2026)."
}

// cameForReal: a real entry of somebody who did not come is a contradiction. A
// first-day absence is not an entry (l. 897).
var cameForReal = Regle{Code: "entree_sans_venue", Check: func(c Contexte) []Constat {
	if c.Saisie["controle_"+ControleVenu] != Non {
		return nil
	}
	return mended("controle_"+ControleVenu, "Le salarié n'est pas venu : son entrée ne peut pas être confirmée. "+
		"Utilisez « Signaler une non-présentation », ou « Reporter l'entrée ».", "#non-presentation", "897")
}}

// noAbsenceBefore: who missed a day of training had entered it.
var noAbsenceBefore = Regle{Code: "absence_avant_entree", Check: func(c Contexte) []Constat {
	d := c.Dossier
	return c.missed(func(jour Date) bool { return jour.Before(c.Date) && !d.wasPresent(d.Parcours.Tentative, jour) },
		"avant cette entrée. Vérifiez la date d'entrée, ou corrigez cette absence.")
}}

// noAbsenceAfter: who missed a day of training had not left it.
var noAbsenceAfter = Regle{Code: "absence_apres_fin", Check: func(c Contexte) []Constat {
	entree := c.Dossier.Presence().DateEntree
	return c.missed(func(jour Date) bool { return jour.After(c.Date) && !jour.Before(entree) },
		"après cette date. La personne n'avait pas encore quitté la formation : vérifiez la date, ou corrigez cette absence.")
}}

// missed finds the first absence of the try on a day that cannot be, with where it is mended.
func (c Contexte) missed(impossible func(Date) bool, suite string) []Constat {
	s, manquee := find(c.Dossier.absences(c.Dossier.Parcours.Tentative), func(s Suivi) bool { return impossible(s.Date) })
	if !manquee || c.Saisie == nil {
		return nil
	}
	return mended("date", "Une absence en formation est notée le "+s.Date.Francais()+", "+suite,
		LienCorrection(c.Dossier.Parcours.ID, "suivi", s.ID), "")
}

var entryUnchecked = Regle{
	Code: "controle_incomplet",
	Annonce: func(Contexte) []Constat {
		return one(fmt.Sprintf("Contrôle de l'entrée : %d points à vérifier dans les premiers jours.",
			len(ControlesEntree)), "#passage-confirmer_entree", "894-909")
	},
	Check: func(c Contexte) []Constat {
		if c.Saisie == nil {
			return nil
		}
		reste := UnansweredControles(controlesOf(c.Saisie))
		if len(reste) == 0 {
			return nil
		}
		return one(fmt.Sprintf("Contrôle de l'entrée : %d points sans réponse.", len(reste)), "", "894-909")
	},
}

var registrationOpen = Regle{Code: "demarches_ouvertes", Check: unless(func(c Contexte) bool {
	r := c.Saisie["controle_"+ControleDemarches]
	return c.Saisie == nil || r == Oui || r == SansObjet
}, "L'inscription administrative par l'OF n'est pas bouclée : la rémunération peut prendre du retard.", "", "909-911")}

// controlesOf gathers the answers of the entry check from a form.
func controlesOf(s Saisie) map[string]string {
	reponses := map[string]string{}
	for _, c := range ControlesEntree {
		if v := s["controle_"+c.Code]; v != "" {
			reponses[c.Code] = v
		}
	}
	return reponses
}
