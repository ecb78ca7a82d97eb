package app

import (
	"errors"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

var errPasMigre = errors.New("la base de données n'est pas à jour : lancez « parcours migrate »")

// refuse is the refusal of what was typed in a field.
func refuse(champ, message string) error {
	return &parcours.Erreur{Code: parcours.Invalide, Champ: champ, Message: message}
}

// checkMerged leads whoever opens a file that another took in to that one.
func checkMerged(tx *postgres.Tx, s parcours.Salarie) error {
	if s.RetireLe == nil {
		return nil
	}
	r, err := tx.FindRapprochement(s.ID)
	if err != nil || r == nil {
		return err
	}
	garde, err := postgres.Find[parcours.Salarie](tx, "Salarié", r.SalarieID)
	if err != nil {
		return err
	}
	return parcours.MergedInto(garde.ID, garde.NomComplet())
}
