package parcours

import (
	"encoding/json"
	"fmt"
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// TestARowTellsWhatItWasBornWith: whatever changed it since, was it deleted, and whatever a migration dropped, added or
// filled without a line, a new row reads as when its line kept all of it.
func TestARowTellsWhatItWasBornWith(t *testing.T) {
	t.Parallel()
	valeur := rapid.OneOf(rapid.Just[any](nil), rapid.Just[any](""), rapid.Just[any](false), rapid.Just[any]("texte"), rapid.Just[any](7.5),
		rapid.Just[any]([]any{"a", "<b>"}))
	allegees := 0
	rapid.Check(t, func(rt *rapid.T) {
		row := map[string]any{"id": 3.0, "version": 1.0}
		for _, c := range []string{"texte", "montant", "vieux"} {
			row[c] = valeur.Draw(rt, c)
		}
		id := int64(3)
		line := func(n int, avant, apres map[string]any) Ecriture {
			e := Ecriture{ID: int64(n), NomTable: "suivi", LigneID: &id}
			if avant != nil {
				e.Avant = write(avant)
			}
			if apres != nil {
				e.Apres = write(apres)
			}
			return e
		}
		entiere := line(1, nil, row)
		lignes, ecarts := []Ecriture{entiere}, false
		for n := range rapid.IntRange(0, 5).Draw(rt, "changes") {
			c := rapid.SampledFrom([]string{"texte", "montant"}).Draw(rt, "column")
			v := valeur.Draw(rt, "value")
			lignes = append(lignes, line(n+2, map[string]any{c: row[c], "version": row["version"]}, map[string]any{c: v, "version": n + 2.0}))
			row[c], row["version"] = v, n+2.0
		}
		for _, sansLigne := range rapid.SliceOfDistinct(rapid.SampledFrom([]string{"ajout", "vieux", "texte"}), rapid.ID).Draw(rt, "migrations") {
			if row[sansLigne] = valeur.Draw(rt, sansLigne); sansLigne == "vieux" {
				delete(row, "vieux")
			}
			ecarts = true
		}
		debout := map[Vu]json.RawMessage{{Table: "suivi", ID: 3}: write(row)}
		if rapid.Bool().Draw(rt, "deleted") {
			lignes, debout = append(lignes, line(9, row, nil)), nil
		}

		nues := append([]Ecriture{line(1, nil, nil)}, lignes[1:]...)
		PutBack(nues, debout)
		reste := entiere.Lighten(nues[0])
		if !ecarts && len(reste) > 0 {
			rt.Fatalf("the row tells all of it, and the line keeps %v", reste)
		}
		if len(reste) < 4 {
			allegees++
		}
		rangees := append([]Ecriture{line(1, nil, nil)}, lignes[1:]...)
		if len(reste) > 0 {
			rangees[0].Apres, _ = json.Marshal(reste)
		}
		PutBack(rangees, debout)
		if diff := cmp.Diff(said(entiere), said(rangees[0])); diff != "" {
			rt.Fatalf("it was born otherwise (- whole, + put away)\n%s", diff)
		}
		if diff := cmp.Diff(lignes[1:], rangees[1:], cmpopts.IgnoreUnexported(Ecriture{})); diff != "" {
			rt.Fatalf("other lines changed:\n%s", diff)
		}
	})
	if allegees == 0 {
		t.Error("no line became lighter")
	}
}

func write(row map[string]any) json.RawMessage { b, _ := json.Marshal(row); return b }

// said are the columns of a new row that a page or the API tells: nothing is not told.
func said(e Ecriture) map[string]any {
	m := columnsOf(e.Apres)
	maps.DeleteFunc(m, func(_ string, v any) bool { return v == nil || fmt.Sprint(v) == "" })
	return m
}
