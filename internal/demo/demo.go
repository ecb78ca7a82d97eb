// Package demo holds one small fictional cast: the demonstration, the tests and the screenshots live in it. Names are
// invented (plants and birds), telephone numbers belong to the range kept for fiction, SIRET to nobody.
//
// Everything is done through the deeds of internal/app, on days of the past year counted from « today »: a file of
// the demo is what the program would have kept, had people used it.
package demo

import (
	"context"
	"errors"
	"fmt"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

// MotDePasse opens every account of the demo. It is public: `serve` refuses a database that holds one of them.
const MotDePasse = "parcours-demo-2026"

// Compte is an account of the demo, to be told at start.
type Compte struct {
	Email, Prenom, Nom string
	Role               parcours.Role
	Ou                 string // where, in words
}

// Comptes lists the accounts, in the order in which they are told.
var Comptes = []Compte{
	{"cip@aci.demo", "Camille", "Desrosiers", parcours.Cip, "ACI, Somme"},
	{"encadrant@aci.demo", "Rachid", "Dujardin", parcours.Encadrant, "ACI, Somme"},
	{"directeur@aci.demo", "Hélène", "Dubocage", parcours.Directeur, "ACI, Somme"},
	{"cip@etti.demo", "Yannick", "Delaplume", parcours.Cip, "ETTI, Nord"},
	{"encadrant@etti.demo", "Sonia", "Dunid", parcours.Encadrant, "ETTI, Nord"},
	{"directeur@etti.demo", "Marc", "Devolière", parcours.Directeur, "ETTI, Nord"},
	{"cip@deux.demo", "Dominique", "Desdeux", parcours.Cip, deuxLieux},
}

// deuxLieux is where somebody works who has a role in both structures.
const deuxLieux = "ACI et ETTI"

// ErrPasVide refuses to mix the demo with what people entered.
var ErrPasVide = errors.New("la démonstration ne se charge que dans une base vide")

func requireEmpty(ctx context.Context, a *app.App) error {
	vide, err := a.IsEmpty(ctx)
	if err == nil && !vide {
		err = ErrPasVide
	}
	return err
}

// Load fills an empty database: two structures, their people, and parcours in every state, as of that day.
func Load(ctx context.Context, a *app.App, aujourdhui parcours.Date) error {
	if err := requireEmpty(ctx, a); err != nil {
		return err
	}
	aci := newScene(ctx, a, aujourdhui, parcours.Siae{
		Nom: "Les Jardins d'Essai", Type: "ACI", Siret: "99900001100018", Departement: "80",
		Opco: "uniformation", EffectifOpco: 38, Reseaux: []string{"chantier_ecole", "cocagne"},
	})
	etti := newScene(ctx, a, aujourdhui, parcours.Siae{
		Nom: "Intérim d'Essai", Type: "ETTI", Siret: "99900002900010", Departement: "59",
		Opco: "akto", EffectifOpco: 64, Reseaux: []string{"fei"},
	})
	for _, s := range []*scene{aci, etti} {
		if err := s.open(); err != nil {
			return fmt.Errorf("demo: open %s: %w", s.siae.Nom, err)
		}
	}
	aci.castACI()
	etti.castETTI()
	// The two structures do not see each other: their year passes side by side.
	fin := make(chan error, 1)
	go func() { fin <- etti.play() }()
	return errors.Join(aci.play(), <-fin)
}
