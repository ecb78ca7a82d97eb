package api

import (
	"fmt"
	"net/http"
	"slices"
	"testing"
)

// TestConstraintsOfTheStructureThroughTheAPI: read with the file, written whole.
func TestConstraintsOfTheStructureThroughTheAPI(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "cip@aci.test")
	salarie, id := c.newParcours()
	lues := func(r *reponseEssai) string { return fmt.Sprint(r.liste("freins_gestion")) }
	if r := c.do(get, path("/parcours/%d", id), nil).want(http.StatusOK); lues(r) != "[]" {
		t.Errorf("at first: %s", lues(r))
	}
	adresse := path("/parcours/%d/freins-gestion", id)
	r := c.do(put, adresse, objet{"version": 1, "freins_gestion": []string{"clients", "calendrier"}}).want(http.StatusOK)
	if lues(r) != "[calendrier clients]" || r.nombre("version") != 2 || len(r.liste("freins")) != 0 {
		t.Errorf("written: %s", r.brut)
	}
	c.do(put, adresse, objet{"version": 1, "freins_gestion": []string{"calendrier", "clients"}}).want(http.StatusOK) // sent again
	perdu := c.do(put, adresse, objet{"version": 1, "freins_gestion": []string{"economie"}}).refused(http.StatusConflict, "conflit")
	if actuel := perdu.liste("actuel"); perdu.texte("actuel", len(actuel)-1, "champ") != "freins_gestion" {
		t.Errorf("the loser is told %v", actuel)
	}
	for _, faux := range []any{[]string{"mobilite"}, "clients", []int{1}, []string{""}} {
		if r := c.do(put, adresse, objet{"freins_gestion": faux}).refused(http.StatusUnprocessableEntity, codeInvalide); len(r.champs()) != 1 {
			t.Errorf("%v: %s", faux, r.brut)
		}
	}
	c.do(put, adresse, objet{}).refused(http.StatusUnprocessableEntity, codeInvalide)
	avis := c.do(get, path("/parcours/%d/recommandations?type=solution&par_page=200", id), nil).want(http.StatusOK)
	var ids []string
	for i := range avis.liste("elements") {
		ids = append(ids, avis.texte("elements", i, "id"))
	}
	if !slices.Contains(ids, "SOL-08.2") || !slices.Contains(ids, "SOL-13.1") {
		t.Errorf("advised %v", ids)
	}
	if r := c.do(put, adresse, objet{"freins_gestion": []string{}}).want(http.StatusOK); lues(r) != "[]" {
		t.Errorf("emptied: %s", lues(r))
	}
	if r := c.do(get, path("/salaries/%d/freins", salarie), nil).want(http.StatusOK); r.nombre("total") != 0 {
		t.Errorf("freins of the person: %s", r.brut)
	}
}
