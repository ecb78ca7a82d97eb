package api

import (
	"net/http"
	"testing"

	"parcours.example/internal/testdb"
)

// TestWhatACallCosts holds each call to its statements and round trips, session
// check included, on a file of 12 passages and 20 follow-ups.
func TestWhatACallCosts(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "cip@aci.test")
	salarieRode, rode := e.VraiDossier(t, "Nadia")
	salarie, id := e.VraiDossier(t, "Karim")
	send := func(methode, adresse string, corps any, statut int) func() {
		return func() { c.do(methode, adresse, corps, "Idempotency-Key", "clé "+adresse).want(statut) }
	}
	// A deed on a file reads again what is due there: 3 or 4 statements in one more trip.
	couts := func(salarie, id int64) []testdb.Cout {
		return []testdb.Cout{
			{Nom: "a parcours", MaxRequetes: 4, MaxTrajets: 2, Fait: send(get, path("/parcours/%d", id), nil, http.StatusOK)},
			{Nom: "a follow-up", MaxRequetes: 14, MaxTrajets: 4, Fait: send(post, path("/parcours/%d/suivis", id), unSuivi, http.StatusCreated)},
			{Nom: "a frein", MaxRequetes: 13, MaxTrajets: 4, Fait: send(post, path("/salaries/%d/freins", salarie),
				objet{"code": "logement"}, http.StatusCreated)},
			{Nom: "an observation", MaxRequetes: 12, MaxTrajets: 4, Fait: send(post, path("/salaries/%d/observations", salarie),
				uneObservation, http.StatusCreated)},
			// Its papers need its id, hence one more trip.
			{Nom: "a line of the plan", MaxRequetes: 16, MaxTrajets: 5,
				Fait: send(post, path("/parcours/%d/financements", id), with(unFinancement, objet{"montant_demande": nil}), http.StatusCreated)},
			// It answers the whole file, with what may be done next: 2 in 1.
			{Nom: "a transition", MaxRequetes: 18, MaxTrajets: 5, Fait: send(post, path("/parcours/%d/transitions", id),
				objet{"transition": "revoir_besoin", "version": 12, "champs": objet{"motif": "test_niveau"}}, http.StatusOK)},
		}
	}
	for _, x := range couts(salarieRode, rode) {
		x.Fait() // once, so that every statement is prepared
	}
	e.Hold(t, couts(salarie, id))
}
