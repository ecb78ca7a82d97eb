package api

import (
	"net/http"
	"testing"
)

// TestContractsThroughTheAPI: a renewal is added to the first contract, which the file of the
// person wrote; each is told with its id, and the file keeps the shape of the one of today.
func TestContractsThroughTheAPI(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "cip@aci.test")
	id := c.do(post, "/salaries", with(unSalarie, objet{"type_contrat": "cddi", "date_debut_contrat": "2025-01-06",
		"date_fin_contrat": "2025-12-31"})).want(http.StatusCreated).nombre("id")
	contrats := path("/salaries/%d/contrats", id)
	suite := objet{"type": "cddi", "debut": "2026-01-01", "fin_prevue": "2026-12-31"}
	un := c.do(post, contrats, suite, "Idempotency-Key", "un").want(http.StatusCreated)
	bis := c.do(post, contrats, suite, "Idempotency-Key", "un").want(http.StatusCreated)
	if bis.nombre("id") != un.nombre("id") || un.texte("auteur", "nom") == "" || un.corps["fin_reelle"] != nil {
		t.Errorf("the renewal: %v, %v", un.corps, bis.corps)
	}
	if r := c.do(post, contrats, suite).refused(http.StatusConflict, "conflit"); r.texte("champ") != "debut" {
		t.Errorf("twice: %s", r.brut)
	}
	for _, faux := range []objet{{"debut": "2026-02-01", "fin_prevue": "2026-01-31"}, {"type": "cddi"}} {
		c.do(post, contrats, faux).refused(http.StatusUnprocessableEntity, codeInvalide)
	}
	passe := objet{"debut": "2024-01-08", "fin_prevue": "2024-12-31", "fin_reelle": "2024-06-30",
		"motif_fin": "embauche"}
	c.do(post, contrats, passe).want(http.StatusCreated) // all is known of a former one
	l := c.do(get, contrats, nil).want(http.StatusOK)
	if l.nombre("total") != 3 || l.texte("elements", 0, "debut") != "2026-01-01" ||
		l.texte("elements", 2, "fin_reelle") != "2024-06-30" {
		t.Errorf("the contracts: %s", l.brut)
	}
	fin := objet{"fin_reelle": "2026-01-20", "motif_fin": "rupture_salarie"}
	r := c.do(post, path("/salaries/%d/contrats/%d/fin", id, un.nombre("id")), fin).want(http.StatusOK)
	if r.texte("fin_reelle") != "2026-01-20" || r.texte("fin_prevue") != "2026-12-31" {
		t.Errorf("the end: %s", r.brut)
	}
	s := c.do(get, path("/salaries/%d", id), nil).want(http.StatusOK)
	if s.texte("date_debut_contrat") != "2026-01-01" || s.texte("date_fin_contrat") != "2026-01-20" ||
		s.nombre("contrats", 0, "id") != un.nombre("id") || len(s.liste("contrats")) != 3 {
		t.Errorf("the person: %s", s.brut)
	}
	c.do(post, path("/salaries/%d/contrats/%d/fin", id, 999), fin).refused(http.StatusNotFound, "introuvable")
	etti := e.as(t, "cip@etti.test")
	etti.do(get, contrats, nil).refused(http.StatusNotFound, "introuvable")
	etti.do(post, contrats, suite).refused(http.StatusNotFound, "introuvable")
}
