package parcours

import "testing"

func TestASuiviIsNotYearsBeforeItsNeed(t *testing.T) {
	t.Parallel()
	p := Parcours{DateBesoin: le("2026-02-10")}
	for date, champs := range map[string][]string{"2020-01-01": {"date"}, "2025-02-09": {"date"}, "2025-02-10": nil,
		"2026-02-09": nil, "2026-03-01": nil} {
		t.Log(date)
		refusedFor(t, CheckSuiviDate(p, Suivi{Date: le(date)}), champs...)
	}
	refusedFor(t, CheckSuiviDate(p, Suivi{})) // no date: Validate says so
}
