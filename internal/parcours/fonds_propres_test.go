package parcours

import (
	"slices"
	"testing"
)

// aPlanOf stands in financement, paid by one granted funder and a line of the
// SIAE's own money.
func aPlanOf(t *testing.T, etat string) *Dossier {
	t.Helper()
	d := in(EnFinancement)(t)
	d.Financements = append(slices.Clone(d.Financements),
		Financement{ID: 2, Dispositif: "fonds_propres", Etat: etat, MontantDemande: 300_00})
	return d
}

func planEntryAs(t *testing.T, d *Dossier, qui Identite) (*Dossier, error) {
	t.Helper()
	p := nominalOf(t, "planifier_entree")
	return Apply(d, Demande{Transition: "planifier_entree", Version: d.Parcours.Version, Date: p.date, Champs: p.saisie,
		Acquittes: []string{"accorde_superieur"}}, qui, lundi, neufHeures)
}

func TestTheDirecteurDoesNotAgreeToWhatHeRefused(t *testing.T) {
	d := aPlanOf(t, "refuse")
	apres, err := planEntryAs(t, d, directeur)
	if err != nil {
		t.Fatal(err)
	}
	if f := apres.Financements[1]; f.AccordDirecteur || f.Etat != "refuse" {
		t.Errorf("the refused line became %+v", f)
	}
	if got := d.Accorde(true); got != 1200_00 {
		t.Errorf("counts %d on a plan where 1200 € are granted", got)
	}
	d.Financements = d.Financements[1:]
	if _, err := planEntryAs(t, d, directeur); err == nil {
		t.Error("an entry was planned on refused money alone")
	}
}

func TestUndoingTheEntryTakesBackTheDirecteursWord(t *testing.T) {
	d := aPlanOf(t, "prevu")
	planifie, err := planEntryAs(t, d, directeur)
	if err != nil {
		t.Fatal(err)
	}
	if !planifie.Financements[1].AccordDirecteur {
		t.Fatal("planning the entry did not agree to the money")
	}
	defait, err := Rectify(planifie, planifie.Parcours.Version, "Mauvaise date.", directeur, lundi, neufHeures)
	if err != nil {
		t.Fatal(err)
	}
	if f, avant := defait.Financements[1], d.Financements[1]; f.AccordDirecteur || f.Etat != avant.Etat ||
		f.MontantAccorde != 0 || !f.DateReponse.IsZero() {
		t.Errorf("the line was %+v, and is %+v once undone", avant, f)
	}
	if f := planifie.Financements[0]; f.Etat != defait.Financements[0].Etat {
		t.Errorf("undoing changed the other line: %+v", defait.Financements[0])
	}
}
