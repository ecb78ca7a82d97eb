package pages

import (
	"strings"

	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
)

func TypesSiae() []composants.Option {
	return each(parcours.TypesSiae, func(t parcours.Terme) composants.Option {
		return composants.Option{Valeur: t.Code, Libelle: t.Code + " · " + t.Libelle}
	})
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
