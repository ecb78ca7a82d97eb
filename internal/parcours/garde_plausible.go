package parcours

import (
	"cmp"
	"fmt"
	"slices"
)

// Soupcon is one row of the table of suspicions: what can be, but seldom is, for a slip of
// the finger reads like a fact. It reads the file that a deed would leave, names the two
// values that go ill together, and never blocks: it is asked once, by the deed that makes
// the file say so.
type Soupcon struct {
	Code    string
	Libelle string   // what the history calls it
	Actes   []string // those that may raise it
	Check   func(avant, d *Dossier, jour Date) []Constat
}

// Soupcons is THE TABLE. The numbers that it rests on are conventions of Parcours, but for
// the 24 months of a CDDI.
var Soupcons = []Soupcon{
	{"heures_superieures", "heures au-dessus du prévu",
		[]string{"noter_heures", "terminer", "abandonner", Reprendre}, hoursAbovePlan},
	{"heures_du_plan", "heures prévues trop nombreuses pour les jours",
		[]string{"choisir_formation", Reprendre}, hoursAbovePlannedDays},
	{"accorde_superieur", "montant accordé supérieur au coût",
		[]string{"enregistrer_reponse", "noter_reponse", "accorder_fonds_propres", "choisir_formation"}, grantedAbove},
	{"accorde_au_dela", "montant accordé supérieur au montant demandé",
		[]string{"enregistrer_reponse", "noter_reponse"}, grantedAboveAsked},
	{"demande_superieure", "montant demandé supérieur au coût",
		[]string{"ajouter_financement", "enregistrer_reponse", "choisir_formation"}, askedAboveCost},
	{"deja_en_formation", "déjà en formation ces jours-là",
		[]string{"prevoir_entree", "reporter_entree", "terminer", Reprendre}, trainedTwice},
	{"entree_loin", "entrée loin du jour prévu", []string{"confirmer_entree", Reprendre}, entryFarAway},
	{"entree_deplacee", "entrée prévue loin du jour d'avant",
		[]string{"prevoir_entree", "planifier_entree", "reporter_entree", "relancer_entree"}, entryMovedFar},
	{"report_en_arriere", "report à un jour plus tôt",
		[]string{"prevoir_entree", "reporter_entree", "relancer_entree"}, postponedBackwards},
	{"entree_lointaine", "entrée dans plus de deux ans",
		[]string{"choisir_formation", "prevoir_entree", "planifier_entree", "reporter_entree", "relancer_entree"}, entryInYears},
	{"contrat_trop_court", "contrat ou PASS IAE trop court", []string{"prevoir_entree", "reporter_entree"}, expectedAfterContract},
	{"contrats_superposes", "contrats qui se chevauchent", []string{"noter_contrat", "modifier_salarie"}, contractsOverlap},
	{"contrat_long", "CDD d'insertion de plus de 24 mois",
		[]string{"noter_contrat", "creer_salarie", "modifier_salarie", Importer}, contractTooLong},
	{"contrat_deja_fini", "renouvellement déjà fini", []string{"noter_contrat"}, renewalOver},
	{"contrat_lointain", "contrat dans plus d'un an",
		[]string{"noter_contrat", "creer_salarie", "modifier_salarie", Importer}, contractInYears},
	{"age_inhabituel", "âge inhabituel", []string{"creer_salarie", "modifier_salarie", Importer}, ageUnusual},
	{"rappel_lointain", "rappel dans plus d'un an", []string{"consigner_suivi"}, reminderInYears},
	{"fait_isole", "date loin de tout le reste du dossier",
		[]string{"consigner_suivi", "noter_heures", "noter_evaluation", "controler_entree", "mesurer_impact", "signaler_non_presentation",
			"enregistrer_reponse", "noter_reponse", "deposer_dossier", "accorder_fonds_propres", "ajouter_financement",
			"securiser", "ajouter_frein", "changer_frein", Reprendre}, farFromAll},
}

// Importer is the import of a file, which asks no form of an act: its suspicions are remarks
// of the rows.
const Importer = "importer"

// suspect lists what a deed makes a file say that it did not say before. Rules that the
// deed asks by itself are left to it.
func suspect(avant, apres *Dossier, jour Date, sauf []Regle) []Constat {
	var constats []Constat
	for _, s := range Soupcons {
		if slices.ContainsFunc(sauf, func(r Regle) bool { return r.Code == s.Code }) {
			continue
		}
		deja := each(s.Check(avant, avant, jour), Constat.about)
		constats = append(constats, nameAfter(s.Code, keep(s.Check(avant, apres, jour), func(c Constat) bool {
			return !slices.Contains(deja, c.about())
		}))...)
	}
	return constats
}

// SuspectSalarie lists what seldom is of a person who is about to be added, and of their
// contract.
func SuspectSalarie(s Salarie, jour Date) []Constat {
	return suspect(&Dossier{}, newPersonne(s), jour, nil)
}

// newPersonne is the file of a person whom nobody has added yet.
func newPersonne(s Salarie) *Dossier {
	d := &Dossier{}
	d.Welcome(s)
	return d
}

