package postgres_test

import (
	"testing"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
	"parcours.example/internal/testdb"
)

// TestTheParcoursOfTheMomentIsTheOneThatMoved: two of the same person, written in
// an order that says nothing.
func TestTheParcoursOfTheMomentIsTheOneThatMoved(t *testing.T) {
	t.Parallel()
	type cours struct {
		intitule string
		etat     parcours.Etat
		depuis   int // days from today
		clos     int // idem; 99: not closed
		suivi    int // idem; 99: none
	}
	for nom, c := range map[string]struct {
		cours []cours // in the order of writing
		veut  string
	}{
		"an open one wins over one that is over, written later": {
			[]cours{{"en cours", parcours.EnFinancement, -90, 99, 99}, {"fini", parcours.Sorti, -5, 99, 99}}, "en cours"},
		"a closed abandonment does not hide the open one": {
			[]cours{{"en cours", parcours.BesoinIdentifie, -90, 99, 99}, {"repris puis clos", parcours.Abandonne, -400, -1, 99}}, "en cours"},
		"of two open ones, the one whose state changed last": {
			[]cours{{"a bougé", parcours.EnDeroulement, -3, 99, 99}, {"dort", parcours.BesoinIdentifie, -60, 99, 99}}, "a bougé"},
		"a suivi moves a parcours too": {
			[]cours{{"suivi hier", parcours.EnFinancement, -80, 99, -1}, {"passage du mois", parcours.EnFinancement, -20, 99, -10}}, "suivi hier"},
		"of those that are over, the last one": {
			[]cours{{"le dernier", parcours.SansSuite, -10, 99, 99}, {"repris, de l'an passé", parcours.Sorti, -400, -380, 99}}, "le dernier"},
		"the same day, the one written last": {
			[]cours{{"un", parcours.EnFinancement, -3, 99, 99}, {"deux", parcours.EnFinancement, -3, 99, 99}}, "deux"},
	} {
		t.Run(nom, func(t *testing.T) {
			t.Parallel()
			d := testdb.NewDecor(t)
			s := d.Salarie(t, d.Aci, "Nadia", "Benali")
			etats := map[string]parcours.Etat{}
			in(t, d.DB, d.Aci.Cip, func(tx *postgres.Tx) error {
				for _, x := range c.cours {
					etats[x.intitule] = x.etat
					p := newDossier(d.Aci, s.ID, x.intitule)
					p.Parcours.Etat, p.Parcours.EtatDepuis = x.etat, jour.AddDays(x.depuis)
					if err := tx.CreateDossier(p); err != nil {
						return err
					}
					if x.suivi != 99 {
						suivi := parcours.Suivi{SiaeID: d.Aci.Siae.ID, ParcoursID: p.Parcours.ID, Tentative: 1,
							Date: jour.AddDays(x.suivi), Avec: "salarie", Canal: "telephone", Texte: "x", AuteurID: 1}
						if err := tx.CreateSuivi(&suivi); err != nil {
							return err
						}
					}
					if x.clos != 99 {
						if err := tx.CloseParcours(p, parcours.Cloture{Date: jour.AddDays(x.clos), Motif: "suivi_termine"}); err != nil {
							return err
						}
					}
				}
				return nil
			})
			in(t, d.DB, d.Aci.Cip, func(tx *postgres.Tx) error {
				// The state that one filters by is that of this parcours, and of no other.
				for intitule, etat := range etats {
					lignes, n, err := both(tx.ListSalaries(postgres.FiltreSalaries{Etat: etat, Page: 1, ParPage: 50}))
					if err != nil {
						return err
					}
					if montre := etat == etats[c.veut]; (n == 1) != montre || montre && lignes[0].Intitule != c.veut {
						t.Errorf("filtered by the state of « %s »: %+v", intitule, lignes)
					}
				}
				if _, n, err := both(tx.ListSalaries(postgres.FiltreSalaries{SansParcours: true, Page: 1, ParPage: 50})); err != nil || n != 0 {
					t.Errorf("« sans parcours » shows %d, %v", n, err)
				}
				f, err := tx.FindFicheSalarie(s.ID)
				if err == nil && f.Parcours[0].Intitule != c.veut {
					t.Errorf("the file shows « %s » first", f.Parcours[0].Intitule)
				}
				return err
			})
		})
	}
}
