package pages

import (
	"strings"

	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
)

func typesSiae() []composants.Option {
	choix := options(parcours.TypesSiae)
	for i := range choix {
		choix[i].Libelle = choix[i].Valeur + " · " + choix[i].Libelle
	}
	return choix
}

// siret writes « 356 000 000 00048 ».
func siret(s string) string {
	if len(s) != 14 {
		return s
	}
	return strings.Join([]string{s[:3], s[3:6], s[6:9], s[9:]}, "\u00a0")
}

func departement(code string) string {
	if nom := parcours.DepartementsHdf.Libelle(code); nom != code {
		return code + " · " + nom
	}
	return code
}

func effectif(n int) string {
	if n == 0 {
		return ""
	}
	return composants.Pluriel(n, "salarié", "salariés")
}

func reseaux(codes []string) string {
	noms := make([]string, len(codes))
	for i, c := range codes {
		noms[i] = parcours.Reseaux.Libelle(c)
	}
	return strings.Join(noms, ", ")
}
