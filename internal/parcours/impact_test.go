package parcours

import (
	"slices"
	"strings"
	"testing"
)

func TestEachDueDateOfTheImpactIsNotedOnce(t *testing.T) {
	t.Parallel()
	d := pass(t, "terminer") // on 06/03/2026
	plusTard := le("2026-09-10")
	trois := Impact{Tentative: 1, Echeance: 3, Date: le("2026-06-08"), Effets: []string{"embauche"}}
	if err := CheckImpact(d, trois, plusTard); err != nil {
		t.Fatal(err)
	}
	d.Impacts = []Impact{trois}
	err := CheckImpact(d, trois, plusTard)
	refusedFor(t, err, "echeance")
	if m := ErreursOf(err)[0].Message; !strings.Contains(m, "à 3 mois est déjà noté, le 08/06/2026") ||
		!strings.Contains(m, "« Autre date »") {
		t.Errorf("%q", m)
	}
	autre, six := trois, trois
	autre.Echeance, six.Echeance, six.Date = 0, 6, plusTard
	d.Impacts = append(d.Impacts, autre)
	for _, i := range []Impact{autre, six} {
		if err := CheckImpact(d, i, plusTard); err != nil {
			t.Errorf("%d months: %v", i.Echeance, err)
		}
	}
	if fautes := d.Incoherences(plusTard); len(fautes) > 0 {
		t.Error(fautes)
	}
	d.Impacts = append(d.Impacts, trois)
	if fautes := d.Incoherences(plusTard); !slices.Equal(fautes, []string{"impact noté deux fois à la même échéance"}) {
		t.Error(fautes)
	}
	refused(t, CheckImpact(pass(t, "abandonner"), trois, plusTard), Bloque)
	trois.Effets = nil
	refusedFor(t, CheckImpact(d, trois, plusTard), "effets")
}

// The same action, postponed after its end and ended again, is measured again.
func TestAnActionThatEndsAgainIsMeasuredAgain(t *testing.T) {
	t.Parallel()
	d := pass(t, "terminer")
	d.Impacts = []Impact{{Tentative: 1, Echeance: 3, Date: le("2026-02-20"), Effets: []string{"embauche"}}} // after an end before
	if err := CheckImpact(d, Impact{Echeance: 3, Date: le("2026-06-08"), Effets: []string{"appetence"}}, le("2026-06-08")); err != nil {
		t.Error(err)
	}
}
