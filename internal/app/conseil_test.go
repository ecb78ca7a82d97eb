package app_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

// decided gives what stands for one item of the guide in the story's parcours.
func decided(t *testing.T, r *recit, item string) *parcours.Conseil {
	t.Helper()
	for _, c := range r.fiche().Conseils {
		if c.Item == item {
			return &c
		}
	}
	return nil
}

// TestAnAdviceIsDonePlannedOrPutAside: each choice is kept, a later one
// replaces it, and it can be taken back.
func TestAnAdviceIsDonePlannedOrPutAside(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	a := withGuide(t, r.essai)
	handle := func(c parcours.Conseil) error { return a.HandleConseil(t.Context(), r.qui, r.id, c, "") }
	version := func(item string) int {
		if c := decided(t, r, item); c != nil {
			return c.Version
		}
		return 0
	}

	if e := wantCode(t, handle(parcours.Conseil{Item: "BP-03", Decision: "ecarte"}), parcours.Invalide); e.Champ != "motif" {
		t.Errorf("beside %q, want the reason", e.Champ)
	}
	hier := aujourdhui.AddDays(-1)
	if e := wantCode(t, handle(parcours.Conseil{Item: "BP-03", Decision: "planifie", DatePrevue: hier}),
		parcours.Invalide); e.Champ != "date_prevue" {
		t.Errorf("beside %q, want the day", e.Champ)
	}
	wantCode(t, handle(parcours.Conseil{Item: "BP-99", Decision: "fait"}), parcours.Invalide)

	r.must(handle(parcours.Conseil{Item: "BP-03", Decision: "ecarte", Motif: "Test déjà passé"}))
	if c := decided(t, r, "BP-03"); c == nil || c.Motif != "Test déjà passé" || c.Date != aujourdhui || c.AuteurID != r.qui.UtilisateurID {
		t.Errorf("put aside: %+v", c)
	}
	r.must(handle(parcours.Conseil{Item: "BP-03", Decision: "fait", Motif: "reste d'un autre formulaire", Version: version("BP-03")}))
	if c := decided(t, r, "BP-03"); c == nil || c.Decision != "fait" || c.Motif != "" {
		t.Errorf("done: %+v", c)
	}
	r.must(a.ForgetConseil(t.Context(), r.qui, r.id, "BP-03", version("BP-03")))
	r.must(a.ForgetConseil(t.Context(), r.qui, r.id, "BP-03", 2)) // the second click
	if c := decided(t, r, "BP-03"); c != nil {
		t.Errorf("taken back, yet %+v", c)
	}
	h := must[*app.HistoriqueLu](t)(a.ListHistorique(t.Context(), r.qui, r.id))
	n := 0
	for _, l := range h.Lignes {
		if l.NomTable == "conseil" {
			n++
		}
	}
	if n != 3 {
		t.Errorf("%d lines of history, want 3: put aside, done, taken back", n)
	}
}

// TestAPlannedAdviceIsAReminder: it comes back on its day, with what is to be
// done, until it is done.
func TestAPlannedAdviceIsAReminder(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	a := withGuide(t, r.essai)
	r.must(a.HandleConseil(t.Context(), r.qui, r.id, parcours.Conseil{Item: "BP-06", Decision: "planifie", DatePrevue: aujourdhui}, ""))
	dus := listAdvice(t, a, r.qui)
	if len(dus) != 1 || dus[0].Date != aujourdhui || dus[0].Texte == "BP-06" {
		t.Fatalf("due today: %+v", dus)
	}
	r.must(a.HandleConseil(t.Context(), r.qui, r.id, parcours.Conseil{Item: "BP-06", Decision: "fait", Version: 1}, ""))
	if dus = listAdvice(t, a, r.qui); len(dus) != 0 {
		t.Errorf("done, yet still due: %+v", dus)
	}
}

// listAdvice lists the advice that is due.
func listAdvice(t *testing.T, a *app.App, qui parcours.Identite) (dus []parcours.Echeance) {
	t.Helper()
	for _, l := range must[*app.PageEcheances](t)(a.ListEcheances(t.Context(), qui, app.FiltreEcheances{Genre: "conseil"})).Lignes {
		dus = append(dus, l.Raisons...)
	}
	return dus
}

// TestASolutionIsRecordedOnItsFrein: what is planned against an obstacle stands
// on the obstacle; a solution already under way is left alone.
func TestASolutionIsRecordedOnItsFrein(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	a := withGuide(t, r.essai)
	plan := func(item string) {
		t.Helper()
		r.must(a.HandleConseil(t.Context(), r.qui, r.id, parcours.Conseil{Item: item, Decision: "planifie",
			DatePrevue: aujourdhui.AddDays(7)}, ""))
	}
	plan("SOL-04.5")
	f := r.fiche().Freins[0]
	if f.Etat != "solution_en_cours" || f.SolutionRef != "SOL-04.5" || f.DateSolution != aujourdhui {
		t.Fatalf("the frein: %+v", f)
	}
	plan("SOL-04.1")
	if f = r.fiche().Freins[0]; f.SolutionRef != "SOL-04.5" {
		t.Errorf("the solution under way was replaced by %s", f.SolutionRef)
	}
}

