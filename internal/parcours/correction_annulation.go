package parcours

import (
	"fmt"
	"reflect"
	"slices"
	"time"
)

// AnnulationActe is how what a deed has just written is taken back by one click. The zero one is
// of a deed that nothing takes back whole: what it changed has its pencil.
type AnnulationActe struct {
	Adresse string   // where its form goes
	Version int      // of what it takes back, 0 where none is asked
	Aussi   []string // the rows that go with the one of the address: « frein-12 »
}

// MotifAnnulation is the reason of what is taken back at once: nobody types it.
const MotifAnnulation = "Annulé aussitôt"

// AnnulationOf tells, from the rows that a deed created, how this person takes it back: a
// parcours with what was noted of its person, else its passage, else its one row of Faits.
func (d *Dossier) AnnulationOf(action Action, crees []any, qui Identite, maintenant time.Time) (a AnnulationActe) {
	rang := func(x any) int {
		return slices.IndexFunc(Faits, func(f Fait) bool { return f.Objet == snake(reflect.TypeOf(x).Elem().Name()) })
	}
	crees = keep(crees, func(x any) bool { return rang(x) >= 0 })
	if len(crees) == 0 || action == ActionCreateSalarie || action == ActionUpdateSalarie { // a contract is three of their fields
		return a
	}
	slices.SortStableFunc(crees, func(x, y any) int { return rang(y) - rang(x) }) // passages and parcours are the last of Faits
	f, ligne := Faits[rang(crees[0])], crees[0]
	droit := ActionCorrectSalarie
	if d.Parcours.ID != 0 {
		droit = ActionCorrect
	}
	switch {
	case f.annuler != nil:
		if suite, version := f.annuler(d, ligne, qui, maintenant); suite != "" {
			a.Adresse, a.Version = fmt.Sprintf("/parcours/%d%s", d.Parcours.ID, suite), version
		}
	case f.Retrait && qui.Can(droit) && (len(crees) == 1 || f.Objet == parcoursFait.Objet):
		a.Adresse = d.lienCorrection(f.Objet, entier(ligne, "ID"))
		for _, x := range crees[1:] {
			if ofPerson := reflect.ValueOf(x).Elem().FieldByName("SalarieID"); ofPerson.IsValid() {
				a.Aussi = append(a.Aussi, fmt.Sprintf("%s-%d", Faits[rang(x)].Objet, entier(x, "ID")))
			}
		}
	}
	return a
}
