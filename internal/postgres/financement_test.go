package postgres_test

import (
	"testing"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

func essaisFinancement(a *affaire) map[string]essaiCloison {
	ligne := a.dossier.Financements[0]
	create := func(siaeID int64) func(*postgres.Tx) error {
		return func(tx *postgres.Tx) error {
			f := a.financement("prf", ligne.TentativeID)
			f.SiaeID = siaeID
			return tx.CreateFinancement(f)
		}
	}
	return map[string]essaiCloison{
		"CreateFinancement":        {refus, create(a.Etti.Siae.ID)},
		"CreateFinancement:forged": {refus, create(a.Aci.Siae.ID)},
		"Update:financement": {parcours.Conflit, func(tx *postgres.Tx) error {
			f := ligne
			f.Etat = "accorde"
			return tx.Update(&f)
		}},
		"DeleteFinancement": {parcours.Introuvable, func(tx *postgres.Tx) error { f := ligne; return tx.DeleteFinancement(&f) }},
		"Update:piece": {parcours.Introuvable, func(tx *postgres.Tx) error {
			p := ligne.Pieces[0]
			p.FournieLe = jour
			return tx.Update(&p)
		}},
		"Delete:financement": {parcours.Introuvable, func(tx *postgres.Tx) error { f := ligne; return tx.Delete(&f) }},
	}
}

func TestALineOfThePlanBringsItsPapers(t *testing.T) {
	t.Parallel()
	a := newAffaire(t)
	tentative := a.dossier.Tentatives[0].ID
	for dispositif, veut := range map[string]int{"opco_pdc": 3, "prf": 2, "fonds_propres": 0, "sans_cout": 0} {
		f := a.financement(dispositif, tentative)
		in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error { return tx.CreateFinancement(f) })
		if len(f.Pieces) != veut || f.ID == 0 {
			t.Errorf("%s: %d papers, want %d", dispositif, len(f.Pieces), veut)
		}
		in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error { return tx.DeleteFinancement(f) })
	}
	if d := a.read(t); len(d.Financements) != 1 || len(d.Pieces) != 4 {
		t.Errorf("%d lines and %d papers are left, want those of the beginning", len(d.Financements), len(d.Pieces))
	}
}

func TestAnAnswerIsWrittenAndOthersLeftAlone(t *testing.T) {
	t.Parallel()
	a := newAffaire(t)
	f := a.dossier.Financements[0]
	f.Etat, f.MontantAccorde, f.DateDepot, f.DateReponse, f.MotifRefus = "partiel", 90000, jour.AddDays(-9), jour, "Plafond"
	in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error { return tx.Update(&f) })
	lu := a.read(t).Financements[0]
	if lu.Etat != "partiel" || lu.MontantAccorde != 90000 || lu.DateReponse != jour || lu.MotifRefus != "Plafond" {
		t.Errorf("read %+v", lu)
	}
	// The same line under another parcours of the same SIAE is not there.
	autre := newDossier(a.Aci, a.salarie.ID, "Cariste")
	in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error { return tx.CreateDossier(autre) })
	f.ParcoursID = autre.Parcours.ID
	if err := a.DB.InSiae(t.Context(), a.Aci.Cip, func(tx *postgres.Tx) error { return tx.Update(&f) }); !parcours.IsCode(err,
		parcours.Conflit) {
		t.Errorf("update through another parcours: %v", err)
	}
	for nom, essai := range map[string]func(*postgres.Tx) error{
		"delete": func(tx *postgres.Tx) error { g := f; return tx.DeleteFinancement(&g) },
		"piece": func(tx *postgres.Tx) error {
			p := lu.Pieces[0]
			p.ParcoursID = autre.Parcours.ID
			return tx.Update(&p)
		},
	} {
		if err := a.DB.InSiae(t.Context(), a.Aci.Cip, essai); !parcours.IsCode(err, parcours.Introuvable) {
			t.Errorf("%s through another parcours: %v", nom, err)
		}
	}
	if d := a.read(t); len(d.Financements[0].Pieces) != 4 {
		t.Error("a refused removal took the papers away")
	}
}

func TestAPaperIsTickedAndUnticked(t *testing.T) {
	t.Parallel()
	a := newAffaire(t)
	piece := a.dossier.Pieces[0]
	for _, le := range []parcours.Date{jour, {}} {
		piece.FournieLe = le
		in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error { return tx.Update(&piece) })
		if lu := a.read(t).Financements[0].Pieces[0]; lu.FournieLe != le {
			t.Errorf("provided on %q, want %q", lu.FournieLe, le)
		}
	}
}

// TestAnAnswerToAGoodPracticeReplacesTheOneBefore: one row, and a history.
func TestAnAnswerToAGoodPracticeReplacesTheOneBefore(t *testing.T) {
	t.Parallel()
	a := newAffaire(t)
	s := a.dossier.Securisations[0]
	s.ID, s.Reponse, s.Date = 0, "sans_objet", parcours.Date{}
	in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error { return tx.SaveSecurisation(&s) })
	if lu := a.read(t).Securisations; len(lu) != 1 || lu[0].Reponse != "sans_objet" || !lu[0].Date.IsZero() {
		t.Errorf("read %+v", lu)
	}
	in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error {
		lignes, err := tx.ListHistorique(a.id)
		if l := lignes[0]; l.NomTable != "securisation" || l.Avant == nil || l.Apres == nil {
			t.Errorf("the history says %+v", l)
		}
		return err
	})
}

// TestAPassageMayAgreeToALineOfThePlan: the directeur who plans an entry
// commits the SIAE's own money in the same breath.
func TestAPassageMayAgreeToALineOfThePlan(t *testing.T) {
	t.Parallel()
	a := newAffaire(t)
	in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error {
		return tx.CreateFinancement(a.financement("fonds_propres", a.dossier.Tentatives[0].ID))
	})
	avant := a.read(t)
	apres := avant.Clone()
	apres.Parcours.Version++
	apres.Financements[1].AgreeFondsPropres(jour)
	in(t, a.DB, a.Aci.Directeur, func(tx *postgres.Tx) error { return tx.SavePassage(avant, apres) })
	if fs := a.read(t).Financements; !fs[1].AccordDirecteur || fs[1].Accorde() != 120000 || fs[0].AccordDirecteur || fs[0].Etat != "prevu" {
		t.Errorf("read %+v", fs)
	}
}
