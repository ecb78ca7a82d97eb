package pages

import (
	"cmp"
	"fmt"

	"parcours.example/web/composants"
)

// importFrise draws the steps; beyond the last one, all is done.
func importFrise(courante int) []composants.Etape {
	etapes := []composants.Etape{{Libelle: "Fichier"}, {Libelle: "Colonnes"}, {Libelle: "Vérification"}, {Libelle: "Import"}}
	etats := []composants.EtatEtape{composants.EtapeFaite, composants.EtapeCourante, composants.EtapeAVenir}
	for i := range etapes {
		etapes[i].Etat = etats[1+cmp.Compare(i+1, courante)]
	}
	return etapes
}

func (p ImportApercuPage) titre() string {
	if p.Annulation != nil && p.Annulation.Faite != "" {
		return "Import annulé"
	}
	return either(p.IsImporte, composants.Pluriel(p.Crees, "salarié ajouté", "salariés ajoutés"), "Vérifier avant d'importer")
}

func (p ImportApercuPage) bouton() string {
	if p.ACreer == 0 {
		return "Importer les lignes cochées"
	}
	// True without script too, whatever is ticked; the script counts.
	suite := either(len(p.Doublons) > 0, " et les lignes cochées", "")
	return "Importer " + composants.Pluriel(p.ACreer, "salarié", "salariés") + suite
}

func (v ImportVerdict) option() composants.Option {
	return composants.Option{Valeur: entier(v.Numero), Libelle: fmt.Sprintf("Ligne %d : %s", v.Numero, v.Nom), Aide: v.Raison}
}

// genresVerdict are the tones of the verdicts; the others are told plainly.
var genresVerdict = map[string]composants.Genre{
	"a_creer": composants.Succes, "doublon_possible": composants.Avertissement, "erreur": composants.Echec,
}
