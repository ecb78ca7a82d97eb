package app_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"parcours.example/internal/app"
	"parcours.example/internal/importation"
	"parcours.example/internal/parcours"
)

// newDouble is a story where Nadia was created twice: x.karim is her other file, with a
// parcours of its own, a frein of the same kind and a contract of the same day.
func newDouble(t *testing.T) *deuxPersonnes {
	t.Helper()
	x := newDeuxPersonnes(t)
	for _, id := range []int64{x.salarie.ID, x.karim.ID} {
		must[*parcours.Contrat](t)(x.LogContrat(t.Context(), x.qui, id, parcours.Contrat{Debut: le2025(1, 6)}, ""))
	}
	must[*parcours.Contrat](t)(x.LogContrat(t.Context(), x.qui, x.karim.ID, parcours.Contrat{Debut: le2025(9, 1)}, ""))
	for _, code := range []string{"mobilite", "logement"} {
		must[*parcours.Frein](t)(x.AddFrein(t.Context(), x.qui, x.karim.ID, parcours.Frein{Code: code}, ""))
	}
	must[*parcours.Observation](t)(x.LogObservation(t.Context(), x.qui, x.karim.ID,
		parcours.Observation{Theme: "presence", Niveau: "bien", Texte: "À l'heure."}, ""))
	x.log("Du double", x.autre, aujourdhui, aujourdhui.AddDays(2))
	return x
}

func (x *deuxPersonnes) reunion(champs map[string][]string) parcours.Reunion {
	return parcours.Reunion{Avec: x.karim.ID, Champs: champs, Motif: "Créée deux fois."}
}

func (x *deuxPersonnes) personne(id int64) *parcours.FicheSalarie {
	x.t.Helper()
	return must[*parcours.FicheSalarie](x.t)(x.FindSalarie(x.t.Context(), x.qui, id))
}

// TestTwoFilesOfOnePersonBecomeOneAndAreTakenApart, exactly.
func TestTwoFilesOfOnePersonBecomeOneAndAreTakenApart(t *testing.T) {
	t.Parallel()
	x := newDouble(t)
	avant, avantLa := x.personne(x.salarie.ID), x.personne(x.karim.ID)
	r := x.reunion(map[string][]string{"prenom": {"Nadia Karima"}, "telephone": {"06 12 34 56 78"}, "commune": {"Albert"}})
	fait := must[*parcours.Rapprochement](t)(x.MergeSalarie(t.Context(), x.qui, x.salarie.ID, r, avant.Version, avantLa.Version, "clé"))
	f := x.personne(x.salarie.ID)
	if f.Prenom != "Nadia Karima" || f.Nom != avant.Nom || f.Commune != "Albert" || len(f.Contrats) != 2 || len(f.Freins) != 2 ||
		len(f.Observations) != 1 || len(f.Parcours) != 2 || len(fait.Retires["contrat"]) != 1 || len(fait.Retires["frein"]) != 1 {
		t.Errorf("one file: %+v\n%+v", f, fait)
	}
	_, err := x.FindSalarie(t.Context(), x.qui, x.karim.ID)
	if e := wantCode(t, err, parcours.Introuvable); e.Ailleurs != x.salarie.ID {
		t.Errorf("the other one leads to %d", e.Ailleurs)
	}
	_, err = x.LogContrat(t.Context(), x.qui, x.karim.ID, parcours.Contrat{Debut: aujourdhui}, "")
	wantCode(t, err, parcours.Introuvable)
	if p := must[*app.PageSalaries](t)(x.ListSalaries(t.Context(), x.qui, app.FiltreSalaries{})); p.Total != 1 {
		t.Errorf("%d people in the list", p.Total)
	}
	for _, cle := range []string{"clé", "", "autre"} {
		encore := must[*parcours.Rapprochement](t)(x.MergeSalarie(t.Context(), x.qui, x.salarie.ID, r, 0, 0, cle))
		if encore.ID != fait.ID {
			t.Errorf("again with %q: %+v", cle, encore)
		}
	}
	x.tells(x.titres(x.ListHistoriqueSalarie(t.Context(), x.qui, x.salarie.ID)), "Observation ajoutée")
	if _, ecarts, err := x.ReadEcheances(t.Context()); err != nil || ecarts != 0 {
		t.Errorf("%d deadlines were not kept so (%v)", ecarts, err)
	}

	// Since then, a field changed again and a frein was added; a suivi went on the parcours.
	change := f.Salarie
	change.Commune = "Corbie"
	must[int](t)(x.UpdateSalarie(t.Context(), x.qui, change, ""))
	must[*parcours.Frein](t)(x.AddFrein(t.Context(), x.qui, x.salarie.ID, parcours.Frein{Code: parcours.FreinSante}, ""))
	x.log("Depuis", x.autre, aujourdhui, parcours.Date{})
	_, _, err = x.SeparateSalarie(t.Context(), x.qui, x.salarie.ID, 0, " ")
	wantCode(t, err, parcours.Invalide)
	_, restes, err := x.SeparateSalarie(t.Context(), x.qui, x.salarie.ID, 0, "Deux sœurs.")
	if err != nil || len(restes) != 1 || restes[0].Code != "commune" {
		t.Fatalf("what keeps its value: %v (%v)", restes, err)
	}
	ici, la := x.personne(x.salarie.ID), x.personne(x.karim.ID)
	if ici.Prenom != avant.Prenom || ici.Telephone != avant.Telephone || ici.Commune != "Corbie" || len(ici.Contrats) != len(avant.Contrats) ||
		len(ici.Freins) != len(avant.Freins)+1 || len(ici.Parcours) != 1 || len(ici.Observations) != 0 {
		t.Errorf("apart, the one that stayed: %+v", ici)
	}
	if la.Nom != avantLa.Nom || len(la.Contrats) != len(avantLa.Contrats) || len(la.Freins) != len(avantLa.Freins) ||
		len(la.Observations) != len(avantLa.Observations) || len(la.Parcours) != 1 || la.Parcours[0].ID != x.autre {
		t.Errorf("apart, the other one: %+v", la)
	}
	if _, suivi := x.suivis(x.autre)["Depuis"]; !suivi {
		t.Error("what was written since does not follow its parcours")
	}
	if _, ecarts, err := x.ReadEcheances(t.Context()); err != nil || ecarts != 0 {
		t.Errorf("%d deadlines were not kept so (%v)", ecarts, err)
	}
	_, _, err = x.SeparateSalarie(t.Context(), x.qui, x.salarie.ID, 0, "Encore.")
	wantCode(t, err, parcours.Bloque)
	// And once more, until it is too late.
	must[*parcours.Rapprochement](t)(x.MergeSalarie(t.Context(), x.qui, x.salarie.ID, x.reunion(nil), 0, 0, ""))
	x.horloge.advance(parcours.DelaiSeparation + time.Hour)
	_, _, err = x.SeparateSalarie(t.Context(), x.qui, x.salarie.ID, 0, "Trop tard.")
	wantCode(t, err, parcours.Bloque)
}

