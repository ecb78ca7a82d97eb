package postgres_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// ecritsGuide is what the ACI wrote about the guide.
type ecritsGuide struct {
	ajout       parcours.GuideAjout
	signalement parcours.GuideSignalement
	note        parcours.NoteTerritoire
}

func newEcritsGuide() ecritsGuide {
	return ecritsGuide{
		ajout:       parcours.GuideAjout{Donnees: []byte(`{"titre":"Garage solidaire"}`), CreeLe: time.Unix(0, 0), MajLe: time.Unix(0, 0)},
		signalement: parcours.GuideSignalement{Item: "RES-02", Genre: "perime", Motif: "Lien mort", Date: jour, CreeLe: time.Unix(0, 0)},
		note:        parcours.NoteTerritoire{Rubrique: "besoins", Texte: "Le bâtiment recrute."},
	}
}

func (e *ecritsGuide) write(tx *postgres.Tx) error {
	return join2(tx.Create(&e.ajout), join2(tx.SaveGuideSignalement(&e.signalement), tx.SaveNoteTerritoire(&e.note)))
}

func essaisGuide(a *affaire) map[string]essaiCloison {
	return map[string]essaiCloison{
		"FindGuideSiaeKey": {"", func(tx *postgres.Tx) error {
			g, err := tx.ListGuideSiae()
			if err != nil {
				return err
			}
			versions := 0
			for _, x := range g.Ajouts {
				versions += x.Version
			}
			var cle string
			tx.FindGuideSiaeKey(&cle)
			err = tx.Flush()
			return shows(!strings.HasPrefix(cle, fmt.Sprintf("%d.%d.", versions, len(g.Signalements))), err)
		}},
		"ListGuideSiae": {"", func(tx *postgres.Tx) error {
			g, err := tx.ListGuideSiae()
			if err == nil && (len(g.Noms) != 4 || g.Noms[a.Aci.Cip.UtilisateurID] != "") {
				return shows(g.Noms, nil)
			}
			for _, x := range g.Ajouts {
				err = join2(err, shows(x.SiaeID == a.Aci.Siae.ID, nil))
			}
			for _, x := range g.Signalements {
				err = join2(err, shows(x.SiaeID == a.Aci.Siae.ID, nil))
			}
			for _, x := range g.Notes {
				err = join2(err, shows(x.SiaeID == a.Aci.Siae.ID, nil))
			}
			return err
		}},
		"Create:ajout": {"", func(tx *postgres.Tx) error {
			x := newEcritsGuide().ajout
			x.SiaeID = a.Aci.Siae.ID
			return tx.Create(&x) // hers, whatever it says
		}},
		"Find:ajout": {parcours.Introuvable, func(tx *postgres.Tx) error {
			_, err := postgres.Find[parcours.GuideAjout](tx, "Ajout", a.guide.ajout.ID)
			return err
		}},
		"Update:ajout": {parcours.Conflit, func(tx *postgres.Tx) error { c := a.guide.ajout; c.RetireLe = jour; return tx.Update(&c) }},
		"SaveGuideSignalement": {"", func(tx *postgres.Tx) error {
			x := newEcritsGuide().signalement
			x.SiaeID = a.Aci.Siae.ID
			return tx.SaveGuideSignalement(&x)
		}},
		"LiftGuideSignalement": {parcours.Introuvable, func(tx *postgres.Tx) error { return tx.LiftGuideSignalement(a.guide.signalement.ID, jour) }},
		"SaveNoteTerritoire":   {parcours.Conflit, func(tx *postgres.Tx) error { c := a.guide.note; return tx.SaveNoteTerritoire(&c) }},
		"SaveNoteTerritoire:new": {"", func(tx *postgres.Tx) error {
			n := newEcritsGuide().note
			n.Rubrique = "acteurs"
			return tx.SaveNoteTerritoire(&n)
		}},
		"Update:siae": {parcours.Conflit, func(tx *postgres.Tx) error {
			s := a.Aci.Siae
			s.Territoires, s.Version = []string{"amiens"}, 99 // hers, whatever the id
			return tx.Update(&s, "territoires")
		}},
	}
}

func TestTheKeyOfAGuideChangesWithEveryChange(t *testing.T) {
	t.Parallel()
	a := newAffaire(t)
	key := func() (cle string) {
		in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error { tx.FindGuideSiaeKey(&cle); return tx.Flush() })
		return cle
	}
	cles := []string{key()}
	e := newEcritsGuide()
	for i, change := range []func(tx *postgres.Tx) error{
		func(tx *postgres.Tx) error { return tx.Create(&e.ajout) },
		func(tx *postgres.Tx) error { e.ajout.RetireLe = jour; return tx.Update(&e.ajout) },
		func(tx *postgres.Tx) error { return tx.SaveGuideSignalement(&e.signalement) }, // replaces
		func(tx *postgres.Tx) error { return tx.LiftGuideSignalement(e.signalement.ID, jour) },
	} {
		in(t, a.DB, a.Aci.Directeur, change)
		if cle := key(); slices.Contains(cles, cle) {
			t.Errorf("change %d: key %s came before", i, cle)
		} else {
			cles = append(cles, cle)
		}
	}
	in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error { return tx.LiftGuideSignalement(e.signalement.ID, jour) })
	if key() != cles[len(cles)-1] {
		t.Error("taking back twice is a change")
	}
	in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error {
		g, err := tx.ListGuideSiae()
		if err != nil {
			return err
		}
		if len(g.Ajouts) != 2 || g.Ajouts[1].RetireLe != jour || g.Ajouts[1].MajPar != a.Aci.Directeur.UtilisateurID {
			t.Errorf("additions: %+v", g.Ajouts)
		}
		if len(g.Signalements) != 2 || g.Signalements[0].LeveLe.IsZero() || *g.Signalements[0].LevePar != a.Aci.Directeur.UtilisateurID {
			t.Errorf("the former report was not replaced: %+v", g.Signalements)
		}
		return nil
	})
}

func TestNotesKeepTheFasterOne(t *testing.T) {
	t.Parallel()
	a := newAffaire(t)
	in(t, a.DB, a.Aci.Directeur, func(tx *postgres.Tx) error {
		n := a.guide.note
		n.Texte = "La logistique aussi."
		return tx.SaveNoteTerritoire(&n)
	})
	for nom, note := range map[string]parcours.NoteTerritoire{"old": {Rubrique: "besoins", Version: 1}, "first": {Rubrique: "besoins"}} {
		err := a.DB.InSiae(t.Context(), a.Aci.Cip, func(tx *postgres.Tx) error { return tx.SaveNoteTerritoire(&note) })
		if !parcours.IsCode(err, parcours.Conflit) {
			t.Errorf("%s: %v", nom, err)
		}
	}
}
