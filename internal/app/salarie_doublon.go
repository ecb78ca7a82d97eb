package app

import (
	"fmt"
	"slices"

	"parcours.example/internal/importation"
	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// DoublonPossible is the warning that somebody who is added by hand may be here
// already; it is acknowledged like those of a parcours.
const DoublonPossible = "doublon_possible"

// checkDoublon refuses somebody who is added, or put back, and looks like a person of the
// SIAE, by the rule of imports, until that is acknowledged; the history then keeps it,
// after the reason of the deed.
func checkDoublon(tx *postgres.Tx, acte postgres.Acte, s parcours.Salarie, acquittes []string) error {
	existants, err := postgres.List[parcours.Salarie](tx, nil)
	if err != nil {
		return err
	}
	deja, raison, homonyme := importation.Resembles(s, existants)
	if deja == nil {
		return nil
	}
	if slices.Contains(acquittes, DoublonPossible) {
		fait := "Ajoutée"
		if acte.Motif != "" { // somebody who was withdrawn
			fait = acte.Motif + " Remise"
		}
		return tx.Acte(acte.Action, fmt.Sprintf("%s malgré un doublon possible : %s, %s.", fait, deja.NomComplet(), raison))
	}
	debut := "Cette personne est peut-être déjà là"
	if homonyme {
		debut = "Une personne du même nom existe déjà"
	}
	constat := parcours.Constat{Code: DoublonPossible, Message: fmt.Sprintf("%s : %s (%s).", debut, deja.NomComplet(), raison),
		Lien: fmt.Sprintf("/salaries/%d", deja.ID)}
	return &parcours.Erreur{Code: parcours.Bloque, Champ: parcours.ChampAcquittes, AAcquitter: []parcours.Constat{constat},
		Message: constat.Message + " Ouvrez son dossier ; si c'est une autre personne, cochez-le pour continuer."}
}
