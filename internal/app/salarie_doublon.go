package app

import (
	"fmt"

	"parcours.example/internal/importation"
	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// DoublonPossible is the warning that somebody who is added by hand may be here already.
const DoublonPossible = "doublon_possible"

// findDoublon looks for a person of the SIAE who looks like s, by the rule of imports.
func findDoublon(tx *postgres.Tx, s parcours.Salarie) ([]parcours.Constat, error) {
	existants, err := postgres.List[parcours.Salarie](tx, nil)
	if err != nil {
		return nil, err
	}
	deja, raison, homonyme := importation.Resembles(s, existants)
	if deja == nil {
		return nil, nil
	}
	debut := "Cette personne est peut-être déjà là"
	if homonyme {
		debut = "Une personne du même nom existe déjà"
	}
	return []parcours.Constat{{Code: DoublonPossible, Lien: fmt.Sprintf("/salaries/%d", deja.ID),
		Message: fmt.Sprintf("%s : %s (%s). Cochez si c'est une autre personne.", debut, deja.NomComplet(), raison)}}, nil
}
