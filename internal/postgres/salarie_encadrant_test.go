package postgres_test

import (
	"testing"

	"parcours.example/internal/postgres"
)

// A list that shows a name and a trade must not let somebody guess, digit by
// digit, a telephone number or a PASS that it does not show.
func TestAnEncadrantSearchesOnlyWhatHeSees(t *testing.T) {
	t.Parallel()
	a := newAffaire(t)
	in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error {
		s := a.salarie
		s.Metier, s.Telephone, s.PassNumero = "Maraîchère", "06 12 34 56 78", "XXXXX1234567"
		return tx.Update(&s)
	})
	for mot, want := range map[string]struct{ cip, encadrant int }{
		"nadia":        {1, 1},
		"MARAICHERE":   {1, 1},
		"0612":         {1, 0},
		"34 56":        {1, 0},
		"xxxxx1234567": {1, 0},
	} {
		for _, qui := range []struct {
			encadrantID int64
			want        int
		}{{0, want.cip}, {a.Aci.Encadrant.UtilisateurID, want.encadrant}} {
			in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error {
				_, total, err := both(tx.ListSalaries(postgres.FiltreSalaries{Q: mot, EncadrantID: qui.encadrantID, Page: 1, ParPage: 10}))
				if total != qui.want {
					t.Errorf("search %q for encadrant %d: %d people, want %d", mot, qui.encadrantID, total, qui.want)
				}
				return err
			})
		}
	}
}
