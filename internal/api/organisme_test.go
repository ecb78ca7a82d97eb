package api

import (
	"net/http"
	"testing"
)

// TestATrainingNamesItsOrganismeAndItsGroupe: the same deeds as on the pages, with numbers to
// follow.
func TestATrainingNamesItsOrganismeAndItsGroupe(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "cip@aci.test")
	_, id := c.newParcours()
	o := c.do(post, "/organismes", objet{"nom": "GRETA Somme", "siret": "732 829 320 00074"}).want(http.StatusCreated)
	c.do(post, "/organismes", objet{"nom": "AFPA", "siret": "73282932000074"}).refused(http.StatusConflict, "conflit")
	c.do(put, path("/parcours/%d/formation", id), with(uneFormation, objet{"organisme": "Gréta  somme"})).want(http.StatusOK)
	c.do(put, path("/parcours/%d/groupe", id), objet{"intitule": "Propreté, mars"}).want(http.StatusOK)
	essai := c.do(get, path("/parcours/%d", id), nil).want(http.StatusOK).liste("tentatives")[0].(objet)
	f := essai["formation"].(objet)
	if f["organisme"] != "Gréta  somme" || f["organisme_id"] != o.corps["id"] {
		t.Errorf("the training names %v, number %v", f["organisme"], f["organisme_id"])
	}
	for chemin, n := range map[string]any{"/parcours?organisme_id=%v": f["organisme_id"], "/parcours?groupe_id=%v": essai["groupe_id"]} {
		if total := c.do(get, path(chemin, n), nil).want(http.StatusOK).nombre("total"); total != 1 {
			t.Errorf("%s: %d parcours", path(chemin, n), total)
		}
	}
	if n := c.do(get, "/organismes", nil).want(http.StatusOK).liste("elements")[0].(objet)["parcours"]; n != 1.0 {
		t.Errorf("%v parcours go there", n)
	}
	g := c.do(get, path("/groupes/%v", essai["groupe_id"]), nil).want(http.StatusOK)
	if g.texte("date_debut") != f["date_debut_prevue"] || g.corps["organisme_id"] != o.corps["id"] {
		t.Errorf("the group is %v", g.corps)
	}
	c.do(put, path("/parcours/%d/groupe", id), objet{}).want(http.StatusOK)
	if n := c.do(get, path("/parcours?groupe_id=%v", essai["groupe_id"]), nil).want(http.StatusOK).nombre("total"); n != 0 {
		t.Errorf("out of the group, %d are in it", n)
	}
	// The hour of the next contact is read where its day is.
	c.do(post, path("/parcours/%d/suivis", id), with(unSuivi, objet{"date_prochain": "2026-03-03", "heure_prochain": "9h30"})).
		want(http.StatusCreated)
	r := c.do(get, "/echeances?genre=rappel", nil).want(http.StatusOK).liste("elements")[0].(objet)["raisons"].([]any)[0].(objet)
	if r["heure"] != "09:30" || r["date"] != "2026-03-03" {
		t.Errorf("due: %v", r)
	}
}
