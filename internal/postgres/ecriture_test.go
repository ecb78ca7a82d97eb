package postgres_test

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// courrier is a thing that nothing in this package knows.
type courrier struct {
	ID       int64
	SiaeID   int64
	Objet    string
	RecuLe   parcours.Date
	Version  int
	AuteurID int64
	CreeLe   time.Time `gorm:"default:now()"`
	MajLe    time.Time `gorm:"default:now()"`
}

// TestATableAddedLaterNeedsNoCodeHere: its migration and its struct are enough to
// list, find, create, update and delete its rows, behind the wall.
func TestATableAddedLaterNeedsNoCodeHere(t *testing.T) {
	t.Parallel()
	a := newAffaire(t)
	query[struct{ X string }](t, a.URL, `CREATE TABLE courrier (id bigint GENERATED ALWAYS AS IDENTITY, siae_id bigint NOT NULL REFERENCES siae,
		objet text NOT NULL, recu_le date, version int NOT NULL, auteur_id bigint NOT NULL, cree_le timestamptz NOT NULL DEFAULT now(),
		maj_le timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (siae_id, id))`)
	query[struct{ X string }](t, a.URL, `SELECT cloisonner('courrier')::text`)
	vieux, neuf := courrier{Objet: "Devis", RecuLe: jour}, courrier{Objet: "Convention", RecuLe: jour.AddDays(1)}
	in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error { return join2(tx.Create(&vieux), tx.Create(&neuf)) })
	if vieux.ID == 0 || vieux.Version != 1 || vieux.AuteurID != a.Aci.Cip.UtilisateurID || vieux.SiaeID != a.Aci.Siae.ID {
		t.Errorf("created %+v", vieux)
	}
	perdue := vieux
	objets := func(by postgres.By, ordre ...string) (objets []string) {
		in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error {
			lus, err := postgres.List[courrier](tx, by, ordre...)
			for _, l := range lus {
				objets = append(objets, l.Objet)
			}
			return err
		})
		return objets
	}
	in(t, a.DB, a.Aci.Directeur, func(tx *postgres.Tx) error {
		lu, err := postgres.Find[courrier](tx, "Courrier", vieux.ID)
		if err != nil {
			return err
		}
		lu.Objet, lu.AuteurID = "Devis signé", lu.AuteurID+1
		return tx.Update(lu)
	})
	for _, c := range []struct {
		by    postgres.By
		ordre []string
		veut  []string
	}{
		{nil, nil, []string{"Devis signé", "Convention"}},
		{nil, []string{"-recu_le"}, []string{"Convention", "Devis signé"}},
		{nil, []string{"objet"}, []string{"Convention", "Devis signé"}},
		{postgres.By{"recu_le": jour, "auteur_id": a.Aci.Cip.UtilisateurID}, nil, []string{"Devis signé"}},
		{postgres.By{"objet": "' OR true --"}, nil, nil},
	} {
		if lus := objets(c.by, c.ordre...); !reflect.DeepEqual(lus, c.veut) {
			t.Errorf("by %v, %v: read %q, want %q", c.by, c.ordre, lus, c.veut)
		}
	}
	stale := func(tx *postgres.Tx) error { return tx.Update(&perdue) }
	if err := a.DB.InSiae(t.Context(), a.Aci.Cip, stale); !parcours.IsCode(err, parcours.Conflit) {
		t.Errorf("an old version was written: %v", err)
	}
	for nom, essai := range map[string]func(tx *postgres.Tx) error{
		"Find":   func(tx *postgres.Tx) error { _, err := postgres.Find[courrier](tx, "Courrier", neuf.ID); return err },
		"Update": func(tx *postgres.Tx) error { c := neuf; return tx.Update(&c) },
		"Delete": func(tx *postgres.Tx) error { return tx.Delete(&neuf) },
	} {
		if err := a.DB.InSiae(t.Context(), a.Etti.Directeur, essai); parcours.ErreursOf(err) == nil {
			t.Errorf("%s by another SIAE: %v", nom, err)
		}
	}
	in(t, a.DB, a.Etti.Directeur, func(tx *postgres.Tx) error {
		lus, err := postgres.List[courrier](tx, nil)
		return shows(lus, err)
	})
	in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error { return tx.Delete(&neuf) })
	if lus := objets(nil); len(lus) != 1 {
		t.Errorf("%q are left", lus)
	}
}

