package importation

import (
	"regexp"
	"slices"
	"strings"

	"parcours.example/internal/parcours"
)

// reconnusMin titles recognised on one row make it the row of the titles.
const reconnusMin = 3

// lignesTitre is how far the titles may be from the first filled row: a name, a date, a logo's cell come before them.
const lignesTitre = 30

// grille is a table before one knows which row holds its titles.
type grille struct {
	nom     string
	rangees []Rangee // the filled ones, up to the limit
	total   int      // filled rows met
}

// add keeps a filled row; beyond what can be imported it only counts it.
func (g *grille) add(cellules []string, numero int) error {
	if g.total > MaxLignes+lignesTitre {
		if slices.ContainsFunc(cellules, func(c string) bool { return strings.TrimSpace(c) != "" }) {
			g.total++
		}
		return nil
	}
	propres, err := cleanRow(cellules, numero)
	if err != nil {
		return err
	}
	if len(propres) == 0 {
		return nil
	}
	g.total++
	g.rangees = append(g.rangees, Rangee{Numero: numero, Cellules: propres})
	return nil
}

// locate finds the row of the titles: the first with enough recognised titles, else the one with two, else the first
// that has at least two cells, else the first. It also says how many titles it recognises there.
func (g grille) locate() (rang, reconnus int) {
	rempli := -1
	for i, r := range g.rangees[:min(len(g.rangees), lignesTitre)] {
		n := countRecognized(r.Cellules)
		if n >= reconnusMin {
			return i, n
		}
		if n == 2 && reconnus == 0 {
			rang, reconnus = i, n
		}
		// A row ends with a cell that is filled: two are, when another one is.
		if rempli < 0 && slices.ContainsFunc(r.Cellules[:len(r.Cellules)-1], func(c string) bool { return c != "" }) {
			rempli = i
		}
	}
	if reconnus > 0 || rempli < 0 {
		return rang, reconnus
	}
	return rempli, countRecognized(g.rangees[rempli].Cellules)
}

// feuille separates titles from rows and refuses what has none.
func (g grille) feuille() (*Feuille, error) {
	if len(g.rangees) == 0 {
		return nil, refuse("Ce fichier ne contient aucune donnée. Vérifiez que c'est le bon, et que la feuille n'est pas masquée.")
	}
	rang, reconnus := g.locate()
	if n := g.total - rang - 1; n > MaxLignes {
		return nil, tooMany(n)
	}
	entetes := g.rangees[rang].Cellules
	if reconnus == 0 && slices.ContainsFunc(entetes, formeDonnee.MatchString) {
		return nil, refuse("Ce tableau n'a pas de ligne de titres. Ajoutez en première ligne : Nom, Prénom, Date de naissance…")
	}
	if g.total-rang == 1 {
		return nil, refuse("Ce tableau n'a que sa ligne de titres : il n'y a personne à importer. Vérifiez que c'est le bon fichier.")
	}
	f := &Feuille{Nom: g.nom, Lignes: g.rangees[rang+1:]}
	f.Entetes = widen(entetes, f.Lignes)
	f.discard()
	return f, nil
}

// widen gives an empty title to the columns that have none: their data can still be matched by hand.
func widen(entetes []string, lignes []Rangee) []string {
	largeur := len(entetes)
	for _, r := range lignes {
		largeur = max(largeur, len(r.Cellules))
	}
	larges := make([]string, largeur)
	for i, e := range entetes {
		larges[i] = strings.Join(strings.Fields(e), " ")
	}
	return larges
}

var (
	formeDonnee = regexp.MustCompile(`@|^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}$|^\+?[\d .]{5,}$`)
	// sensibles are titles of columns that must not even be kept in a preview. A prescripteur may tell of prison, of
	// asylum, of a childhood in care.
	sensibles = regexp.MustCompile(`\b(nir|securite sociale|n ss|num ss|secu|rqth|handicape?|` +
		`invalidite|sante|medicale?|maladie|pathologie|detention|justice|casier|judiciaire|iban|rib|prescripteur|refus)\b`)
)

// discard empties what this application never holds: whole columns by their title, and any cell that is shaped like a
// social security number.
func (f *Feuille) discard() {
	ecartees := make(map[int]bool)
	for i, e := range f.Entetes {
		if sensibles.MatchString(plain(e)) {
			ecartees[i] = true
			f.Ecartees = append(f.Ecartees, e)
		}
	}
	for _, r := range f.Lignes {
		for i, c := range r.Cellules {
			switch {
			case ecartees[i]:
				r.Cellules[i] = ""
			case len(c) >= 13 && parcours.HasNir(c):
				r.Cellules[i] = nirEcarte
			}
		}
	}
}

// nirEcarte replaces a number that was removed, so that the person sees why the cell is not imported.
const nirEcarte = "(numéro retiré)"
