package parcours

import (
	"reflect"
	"slices"
	"time"
)

// AnnulationActe is how what a deed has just written is taken back by one click. The zero one is
// of a deed that nothing takes back whole: what it changed has its pencil.
type AnnulationActe struct {
	// Acte is the act that takes it back: of the last passage, of a line of the plan, else of rows.
	Acte       Action
	ParcoursID int64 // 0 for what is of the person alone
	SalarieID  int64
	Lignes     []Correction // the row that says what was done, then those that go with it
	Version    int          // of what it takes back, 0 where none is asked
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
		crees = crees[:1] // the rest goes with it
		a.Acte, a.Version = f.annuler(d, ligne, qui, maintenant)
	case f.Retrait && qui.Can(droit) && (len(crees) == 1 || f.Objet == parcoursFait.Objet):
		a.Acte = droit
	}
	if a.Acte == "" {
		return a
	}
	a.ParcoursID, a.SalarieID = d.Parcours.ID, d.Salarie.ID
	for i, x := range crees {
		if i == 0 || reflect.ValueOf(x).Elem().FieldByName("SalarieID").IsValid() {
			a.Lignes = append(a.Lignes, Correction{Objet: Faits[rang(x)].Objet, ID: entier(x, "ID"), Retirer: true})
		}
	}
	return a
}
