package api

import (
	"net/http"
	"testing"
)

// TestAnAdviceIsDecidedAboutThroughTheAPI: planned, done, put aside, taken back; each from
// the decision that was read.
func TestAnAdviceIsDecidedAboutThroughTheAPI(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "cip@aci.test")
	salarie, id := c.newParcours()
	adresse := path("/parcours/%d/conseils/BP-03", id)
	prevu := objet{"decision": "planifie", "date_prevue": "2026-03-09"}
	r := c.do(put, adresse, prevu, "Idempotency-Key", "un").want(http.StatusOK)
	if r.texte("item") != "BP-03" || r.texte("date_prevue") != "2026-03-09" || r.nombre("version") != 1 || r.texte("auteur", "nom") == "" {
		t.Errorf("planned: %s", r.brut)
	}
	c.do(put, adresse, prevu, "Idempotency-Key", "un").want(http.StatusOK)                // sent again
	c.do(put, adresse, objet{"decision": "fait"}).refused(http.StatusConflict, "conflit") // it was decided meanwhile
	r = c.do(put, adresse, objet{"version": 1, "decision": "fait"}).want(http.StatusOK)
	if r.nombre("version") != 2 || r.at("date_prevue") != nil {
		t.Errorf("done: %s", r.brut)
	}
	for champ, faux := range map[string]objet{
		"motif": {"version": 2, "decision": "ecarte"}, "date_prevue": {"version": 2, "decision": "planifie", "date_prevue": "2026-03-01"},
		"contact":  {"version": 2, "decision": "planifie", "date_prevue": "2026-03-09", "contact": "CTC-99"},
		"decision": {"decision": "reprendre"},
	} {
		if r := c.do(put, adresse, faux).refused(http.StatusUnprocessableEntity, codeInvalide); r.texte("champ") != champ {
			t.Errorf("%v: refused beside %q: %s", faux, r.texte("champ"), r.brut)
		}
	}
	c.do(put, path("/parcours/%d/conseils/BP-99", id), prevu).refused(http.StatusUnprocessableEntity, codeInvalide)
	l := c.do(get, path("/parcours/%d/recommandations?par_page=200&q=BP-03", id), nil).want(http.StatusOK)
	if l.nombre("total") > 0 && (l.texte("elements", 0, "decision") != "fait" || l.nombre("elements", 0, "version") != 2) {
		t.Errorf("the advice tells %v", l.at("elements", 0))
	}
	c.do(del, adresse, objet{"version": 1}).refused(http.StatusConflict, "conflit")
	c.do(del, adresse, objet{}).refused(http.StatusUnprocessableEntity, codeInvalide)
	for range 2 { // the second time does nothing
		c.do(del, adresse, objet{"version": 2}).want(http.StatusNoContent)
	}
	e.as(t, "cip@etti.test").do(put, adresse, prevu).refused(http.StatusNotFound, codeIntrouvable)
	e.as(t, "directeur@aci.test").do(post, path("/salaries/%d/gel", salarie), objet{"motif": "À sa demande."}).want(http.StatusOK)
	c.do(put, adresse, prevu).refused(http.StatusConflict, "conflit")
}
