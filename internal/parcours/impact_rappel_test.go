package parcours

import (
	"slices"
	"testing"
)

func TestAnImpactIsRemindedOfWhenItMayBeNoted(t *testing.T) {
	t.Parallel()
	fin := le("2025-06-10")
	for _, c := range []struct {
		jour    string
		mesures []int
		veut    []int
	}{
		{"2025-08-25", nil, nil},         // 16 days before
		{"2025-08-26", nil, []int{3}},    // 15 days before
		{"2025-11-20", nil, []int{3}},    // late
		{"2026-01-10", nil, []int{3, 6}}, // seven months after
		{"2026-01-10", []int{3}, []int{6}},
		{"2026-01-10", []int{6}, nil}, // what happened later says more
		{"2026-01-10", []int{0}, []int{3, 6}},
		{"2026-03-10", nil, []int{6}}, // « à 3 mois » would be about something else
		{"2026-05-26", []int{3, 6}, []int{12}},
		{"2026-12-09", nil, []int{12}},
		{"2026-12-10", nil, nil},
	} {
		if got := DueImpacts(fin, c.mesures, le(c.jour)); !slices.Equal(got, c.veut) {
			t.Errorf("on %s, with %v: %v, want %v", c.jour, c.mesures, got, c.veut)
		}
	}
	if DueImpacts(Date{}, nil, lundi) != nil {
		t.Error("a training without an end has an impact")
	}
	for _, c := range []struct {
		jour    string
		mesures []int
		mois    int
		des     string
	}{{"2025-06-10", nil, 3, "2025-08-26"}, {"2025-08-26", nil, 6, "2025-11-25"}, {"2025-12-01", nil, 12,
		"2026-05-26"}, {"2025-12-01", []int{12}, 0, ""}, {"2026-05-26", nil, 0, ""}} {
		if mois, des := NextImpact(fin, c.mesures, le(c.jour)); mois != c.mois || des.String() != c.des {
			t.Errorf("on %s: next at %d months from %s", c.jour, mois, des)
		}
	}
}

func TestMeasuredImpactsAreThoseOfAStay(t *testing.T) {
	t.Parallel()
	d := &Dossier{Impacts: []Impact{{Presence: 1, Echeance: 3}, {Presence: 2, Echeance: 6}}}
	if got := d.MeasuredImpacts(&Presence{Numero: 1}); !slices.Equal(got, []int{3}) {
		t.Errorf("measured: %v", got)
	}
}
