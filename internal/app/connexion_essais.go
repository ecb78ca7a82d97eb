package app

import (
	"time"

	"parcours.example/internal/parcours"
)

// TropDEssais is the refusal of somebody who tried too often to sign in. It
// reads as the Erreur that it carries, and tells a program how long to wait.
type TropDEssais struct {
	Attente time.Duration
	Refus   *parcours.Erreur
}

func (e *TropDEssais) Error() string { return e.Refus.Error() }
func (e *TropDEssais) Unwrap() error { return e.Refus }
