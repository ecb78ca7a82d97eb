package app

import (
	"errors"

	"parcours.example/internal/parcours"
)

var errPasMigre = errors.New("la base de données n'est pas à jour : lancez « parcours migrate »")

// refuse is the refusal of what was typed in a field.
func refuse(champ, message string) error {
	return &parcours.Erreur{Code: parcours.Invalide, Champ: champ, Message: message}
}
