package api

import (
	"net/http"
	"testing"
)

// TestAGoodPracticeIsAnsweredThroughTheAPI: one at a time; the answer that stands keeps its day.
func TestAGoodPracticeIsAnsweredThroughTheAPI(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "cip@aci.test")
	salarie, id := c.newParcours()
	adresse := path("/parcours/%d/securisation/pmsmp", id)
	r := c.do(put, adresse, objet{"reponse": "fait", "date": "2026-02-03", "detail": "Chez AFPA"}).want(http.StatusOK)
	if r.texte("code") != "pmsmp" || r.texte("date") != "2026-02-03" || r.nombre("id") == 0 {
		t.Errorf("answered: %s", r.brut)
	}
	if r := c.do(put, adresse, objet{"reponse": "fait"}).want(http.StatusOK); r.texte("date") != "2026-02-03" || r.at("detail") != nil {
		t.Errorf("answered again: %s", r.brut)
	}
	c.do(put, path("/parcours/%d/securisation/entretien", id), objet{"reponse": "sans_objet"}).want(http.StatusOK)
	if d := c.do(get, path("/parcours/%d", id), nil).want(http.StatusOK); len(d.liste("securisations")) != 2 {
		t.Errorf("the file tells %v", d.at("securisations"))
	}
	for champ, faux := range map[string]objet{
		"reponse": {"reponse": "peut_etre"}, "date": {"reponse": "fait", "date": "2026-03-03"}, "detail": {"reponse": "fait", "detail": 3},
	} {
		if r := c.do(put, adresse, faux).refused(http.StatusUnprocessableEntity, codeInvalide); r.texte("champ") != champ {
			t.Errorf("%v: refused beside %q: %s", faux, r.texte("champ"), r.brut)
		}
	}
	c.do(put, adresse, objet{}).refused(http.StatusUnprocessableEntity, codeInvalide)
	c.do(put, path("/parcours/%d/securisation/voisin", id), objet{"reponse": "fait"}).refused(http.StatusNotFound, codeIntrouvable)
	e.as(t, "cip@etti.test").do(put, adresse, objet{"reponse": "fait"}).refused(http.StatusNotFound, codeIntrouvable)
	e.as(t, "directeur@aci.test").do(post, path("/salaries/%d/gel", salarie), objet{"motif": "À sa demande."}).want(http.StatusOK)
	c.do(put, adresse, objet{"reponse": "fait"}).refused(http.StatusConflict, "conflit")
}