// TestOnlyColumnsReachAQuery: what is no column of the struct is a fault of the program.
func TestOnlyColumnsReachAQuery(t *testing.T) {
	t.Parallel()
	a := newAffaire(t)
	in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error {
		for _, faux := range []func(){
			func() { _, _ = postgres.List[parcours.Frein](tx, postgres.By{"1 = 1 OR code": "x"}) },
			func() { _, _ = postgres.List[parcours.Frein](tx, nil, "code; DROP TABLE frein") },
		} {
			func() {
				defer func() {
					if recover() == nil {
						t.Error("a column that does not exist was sent")
					}
				}()
				faux()
			}()
		}
		return nil
	})
}

// TestAStaleRowKeepsTheWholeDeedOut: the end of a deed leaves with its last writes. What
// finds its row changed takes back what was queued before it, and behind it.
func TestAStaleRowKeepsTheWholeDeedOut(t *testing.T) {
	t.Parallel()
	a := newAffaire(t)
	lue := a.read(t).Salarie
	in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error { // a colleague is faster
		autre := lue
		autre.Commune = "Albert"
		return tx.Update(&autre)
	})
	acte := postgres.Acte{Action: parcours.ActionUpdateSalarie, Salarie: lue.ID, Cle: "une fois", Le: time.Unix(0, 0)}
	err := a.DB.Act(t.Context(), a.Aci.Cip, acte, func(tx *postgres.Tx) error {
		if _, _, err := tx.Load(acte); err != nil {
			return err
		}
		lue.Commune = "Amiens"
		avant := a.suivi(a.dossier.Parcours.DateBesoin, parcours.Date{}, "Queued before.")
		apres := a.suivi(a.dossier.Parcours.DateBesoin, parcours.Date{}, "Queued behind.")
		return errors.Join(tx.CreateSuivi(avant), tx.Update(&lue), tx.CreateSuivi(apres), tx.Keep(acte))
	})
	if !parcours.IsCode(err, parcours.Conflit) {
		t.Errorf("refused by %v", err)
	}
	d := a.read(t)
	if d.Salarie.Commune != "Albert" || len(d.Suivis) != len(a.dossier.Suivis) {
		t.Errorf("something was kept: %s, %d follow-ups", d.Salarie.Commune, len(d.Suivis))
	}
	in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error {
		_, deja, err := tx.Load(acte)
		if deja {
			t.Error("its key was kept")
		}
		return err
	})
}

// TestNothingIsAskedAfterTheEndOfADeed: it would be outside the transaction, and its walls.
func TestNothingIsAskedAfterTheEndOfADeed(t *testing.T) {
	t.Parallel()
	a := newAffaire(t)
	acte := postgres.Acte{Action: parcours.ActionLogSuivi, Parcours: a.id, Le: time.Unix(0, 0)}
	err := a.DB.Act(t.Context(), a.Aci.Cip, acte, func(tx *postgres.Tx) error {
		if _, _, err := tx.Load(acte); err != nil {
			return err
		}
		if err := errors.Join(tx.CreateSuivi(a.suivi(a.dossier.Parcours.DateBesoin, parcours.Date{}, "Kept.")), tx.Keep(acte)); err != nil {
			return err
		}
		if _, err := tx.FindDossier(a.id); err == nil {
			t.Error("a file was read after the end")
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	if n := len(a.read(t).Suivis); n != len(a.dossier.Suivis)+1 {
		t.Errorf("%d follow-ups", n)
	}
}
