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

// TestAFreinMovesOnThroughTheAPI: a solution, then lifted, as the page does; a version that
// was passed says what stands.
func TestAFreinMovesOnThroughTheAPI(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "cip@aci.test")
	salarie, _ := c.newParcours()
	id := c.do(post, path("/salaries/%d/freins", salarie), objet{"code": "mobilite", "date_identifie": "2026-01-05"}).
		want(http.StatusCreated).nombre("id")
	adresse := path("/freins/%d", id)
	for champ, faux := range map[string]objet{
		"solution": {"etat": "solution_en_cours"}, "etat": {"etat": "identifie"}, "date": {"etat": "leve", "date": "2026-01-04"},
		"solution_ref": {"etat": "persistant", "solution_ref": 3},
	} {
		if r := c.do(patch, adresse, faux).refused(http.StatusUnprocessableEntity, codeInvalide); r.texte("champ") != champ {
			t.Errorf("%v: refused beside %q", faux, r.texte("champ"))
		}
	}
	engage := objet{"version": 1, "etat": "solution_en_cours", "solution": "Covoiturage", "date": "2026-01-20"}
	r := c.do(patch, adresse, engage, "Idempotency-Key", "une").want(http.StatusOK)
	if r.texte("etat") != "solution_en_cours" || r.texte("date_solution") != "2026-01-20" || r.nombre("version") != 2 {
		t.Errorf("a solution: %s", r.brut)
	}
	c.do(patch, adresse, engage, "Idempotency-Key", "une").want(http.StatusOK) // sent again
	c.do(patch, adresse, with(engage, objet{"solution": "Vélo"})).refused(http.StatusConflict, "conflit")
	r = c.do(patch, adresse, objet{"etat": "leve"}).want(http.StatusOK)
	if r.texte("date_leve") != "2026-03-02" || r.texte("solution") != "Covoiturage" || r.nombre("version") != 3 {
		t.Errorf("lifted: %s", r.brut)
	}
	e.as(t, "cip@etti.test").do(patch, adresse, objet{"etat": "leve"}).refused(http.StatusNotFound, codeIntrouvable)
	e.as(t, "encadrant@aci.test").do(patch, adresse, objet{"etat": "leve"}).refused(http.StatusForbidden, codeInterdit)
	e.as(t, "directeur@aci.test").do(post, path("/salaries/%d/gel", salarie), objet{"motif": "À sa demande."}).want(http.StatusOK)
	c.do(patch, adresse, objet{"etat": "persistant"}).refused(http.StatusConflict, "conflit")
}
