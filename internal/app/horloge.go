package app

import (
	"time"

	"parcours.example/internal/parcours"
)

// WithClock is the same program living at another moment: the demo and the
// tests tell stories that last a year.
func (a *App) WithClock(maintenant func() time.Time, aujourdhui func() parcours.Date) *App {
	b := *a
	b.maintenant, b.aujourdhui = maintenant, aujourdhui
	return &b
}
