package api

import (
	"net/http"
	"slices"
	"testing"
)

// completed is a file whose training went to its term on 27/02/2026.
func (c *client) completed() (salarie, id int64) {
	c.t.Helper()
	salarie = c.do(post, "/salaries", unSalarie).want(http.StatusCreated).nombre("id")
	id = c.do(post, path("/salaries/%d/parcours", salarie), with(unBesoin, objet{"etat": "sortie", "date_entree": "2026-02-02",
		"date_fin": "2026-02-27", "formation": uneFormation, "heures": 140, "evaluation": "reussie",
		"situation": "autre_formation"})).want(http.StatusCreated).nombre("id")
	return salarie, id
}

// TestANeedAfterASuccess: a completed training is not put off; the refusal leads to a need
// that follows, which is accepted, from the next try too.
func TestANeedAfterASuccess(t *testing.T) {
	t.Parallel()
	c := newEssai(t).as(t, "cip@aci.test")
	salarie, id := c.completed()
	adresse, lien := path("/salaries/%d/parcours", salarie), path("/salaries/%d/parcours/nouveau?precedent=%d", salarie, id)
	r := c.do(get, path("/parcours/%d", id), nil).want(http.StatusOK)
	i := slices.Index(r.codes("transitions_possibles"), "repositionner")
	if r.texte("transitions_possibles", i, "avertissements", 0, "code") != "formation_terminee" ||
		r.texte("transitions_possibles", i, "avertissements", 0, "lien") != lien {
		t.Errorf("offered: %s", r.brut)
	}
	r = c.pass(id, "repositionner", "2026-03-02", objet{"solution": "report"},
		"formation_terminee").refused(http.StatusUnprocessableEntity, "transition")
	if r.texte("champ") != "solution" || r.texte("bloquants", 0, "code") != "report_apres_terme" || r.texte("bloquants", 0, "lien") != lien {
		t.Errorf("put off: %s", r.brut)
	}
	suite := c.do(post, adresse, objet{"origine": "salarie", "intitule": "Permis B", "precedent_id": id}).want(http.StatusCreated)
	if d := c.do(get, path("/parcours/%d", suite.nombre("id")), nil).want(http.StatusOK); d.nombre("precedent_id") != id {
		t.Errorf("linked: %s", d.brut)
	}
	c.pass(id, "repositionner", "2026-03-02", objet{"solution": "autre_niveau"}).refused(http.StatusUnprocessableEntity, "transition")
	c.pass(id, "repositionner", "2026-03-02", objet{"solution": "autre_niveau"}, "formation_terminee").want(http.StatusOK)
	c.do(post, adresse, objet{"origine": "salarie", "intitule": "Permis C", "precedent_id": id,
		"avertissements_acquittes": []string{"autre_parcours_ouvert"}}).want(http.StatusCreated)
	c.pass(id, "relancer_besoin", "2026-03-02", nil).want(http.StatusOK) // it was read
	// A completed training is not taken over as put off either.
	if r := c.do(post, adresse, with(unBesoin, objet{"etat": "repositionnement", "depuis": "2026-03-01", "date_entree": "2026-02-02",
		"date_fin": "2026-02-27", "solution": "report"})).want(http.StatusUnprocessableEntity); !slices.Equal(r.champs(), []string{"solution"}) {
		t.Errorf("taken over: %s", r.brut)
	}
}
