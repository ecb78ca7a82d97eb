package main

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
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
func (p *programme) printCheck(g *guideLu, fichiers int, le parcours.Date) {
	fmt.Fprintf(p.sortie, "Guide en ordre : %s, %s, %s (%s).\n%s ; textes de %s.\n",
		count(len(g.Items()), "élément", "éléments"), count(len(g.Etapes()), "étape", "étapes"), count(fichiers, "fichier", "fichiers"), g.ou(),
		g.Edition().Libelle(), strings.Join(g.Editions(), ", "))
	p.printOld(g.Old(le, guide.MoisAncien))
	p.printLiens(g.WithLiens())
	p.printExpired(g.Expired(le))
}

// printOld groups by file: that is where the texts are looked at again.
func (p *programme) printOld(items []*guide.Item) {
	fmt.Fprintf(p.sortie, "\nPlus de %d mois : %d\n", guide.MoisAncien, len(items))
	ids := map[string][]string{}
	for _, it := range items {
		ids[it.Fichier()] = append(ids[it.Fichier()], it.ID)
	}
	for _, f := range slices.Sorted(maps.Keys(ids)) {
		fmt.Fprintf(p.sortie, "  %s (%d)\n%s", f, len(ids[f]), wrap(shorten(ids[f]), "    "))
	}
}

func (p *programme) printLiens(items []*guide.Item) {
	par := map[string][]string{}
	for _, it := range items {
		for _, l := range it.Liens {
			par[l.URL] = append(par[l.URL], it.ID)
		}
	}
	fmt.Fprintf(p.sortie, "\nAdresses web : %d, non appelées\n", len(par))
	for _, url := range slices.Sorted(maps.Keys(par)) {
		fmt.Fprintf(p.sortie, "  %s\n%s", url, wrap(slices.Compact(par[url]), "    "))
	}
}

func (p *programme) printExpired(items []*guide.Item) {
	fmt.Fprintf(p.sortie, "\nDates dépassées : %d\n", len(items))
	for _, it := range items {
		fmt.Fprintf(p.sortie, "  %s:%d, %s\n    %s\n", it.Fichier(), it.Ligne(), it.Validite(), titled(it.ID, it.Titre, "    "))
	}
}

// printDiff tells what changes from one guide to another, by kind of change.
func (p *programme) printDiff(avant, apres *guideLu) {
	fmt.Fprintf(p.sortie, "De   %s (%s)\nÀ    %s (%s)\n\n", avant.Edition().Libelle(), avant.ou(), apres.Edition().Libelle(), apres.ou())
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
	var b strings.Builder
	ligne := marge
	for i, mot := range mots {
		if i < len(mots)-1 {
			mot += ","
		}
		if ligne != marge && utf8.RuneCountInString(ligne)+1+utf8.RuneCountInString(mot) > largeur {
			b.WriteString(ligne + "\n")
			ligne = marge
		}
		if ligne != marge {
			ligne += " "
		}
		ligne += mot
	}
	b.WriteString(ligne + "\n")
	return b.String()
}

var finDeNombre = regexp.MustCompile(`\d+$`)

// shorten sorts ids and writes three or more in a row as « OPC-01 à OPC-59 ».
func shorten(ids []string) []string {
	type rang struct {
		id, prefixe string
		n           int
	}
	rangs := make([]rang, len(ids))
	for i, id := range ids {
		nombre := finDeNombre.FindString(id)
		n, _ := strconv.Atoi(nombre) // none: the first of its kind
		rangs[i] = rang{id, strings.TrimSuffix(id, nombre), n}
	}
	slices.SortFunc(rangs, func(a, b rang) int { return cmp.Or(strings.Compare(a.prefixe, b.prefixe), a.n-b.n) })
	var courts []string
	for i := 0; i < len(rangs); {
		j := i + 1
		for j < len(rangs) && rangs[j].prefixe == rangs[i].prefixe && rangs[j].n == rangs[j-1].n+1 {
			j++
		}
		if j-i > 2 {
			courts = append(courts, rangs[i].id+" à "+rangs[j-1].id)
		} else {
			for _, r := range rangs[i:j] {
				courts = append(courts, r.id)
			}
		}
		i = j
	}
	return courts
}

// count writes a number and its noun, with a space that a search finds.
func count(n int, un, plusieurs string) string {
	return strconv.Itoa(n) + " " + composants.Accord(n, un, plusieurs)
}
