package app

import (
	"context"

	"parcours.example/internal/parcours"
)

// Essai is what a trial of a deed tells in place of doing it: what it would change. It is
// an error, for which nothing of the deed is kept.
type Essai struct {
	Etat parcours.Etat // of the parcours, after it; "" when it is about none
	parcours.Ecart
	Annulation *Annulation // of an import, or its taking back
}

func (*Essai) Error() string { return "a trial: nothing is kept" }

type essaiKey struct{}

// Try makes trials of the deeds of a request: each is judged as it would be done, and
// answers its Essai.
func Try(ctx context.Context) context.Context { return context.WithValue(ctx, essaiKey{}, true) }

func isEssai(ctx context.Context) bool { return ctx.Value(essaiKey{}) != nil }
