package importation

import (
	"slices"
	"strings"

	"github.com/hbollon/go-edlib"

	"parcours.example/internal/parcours"
)

// identite is what makes two records the same person without a doubt: name, first name and date of birth; without a
// date of birth, all that identifies must be equal.
func identite(p parcours.Salarie) string {
	cle := plain(p.Nom) + "|" + plain(p.Prenom) + "|"
	if !p.DateNaissance.IsZero() {
		return cle + p.DateNaissance.String()
	}
	return cle + strings.ToLower(p.Email) + "|" + telKey(p.Telephone) + "|" + p.PassNumero
}

// mergeDoublons keeps one row per person of the file: the one whose contract is the most recent. The others point to
// it.
func mergeDoublons(lignes []Ligne) {
	type groupe struct {
		garde  *Ligne
		lignes []*Ligne
	}
	groupes := map[cle]*groupe{}
	for i := range lignes {
		l := &lignes[i]
		if !l.IsRetenue() {
			continue
		}
		p := l.Personne
		g := groupes[cle{"identite", identite(p)}]
		pass := groupes[cle{"pass", p.PassNumero}]
		if g == nil && pass != nil && isSamePass(p, pass.garde.Personne) {
			g = pass
		}
		if g == nil {
			g = &groupe{garde: l}
		}
		if isMoreRecent(p, g.garde.Personne) {
			g.garde = l
		}
		g.lignes = append(g.lignes, l)
		groupes[cle{"identite", identite(p)}] = g
		if p.PassNumero != "" {
			groupes[cle{"pass", p.PassNumero}] = g
		}
	}
	for _, g := range groupes {
		for _, l := range g.lignes {
			if l != g.garde {
				l.DoublonDe = g.garde.Numero
			}
		}
	}
}

// isSamePass: a number copied on the wrong row must not merge two people.
func isSamePass(a, b parcours.Salarie) bool {
	return (!a.DateNaissance.IsZero() && a.DateNaissance == b.DateNaissance) || isSimilar(a, b) || isSwapped(a, b)
}

func isMoreRecent(a, b parcours.Salarie) bool {
	if a.DateDebutContrat != b.DateDebutContrat {
		return a.DateDebutContrat.After(b.DateDebutContrat)
	}
	// An open contract is more recent than one that ended.
	if a.DateFinContrat.IsZero() != b.DateFinContrat.IsZero() {
		return a.DateFinContrat.IsZero()
	}
	return a.DateFinContrat.After(b.DateFinContrat)
}

func isSimilar(a, b parcours.Salarie) bool {
	return isClose(plain(a.Nom), plain(b.Nom)) && isClose(plain(a.Prenom), plain(b.Prenom))
}

func isSwapped(a, b parcours.Salarie) bool {
	return plain(a.Nom) == plain(b.Prenom) && plain(a.Prenom) == plain(b.Nom)
}

// isClose: equal but for spaces, one letter, or one half of a compound name.
func isClose(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	colleA, colleB := strings.ReplaceAll(a, " ", ""), strings.ReplaceAll(b, " ", "")
	// One letter of three is another name: Léa, Lia. Two neighbours exchanged count for one.
	return colleA == colleB || isPart(a, b) || isPart(b, a) ||
		min(len(colleA), len(colleB)) >= 4 && edlib.OSADamerauLevenshteinDistance(colleA, colleB) <= 1
}

// isPart tells that all the words of a are in b: Chevallier, Chevallier-Benoit.
func isPart(a, b string) bool {
	mots := strings.Fields(b)
	return !slices.ContainsFunc(strings.Fields(a), func(m string) bool { return !slices.Contains(mots, m) })
}
