package importation

import (
	"fmt"
	"io"

	"parcours.example/internal/export"
)

// WriteRapport writes what an import did, or would do, row by row, as a workbook that can be set beside the original
// file.
func WriteRapport(w io.Writer, lignes []Ligne, verdicts []Verdict) error {
	if len(lignes) != len(verdicts) {
		return fmt.Errorf("importation: report of %d rows with %d verdicts", len(lignes), len(verdicts))
	}
	detail := export.Feuille{
		Nom: "Lignes",
		Colonnes: []export.Colonne{
			{Titre: "Ligne", Genre: export.Entier}, {Titre: "Nom"}, {Titre: "Prénom"}, {Titre: "Date de naissance", Genre: export.Jour},
			{Titre: "Verdict", Largeur: 18}, {Titre: "Raison", Largeur: 60},
			{Titre: "Personne ou ligne liée", Largeur: 28}, {Titre: "À vérifier", Largeur: 60},
		},
	}
	for i, l := range lignes {
		v := verdicts[i]
		raison, averti, naissance := v.Raison, l.reasons(true), any(l.Personne.DateNaissance)
		if l.Personne.DateNaissance.IsZero() {
			naissance = l.Valeurs[ColNaissance] // what was typed and could not be read: that is the cell to correct
		}
		if v.Code == ACreer {
			raison = "" // its warnings have a column of their own
		}
		liee := v.Qui
		if v.LigneLiee != 0 {
			liee = fmt.Sprintf("%s (ligne %d)", v.Qui, v.LigneLiee)
		}
		detail.Lignes = append(detail.Lignes, []any{l.Numero, l.Personne.Nom, l.Personne.Prenom, naissance,
			v.Code.Libelle(), raison, liee, averti})
	}
	bilan := export.Feuille{Nom: "Bilan", Colonnes: []export.Colonne{{Titre: "Verdict"}, {Titre: "Lignes", Genre: export.Entier}}}
	n := Count(verdicts)
	for _, c := range CodesVerdict {
		bilan.Lignes = append(bilan.Lignes, []any{c.Libelle, n[CodeVerdict(c.Code)]})
	}
	bilan.Lignes = append(bilan.Lignes, []any{"Total", len(verdicts)})
	return export.WriteClasseur(w, detail, bilan)
}
