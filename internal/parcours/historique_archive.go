package parcours

import (
	"cmp"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
)

// isWhole: a line that adds a row keeps all of it, as every one did before migration 0028.
func (e Ecriture) isWhole() bool { return columnsKept(e.Apres)["id"] != nil }

// PutBack gives the lines that add a row what it was born with: what it is now, with what changed since put back; what
// the line itself keeps comes first. debout are the rows as they stand; one that was deleted is in its last line.
func PutBack(lignes []Ecriture, debout map[Vu]json.RawMessage) {
	changees := map[Vu]map[string]json.RawMessage{} // the rows that no longer are what stands
	for _, i := range newestFirst(lignes) {
		e, ligne := &lignes[i], lignes[i].row()
		e.lues = new([2]map[string]any)
		etat, changee := changees[ligne]
		switch {
		case e.IsCreation() && e.isWhole():
			continue
		case e.IsCreation() && !changee && isNull(e.Apres):
			e.Apres = json.RawMessage(cmp.Or(string(debout[ligne]), "{}"))
			continue
		case !changee:
			etat = columnsKept(debout[ligne])
			changees[ligne] = etat
		}
		if !e.IsCreation() {
			maps.Copy(etat, columnsKept(e.Avant))
			continue
		}
		maps.Copy(etat, columnsKept(e.Apres))
		e.Apres, _ = json.Marshal(etat) // values that JSON wrote
	}
}

// Born are the rows that some lines add without keeping them.
func Born(lignes []Ecriture) map[string][]int64 {
	ids := map[string][]int64{}
	for _, e := range lignes {
		if e.IsCreation() && !e.isWhole() && e.LigneID != nil {
			ids[e.NomTable] = append(ids[e.NomTable], *e.LigneID)
		}
	}
	return ids
}

// Lighten is what a line that adds a row must keep when it is put away: what PutBack does not tell of it, relue.
// A column that the row had not is kept as nothing.
func (e Ecriture) Lighten(relue Ecriture) map[string]json.RawMessage {
	entiere, dite, reste := columnsOf(e.Apres), columnsOf(relue.Apres), columnsKept(e.Apres)
	for c, v := range dite {
		if had, ok := entiere[c]; ok && reflect.DeepEqual(v, had) {
			delete(reste, c)
		} else if !ok && v != nil && v != "" {
			reste[c] = json.RawMessage("null")
		}
	}
	delete(reste, "maj_le") // its changes were never kept
	return reste
}

func (e Ecriture) row() Vu { return Vu{Table: e.NomTable, ID: IDOr0(e.LigneID)} }

func newestFirst(lignes []Ecriture) []int {
	rangs := make([]int, len(lignes))
	for i := range rangs {
		rangs[i] = i
	}
	slices.SortFunc(rangs, func(i, j int) int { return cmp.Compare(lignes[j].ID, lignes[i].ID) })
	return rangs
}

// columnsKept are the columns as the database wrote them.
func columnsKept(b json.RawMessage) map[string]json.RawMessage {
	m := map[string]json.RawMessage{}
	_ = json.Unmarshal(b, &m) // our own rows
	return m
}
