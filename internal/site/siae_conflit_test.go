package site_test

import "testing"

// Two directions change the structure at once: the one who comes second is told
// of the networks that the first one ticked, and does not untick them.
func TestASecondEditKeepsTheNetworksOfTheFirst(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	lent, vif := m.as(t, "directeur@aci.test"), m.as(t, "directeur@aci.test")
	form := lent.get("/structure/modifier").wants(200)
	vif.follow(vif.submit(vif.get("/structure/modifier"), "/structure", "reseaux", "emmaus", "reseaux", "coorace")).wants(200)

	r := lent.submit(form, "/structure", "nom", "Les Jardins").wants(409, "Réseaux : ", "Emmaüs", "COORACE")
	lent.follow(lent.submit(r, "/structure")).wants(200, "Les Jardins", "Emmaüs", "COORACE")
}
