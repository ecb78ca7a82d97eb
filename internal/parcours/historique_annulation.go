package parcours

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"
)

// Annulation is what takes a deed back, read in the history of the people whom it wrote
// about: the rows that become again what they were, and those that stay.
type Annulation struct {
	Retours []Retour
	Restes  []Reste
}

// Retour gives some columns of one row their former values back; a row that the deed
// added is withdrawn.
type Retour struct {
	Table              string
	LigneID, SalarieID int64
	Colonnes           map[string]any
	// AVersion: the row has one, which moves on.
	AVersion bool
}

// Reste is what a deed wrote of a person and that stays, because of what was written since.
type Reste struct {
	SalarieID int64
	Depuis    []Ecriture // the oldest first
}

// Undo takes back what one deed, a transaction of the history, wrote of some people.
// Somebody whom it added is withdrawn with all that it added of them, unless anything was
// written of them since. A field that it changed gets its former value back, unless it was
// changed since. lignes is their whole history, the oldest first.
func Undo(lignes []Ecriture, deed uint64, le time.Time) (a Annulation) {
	siennes := byPerson(lignes)
	for _, id := range slices.Sorted(maps.Keys(siennes)) {
		faites := keep(siennes[id], func(e Ecriture) bool { return e.Transaction == deed })
		if len(faites) == 0 {
			continue
		}
		depuis := keep(siennes[id], func(e Ecriture) bool { return e.ID > faites[0].ID && e.Transaction != deed })
		retours, reste := undoOne(faites, depuis, le)
		a.Retours = append(a.Retours, retours...)
		if len(reste) > 0 {
			a.Restes = append(a.Restes, Reste{id, reste})
		}
	}
	return a
}

// Personnes are those whom it withdraws, or puts back.
func (a Annulation) Personnes() []int64 { return a.people(true) }

// Renommes are those who get another value back than their place in the lists.
func (a Annulation) Renommes() []int64 { return a.people(false) }

func (a Annulation) people(retires bool) (ids []int64) {
	for _, r := range a.Retours {
		if _, dit := r.Colonnes[colonneRetire]; dit == retires && r.Table == tableSalarie {
			ids = append(ids, r.LigneID)
		}
	}
	return ids
}

// Without leaves some people as they are.
func (a Annulation) Without(ids map[int64]bool) Annulation {
	a.Retours = keep(a.Retours, func(r Retour) bool { return !ids[r.SalarieID] })
	return a
}

// Withdraw takes somebody out of the lists, with their contracts.
func Withdraw(s Salarie, contrats Contrats, le time.Time) (a Annulation) {
	retire := map[string]any{colonneRetire: le}
	a.Retours = []Retour{{Table: tableSalarie, LigneID: s.ID, SalarieID: s.ID, Colonnes: retire, AVersion: true}}
	for _, c := range contrats {
		a.Retours = append(a.Retours, Retour{Table: "contrat", LigneID: c.ID, SalarieID: s.ID, Colonnes: retire})
	}
	return a
}

// byPerson parts the lines of several people.
func byPerson(lignes []Ecriture) map[int64][]Ecriture {
	m := map[int64][]Ecriture{}
	for _, e := range lignes {
		m[IDOr0(e.SalarieID)] = append(m[IDOr0(e.SalarieID)], e)
	}
	return m
}

// undoOne takes back what a deed wrote of one person; reste is what keeps it, or part of it.
func undoOne(faites, depuis []Ecriture, le time.Time) (retours []Retour, reste []Ecriture) {
	if e := Added(faites); e != nil {
		touches := keep(depuis, func(e Ecriture) bool { return !e.isRetrait() })
		switch {
		case isRetired(*e, e.suites(depuis)): // alone, meanwhile
			return nil, nil
		case len(touches) > 0:
			return nil, touches
		}
	}
	for _, e := range faites {
		suites := e.suites(depuis)
		r := Retour{Table: e.NomTable, LigneID: IDOr0(e.LigneID), SalarieID: IDOr0(e.SalarieID), Colonnes: map[string]any{}}
		_, apres := e.columns()
		_, r.AVersion = apres["version"]
		switch touches := keep(suites, func(x Ecriture) bool { return !x.isRetrait() }); {
		case !e.IsCreation():
			for _, v := range e.Valeurs() {
				dernier, ici := lastOf(suites, v.Champ.Column(), v.Apres)
				switch {
				case reflect.DeepEqual(ici, v.Avant): // it has it back already
				case dernier != nil:
					reste = append(reste, *dernier)
				default:
					r.Colonnes[v.Champ.Column()] = v.Avant
				}
			}
		case len(touches) > 0:
			reste = append(reste, touches...)
		case !isRetired(e, suites):
			r.Colonnes[colonneRetire] = le
		}
		if len(r.Colonnes) > 0 {
			retours = append(retours, r)
		}
	}
	return retours, reste
}

// suites are the lines about the same row.
func (e Ecriture) suites(depuis []Ecriture) []Ecriture {
	return keep(depuis, func(x Ecriture) bool { return x.NomTable == e.NomTable && IDOr0(x.LigneID) == IDOr0(e.LigneID) })
}

// isRetired tells whether a row is withdrawn, after what was written of it since.
func isRetired(e Ecriture, suites []Ecriture) bool {
	_, apres := e.columns()
	_, ici := lastOf(suites, colonneRetire, apres[colonneRetire])
	return ici != nil
}

// lastOf is the last line that changed a column, and what it holds now.
func lastOf(lignes []Ecriture, colonne string, ici any) (dernier *Ecriture, valeur any) {
	for i := range lignes {
		_, apres := lignes[i].columns()
		if v, ecrite := apres[colonne]; ecrite {
			dernier, ici = &lignes[i], v
		}
	}
	return dernier, ici
}

// Added is the line that added a person; nil when there is none.
func Added(lignes []Ecriture) *Ecriture {
	if i := slices.IndexFunc(lignes, func(e Ecriture) bool { return e.IsOfPerson() && e.IsCreation() }); i >= 0 {
		return &lignes[i]
	}
	return nil
}

// Pourquoi tells why something stays: who did what since, and when. Instants are told in
// the hour that they carry.
func (r Reste) Pourquoi(m Mots) string {
	e := r.Depuis[0]
	quoi, _, _ := strings.Cut(e.Titre(), " · ")
	if !e.IsCreation() && !e.IsRemoval() && !e.isRetrait() {
		quoi += " (" + strings.Join(each(e.Changements(m), func(c Changement) string { return c.Champ.Word() }), ", ") + ")"
	}
	suite := ""
	switch n := len(r.Depuis) - 1; {
	case n == 1:
		suite = ", et un autre changement"
	case n > 1:
		suite = fmt.Sprintf(", et %d autres changements", n)
	}
	return quoi + " par " + m.Auteur(e.UtilisateurID) + e.Instant.Format(" le 02/01/2006 à 15:04") + suite + "."
}
