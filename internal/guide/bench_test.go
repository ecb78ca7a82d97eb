package guide_test

import (
	"testing"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
)

// The whole guide for one rich parcours; the aim is 200 µs.
func BenchmarkFor(b *testing.B) {
	g := embedded(b)
	s := guide.Situation{
		Etat: parcours.EnFinancement, TypeSiae: "ACI", Departement: "62", Territoires: []string{"lens_lievin"},
		Effectif: 32, Opco: "uniformation", Reseaux: []string{"chantier_ecole"}, Freins: []string{"mobilite", "finances"},
		Origine: "cip_asp", TypeFormation: "certifiante", Lieu: "of", Modalite: "mixte",
		Dispositifs: []string{"pic_iae", "prf"}, Role: parcours.Cip, Date: today,
	}
	b.ReportAllocs()
	for b.Loop() {
		if len(g.For(s)) == 0 {
			b.Fatal("no advice")
		}
	}
}

func BenchmarkPanel(b *testing.B) {
	g := embedded(b)
	s := guide.Situation{Etat: parcours.BesoinIdentifie, TypeSiae: "ACI", Departement: "62", Opco: "uniformation",
		Freins: []string{"mobilite", "finances"}, Date: today}
	for b.Loop() {
		g.Panel(s, 6, nil)
	}
}

func BenchmarkSearch(b *testing.B) {
	g := embedded(b)
	for b.Loop() {
		g.Search("mobilité pas-de-calais")
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		embedded(b)
	}
}