// TestWhoMakesOneFileOfTwo, and which ones.
func TestWhoMakesOneFileOfTwo(t *testing.T) {
	t.Parallel()
	x := newDouble(t)
	merge := func(qui parcours.Identite, id, avec int64, change func(*parcours.Reunion)) error {
		r := parcours.Reunion{Avec: avec, Motif: "Créée deux fois."}
		if change != nil {
			change(&r)
		}
		_, err := x.MergeSalarie(t.Context(), qui, id, r, 0, 0, "")
		return err
	}
	say := func(champ, valeur string) func(*parcours.Reunion) {
		return func(r *parcours.Reunion) { r.Champs = map[string][]string{champ: {valeur}} }
	}
	ici, la := x.salarie.ID, x.karim.ID
	chezEux := x.Salarie(t, x.Etti, "Ailleurs", "Autre").ID
	_, perime := x.MergeSalarie(t.Context(), x.qui, ici, x.reunion(nil), 0, 99, "")
	for nom, c := range map[string]struct {
		err  error
		code parcours.Code
	}{
		"themself":           {merge(x.qui, ici, ici, nil), parcours.Bloque},
		"nobody":             {merge(x.qui, ici, 0, nil), parcours.Invalide},
		"another SIAE":       {merge(x.qui, ici, chezEux, nil), parcours.Introuvable},
		"from another SIAE":  {merge(x.Etti.Directeur, ici, chezEux, nil), parcours.Introuvable},
		"another CIP":        {merge(x.DoubleAci, ici, la, nil), parcours.Interdit},
		"an encadrant":       {merge(x.Aci.Encadrant, ici, la, nil), parcours.Interdit},
		"no reason":          {merge(x.qui, ici, la, func(r *parcours.Reunion) { r.Motif = "" }), parcours.Invalide},
		"a field of no one":  {merge(x.qui, ici, la, say("gele", "oui")), parcours.Invalide},
		"an empty name":      {merge(x.qui, ici, la, say("nom", "")), parcours.Invalide},
		"an old page of one": {perime, parcours.Conflit},
	} {
		t.Run(nom, func(t *testing.T) { wantCode(t, c.err, c.code) })
	}
	freeze(t, x.essai, la)
	wantCode(t, merge(x.Aci.Directeur, ici, la, nil), parcours.Conflit)
}

