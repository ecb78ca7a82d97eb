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
	trois := Impact{Echeance: 3, Date: le("2026-06-08"), Effets: []string{"embauche"}}
	measure := func(d *Dossier, i Impact) error {
		_, err := d.Clone().MeasureImpact(i, plusTard)
		return err
	}
	if i, err := d.MeasureImpact(trois, plusTard); err != nil || i.Presence != 1 || i.Tentative != 1 {
		t.Fatalf("%+v, %v", i, err)
	}
	err := measure(d, trois)
	refusedFor(t, err, "echeance")
	if m := ErreursOf(err)[0].Message; !strings.Contains(m, "à 3 mois est déjà noté, le 08/06/2026") ||
		!strings.Contains(m, "« Autre date »") {
		t.Errorf("%q", m)
	}
	autre, six := trois, trois
	autre.Echeance, six.Echeance, six.Date = 0, 6, plusTard
	for range 2 {
		if _, err := d.MeasureImpact(autre, plusTard); err != nil {
			t.Error(err)
		}
	}
	if err := measure(d, six); err != nil {
		t.Error(err)
	}
	if fautes := d.Incoherences(plusTard); len(fautes) > 0 {
		t.Error(fautes)
	}
	d.Impacts = append(d.Impacts, d.Impacts[0])
	if fautes := fautesOf(d, plusTard); !slices.Equal(fautes, []string{"impact noté deux fois à la même échéance"}) {
		t.Error(fautes)
	}
	refused(t, measure(pass(t, "abandonner"), trois), Bloque)
	trois.Effets = nil
	refusedFor(t, measure(d, trois), "effets")
}

// A training that went to its term is measured though another try is under way, and each
// of two has due dates of its own.
func TestTheImpactIsThatOfAStay(t *testing.T) {
	t.Parallel()
	d := mustApply(t, in(Sorti)(t), "repositionner", lundi, Saisie{"solution": "autre_niveau"}, "formation_terminee")
	d.Presences[0].ID = 31
	d.Presences = append(d.Presences, Presence{ID: 32, Numero: 2, Tentative: 2, DateEntree: lundi})
	if !IsOpenTo(d, cip, ActionMeasureImpact) {
		t.Fatal("the form of the impact is gone with the next try")
	}
	plusTard := le("2026-09-10")
	trois := Impact{Echeance: 3, Date: le("2026-06-08"), Effets: []string{"embauche"}}
	if i, err := d.MeasureImpact(trois, plusTard); err != nil || i.Presence != 1 || i.Tentative != 1 {
		t.Errorf("the last that went to its term: %+v, %v", i, err)
	}
	trois.PresenceID = 32
	_, err := d.MeasureImpact(trois, plusTard)
	refused(t, err, Bloque) // under way
	d.Presences[1].DateFin = lundi
	if i, err := d.MeasureImpact(trois, le("2026-09-10")); err != nil || i.Presence != 2 {
		t.Errorf("the other, at the same due date: %+v, %v", i, err)
	}
	trois.PresenceID = 99
	_, err = d.MeasureImpact(trois, plusTard)
	refused(t, err, Introuvable)
}
