package app_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"parcours.example/internal/app"
	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
)

// newEssaiGuide is newEssai with the real guide.
func newEssaiGuide(t *testing.T) *essai {
	t.Helper()
	e := newEssai(t)
	e.App = withGuide(t, e)
	return e
}

func (e *essai) guideFor(t *testing.T, qui parcours.Identite) *guide.Guide {
	t.Helper()
	return must[*guide.Guide](t)(e.GuideFor(t.Context(), qui))
}

// somme is the situation of a person of the ACI whom mobility hinders.
var somme = guide.Situation{Etat: parcours.BesoinIdentifie, TypeSiae: "ACI", Departement: "80", Opco: "uniformation",
	Freins: []string{"mobilite"}, Date: aujourdhui}

func garage() guide.Item {
	return guide.Item{
		Type: guide.TypeSolution, Etape: "ETP-03", Titre: "Appeler le garage solidaire d'Abbeville", Texte: "Il loue une voiture à la semaine.",
		Criteres: guide.Criteres{Freins: []string{"mobilite"}, Departements: []string{"80"}, TypesSiae: []string{"ACI"}},
	}
}

func idsOf(avis []guide.Recommandation) []string {
	var ids []string
	for _, r := range avis {
		ids = append(ids, r.ID)
	}
	return ids
}

func TestAnAdditionHelpsItsOwnSiaeInTheRightSituationOnly(t *testing.T) {
	t.Parallel()
	e := newEssaiGuide(t)
	id := must[int64](t)(e.AddAjout(t.Context(), e.Aci.Cip, garage(), "clé"))
	if encore := must[int64](t)(e.AddAjout(t.Context(), e.Aci.Cip, garage(), "clé")); encore != id {
		t.Error("the same click added it twice")
	}
	item := fmt.Sprintf("LOC-%d", id)
	ids := idsOf(e.guideFor(t, e.Aci.Encadrant).Solutions("mobilite", somme))
	if sien, regional := slices.Index(ids, item), slices.Index(ids, "SOL-04.1"); sien < 0 || regional < sien {
		t.Errorf("the addition is the more specific, and comes after the region's: %v", ids)
	}
	ailleurs := somme
	ailleurs.Departement = "59"
	if slices.Contains(idsOf(e.guideFor(t, e.Aci.Cip).For(ailleurs)), item) {
		t.Error("the addition is advised in another département")
	}
	if _, ok := e.guideFor(t, e.Etti.Cip).Find(item); ok {
		t.Error("another SIAE reads the addition")
	}
	if err := e.RetireAjout(t.Context(), e.Aci.Directeur, id); err != nil {
		t.Fatal(err)
	}
	if _, ok := e.guideFor(t, e.Aci.Cip).Find(item); ok {
		t.Error("a retired addition is still there")
	}
}

func TestTheGuideOfASiaeFollowsEveryChangeAndIsNotShared(t *testing.T) {
	t.Parallel()
	e := newEssaiGuide(t)
	if e.guideFor(t, e.Aci.Cip) != e.GuideRegional() {
		t.Error("a SIAE that wrote nothing reads another guide than the region's")
	}
	id := must[int64](t)(e.AddAjout(t.Context(), e.Aci.Cip, garage(), ""))
	item := fmt.Sprintf("LOC-%d", id)
	premier := e.guideFor(t, e.Aci.Cip)
	if e.guideFor(t, e.Aci.Directeur) != premier {
		t.Error("the same content was built twice")
	}
	if e.guideFor(t, e.Etti.Cip) != e.GuideRegional() {
		t.Error("the cache is shared between SIAE")
	}
	change := garage()
	change.Titre = "Appeler le garage de Marie"
	if err := e.UpdateAjout(t.Context(), e.Aci.Cip, id, 1, change); err != nil {
		t.Fatal(err)
	}
	wantCode(t, e.UpdateAjout(t.Context(), e.Aci.Directeur, id, 1, change), parcours.Conflit)
	wantCode(t, e.UpdateAjout(t.Context(), e.Etti.Cip, id, 2, change), parcours.Introuvable)
	if it, ok := e.guideFor(t, e.Aci.Cip).Find(item); !ok || it.Titre != change.Titre {
		t.Error("the change is not read")
	}
	if it := findItem(t, premier, item); it.Titre == change.Titre {
		t.Error("a guide handed out before was changed")
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if g, err := e.GuideFor(t.Context(), e.Aci.Cip); err != nil || len(g.Items()) != len(e.GuideRegional().Items())+1 {
				t.Errorf("read at once: %v", err)
			}
		})
	}
	wg.Wait()
}