// TestTwoPeopleMergeAtOnce: each way round, one of them does.
func TestTwoPeopleMergeAtOnce(t *testing.T) {
	t.Parallel()
	x := newDouble(t)
	ids := []int64{x.salarie.ID, x.karim.ID}
	errs := together(4, func(i int) error {
		_, err := x.MergeSalarie(context.Background(), x.Aci.Directeur, ids[i%2], parcours.Reunion{Avec: ids[1-i%2], Motif: "Double."}, 0, 0, "")
		return err
	})
	faits := slices.DeleteFunc(errs, func(err error) bool { return err != nil })
	if len(faits) != 2 { // the same way round twice does it once, and answers alike
		t.Errorf("%d of four were done", len(faits))
	}
}

// TestWhoWasTakenInIsKnownToImports: a row that names them, and somebody who is added by
// hand, lead to the file that stays; to their own once they are apart.
func TestWhoWasTakenInIsKnownToImports(t *testing.T) {
	t.Parallel()
	x := newDouble(t)
	karim := x.personne(x.karim.ID).Salarie
	karim.DateNaissance = parcours.NewDate(1990, time.May, 12)
	must[int](t)(x.UpdateSalarie(t.Context(), x.qui, karim, ""))
	trois := x.Salarie(t, x.Aci, "Nadia", "Troisième")
	fichier := []byte("Nom;Prénom;Date de naissance\n" + karim.Nom + ";" + karim.Prenom + ";12/05/1990\n")
	leadsTo := func(quand string, id int64) {
		t.Helper()
		p := must[*app.Apercu](t)(x.PreviewImport(t.Context(), x.qui, "l.csv", fichier, ""))
		if v := p.Verdicts[0]; v.Code != importation.DejaPresent || v.SalarieID != id {
			t.Errorf("%s: %+v, want %d", quand, v, id)
		}
		_, err := x.CreateSalarie(t.Context(), x.qui, parcours.Salarie{Nom: karim.Nom, Prenom: karim.Prenom}, "")
		if doutes := parcours.ErreursOf(err)[0].AAcquitter; len(doutes) != 1 || doutes[0].Lien != fmt.Sprintf("/salaries/%d", id) {
			t.Errorf("%s, added by hand: %v", quand, doutes)
		}
	}
	leadsTo("before", karim.ID)
	must[*parcours.Rapprochement](t)(x.MergeSalarie(t.Context(), x.Aci.Directeur, x.salarie.ID, x.reunion(nil), 0, 0, ""))
	leadsTo("made one", x.salarie.ID)
	r := parcours.Reunion{Avec: x.salarie.ID, Motif: "Une troisième fois."}
	must[*parcours.Rapprochement](t)(x.MergeSalarie(t.Context(), x.Aci.Directeur, trois.ID, r, 0, 0, ""))
	leadsTo("made one twice over", trois.ID)
	for _, id := range []int64{trois.ID, x.salarie.ID} {
		if _, _, err := x.SeparateSalarie(t.Context(), x.Aci.Directeur, id, 0, "Deux sœurs."); err != nil {
			t.Fatal(err)
		}
	}
	leadsTo("apart", karim.ID)
}

// TestSeparatingTwiceSeparatesOnce: the second click names the same reunion; the history of a chain is whole.
func TestSeparatingTwiceSeparatesOnce(t *testing.T) {
	t.Parallel()
	x := newDouble(t)
	ctx, dir, trois := t.Context(), x.Aci.Directeur, x.Salarie(t, x.Aci, "Nadia", "Troisième")
	premiere := must[*parcours.Rapprochement](t)(x.MergeSalarie(ctx, dir, x.salarie.ID, x.reunion(nil), 0, 0, ""))
	seconde := must[*parcours.Rapprochement](t)(x.MergeSalarie(ctx, dir, x.salarie.ID,
		parcours.Reunion{Avec: trois.ID, Motif: "Doublon."}, 0, 0, ""))
	for range 2 {
		if _, _, err := x.SeparateSalarie(ctx, dir, x.salarie.ID, seconde.ID, "Une autre."); err != nil {
			t.Fatal(err)
		}
	}
	if deja := must[*parcours.FicheSalarie](t)(x.FindSalarie(ctx, dir, x.salarie.ID)).Reunions; len(deja) != 1 || deja[0].ID != premiere.ID {
		t.Errorf("what stands: %+v", deja)
	}
	_, _, err := x.SeparateSalarie(ctx, dir, trois.ID, premiere.ID, "Ailleurs.")
	wantCode(t, err, parcours.Bloque)
	must[*parcours.Rapprochement](t)(x.MergeSalarie(ctx, dir, trois.ID, parcours.Reunion{Avec: x.salarie.ID, Motif: "Doublon."}, 0, 0, ""))
	lignes := must[*app.HistoriqueLu](t)(x.ListHistoriqueSalarie(ctx, dir, trois.ID)).Lignes
	if !slices.ContainsFunc(lignes, func(l parcours.Ecriture) bool {
		return l.NomTable == "salarie" && l.LigneID != nil && *l.LigneID == x.karim.ID
	}) {
		t.Error("the history of the file that was taken in first is lost")
	}
}
