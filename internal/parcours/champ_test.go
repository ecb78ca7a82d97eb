package parcours

import "testing"

// Figures are computed from the passages, in SQL: what was accepted must be
// kept in the one form that they read.
func TestAPassageKeepsValuesAsFiguresReadThem(t *testing.T) {
	for _, c := range []struct {
		transition, champ, tape, garde string
	}{
		{"abandonner", "motifs", "mobilite, famille ,mobilite,", "mobilite,famille"},
		{"abandonner", "heures", "35.5", "35,5"},
		{"abandonner", "heures", "1e2", "100"},
		{"terminer", "heures", "+140", "140"},
		{"planifier_entree", "date_entree_prevue", "2/2/2026", "2026-02-02"},
	} {
		p := nominal[c.transition]
		d := p.depart(t)
		saisie := Saisie{}
		for k, v := range p.saisie {
			saisie[k] = v
		}
		saisie[c.champ] = c.tape
		var acquittes []string
		for _, r := range rowOf(t, c.transition).Avertissements {
			acquittes = append(acquittes, r.Code)
		}
		apres, err := Apply(d, Demande{Transition: c.transition, Version: d.Parcours.Version, Date: p.date, Champs: saisie, Acquittes: acquittes}, cip, lundi, neufHeures)
		if err != nil {
			t.Errorf("%s with %s=%q: %v", c.transition, c.champ, c.tape, err)
			continue
		}
		if got := apres.DernierPassage().Champs[c.champ]; got != c.garde {
			t.Errorf("%s: %s typed %q is kept as %q, want %q", c.transition, c.champ, c.tape, got, c.garde)
		}
	}
}

func rowOf(t *testing.T, code string) *Transition {
	t.Helper()
	row, ok := FindTransition(code)
	if !ok {
		t.Fatalf("no row %s", code)
	}
	return row
}