// TestTwoPeopleDecideOnTheSameAdvice: the first wins, the other is told what was
// decided; taking back an old decision does not undo a newer one.
func TestTwoPeopleDecideOnTheSameAdvice(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	a := withGuide(t, r.essai)
	r.must(a.HandleConseil(t.Context(), r.Aci.Directeur, r.id, parcours.Conseil{Item: "BP-03", Decision: "ecarte",
		Motif: "Déjà passé"}, ""))
	e := wantCode(t, a.HandleConseil(t.Context(), r.qui, r.id, parcours.Conseil{Item: "BP-03", Decision: "fait"}, ""), parcours.Conflit)
	if len(e.Actuel) != 1 || e.Actuel[0].Valeur != "Écarté le 02/03/2026 : Déjà passé (Directeur ACI)" {
		t.Errorf("told: %+v", e.Actuel)
	}
	r.must(a.HandleConseil(t.Context(), r.qui, r.id, parcours.Conseil{Item: "BP-03", Decision: "fait", Version: 1}, ""))
	wantCode(t, a.ForgetConseil(t.Context(), r.Aci.Directeur, r.id, "BP-03", 1), parcours.Conflit)
	if c := decided(t, r, "BP-03"); c == nil || c.Decision != "fait" || c.Version != 2 {
		t.Errorf("stands: %+v", c)
	}
}

// TestACallIsPlannedWithSomebodyOfTheAdvice: the reminder says whom to call, and
// nobody else can be named.
func TestACallIsPlannedWithSomebodyOfTheAdvice(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	a := withGuide(t, r.essai)
	plan := func(item, contact string) error {
		return a.HandleConseil(t.Context(), r.qui, r.id, parcours.Conseil{Item: item, Decision: "planifie",
			DatePrevue: aujourdhui, Contact: contact}, "")
	}
	if e := wantCode(t, plan("SOL-04.5", "OPC-01"), parcours.Invalide); e.Champ != "contact" {
		t.Errorf("beside %q", e.Champ)
	}
	r.must(plan("SOL-04.5", "CTC-14"))
	r.must(plan("CTC-15", "")) // somebody of the directory: that is whom to call
	dus := listAdvice(t, a, r.qui)
	if len(dus) != 2 || !strings.HasSuffix(dus[0].Texte, " · Jonathan Otlet") || dus[0].Telephone != "06 68 34 78 58" ||
		dus[1].Texte != "appeler Xavier Czaja" {
		t.Errorf("due: %+v", dus)
	}
}

// TestAParcoursReadsTheGuideOfItsStructure: what the SIAE added is advised and
// can be decided on; what it hid is not advised; its words replace the region's.
func TestAParcoursReadsTheGuideOfItsStructure(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	a := withGuide(t, r.essai)
	item := fmt.Sprintf("LOC-%d", must[int64](t)(a.AddAjout(t.Context(), r.qui, garage(), "")))
	must[int64](t)(a.SignalerItem(t.Context(), r.qui, parcours.GuideSignalement{Item: "SOL-04.1", Genre: "masque", Motif: "Pas ici"}, ""))
	must[int64](t)(a.SignalerItem(t.Context(), r.qui, parcours.GuideSignalement{Item: "SOL-04.2", Genre: "correction",
		Texte: "Demandez à l'accueil."}, ""))
	avis := must[*app.FicheParcours](t)(a.FindParcours(t.Context(), r.qui, r.id)).ListRecommandations()
	textes := map[string]string{}
	for _, x := range avis {
		textes[x.ID] = x.Texte
	}
	if textes[item] == "" || textes["SOL-04.1"] != "" || textes["SOL-04.2"] != "Demandez à l'accueil." {
		t.Errorf("advised: %q, %q, %q", textes[item], textes["SOL-04.1"], textes["SOL-04.2"])
	}
	if f := must[*app.FicheParcours](t)(a.FindParcours(t.Context(), r.qui, r.id)); f.Guide == a.GuideRegional() {
		t.Error("the page of a parcours reads the region's guide")
	}
	r.must(a.HandleConseil(t.Context(), r.qui, r.id, parcours.Conseil{Item: item, Decision: "planifie", DatePrevue: aujourdhui}, ""))
	if f := r.fiche().Freins[0]; f.SolutionRef != item || f.Etat != "solution_en_cours" {
		t.Errorf("the frein: %+v", f)
	}
}

// TestWhatIsSettledStepsBackAtBothDoors: the page and the API read one order,
// in which an advice that was done is not the first any more.
func TestWhatIsSettledStepsBackAtBothDoors(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	a := withGuide(t, r.essai)
	read := func() (enVue, ids []string) {
		f := must[*app.FicheParcours](t)(a.FindParcours(t.Context(), r.qui, r.id))
		for _, x := range f.ListRecommandations() {
			ids = append(ids, x.ID)
		}
		for _, x := range f.Panneau().Avis {
			enVue = append(enVue, x.ID)
		}
		return enVue, ids
	}
	avant, _ := read()
	fait, prevu := avant[0], avant[1]
	r.must(a.HandleConseil(t.Context(), r.qui, r.id, parcours.Conseil{Item: fait, Decision: "fait"}, ""))
	r.must(a.HandleConseil(t.Context(), r.qui, r.id, parcours.Conseil{Item: prevu, Decision: "planifie", DatePrevue: aujourdhui}, ""))
	enVue, ids := read()
	if enVue[0] != prevu || slices.Contains(enVue, fait) || ids[len(ids)-1] != fait {
		t.Errorf("in sight %v; %s done stands at %d of %d", enVue, fait, slices.Index(ids, fait), len(ids))
	}
	rang := -1
	for _, id := range enVue { // the page keeps the order of the list
		if i := slices.Index(ids, id); i <= rang {
			t.Errorf("%s stands elsewhere in the list: %v", id, ids)
		} else {
			rang = i
		}
	}
}
