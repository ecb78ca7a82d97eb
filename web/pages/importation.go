package pages

import (
	"fmt"

	"parcours.example/web/composants"
)

func importFrise(courante int) []composants.Etape {
	etapes := []composants.Etape{{Libelle: "Fichier"}, {Libelle: "Colonnes"}, {Libelle: "Vérification"}, {Libelle: "Import"}}
	for i := range etapes {
		switch n := i + 1; {
		case n < courante:
			etapes[i].Etat = composants.EtapeFaite
		case n == courante:
			etapes[i].Etat = composants.EtapeCourante
		default:
			etapes[i].Etat = composants.EtapeAVenir
		}
	}
	return etapes
}

func (p ImportApercuPage) etape() int {
	if p.IsImporte {
		return 5 // all done
	}
	return 3
}

func (p ImportApercuPage) titre() string {
	if !p.IsImporte {
		return "Vérifier avant d'importer"
	}
	return composants.Pluriel(p.Crees, "salarié ajouté", "salariés ajoutés")
}

func (p ImportApercuPage) bouton() string {
	if p.ACreer == 0 {
		return "Importer les lignes cochées"
	}
	// True without script too, whatever is ticked; the script counts.
	suite := ""
	if len(p.Doublons) > 0 {
		suite = " et les lignes cochées"
	}
	return "Importer " + composants.Pluriel(p.ACreer, "salarié", "salariés") + suite
}

func (p ImportApercuPage) doublonsOptions() []composants.Option {
	choix := make([]composants.Option, len(p.Doublons))
	for i, d := range p.Doublons {
		choix[i] = composants.Option{Valeur: entier(d.Numero), Libelle: fmt.Sprintf("Ligne %d : %s", d.Numero, d.Nom), Aide: d.Raison}
	}
	return choix
}

func verdictGenre(code string) composants.Genre {
	switch code {
	case "a_creer":
		return composants.Succes
	case "doublon_possible":
		return composants.Avertissement
	case "erreur":
		return composants.Echec
	}
	return composants.Info
}