func TestAMisspeltCriterionIsRefused(t *testing.T) {
	t.Parallel()
	e := newEssaiGuide(t)
	it := garage()
	it.Criteres.Freins = []string{"mobilité"}
	_, err := e.AddAjout(t.Context(), e.Aci.Cip, it, "")
	if refus := wantCode(t, err, parcours.Invalide); refus.Champ != "criteres.freins" {
		t.Errorf("refused beside %q", refus.Champ)
	}
	it = garage()
	it.Priorite = "urgent"
	_, err = e.AddAjout(t.Context(), e.Aci.Cip, it, "")
	wantCode(t, err, parcours.Invalide)
	_, err = e.AddAjout(t.Context(), e.Aci.Encadrant, garage(), "")
	wantCode(t, err, parcours.Interdit)
}

func TestAnExpiredAdditionIsReadButNoLongerAdvised(t *testing.T) {
	t.Parallel()
	e := newEssaiGuide(t)
	it := garage()
	it.Criteres.Au = "2026-02-28"
	item := fmt.Sprintf("LOC-%d", must[int64](t)(e.AddAjout(t.Context(), e.Aci.Cip, it, "")))
	g := e.guideFor(t, e.Aci.Cip)
	if slices.Contains(idsOf(g.For(somme)), item) {
		t.Error("it is still advised")
	}
	if lu, ok := g.Find(item); !ok || !lu.IsExpired(aujourdhui) {
		t.Error("it can no longer be read")
	}
	f := must[*app.Fraicheur](t)(e.ListFraicheur(t.Context(), e.Aci.Directeur))
	if n := len(f.Depasses); n < 3 || f.Depasses[n-1].ID != item || f.Depasses[0].Criteres.Au > f.Depasses[1].Criteres.Au {
		t.Errorf("past their dates, the oldest first: %d items", n)
	}
	if len(f.Anciens) < 300 || slices.ContainsFunc(f.Anciens, func(x *guide.Item) bool { return x.ID == item }) {
		t.Errorf("%d old texts", len(f.Anciens))
	}
}