// Welcome makes the file that of a new person, with the contract that was typed about them.
func (d *Dossier) Welcome(s Salarie) {
	d.Salarie, d.Contrats = s, nil
	if c, known := s.Contrat(); known {
		d.Contrats = Contrats{c}
	}
}

// --- hours -----------------------------------------------------------------

func hoursAbovePlan(_, d *Dossier, _ Date) []Constat {
	var constats []Constat
	for i := range d.Presences {
		x := &d.Presences[i]
		if faites := d.IssueOf(x).HeuresRealisees; faites != nil && x.HeuresPrevues > 0 && *faites > x.HeuresPrevues {
			constats = append(constats, Constat{Lignes: "921", Message: fmt.Sprintf("%s réalisées pour %s prévues. Vérifiez les heures.",
				heures(*faites), heures(x.HeuresPrevues))})
		}
	}
	return constats
}

// heuresParJour is how many hours of training a day holds, at most.
const heuresParJour = 12

func hoursAbovePlannedDays(_, d *Dossier, _ Date) []Constat {
	f := d.Courante().Formation
	jours := f.DateFinPrevue.DaysSince(f.DateDebutPrevue) + 1
	if f.DateDebutPrevue.IsZero() || f.DateFinPrevue.IsZero() || f.HeuresPrevues <= float64(heuresParJour*jours) {
		return nil
	}
	return one(fmt.Sprintf("%s prévues en %s, du %s au %s : plus de %d heures par jour. Vérifiez les heures ou les dates.",
		heures(f.HeuresPrevues), plural(jours, "jour", "jours"), f.DateDebutPrevue.Francais(), f.DateFinPrevue.Francais(), heuresParJour),
		"#formation", "")
}

// hoursImpossible is the only one that blocks: a day has 24 hours.
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
	return mended("date", "Des heures sont notées jusqu'au "+h.Fin.Francais()+", après cette date. "+
		"Vérifiez la date, ou corrigez ces heures.", LienCorrection(c.Dossier.Parcours.ID, "heures", h.ID), "")
}}

// --- money -----------------------------------------------------------------

// grantedAboveCost is looked at again at each step forward, and shown before.
var grantedAboveCost = Regle{Code: "accorde_superieur", Check: func(c Contexte) []Constat {
	return tooMuch(c.Dossier.Courante(), c.Dossier.Accorde(c.Qui.Role == Directeur))
}}

func grantedAbove(_, d *Dossier, _ Date) []Constat {
	var constats []Constat
	for i := range d.Tentatives {
		t, accorde := &d.Tentatives[i], int64(0)
		for _, f := range d.planOf(t) {
			accorde += f.Accorde()
		}
		constats = append(constats, tooMuch(t, accorde)...)
	}
	return constats
}

func tooMuch(t *Tentative, accorde int64) []Constat {
	if !t.CoutConnu || accorde <= t.CoutTotal() {
		return nil
	}
	return one(fmt.Sprintf("Le montant accordé (%s) dépasse le coût (%s) : %s de trop. Vérifiez les montants.", euros(accorde),
		euros(t.CoutTotal()), euros(accorde-t.CoutTotal())), "#financement", "797")
}

func grantedAboveAsked(_, d *Dossier, _ Date) []Constat {
	var constats []Constat
	for _, f := range slices.Concat(d.Financements, d.Anciens) {
		if f.MontantDemande > 0 && f.Accorde() > f.MontantDemande {
			constats = append(constats, Constat{Lien: "#financement", Message: fmt.Sprintf(
				"%s : %s accordés pour %s demandés. Vérifiez les deux montants.", f.nom(), euros(f.Accorde()), euros(f.MontantDemande))})
		}
	}
	return constats
}

// askedAboveCost leaves a free training alone until money is granted for it.
func askedAboveCost(_, d *Dossier, _ Date) []Constat {
	var constats []Constat
	t := d.Courante()
	for _, f := range d.StandingFinancements() {
		if t.CoutTotal() > 0 && t.CoutConnu && f.MontantDemande > t.CoutTotal() {
			constats = append(constats, Constat{Lien: "#financement", Message: fmt.Sprintf(
				"%s : %s demandés pour une formation qui coûte %s. Vérifiez les deux montants.",
				f.nom(), euros(f.MontantDemande), euros(t.CoutTotal()))})
		}
	}
	return constats
}

// --- days of the training --------------------------------------------------

// trainedElsewhere is looked at again at each step forward, and shown before.
var trainedElsewhere = Regle{Code: "deja_en_formation", Check: func(c Contexte) []Constat {
	debut, fin := c.days()
	return c.Dossier.trainedOn(debut, fin, c.Dossier.Courante().Intitule)
}}

// days are those of the training that a form plans or confirms.
func (c Contexte) days() (debut, fin Date) {
	debut, fin = plannedEntry(c)
	switch {
	case !debut.IsZero():
	case c.Dossier.Parcours.Etat == EnEntree && c.Saisie != nil:
		debut = c.Date
	default:
		debut = cmp.Or(c.Dossier.EntreePrevue().Date, c.Dossier.Courante().DateDebutPrevue)
	}
	return debut, fin
}

