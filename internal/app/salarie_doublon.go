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
	connus, err := listConnus(tx)
	if err != nil {
		return nil, err
	}
	for _, x := range importation.Resembling(s, connus) {
		debut := "Cette personne est peut-être déjà là"
		if x.Homonyme {
			debut = "Une personne du même nom existe déjà"
		}
		return []parcours.Constat{{Code: DoublonPossible, Lien: fmt.Sprintf("/salaries/%d", x.ID),
			Message: fmt.Sprintf("%s : %s (%s). Cochez si c'est une autre personne.", debut, x.NomComplet(), x.Raison)}}, nil
	}
	return nil, nil
}

// listConnus are the people of the SIAE; those whose file another took in come after,
// under its number, so that whoever names them finds it.
func listConnus(tx *postgres.Tx) ([]parcours.Salarie, error) {
	gens, err := postgres.List[parcours.Salarie](tx, nil)
	if err != nil {
		return nil, err
	}
	absorbes, err := tx.ListAbsorbes()
	return append(gens, absorbes...), err
}
