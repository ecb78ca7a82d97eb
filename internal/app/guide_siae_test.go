package app_test

import (
	"fmt"
	"slices"
	"testing"

	"parcours/config"
	"parcours/internal/app"
	"parcours/internal/auth"
	"parcours/internal/guide"
	"parcours/internal/parcours"
)

// newEssaiGuide is newEssai with the real guide.
func newEssaiGuide(t *testing.T) *essai {
	t.Helper()
	e := newEssai(t)
	g, err := guide.Load(config.Guide)
	if err != nil {
		t.Fatal(err)
	}
	jetons, err := auth.NewJetons("un secret d'essai assez long pour signer")
	if err != nil {
		t.Fatal(err)
	}
	e.App = app.New(app.Options{
		DB: e.DB, Jetons: jetons, MotsDePasse: auth.NewMotsDePasse(auth.CoutTest), Guide: g,
		Maintenant: e.horloge.now, Aujourdhui: func() parcours.Date { return aujourdhui },
	})
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
