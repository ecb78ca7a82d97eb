package parcours

import (
	"cmp"
	"time"
)

// The amounts of a plan agree with each other and with the training: nobody
// grants more than what is asked, and what costs nothing is asked of nobody.

// CheckLigne validates a line that is added to the plan of the current try.
func (d *Dossier) CheckLigne(f Financement, aujourdhui Date) error {
	if err := f.Validate(aujourdhui); err != nil {
		return err
	}
	var es Erreurs
	if cout := d.Courante().Cout; f.Dispositif == "sans_cout" && cout > 0 {
		es.Add("dispositif", "La formation coûte "+euros(cout)+" : choisissez le dispositif qui la paie, ou corrigez d'abord le coût de la formation.")
	}
	return es.Err()
}

// checkCost validates the training of the current try, and its cost with the
// plan that is already there.
func (d *Dossier) checkCost(f Formation) error {
	if err := f.Validate(); err != nil {
		return err
	}
	var es Erreurs
	if f.Cout > 0 && d.hasSansCout() {
		es.Add("cout", "Le plan de financement dit « Sans coût » : retirez d'abord cette ligne, ou laissez le coût à 0.")
	}
	return es.Err()
}

func (d *Dossier) hasSansCout() bool {
	for _, f := range d.Financements {
		if f.Dispositif == "sans_cout" {
			return true
		}
	}
	return false
}

// Counts tells whether a line of the plan opens the way to the entry: « sans
// coût » says nothing of a training that costs.
func (d *Dossier) Counts(f Financement) bool {
	return f.IsGranted() && (f.Dispositif != "sans_cout" || d.Courante().Cout == 0)
}

// CorrectDemande writes the amount asked as the answer corrects it. When nobody
// had noted it, what is granted was asked.
func (r Reponse) CorrectDemande(f *Financement) {
	f.MontantDemande = cmp.Or(r.MontantDemande, f.MontantDemande)
	if f.MontantDemande == 0 && r.Etat != "refuse" {
		f.MontantDemande = r.Montant
	}
}

// checkDemande refuses to grant more than what is asked: results would read
// « 500 € sur 100 € ».
func (r Reponse) checkDemande(es *Erreurs, f Financement) {
	if r.Etat == "refuse" {
		return
	}
	if demande := cmp.Or(r.MontantDemande, f.MontantDemande); demande > 0 && r.Montant > demande {
		es.Add("montant", "Le montant demandé est de "+euros(demande)+". Si le financeur accorde davantage, corrigez d'abord le montant demandé.")
	}
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

// AccordFondsPropres is the directeur's word on the SIAE's own money: who gave
// it, when, for how much; or who took it back.
type AccordFondsPropres struct {
	ID            int64
	FinancementID int64
	Repris        bool
	AuteurID      int64
	Date          Date
	Montant       int64 // centimes
	Acte          string
	Instant       time.Time
}

// Decision is what waits for the directeur: the SIAE's own money for somebody's
// training.
type Decision struct {
	ParcoursID int64
	Salarie    string
	Intitule   string
	Montant    int64 // centimes
	Depuis     Date
}
