package api

import (
	"net/http"
	"testing"
)

// expected is a file that waits for the entry of 02/02/2026.
func (c *client) expected() int64 {
	c.t.Helper()
	_, id := c.newParcours()
	c.do(put, path("/parcours/%d/formation", id), uneFormation).want(http.StatusOK)
	ligne := c.do(post, path("/parcours/%d/financements", id), unFinancement).want(http.StatusCreated).nombre("id")
	c.do(post, path("/parcours/%d/financements/%d/reponse", id, ligne), objet{"etat": "accorde", "date": "2026-01-12", "montant": 1240.5}).want(http.StatusOK)
	c.pass(id, "demander_financement", "2026-01-10", nil).want(http.StatusOK)
	c.pass(id, "planifier_entree", "2026-01-15", objet{"date_entree_prevue": "2026-02-02", "heure_entree": "8h30"},
		"pieces_manquantes", "securisation_incomplete").want(http.StatusOK)
	return id
}

// TestTwoMissedEntriesAndASecondDay: somebody who does not come is expected again, and the
// parcours stays where it is. What became of each day is kept.
func TestTwoMissedEntriesAndASecondDay(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "cip@aci.test")
	id := c.expected()
	absence := objet{"date": "2026-02-02", "motif": "sante", "detail": "Rappeler."}
	une := c.do(post, path("/parcours/%d/non-presentations", id), absence, "Idempotency-Key", "une").want(http.StatusCreated)
	if bis := c.do(post, path("/parcours/%d/non-presentations", id), absence, "Idempotency-Key", "une"); bis.nombre("id") != une.nombre("id") {
		t.Errorf("the same request twice: %v, %v", une.corps, bis.corps)
	}
	autre := objet{"date": "2026-02-09", "heure": "9:00", "lieu": "Salle 4"}
	if r := c.do(post, path("/parcours/%d/entrees-prevues", id), autre).want(http.StatusCreated); r.texte("heure") != "09:00" ||
		r.texte("date_fin") != "2026-03-06" || r.corps["devenue"] != nil {
		t.Errorf("the second day: %v", r.corps)
	}
	c.do(post, path("/parcours/%d/non-presentations", id), objet{"date": "2026-02-09", "motif": "mobilite"}).want(http.StatusCreated)
	c.do(post, path("/parcours/%d/entrees-prevues", id), objet{"date": "2026-02-16"}).want(http.StatusCreated)
	c.do(post, path("/parcours/%d/entrees-prevues", id), objet{"date": "2026-02-16", "date_fin": "2026-02-15"}).want(http.StatusUnprocessableEntity)
	d := c.pass(id, "confirmer_entree", "2026-02-16", objet{"controle_venu": "oui"}, "controle_incomplet", "demarches_ouvertes").want(http.StatusOK).corps
	var dites []string
	for _, x := range d["entrees_prevues"].([]any) {
		o := x.(objet)
		devenue, _ := o["devenue"].(string)
		dites = append(dites, o["date"].(string)+" "+devenue)
	}
	if want := []string{"2026-02-02 non_presentee", "2026-02-09 non_presentee", "2026-02-16 tenue"}; len(dites) != 3 ||
		dites[0] != want[0] || dites[1] != want[1] || dites[2] != want[2] {
		t.Errorf("what became of the days: %v", dites)
	}
	if n := len(d["non_presentations"].([]any)); n != 2 || d["etat"] != "deroulement" {
		t.Errorf("%d absences, %v", n, d["etat"])
	}
	x := d["presences"].([]any)[0].(objet)
	if x["date_entree"] != "2026-02-16" || x["formation"].(objet)["date_fin_prevue"] != "2026-03-13" {
		t.Errorf("the stay: %v", x)
	}
	e.as(t, "cip@etti.test").do(post, path("/parcours/%d/entrees-prevues", id), autre).want(http.StatusNotFound)
	e.as(t, "encadrant@aci.test").do(post, path("/parcours/%d/non-presentations", id), absence).want(http.StatusForbidden)
}