func trainedTwice(_, d *Dossier, _ Date) []Constat {
	var constats []Constat
	for _, x := range d.Presences {
		constats = append(constats, d.trainedOn(x.DateEntree, cmp.Or(x.End(), x.DateFinPrevue), x.Intitule)...)
	}
	if e := d.EntreePrevue(); e.IsExpected() {
		constats = append(constats, d.trainedOn(e.Date, cmp.Or(e.DateFin, d.Courante().DateFinPrevue), d.Courante().Intitule)...)
	}
	return constats
}

// trainedOn tells of the person's other trainings on those days: nobody is in two at once,
// and one that is noted twice is counted twice.
func (d *Dossier) trainedOn(debut, fin Date, intitule string) []Constat {
	var constats []Constat
	for _, x := range d.Ailleurs {
		derniere := cmp.Or(x.End(), x.DateFinPrevue, x.DateEntree)
		if debut.IsZero() || derniere.Before(debut) || x.DateEntree.After(cmp.Or(fin, debut)) {
			continue
		}
		dates := "du " + x.DateEntree.Francais() + " au " + derniere.Francais()
		message := "Déjà en formation " + dates + " dans un autre parcours. Vérifiez les dates."
		if x.Intitule != "" && Fold(x.Intitule) == Fold(intitule) {
			message = "« " + x.Intitule + " » " + dates + " est déjà noté dans un autre parcours. Vérifiez que ce n'est pas la même formation."
		}
		constats = append(constats, Constat{Message: message, Lien: fmt.Sprintf("/parcours/%d", x.ParcoursID)})
	}
	return constats
}

// ecartEntree is how many days a real entry may be away from the day that was planned.
const ecartEntree = 30

func entryFarAway(_, d *Dossier, _ Date) []Constat {
	x := d.lastPresence()
	if x == nil {
		return nil
	}
	tenues := keep(d.Entrees, func(e EntreePrevue) bool { return e.Tentative == x.Tentative && e.Devenue == EntreeTenue })
	if len(tenues) == 0 {
		return nil
	}
	prevue := tenues[len(tenues)-1].Date
	if jours := x.DateEntree.DaysSince(prevue); max(jours, -jours) <= ecartEntree {
		return nil
	}
	return one(fmt.Sprintf("L'entrée est notée le %s, alors qu'elle était prévue le %s. Vérifiez la date.", x.DateEntree.Francais(),
		prevue.Francais()), "", "")
}

func entryMovedFar(avant, d *Dossier, _ Date) []Constat {
	e, jour := d.EntreePrevue(), avant.Courante().DateDebutPrevue
	if !e.IsExpected() || jour.IsZero() || isNear(e.Date, jour) {
		return nil
	}
	return one(fmt.Sprintf("L'entrée est prévue le %s, à plus de six mois du jour prévu jusqu'ici, le %s. Vérifiez l'année.",
		e.Date.Francais(), jour.Francais()), "", "")
}

// postponedBackwards: a report goes to a later day than the one it replaces.
func postponedBackwards(_, d *Dossier, _ Date) []Constat {
	var constats []Constat
	for i, e := range d.Entrees {
		if i > 0 && e.Tentative == d.Entrees[i-1].Tentative && e.Date.Before(d.Entrees[i-1].Date) {
			constats = append(constats, Constat{Lignes: "951", Message: fmt.Sprintf(
				"La nouvelle entrée, le %s, est avant celle qu'elle remplace, le %s. Vérifiez la date.",
				e.Date.Francais(), d.Entrees[i-1].Date.Francais())})
		}
	}
	return constats
}

// moisEntree is how far ahead a training is planned, in months.
const moisEntree = 24

func entryInYears(_, d *Dossier, jour Date) []Constat {
	debut := d.Courante().DateDebutPrevue
	if e := d.EntreePrevue(); e.IsExpected() {
		debut = e.Date
	}
	if !debut.After(jour.AddMonths(moisEntree)) {
		return nil
	}
	return one(fmt.Sprintf("Cette formation commencerait le %s, dans plus de deux ans : nous sommes le %s. Vérifiez l'année.",
		debut.Francais(), jour.Francais()), "", "")
}

func expectedAfterContract(_, d *Dossier, jour Date) []Constat {
	e := d.EntreePrevue()
	if !e.IsExpected() {
		return nil
	}
	return d.endsBefore(cmp.Or(e.DateFin, d.Courante().DateFinPrevue), jour)
}

// moisRappel is how far ahead one promises to call, in months.
const moisRappel = 12

func reminderInYears(_, d *Dossier, _ Date) []Constat {
	var constats []Constat
	for _, s := range d.Suivis {
		if s.IsRappel() && s.DateProchain.After(s.Date.AddMonths(moisRappel)) {
			constats = append(constats, Constat{Message: fmt.Sprintf("Le prochain contact, le %s, est plus d'un an après ce suivi, le %s. "+
				"Vérifiez l'année.", s.DateProchain.Francais(), s.Date.Francais())})
		}
	}
	return constats
}
