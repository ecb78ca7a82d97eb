package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
)

// largeur is the width that these lists keep to, so that they are read in a terminal and pasted in a message.
const largeur = 96

// printCheck tells what a guide without defects holds, and what in it ages.
func (p *programme) printCheck(g *guideLu, le parcours.Date) error {
	fichiers, err := guide.Files(g.fichiers)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.sortie, "Guide en ordre : %s, %s, %s (%s).\n%s ; textes de %s.\n",
		count(len(g.Items()), "élément", "éléments"), count(len(g.Etapes()), "étape", "étapes"),
		count(len(fichiers), "fichier", "fichiers"), g.ou(), g.Edition().Libelle(), strings.Join(g.Editions(), ", "))

	anciens := g.Old(le, guide.MoisAncien)
	fmt.Fprintf(p.sortie, "\nPlus de %d mois : %d\n", guide.MoisAncien, len(anciens))
	parFichier := map[string][]string{} // that is where the texts are looked at again
	for _, it := range anciens {
		parFichier[it.Fichier()] = append(parFichier[it.Fichier()], it.ID)
	}
	for _, f := range slices.Sorted(maps.Keys(parFichier)) {
		fmt.Fprintf(p.sortie, "  %s (%d)\n%s", f, len(parFichier[f]), wrap(shorten(parFichier[f]), "    "))
	}

	parURL := map[string][]string{}
	for _, it := range g.WithLiens() {
		for _, l := range it.Liens {
			parURL[l.URL] = append(parURL[l.URL], it.ID)
		}
	}
	fmt.Fprintf(p.sortie, "\nAdresses web : %d, non appelées\n", len(parURL))
	for _, url := range slices.Sorted(maps.Keys(parURL)) {
		fmt.Fprintf(p.sortie, "  %s\n%s", url, wrap(slices.Compact(parURL[url]), "    "))
	}

	expires := g.Expired(le)
	fmt.Fprintf(p.sortie, "\nDates dépassées : %d\n", len(expires))
	for _, it := range expires {
		fmt.Fprintf(p.sortie, "  %s:%d, %s\n    %s\n", it.Fichier(), it.Ligne(), it.Validite(), titled(it.ID, it.Titre, "    "))
	}
	return nil
}

// printDiff tells what changes from one guide to another, by kind of change.
func (p *programme) printDiff(avant, apres *guideLu) {
	fmt.Fprintf(p.sortie, "De   %s (%s)\nÀ    %s (%s)\n\n",
		avant.Edition().Libelle(), avant.ou(), apres.Edition().Libelle(), apres.ou())
	changements := guide.Diff(avant.Guide, apres.Guide)
	if len(changements) == 0 {
		fmt.Fprintln(p.sortie, "Aucun élément ne change.")
		return
	}
	par := map[string][]guide.Changement{}
	for _, c := range changements {
		par[c.Genre] = append(par[c.Genre], c)
	}
	for _, genre := range []struct{ code, un, plusieurs string }{
		{guide.GenreAjoute, "élément ajouté", "éléments ajoutés"},
		{guide.GenreModifie, "élément modifié", "éléments modifiés"},
		{guide.GenreRetire, "élément retiré", "éléments retirés"},
	} {
		fmt.Fprintln(p.sortie, count(len(par[genre.code]), genre.un, genre.plusieurs))
		for _, c := range par[genre.code] {
			fmt.Fprintf(p.sortie, "  %s\n", titled(c.ID, c.Titre, "  "))
			if len(c.Champs) > 0 {
				fmt.Fprint(p.sortie, wrap(c.Champs, "    "))
			}
		}
	}
}

// titled is an id and its title, cut where the line ends.
func titled(id, titre, marge string) string {
	ligne := []rune(id + "  " + titre)
	if place := largeur - len(marge); len(ligne) > place {
		return string(ligne[:place-1]) + "…"
	}
	return string(ligne)
}

// wrap joins words with commas, on lines that begin with the margin.
func wrap(mots []string, marge string) string {
	ligne, texte := marge+mots[0], ""
	for i, mot := range mots[1:] {
		virgule := min(len(mots)-2-i, 1) // the last word has none
		if utf8.RuneCountInString(ligne+", "+mot)+virgule > largeur {
			texte += ligne + ",\n"
			ligne = marge + mot
		} else {
			ligne += ", " + mot
		}
	}
	return texte + ligne + "\n"
}

// shorten sorts ids and writes three or more in a row as « OPC-01 à OPC-59 ».
func shorten(ids []string) (courts []string) {
	numero := func(id string) (prefixe string, n int) {
		prefixe = strings.TrimRight(id, "0123456789")
		n, _ = strconv.Atoi(id[len(prefixe):]) // none: the first of its kind
		return prefixe, n
	}
	ids = slices.SortedFunc(slices.Values(ids), func(a, b string) int {
		prefixeA, na := numero(a)
		prefixeB, nb := numero(b)
		return cmp.Or(strings.Compare(prefixeA, prefixeB), na-nb)
	})
	for len(ids) > 0 {
		suite := 1
		for prefixe, n := numero(ids[0]); suite < len(ids); suite++ {
			if p, m := numero(ids[suite]); p != prefixe || m != n+suite {
				break
			}
		}
		if suite > 2 {
			courts = append(courts, ids[0]+" à "+ids[suite-1])
		} else {
			courts = append(courts, ids[:suite]...)
		}
		ids = ids[suite:]
	}
	return courts
}

// count writes a number and its noun, with a space that a search finds.
func count(n int, un, plusieurs string) string {
	return strconv.Itoa(n) + " " + composants.Accord(n, un, plusieurs)
}
