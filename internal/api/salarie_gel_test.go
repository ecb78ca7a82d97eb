package api

import (
	"net/http"
	"testing"
)

// TestAFileIsFrozenAndReleasedThroughTheAPI: by the directeur, for a reason that the
// history keeps; frozen, it is read and changed by nobody.
func TestAFileIsFrozenAndReleasedThroughTheAPI(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c, directeur := e.as(t, "cip@aci.test"), e.as(t, "directeur@aci.test")
	salarie, id := c.newParcours()
	gel := path("/salaries/%d/gel", salarie)
	raison := objet{"motif": "Elle conteste une date."}
	for _, faux := range []any{objet{}, objet{"motif": ""}, objet{"motif": "1 84 12 76 451 089 46"}, objet{"motif": 3}} {
		if r := directeur.do(post, gel, faux).refused(http.StatusUnprocessableEntity, codeInvalide); r.texte("champ") != "motif" {
			t.Errorf("%v: %s", faux, r.brut)
		}
	}
	c.do(post, gel, raison).refused(http.StatusForbidden, codeInterdit)
	c.do(del, gel, nil).refused(http.StatusForbidden, codeInterdit)
	e.as(t, "directeur@etti.test").do(post, gel, raison).refused(http.StatusNotFound, codeIntrouvable)
	for range 2 { // asking again does nothing
		if r := directeur.do(post, gel, raison).want(http.StatusOK); r.at("gele") != true {
			t.Errorf("frozen: %s", r.brut)
		}
	}
	c.do(get, path("/parcours/%d", id), nil).want(http.StatusOK)
	c.do(patch, path("/salaries/%d", salarie), objet{"metier": "Agent"}).refused(http.StatusConflict, "conflit")
	directeur.do(del, gel, objet{"motif": "Date vérifiée avec elle."}).want(http.StatusNoContent)
	directeur.do(del, gel, nil).want(http.StatusNoContent)
	if r := c.do(patch, path("/salaries/%d", salarie), objet{"metier": "Agent"}).want(http.StatusOK); r.at("gele") != false {
		t.Errorf("released: %s", r.brut)
	}
}
