package parcours

import (
	"slices"
	"testing"
)

// A person whose contract was renewed, and who left the second one early.
func renewed() Contrats {
	return Contrats{
		{ID: 1, Debut: le("2024-09-01"), FinPrevue: le("2025-08-31")},
		{ID: 2, Debut: le("2025-09-01"), FinPrevue: le("2026-08-31"),
			FinContrat: FinContrat{le("2026-03-15"), "embauche"}},
	}
}

func TestPresenceInTheSiaeFollowsEveryContract(t *testing.T) {
	t.Parallel()
	cs := append(renewed(), Contrat{ID: 3, Debut: le("2026-06-01")})
	for jour, present := range map[string]bool{"2024-08-31": false, "2024-09-01": true, "2025-08-31": true,
		"2025-09-01": true, "2026-03-15": true, "2026-03-16": false, "2026-05-31": false, "2026-06-01": true, "2030-01-01": true} {
		if cs.IsPresent(le(jour)) != present {
			t.Errorf("%s: want present %v", jour, present)
		}
	}
	if !Contrats(nil).IsPresent(lundi) || !(Contrats{{Type: "cddi"}}).IsPresent(lundi) {
		t.Error("without dates we do not know, and do not refuse")
	}
}

func TestTheContractOfADay(t *testing.T) {
	t.Parallel()
	cs := append(renewed(), Contrat{ID: 3, Debut: le("2026-10-01")}, Contrat{ID: 4, Debut: le("2027-01-01")})
	nested := Contrats{{ID: 5, Debut: le("2026-01-01"), FinPrevue: le("2026-12-31")},
		{ID: 6, Debut: le("2026-03-01"), FinPrevue: le("2026-03-31")}}
	for _, c := range []struct {
		cs   Contrats
		jour string
		want int64
	}{
		{cs, "2024-01-01", 1}, {cs, "2025-08-31", 1}, {cs, "2025-09-01", 2}, {cs, "2026-05-01", 2},
		{cs, "2026-10-01", 3}, {cs, "2028-01-01", 4},
		{nested, "2026-02-01", 5}, {nested, "2026-03-01", 6}, {nested, "2026-04-01", 5}, {nested, "2027-01-01", 6},
		{cs[2:], "2026-01-01", 3},
		{Contrats{{ID: 7, FinPrevue: le("2026-01-01")}, {ID: 8, Type: "cddi"}}, "2026-02-01", 8},
		{nil, "2026-01-01", 0},
	} {
		slices.Reverse(c.cs) // in whatever order
		if lu := c.cs.Courant(le(c.jour)); lu.ID != c.want {
			t.Errorf("%s: contract %d, want %d", c.jour, lu.ID, c.want)
		}
		slices.Reverse(c.cs)
	}
	if fin := renewed().LastDay(); fin != le("2026-03-15") || !cs.LastDay().IsZero() {
		t.Error("last day", fin, cs.LastDay())
	}
}

// A need may be dated in the contract before, or spoken of at the hiring interview.
func TestANeedIsDatedInAnyContractOrShortlyBeforeTheFirst(t *testing.T) {
	t.Parallel()
	for jour, want := range map[string]bool{"2024-08-01": false, "2024-08-02": true, "2024-08-31": true, "2025-02-10": true,
		"2026-02-10": true, "2026-03-16": false} {
		d := nobodyYet()
		d.Contrats = renewed()
		b := aNeed()
		b.Date = le(jour)
		_, err := Identify(d, b, cip, le("2026-04-01"), neufHeures)
		if (err == nil) != want {
			t.Errorf("%s: %s", jour, details(err))
		}
	}
}

// A contract that is renewed after the training lets the person stay, without a warning.
func TestAPersonKeptUnderANewContractIsNotWarnedOf(t *testing.T) {
	t.Parallel()
	c := casRegle{transition: "terminer", saisie: Saisie{"situation": SituationMaintien}, gate: func(d *Dossier) {
		d.Contrats[0].FinPrevue = le("2026-02-28")
		d.Contrats = append(d.Contrats, Contrat{ID: 2, Debut: le("2026-03-01")})
	}}
	if _, _, err := c.attempt(t); err != nil {
		t.Error(details(err))
	}
}

