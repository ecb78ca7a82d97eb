package app_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

func TestACipCreatesASalarieWhoIsHers(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	id := must[int64](t)(e.CreateSalarie(t.Context(), e.Aci.Cip, parcours.Salarie{
		Nom: " Petit ", Prenom: "Léa", PassNumero: "xxxxx 1234567", Departement: "2a", ID: 99, SiaeID: e.Etti.Siae.ID, Gele: true,
	}, ""))
	f := must[*parcours.FicheSalarie](t)(e.FindSalarie(t.Context(), e.Aci.Cip, id))
	if f.Nom != "Petit" || f.PassNumero != "XXXXX1234567" || f.Departement != "2A" || f.Gele || f.SiaeID != e.Aci.Siae.ID ||
		f.CipNom != "CIP ACI" {
		t.Errorf("created %+v", f.Salarie)
	}
	_, err := e.CreateSalarie(t.Context(), e.Aci.Cip, parcours.Salarie{Nom: "Petit", Prenom: "Léo", CipID: &e.Etti.Cip.UtilisateurID}, "")
	if r := wantCode(t, err, parcours.Invalide); r.Champ != "cip_id" {
		t.Errorf("refused beside %q", r.Champ)
	}
	_, err = e.CreateSalarie(t.Context(), e.Aci.Encadrant, parcours.Salarie{Nom: "Petit", Prenom: "Léo"}, "")
	wantCode(t, err, parcours.Interdit)
	_, err = e.CreateSalarie(t.Context(), e.Aci.Cip, parcours.Salarie{}, "")
	if n := len(parcours.ErreursOf(err)); n != 2 {
		t.Errorf("%d refusals for an empty form, want the name and the first name", n)
	}
}

