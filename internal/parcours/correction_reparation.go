package parcours

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Reparation is what is mended in one deed, for one reason.
type Reparation struct {
	Motif       string
	Corrections []Correction
}

// Validate checks the reason, and that no row is mended twice: the second would hide the first.
func (r Reparation) Validate(aujourdhui Date) error {
	es := ErreursOf(Champs{ChampMotif}.Validate(r, aujourdhui))
	for i, c := range r.Corrections {
		if slices.ContainsFunc(r.Corrections[:i], func(x Correction) bool { return x.Objet == c.Objet && x.ID == c.ID }) {
			es.Add(fmt.Sprintf("corrections.%d.id", i), "Cette ligne est déjà corrigée plus haut : réunissez les deux corrections.")
		}
	}
	return es.Err()
}

// mends tells whether a row is one of those that are mended.
func (r Reparation) mends(objet string, id int64) bool {
	return slices.ContainsFunc(r.Corrections, func(c Correction) bool { return c.Objet == objet && c.ID == id })
}

// Correct mends facts on a copy of the file, all of them or none.
//
// Errors: Introuvable for a row that the file does not hold; Interdit for who may not;
// Invalide beside each field; Bloque when the file could not be true any more, with what
// else is to be mended.
func Correct(d *Dossier, r Reparation, qui Identite, aujourdhui Date, maintenant time.Time) (*Dossier, error) {
	es := ErreursOf(r.Validate(aujourdhui))
	apres := d.Clone()
	for i, c := range r.Corrections {
		f, ok := FindFait(c.Objet)
		if !ok {
			return nil, NotFound("Élément")
		}
		err := f.mend(apres, c, qui, Controle{d.Siae, aujourdhui}, maintenant)
		for _, e := range ErreursOf(err) {
			if e.Code != Invalide {
				return nil, err
			}
			if e.Champ != "" && len(r.Corrections) > 1 {
				e.Champ = fmt.Sprintf("corrections.%d.%s", i, e.Champ)
			}
			es = append(es, e)
		}
	}
	if err := es.Err(); err != nil {
		return nil, err
	}
	apres.follow()
	if !qui.Can(ActionAgreeFondsPropre) && !apres.agreesAs(d) {
		return nil, &Erreur{Code: Interdit, Message: fondsDuDirecteur}
	}
	return apres, apres.checkMended(d, r, aujourdhui)
}

// agreesAs tells whether the directeur's word on the SIAE's own money is what it was.
func (d *Dossier) agreesAs(avant *Dossier) bool {
	accords := func(d *Dossier) map[int64]int64 {
		montants := map[int64]int64{}
		for _, f := range slices.Concat(d.Financements, d.Anciens) {
			if f.AccordDirecteur {
				montants[f.ID] = f.MontantAccorde
			}
		}
		return montants
	}
	return maps.Equal(accords(d), accords(avant))
}

// checkMended refuses a file that could not be true any more, and was not so before.
func (d *Dossier) checkMended(avant *Dossier, r Reparation, aujourdhui Date) error {
	if d.Parcours.ID == 0 {
		return nil
	}
	anciennes := avant.Incoherences(aujourdhui)
	e := &Erreur{Code: Bloque}
	for _, i := range d.Incoherences(aujourdhui) {
		if slices.ContainsFunc(anciennes, func(a Incoherence) bool { return a.Faute == i.Faute && a.Objet == i.Objet && a.ID == i.ID }) {
			continue
		}
		c := Constat{Code: "incoherence", Message: i.Message}
		if _, ok := FindFait(i.Objet); ok && !r.mends(i.Objet, i.ID) {
			c.Lien = LienCorrection(d.Parcours.ID, i.Objet, i.ID)
		}
		e.Bloquants = append(e.Bloquants, c)
	}
	if len(e.Bloquants) == 0 {
		return nil
	}
	e.Message = strings.Join(each(e.Bloquants, func(c Constat) string { return c.Message }), " ")
	if slices.ContainsFunc(e.Bloquants, func(c Constat) bool { return c.Lien != "" }) {
		e.Message += " Vérifiez la date, ou corrigez aussi ce qui ne va plus."
	}
	return e
}
