package pages

import (
	"cmp"
	"fmt"

	"parcours.example/web/composants"
)

func importFrise(courante int) []composants.Etape {
	etapes := []composants.Etape{{Libelle: "Fichier"}, {Libelle: "Colonnes"}, {Libelle: "Vérification"}, {Libelle: "Import"}}
	etats := []composants.EtatEtape{composants.EtapeFaite, composants.EtapeCourante, composants.EtapeAVenir}
	for i := range etapes {
		etapes[i].Etat = etats[1+cmp.Compare(i+1, courante)]
	}
	return etapes
}

func (p ImportApercuPage) etape() int { return either(p.IsImporte, 5, 3) } // 5: all done

func (p ImportApercuPage) titre() string {
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

func (p ImportApercuPage) doublonsOptions() []composants.Option {
	return each(p.Doublons, func(d ImportVerdict) composants.Option {
		return composants.Option{Valeur: entier(d.Numero), Libelle: fmt.Sprintf("Ligne %d : %s", d.Numero, d.Nom), Aide: d.Raison}
	})
}

// genresVerdict are the tones of the verdicts; the others are told plainly.
var genresVerdict = map[string]composants.Genre{
	"a_creer": composants.Succes, "doublon_possible": composants.Avertissement, "erreur": composants.Echec,
}
