package api

import (
	"net/http"
	"testing"
	"time"

	"parcours.example/internal/parcours"
)

// TestTwoFilesAreMadeOneAndTakenApartThroughTheAPI: once whatever is sent twice, by those
// who follow both, within thirty days.
func TestTwoFilesAreMadeOneAndTakenApartThroughTheAPI(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c, directeur := e.as(t, "cip@aci.test"), e.as(t, "directeur@aci.test")
	la, parcoursLa := c.newParcours()
	ici, parcoursIci := c.newParcours()
	chemin := path("/salaries/%d/rapprochement", ici)
	corps := func(plus objet) objet { return with(objet{"avec": la, "motif": "Créée deux fois."}, plus) }

	c.do(post, chemin, objet{"avec": la}).refused(http.StatusUnprocessableEntity, codeInvalide)
	if r := c.do(post, chemin, corps(objet{"avec": ici})).refused(http.StatusUnprocessableEntity, "transition"); r.texte("champ") != "avec" {
		t.Errorf("with themself: %s", r.brut)
	}
	chezEux, _ := e.as(t, "cip@etti.test").newParcours()
	c.do(post, chemin, corps(objet{"avec": chezEux})).refused(http.StatusNotFound, codeIntrouvable)
	e.as(t, "directeur@etti.test").do(post, chemin, corps(objet{"avec": chezEux})).refused(http.StatusNotFound, codeIntrouvable)
	c.do(post, chemin, corps(objet{"version_avec": 99})).refused(http.StatusConflict, "conflit")
	gel := path("/salaries/%d/gel", la)
	directeur.do(post, gel, objet{"motif": "À sa demande."}).want(http.StatusOK)
	directeur.do(post, chemin, corps(nil)).refused(http.StatusConflict, "conflit")
	directeur.do(del, gel, nil).want(http.StatusNoContent)

	if r := c.do(post, chemin+"?essai=1", corps(nil)).want(http.StatusOK); r.at("possible") != true {
		t.Errorf("the trial says %s", r.brut)
	}
	fait := c.do(post, chemin, corps(objet{"champs": objet{"commune": "Albert"}}), "Idempotency-Key", "une fois").want(http.StatusOK)
	if fait.nombre("salarie_id") != ici || fait.nombre("absorbe_id") != la || fait.nombre("deplaces", "parcours", 0) != parcoursLa {
		t.Errorf("made one: %s", fait.brut)
	}
	lue := c.do(get, path("/salaries/%d", ici), nil).want(http.StatusOK)
	if lue.nombre("reunions", 0, "id") != fait.nombre("id") || lue.texte("reunions", 0, "motif") != "Créée deux fois." {
		t.Errorf("the file does not say that it took another in: %s", lue.brut)
	}
	for _, cle := range []string{"une fois", "", "une autre"} {
		r := c.do(post, chemin, corps(objet{"champs": objet{"commune": "Albert"}}), "Idempotency-Key", cle).want(http.StatusOK)
		if r.nombre("id") != fait.nombre("id") {
			t.Errorf("again with « %s »: %s", cle, r.brut)
		}
	}
	r := c.do(get, path("/salaries/%d", ici), nil).want(http.StatusOK)
	if r.texte("commune") != "Albert" || r.nombre("parcours", 1, "id") == 0 {
		t.Errorf("the one that stays: %s", r.brut)
	}
	r = c.do(get, path("/salaries/%d", la), nil).refused(http.StatusNotFound, codeIntrouvable)
	if r.texte("lien") != path("/api/v1/salaries/%d", ici) {
		t.Errorf("the other one leads to %q", r.texte("lien"))
	}

	c.do(del, chemin, objet{}).refused(http.StatusUnprocessableEntity, codeInvalide)
	r = c.do(del, chemin, objet{"motif": "Deux sœurs."}).want(http.StatusOK)
	if r.nombre("id") != fait.nombre("id") || r.texte("annule_le") == "" {
		t.Errorf("apart: %s", r.brut)
	}
	for id, suivi := range map[int64]int64{ici: parcoursIci, la: parcoursLa} {
		r := c.do(get, path("/salaries/%d", id), nil).want(http.StatusOK)
		if r.nombre("parcours", 0, "id") != suivi || r.at("commune") != nil {
			t.Errorf("%d apart: %s", id, r.brut)
		}
	}
	c.do(del, chemin, objet{"motif": "Encore."}).refused(http.StatusUnprocessableEntity, "transition")

	c.do(post, chemin, corps(nil)).want(http.StatusOK)
	e.instant.Add(int64(parcours.DelaiSeparation + time.Hour))
	e.as(t, "cip@aci.test").do(del, chemin, objet{"motif": "Trop tard."}).refused(http.StatusUnprocessableEntity, "transition")
}
