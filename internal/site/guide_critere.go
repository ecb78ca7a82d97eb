package site

import (
	"slices"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
	"parcours.example/web/pages"
)

// critereAjout is a criterion as the form of an addition asks it.
type critereAjout struct {
	nom, libelle, court string
	liste               parcours.Liste
	plus                bool // rarely asked: folded under « Plus de critères »
}

// criteresAjout are the lists of the form: what changes from one parcours to
// another first, then what changes when the structure does. Types of SIAE and
// départements are left out: an addition is read by one SIAE, which has one type
// and one département, so that they would always hold, or never.
var criteresAjout = []critereAjout{
	{"freins", "Freins auxquels cela répond", "frein", slices.Concat(parcours.Freins, parcours.FreinsGestion), false},
	{"etats", "États du parcours", "état", parcours.ListeEtats(), false},
	{"types_formation", "Types de formation", "type de formation", parcours.TypesFormation, false},
	{"dispositifs", "Dispositifs au plan de financement", "dispositif", parcours.Dispositifs, false},
	{"origines", "Origines du besoin", "origine", parcours.Origines, false},
	{"lieux", "Lieux de formation", "lieu", parcours.LieuxFormation, false},
	{"modalites", "Modalités", "modalité", parcours.Modalites, false},
	{"roles", "Rôles", "rôle", parcours.Roles, false},
	{"offres", "Offres de formation", "offre", parcours.Offres, true},
	{"portees", "Portées de la formation", "portée", parcours.Portees, true},
	{"territoires", "Zones où vous travaillez", "zone", guide.Territoires, true},
	{"opcos", "OPCO", "OPCO", parcours.Opcos, true},
	{"reseaux", "Réseaux", "réseau", parcours.Reseaux, true},
}

// champsCriteres are the fields of guide.Criteres, less its days, which it keeps as texts.
var champsCriteres = func() parcours.Champs {
	const max = 1_000_000_000
	champs := parcours.Champs{
		{Code: "structure", Libelle: "Concerne la structure", Genre: parcours.GenreCase},
		{Code: "effectif_min", Libelle: "Effectif, au moins", Genre: parcours.GenreEntier, Max: max},
		{Code: "effectif_max", Libelle: "Effectif, au plus", Genre: parcours.GenreEntier, Max: max},
	}
	for _, k := range criteresAjout {
		champs = append(champs, parcours.Champ{
			Code: k.nom, Libelle: k.libelle, Genre: parcours.GenreMulti, Liste: k.liste,
		})
	}
	return champs
}()

// offered is what the form proposes of a criterion: of the zones, those of the
// département, and any that is ticked already: the structure may have moved.
func (k critereAjout) offered(f *Form, departement string) parcours.Liste {
	if k.nom != "territoires" {
		return k.liste
	}
	coches := f.Liste(k.nom)
	ici := guide.TerritoiresFor(departement)
	return slices.DeleteFunc(slices.Clone(k.liste), func(t parcours.Terme) bool {
		return !slices.Contains(coches, t.Code) && !ici.Has(t.Code)
	})
}

// conditionsOf says when an addition is shown, in the words of the form.
func conditionsOf(c *guide.Criteres) []string {
	var dits []string
	valeurs := champsCriteres.Values(c)
	for _, k := range criteresAjout {
		if codes := valeurs[k.nom]; len(codes) > 0 {
			dits = append(dits, k.court+" : "+joinLibelles(k.liste, codes, ", "))
		}
	}
	if c.EffectifMin > 0 {
		dits = append(dits, "à partir de "+composants.Pluriel(c.EffectifMin, "salarié", "salariés"))
	}
	if c.EffectifMax > 0 {
		dits = append(dits, "jusqu'à "+composants.Pluriel(c.EffectifMax, "salarié", "salariés"))
	}
	return dits
}

// putCriteres draws the criteria, and opens the folds that hold something.
func putCriteres(p *pages.GuideAjoutPage, f *Form, departement string) {
	for _, k := range criteresAjout {
		champ := pages.CritereForm{Nom: k.nom, Libelle: k.libelle, Liste: k.offered(f, departement)}
		if k.nom == "territoires" {
			champ.Aide = "L'ajout se montre si l'une d'elles est cochée dans « Territoire »."
		}
		if k.plus {
			p.Plus = append(p.Plus, champ)
			p.PlusPrecis = p.PlusPrecis || f.holds(k.nom)
			continue
		}
		p.Criteres = append(p.Criteres, champ)
		p.Precise = p.Precise || f.holds(k.nom) && k.nom != "freins" // asked in sight
	}
	p.PlusPrecis = p.PlusPrecis || f.holds("effectif_min", "effectif_max")
	p.Precise = p.Precise || p.PlusPrecis || f.holds("du", "au", "lien", "important", "structure")
}

// holds: one of these fields was filled in, or has to be corrected.
func (f *Form) holds(noms ...string) bool {
	return slices.ContainsFunc(noms, func(nom string) bool {
		isRefused := slices.ContainsFunc(f.Erreurs, func(e composants.Erreur) bool { return e.Champ == nom })
		return isRefused || len(f.Liste(nom)) > 0
	})
}
