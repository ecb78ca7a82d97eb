package app_test

import (
	"testing"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

// Two people choose who supervises somebody, each from an empty page.
func TestASecondChoiceOfEncadrantsIsToldOfTheFirst(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	s := e.Salarie(t, e.Aci, "Léa", "Petit")
	autre := must[int64](t)(e.CreateUtilisateur(t.Context(), app.NouvelUtilisateur{Email: "ana@aci.test", Prenom: "Ana",
		Nom: "Roy", MotDePasse: "un mot de passe assez long", SiaeID: e.Aci.Siae.ID, Role: parcours.Encadrant}))
	choose := func(vus []int64, choix ...int64) error {
		return e.SetEncadrants(t.Context(), e.Aci.Cip, s.ID, vus, choix)
	}
	if err := choose([]int64{}, autre); err != nil {
		t.Fatal(err)
	}
	if r := wantCode(t, choose([]int64{}, e.Aci.Encadrant.UtilisateurID), parcours.Conflit); len(r.Actuel) != 1 ||
		r.Actuel[0].Valeur != "Ana Roy" {
		t.Errorf("told %+v", r.Actuel)
	}
	if err := choose([]int64{autre}, autre, e.Aci.Encadrant.UtilisateurID); err != nil {
		t.Error(err)
	}
}