func TestTheFormOfAPersonWritesTheContractOfTheMoment(t *testing.T) {
	t.Parallel()
	jour := le("2026-02-01")
	write := func(cs Contrats, change func(*Salarie)) (Contrats, error) {
		d := &Dossier{Salarie: Salarie{ID: 7}, Contrats: slices.Clone(cs)}
		d.Contrats.Fill(&d.Salarie, jour)
		change(&d.Salarie)
		err := d.FollowSalarie(jour)
		return d.Contrats, err
	}
	cs := renewed()
	for nom, c := range map[string]struct {
		cs     Contrats
		change func(*Salarie)
		want   Contrats
	}{
		"nothing":       {cs, func(*Salarie) {}, cs},
		"nothing known": {nil, func(*Salarie) {}, nil},
		"the first":     {nil, func(s *Salarie) { s.TypeContrat = "cddi" }, Contrats{{SalarieID: 7, Type: "cddi"}}},
		"its planned end": {cs[:1], func(s *Salarie) { s.DateFinContrat = le("2026-06-30") },
			Contrats{{ID: 1, Debut: cs[0].Debut, FinPrevue: le("2026-06-30")}}},
		"its real end": {cs, func(s *Salarie) { s.DateFinContrat = le("2026-01-31") }, Contrats{cs[0],
			{ID: 2, Debut: cs[1].Debut, FinPrevue: cs[1].FinPrevue,
				FinContrat: FinContrat{le("2026-01-31"), "embauche"}}}},
		"it goes on": {cs, func(s *Salarie) { s.DateFinContrat = le("2026-12-31") },
			Contrats{cs[0], {ID: 2, Debut: cs[1].Debut, FinPrevue: le("2026-12-31")}}},
		"without an end": {cs, func(s *Salarie) { s.DateFinContrat = Date{} },
			Contrats{cs[0], {ID: 2, Debut: cs[1].Debut}}},
		"emptied": {cs, func(s *Salarie) { s.DateDebutContrat, s.DateFinContrat = Date{}, Date{} }, cs[:1]},
	} {
		if lus, err := write(c.cs, c.change); err != nil || !slices.Equal(lus, c.want) {
			t.Errorf("%s: %+v, %v", nom, lus, err)
		}
	}
	if _, err := write(cs, func(s *Salarie) { s.DateDebutContrat = cs[0].Debut }); !IsCode(err, Conflit) {
		t.Error("two contracts begin on the same day:", err)
	}
}

func TestAContractIsNotedOnceAndEndsAfterItsBeginning(t *testing.T) {
	t.Parallel()
	d := &Dossier{Salarie: Salarie{ID: 7}, Contrats: renewed()}
	if _, err := d.LogContrat(Contrat{Debut: le("2025-09-01")}); !IsCode(err, Conflit) {
		t.Error("noted twice:", err)
	}
	d.Contrats = renewed()
	if c, err := d.LogContrat(Contrat{Debut: le("2025-12-01")}); err != nil || c.SalarieID != 7 {
		t.Error("an overlap:", c, err)
	}
	if _, err := d.EndContrat(1, FinContrat{le("2024-08-31"), "autre"}); !IsCode(err, Invalide) {
		t.Error("ended before it began:", err)
	}
	if _, err := d.EndContrat(9, FinContrat{}); !IsCode(err, Introuvable) {
		t.Error("of nobody:", err)
	}
	rompu := FinContrat{le("2025-06-30"), "rupture_siae"}
	if _, err := d.EndContrat(1, rompu); err != nil || d.Contrats[0].Fin() != rompu.FinReelle {
		t.Error(d.Contrats, err)
	}
	good := Contrat{Type: "cddi", Debut: le("2025-09-01"), FinPrevue: le("2026-08-31")}
	eachIsRefused(t, good, func(c Contrat) error { return c.Validate(le("2026-04-01")) }, []bad[Contrat]{
		{func(c *Contrat) { *c = Contrat{Type: "stage"} }, []string{"type", "debut"}},
		{func(c *Contrat) { c.FinPrevue, c.FinReelle = le("2025-08-31"), le("2025-08-31") },
			[]string{"fin_prevue", "fin_reelle"}},
		{func(c *Contrat) { c.FinReelle, c.MotifFin = le("2026-04-02"), "vacances" },
			[]string{"fin_reelle", "motif_fin"}},
	})
	validate := func(f FinContrat) error { return f.Validate(le("2026-04-01")) }
	eachIsRefused(t, FinContrat{le("2026-03-15"), "embauche"}, validate, []bad[FinContrat]{
		{func(f *FinContrat) { *f = FinContrat{} }, []string{"fin_reelle", "motif_fin"}},
	})
}