func TestWhatIsSaidAgainstAnItemHoldsForItsSiaeUntilTakenBack(t *testing.T) {
	t.Parallel()
	e := newEssaiGuide(t)
	say := func(s parcours.GuideSignalement) int64 {
		return must[int64](t)(e.SignalerItem(t.Context(), e.Aci.Cip, s, ""))
	}
	masque := say(parcours.GuideSignalement{Item: "SOL-04.1", Genre: "masque", Motif: "Pas ici"})
	regional := findItem(t, e.GuideRegional(), "SOL-04.2")
	say(parcours.GuideSignalement{Item: "SOL-04.2", Genre: "correction", Titre: regional.Titre, Texte: "Demandez à l'accueil."})
	say(parcours.GuideSignalement{Item: "SOL-04.3", Genre: "perime", Motif: "Fermé"})
	g := e.guideFor(t, e.Aci.Cip)
	if slices.Contains(idsOf(g.Solutions("mobilite", somme)), "SOL-04.1") {
		t.Error("what is hidden is still advised")
	}
	corrige := findItem(t, g, "SOL-04.2")
	if corrige.Texte != "Demandez à l'accueil." || corrige.Titre != regional.Titre ||
		corrige.Mention() != "corrigé le 02/03/2026 par CIP ACI" {
		t.Errorf("corrected: %q, %q", corrige.Texte, corrige.Mention())
	}
	if l := must[*app.GuideSiaeLu](t)(e.ListGuideSiae(t.Context(), e.Aci.Encadrant)); len(l.Signalements) != 3 ||
		l.Signalements[1].Titre != "" {
		t.Errorf("kept: %+v", l.Signalements)
	}
	if it := findItem(t, g, "SOL-04.3"); it.Mention() != "signalé périmé le 02/03/2026 par CIP ACI" {
		t.Errorf("reported: %q", it.Mention())
	}
	say(parcours.GuideSignalement{Item: "SOL-04.3", Genre: "correction", Texte: "Rouvert en mars."})
	if it := findItem(t, e.guideFor(t, e.Aci.Cip), "SOL-04.3"); it.Mention() != "corrigé le 02/03/2026 par CIP ACI" {
		t.Errorf("put right, and still reported: %q", it.Mention())
	}
	if ids := idsOf(e.guideFor(t, e.Etti.Cip).Solutions("mobilite", somme)); !slices.Contains(ids, "SOL-04.1") {
		t.Error("hidden for everybody")
	}
	wantCode(t, e.LeverSignalement(t.Context(), e.Etti.Cip, masque), parcours.Introuvable)
	wantCode(t, e.LeverSignalement(t.Context(), e.Aci.Encadrant, masque), parcours.Interdit)
	if err := e.LeverSignalement(t.Context(), e.Aci.Directeur, masque); err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(idsOf(e.guideFor(t, e.Aci.Cip).Solutions("mobilite", somme)), "SOL-04.1") {
		t.Error("taken back, and still hidden")
	}
	for _, s := range []parcours.GuideSignalement{
		{Item: "RES-999", Genre: "masque", Motif: "x"},
		{Item: "ETP-01", Genre: "masque", Motif: "x"},
		{Item: "RES-02", Genre: "faux", Motif: "x"},
		{Item: "RES-02", Genre: "correction", Titre: "Somme : consulter le schéma des solidarités"},
		{Item: "RES-02", Genre: "perime", Motif: "Voir 1 85 05 78 006 084 91"},
	} {
		if _, err := e.SignalerItem(t.Context(), e.Aci.Cip, s, ""); parcours.ErreursOf(err) == nil {
			t.Errorf("%+v: %v", s, err)
		}
	}
}

func TestACorrectedContactAndAnOwnAdviserAreCalledFirst(t *testing.T) {
	t.Parallel()
	e := newEssaiGuide(t)
	s := somme
	s.Etat = parcours.EnFinancement
	contact := &parcours.ContactCorrige{Organisme: "Uniformation", Nom: "Léa Petit", Tel: []string{"03 22 00 00 00"}}
	must[int64](t)(e.SignalerItem(t.Context(), e.Aci.Cip, parcours.GuideSignalement{Item: "OPC-03", Genre: "correction",
		Contact: contact}, ""))
	if it := findItem(t, e.guideFor(t, e.Aci.Cip), "OPC-03"); it.Contact.Nom != "Léa Petit" || it.Contact.Mention() != "" {
		t.Errorf("corrected contact: %+v", it.Contact)
	}
	id := must[int64](t)(e.AddAjout(t.Context(), e.Aci.Cip, guide.Item{Type: guide.TypeContact, Etape: "ETP-05",
		Criteres: guide.Criteres{Opcos: []string{"uniformation"}}, Contact: &guide.Contact{
			ContactCorrige: parcours.ContactCorrige{Organisme: "Uniformation", Fonction: "conseiller formation",
				Tel: []string{"03 22 00 00 01"}}}}, ""))
	appeler := e.guideFor(t, e.Aci.Cip).WhoToCall(s)
	if appeler[0].ID != fmt.Sprintf("LOC-%d", id) || appeler[0].Titre != "Uniformation : conseiller formation" {
		t.Errorf("first to call: %s, %q", appeler[0].ID, appeler[0].Titre)
	}
	s.Opco = "akto"
	if slices.Contains(idsOf(e.guideFor(t, e.Aci.Cip).WhoToCall(s)), fmt.Sprintf("LOC-%d", id)) {
		t.Error("the adviser of another OPCO is called")
	}
}

// findItem is an item of the guide, which must be there.
func findItem(t *testing.T, g *guide.Guide, id string) *guide.Item {
	t.Helper()
	it, ok := g.Find(id)
	if !ok {
		t.Fatalf("the guide has no item %s: rename it in this test", id)
	}
	return it
}
