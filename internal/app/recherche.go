package app

import "parcours.example/internal/parcours"

// Seal hides words that travel in an address of this person; Unseal reads them
// back, in the same SIAE only.
func (a *App) Seal(qui parcours.Identite, mots string) string {
	return a.jetons.Seal(mots, a.Marque(qui))
}

func (a *App) Unseal(qui parcours.Identite, scelle string) string {
	return a.jetons.Unseal(scelle, a.Marque(qui))
}
