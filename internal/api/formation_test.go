package api

import (
	"net/http"
	"testing"
)

// TestAnImpactIsNotedOnceAtEachDueDate: after a training that went to its term, with the
// try that it is about.
func TestAnImpactIsNotedOnceAtEachDueDate(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "cip@aci.test")
	salarie := c.do(post, "/salaries", unSalarie).want(http.StatusCreated).nombre("id")
	id := c.do(post, path("/salaries/%d/parcours", salarie), with(unBesoin, objet{"date": "2025-03-03", "etat": "sortie",
		"depuis": "2025-08-29", "date_entree": "2025-06-02", "date_fin": "2025-08-29",
		"avertissements_acquittes": []string{"formation_inconnue", "heures_inconnues", "situation_inconnue"}})).
		want(http.StatusCreated).nombre("id")
	impacts := path("/parcours/%d/impacts", id)
	six := objet{"echeance": 6, "date": "2026-02-20", "effets": []string{"embauche", "certification"}, "texte": "En CDI."}
	un := c.do(post, impacts, six, "Idempotency-Key", "un").want(http.StatusCreated)
	if bis := c.do(post, impacts, six, "Idempotency-Key", "un").want(http.StatusCreated); bis.nombre("id") != un.nombre("id") ||
		un.nombre("tentative") != 1 || un.nombre("echeance") != 6 || un.texte("auteur", "nom") == "" {
		t.Errorf("the impact: %s, then %s", un.brut, bis.brut)
	}
	for champ, faux := range map[string]objet{
		"echeance": six, "date": with(six, objet{"echeance": 12}), "effets": with(six, objet{"echeance": 0, "effets": []string{}}),
		"texte": with(six, objet{"echeance": 0, "texte": 3}),
	} {
		if r := c.do(post, impacts, faux).refused(http.StatusUnprocessableEntity, codeInvalide); r.texte("champ") != champ {
			t.Errorf("%v: refused beside %q", faux, r.texte("champ"))
		}
	}
	c.do(post, impacts, with(six, objet{"echeance": 0, "effets": []string{"appetence"}})).want(http.StatusCreated)
	d := c.do(get, path("/parcours/%d", id), nil).want(http.StatusOK)
	if n := len(d.liste("impacts")); n != 2 || d.nombre("impacts", 0, "id") == 0 || d.nombre("impacts", 1, "tentative") != 1 {
		t.Errorf("the file tells %v", d.at("impacts"))
	}
	_, autre := c.newParcours()
	c.do(post, path("/parcours/%d/impacts", autre), six).refused(http.StatusUnprocessableEntity, "transition")
	e.as(t, "cip@etti.test").do(post, impacts, six).refused(http.StatusNotFound, codeIntrouvable)
	directeur := e.as(t, "directeur@aci.test")
	directeur.do(post, path("/salaries/%d/gel", salarie), objet{"motif": "À sa demande."}).want(http.StatusOK)
	directeur.do(post, impacts, with(six, objet{"echeance": 0})).refused(http.StatusConflict, "conflit")
}
