package parcours

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Controle is what a field is judged by besides itself.
type Controle struct {
	Siae       Siae
	Aujourdhui Date
}

// holds tells whether a struct gives that answer.
func (c Cas) holds(v any) bool {
	return c.Champ != "" && slices.Equal(Champ{Code: c.Champ}.Textes(v), []string{c.Valeur})
}

// Check judges the values of a struct, field by field, and notes each refusal
// beside its field. Rules about several fields at once come after it.
func (cs Champs) Check(v any, ctl Controle) Erreurs {
	var es Erreurs
	for _, c := range cs.Typed() {
		c.Requis = c.Requis || c.RequisSi.holds(v)
		es = append(es, c.check(ctl, c.Textes(v))...)
	}
	return es
}

// Validate checks a struct that no other rule judges.
func (cs Champs) Validate(v any, aujourdhui Date) error {
	return cs.Check(v, Controle{Aujourdhui: aujourdhui}).Err()
}

// check judges what was typed in one field.
func (c Champ) check(ctl Controle, textes []string) Erreurs {
	return each(c.refusals(ctl, textes), func(refus string) *Erreur {
		return &Erreur{Code: Invalide, Champ: c.Code, Message: refus}
	})
}

func (c Champ) refusals(ctl Controle, textes []string) []string {
	if c.Genre == GenreMulti { // a passage joins its answers
		textes = strings.Split(strings.Join(textes, ","), ",")
	}
	textes = nonEmpty(textes)
	refus := ""
	switch {
	case len(textes) == 0 && c.Requis:
		return []string{c.Absent}
	case len(textes) == 0, c.isUnknown(textes[0]):
		return nil
	case c.Limite() > 0:
		return c.checkTexte(textes[0])
	case c.Genre == GenreDate:
		refus = c.checkDate(textes[0], ctl.Aujourdhui)
	case c.Genre == GenreChoix, c.Genre == GenreMulti:
		refus = c.checkListe(textes, ctl.Siae)
	default:
		_, refus = c.parse(textes[0])
	}
	return nonEmpty([]string{refus})
}

// checkTexte holds whatever is typed to what may be kept: bounded, readable, and
// without a social security number, of which no field may ever hold one.
func (c Champ) checkTexte(texte string) (refus []string) {
	if n := utf8.RuneCountInString(texte); n > c.Limite() {
		refus = append(refus, fmt.Sprintf("Ce texte compte %s caractères, la limite est de %s. "+
			"Raccourcissez-le : rien n'est perdu.", Milliers(n), Milliers(c.Limite())))
	}
	if strings.ContainsRune(texte, 0) || !utf8.ValidString(texte) {
		refus = append(refus, "Ce texte contient un caractère illisible. Saisissez-le à nouveau.")
	}
	if HasNir(texte) {
		refus = append(refus, RefusNir)
	}
	if refus == nil && c.Forme != nil && !c.Forme(texte) {
		return []string{c.Invalide}
	}
	return refus
}

func (c Champ) checkDate(texte string, aujourdhui Date) string {
	d, err := ParseDate(texte)
	premiere := cmp.Or(c.AnneeMin, anneeMin)
	switch {
	case err != nil:
		return dateIllisible
	case c.Passe && d.After(aujourdhui):
		return "Cette date est dans le futur. Un fait se note au plus tard aujourd'hui, " + aujourdhui.Francais() + "."
	case c.Passe && d.Year() < premiere:
		return "Cette date est trop ancienne. Vérifiez l'année."
	case d.Year() < premiere || d.Year() > anneeMax:
		return fmt.Sprintf("Cette date semble fausse : l'année n'est pas entre %d et %d. Vérifiez-la.", premiere, anneeMax)
	}
	return ""
}

// checkListe accepts a retired value: an old file keeps it.
func (c Champ) checkListe(codes []string, s Siae) string {
	possibles := c.listeFor(s)
	switch {
	case !slices.ContainsFunc(codes, func(code string) bool { return !possibles.Has(code) }):
		return ""
	case c.Genre == GenreMulti:
		return reponsesImpossible
	}
	return reponseImpossible
}
