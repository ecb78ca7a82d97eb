package postgres_test

import (
	"slices"
	"testing"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// TestADeedThatChangedFieldsIsTakenBack: a field gets its former value back, with what
// searches read of it, unless somebody changed it since; who is not touched stays so.
func TestADeedThatChangedFieldsIsTakenBack(t *testing.T) {
	t.Parallel()
	a := newAffaire(t)
	s := a.salarie
	avant := s.Nom
	var deed uint64
	in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error {
		s.Nom, s.Metier, s.Commune = "Martin", "Maçonne", "Amiens"
		xid, err := tx.Transaction()
		if err != nil {
			return err
		}
		deed = *xid
		if err := tx.Acte(parcours.ActionImport, ""); err != nil {
			return err
		}
		c := parcours.Contrat{SalarieID: s.ID, Type: "cddi", Debut: jour}
		if err := tx.Create(&c); err != nil {
			return err
		}
		return tx.Update(&s)
	})
	in(t, a.DB, a.Aci.Directeur, func(tx *postgres.Tx) error { s.Metier = "Cuisinière"; return tx.Update(&s) })
	in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error {
		lignes, err := tx.ListEcritures(s.ID)
		if err != nil {
			return err
		}
		retour := parcours.Undo(lignes, deed, jour.Time())
		if len(retour.Restes) != 1 || len(retour.Restes[0].Depuis) != 1 || len(retour.Personnes()) != 0 {
			t.Errorf("what stays: %+v", retour.Restes)
		}
		return tx.TakeBack(retour)
	})
	in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error {
		x, err := postgres.Find[parcours.Salarie](tx, "Salarié", s.ID)
		if err != nil {
			return err
		}
		if x.Nom != avant || x.Commune != "" || x.Metier != "Cuisinière" || x.RetireLe != nil || x.Version <= s.Version {
			t.Errorf("now %+v", x)
		}
		cs, err := postgres.List[parcours.Contrat](tx, postgres.By{"salarie_id": s.ID})
		if err != nil || slices.ContainsFunc(cs, func(c parcours.Contrat) bool { return c.Type != "" }) {
			t.Errorf("the contract that it added: %+v, %v", cs, err)
		}
		for mot, want := range map[string]int{avant: 1, "martin": 0, "cuisiniere": 1} {
			_, n, err := both(tx.ListSalaries(postgres.FiltreSalaries{Q: mot, Page: 1, ParPage: 9}))
			if err != nil || n != want {
				t.Errorf("%q finds %d, %v", mot, n, err)
			}
		}
		return nil
	})
}
