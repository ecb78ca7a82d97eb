package e2e

import "testing"

// TestFromAFreinToACallPlanned: in the Pas-de-Calais, mobility hinders somebody;
// the platform of the zone is to be called on a day, in under five clicks.
func TestFromAFreinToACallPlanned(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	chef := m.as(t, "directeur@aci.demo", 1280)
	chef.visit("/structure/modifier").fill("", "Département", "62").press("", "Enregistrer")
	chef.visit("/structure/territoire").unfold("main", "Choisir nos zones")
	chef.pick("#zones", "Zones du guide", "Lens-Liévin").press("#zones", "Enregistrer").says("Lens-Liévin")

	cip := m.as(t, "cip@aci.demo", 1280)
	cip.visit("/parcours").press("main", "Mehdi Lavandin").says("Mobilité")
	avant := cip.clics
	solutions := eval[string](cip, "words([...document.querySelectorAll('#solutions-mobilite > summary')][0])")
	cip.unfold("#freins", solutions)
	const plateforme = `#conseil-mobilite-SOL-04\.5`
	cip.unfold(plateforme, "Planifier").fill(plateforme, "Pour le", "2026-03-02").press(plateforme, "Enregistrer")
	if n := cip.clics - avant; n >= 5 {
		t.Errorf("%d clicks, want fewer than five", n)
	}
	cip.says("Prévu le 02/03/2026 : appeler Betty Leroux", "Solution en cours")

	cip.visit("/aujourdhui").says("Appeler le conseiller mobilité de votre territoire · Betty Leroux")
	cip.press("main", "Fait").says("C'est noté")
	if n := cip.count("form[action*='/conseils/']"); n != 0 {
		t.Error("the call is done, and still in the list")
	}
}
