package site

import (
	"slices"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
	"parcours.example/web/pages"
)

// offered is what the form proposes of a criterion: of the zones, those of the
// département, and any that is ticked already: the structure may have moved.
func offered(k parcours.Champ, f *Form, departement string) parcours.Liste {
	if k.Code != "territoires" {
		return k.Liste
	}
	coches := f.Liste(k.Code)
	ici := guide.TerritoiresFor(departement)
	return slices.DeleteFunc(slices.Clone(k.Liste), func(t parcours.Terme) bool {
		return !slices.Contains(coches, t.Code) && !ici.Has(t.Code)
	})
}

// conditionsOf says when an addition is shown, in the words of the form.
func conditionsOf(c *guide.Criteres) []string {
	var dits []string
	for _, k := range guide.ChampsCriteres {
		if codes := k.Textes(c); len(codes) > 0 {
			dits = append(dits, k.Word()+" : "+joinLibelles(k.Liste, codes, ", "))
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
	for _, k := range guide.ChampsCriteres {
		champ := pages.CritereForm{Nom: k.Code, Libelle: k.Libelle, Liste: offered(k, f, departement)}
		if k.Code == "territoires" {
			champ.Aide = "L'ajout se montre si l'une d'elles est cochée dans « Territoire »."
		}
		if k.Groupe != "" { // rarely asked
			p.Plus = append(p.Plus, champ)
			p.PlusPrecis = p.PlusPrecis || f.holds(k.Code)
			continue
		}
		p.Criteres = append(p.Criteres, champ)
		p.Precise = p.Precise || f.holds(k.Code) && k.Code != "freins" // asked in sight
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
