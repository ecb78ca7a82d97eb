package app_test

import (
	"slices"
	"strings"
	"testing"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

// hire gives somebody a contract, through the form of the person, and a renewal.
func hire(r *recit) (premier, suivant *parcours.Contrat) {
	s := must[*parcours.FicheSalarie](r.t)(r.FindSalarie(r.t.Context(), r.qui, r.salarie.ID)).Salarie
	s.TypeContrat, s.DateDebutContrat, s.DateFinContrat = "cddi", le2025(1, 6), le2025(6, 30)
	must[int](r.t)(r.UpdateSalarie(r.t.Context(), r.qui, s, ""))
	lu := app.Acknowledge(r.t.Context(), []string{"contrat_deja_fini"}) // we are in 2026
	suivant = must[*parcours.Contrat](r.t)(r.LogContrat(lu, r.qui, r.salarie.ID,
		parcours.Contrat{Type: "cddi", Debut: le2025(7, 1), FinPrevue: le2025(12, 31)}, "clé "+r.salarie.Nom))
	return &r.contrats()[1], suivant
}

func (r *recit) contrats() parcours.Contrats {
	r.t.Helper()
	return must[*parcours.FicheSalarie](r.t)(r.FindSalarie(r.t.Context(), r.qui, r.salarie.ID)).Contrats
}

// A renewal is a row of its own: the contract before stays as it was, and what is dated in
// it is still accepted.
func TestARenewalLeavesTheContractBefore(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	premier, suivant := hire(r)
	if cs := r.contrats(); len(cs) != 2 || cs[0].ID != suivant.ID || premier.Fin() != le2025(6, 30) ||
		premier.Type != "cddi" {
		t.Fatalf("the contracts: %+v", cs)
	}
	again := must[*parcours.Contrat](t)(r.LogContrat(t.Context(), r.qui, r.salarie.ID,
		parcours.Contrat{Type: "cddi", Debut: le2025(7, 1), FinPrevue: le2025(12, 31)}, "clé "+r.salarie.Nom))
	if again.ID != suivant.ID {
		t.Errorf("the same click made contract %d", again.ID)
	}
	_, err := r.LogContrat(t.Context(), r.qui, r.salarie.ID, parcours.Contrat{Debut: le2025(7, 1)}, "")
	if e := wantCode(t, err, parcours.Conflit); e.Champ != "debut" {
		t.Errorf("refused beside %q", e.Champ)
	}
	for jour, want := range map[parcours.Date]parcours.Code{le2025(2, 3): "", le2025(7, 2): "",
		parcours.NewDate(2024, 12, 20): "", parcours.NewDate(2024, 11, 1): parcours.Bloque} {
		s := r.Salarie(t, r.Aci, "Awa", jour.String())
		x := &recit{essai: r.essai, t: t, qui: r.qui, salarie: s}
		hire(x)
		besoin := besoinDeNadia
		besoin.Date, besoin.Acquittes = jour, nil
		_, err := r.IdentifyBesoin(t.Context(), r.qui, s.ID, besoin, "")
		if want == "" && err != nil || want != "" && !parcours.IsCode(err, want) {
			t.Errorf("a need of %s: %v", jour, err)
		}
	}
}

// Somebody leaves in the middle of a training: it is noted, and nothing stops.
func TestSomebodyLeavesInTheMiddle(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	r.to(parcours.EnDeroulement)
	premier, suivant := hire(r)
	fin := parcours.FinContrat{FinReelle: le2025(5, 2), MotifFin: "embauche"}
	c := must[*parcours.Contrat](t)(r.EndContrat(t.Context(), r.qui, r.salarie.ID, premier.ID, fin, ""))
	if c.FinContrat != fin || c.FinPrevue != le2025(6, 30) {
		t.Errorf("the end: %+v", c)
	}
	avant := parcours.FinContrat{FinReelle: le2025(6, 30), MotifFin: "autre"}
	_, err := r.EndContrat(t.Context(), r.qui, r.salarie.ID, suivant.ID, avant, "")
	if e := wantCode(t, err, parcours.Invalide); e.Champ != "fin_reelle" {
		t.Errorf("refused beside %q", e.Champ)
	}
	_, err = r.EndContrat(t.Context(), r.qui, r.Salarie(t, r.Aci, "Awa", "Diallo").ID, premier.ID, fin, "")
	wantCode(t, err, parcours.Introuvable)
	lus := r.pass("terminer", le2025(5, 30), parcours.Saisie{"heures": "105", "evaluation": "reussie",
		"situation": "maintien_meme_siae"})
	if !slices.Contains(lus, "maintien_hors_contrat") {
		t.Errorf("read: %v", lus)
	}
	h := must[*app.HistoriqueLu](t)(r.ListHistoriqueSalarie(t.Context(), r.qui, r.salarie.ID)).Lignes
	if len(h) == 0 || !slices.ContainsFunc(h, func(l parcours.Ecriture) bool {
		return l.NomTable == "contrat" && l.Acte == string(parcours.ActionEndContrat)
	}) {
		t.Error("the history says nothing of it")
	}
}

// Whoever has the form of the person open while a colleague notes the end of the contract
// does not write the former end over it.
func TestAFormOlderThanAContractIsTold(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	vieille := must[*parcours.FicheSalarie](t)(r.FindSalarie(t.Context(), r.qui, r.salarie.ID)).Salarie
	must[*parcours.Contrat](t)(r.LogContrat(t.Context(), r.Aci.Directeur, r.salarie.ID,
		parcours.Contrat{Debut: le2025(1, 6)}, ""))
	vieille.Telephone = "06 22 22 22 22"
	_, err := r.UpdateSalarie(t.Context(), r.qui, vieille, "")
	if lus := said(wantCode(t, err, parcours.Conflit)); !slices.Equal(lus, []string{"Début du contrat : 06/01/2025"}) {
		t.Errorf("told %v", lus)
	}
}

// Forms, patches and imports write the contract; lists show the one of today.
func TestTheContractOfTheMomentIsRead(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	premier, suivant := hire(r)
	jour := r.Aujourdhui()
	must[*parcours.Contrat](t)(r.LogContrat(t.Context(), r.qui, r.salarie.ID,
		parcours.Contrat{Type: "cddu", Debut: jour, FinPrevue: jour}, ""))
	lire := func() parcours.LigneSalarie {
		presents := app.FiltreSalaries{Contrat: app.ContratPresent}
		return must[*app.PageSalaries](t)(r.ListSalaries(t.Context(), r.qui, presents)).Lignes[0]
	}
	if l := lire(); l.TypeContrat != "cddu" || l.DateDebutContrat != jour || l.DateFinContrat != jour {
		t.Errorf("the list shows %+v", l)
	}
	fin := jour.AddDays(60)
	patch := func(change func(*parcours.Salarie)) error {
		return r.PatchSalarie(t.Context(), r.qui, r.salarie.ID, 0, change, nil)
	}
	r.must(patch(func(s *parcours.Salarie) { s.DateFinContrat = fin }))
	cs := r.contrats()
	if l := lire(); l.DateFinContrat != fin || cs[0].FinPrevue != fin || cs[1].Fin() != suivant.Fin() ||
		cs[2].Fin() != premier.Fin() {
		t.Errorf("after the patch: %+v, %+v", l, cs)
	}
	e := wantCode(t, patch(func(s *parcours.Salarie) { s.DateDebutContrat = premier.Debut }), parcours.Conflit)
	if e.Champ != "date_debut_contrat" {
		t.Errorf("refused beside %q", e.Champ)
	}
}

// An import creates the contract of each person as a row.
func TestAnImportWritesTheContract(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	p := must[*app.Apercu](t)(e.PreviewImport(t.Context(), e.Aci.Cip, "liste.csv", []byte("Nom;Prénom;Date de naissance;"+
		"Type de contrat;Début du contrat;Fin du contrat\nPetit;Léa;12/05/1990;CDDI;01/09/2025;31/08/2026\n"+
		"Roux;Karim;13/05/1990;;;\n"), ""))
	fait := must[*app.Apercu](t)(e.ValidateImport(t.Context(), e.Aci.Cip, p.ID))
	if fait.Crees != 2 {
		t.Fatalf("%d created: %+v", fait.Crees, fait.Verdicts)
	}
	for i, want := range []string{"01/09/2025 – 31/08/2026", ""} {
		cs := must[*parcours.FicheSalarie](t)(e.FindSalarie(t.Context(), e.Aci.Cip, fait.Verdicts[i].SalarieID)).Contrats
		if lu := len(cs); lu != len(strings.Fields(want))/3 || lu == 1 && (cs[0].Dates() != want || cs[0].Type != "cddi") {
			t.Errorf("row %d: %+v", i, cs)
		}
	}
}