// TestTheSameClickTwiceCreatesOnce covers the double click and the request
// sent again, one after the other and at the same moment.
func TestTheSameClickTwiceCreatesOnce(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	s := parcours.Salarie{Nom: "Petit", Prenom: "Léa"}
	premier := must[int64](t)(e.CreateSalarie(t.Context(), e.Aci.Cip, s, "clé-1"))
	var wg sync.WaitGroup
	for range 10 {
		wg.Go(func() {
			id, err := e.CreateSalarie(t.Context(), e.Aci.Cip, s, "clé-1")
			if err != nil || id != premier {
				t.Errorf("again: %d, %v", id, err)
			}
			if _, err := e.CreateSalarie(app.Acknowledge(t.Context(), []string{app.DoublonPossible}), e.Aci.Cip, s, "clé-2"); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	p := must[*app.PageSalaries](t)(e.ListSalaries(t.Context(), e.Aci.Cip, app.FiltreSalaries{}))
	if p.Total != 2 {
		t.Errorf("%d salariés for two keys", p.Total)
	}
	// A refusal does not use the key up; another thing cannot take it.
	_, err := e.CreateSalarie(t.Context(), e.Aci.Cip, parcours.Salarie{}, "clé-3")
	wantCode(t, err, parcours.Invalide)
	must[int64](t)(e.CreateSalarie(app.Acknowledge(t.Context(), []string{app.DoublonPossible}), e.Aci.Cip, s, "clé-3"))
	_, err = e.AddFrein(t.Context(), e.Aci.Cip, premier, parcours.Frein{Code: "mobilite"}, "clé-1")
	wantCode(t, err, parcours.Conflit)
}

func TestWhoLosesARaceSeesWhatChanged(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	s := e.Salarie(t, e.Aci, "Léa", "Petit")
	collegue, moi := s, s
	collegue.Telephone, collegue.DateFinContrat = "06 11 11 11 11", parcours.NewDate(2026, 6, 30)
	if v := must[int](t)(e.UpdateSalarie(t.Context(), e.Aci.Directeur, collegue, "")); v != 2 {
		t.Errorf("version %d", v)
	}
	// The same form sent again changes nothing, and says so by its version.
	collegue.Version = 2
	if v := must[int](t)(e.UpdateSalarie(t.Context(), e.Aci.Directeur, collegue, "")); v != 2 {
		t.Errorf("an update without a change made version %d", v)
	}
	if err := e.TransferSalarie(t.Context(), e.Aci.Directeur, s.ID, nil, &e.DoubleAci.UtilisateurID); err != nil {
		t.Fatal(err)
	}
	moi.Telephone = "06 22 22 22 22"
	_, err := e.UpdateSalarie(t.Context(), e.Aci.Cip, moi, "")
	c := wantCode(t, err, parcours.Conflit)
	if !strings.Contains(c.Message, "Directeur ACI") {
		t.Errorf("who: %s", c.Message)
	}
	lus := said(c) // the newest change first
	if veut := []string{"CIP : Dominique Deux", "Fin prévue du contrat : 30/06/2026",
		"Téléphone : 06 11 11 11 11"}; !slices.Equal(lus, veut) {
		t.Errorf("what changed: %v, want %v", lus, veut)
	}
}

func TestAFrozenFileIsReadAndNotChanged(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	s := e.Salarie(t, e.Aci, "Léa", "Petit")
	frein := must[*parcours.Frein](t)(e.AddFrein(t.Context(), e.Aci.Cip, s.ID, parcours.Frein{Code: "mobilite"}, "")).ID
	freeze(t, e, s.ID)
	must[*parcours.FicheSalarie](t)(e.FindSalarie(t.Context(), e.Aci.Cip, s.ID))
	for nom, essai := range map[string]func() error{
		"update":    func() error { _, err := e.UpdateSalarie(t.Context(), e.Aci.Cip, s, ""); return err },
		"transfer":  func() error { return e.TransferSalarie(t.Context(), e.Aci.Cip, s.ID, nil, nil) },
		"encadrant": func() error { return e.SetEncadrants(t.Context(), e.Aci.Cip, s.ID, nil, nil) },
		"frein": func() error {
			_, err := e.AddFrein(t.Context(), e.Aci.Cip, s.ID, parcours.Frein{Code: "logement"}, "")
			return err
		},
		"lift": func() error {
			return errOf(e.ChangeFrein(t.Context(), e.Aci.Cip, frein, app.ChangementFrein{Etat: "leve"}))
		},
		"observation": func() error {
			_, err := e.LogObservation(t.Context(), e.Aci.Encadrant, s.ID, parcours.Observation{Theme: "envie", Niveau: "bien", Texte: "Bien."}, "")
			return err
		},
	} {
		if e := wantCode(t, essai(), parcours.Conflit); !strings.Contains(e.Message, "gelé") {
			t.Errorf("%s: %v", nom, e)
		}
	}
}

func TestAnEncadrantSeesHisPeopleByNameOnly(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	autre := must[int64](t)(e.CreateUtilisateur(t.Context(), app.NouvelUtilisateur{Email: "b@aci.test", Nom: "B", Prenom: "B",
		MotDePasse: "une phrase bien longue", SiaeID: e.Aci.Siae.ID, Role: parcours.Encadrant}))
	create := func(nom string, encadrants ...int64) int64 {
		id := must[int64](t)(e.CreateSalarie(app.Acknowledge(t.Context(), []string{app.DoublonPossible}),
			e.Aci.Cip, parcours.Salarie{Nom: nom, Prenom: "P",
				Telephone: "06 11 11 11 11", Email: "a@b.fr", PassNumero: "AAAAA1111111"}, ""))
		if err := e.SetEncadrants(t.Context(), e.Aci.Cip, id, nil, encadrants); err != nil {
			t.Fatal(err)
		}
		return id
	}
	sien, libre, dAutrui := create("Sien", e.Aci.Encadrant.UtilisateurID), create("Libre"), create("Autrui", autre)
	p := must[*app.PageSalaries](t)(e.ListSalaries(t.Context(), e.Aci.Encadrant, app.FiltreSalaries{CipID: 5, SansParcours: true}))
	vus := map[int64]parcours.LigneSalarie{}
	for _, l := range p.Lignes {
		vus[l.ID] = l
	}
	if len(vus) != 2 || !vus[sien].Encadre || vus[libre].Encadre || vus[libre].Nom == "" {
		t.Errorf("he sees %+v", p.Lignes)
	}
	for _, l := range p.Lignes {
		if l.Telephone != "" || l.Email != "" || l.CipNom != "" {
			t.Errorf("more than a name: %+v", l)
		}
	}
	o := parcours.Observation{Theme: "presence", Niveau: "bien", Texte: "À l'heure."}
	for _, id := range []int64{sien, libre} {
		must[*parcours.Observation](t)(e.LogObservation(t.Context(), e.Aci.Encadrant, id, o, ""))
	}
	_, err := e.LogObservation(t.Context(), e.Aci.Encadrant, dAutrui, o, "")
	wantCode(t, err, parcours.Introuvable)
	_, err = e.ListObservations(t.Context(), e.Aci.Encadrant, dAutrui)
	wantCode(t, err, parcours.Introuvable)
	_, err = e.FindSalarie(t.Context(), e.Aci.Encadrant, sien)
	wantCode(t, err, parcours.Interdit)

	// It reaches the CIP; the CIP's own does not reach him.
	must[*parcours.Observation](t)(e.LogObservation(t.Context(), e.Aci.Cip, sien, o, ""))
	if os := must[*app.Observations](t)(e.ListObservations(t.Context(), e.Aci.Encadrant, sien)); len(os.Liste) != 1 || os.Nom != "P Sien" {
		t.Errorf("he reads %+v", os)
	}
	if f := must[*parcours.FicheSalarie](t)(e.FindSalarie(t.Context(), e.Aci.Cip, sien)); len(f.Observations) != 2 ||
		f.Noms[f.Observations[1].AuteurID] != "Encadrant technique ACI" {
		t.Errorf("the CIP reads %+v", f.Observations)
	}
	if err := e.SetEncadrants(t.Context(), e.Aci.Cip, sien, nil, []int64{e.Aci.Cip.UtilisateurID}); parcours.ErreursOf(err) == nil {
		t.Error("a CIP was made an encadrant")
	}
}

func TestTheLifeOfAFrein(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	s := e.Salarie(t, e.Aci, "Léa", "Petit")
	add := func(f parcours.Frein) (int64, error) {
		cree, err := e.AddFrein(t.Context(), e.Aci.Cip, s.ID, f, "")
		return cree.ID, err
	}
	id := must[int64](t)(add(parcours.Frein{Code: "mobilite", DateIdentifie: parcours.NewDate(2026, 2, 1), Etat: "leve", ID: 7}))
	_, err := add(parcours.Frein{Code: "mobilite"})
	wantCode(t, err, parcours.Conflit)
	_, err = add(parcours.Frein{Code: "justice"})
	wantCode(t, err, parcours.Invalide)
	_, err = add(parcours.Frein{Code: "logement", DateIdentifie: aujourdhui.AddDays(1)})
	wantCode(t, err, parcours.Invalide)

	err = errOf(e.ChangeFrein(t.Context(), e.Aci.Cip, id, app.ChangementFrein{Etat: "solution_en_cours"}))
	wantCode(t, err, parcours.Invalide) // which one?
	engage := app.ChangementFrein{Etat: "solution_en_cours", Version: 1, Solution: "Covoiturage"}
	if err := errOf(e.ChangeFrein(t.Context(), e.Aci.Cip, id, engage)); err != nil {
		t.Fatal(err)
	}
	err = errOf(e.ChangeFrein(t.Context(), e.Aci.Cip, id, app.ChangementFrein{Etat: "leve", Version: 1}))
	if r := wantCode(t, err, parcours.Conflit); !slices.Equal(said(r), []string{"Frein : Mobilité", "Où en est ce frein ? Solution en cours",
		"Solution, en quelques mots : Covoiturage", "Solution le : 02/03/2026"}) || r.Actuel[1].Auteur != "CIP ACI" || r.Actuel[1].Le.IsZero() {
		t.Errorf("told %+v", r.Actuel)
	}
	err = errOf(e.ChangeFrein(t.Context(), e.Aci.Cip, id, app.ChangementFrein{Etat: "leve", Date: parcours.NewDate(2026, 1, 1)}))
	wantCode(t, err, parcours.Invalide)
	if err := errOf(e.ChangeFrein(t.Context(), e.Aci.Cip, id, app.ChangementFrein{Etat: "persistant"})); err != nil {
		t.Fatal(err)
	}
	// What was typed with the change is kept, and the same click says the same.
	leve := app.ChangementFrein{Etat: "leve", Version: 3, Solution: " Permis obtenu ", Cle: "clé"}
	for range 2 {
		if err := errOf(e.ChangeFrein(t.Context(), e.Aci.Cip, id, leve)); err != nil {
			t.Fatal(err)
		}
	}
	fs := must[[]parcours.Frein](t)(e.ListFreins(t.Context(), e.Aci.Cip, s.ID))
	if len(fs) != 1 || fs[0].Etat != "leve" || fs[0].DateLeve != aujourdhui || fs[0].Solution != "Permis obtenu" || fs[0].Version != 4 {
		t.Errorf("in the end: %+v", fs)
	}
	must[int64](t)(add(parcours.Frein{Code: "mobilite"})) // it may come back
}

// TestAnotherSiaeFindsNothing tries every deed of these files with the ids of
// another SIAE: « introuvable », never « interdit ».
func TestAnotherSiaeFindsNothing(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	s := e.Salarie(t, e.Aci, "Léa", "Petit")
	frein := must[*parcours.Frein](t)(e.AddFrein(t.Context(), e.Aci.Cip, s.ID, parcours.Frein{Code: "mobilite"}, "")).ID
	imp := must[*app.Apercu](t)(e.PreviewImport(t.Context(), e.Aci.Cip, "a.csv", []byte("Nom;Prénom\nRoy;Ana\n"), "")).ID
	for _, qui := range []parcours.Identite{e.Etti.Cip, e.Etti.Directeur, e.DoubleEtti} {
		for nom, essai := range map[string]func() error{
			"FindSalarie":     func() error { _, err := e.FindSalarie(t.Context(), qui, s.ID); return err },
			"UpdateSalarie":   func() error { _, err := e.UpdateSalarie(t.Context(), qui, s, ""); return err },
			"TransferSalarie": func() error { return e.TransferSalarie(t.Context(), qui, s.ID, nil, nil) },
			"SetEncadrants":   func() error { return e.SetEncadrants(t.Context(), qui, s.ID, nil, nil) },
			"AddFrein": func() error {
				_, err := e.AddFrein(t.Context(), qui, s.ID, parcours.Frein{Code: "logement"}, "")
				return err
			},
			"ChangeFrein": func() error { return errOf(e.ChangeFrein(t.Context(), qui, frein, app.ChangementFrein{Etat: "leve"})) },
			"ListFreins":  func() error { _, err := e.ListFreins(t.Context(), qui, s.ID); return err },
			"LogObservation": func() error {
				_, err := e.LogObservation(t.Context(), qui, s.ID, parcours.Observation{Theme: "envie", Niveau: "bien", Texte: "x"}, "")
				return err
			},
			"ListObservations": func() error { _, err := e.ListObservations(t.Context(), qui, s.ID); return err },
			"FindImport":       func() error { _, err := e.FindImport(t.Context(), qui, imp); return err },
			"MatchColumns":     func() error { _, err := e.MatchColumns(t.Context(), qui, imp, map[string]int{"nom": 0}); return err },
			"ValidateImport":   func() error { _, err := e.ValidateImport(t.Context(), qui, imp); return err },
		} {
			t.Run(nom, func(t *testing.T) { wantCode(t, essai(), parcours.Introuvable) })
		}
	}
}

func TestTheDirecteurChangesTheStructure(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	s := must[*parcours.Siae](t)(e.FindSiae(t.Context(), e.Aci.Directeur))
	s.Opco, s.EffectifOpco, s.Reseaux = "uniformation", 49, []string{"chantier_ecole"}
	vieille := *s
	if err := e.UpdateSiae(t.Context(), e.Aci.Directeur, s, ""); err != nil {
		t.Fatal(err)
	}
	lu := must[*parcours.Siae](t)(e.FindSiae(t.Context(), e.Aci.Cip))
	if lu.EffectifOpco != 49 || lu.Version != 2 || !slices.Equal(lu.Reseaux, []string{"chantier_ecole"}) {
		t.Errorf("kept %+v", lu)
	}
	wantCode(t, e.UpdateSiae(t.Context(), e.Aci.Directeur, &vieille, ""), parcours.Conflit)
	wantCode(t, e.UpdateSiae(t.Context(), e.Aci.Cip, s, ""), parcours.Interdit)
	if autre := must[*parcours.Siae](t)(e.FindSiae(t.Context(), e.Etti.Cip)); autre.EffectifOpco != 0 {
		t.Error("the other structure changed too")
	}
	// A zero value is written too.
	lu.EffectifOpco, lu.Reseaux = 0, nil
	if err := e.UpdateSiae(t.Context(), e.Aci.Directeur, lu, ""); err != nil {
		t.Fatal(err)
	}
	if relu := must[*parcours.Siae](t)(e.FindSiae(t.Context(), e.Aci.Cip)); relu.EffectifOpco != 0 || len(relu.Reseaux) != 0 {
		t.Errorf("kept %+v", relu)
	}
}

func TestTheListIsNarrowedAndSorted(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	avec, sans, autre := e.Salarie(t, e.Aci, "Ana", "Avec"), e.Salarie(t, e.Aci, "Sam", "Sans"), e.Salarie(t, e.Aci, "Al", "Autre")
	if err := e.TransferSalarie(t.Context(), e.Aci.Directeur, autre.ID, nil, nil); err != nil {
		t.Fatal(err)
	}
	must[int64](t)(e.IdentifyBesoin(t.Context(), e.Aci.Cip, avec.ID,
		parcours.Besoin{Origine: "cip_asp", Intitule: "Agent de propreté", Date: aujourdhui}, ""))
	for nom, cas := range map[string]struct {
		filtre app.FiltreSalaries
		veut   []int64
	}{
		"everybody":        {app.FiltreSalaries{}, []int64{autre.ID, avec.ID, sans.ID}},
		"backwards":        {app.FiltreSalaries{Desc: true}, []int64{sans.ID, avec.ID, autre.ID}},
		"mine":             {app.FiltreSalaries{CipID: app.Miens}, []int64{avec.ID, sans.ID}},
		"nobody's":         {app.FiltreSalaries{SansCip: true}, []int64{autre.ID}},
		"by state":         {app.FiltreSalaries{Etat: parcours.BesoinIdentifie}, []int64{avec.ID}},
		"another state":    {app.FiltreSalaries{Etat: parcours.Sorti}, nil},
		"without parcours": {app.FiltreSalaries{SansParcours: true, CipID: app.Miens}, []int64{sans.ID}},
		"second page":      {app.FiltreSalaries{ParPage: 2, Page: 2}, []int64{sans.ID}},
		"beyond the end":   {app.FiltreSalaries{Page: 1 << 40}, nil},
	} {
		p := must[*app.PageSalaries](t)(e.ListSalaries(t.Context(), e.Aci.Cip, cas.filtre))
		var ids []int64
		for _, l := range p.Lignes {
			ids = append(ids, l.ID)
		}
		if !slices.Equal(ids, cas.veut) {
			t.Errorf("%s: %v, want %v", nom, ids, cas.veut)
		}
	}
	l := must[*app.PageSalaries](t)(e.ListSalaries(t.Context(), e.Aci.Cip, app.FiltreSalaries{Q: "avec"})).Lignes[0]
	if l.Intitule != "Agent de propreté" || l.EtatDepuis != aujourdhui || l.CipNom != "CIP ACI" || l.ParcoursID == nil {
		t.Errorf("the row: %+v", l)
	}
}

func TestEncadrantsAreReplaced(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	autre := must[int64](t)(e.CreateUtilisateur(t.Context(), app.NouvelUtilisateur{Email: "b@aci.test", Nom: "B", Prenom: "B",
		MotDePasse: "une phrase bien longue", SiaeID: e.Aci.Siae.ID, Role: parcours.Encadrant}))
	s := e.Salarie(t, e.Aci, "Léa", "Petit")
	for _, ids := range [][]int64{{e.Aci.Encadrant.UtilisateurID}, {e.Aci.Encadrant.UtilisateurID, autre, autre}, {autre}, nil} {
		if err := e.SetEncadrants(t.Context(), e.Aci.Cip, s.ID, nil, ids); err != nil {
			t.Fatal(err)
		}
		f := must[*parcours.FicheSalarie](t)(e.FindSalarie(t.Context(), e.Aci.Cip, s.ID))
		for _, c := range f.Encadrants {
			if !slices.Contains(ids, c.ID) {
				t.Errorf("%s stays", c.NomComplet())
			}
		}
		if len(f.Encadrants) != len(slices.Compact(slices.Clone(ids))) {
			t.Errorf("%d encadrants for %v", len(f.Encadrants), ids)
		}
	}
}

func TestColleaguesAreThoseOfTheStructure(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	for role, veut := range map[parcours.Role]int{"": 4, parcours.Cip: 2, parcours.Encadrant: 1} {
		if us := must[[]parcours.Collegue](t)(e.ListUtilisateurs(t.Context(), e.Aci.Encadrant, role)); len(us) != veut {
			t.Errorf("role %q: %+v", role, us)
		}
	}
	if ss := must[[]parcours.Siae](t)(e.ListSiae(t.Context())); len(ss) != 2 {
		t.Errorf("%d structures", len(ss))
	}
	if err := e.IsReady(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestSomebodyWhoIsHereAlreadyIsNotAddedByHandUnseen: the rule is that of
// imports; the word given is kept in the history.
func TestSomebodyWhoIsHereAlreadyIsNotAddedByHandUnseen(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	ne := parcours.NewDate(1990, 5, 12)
	la := must[int64](t)(e.CreateSalarie(t.Context(), e.Aci.Cip,
		parcours.Salarie{Nom: "Éclair", Prenom: "Zoé", DateNaissance: ne, Email: "zoe@exemple.fr", Telephone: "0612345678"}, ""))
	for nom, s := range map[string]parcours.Salarie{
		"the same name without accents": {Nom: "ECLAIR", Prenom: "zoe", DateNaissance: ne},
		"the same address":              {Nom: "Dupont", Prenom: "Zoé", Email: "Zoe@exemple.fr"},
		"the same telephone":            {Nom: "Dupont", Prenom: "Zoe", Telephone: "06 12 34 56 78"},
	} {
		_, err := e.CreateSalarie(t.Context(), e.Aci.Cip, s, "")
		r := wantCode(t, err, parcours.Bloque)
		if len(r.AAcquitter) != 1 || r.AAcquitter[0].Lien != fmt.Sprintf("/salaries/%d", la) ||
			!strings.Contains(r.AAcquitter[0].Message, "Zoé Éclair") ||
			strings.HasPrefix(r.AAcquitter[0].Message, "Une personne du même nom existe déjà") != (s.Nom == "ECLAIR") {
			t.Errorf("%s: %+v", nom, r)
		}
	}
	must[int64](t)(e.CreateSalarie(t.Context(), e.Aci.Cip, parcours.Salarie{Nom: "Éclair", Prenom: "Zoé",
		DateNaissance: ne.AddDays(900)}, ""))
	must[int64](t)(e.CreateSalarie(t.Context(), e.Etti.Cip, parcours.Salarie{Nom: "Éclair", Prenom: "Zoé",
		DateNaissance: ne}, "")) // never seen next door
	id := must[int64](t)(e.CreateSalarie(app.Acknowledge(t.Context(), []string{app.DoublonPossible}), e.Aci.Cip,
		parcours.Salarie{Nom: "Eclair", Prenom: "Zoé", DateNaissance: ne}, ""))
	h := must[*app.HistoriqueLu](t)(e.ListHistoriqueSalarie(t.Context(), e.Aci.Cip, id))
	if m := h.Lignes[0].Motif; m != "Lu avant d'enregistrer : Une personne du même nom existe déjà : Zoé Éclair "+
		"(même nom, même prénom, même date de naissance). Cochez si c'est une autre personne." {
		t.Errorf("kept: %q", m)
	}
}
