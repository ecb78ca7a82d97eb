package parcours

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Genre is how a field of a transition is asked.
type Genre string

const (
	GenreTexte  Genre = "texte"
	GenreNote   Genre = "note" // several lines
	GenreDate   Genre = "date"
	GenreHeures Genre = "heures"
	GenreChoix  Genre = "choix"
	GenreMulti  Genre = "multi"
)

// Champ is one field that a transition asks.
type Champ struct {
	Code    string
	Libelle string
	Genre   Genre
	Liste   Liste
	Requis  bool
	// Absent is said when a required field is empty.
	Absent string
	Aide   string
	// ParSiae narrows the list to what this SIAE may answer.
	ParSiae func(Siae) Liste
}

// Options are the values offered for this SIAE, retired ones left out.
func (c Champ) Options(s Siae) Liste {
	liste := c.Liste
	if c.ParSiae != nil {
		liste = c.ParSiae(s)
	}
	return slices.DeleteFunc(slices.Clone(liste), func(t Terme) bool { return t.Retire })
}

// ParseHeures reads hours as people type them: "35", "3,5", "3.5".
func ParseHeures(s string) (float64, error) {
	h, err := strconv.ParseFloat(strings.Replace(strings.TrimSpace(s), ",", ".", 1), 64)
	if err != nil || h < 0 || h > 5000 || h != h {
		return 0, fmt.Errorf("hours %q", s)
	}
	return h, nil
}

// canonical writes a valid value the one way in which figures read it back from
// the passages, whatever the way it was typed.
func (c Champ) canonical(valeur string) string {
	saisie := Saisie{c.Code: valeur}
	switch c.Genre {
	case GenreDate:
		return saisie.Date(c.Code).String()
	case GenreHeures:
		if h, err := ParseHeures(valeur); err == nil {
			return writeHeures(h)
		}
	case GenreMulti:
		return strings.Join(saisie.Liste(c.Code), ",")
	}
	return valeur
}

// writeHeures is the reverse of ParseHeures: « 3,5 ».
func writeHeures(h float64) string {
	return strings.Replace(strconv.FormatFloat(h, 'f', -1, 64), ".", ",", 1)
}

// validate checks the typed value for form; rules check it for sense.
func (c Champ) validate(es *Erreurs, s Siae, valeur string) {
	codes := Saisie{c.Code: valeur}.Liste(c.Code)
	if strings.TrimSpace(valeur) == "" || (c.Genre == GenreMulti && len(codes) == 0) {
		if c.Requis {
			es.Add(c.Code, c.Absent)
		}
		return
	}
	switch c.Genre {
	case GenreDate:
		if d, err := ParseDate(valeur); err != nil || d.Year() < anneeMin || d.Year() > anneeMax {
			es.Add(c.Code, "Cette date n'existe pas ou semble fausse. Écrivez-la jour/mois/année, par exemple 02/03/2026.")
		}
	case GenreHeures:
		if _, err := ParseHeures(valeur); err != nil {
			es.Add(c.Code, "Indiquez un nombre d'heures entre 0 et 5 000, par exemple 35 ou 3,5.")
		}
	case GenreChoix:
		if !c.Options(s).Has(valeur) {
			es.Add(c.Code, "Cette réponse n'est pas possible ici. Choisissez-en une dans la liste.")
		}
	case GenreMulti:
		for _, v := range codes {
			if !c.Options(s).Has(v) {
				es.Add(c.Code, "Une de ces réponses n'est pas possible ici. Choisissez dans la liste.")
				return
			}
		}
	case GenreTexte:
		limitText(es, c.Code, valeur, 200)
	case GenreNote:
		limitNote(es, c.Code, valeur)
	}
}
