package app_test

import (
	"slices"
	"testing"

	"parcours.example/internal/parcours"
)

// TestWhatIsNotTypedOfAStructureStands: the zones of the guide and the version,
// whatever a form or a client sends; the zones only go with their département.
func TestWhatIsNotTypedOfAStructureStands(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	qui := r.Aci.Directeur
	r.must(r.SetTerritoires(t.Context(), qui, 1, []string{"amiens", "est_somme"}))
	s := r.Aci.Siae
	s.Version, s.Nom, s.Territoires = 2, " Les Jardins d'Amiens ", []string{"saint_quentin"}
	r.must(r.UpdateSiae(t.Context(), qui, &s, ""))
	if s.Version != 3 || s.Nom != "Les Jardins d'Amiens" || !slices.Equal(s.Territoires, []string{"amiens", "est_somme"}) {
		t.Errorf("after a form: %+v", s)
	}
	lue, err := r.PatchSiae(t.Context(), qui, 3, func(x *parcours.Siae) { x.ID, x.Version, x.Territoires = 99, 41, nil })
	if err != nil || lue.Version != 3 || len(lue.Territoires) != 2 {
		t.Errorf("nothing was typed, and now it is %+v (%v)", lue, err)
	}
	if _, err := r.PatchSiae(t.Context(), qui, 2, func(*parcours.Siae) {}); !parcours.IsCode(err, parcours.Conflit) {
		t.Errorf("an old version: %v", err)
	}
	lue, err = r.PatchSiae(t.Context(), qui, 0, func(x *parcours.Siae) { x.Departement = "62" })
	if err != nil || lue.Version != 4 || len(lue.Territoires) != 0 {
		t.Errorf("zones of the Somme in the Pas-de-Calais: %+v (%v)", lue, err)
	}
}
