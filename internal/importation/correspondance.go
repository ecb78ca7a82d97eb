package importation

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"parcours.example/internal/parcours"
)

// Correspondance says in which column of the file (0 is A) each Colonne is found. It is plain JSON: {"nom": 1,
// "prenom": 2}.
type Correspondance map[string]int

// Ambiguite is several columns of the file that claim the same meaning.
type Ambiguite struct {
	Code     string
	Colonnes []int
}

// Reconnaissance is what the titles of a file tell by themselves.
type Reconnaissance struct {
	Correspondance Correspondance
	Manquants      []string // codes required and not found
	Ambigus        []Ambiguite
	Inconnues      []int // titles that say nothing to us
}

// NeedsHelp tells that a person must match columns before going on.
func (r Reconnaissance) NeedsHelp() bool { return len(r.Manquants) > 0 || len(r.Ambigus) > 0 }

// Recognize matches titles in any order, without regard to case, accents and punctuation. Where two columns of the
// file could be the same thing, it does not guess.
func Recognize(entetes []string) Reconnaissance {
	candidats := make(map[string][]int)
	rangs := make(map[int]int, len(entetes))
	r := Reconnaissance{Correspondance: make(Correspondance)}
	connus := knownTitres()
	for i, e := range entetes {
		p, ok := connus.find(e)
		if !ok {
			r.Inconnues = append(r.Inconnues, i)
			continue
		}
		candidats[p.code] = append(candidats[p.code], i)
		rangs[i] = p.rang
	}
	for _, c := range Colonnes() {
		meilleurs := bestRanked(candidats[c.Code], rangs)
		switch {
		case len(meilleurs) == 1:
			r.Correspondance[c.Code] = meilleurs[0]
		case len(meilleurs) > 1 && c.Reprise:
			r.Ambigus = append(r.Ambigus, Ambiguite{c.Code, meilleurs})
		}
	}
	r.settleNames()
	return r
}

// settleNames: either a full name, or a name and a first name.
func (r *Reconnaissance) settleNames() {
	_, complet := r.Correspondance[ColNomComplet]
	r.Manquants = r.Correspondance.missing()
	if _, nom := r.Correspondance[ColNom]; complet && nom && len(r.Manquants) == 0 {
		if _, prenom := r.Correspondance[ColPrenom]; prenom {
			delete(r.Correspondance, ColNomComplet)
		}
	}
	// An ambiguous name is asked once, as an ambiguity.
	for _, a := range r.Ambigus {
		r.Manquants = slices.DeleteFunc(r.Manquants, func(code string) bool { return code == a.Code })
	}
}

func (c Correspondance) missing() []string {
	if _, ok := c[ColNomComplet]; ok {
		return nil
	}
	var manquants []string
	for _, code := range []string{ColNom, ColPrenom} {
		if _, ok := c[code]; !ok {
			manquants = append(manquants, code)
		}
	}
	return manquants
}

func bestRanked(colonnes []int, rangs map[int]int) []int {
	var meilleurs []int
	for _, i := range colonnes {
		if len(meilleurs) > 0 && rangs[i] < rangs[meilleurs[0]] {
			meilleurs = meilleurs[:0]
		}
		if len(meilleurs) == 0 || rangs[i] == rangs[meilleurs[0]] {
			meilleurs = append(meilleurs, i)
		}
	}
	return meilleurs
}

// Validate checks a matching made by hand, or remembered, against a file.
func (c Correspondance) Validate(entetes []string) error {
	var es parcours.Erreurs
	prises := make(map[int]string)
	for _, code := range slices.Sorted(maps.Keys(c)) {
		i := c[code]
		colonne, connue := FindColonne(code)
		switch {
		case !connue:
			es.Add(code, "Cette information n'existe pas. Choisissez-en une dans la liste.")
		case i < 0 || i >= len(entetes):
			es.Add(code, "Cette colonne n'existe pas dans le fichier. Choisissez-en une autre.")
		case prises[i] != "":
			es.Add(code, "La colonne « "+entetes[i]+" » est choisie deux fois : pour « "+prises[i]+" » et pour « "+
				colonne.Libelle+" ». Gardez un seul des deux.")
		default:
			prises[i] = colonne.Libelle
		}
	}
	for _, code := range c.missing() {
		colonne, _ := FindColonne(code)
		es.Add(code, "Indiquez la colonne « "+colonne.Libelle+" », ou celle qui contient le nom et le prénom.")
	}
	return es.Err()
}

// Empreinte identifies a layout of titles, so that a matching made by hand is remembered for the next file made like
// this one. Case, accents and punctuation do not count; the order does, since a matching is by position.
func Empreinte(entetes []string) string {
	h := sha256.New()
	for _, e := range entetes {
		h.Write([]byte(plain(e)))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

func countRecognized(cellules []string) int {
	vus, connus := make(map[string]bool), knownTitres()
	for _, c := range cellules {
		if p, ok := connus.find(c); ok {
			vus[p.code] = true
		}
	}
	return len(vus)
}

var parentheses = regexp.MustCompile(`\([^)]*\)`)

// find tries the title, then without what stands between parentheses:
// « Date de naissance (jj/mm/aaaa) ».
func (t titres) find(entete string) (place, bool) {
	if len(entete) > 120 {
		return place{}, false // a sentence, not a title
	}
	if p, ok := t[foldEntete(entete)]; ok {
		return p, true
	}
	p, ok := t[foldEntete(parentheses.ReplaceAllString(entete, " "))]
	return p, ok
}

// motsVides say nothing of what a column holds.
var motsVides = map[string]bool{
	"candidat": true, "candidate": true, "salarie": true, "salariee": true, "salaries": true, "insertion": true,
	"de": true, "du": true, "des": true, "d": true, "le": true, "la": true, "les": true, "l": true, "en": true, "et": true,
}

// foldEntete reduces a title to the words that matter.
func foldEntete(s string) string {
	simple := plain(s)
	var mots []string
	for _, m := range strings.Fields(simple) {
		if !motsVides[m] {
			mots = append(mots, m)
		}
	}
	if len(mots) == 0 {
		return simple // « Salarié » alone
	}
	return strings.Join(mots, " ")
}

// plain is parcours.Fold without punctuation.
func plain(s string) string {
	return strings.Join(strings.FieldsFunc(parcours.Fold(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}
