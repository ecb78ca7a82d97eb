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
}

// NeedsHelp tells that a person must match columns before going on.
func (r Reconnaissance) NeedsHelp() bool { return len(r.Manquants) > 0 || len(r.Ambigus) > 0 }

// Recognize matches titles in any order, without regard to case, accents and punctuation. Where two columns of the
// file could be the same thing, it does not guess.
func Recognize(entetes []string) Reconnaissance {
	colonnes, rangs := make(map[string][]int), make(map[string]int) // the best, by code
	r := Reconnaissance{Correspondance: make(Correspondance)}
	connus := knownTitres()
	for i, e := range entetes {
		p, ok := connus.find(e)
		if !ok {
			continue // says nothing to us
		}
		if rang, vue := rangs[p.code]; !vue || p.rang < rang {
			colonnes[p.code], rangs[p.code] = nil, p.rang
		}
		if p.rang == rangs[p.code] {
			colonnes[p.code] = append(colonnes[p.code], i)
		}
	}
	for _, c := range Colonnes() {
		switch meilleures := colonnes[c.Code]; {
		case len(meilleures) == 1:
			r.Correspondance[c.Code] = meilleures[0]
		case len(meilleures) > 1 && c.Reprise:
			r.Ambigus = append(r.Ambigus, Ambiguite{c.Code, meilleures})
		}
	}
	// Either a name and a first name, or a full name.
	if r.Correspondance.has(ColNom) && r.Correspondance.has(ColPrenom) {
		delete(r.Correspondance, ColNomComplet)
	}
	// An ambiguous name is asked once, as an ambiguity.
	r.Manquants = slices.DeleteFunc(r.Correspondance.missing(), func(code string) bool {
		return slices.ContainsFunc(r.Ambigus, func(a Ambiguite) bool { return a.Code == code })
	})
	return r
}

func (c Correspondance) has(code string) bool {
	_, ok := c[code]
	return ok
}

func (c Correspondance) missing() []string {
	if c.has(ColNomComplet) {
		return nil
	}
	return slices.DeleteFunc([]string{ColNom, ColPrenom}, c.has)
}

// Validate checks a matching made by hand, or remembered, against a file.
func (c Correspondance) Validate(entetes []string) error {
	var es parcours.Erreurs
	libelles, prises := make(map[string]string), make(map[int]string)
	for _, colonne := range Colonnes() {
		libelles[colonne.Code] = colonne.Libelle
	}
	for _, code := range slices.Sorted(maps.Keys(c)) {
		i := c[code]
		switch libelle := libelles[code]; {
		case libelle == "":
			es.Add(code, "Cette information n'existe pas. Choisissez-en une dans la liste.")
		case i < 0 || i >= len(entetes):
			es.Add(code, "Cette colonne n'existe pas dans le fichier. Choisissez-en une autre.")
		case prises[i] != "":
			es.Add(code, "La colonne « "+entetes[i]+" » est choisie deux fois : pour « "+prises[i]+" » et pour « "+
				libelle+" ». Gardez un seul des deux.")
		default:
			prises[i] = libelle
		}
	}
	for _, code := range c.missing() {
		es.Add(code, "Indiquez la colonne « "+libelles[code]+" », ou celle qui contient le nom et le prénom.")
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
	mots := slices.DeleteFunc(strings.Fields(simple), func(m string) bool { return motsVides[m] })
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
