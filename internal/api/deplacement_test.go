package api

import (
	"net/http"
	"strings"
	"testing"
)

// TestASuiviOnTheWrongFileGoesToTheRightOne: shared/cas/24-suivi-sur-le-mauvais-dossier.
func TestASuiviOnTheWrongFileGoesToTheRightOne(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "cip@aci.test")
	_, bon := c.newParcours()
	salarie, mauvais := c.newParcours()
	const texte = "Phrase sur une autre personne"
	suivi := c.do(post, path("/parcours/%d/suivis", mauvais), objet{"date": "2026-02-02", "avec": "salarie", "canal": "telephone",
		"texte": texte}).want(http.StatusCreated).nombre("id")
	chemin, corps := path("/suivis/%d/deplacement", suivi), objet{"parcours_id": bon, "motif": "Deux onglets ouverts."}
	c.do(post, chemin, objet{"parcours_id": bon}).refused(http.StatusUnprocessableEntity, codeInvalide)
	if r := c.do(post, chemin+"?essai=1", corps).want(http.StatusOK); r.at("possible") != true {
		t.Errorf("the trial says %s", r.brut)
	}
	fait := c.do(post, chemin, corps, "Idempotency-Key", "une fois").want(http.StatusOK)
	if fait.nombre("de_salarie_id") != salarie || fait.nombre("vers_parcours_id") != bon || fait.texte("objet") != "suivi" {
		t.Errorf("answered %s", fait.brut)
	}
	for _, cle := range []string{"une fois", "", "une autre"} {
		if r := c.do(post, chemin, corps, "Idempotency-Key", cle).want(http.StatusOK); r.nombre("id") != fait.nombre("id") {
			t.Errorf("again with « %s »: %s", cle, r.brut)
		}
	}
	for id, la := range map[int64]bool{mauvais: false, bon: true} {
		for _, liste := range []string{"suivis", "historique"} {
			if r := c.do(get, path("/parcours/%d/%s", id, liste), nil).want(http.StatusOK); strings.Contains(r.brut, texte) != la {
				t.Errorf("the %s of %d: %s", liste, id, r.brut)
			}
		}
	}
	if r := c.do(get, path("/parcours/%d/historique", mauvais), nil); !strings.Contains(r.brut, "Deux onglets ouverts.") {
		t.Errorf("nothing says why it left: %s", r.brut)
	}
}

// TestTheSameMoveAgainIsDoneOnce: whatever the key, and from the version that was read before the first.
func TestTheSameMoveAgainIsDoneOnce(t *testing.T) {
	t.Parallel()
	c := newEssai(t).as(t, "cip@aci.test")
	bon := c.do(post, "/salaries", unSalarie).want(http.StatusCreated).nombre("id")
	_, id := c.newParcours()
	lue := c.do(get, path("/parcours/%d", id), nil).want(http.StatusOK).nombre("version")
	corps, adresse := objet{"salarie_id": bon, "motif": "Deux onglets ouverts.", "version": lue}, path("/parcours/%d/deplacement", id)
	fait := c.do(post, adresse, corps, "Idempotency-Key", "une").want(http.StatusOK)
	c.do(post, path("/parcours/%d/suivis", id), unSuivi).want(http.StatusCreated)
	for _, cle := range []string{"une", "", "une autre"} {
		if r := c.do(post, adresse, corps, "Idempotency-Key", cle).want(http.StatusOK); r.nombre("id") != fait.nombre("id") {
			t.Errorf("again with « %s »: %s", cle, r.brut)
		}
	}
}
